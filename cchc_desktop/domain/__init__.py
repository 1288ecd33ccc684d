"""The law as plain functions: periods, statuses, scores and checks. No Qt, no SQL, no files, no clock."""
