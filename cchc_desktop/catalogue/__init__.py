"""Catalogue packs: plans, criteria sets and units as versioned data; the only reader of resources/catalogues."""
