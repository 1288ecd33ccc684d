"""Submissions (hồ sơ nộp): what each kind says, completing, signing, exporting, revisions and the paper twin."""
