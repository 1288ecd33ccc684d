"""Sending and answers: stick and mail, who holds which copy, and what the province said."""
