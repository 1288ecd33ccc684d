"""Receiving a hand-over file from another machine (nhận bàn giao)."""
