"""Data that ships with the program: catalogue packs, fonts, icons, translations."""
