"""Which schema this program knows. A test holds it against the migrations."""

HEAD = "0002"
KNOWN = ("0001", "0002")
