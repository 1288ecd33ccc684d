"""The tables of a web page, which is what many programs save under the name of an Excel file.

The page is cut into tags and text here: the parser of the standard library takes time that grows with the square of
what is left open, and ends with an error over some declarations.
"""

import re
from collections.abc import Iterator, Sequence

from cchc_desktop.catalogue.task_table.cell_text import unescaped
from cchc_desktop.catalogue.task_table.grid import MOST_COLUMNS, Cell, Grid, Line, Source, Step, no_step
from cchc_desktop.catalogue.task_table.limits import count_lines

_LINE_TAGS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3"})
_SKIPPED = frozenset({"style", "script", "head", "title"})
_RAW = frozenset({"style", "script"})  # no tags inside, whatever it looks like
_TALLEST = 10_000
_DIGITS = 5
_LONGEST_ATTRIBUTES = 2_000
_EVERY = 2_000  # tags between two steps
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_ODD_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*+)>")  # with a quotation mark left open
_SPAN = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?\s*([0-9]+)(?=[\"'\s/]|$)", re.IGNORECASE)


def read_html(text: str, *, name: str, step: Step = no_step) -> Source:
    """Read all outermost tables; a table inside a cell is that cell's text. Fault as ``limits`` says."""
    parser = _Tables(name)
    for number, (end, tag, rest) in enumerate(_pieces(text)):
        if number % _EVERY == 0:
            step(end, len(text), "Đang đọc trang web")
        if not tag:
            parser.take_text(rest)
        elif tag.startswith("/"):
            parser.close(tag[1:])
        else:
            parser.open(tag, rest)
    parser.end_table()
    tables = [lines for lines in parser.tables if lines]
    return Source(
        name,
        tuple(
            Grid(f"bảng {number}" if len(tables) > 1 else "", tuple(lines))
            for number, lines in enumerate(tables, start=1)
        ),
    )


def _pieces(text: str) -> Iterator[tuple[int, str, str]]:
    """Tags ("td" or "/td", with its attributes) and texts ("", the text) in order, each with the place of its end."""
    at = 0
    while at < len(text):
        found = _TAG.match(text, at) or _ODD_TAG.match(text, at)
        if found is not None:
            at = found.end()
            tag = found[2].lower()
            yield at, found[1] + tag, found[3]
            if tag in _RAW and not found[1]:
                at = _end_of(text, f"</{tag}", at)
        elif text.startswith("<!--", at):
            at = _end_of(text, "-->", at + 4) + 3
        elif text.startswith(("<!", "<?"), at):
            at = _end_of(text, ">", at) + 1
        else:
            end = _end_of(text, "<", at + 1)
            yield end, "", text[at:end]
            at = end


def _end_of(text: str, mark: str, start: int) -> int:
    """Where the mark stands next, in small or capital letters; the end of the text where it does not."""
    found = re.compile(re.escape(mark), re.IGNORECASE).search(text, start)
    return found.start() if found else len(text)


class _Tables:
    """Collects the rows; rowspan and colspan become repeated cells."""

    def __init__(self, name: str) -> None:
        self.tables: list[list[Line]] = []
        self._name = name
        self._filled = 0
        self._depth = 0
        self._skipping = 0
        self._lines: list[Line] = []
        self._row: list[Cell] | None = None
        self._below: dict[int, tuple[int, Cell]] = {}  # cells that reach into this row, with the rows that are left
        self._coming: dict[int, tuple[int, Cell]] = {}  # the same for the next row
        self._text: list[str] | None = None
        self._spans = (1, 1)

    def open(self, tag: str, attributes: str) -> None:
        """Open a table, row or cell, or break a line."""
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth == 1:
            self._end_row()
            self._row = []
        elif tag in ("td", "th") and self._depth == 1:
            self._end_cell()
            values = {key.lower(): digits for key, digits in _SPAN.findall(attributes[:_LONGEST_ATTRIBUTES])}
            self._text = []
            self._spans = (_span(values.get("rowspan", "")), _span(values.get("colspan", "")))
        elif tag in _LINE_TAGS and self._text is not None:
            self._text.append("\n- " if tag == "li" else "\n")

    def close(self, tag: str) -> None:
        """Close what ended."""
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "table":
            if self._depth == 1:
                self.end_table()
            self._depth = max(0, self._depth - 1)
        elif tag == "tr" and self._depth == 1:
            self._end_row()
        elif tag in ("td", "th") and self._depth == 1:
            self._end_cell()
        elif tag in ("p", "div", "li") and self._text is not None:
            self._text.append("\n")

    def take_text(self, text: str) -> None:
        """Keep the text of the open cell; line breaks of the source are spaces in a web page."""
        if self._text is not None and not self._skipping:
            self._text.append(unescaped(" ".join(text.split("\n"))))

    def end_table(self) -> None:
        """Take the table that ended, or that the file was cut in."""
        self._end_row()
        if self._lines:
            self.tables.append(self._lines)
        self._lines, self._below, self._coming = [], {}, {}

    def _end_cell(self) -> None:
        if self._text is None:
            return
        if self._row is None:
            self._row = []
        self._take_from_above()
        text, (rows, columns) = "".join(self._text), self._spans
        top = len(self._lines) + 1 if rows > 1 else 0
        for offset in range(min(columns, MOST_COLUMNS - len(self._row))):
            cell = Cell(text, top, across=offset > 0)
            if rows > 1:
                self._coming[len(self._row)] = (rows - 1, cell)
            self._row.append(cell)
        self._text = None

    def _take_from_above(self) -> None:
        assert self._row is not None
        while len(self._row) in self._below:
            rows, cell = self._below.pop(len(self._row))
            if rows > 1:
                self._coming[len(self._row)] = (rows - 1, cell)
            self._row.append(cell)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._take_from_above()
            self._add(self._row)
            self._below, self._coming = self._coming, {}
        self._row = None

    def _add(self, row: Sequence[Cell]) -> None:
        self._lines.append(Line(len(self._lines) + 1, tuple(row)))
        self._filled += any(cell.text.strip() for cell in row)
        count_lines(self._name, filled=self._filled, number=len(self._lines))


def _span(digits: str) -> int:
    number = digits.lstrip("0")
    if len(number) > _DIGITS:
        return _TALLEST
    return min(int(number or "1"), _TALLEST)
