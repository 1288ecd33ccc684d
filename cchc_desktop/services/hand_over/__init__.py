"""Hand-over (bàn giao): a whole data folder in one file, given away, carried, and taken in elsewhere."""
