"""The house kit: theme, fields, pills, charts, notices and the background runner."""
