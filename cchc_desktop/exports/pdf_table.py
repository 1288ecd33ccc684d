"""A table on paper: the header repeats, rows stay whole unless taller than a page, groups keep a row, notes some rows.

reportlab's own LongTable cuts any row that happens to be the first one below the header; this flowable does not.
"""

from dataclasses import dataclass

from reportlab.lib.colors import Color, black
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from cchc_desktop.exports.document import Align, Cell, Column, Row, RowKind, Table
from cchc_desktop.exports.pdf_style import Geometry, Styles, paragraphs

_PADDING_X = 3.5
_PADDING_Y = 2.5
_LINE_WIDTH = 0.5
_SHADE = Color(0.93, 0.93, 0.93)
_LEAST_PART = 80.0  # room below which a row that must be cut starts on the next page
_OPENING = (RowKind.GROUP, RowKind.SUBGROUP)
_NO_LIMIT = 1e6
_ROWS_ABOVE_NOTE = 3  # that go with the note below the table where it needs a page of its own
_WIDEST_WORD = 100.0  # longer ones, such as file names, are broken


@dataclass(frozen=True, slots=True)
class _DrawnCell:
    """A cell with its wrapped paragraphs and its width; ``height`` includes the padding."""

    content: tuple[Paragraph, ...]
    width: float
    height: float

    @staticmethod
    def wrapped(content: list[Paragraph], width: float) -> "_DrawnCell":
        inner = width - 2 * _PADDING_X
        height = sum(paragraph.wrap(inner, _NO_LIMIT)[1] for paragraph in content)
        return _DrawnCell(tuple(content), width, height + 2 * _PADDING_Y)

    def cut(self, room: float) -> tuple["_DrawnCell", "_DrawnCell"]:
        """What fits into ``room`` and the rest."""
        left = room - 2 * _PADDING_Y
        inner = self.width - 2 * _PADDING_X
        for position, paragraph in enumerate(self.content):
            if paragraph.height > left:
                halves = _halves(paragraph, inner, left)
                above = [*self.content[:position], *halves[:-1]]
                below = [halves[-1], *self.content[position + 1 :]]
                return self.wrapped(above, self.width), self.wrapped(below, self.width)
            left -= paragraph.height
        return self, self.wrapped([], self.width)


def _halves(paragraph: Paragraph, width: float, room: float) -> list[Paragraph]:
    """The part of the paragraph that fits and the rest, or the paragraph alone where no line fits."""
    parts = [part for part in paragraph.split(width, room) if isinstance(part, Paragraph)]
    return parts or [paragraph]


@dataclass(frozen=True, slots=True)
class _DrawnRow:
    cells: tuple[_DrawnCell, ...]
    kind: RowKind = RowKind.PLAIN
    middle: bool = False
    shaded: bool = False

    @property
    def height(self) -> float:
        return max(cell.height for cell in self.cells)

    def cut(self, room: float) -> tuple["_DrawnRow", "_DrawnRow"]:
        parts = [cell.cut(room) for cell in self.cells]
        return _DrawnRow(tuple(first for first, _ in parts)), _DrawnRow(tuple(rest for _, rest in parts))


class TableFlow(Flowable):
    """A measured table that reportlab can place and split; ``page_room`` is the height of an empty page.

    ``note`` is what stands below its last row, on the same page as that row wherever there is room for both.
    """

    def __init__(
        self, head: _DrawnRow, rows: tuple[_DrawnRow, ...], page_room: float, note: tuple[Paragraph, ...] = ()
    ) -> None:
        super().__init__()
        self._head = head
        self._rows = rows
        self._page_room = page_room
        self._note = note
        self.width = sum(cell.width for cell in head.cells)
        heights = [line.wrap(self.width, _NO_LIMIT)[1] + line.getSpaceAfter() for line in note]
        self._note_height = sum(heights) + (_PADDING_Y if note else 0)
        self.height = head.height + sum(row.height for row in rows) + self._note_height

    @property
    def opening_height(self) -> float:
        """The height that must be free below a heading: the header and the rows up to the first plain one."""
        height = self._head.height
        for row in self._rows:
            height += row.height
            if row.kind not in _OPENING:
                break
        return min(height, self._head.height + _LEAST_PART) if height > self._page_room / 2 else height

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """The size, known since the table was measured."""
        return self.width, self.height

    def split(self, _available_width: float, available_height: float) -> list[Flowable]:
        """The part that fits and the rest, or nothing where the table should begin on the next page."""
        room = available_height - self._head.height
        fitting = 0
        while fitting < len(self._rows) and self._rows[fitting].height <= room:
            room -= self._rows[fitting].height
            fitting += 1
        if fitting == len(self._rows):
            return [self] if self._note_height <= room else self._split_before_note()
        if self._is_taller_than_a_page(self._rows[fitting]) and room >= _LEAST_PART:
            first, rest = self._rows[fitting].cut(room)
            return [
                self._part((*self._rows[:fitting], first)),
                self._last_part((rest, *self._rows[fitting + 1 :])),
            ]
        return self._split_at(fitting)

    def _split_at(self, position: int) -> list[Flowable]:
        """The rows up to this one and the rest; a group or the row above a total goes with what follows."""
        while position and self._belongs_to_next(position - 1):
            position -= 1
        return [self._part(self._rows[:position]), self._last_part(self._rows[position:])] if position else []

    def _split_before_note(self) -> list[Flowable]:
        """All rows fit but the note does not: the last rows go with it, or else the note goes alone."""
        position = max(len(self._rows) - _ROWS_ABOVE_NOTE, 0)
        below = self._head.height + sum(row.height for row in self._rows[position:]) + self._note_height
        parts = self._split_at(position) if below <= self._page_room / 2 else []
        if len(parts) != 2:
            return [self._part(self._rows), *self._note]
        return [parts[0], CondPageBreak(parts[1].height), parts[1]]

    def _is_taller_than_a_page(self, row: _DrawnRow) -> bool:
        return row.height > self._page_room - self._head.height

    def _belongs_to_next(self, position: int) -> bool:
        return self._rows[position].kind in _OPENING or self._rows[position + 1].kind is RowKind.TOTAL

    def _part(self, rows: tuple[_DrawnRow, ...]) -> "TableFlow":
        return TableFlow(self._head, rows, self._page_room)

    def _last_part(self, rows: tuple[_DrawnRow, ...]) -> "TableFlow":
        return TableFlow(self._head, rows, self._page_room, self._note)

    def draw(self) -> None:
        """Draw the header, the rows and the note, from the top left corner."""
        top = self.height
        for row in (self._head, *self._rows):
            _draw_row(self.canv, row, top)
            top -= row.height
        top -= _PADDING_Y
        for line in self._note:
            line.drawOn(self.canv, 0, top - line.height)
            top -= line.height + line.getSpaceAfter()


