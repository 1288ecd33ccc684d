"""The Settings screen (Cài đặt): unit and packs, officers, documents, data, about."""
