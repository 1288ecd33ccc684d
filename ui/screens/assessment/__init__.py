"""The screen "Tự chấm điểm": the tree of criteria, the leaf being scored, bonus and deduction, findings."""
