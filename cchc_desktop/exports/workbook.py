"""A neutral workbook: sheets of typed values, before anybody decides how a spreadsheet shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from cchc_desktop.exports.document import Identity, RowKind


class ValueKind(Enum):
    """What a column holds; a cell of another type (a word in a column of points) is text."""

    TEXT = "text"
    CODE = "code"  # text that looks like a number and must stay as it is written
    INTEGER = "integer"
    POINTS = "points"
    SHARE = "share"  # 0.9371 for 93,71%
    PERCENT = "percent"  # 0.6 for 60%
    DATE = "date"


Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, its width in millimetres before the page is scaled, and what it holds."""

    title: str
    width: float
    kind: ValueKind = ValueKind.TEXT


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of values, one for each column. The first value is never empty."""

    values: tuple[Value, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one table."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets with what each says of its origin; ``notices`` are lines under each title."""

    title: str
    author: str
    created: datetime
    identity: Identity
    mark: str
    notices: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet with this name; KeyError if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)
