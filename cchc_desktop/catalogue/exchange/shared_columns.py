"""Columns that sheets of several lists have in common."""

from cchc_desktop.catalogue.exchange import words
from cchc_desktop.catalogue.exchange.layout import CellKind, SheetColumn

PARTS = "Kỳ: M (tháng), Q1, Q2, Q3, Q4, Q (mọi quý), H1, H2, 9M, Y (năm), AD (đột xuất); cách nhau bằng dấu phẩy."

CODE = SheetColumn("code", "Mã", CellKind.CODE, 18, "Mã cố định; không đổi mã của mục đã dùng.", required=True)
NAME = SheetColumn("name", "Tên", CellKind.TEXT, 60, "Tên đầy đủ như trong văn bản.", required=True)
PERIODS = SheetColumn("periods", "Các kỳ", CellKind.CODES, 18, f"{PARTS} Để trống: mọi kỳ của biểu mẫu.")
NOTE = SheetColumn("note", "Ghi chú", CellKind.TEXT, 40, "Hướng dẫn hiện khi nhập.")
SOURCES = SheetColumn("sources", "Nguồn", CellKind.CODES, 16, "Căn cứ, cách nhau bằng dấu phẩy.")


def code_of(title: str, sheet: str) -> SheetColumn:
    """The column with the code of the entry around a row, which stands on another sheet."""
    return SheetColumn("", title, CellKind.CODE, 18, f"Mã ở trang {sheet}.", required=True, refers=sheet)


def value_columns(types: words.Choices) -> tuple[SheetColumn, ...]:
    """What a value is: type, unit, decimals and bounds."""
    return (
        SheetColumn("type", "Kiểu giá trị", CellKind.CHOICE, 20, "Chọn trong danh sách.", required=True, choices=types),
        SheetColumn("unit", "Đơn vị tính", CellKind.TEXT, 16, "Ví dụ: văn bản, %, triệu đồng."),
        SheetColumn(
            "decimals",
            "Số chữ số thập phân",
            CellKind.WHOLE,
            12,
            "Để trống: 2 với tỷ lệ và số thập phân, còn lại là 0.",
        ),
        SheetColumn("minimum", "Nhỏ nhất", CellKind.NUMBER, 12, "Chỉ dùng cho kiểu số; có thể để trống."),
        SheetColumn("maximum", "Lớn nhất", CellKind.NUMBER, 12, "Chỉ dùng cho kiểu số; có thể để trống."),
    )


OPTION = (
    SheetColumn("code", "Mã lựa chọn", CellKind.CODE, 20, "Mã cố định được lưu trong dữ liệu.", required=True),
    SheetColumn("label", "Lời hiện ra", CellKind.TEXT, 40, "Chữ hiện trên màn hình và trong báo cáo.", required=True),
)
