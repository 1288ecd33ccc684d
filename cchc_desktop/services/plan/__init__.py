"""The plan (kế hoạch): importing that of the province, and the commune's own plan over it."""
