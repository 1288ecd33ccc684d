"""Self-assessment (tự chấm điểm): the sheet of criteria, its answers and explanations."""
