"""The short code (mã bản chốt) printed on every page: ten letters of the snapshot's SHA-256, readable by telephone.

The alphabet is Crockford's base 32: no I, L, O or U, so that a code read aloud or from a poor scan is not mistaken.
Ten characters hold 50 bits; they identify a snapshot among those of a province, they do not prove it: that is the
work of the full hash in the package.
"""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH = 10
_BITS_PER_CHARACTER = 5
_GROUPS = ((0, 4), (4, 8), (8, 10))


def short_code(sha256_hex: str) -> str:
    """The code of a snapshot, e.g. "7K3M-Q2XA-9F", from the 64 hexadecimal digits of its hash.

    Raises ValueError for anything else than a SHA-256 in hexadecimal.
    """
    if len(sha256_hex) != 64:
        raise ValueError(sha256_hex)
    bits = int(sha256_hex, 16) >> (256 - _LENGTH * _BITS_PER_CHARACTER)
    shifts = range((_LENGTH - 1) * _BITS_PER_CHARACTER, -1, -_BITS_PER_CHARACTER)
    return _grouped("".join(_ALPHABET[bits >> shift & 31] for shift in shifts))


def parse_short_code(text: str) -> str:
    """The canonical form of a code as somebody typed it: any case, spaces or dashes, O for 0, I or L for 1.

    Raises ValueError if no code can be read.
    """
    letters = "".join(text.split()).replace("-", "").replace("–", "").upper().translate(_LOOK_ALIKES)
    if len(letters) != _LENGTH or not set(letters) <= set(_ALPHABET):
        raise ValueError(text)
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(letters[start:end] for start, end in _GROUPS)
