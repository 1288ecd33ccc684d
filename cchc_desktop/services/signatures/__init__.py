"""Signatures by certificate: signing documents, tokens, the list of trust, and what signatures are worth."""
