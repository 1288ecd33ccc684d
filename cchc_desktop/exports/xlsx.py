"""A workbook as an Excel file: typed, protected, ready to print on A4, and with the same bytes for the same content.

Text is always stored as text: nothing that a commune typed can run as a formula in the province's spreadsheet.
"""

import re
from datetime import UTC, datetime
from io import BytesIO
from itertools import zip_longest

from openpyxl import Workbook as ExcelFile
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.exports.cell_text import FONT_SIZE, MOST_LINES, height, wrapped
from cchc_desktop.exports.document import Identity, RowKind
from cchc_desktop.exports.office_archive import restamped
from cchc_desktop.exports.workbook import Figure, Sheet, SheetColumn, SheetRow, Value, ValueKind, Workbook

_FONT = "Times New Roman"
_POINTS_PER_MM = 72 / 25.4
_PIXELS_PER_MM = 96 / 25.4
_NARROW = 16  # millimetres up to which a column of text is centred
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FIRST_FONT = re.compile(rb"<font>.*?</font>", re.DOTALL)
_DEFAULT_FONT = f'<font><name val="{_FONT}" /><family val="1" /><sz val="{FONT_SIZE:g}" /></font>'.encode()
_LONGEST_FOOTER = 160
_FORMULA_STARTS = ("=", "+", "-", "@")
_FORMATS = {
    ValueKind.CODE: "@",
    ValueKind.INTEGER: "#,##0",
    ValueKind.POINTS: "0.00",
    ValueKind.SHARE: "0.00%",
    ValueKind.PERCENT: "0%",
    ValueKind.DATE: "dd/mm/yyyy",
}
_LINE = Side(style="thin", color="FF000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADE = PatternFill("solid", fgColor="FFEDEDED")
_STRONG = (RowKind.GROUP, RowKind.SUBGROUP, RowKind.TOTAL)


def render_xlsx(workbook: Workbook) -> bytes:
    """The file; the same workbook gives the same bytes."""
    file = ExcelFile()
    file.remove(file.worksheets[0])
    properties = file.properties
    properties.title, properties.creator = workbook.title, workbook.author
    properties.created = workbook.created.astimezone(UTC).replace(tzinfo=None)
    for sheet in workbook.sheets:
        _write_sheet(file.create_sheet(sheet.name), sheet, workbook)
    target = BytesIO()
    file.save(target)
    return _restamped(target.getvalue(), workbook.created)


def head_rows(workbook: Workbook) -> int:
    """How many rows stand above the header of each table: the mark, the title and the notices."""
    return 1 + len(workbook.notices) + bool(workbook.mark)


def _write_sheet(page: Worksheet, sheet: Sheet, workbook: Workbook) -> None:
    for position, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(position)].width = _excel_width(column.width)
    texts = [(workbook.mark, True)] if workbook.mark else []
    texts += [(sheet.title, True), *((notice, False) for notice in workbook.notices)]
    for row, (text, bold) in enumerate(texts, start=1):
        _write_title(page, row, text, columns=sheet.columns, bold=bold)
    header = head_rows(workbook) + 1
    _write_header(page, header, sheet.columns)
    last = header
    for sheet_row in sheet.rows:
        for part in _parts(sheet_row, sheet.columns):
            last += 1
            _write_row(page, last, part, columns=sheet.columns, kind=sheet_row.kind)
    _set_up(page, header=header, last=last, columns=len(sheet.columns))
    _write_margins(page, workbook.identity, workbook.mark)


def _write_title(page: Worksheet, row: int, text: str, *, columns: tuple[SheetColumn, ...], bold: bool) -> None:
    cell = _stored(page, row, 1, text)
    cell.font = Font(name=_FONT, size=FONT_SIZE + 2 if bold else FONT_SIZE, bold=bold, italic=not bold)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
    room = sum(column.width for column in columns) * _POINTS_PER_MM * FONT_SIZE / (FONT_SIZE + 2)
    page.row_dimensions[row].height = height(len(wrapped(text, room, bold=bold))) + 3


