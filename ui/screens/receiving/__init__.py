"""Receiving packages at the province: looked at, received, quarantined, contradictions decided."""
