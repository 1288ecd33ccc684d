"""How the parts of a workbook are described: columns by the kind of their cells, sheets by the list that they show."""

from dataclasses import dataclass
from enum import Enum

PACK_COLUMN = "Mã bộ danh mục"
"""The column that says to which pack a row belongs; it may be left out where a workbook has one pack of the kind."""


class CellKind(Enum):
    """What a cell holds, and how it stands in the document of a pack."""

    TEXT = "text"
    CODE = "code"  # text that must stay letter for letter: Excel's own reading of it is refused
    LINES = "lines"  # list of texts, one on each line of the cell
    CODES = "codes"  # list of codes, separated by commas
    NUMBER = "number"  # exact decimal, a text in the document
    WHOLE = "whole"
    FLAG = "flag"
    DAY = "day"
    CHOICE = "choice"
    VALUES = "values"  # numbers by name, "a = 3; b = 2"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet. ``key`` is that of the document; ``title`` and ``meaning`` are for people.

    ``choices`` pairs the values of a CHOICE with their words. ``default`` is what an empty cell means. ``refers`` names
    the sheet whose codes are offered in a drop-down. ``kept`` writes an empty text instead of leaving the key out;
    ``blank`` leaves the cell of a default empty.
    """

    key: str
    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 20
    meaning: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    default: object = None
    refers: str = ""
    kept: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet: the list at ``path`` of the documents of one kind of pack ("" for all kinds).

    A path of two or more steps shows lists inside entries: ``owners`` are the columns that hold the codes of the
    entries around a row. ``table`` marks a single table instead of a list. ``identity`` names the columns by which a
    row is the same row in another edition; without them it is the place in its list.
    """

    title: str
    pack_kind: str
    path: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    purpose: str
    owners: tuple[SheetColumn, ...] = ()
    table: bool = False
    identity: tuple[str, ...] = ("code",)

    @property
    def key(self) -> str:
        """The key of the list in its table."""
        return self.path[-1]

    @property
    def all_columns(self) -> tuple[SheetColumn, ...]:
        """The owners' codes, then the columns."""
        return (*self.owners, *self.columns)
