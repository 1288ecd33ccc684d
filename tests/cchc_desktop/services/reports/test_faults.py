"""A report with planted errors: each of them is found, with its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.kept_year import ROWS, kept_workplace
from support.workplaces import desk_of

from cchc_desktop.cli.demo_report import FORM, fill_report
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.workplace import Desk

PERIOD = parse("2025-Q3")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the reports of the half-year and of quarter III filled in without a fault."""
    workplace = kept_workplace(tmp_path / "du-lieu", "2025-H1", "2025-Q3")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def found(desk: Desk, code: str) -> Finding:
    findings = desk.reports.sheet(FORM, PERIOD).findings
    return next(finding for finding in findings if finding.code.startswith(code))


def change(desk: Desk, section: str, old: str, new: str) -> None:
    text = next(item.text for item in desk.reports.sheet(FORM, PERIOD).sections if item.section.code == section)
    assert old in text
    desk.reports.set_text(FORM, PERIOD, section, text.replace(old, new))


def test_the_faultless_report_has_nothing_to_answer_for(desk: Desk) -> None:
    assert [item for item in desk.reports.sheet(FORM, PERIOD).findings if item.level is not Level.INFO] == []


def test_a_total_that_is_not_its_parts_is_found_with_both_sides(desk: Desk) -> None:
    total = desk.reports.sheet(FORM, PERIOD).field("BC3.2.1").value.number
    assert total is not None
    desk.reports.type_field(FORM, PERIOD, "BC3.2.1", str(total + 5))
    finding = found(desk, "report.check:KT08")
    assert finding.level is Level.BLOCK
    assert f"({total + 5})" in finding.text
    assert f"({total})" in finding.text
    assert "lệch 5" in finding.text
    assert finding.target == "report:BC-CCHC-XA:2025-Q3:BC3.2.1"


def test_a_percentage_that_was_cut_off_is_found(desk: Desk) -> None:
    number = desk.reports.sheet(FORM, PERIOD).field("BC3.2.9").value.number
    assert number is not None
    cut = f"{str(number)[:4]}%".replace(".", ",")
    right = desk.reports.sheet(FORM, PERIOD).field("BC3.2.9").shown
    change(desk, "II.2.3.c", right, cut)
    finding = found(desk, "report.text-figure:BC3.2.9")
    assert finding.level is Level.WARN
    assert cut in finding.text
    assert right in finding.text
    assert "cắt" in finding.text
    assert finding.target == "report:BC-CCHC-XA:2025-Q3:#II.2.3.c"


def test_a_window_that_is_off_by_a_day_is_found(desk: Desk) -> None:
    change(desk, "I.1", "Từ ngày 15/6/2025 đến ngày 14/9/2025", "Từ ngày 14/6/2025 đến ngày 14/9/2025")
    finding = found(desk, "report.text-window")
    assert finding.level is Level.WARN
    assert "từ 15/6/2025 đến 14/9/2025" in finding.text
    assert finding.target.endswith(":#I.1")


def test_a_figure_that_differs_between_text_and_table_is_found(desk: Desk) -> None:
    row = desk.reports.sheet(FORM, PERIOD).field("BC1.6.1")
    change(desk, "I.3", f"{row.shown} tin, bài", "99 tin, bài")
    finding = found(desk, "report.text-figure:BC1.6.1")
    assert "99" in finding.text
    assert row.shown in finding.text


def test_a_closing_balance_that_is_not_the_next_opening_one_is_found(desk: Desk) -> None:
    closing = desk.reports.sheet(FORM, parse("2025-H1")).field("BC3.2.8").shown
    desk.reports.type_field(FORM, PERIOD, "BC3.2.3", "1")
    finding = found(desk, "report.check:KT10")
    assert finding.level is Level.WARN
    assert f"({closing})" in finding.text
    assert "(1)" in finding.text


def test_the_year_and_the_unit_of_another_report_are_found(desk: Desk) -> None:
    change(desk, "V", "Tiếp tục", "Thực hiện kế hoạch kiểm tra năm 2023 tại Xã Yên Sơn. Tiếp tục")
    assert "2023" in found(desk, "report.text-year").text
    assert "Yên Sơn" in found(desk, "report.text-unit").text


def test_a_day_outside_the_window_is_found(desk: Desk) -> None:
    change(desk, "I.3", "Trong kỳ", "Ngày 20/01/2025 đã tổ chức tọa đàm. Trong kỳ")
    assert "20/01/2025" in found(desk, "report.text-date").text


def test_a_deviation_from_the_last_report_asks_for_an_explanation(desk: Desk) -> None:
    fill_report(desk, parse("2025-Q1"), ROWS)
    desk.reports.type_field(FORM, PERIOD, "BC7.1.5", "4.500")
    finding = found(desk, "report.deviation:BC7.1.5")
    assert finding.level is Level.WARN
    blocking = desk.submissions.findings(Kind.REPORT, PERIOD, form=FORM)
    assert finding.code in {item.code for item in blocking if item.level is Level.BLOCK}
    desk.reports.explain(FORM, PERIOD, finding.code, "Tiếp nhận thêm văn bản của 02 đơn vị sáp nhập.")
    passed = found(desk, finding.code)
    assert passed.level is Level.INFO
    assert "02 đơn vị sáp nhập" in passed.text


def test_settled_more_than_received_is_found(desk: Desk) -> None:
    desk.reports.type_field(FORM, PERIOD, "BC3.2.4", "9.999")
    assert found(desk, "report.check:KT51").level is Level.BLOCK


def test_findings_stand_in_printed_order_and_in_their_sections(desk: Desk) -> None:
    desk.reports.type_field(FORM, PERIOD, "BC7.1.5", "")
    desk.reports.type_field(FORM, PERIOD, "BC1.2.1", "")
    sheet = desk.reports.sheet(FORM, PERIOD)
    required = [item.code for item in sheet.findings if item.code.startswith("report.required")]
    assert required == ["report.required:BC1.2.1", "report.required:BC7.1.5"]
    section = next(item for item in sheet.sections if item.section.code == "I.1")
    assert "report.required:BC1.2.1" in {item.code for item in section.findings}
    assert sum(len(item.findings) for item in sheet.sections) == len(sheet.findings)
