"""Periodic reports (báo cáo định kỳ): figures with their origins, text and checks."""
