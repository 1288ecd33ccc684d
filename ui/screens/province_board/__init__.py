"""The overview of the province: every unit beside what it owes."""
