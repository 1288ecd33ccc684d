"""The library of evidence (kho minh chứng): every file with all that it proves, and what can be proved."""
