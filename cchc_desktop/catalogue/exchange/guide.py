"""The guide at the front of a workbook of packs: how to edit it, and what each sheet and column means."""

from collections.abc import Iterable, Iterator

from cchc_desktop.catalogue.exchange.layout import PACK_COLUMN, CellKind, SheetColumn, SheetSpec

GUIDE = "Hướng dẫn"
LISTS = "Danh sách chọn"
"""The hidden sheet that the drop-downs take their words from."""

TITLE = "BỘ DANH MỤC CỦA CCHC DESKTOP - HƯỚNG DẪN SỬA BẰNG EXCEL"

RULES = (
    "1. Mỗi trang là một danh sách, mỗi dòng là một mục. Được thêm dòng, chèn dòng; xóa cả dòng để bỏ mục.",
    "2. Cột có dấu * là bắt buộc. Không đổi tên trang và tên cột; được đổi thứ tự cột, thêm cột riêng, ẩn dòng.",
    "3. Mã là cố định: dữ liệu đã nhập (tiến độ, điểm, sổ, báo cáo) nối với danh mục qua mã. Sửa lời thì giữ mã.",
    "4. Sửa nội dung thì ghi lần ban hành mới ở trang Thông tin chung: một lần ban hành chỉ có một nội dung.",
    "5. Ô có mũi tên thì chọn trong danh sách. Số thập phân viết dấu phẩy; ngày viết ngày/tháng/năm.",
    "6. Ô đã định dạng Văn bản để mã như 1.10 và công thức bắt đầu bằng dấu = giữ nguyên; không dùng công thức Excel.",
    "7. Nạp vào chương trình: Cài đặt, Bộ danh mục, Nạp từ tệp. Lỗi được báo theo trang, dòng, cột.",
    "8. Chương trình cho xem thay đổi trước khi áp dụng; có lỗi thì không nạp gì; áp dụng rồi vẫn hoàn tác được.",
    "9. Dòng lệnh: cchc-desktop pack check TỆP để kiểm tra; cchc-desktop pack import TỆP --dry-run để xem trước.",
)

COLUMNS = ("Trang", "Cột", "Bắt buộc", "Kiểu ô", "Ý nghĩa, cách ghi")

KIND_WORDS = {
    CellKind.TEXT: "Văn bản",
    CellKind.CODE: "Mã (văn bản)",
    CellKind.LINES: "Nhiều dòng trong ô",
    CellKind.CODES: "Danh sách mã",
    CellKind.NUMBER: "Số",
    CellKind.WHOLE: "Số nguyên",
    CellKind.FLAG: "Có/Không",
    CellKind.DAY: "Ngày",
    CellKind.CHOICE: "Chọn trong danh sách",
    CellKind.VALUES: "Ký hiệu = số",
}


def guide_rows(sheets: Iterable[SheetSpec], *, with_pack_column: bool) -> Iterator[tuple[str, ...]]:
    """A row for each sheet, and one for each of its columns."""
    if with_pack_column:
        meaning = "Mã ở trang Thông tin chung: dòng này thuộc bộ danh mục nào."
        yield ("Các trang", PACK_COLUMN, "Có", KIND_WORDS[CellKind.CODE], meaning)
    for sheet in sheets:
        yield (sheet.title, "", "", "", sheet.purpose)
        for column in sheet.all_columns:
            yield ("", column.title, "Có" if column.required else "", KIND_WORDS[column.kind], _meaning(column))


def _meaning(column: SheetColumn) -> str:
    if not column.choices:
        return column.meaning
    return f"{column.meaning} Các lựa chọn: {'; '.join(label for _value, label in column.choices)}."
