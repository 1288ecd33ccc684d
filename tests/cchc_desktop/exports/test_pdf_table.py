"""How tables break across pages."""

import pytest
from reportlab.platypus import CondPageBreak

from cchc_desktop.exports.document import Align, Column, Line, Row, RowKind, Table, cell
from cchc_desktop.exports.fonts import bundled_family
from cchc_desktop.exports.pdf_style import PORTRAIT, Styles
from cchc_desktop.exports.pdf_table import TableFlow, column_widths, table_flow

COLUMNS = (Column("STT", 1, Align.CENTRE), Column("Nhiệm vụ", 5))


def _flow(*rows: Row) -> TableFlow:
    styles = Styles(bundled_family())
    return table_flow(Table(COLUMNS, rows), styles=styles, page=PORTRAIT, size=12, middle=False)


def _row(text: str, kind: RowKind = RowKind.PLAIN) -> Row:
    return Row((cell("1"), cell(text)), kind)


def _heights(parts: list[object]) -> list[float]:
    return [part.height for part in parts if isinstance(part, TableFlow)]


def test_a_table_that_fits_stays_whole() -> None:
    flow = _flow(_row("một"), _row("hai"))
    assert flow.split(PORTRAIT.width, flow.height) == [flow]


def test_each_part_repeats_the_header_and_no_row_is_lost() -> None:
    flow = _flow(*(_row(f"dòng {number}") for number in range(10)))
    head = _flow().height
    parts = flow.split(PORTRAIT.width, flow.height - 1)
    assert sum(_heights(parts)) == flow.height + head
    assert len(parts) == 2


def test_a_group_row_is_never_the_last_of_a_page() -> None:
    group = Row((cell("I"), (Line("LĨNH VỰC"),)), RowKind.GROUP)
    flow = _flow(_row("một"), group, _row("hai"))
    first, second = flow.split(PORTRAIT.width, flow.height - 1)
    assert isinstance(first, TableFlow)
    assert first.height == _flow(_row("một")).height
    assert second.height == _flow(group, _row("hai")).height


def test_a_total_keeps_the_row_above_it() -> None:
    total = _row("Tổng cộng", RowKind.TOTAL)
    flow = _flow(_row("một"), _row("hai"), total)
    first, second = flow.split(PORTRAIT.width, flow.height - 1)
    assert (first.height, second.height) == (_flow(_row("một")).height, _flow(_row("hai"), total).height)


def test_a_row_that_fits_on_a_page_moves_there_whole() -> None:
    tall = _row("Nội dung thực hiện. " * 100)
    flow = _flow(tall)
    assert flow.height < PORTRAIT.height
    assert flow.split(PORTRAIT.width, flow.height - 1) == []


def test_a_row_taller_than_a_page_is_cut_and_fills_it() -> None:
    flow = _flow(_row("Nội dung thực hiện. " * 1500))
    heights = []
    while flow.height > PORTRAIT.height:
        first, flow = flow.split(PORTRAIT.width, PORTRAIT.height)
        heights.append(first.height)
    assert len(heights) >= 2
    assert min(heights) > PORTRAIT.height - 20


def test_a_tall_row_does_not_begin_in_a_corner_of_the_page() -> None:
    flow = _flow(_row("một"), _row("Nội dung thực hiện. " * 1500))
    first, _ = flow.split(PORTRAIT.width, 100)
    assert first.height == _flow(_row("một")).height


def test_a_column_is_at_least_as_wide_as_its_longest_word() -> None:
    table = Table((Column("Nghiêng", 1), Column("Nội dung", 50)), (Row((cell("1021/QĐ-UBND"), cell("x"))),))
    widths = column_widths(table, styles=Styles(bundled_family()), size=12, total=400)
    assert widths[0] > 85
    assert sum(widths) == pytest.approx(400)


def test_a_word_wider_than_any_column_does_not_take_the_table() -> None:
    table = Table((Column("Tên tệp", 1), Column("Nội dung", 1)), (Row((cell("x" * 300), cell("x"))),))
    widths = column_widths(table, styles=Styles(bundled_family()), size=12, total=400)
    assert widths == [200, 200]


def _noted(*rows: Row, note: str) -> TableFlow:
    styles = Styles(bundled_family())
    return table_flow(Table(COLUMNS, rows, note=note), styles=styles, page=PORTRAIT, size=12, middle=False)


def test_a_note_goes_to_the_next_page_together_with_the_last_rows() -> None:
    flow = _noted(*(_row(str(number)) for number in range(10)), note="Ghi chú")
    first, pause, second = flow.split(PORTRAIT.width, flow.height - 5)
    assert isinstance(first, TableFlow)
    assert isinstance(second, TableFlow)
    assert isinstance(pause, CondPageBreak)
    assert (len(first._rows), len(second._rows)) == (7, 3)
    assert second._note


def test_a_note_as_long_as_a_page_goes_on_alone() -> None:
    flow = _noted(_row("một"), _row("hai"), note="\n".join(["Ghi chú"] * 60))
    first, *lines = flow.split(PORTRAIT.width, PORTRAIT.height)
    assert isinstance(first, TableFlow)
    assert len(first._rows) == 2
    assert len(lines) == 60
