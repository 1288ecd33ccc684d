"""Backups (sao lưu) of a data folder, and the second place that holds them."""
