"""What recounting is made of: the rows of a sheet that was read again, and the fault where they differ."""

from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.system.fault import Fault

Rows = list[tuple[object, ...]]


def sheet_rows(page: Worksheet, *, above: int) -> Rows:
    """The rows of the table; those that continue a long text have an empty first cell and do not count."""
    values = page.iter_rows(min_row=above + 1, values_only=True)
    return [tuple(row) for row in values if row[0] is not None]


def number(value: object) -> Decimal:
    """The number in a cell as it was written; a cell without one counts as no number at all."""
    return Decimal(str(value)) if isinstance(value, int | float) else Decimal("NaN")


def compare(found: object, expected: object, what: str) -> None:
    """Raise the fault unless both are equal."""
    if found != expected:
        raise difference(f"{what} là {found}, trong bản chốt là {expected}")


def difference(what: str) -> Fault:
    """The fault that nothing is handed over with."""
    return Fault(
        "export-recount",
        what=f"Kiểm tra lại văn bản vừa kết xuất thấy sai khác: {what}.",
        safe="Bản chốt và dữ liệu vẫn nguyên vẹn; chưa có tệp nào được ghi ra.",
        do="Đề nghị kết xuất lại; nếu vẫn báo lỗi, gửi tệp nhật ký cho bộ phận hỗ trợ.",
    )