def _write_header(page: Worksheet, row: int, columns: tuple[SheetColumn, ...]) -> None:
    for position, column in enumerate(columns, start=1):
        cell = _stored(page, row, position, column.title)
        cell.font = Font(name=_FONT, size=FONT_SIZE, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border, cell.fill = _BORDER, _SHADE
    lines = max(len(wrapped(column.title, column.width * _POINTS_PER_MM, bold=True)) for column in columns)
    page.row_dimensions[row].height = height(lines) + 3


def _parts(row: SheetRow, columns: tuple[SheetColumn, ...]) -> list[tuple[list[Value], int]]:
    """The row as one or more rows of the file with their number of lines; a long text goes on in the next one."""
    bold = row.kind in _STRONG
    split: list[list[Value]] = []
    for value, column in zip(row.values, columns, strict=True):
        if not isinstance(value, str):
            split.append([value])
            continue
        lines = wrapped("\n".join(value.splitlines()), column.width * _POINTS_PER_MM, bold=bold)
        chunks = [lines[start : start + MOST_LINES] for start in range(0, len(lines), MOST_LINES)]
        split.append(["".join(chunk).rstrip("\n") for chunk in chunks])
    return [(list(values), _lines(values, columns, bold=bold)) for values in zip_longest(*split)]


def _lines(values: tuple[Value, ...], columns: tuple[SheetColumn, ...], *, bold: bool) -> int:
    return max(
        len(wrapped(value, column.width * _POINTS_PER_MM, bold=bold)) if isinstance(value, str) else 1
        for value, column in zip(values, columns, strict=True)
    )


def _write_row(
    page: Worksheet, row: int, part: tuple[list[Value], int], *, columns: tuple[SheetColumn, ...], kind: RowKind
) -> None:
    values, lines = part
    for position, (value, column) in enumerate(zip(values, columns, strict=True), start=1):
        cell = _stored(page, row, position, value)
        cell.number_format = _number_format(value, column)
        cell.font = Font(name=_FONT, size=FONT_SIZE, bold=kind in _STRONG)
        cell.alignment = Alignment(horizontal=_horizontal(value, column), vertical="center", wrap_text=True)
        cell.border = _BORDER
        if kind is RowKind.GROUP:
            cell.fill = _SHADE
    page.row_dimensions[row].height = height(lines)


def _number_format(value: Value, column: SheetColumn) -> str:
    if isinstance(value, Figure):
        number = "#,##0" + (f".{'0' * value.decimals}" if value.decimals else "") + ("%" if value.percent else "")
        return f"+{number};-{number};{number}" if value.signed else number
    if isinstance(value, str):
        return _FORMATS[ValueKind.CODE] if column.kind is ValueKind.CODE else "General"
    return _FORMATS.get(column.kind, "General")


def _stored(page: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Write a value with its type; text is text, whatever it begins with."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell), "titles are merged after they are written"
    plain = value.value if isinstance(value, Figure) else value
    cell.value = plain or None if isinstance(plain, str) else plain
    if isinstance(value, str) and value:
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA_STARTS)
    return cell


def _horizontal(value: Value, column: SheetColumn) -> str:
    is_text = column.kind in (ValueKind.TEXT, ValueKind.CODE) and isinstance(value, str)
    return "left" if is_text and column.width > _NARROW else "center"


def _set_up(page: Worksheet, *, header: int, last: int, columns: int) -> None:
    page.freeze_panes = f"A{header + 1}"
    page.auto_filter.ref = f"A{header}:{get_column_letter(columns)}{max(last, header + 1)}"
    page.print_title_rows = f"{header}:{header}"
    page.print_area = f"A1:{get_column_letter(columns)}{last}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left, page.page_margins.right = 30 / 25.4, 15 / 25.4
    page.page_margins.top = page.page_margins.bottom = 20 / 25.4
    page.page_margins.header = page.page_margins.footer = 9 / 25.4
    page.print_options.horizontalCentered = True
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.formatColumns = page.protection.formatRows = False


def _write_margins(page: Worksheet, identity: Identity, mark: str) -> None:
    header, footer = page.oddHeader, page.oddFooter
    assert header is not None
    assert footer is not None
    texts = (
        (header.right, mark.replace("&", "&&")),
        (footer.left, _shortened(identity.line).replace("&", "&&")),
        (footer.right, "Trang &P/&N"),
    )
    for part, text in texts:
        part.text, part.font, part.size = text or None, f"{_FONT},Regular", 9


def _shortened(text: str) -> str:
    """The text as a footer can hold it: Excel calls a file damaged whose footer has more than 255 characters."""
    return text if len(text) <= _LONGEST_FOOTER else f"{text[: _LONGEST_FOOTER - 1]}…"


def _excel_width(millimetres: float) -> float:
    """The width in characters of the default font, 7 pixels each, as the file format counts it."""
    return round((millimetres * _PIXELS_PER_MM - 5) / 7, 2)


def _restamped(content: bytes, created: datetime) -> bytes:
    """The same archive without the moment of writing: fixed stamps, and the snapshot's moment as the last change.

    The default font is put right here, because openpyxl has no public way to it. Widths of columns are counted in its
    digits, so it must be one that every machine measures alike.
    """
    moment = f"{created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()

    def rewritten(name: str, data: bytes) -> bytes:
        if name == "docProps/core.xml":
            return _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", data)
        return _FIRST_FONT.sub(_DEFAULT_FONT, data, count=1) if name == "xl/styles.xml" else data

    return restamped(content, rewritten)
