"""Which schema this program knows. A test holds it against the migrations."""

HEAD = "0005"
KNOWN = ("0001", "0002", "0003", "0004", "0005")
