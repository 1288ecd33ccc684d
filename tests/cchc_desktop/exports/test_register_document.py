"""A register as a book, and typed tables on paper and in a workbook."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from support.report_snapshots import register_snapshot

from cchc_desktop.domain.snapshot import TableColumnPart, TablePart
from cchc_desktop.exports.document import RowKind
from cchc_desktop.exports.pdf_book import render_book
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.exports.register_document import register_document, register_title
from cchc_desktop.exports.render import render
from cchc_desktop.exports.typed_table import column_sums, printed_table, printed_value, typed_sheet
from cchc_desktop.exports.workbook import Figure

CODE = "7K3M-Q2XA-9F"
HASH = "7f" * 32


def _column(kind: str, decimals: int = 0) -> TableColumnPart:
    return {"name": kind, "type": kind, "decimals": decimals, "share": 10}


def _part(*columns: TableColumnPart, rows: list[list[str]]) -> TablePart:
    return {"code": "TT", "title": "Sổ", "columns": list(columns), "rows": rows}


def test_the_book_tells_unit_days_and_how_many_rows() -> None:
    book = register_document(register_snapshot(), code=CODE)
    assert book.issuer == ("ỦY BAN NHÂN DÂN", "XÃ YÊN SƠN")
    assert book.title == "SỔ THEO DÕI HOẠT ĐỘNG TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH"
    assert book.span == "Từ ngày 15/12/2025 đến ngày 14/3/2026 (tổng số: 120 dòng)"


def test_a_register_without_the_word_gets_it() -> None:
    assert register_title("Hồ sơ muộn và xin lỗi") == "SỔ THEO DÕI HỒ SƠ MUỘN VÀ XIN LỖI"


def test_keeper_and_leader_sign() -> None:
    keeper, leader = register_document(register_snapshot(), code=CODE).signatures
    assert (keeper.form, keeper.name) == (("NGƯỜI LẬP",), "Hoàng Thị Hạnh")
    assert (leader.form[-1], leader.name) == ("CHỦ TỊCH", "Nguyễn Văn Thượng")


def test_rows_are_numbered_and_amounts_are_totalled() -> None:
    table = register_document(register_snapshot(), code=CODE).table
    assert [row.cells[0][0].text for row in table.rows[:-1]] == [str(number) for number in range(1, 121)]
    total = table.rows[-1]
    assert total.kind is RowKind.TOTAL
    assert [line.text for cell in total.cells for line in cell] == ["Cộng", "3.940", "1.600", "15,00"]


@pytest.mark.parametrize(
    ("plain", "kind", "decimals", "printed"),
    [
        ("1855", "integer", 0, "1.855"),
        ("41.05", "percent", 2, "41,05%"),
        ("3125.6", "money", 2, "3.125,60"),
        ("2026-01-05", "date", 0, "05/01/2026"),
        ("Có", "yes_no", 0, "Có"),
        ("", "integer", 0, ""),
    ],
)
def test_values_are_printed_by_their_type(plain: str, kind: str, decimals: int, printed: str) -> None:
    assert printed_value(plain, _column(kind, decimals)) == printed


def test_shares_are_not_added_up() -> None:
    part = _part(_column("percent", 2), _column("integer"), rows=[["41.05", "2"], ["50", ""]])
    assert column_sums(part) == [None, Decimal(2)]


def test_totals_are_exact() -> None:
    part = _part(_column("decimal", 1), rows=[["0.1"]] * 10)
    assert column_sums(part) == [Decimal(1)]


def test_a_table_of_amounts_alone_has_its_word_in_the_first_column() -> None:
    total = printed_table(_part(_column("integer"), rows=[["1"], ["2"]]), summed=True).rows[-1]
    assert [cell[0].text for cell in total.cells] == ["Cộng", "3"]


def test_a_table_without_amounts_or_rows_has_no_total() -> None:
    assert len(printed_table(_part(_column("text"), rows=[["a"]]), summed=True).rows) == 1
    assert printed_table(_part(_column("integer"), rows=[]), summed=True).rows == ()


def test_a_sheet_keeps_numbers_and_dates_typed() -> None:
    part = _part(_column("date"), _column("percent", 2), _column("text"), rows=[["2026-01-05", "41.05", "=1+1"]])
    (row,) = typed_sheet(part, name="Sổ").rows
    assert row.values == (1, date(2026, 1, 5), Figure(Decimal("0.4105"), 2, percent=True), "=1+1")


def test_every_page_of_the_book_names_it_and_the_pages_are_numbered() -> None:
    texts = page_texts(render_book(register_document(register_snapshot(), code=CODE)))
    assert len(texts) > 5
    assert all("Sổ theo dõi hoạt động tuyên truyền" in text and f"Mã {CODE}" in text for text in texts)
    assert [text.split()[0] for text in texts[1:4]] == ["2", "3", "4"]


def test_a_book_without_rows_can_be_printed() -> None:
    snapshot = register_snapshot()
    snapshot["register"]["table"]["rows"] = []
    rendered = render(snapshot, sha256=HASH)
    assert "(tổng số: 00 dòng)" in page_texts(rendered.pdf)[0]


def test_a_name_of_any_length_leaves_the_footer_of_the_workbook_short_enough_for_excel() -> None:
    snapshot = register_snapshot()
    snapshot["register"]["name"] = "Sổ theo dõi " + "công tác tuyên truyền " * 12
    file = openpyxl.load_workbook(BytesIO(render(snapshot, sha256=HASH).xlsx))
    footer = file["Sổ theo dõi"].oddFooter
    assert footer.left.text.endswith("…")
    assert len(str(footer.left)) + len(str(footer.right)) < 255


def test_a_row_longer_than_a_page_does_not_stop_the_book() -> None:
    snapshot = register_snapshot()
    snapshot["register"]["table"]["rows"][3][3] = "Nội dung rất dài của một buổi tuyên truyền. " * 120
    assert render(snapshot, sha256=HASH).pdf.startswith(b"%PDF")


def test_the_workbook_of_a_register_has_real_numbers_dates_and_totals() -> None:
    file = openpyxl.load_workbook(BytesIO(render(register_snapshot(), sha256=HASH).xlsx))
    rows = list(file["Sổ theo dõi"].iter_rows(min_row=4, values_only=True))
    assert rows[0][1].date() == date(2025, 12, 15)  # type: ignore[union-attr]  # a real date, or the test fails
    assert rows[-1][0] == "Cộng"
    assert rows[-1][6:] == (3940, 1600, 15)