def table_flow(table: Table, *, styles: Styles, page: Geometry, size: float, middle: bool) -> TableFlow:
    """Measure a table with its note for the width of a page; ``middle`` centres short cells between the lines."""
    widths = column_widths(table, styles=styles, size=size, total=page.width)
    head = tuple(
        _DrawnCell.wrapped(paragraphs(column.title, styles.cell(size, Align.CENTRE, bold=True, italic=False)), width)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = tuple(
        _DrawnRow(
            _drawn_cells(row.cells, table.columns, widths, styles=styles, size=size),
            row.kind,
            middle=middle or row.kind is not RowKind.PLAIN,
            shaded=row.kind is RowKind.GROUP,
        )
        for row in table.rows
    )
    note = tuple(paragraphs(table.note, styles.note))
    return TableFlow(_DrawnRow(head, middle=True, shaded=True), rows, page.height, note)


def column_widths(table: Table, *, styles: Styles, size: float, total: float) -> list[float]:
    """The widths by share; a column too narrow for its longest word takes from the others, up to a limit."""
    shares = sum(column.share for column in table.columns)
    planned = [column.share / shares * total for column in table.columns]
    least = [
        min(_longest_word(table, position, font=styles.family.bold, size=size) + 2 * _PADDING_X + 0.5, _WIDEST_WORD)
        for position in range(len(planned))
    ]
    needed = sum(max(low - width, 0) for low, width in zip(least, planned, strict=True))
    spare = sum(max(width - low, 0) for low, width in zip(least, planned, strict=True))
    kept = max(1 - needed / spare, 0) if spare else 1
    return [low + (width - low) * kept if width > low else low for low, width in zip(least, planned, strict=True)]


def _longest_word(table: Table, position: int, *, font: str, size: float) -> float:
    texts = [table.columns[position].title]
    texts += [line.text for row in table.rows for line in (row.cells[position] if _is_single(row, position) else ())]
    words = {word for text in texts for word in text.split()}
    return max((float(stringWidth(word, font, size)) for word in words), default=0.0)


def _is_single(row: Row, position: int) -> bool:
    """Whether the row has a cell at this column that does not span further ones."""
    return position < len(row.cells) - 1 or (position == len(row.cells) - 1 and row.kind is RowKind.PLAIN)


def _drawn_cells(
    cells: tuple[Cell, ...], columns: tuple[Column, ...], widths: list[float], *, styles: Styles, size: float
) -> tuple[_DrawnCell, ...]:
    last = len(cells) - 1
    drawn = []
    for position, cell in enumerate(cells):
        width = sum(widths[position:]) if position == last else widths[position]
        spans = position == last and last < len(columns) - 1
        align = Align.LEFT if spans else columns[position].align
        content = [
            paragraph
            for line in cell
            for paragraph in paragraphs(line.text, styles.cell(size, align, bold=line.bold, italic=line.italic))
        ]
        drawn.append(_DrawnCell.wrapped(content, width))
    return tuple(drawn)


def _draw_row(canvas: Canvas, row: _DrawnRow, top: float) -> None:
    left = 0.0
    height = row.height
    for cell in row.cells:
        canvas.setLineWidth(_LINE_WIDTH)
        canvas.setStrokeColor(black)
        canvas.setFillColor(_SHADE)
        canvas.rect(left, top - height, cell.width, height, stroke=1, fill=int(row.shaded))
        spare = (height - cell.height) / 2 if row.middle else 0.0
        _draw_cell(canvas, cell, left=left, top=top - spare)
        left += cell.width


def _draw_cell(canvas: Canvas, cell: _DrawnCell, *, left: float, top: float) -> None:
    y = top - _PADDING_Y
    for paragraph in cell.content:
        y -= paragraph.height
        paragraph.drawOn(canvas, left + _PADDING_X, y)
