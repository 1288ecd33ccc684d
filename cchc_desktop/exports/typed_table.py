"""A table of typed columns as a snapshot holds it (a register, an annex made from one): on paper and in a workbook.

Numbers and dates are plain in the snapshot; here they are printed as Vietnamese documents print them, or stay typed.
"""

from datetime import date
from decimal import Decimal

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.snapshot import TableColumnPart, TablePart
from cchc_desktop.exports.document import Align, Cell, Column, Row, RowKind, Table, bold, cell
from cchc_desktop.exports.wording import day
from cchc_desktop.exports.workbook import Figure, Sheet, SheetColumn, SheetRow, Value, ValueKind

NUMBER_COLUMN = "STT"
SUM = "Cộng"

_NUMBER_SHARE = 0.05
_SHEET_WIDTH = 250.0  # millimetres that the columns of a sheet share, before the page is scaled
_LEAST_SHEET_COLUMN = 22.0
_SUMMED = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY)
_ALIGNED = {
    FieldType.DATE: Align.CENTRE,
    FieldType.YES_NO: Align.CENTRE,
    FieldType.INTEGER: Align.RIGHT,
    FieldType.DECIMAL: Align.RIGHT,
    FieldType.PERCENT: Align.RIGHT,
    FieldType.MONEY: Align.RIGHT,
}
_KINDS = {FieldType.DATE: ValueKind.DATE, FieldType.TEXT: ValueKind.CODE}


def printed_table(part: TablePart, *, summed: bool = False) -> Table:
    """The table with its rows numbered; ``summed`` adds a row of the totals of its number columns."""
    shares = sum(column["share"] for column in part["columns"])
    columns = (
        Column(NUMBER_COLUMN, shares * _NUMBER_SHARE, Align.CENTRE),
        *(
            Column(column["name"], column["share"], _ALIGNED.get(_type(column), Align.LEFT))
            for column in part["columns"]
        ),
    )
    rows = [
        Row((cell(str(number)), *(cell(text) for text in printed_row(part, values))))
        for number, values in enumerate(part["rows"], start=1)
    ]
    if summed and part["rows"] and any(_is_summed(column) for column in part["columns"]):
        rows.append(_sum_row(part))
    return Table(columns, tuple(rows))


def printed_row(part: TablePart, values: list[str]) -> list[str]:
    """The values of a row as printed."""
    return [printed_value(value, column) for value, column in zip(values, part["columns"], strict=True)]


def printed_value(plain: str, column: TableColumnPart) -> str:
    """A plain value as printed: "1855" as "1.855", "2025-10-05" as "05/10/2025"; "" stays ""."""
    kind = _type(column)
    if not plain:
        return ""
    if kind.is_number:
        number = format_decimal(Decimal(plain), column["decimals"])
        return f"{number}%" if kind is FieldType.PERCENT else number
    return day(plain) if kind is FieldType.DATE else plain


def column_sums(part: TablePart) -> list[Decimal | None]:
    """The exact total of each column of amounts; None for columns of other types, also for shares in percent."""
    return [
        sum((Decimal(row[place]) for row in part["rows"] if row[place]), Decimal(0)) if _is_summed(column) else None
        for place, column in enumerate(part["columns"])
    ]


def typed_sheet(part: TablePart, *, name: str, summed: bool = False) -> Sheet:
    """The table as a sheet with real numbers and dates."""
    shares = sum(column["share"] for column in part["columns"])
    columns = (
        SheetColumn(NUMBER_COLUMN, 12, ValueKind.INTEGER),
        *(
            SheetColumn(
                column["name"],
                max(column["share"] / shares * _SHEET_WIDTH, _LEAST_SHEET_COLUMN),
                _KINDS.get(_type(column), ValueKind.TEXT),
            )
            for column in part["columns"]
        ),
    )
    rows = [
        SheetRow((number, *(_typed(value, column) for value, column in zip(values, part["columns"], strict=True))))
        for number, values in enumerate(part["rows"], start=1)
    ]
    if summed and part["rows"]:
        rows.append(_sum_sheet_row(part))
    return Sheet(name, part["title"], columns, tuple(rows))


def _type(column: TableColumnPart) -> FieldType:
    return FieldType(column["type"])


def _is_summed(column: TableColumnPart) -> bool:
    return _type(column) in _SUMMED


def _typed(plain: str, column: TableColumnPart) -> Value:
    kind = _type(column)
    if not plain:
        return None
    if kind.is_number:
        return Figure.of(plain, decimals=column["decimals"], percent=kind is FieldType.PERCENT)
    return date.fromisoformat(plain) if kind is FieldType.DATE else plain


def _sum_row(part: TablePart) -> Row:
    """The totals; the word stands in the first column that has none, at the latest beside the number."""
    texts: list[Cell] = [
        cell() if total is None else bold(format_decimal(total, column["decimals"]))
        for total, column in zip(column_sums(part), part["columns"], strict=True)
    ]
    place = next((place for place, text in enumerate(texts) if not text), None)
    if place is None:
        return Row((bold(SUM), *texts), RowKind.TOTAL)
    texts[place] = bold(SUM)
    return Row((cell(), *texts), RowKind.TOTAL)


def _sum_sheet_row(part: TablePart) -> SheetRow:
    totals = (
        None if total is None else Figure.of(str(total), decimals=column["decimals"])
        for total, column in zip(column_sums(part), part["columns"], strict=True)
    )
    return SheetRow((SUM, *totals), RowKind.TOTAL)
