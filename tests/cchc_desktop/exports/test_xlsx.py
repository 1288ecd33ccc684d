"""The workbook: typed cells, inert text, sums that are right, rows that show all their text."""

import zipfile
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from support.snapshots import assessment_snapshot, entry, progress_snapshot

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.exports.assessment_sheets import assessment_workbook
from cchc_desktop.exports.cell_text import wrapped
from cchc_desktop.exports.progress_sheets import progress_workbook
from cchc_desktop.exports.xlsx import head_rows, render_xlsx

CODE = "7K3M-Q2XA-9F"
DANGEROUS = ("=1+1", "+84 912 345 678", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A", "TRUE")


def _file(snapshot: Snapshot) -> openpyxl.Workbook:
    make = progress_workbook if snapshot["kind"] == "progress" else assessment_workbook
    return openpyxl.load_workbook(BytesIO(render_xlsx(make(snapshot, code=CODE))))


def _table(page: Worksheet) -> list[list[object]]:
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    header = next(position for position, row in enumerate(rows) if None not in row)
    return rows[header:]


@pytest.fixture(scope="module")
def progress_file() -> openpyxl.Workbook:
    """The workbook of the sample quarter."""
    return _file(progress_snapshot())


@pytest.fixture(scope="module")
def assessment_file() -> openpyxl.Workbook:
    """The workbook of the sample self-assessment."""
    return _file(assessment_snapshot())


def test_a_progress_workbook_has_a_sheet_for_each_part(progress_file: openpyxl.Workbook) -> None:
    assert progress_file.sheetnames == ["Tổng hợp", "Nhiệm vụ", "Minh chứng"]
    assert [len(_table(page)) - 1 for page in progress_file.worksheets] == [9, 58, 3]


def test_an_assessment_workbook_has_every_criterion(assessment_file: openpyxl.Workbook) -> None:
    assert assessment_file.sheetnames == ["Tổng hợp", "Bảng điểm", "Điểm thưởng, điểm trừ", "Minh chứng"]
    codes = [row[0] for row in _table(assessment_file["Bảng điểm"])[1:]]
    assert codes == [row["code"] for row in assessment_snapshot()["assessment"]["rows"]]


def test_the_totals_of_statuses_are_the_sums_of_their_columns(progress_file: openpyxl.Workbook) -> None:
    *fields, total = [row[2:] for row in _table(progress_file["Tổng hợp"])[1:]]
    assert [sum(column) for column in zip(*fields, strict=True)] == total
    assert total[0] == sum(total[1:]) == 58


def test_the_total_of_points_is_the_sum_of_the_areas(assessment_file: openpyxl.Workbook) -> None:
    table = _table(assessment_file["Tổng hợp"])[1:]
    for column in (2, 3, 4):
        assert round(sum(row[column] for row in table[:8]), 2) == table[8][column]


def test_codes_are_text_and_numbers_are_numbers(assessment_file: openpyxl.Workbook) -> None:
    page = assessment_file["Bảng điểm"]
    code, most = page["A7"], page["D7"]
    assert (code.value, code.data_type, code.number_format) == ("1.1.1", "s", "@")
    assert (most.value, most.data_type, most.number_format) == (0.5, "n", "0.00")


def test_dates_are_dates_and_a_missing_one_is_empty(progress_file: openpyxl.Workbook) -> None:
    days = [row[4] for row in _table(progress_file["Minh chứng"])[1:]]
    assert days[0] is None
    assert [day.isoformat() for day in days[1:]] == ["2025-10-01T00:00:00", "2025-10-02T00:00:00"]
    assert progress_file["Minh chứng"]["E5"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    snapshot = progress_snapshot()
    task = snapshot["progress"]["fields"][0]["tasks"][0]
    task["name"] = task["number"] = text
    snapshot["evidence"][0]["name"] = text
    file = _file(snapshot)
    cells = [cell for page in file.worksheets for row in page.iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 3
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.quotePrefix for cell in cells} == {text[0] in "=+-@"}


def test_no_cell_is_a_formula(progress_file: openpyxl.Workbook, assessment_file: openpyxl.Workbook) -> None:
    pages = (*progress_file.worksheets, *assessment_file.worksheets)
    types = {cell.data_type for page in pages for row in page.iter_rows() for cell in row}
    assert types <= {"s", "n", "d"}


def test_every_sheet_is_protected_and_ready_for_a4(
    progress_file: openpyxl.Workbook, assessment_file: openpyxl.Workbook
) -> None:
    for page in (*progress_file.worksheets, *assessment_file.worksheets):
        assert page.protection.sheet
        assert all(cell.protection.locked for row in page.iter_rows() for cell in row)
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.print_title_rows
        assert page.freeze_panes
        assert page.auto_filter.ref


def test_the_foot_of_a_printed_sheet_identifies_the_snapshot(progress_file: openpyxl.Workbook) -> None:
    for page in progress_file.worksheets:
        assert page.oddFooter.left.text == f"UBND xã Yên Sơn · Quý IV năm 2025 · Bản chốt số 1 · Mã {CODE}"
        assert page.oddFooter.right.text == "Trang &P/&N"


def test_an_ampersand_in_a_name_does_not_become_a_print_code() -> None:
    snapshot = progress_snapshot()
    snapshot["unit"]["office"] = "UBND xã A&D"
    with zipfile.ZipFile(BytesIO(render_xlsx(progress_workbook(snapshot, code=CODE)))) as archive:
        assert "UBND xã A&&D" in unescape(archive.read("xl/worksheets/sheet1.xml").decode())


def test_sample_data_and_reconstruction_stand_above_each_table() -> None:
    snapshot = assessment_snapshot()
    snapshot["sample"] = True
    for page in _file(snapshot).worksheets:
        assert page["A1"].value == "DỮ LIỆU MẪU"
        assert page["A4"].value == snapshot["definition"]["reconstruction"]
        assert page.oddHeader.right.text == "DỮ LIỆU MẪU"


def test_every_row_is_high_enough_for_its_text(progress_file: openpyxl.Workbook) -> None:
    page = progress_file["Nhiệm vụ"]
    for row in page.iter_rows(min_row=head_rows(progress_workbook(progress_snapshot(), code=CODE)) + 2):
        lines = max(
            len(
                wrapped(
                    str(cell.value or ""), (page.column_dimensions[get_column_letter(cell.column)].width * 7 + 5) * 0.75
                )
            )
            for cell in row
            if cell.data_type == "s"
        )
        assert page.row_dimensions[row[0].row].height >= lines * 15


def test_a_result_of_five_thousand_words_goes_on_in_further_rows() -> None:
    snapshot = progress_snapshot()
    result = " ".join(f"từ{number:04}" for number in range(5000))
    snapshot["progress"]["fields"][0]["tasks"][0]["entries"] = [entry(result)]
    page = _file(snapshot)["Nhiệm vụ"]
    rows = _table(page)[1:]
    second = next(position for position, row in enumerate(rows) if row[1] == "2")
    assert " ".join("".join(row[10] for row in rows[:second]).split()) == f"05/11/2025 (60%): {result}"
    assert [row[0] for row in rows[1:second]] == [None] * (second - 1)
    assert max(dimension.height for dimension in page.row_dimensions.values() if dimension.height) <= 409


def test_windows_line_ends_are_plain_line_breaks() -> None:
    snapshot = progress_snapshot()
    snapshot["progress"]["fields"][0]["tasks"][0]["name"] = "Một\r\nHai"
    assert _table(_file(snapshot)["Nhiệm vụ"])[1][2] == "Một\nHai"


def test_the_properties_tell_the_moment_of_the_snapshot(progress_file: openpyxl.Workbook) -> None:
    properties = progress_file.properties
    assert properties.created.isoformat() == "2025-12-15T02:30:00"
    assert properties.modified == properties.created
    assert properties.creator == "UBND xã Yên Sơn"


def test_columns_are_counted_in_digits_of_times_new_roman() -> None:
    font = _file(progress_snapshot())["Tổng hợp"]["Z99"].font
    assert (font.name, font.sz) == ("Times New Roman", 11)
