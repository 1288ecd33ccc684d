"""What every catalogue pack (bộ danh mục) says of itself."""

from dataclasses import dataclass
from datetime import date

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
