"""Catalogue packs: new editions coming in with what they change, and packs going out as files."""
