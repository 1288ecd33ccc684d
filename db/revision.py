"""Which schema this program knows. A test holds it against the migrations."""

HEAD = "0004"
KNOWN = ("0001", "0002", "0003", "0004")
