"""Writes packs as one Excel workbook: a guide, then a sheet for each list, with drop-downs for every closed list.

Nothing in it is a formula: a text that begins with "=" is stored as text, in cells formatted as text.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.catalogue.exchange.cells import NO, YES, Plain, encode
from cchc_desktop.catalogue.exchange.guide import COLUMNS, GUIDE, LISTS, RULES, TITLE, guide_rows
from cchc_desktop.catalogue.exchange.layout import PACK_COLUMN, CellKind, SheetColumn, SheetSpec
from cchc_desktop.catalogue.exchange.shapes import sheet_shape
from cchc_desktop.catalogue.exchange.sheets import HEADER, SHEETS, sheets_of
from cchc_desktop.catalogue.exchange.tables import SheetRow, rows_of
from cchc_desktop.catalogue.problem import PackFault

MAX_TEXT = 32767  # characters that Excel holds in a cell
_SPARE_ROWS = 2000
_LINE_HEIGHT, _MAX_HEIGHT = 16, 400  # points; Excel allows 409
_FONT = "Times New Roman"
_HEAD_FILL = PatternFill("solid", fgColor="DDE6EE")
_LINE = Side(style="thin", color="B5BFC8")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_PLAIN, _BOLD = Font(name=_FONT, size=12), Font(name=_FONT, size=12, bold=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(vertical="center", horizontal="center", wrap_text=True)
_TEXT_FORMAT, _DATE_FORMAT = "@", "dd/mm/yyyy"
_FORMATS = {CellKind.DAY: _DATE_FORMAT, CellKind.NUMBER: "General", CellKind.WHOLE: "0"}
_GUIDE_WIDTHS = (24, 30, 10, 20, 90)


def workbook_bytes(documents: Sequence[Mapping[str, object]]) -> bytes:
    """The workbook of these documents of packs, all different by code.

    Raises PackFault "pack-too-long" for a text that no cell can hold.
    """
    shaped = [sheet_shape(document) for document in documents]
    kinds = [_header(document, "kind") for document in shaped]
    several = len(kinds) != len(set(kinds))
    sheets = [HEADER, *(sheet for kind in dict.fromkeys(kinds) for sheet in sheets_of(kind))]
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _write_guide(workbook.create_sheet(GUIDE), sheets, several=several)
    lists = _Lists(workbook)
    for sheet in sheets:
        found = [one for one in shaped if sheet is HEADER or _header(one, "kind") == sheet.pack_kind]
        _write_sheet(workbook.create_sheet(sheet.title), sheet, found, lists=lists, several=several)
    lists.write()
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


class _Lists:
    """The words of the drop-downs, one column for each list, on a hidden sheet."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, words: tuple[str, ...]) -> str:
        """The range that holds these words."""
        number = self._columns.setdefault(words, len(self._columns) + 1)
        letter = get_column_letter(number)
        return f"'{LISTS}'!${letter}$1:${letter}${len(words)}"

    def write(self) -> None:
        """Add the sheet, when all lists are known."""
        sheet = self._workbook.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for words, number in self._columns.items():
            for row, word in enumerate(words, start=1):
                _put(_cell(sheet, row, number), word, CellKind.TEXT)


def _write_guide(sheet: Worksheet, sheets: Sequence[SheetSpec], *, several: bool) -> None:
    for number, width in enumerate(_GUIDE_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _put(_cell(sheet, 1, 1), TITLE, CellKind.TEXT)
    sheet.cell(1, 1).font = Font(name=_FONT, size=14, bold=True)
    sheet.cell(1, 1).alignment = Alignment(vertical="center")
    row = 2
    for rule in RULES:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS))
        _put(_cell(sheet, row, 1), rule, CellKind.TEXT)
        sheet.row_dimensions[row].height = 20
        row += 1
    row += 1
    _write_titles(sheet, row, COLUMNS)
    for line in guide_rows(sheets, with_pack_column=several):
        row += 1
        for number, text in enumerate(line, start=1):
            cell = _cell(sheet, row, number)
            _put(cell, text or None, CellKind.TEXT)
            cell.border = _BORDER
            if line[0]:
                cell.font = _BOLD
    _fit_to_width(sheet)


