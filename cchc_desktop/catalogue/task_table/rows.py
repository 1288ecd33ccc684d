"""What a line of the table is: a field, a task, the rest of a task from the page before, or not for the plan at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.catalogue.task_table.cell_text import clean, is_blank
from cchc_desktop.catalogue.task_table.grid import Grid, Line
from cchc_desktop.catalogue.task_table.header import Header
from cchc_desktop.catalogue.task_table.result import Place, Role
from cchc_desktop.catalogue.task_table.suspicion import NUMBER, ROMAN

_PAGE = re.compile(r"(?:trang|page)?\s*[-–—]?\s*(\d{1,3})\s*(?:/\s*\d{1,3})?\s*[-–—]?", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?\s*([A-H]|\d{1,2})\s*\)?(?:\s*=.*)?")
_SECTION = re.compile(r"([IVXL]{1,6})\s*[.)/:–-]?\s+(.+)", re.DOTALL)
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(.+)", re.DOTALL)
_PARAGRAPHS = frozenset({Role.NAME})


class Kind(Enum):
    """What a line is."""

    NOTHING = "nothing"
    BREAK = "break"
    SECTION = "section"
    TASK = "task"
    REST = "rest"
    UNNUMBERED = "unnumbered"


@dataclass(frozen=True, slots=True)
class Row:
    """A line under its header. ``cells`` hold the own text of each column, with merged ones repeated.

    ``own`` are the columns whose text begins on this line, ``goal_top`` is where a merged goal begins (0: not merged).
    """

    grid: Grid
    line: Line
    header: Header
    cells: tuple[str, ...]
    own: frozenset[int]

    @property
    def values(self) -> Mapping[Role, str]:
        """The text of each role; empty where the row has none."""
        return {role: self.text(role) for role in self.header.roles.values()}

    @property
    def goal_top(self) -> int:
        """The first line of the merged goal, 0 where the goal is not merged."""
        column = self.header.column_of(Role.GOAL)
        return 0 if column is None else self.line.cell(column).top

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts that begin on this line."""
        return tuple(text for column, text in enumerate(self.cells) if text and column in self.own)

    def text(self, role: Role) -> str:
        """The text of one role."""
        column = self.header.column_of(role)
        return "" if column is None or column >= len(self.cells) else self.cells[column]

    def own_text(self, role: Role) -> str:
        """The text of one role if it begins on this line."""
        column = self.header.column_of(role)
        return self.cells[column] if column in self.own and column is not None else ""

    def place(self, role: Role | None = None) -> Place:
        """The place of the row, or of one of its cells."""
        column = self.header.column_of(role) if role else None
        return Place(self.grid.name, self.line.number, "" if column is None else self.grid.column_name(column))

    def titled(self, cells: tuple[str, ...] | None = None) -> tuple[tuple[str, str], ...]:
        """The filled cells with the titles of their columns."""
        shown = self.cells if cells is None else cells
        titles = self.header.titles
        return tuple(
            (titles[column] if column < len(titles) and titles[column] else f"Cột {column + 1}", text)
            for column, text in enumerate(shown)
            if text
        )


def row_of(grid: Grid, line: Line, header: Header) -> Row:
    """The line with its texts cleaned, at least as wide as the header."""
    width = max(len(header.titles), len(line.cells))
    cells, own = [], set()
    for column in range(width):
        cell = line.cell(column)
        text = "" if cell.across else clean(cell.text, paragraphs=header.roles.get(column) in _PARAGRAPHS)
        cells.append("" if is_blank(text) else text)
        if text and (cell.top in (0, line.number)):
            own.add(column)
    return Row(grid, line, header, tuple(cells), frozenset(own))


def with_cells(row: Row, cells: tuple[str, ...]) -> Row:
    """The row with its cells moved; every filled one is then its own."""
    own = frozenset(column for column, text in enumerate(cells) if text)
    return Row(row.grid, row.line, row.header, cells, own)


def kind_of(row: Row, *, header_follows: bool) -> Kind:
    """What the line is by itself; ``header_follows`` tells that the header is printed again right below."""
    if not row.filled:
        return Kind.NOTHING
    if row.header.is_repeated_by(row.line) or _is_page_number(row, header_follows=header_follows):
        return Kind.BREAK
    if _numbers_columns(row):
        return Kind.NOTHING
    if section_of(row) is not None:
        return Kind.SECTION
    column = row.header.column_of(Role.NUMBER)
    if column is None:
        return Kind.TASK if row.text(Role.NAME) and len(row.filled) >= 2 else Kind.UNNUMBERED
    if row.cells[column] and column not in row.own:
        return Kind.REST  # the number is merged over several lines: the table itself says that they are one task
    return Kind.TASK if NUMBER.fullmatch(row.cells[column]) else Kind.UNNUMBERED


def section_of(row: Row) -> tuple[str, str] | None:
    """Code and name of the field that the row opens, None for other rows."""
    texts = list(dict.fromkeys(row.filled))
    column = row.header.column_of(Role.NUMBER)
    code = row.cells[column].strip(" .)/:-") if column is not None and row.cells[column] else ""
    if ROMAN.fullmatch(code) and code:
        names = [text for text in texts if text != row.cells[column or 0]]
        is_task = row.own_text(Role.LEAD) and row.own_text(Role.TIME)
        return (code, _one_line(names[0])) if names and not is_task and len(names) <= 2 else None
    found = _SECTION.fullmatch(texts[0]) if len(texts) == 1 and _is_heading(row, column) else None
    return (found[1], _one_line(found[2])) if found and ROMAN.fullmatch(found[1]) else None


def _is_heading(row: Row, number_column: int | None) -> bool:
    """Whether the one text of the row stands where headings do: in the number column, or merged over several."""
    at = next(column for column, text in enumerate(row.cells) if text and column in row.own)
    return number_column is None or at == number_column or row.line.cell(at + 1).across


def number_of(row: Row) -> tuple[str, str]:
    """The printed number and the name of a task; the number may stand before the name where it has no column."""
    name = row.text(Role.NAME)
    column = row.header.column_of(Role.NUMBER)
    if column is not None:
        found = NUMBER.fullmatch(row.cells[column])
        return (found[1] if found else ""), name
    numbered = _NUMBERED.fullmatch(name)
    return (numbered[1], numbered[2]) if numbered else ("", name)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_page_number(row: Row, *, header_follows: bool) -> bool:
    found = _PAGE.fullmatch(row.filled[0]) if len(row.filled) == 1 else None
    if found is None:
        return False
    column = row.header.column_of(Role.NUMBER)
    return header_follows or column is None or not row.cells[column] or not row.filled[0].isdigit()


def _numbers_columns(row: Row) -> bool:
    """Whether the row only numbers the columns: "(1) (2) (3)" or "A B 1 2 3"."""
    found = [_COLUMN_NUMBER.fullmatch(text) for text in row.filled]
    marks = [one[1] for one in found if one is not None]
    return len(marks) == len(row.filled) >= 3 and len(set(marks)) == len(marks)
