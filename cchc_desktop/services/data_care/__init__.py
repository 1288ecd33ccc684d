"""Care for a data folder: the check (kiểm tra dữ liệu), restoring (phục hồi), and both without a window."""
