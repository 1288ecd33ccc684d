"""Documents printed from a snapshot: one neutral document tree, written as PDF and as Excel."""
