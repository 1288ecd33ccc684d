"""The workbooks of report and plan."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook as ExcelFile
from support.report_snapshots import plan_snapshot, report_snapshot

from cchc_desktop.exports.render import render_workbook
from cchc_desktop.exports.report_sheets import printed_number
from cchc_desktop.exports.workbook import Figure

HASH = "7f" * 32
FIGURE_HEADER = 5


@pytest.fixture(scope="module")
def report() -> ExcelFile:
    return openpyxl.load_workbook(BytesIO(render_workbook(report_snapshot(), sha256=HASH)))


def _cell(file: ExcelFile, code: str, column: int) -> openpyxl.cell.Cell:
    row = next(row for row in file["Số liệu"].iter_rows() if row[0].value == code)
    return row[column]


def test_the_workbook_has_a_sheet_for_each_part(report: ExcelFile) -> None:
    assert report.sheetnames == [
        "Số liệu",
        "Nguồn số liệu",
        "Nội dung",
        "Danh mục 01",
        "Chỉ tiêu",
        "Giải trình",
        "Minh chứng",
    ]


@pytest.mark.parametrize(
    ("code", "value", "number_format"),
    [
        ("BC3.2.1", 1855, "#,##0"),
        ("BC3.2.9", 0.9983, "#,##0.00%"),
        ("BC6.1.2", 3125.6, "#,##0.00"),
        ("BC2.1.1", 0, "#,##0"),
        ("BC2.2.1", "Không phát sinh", "General"),
    ],
)
def test_figures_are_numbers_with_their_decimals(
    report: ExcelFile, code: str, value: object, number_format: str
) -> None:
    cell = _cell(report, code, 4)
    assert (cell.value, cell.number_format) == (value, number_format)


def test_earlier_figures_and_changes_are_numbers_too(report: ExcelFile) -> None:
    assert [_cell(report, "BC3.2.1", column).value for column in (6, 7, 8)] == [2014, 1102, -0.0789]
    assert _cell(report, "BC1.1.1", 8).number_format == "+#,##0.00%;-#,##0.00%;#,##0.00%"


def test_an_estimate_is_marked_in_a_column_of_its_own(report: ExcelFile) -> None:
    assert [_cell(report, code, 5).value for code in ("BC6.1.2", "BC6.1.1")] == ["ước", None]


def test_an_overridden_figure_shows_where_it_came_from(report: ExcelFile) -> None:
    (row,) = report["Nguồn số liệu"].iter_rows(min_row=5, values_only=True)
    assert row[:5] == (
        "BC1.6.1",
        "Số tin, bài, buổi tuyên truyền",
        46,
        "Sổ tuyên truyền: 44 dòng từ 15/12/2025 đến 14/03/2026",
        44,
    )


def test_drafted_and_typed_paragraphs_can_be_told_apart(report: ExcelFile) -> None:
    origins = [row[3] for row in report["Nội dung"].iter_rows(min_row=5, values_only=True)]
    assert {"Tổng hợp từ dữ liệu", "Cán bộ soạn"} <= set(origins)


def test_bullets_and_formulas_stay_text() -> None:
    snapshot = report_snapshot()
    snapshot["report"]["sections"][1]["paragraphs"][0]["text"] = "=HYPERLINK(A1)"
    file = openpyxl.load_workbook(BytesIO(render_workbook(snapshot, sha256=HASH)))
    cells = [row[2] for row in file["Nội dung"].iter_rows(min_row=5)]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert any(cell.value == "=HYPERLINK(A1)" and cell.quotePrefix for cell in cells)


def test_every_sheet_is_protected_and_set_up_for_a4(report: ExcelFile) -> None:
    for page in report.worksheets:
        assert page.protection.sheet
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert page.print_title_rows


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.855", Figure(Decimal(1855))),
        ("41,05%", Figure(Decimal("0.4105"), 2, percent=True)),
        ("-7", Figure(Decimal(-7))),
        ("Không phát sinh", "Không phát sinh"),
        ("ước 12", "ước 12"),
        ("00,5", "00,5"),
        ("", ""),
    ],
)
def test_only_what_prints_to_the_same_text_is_a_number_again(text: str, value: object) -> None:
    assert printed_number(text) == value


def test_the_plan_has_all_its_tasks_with_real_dates() -> None:
    file = openpyxl.load_workbook(BytesIO(render_workbook(plan_snapshot(), sha256=HASH)))
    rows = list(file["Nhiệm vụ"].iter_rows(min_row=4, values_only=True))
    assert len(rows) == 61
    assert rows[0][10].date() == date(2025, 12, 1)  # type: ignore[union-attr]  # a real date, or the test fails
    assert [row[2] for row in rows if row[11] == "Có"] == ["XA-59", "XA-60", "XA-61"]
    assert next(row for row in file["Tổng hợp"].iter_rows(values_only=True) if row[0] == "Tổng cộng")[2:] == (61, 58, 3)
