"""Who is at work: accounts, the session with its undo, the packs in use, and what nothing may change."""
