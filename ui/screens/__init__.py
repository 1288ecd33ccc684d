"""One package per screen: view.py (Qt, no decisions) and presenter.py (plain Python, all decisions)."""
