"""Hồ sơ nộp: complete, sign and export a submission, and see where it is now."""
