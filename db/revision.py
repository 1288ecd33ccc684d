"""Which schema this program knows. A test holds it against the migrations."""

HEAD = "0001"
KNOWN = ("0001",)
