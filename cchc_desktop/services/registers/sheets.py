"""A register as a workbook for further work: typed cells, drop-downs, and a header that the import reads back.

The printed book is another document (exports/register_document.py); this one is meant to be filled in.
"""

from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.period import Window
from cchc_desktop.domain.register import Column
from cchc_desktop.domain.vietnamese import printable
from cchc_desktop.services.registers.rows import RegisterRow, RegisterTable
from cchc_desktop.services.registers.typed_cells import is_owed

SERIAL = "STT"
_LISTS = "Danh mục"
_SPARE_ROWS = 500
"""Empty rows below the last one that already have their drop-downs."""
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="FF9AA5B1")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADE = PatternFill("solid", fgColor="FFE3EDF8")
_FORMULA_STARTS = ("=", "+", "-", "@")
_WIDTH = 1.3  # characters for one part of the printed width
_YES_NO = ("Có", "Không")


def workbook_of(table: RegisterTable, *, window: Window | None, personal: bool) -> bytes:
    """The file. Personal columns are left out unless asked for."""
    columns = [column for column in table.register.columns if personal or not column.personal]
    file = Workbook()
    page = file.worksheets[0]
    page.title = table.register.code
    file.properties.title, file.properties.creator = table.register.name, "CCHC Desktop"
    header = _write_head(page, table, columns, window)
    for place, row in enumerate(table.rows, start=1):
        _write_row(page, header + place, row, columns=columns)
    last = header + len(table.rows)
    _write_lists(file, page, columns, first=header + 1, last=last + _SPARE_ROWS)
    _set_up(page, header=header, last=last, columns=len(columns) + 1)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def _write_head(page: Worksheet, table: RegisterTable, columns: list[Column], window: Window | None) -> int:
    """Title, span and header; return the row of the header."""
    span = f"Từ ngày {window[0]:%d/%m/%Y} đến ngày {window[1]:%d/%m/%Y}" if window else "Tất cả các dòng"
    hint = "Dòng mới ghi tiếp bên dưới, rồi dùng nút Nhập từ Excel; không đổi tên cột. Cột có dấu * phải nhập."
    for row, (text, size, bold) in enumerate(
        ((table.register.name, 14, True), (span, 11, False), (hint, 10, False)), 1
    ):
        cell = page.cell(row, 1, text)
        cell.font = Font(name=_FONT, size=size, bold=bold, italic=size == 10)
    header = 4
    titles = [SERIAL, *(f"{column.name} *" if is_owed(table.register, column) else column.name for column in columns)]
    widths = [6.0, *(max(11.0, column.share * _WIDTH) for column in columns)]
    for place, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        cell = page.cell(header, place, title)
        cell.font = Font(name=_FONT, size=11, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill, cell.border = _SHADE, _BORDER
        page.column_dimensions[get_column_letter(place)].width = width
    return header


def _write_row(page: Worksheet, place: int, row: RegisterRow, *, columns: list[Column]) -> None:
    number = page.cell(place, 1, row.number)
    number.font, number.border = Font(name=_FONT, size=11), _BORDER
    for position, column in enumerate(columns, start=2):
        cell = page.cell(place, position)
        cell.font, cell.border = Font(name=_FONT, size=11), _BORDER
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        assert isinstance(cell, Cell), "no cell of a row is merged"
        _store(cell, column, row)


def _store(cell: Cell, column: Column, row: RegisterRow) -> None:
    """Write the value with its type; what is text stays text, whatever it begins with."""
    plain = row.plain.get(column.code, "")
    spec = column.spec
    if not plain:
        cell.number_format = _number_format(column)
    elif spec.type is FieldType.DATE:
        cell.value = date.fromisoformat(plain)
        cell.number_format = _number_format(column)
    elif spec.type.is_number:
        value = Decimal(plain)
        cell.value = value / 100 if spec.type is FieldType.PERCENT else value
        cell.number_format = _number_format(column)
    else:
        text = printable(row.shown[column.code])  # rows of former versions may hold what Excel has no place for
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_STARTS)


def _number_format(column: Column) -> str:
    decimals = "." + "0" * column.spec.decimals if column.spec.decimals else ""
    match column.spec.type:
        case FieldType.DATE:
            return "dd/mm/yyyy"
        case FieldType.PERCENT:
            return f"0{decimals}%"
        case FieldType.INTEGER:
            return "#,##0"
        case FieldType.DECIMAL | FieldType.MONEY:
            return f"#,##0{decimals}"
        case _:
            return "General"


def _write_lists(file: Workbook, page: Worksheet, columns: list[Column], *, first: int, last: int) -> None:
    """Drop-downs for choices; their words stand in a sheet of their own because a list in the cell is cut at 255."""
    lists: Worksheet | None = None
    for position, column in enumerate(columns, start=2):
        words = _words(column)
        if not words:
            continue
        lists = lists or file.create_sheet(_LISTS)
        place = lists.max_column + 1 if lists.cell(1, 1).value else 1
        for row, word in enumerate((column.name, *words), start=1):
            lists.cell(row, place, word).font = Font(name=_FONT, size=11, bold=row == 1)
        letter = get_column_letter(place)
        lists.column_dimensions[letter].width = 40
        rule = DataValidation(
            type="list", formula1=f"{quote_sheetname(_LISTS)}!${letter}$2:${letter}${len(words) + 1}", allow_blank=True
        )
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = (
            "Không có lựa chọn này",
            f"Hãy chọn một trong các giá trị của cột “{column.name}”.",
        )
        target = get_column_letter(position)
        rule.add(f"{target}{first}:{target}{last}")
        page.add_data_validation(rule)


def _words(column: Column) -> tuple[str, ...]:
    if column.spec.type is FieldType.CHOICE:
        return tuple(option.label for option in column.spec.options)
    return _YES_NO if column.spec.type is FieldType.YES_NO else ()


def _set_up(page: Worksheet, *, header: int, last: int, columns: int) -> None:
    page.freeze_panes = f"A{header + 1}"
    page.auto_filter.ref = f"A{header}:{get_column_letter(columns)}{max(last, header + 1)}"
    page.print_title_rows = f"{header}:{header}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    properties = page.sheet_properties.pageSetUpPr
    if properties is not None:
        properties.fitToPage = True
