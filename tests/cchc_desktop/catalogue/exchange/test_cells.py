from datetime import date, datetime, time

import pytest

from cchc_desktop.catalogue.exchange.cells import CellProblem, RawCell, decode, encode, shown
from cchc_desktop.catalogue.exchange.layout import CellKind, SheetColumn

CHOICE = SheetColumn("level", "Mức", CellKind.CHOICE, choices=(("block", "Chặn"), ("warn", "Cảnh báo")))


def midnight(year, month, day):
    """A date as Excel gives it: a moment of no time zone."""
    return datetime.combine(date(year, month, day), time())


def column(kind, **settings):
    return SheetColumn("x", "X", kind, **settings)


@pytest.mark.parametrize(
    ("kind", "value", "number_format", "expected"),
    [
        (CellKind.CODE, "1.10 ", "@", "1.10"),
        (CellKind.CODE, 1.1, "0.00", "1.10"),
        (CellKind.CODE, 1.1, "General", "1.1"),
        (CellKind.CODE, 12.0, "General", "12"),
        (CellKind.CODE, 694, "General", "694"),
        (CellKind.TEXT, "=TONG(a;b)", "@", "=TONG(a;b)"),
        (CellKind.TEXT, "  một\r\nhai \xa0", "@", "một\nhai"),
        (CellKind.TEXT, "Hòa", "@", "Hòa"),
        (CellKind.TEXT, midnight(2025, 12, 31), "dd/mm/yyyy", "31/12/2025"),
        (CellKind.TEXT, True, "General", "TRUE"),
        (CellKind.TEXT, "một_x000D_\nhai", "@", "một\nhai"),
        (CellKind.LINES, "một\n\n hai ", "@", ["một", "hai"]),
        (CellKind.LINES, '["a\\nb", ""]', "@", ["a\nb", ""]),
        (CellKind.LINES, '["a', "@", ['["a']),
        (CellKind.CODES, "M, Q1;H1", "@", ["M", "Q1", "H1"]),
        (CellKind.NUMBER, "0,25", "@", "0.25"),
        (CellKind.NUMBER, "0.25", "@", "0.25"),
        (CellKind.NUMBER, "0.125", "@", "0.125"),
        (CellKind.NUMBER, 0.1, "General", "0.1"),
        (CellKind.NUMBER, 0.8, "0%", "80"),
        (CellKind.NUMBER, 15, "General", "15"),
        (CellKind.NUMBER, -2.50, "General", "-2.5"),
        (CellKind.WHOLE, 2025.0, "General", 2025),
        (CellKind.WHOLE, "2025", "@", 2025),
        (CellKind.FLAG, "có", "@", True),
        (CellKind.FLAG, "Không", "@", False),
        (CellKind.FLAG, False, "General", False),
        (CellKind.FLAG, 1, "General", True),
        (CellKind.DAY, midnight(2025, 9, 2), "dd/mm/yyyy", date(2025, 9, 2)),
        (CellKind.DAY, date(2025, 9, 2), "dd/mm/yyyy", date(2025, 9, 2)),
        (CellKind.DAY, "02/09/2025", "@", date(2025, 9, 2)),
        (CellKind.VALUES, "a = 10; b = 7,5", "@", {"a": "10", "b": "7.5"}),
        (CellKind.NUMBER, "   ", "@", None),
        (CellKind.DAY, None, "General", None),
    ],
)
def test_a_cell_is_read_as_it_was_meant(kind, value, number_format, expected):
    assert decode(column(kind), RawCell(value, number_format=number_format)) == expected


@pytest.mark.parametrize(
    ("kind", "cell", "told"),
    [
        (CellKind.TEXT, RawCell("=SUM(A1:A2)", "f"), "công thức của Excel"),
        (CellKind.TEXT, RawCell("#N/A", "e"), "#N/A"),
        (CellKind.TEXT, RawCell(time(9, 30)), "đổi nội dung thành giờ"),
        (CellKind.CODE, RawCell(midnight(2025, 10, 1)), "đổi nội dung thành ngày 01/10/2025"),
        (CellKind.NUMBER, RawCell("1.234"), "viết 1234 hoặc 1,234"),
        (CellKind.NUMBER, RawCell("1.234,5"), "không phải là số"),
        (CellKind.NUMBER, RawCell("43.83%"), "không phải là số"),
        (CellKind.NUMBER, RawCell(10**13), "quá 12 chữ số"),
        (CellKind.NUMBER, RawCell(midnight(2025, 1, 1)), "không phải là số"),
        (CellKind.WHOLE, RawCell(1.5), "không phải là số nguyên"),
        (CellKind.WHOLE, RawCell(True), "không phải là số nguyên"),
        (CellKind.FLAG, RawCell("có lẽ"), "chọn Có hoặc Không"),
        (CellKind.DAY, RawCell("31/02/2025"), "Không có ngày 31/2/2025"),
        (CellKind.DAY, RawCell("236/6/2022"), "không phải là ngày"),
        (CellKind.VALUES, RawCell("a 10"), "viết dạng a = 3"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(kind, cell, told):
    with pytest.raises(CellProblem, match=told):
        decode(column(kind), cell)


def test_a_choice_is_known_by_its_words_or_its_value_and_nothing_else():
    assert decode(CHOICE, RawCell(" cảnh BÁO ")) == "warn"
    assert decode(CHOICE, RawCell("block")) == "block"
    with pytest.raises(CellProblem, match="hãy chọn một trong: Chặn; Cảnh báo"):
        decode(CHOICE, RawCell("Lỗi"))


@pytest.mark.parametrize(
    ("kind", "value", "cell", "words"),
    [
        (CellKind.NUMBER, "0.25", 0.25, "0,25"),
        (CellKind.NUMBER, "15.0", 15, "15"),
        (CellKind.NUMBER, "123456789012.123456", "123456789012,123456", "123456789012,123456"),
        (CellKind.FLAG, False, "Không", "Không"),
        (CellKind.FLAG, None, None, ""),
        (CellKind.DAY, date(2025, 9, 2), date(2025, 9, 2), "02/09/2025"),
        (CellKind.CODES, ["M", "Q1"], "M, Q1", "M, Q1"),
        (CellKind.CODES, ["a,b"], '["a,b"]', '["a,b"]'),
        (CellKind.LINES, ["a\nb"], '["a\\nb"]', '["a\\nb"]'),
        (CellKind.LINES, [], None, ""),
        (CellKind.VALUES, {"a": "1.5"}, "a = 1,5", "a = 1,5"),
        (CellKind.TEXT, "", None, ""),
    ],
)
def test_a_value_is_written_so_that_excel_holds_it_exactly(kind, value, cell, words):
    assert encode(column(kind), value) == cell
    assert shown(column(kind), value) == words


def test_what_is_left_out_is_shown_at_its_default():
    assert shown(column(CellKind.FLAG, default=True), None) == "Có"
    assert shown(column(CellKind.CHOICE, choices=(("a", "Một"),), default="a"), None) == "Một"