def _write_sheet(
    target: Worksheet,
    sheet: SheetSpec,
    documents: Sequence[Mapping[str, object]],
    *,
    lists: _Lists,
    several: bool,
) -> None:
    columns = sheet_columns(sheet, several=several)
    _write_titles(target, 1, [f"{column.title} *" if column.required else column.title for column in columns])
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        target.column_dimensions[letter].width = column.width
        target.column_dimensions[letter].number_format = _FORMATS.get(column.kind, _TEXT_FORMAT)
        _offer(target, column, letter, lists=lists, several=several)
    row = 1
    for document in documents:
        for found in rows_of(sheet, document):
            row += 1
            for number, value in enumerate(_cells(sheet, found, document, several=several), start=1):
                _put(_cell(target, row, number), value, columns[number - 1].kind)
                target.cell(row, number).border = _BORDER
    for number in range(2, row + 1):
        _fit_height(target, number, columns)
    target.freeze_panes = "B2" if sheet is not HEADER else "A2"
    target.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(row, 2)}"
    _fit_to_width(target)


def sheet_columns(sheet: SheetSpec, *, several: bool) -> tuple[SheetColumn, ...]:
    """The columns as they stand in the sheet: the pack's code first where the workbook needs it."""
    if sheet is HEADER or not several:
        return sheet.all_columns
    pack = SheetColumn("", PACK_COLUMN, CellKind.CODE, 18, required=True, refers=HEADER.title)
    return (pack, *sheet.all_columns)


def _cells(sheet: SheetSpec, row: SheetRow, document: Mapping[str, object], *, several: bool) -> Iterator[Plain]:
    if several and sheet is not HEADER:
        yield _header(document, "code")
    yield from row.owners
    for column in sheet.columns:
        yield encode(column, row.values.get(column.key))


def _write_titles(sheet: Worksheet, row: int, titles: Iterable[str]) -> None:
    for number, title in enumerate(titles, start=1):
        cell = _cell(sheet, row, number)
        _put(cell, title, CellKind.TEXT)
        cell.font = _BOLD
        cell.fill, cell.alignment, cell.border = _HEAD_FILL, _MIDDLE, _BORDER
    sheet.row_dimensions[row].height = 48


def _offer(sheet: Worksheet, column: SheetColumn, letter: str, *, lists: _Lists, several: bool) -> None:
    """A drop-down for a closed list, which refuses other words; one for codes of another sheet only suggests."""
    words = _words(column)
    if words:
        source = lists.source(words)
    elif column.refers:
        code = get_column_letter(_code_column(column.refers, several=several))
        source = f"'{column.refers}'!${code}$2:${code}${_SPARE_ROWS}"
    else:
        return
    validation = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=bool(words))
    validation.errorTitle, validation.error = "Chọn trong danh sách", "Hãy chọn một giá trị trong danh sách của ô."
    validation.add(f"{letter}2:{letter}{_SPARE_ROWS}")
    sheet.add_data_validation(validation)


def _code_column(title: str, *, several: bool) -> int:
    sheet = next(sheet for sheet in SHEETS if sheet.title == title)
    keys = [column.key for column in sheet_columns(sheet, several=several)]
    return keys.index("code") + 1


def _fit_height(sheet: Worksheet, row: int, columns: Sequence[SheetColumn]) -> None:
    """Give a row the height of its longest cell: only Excel does so on its own, when the file is opened."""
    lines = 1
    for number, column in enumerate(columns, start=1):
        value = sheet.cell(row, number).value
        if isinstance(value, str):
            lines = max(lines, sum(1 + len(line) // column.width for line in value.split("\n")))
    sheet.row_dimensions[row].height = min(_LINE_HEIGHT * lines + 2, _MAX_HEIGHT)


def _words(column: SheetColumn) -> tuple[str, ...]:
    if column.kind is CellKind.FLAG:
        return (YES, NO)
    return tuple(label for _value, label in column.choices)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # never one that is hidden by a merge
    return cell


def _put(cell: Cell, value: Plain, kind: CellKind) -> None:
    """Write a value; a text is a text whatever it begins with."""
    cell.font = _PLAIN
    cell.alignment = _TOP
    cell.number_format = _FORMATS.get(kind, _TEXT_FORMAT)
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise _too_long(value)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)  # Excel has no place for control characters
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "'"))
    elif isinstance(value, date | int | float):
        cell.value = value


def _fit_to_width(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _header(document: Mapping[str, object], key: str) -> str:
    header = document.get("header")
    return str(header.get(key, "")) if isinstance(header, Mapping) else ""


def _too_long(text: str) -> PackFault:
    return PackFault(
        "pack-too-long",
        what=f"Bộ danh mục có đoạn văn dài hơn {MAX_TEXT} ký tự nên không kết xuất được ra Excel: «{text[:60]}…».",
        do="Hãy kết xuất bộ danh mục dạng .toml.",
    )
