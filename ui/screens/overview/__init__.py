"""Tổng quan: what waits on me, what falls due, how far the fields and the score have come."""
