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


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its own form: ``value`` as a spreadsheet counts it (0.4105 for 41,05%), the decimals shown."""

    value: Decimal
    decimals: int = 0
    percent: bool = False
    signed: bool = False  # a change: "+12,50%"

    @staticmethod
    def of(plain: str, *, decimals: int, percent: bool = False, signed: bool = False) -> "Figure":
        """From the plain text of a snapshot, where a share is written in percent ("41.05")."""
        number = Decimal(plain)
        return Figure(number / 100 if percent else number, decimals, percent=percent, signed=signed)


Value = str | int | Decimal | date | Figure | None


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


def as_date(iso: str) -> date | None:
    """A real date, or nothing where none was given."""
    return date.fromisoformat(iso) if iso else None
