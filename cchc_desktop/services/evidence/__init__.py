"""Evidence (tài liệu kiểm chứng): the store of files, and what is checked of it."""
