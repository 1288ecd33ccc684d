"""The page in place of the desk when the data folder cannot be opened."""
