"""Appraising (thẩm định) at the province: what was received is read, remarked on, returned or accepted."""
