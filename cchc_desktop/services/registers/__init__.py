"""Registers (sổ theo dõi): rows kept all year, typed, pasted, imported, printed and counted."""
