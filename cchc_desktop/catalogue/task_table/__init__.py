"""A bare task table of a plan (Excel, Word, CSV, web page, pasted text), read to fields and tasks."""
