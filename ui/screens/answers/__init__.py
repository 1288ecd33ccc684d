"""The province's remarks beside every screen, while the revision that answers them is prepared."""
