"""The tables of a web page, which is what many programs save under the name of an Excel file."""

from html.parser import HTMLParser

from cchc_desktop.catalogue.task_table.grid import MOST_COLUMNS, MOST_LINES, Cell, Grid, Line, Source, Step, no_step

_LINE_TAGS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3"})
_SKIPPED = frozenset({"style", "script", "head", "title"})
_TALLEST = 10_000
_PIECE = 64 * 1024  # letters read between two steps


def read_html(text: str, *, name: str, step: Step = no_step) -> Source:
    """Read all outermost tables; a table inside a cell is that cell's text."""
    parser = _Tables()
    for begin in range(0, len(text), _PIECE):
        step(begin, len(text), "Đang đọc trang web")
        parser.feed(text[begin : begin + _PIECE])
    parser.close()
    parser.end_table()
    tables = [lines for lines in parser.tables if lines]
    return Source(
        name,
        tuple(
            Grid(f"bảng {number}" if len(tables) > 1 else "", tuple(lines))
            for number, lines in enumerate(tables, start=1)
        ),
    )


class _Tables(HTMLParser):
    """Collects the rows; rowspan and colspan become repeated cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Line]] = []
        self._depth = 0
        self._skipping = 0
        self._lines: list[Line] = []
        self._row: list[Cell] | None = None
        self._below: dict[int, tuple[int, Cell]] = {}  # cells that reach into this row, with the rows that are left
        self._coming: dict[int, tuple[int, Cell]] = {}  # the same for the next row
        self._text: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
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
            values = dict(attrs)
            self._text = []
            self._spans = (_span(values.get("rowspan")), _span(values.get("colspan")))
        elif tag in _LINE_TAGS and self._text is not None:
            self._text.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
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

    def handle_data(self, data: str) -> None:
        """Keep the text of the open cell; line breaks of the source are spaces in a web page."""
        if self._text is not None and not self._skipping:
            self._text.append(" ".join(data.split("\n")))

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
        for offset in range(min(columns, MOST_COLUMNS)):
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
        if self._row is not None and len(self._lines) < MOST_LINES:
            self._take_from_above()
            self._lines.append(Line(len(self._lines) + 1, tuple(self._row[:MOST_COLUMNS])))
            self._below, self._coming = self._coming, {}
        self._row = None


def _span(text: str | None) -> int:
    return min(int(text), _TALLEST) if text and text.isdigit() and int(text) > 0 else 1
