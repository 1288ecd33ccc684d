"""The text of the square code at the foot of each printed page: which snapshot the sheet belongs to, and which sheet.

It says what the foot says in words: unit, period, kind, revision, code of the snapshot, sheet and number of sheets.
Only the letters of the alphanumeric mode of a QR code (ISO/IEC 18004) are used, which keeps its squares large on paper:
``CCHC1:00694:2025-Q4:PROGRESS:2:7K3MQ2XA9F:3/9``.
"""

import re
from dataclasses import dataclass, replace

_TEXT = re.compile(
    r"CCHC1:(?P<unit>\d{5}):(?P<period>[A-Z0-9-]{4,22}):(?P<kind>[A-Z]{3,12}):(?P<revision>\d{1,4})"
    r":(?P<code>[0-9A-HJKMNP-TV-Z]{10}):(?P<sheet>\d{1,4})/(?P<sheets>\d{1,4})"
)


@dataclass(frozen=True, slots=True)
class PageCode:
    """What a sheet says of itself.

    ``period`` is a period code, ``kind`` the kind of the snapshot, ``code`` the code of the snapshot without dashes.
    ``sheet`` counts from 1; 0 of 0 is the document as a whole. What a sheet read only in words does not say is "" or 0.
    """

    unit: str
    period: str
    kind: str
    revision: int
    code: str
    sheet: int = 0
    sheets: int = 0

    @property
    def text(self) -> str:
        """What the square holds."""
        facts = (self.unit, self.period, self.kind.upper(), str(self.revision), self.code)
        return ":".join(("CCHC1", *facts, f"{self.sheet}/{self.sheets}"))

    def on_sheet(self, sheet: int, sheets: int) -> "PageCode":
        """The same document, one sheet of it."""
        return replace(self, sheet=sheet, sheets=sheets)


def parse(text: str) -> PageCode | None:
    """Read what a square holds; None for every other square, which a page may well carry."""
    found = _TEXT.fullmatch(text)
    if found is None or not 1 <= int(found["sheet"]) <= int(found["sheets"]):
        return None
    return PageCode(
        unit=found["unit"],
        period=found["period"],
        kind=found["kind"].lower(),
        revision=int(found["revision"]),
        code=found["code"],
        sheet=int(found["sheet"]),
        sheets=int(found["sheets"]),
    )
