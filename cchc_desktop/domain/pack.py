"""What every catalogue pack (bộ danh mục) says of itself."""

import re
from dataclasses import dataclass
from datetime import date

LONGEST_CODE = 40
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)

KINDS = ("plan", "criteria", "units", "form", "registers", "targets", "calendar")


@dataclass(frozen=True, slots=True)
class PackHeader:
    """Identity of a pack: permanent code, edition, issuer, legal basis and validity.

    ``kind`` is one of ``KINDS``. ``reconstruction`` holds the sentence that must stand on screen and in
    print when the pack is not an official text, and is empty otherwise.
    """

    code: str
    kind: str
    edition: str
    title: str
    issuer: str
    legal_basis: str
    source: str
    valid_from: date
    valid_to: date | None = None
    reconstruction: str = ""


def is_pack_code(text: str) -> bool:
    """Whether this may be the permanent code of a pack.

    It names files and stands in commands: ASCII letters, digits, "-", "_" and ".", no longer than LONGEST_CODE, begun
    with a letter or digit, not ended with a full stop, and no device name of Windows.
    """
    fits = len(text) <= LONGEST_CODE and _CODE.fullmatch(text) is not None
    return fits and not text.endswith(".") and _DEVICE.fullmatch(text) is None
