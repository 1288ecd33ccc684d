"""The file that travels: BagIt package, canonical JSON, reading that never trusts."""
