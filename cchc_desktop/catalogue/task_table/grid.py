"""What every source of a task table gives: lines of cells with the places that the source itself uses."""

from collections.abc import Callable
from dataclasses import dataclass

Step = Callable[[int, int, str], None]
"""Told how far a long reading is: done, total (0 = unknown), words. It may raise to stop the reading."""

MOST_COLUMNS = 40


def no_step(_done: int, _total: int, _text: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; a merged one is repeated wherever it covers.

    ``top`` is the number of its first line, 0 when it spans no lines. ``across`` says that it is part of the cell at
    its left.
    """

    text: str = ""
    top: int = 0
    across: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to cut a printed row into cells, offered to whoever is asked."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source; ``number`` is the row as the source counts it.

    ``short`` says that the source has fewer cells here than its header. ``doubt`` says why the cells are not certain;
    the other ``readings`` are then offered. ``after_break`` says that a page ended just before.
    """

    number: int
    cells: tuple[Cell, ...]
    doubt: str = ""
    readings: tuple[Reading, ...] = ()
    after_break: bool = False

    def cell(self, column: int) -> Cell:
        """The cell of this column; an empty one where the line is shorter."""
        return self.cells[column] if column < len(self.cells) else Cell()


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of the source.

    ``name`` is what places call it ("Trang tính Nhiệm vụ", "Bảng 2"); empty where there is only one. ``ragged`` says
    that each line has exactly the cells that were written, so that a short line has lost some.
    """

    name: str
    lines: tuple[Line, ...]
    letters: bool = False
    ragged: bool = False

    @property
    def width(self) -> int:
        """The number of columns of the widest line."""
        return max((len(line.cells) for line in self.lines), default=0)

    def column_name(self, column: int) -> str:
        """What the source calls a column: a letter in Excel, a number elsewhere."""
        if not self.letters:
            return str(column + 1)
        name, rest = "", column + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            name = chr(ord("A") + letter) + name
        return name


@dataclass(frozen=True, slots=True)
class Source:
    """A file or pasted text with its tables in order; ``remarks`` tell what was left out while it was opened.

    ``printed`` is the text of a printed table, which must be cut anew when another encoding is confirmed.
    """

    name: str
    grids: tuple[Grid, ...]
    remarks: tuple[str, ...] = ()
    printed: str = ""
