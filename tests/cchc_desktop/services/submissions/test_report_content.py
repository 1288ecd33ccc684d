"""The report as a submission: what is frozen, what blocks, what is told when data change afterwards."""

import json
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from support.kept_year import CLOCK, ROWS, kept_workplace
from support.register_totals import totals
from support.workplaces import LIBRARY, desk_of

from cchc_desktop.cli.demo_report import FORM, day_of
from cchc_desktop.domain.finding import Level, Refusal
from cchc_desktop.domain.number import percent
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.snapshot import ReportPart
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.workplace import Desk, open_workplace
from cchc_desktop.system.canonical_json import canonical

PERIOD = parse("2025-Q3")
TALKS = int(totals(ROWS, PERIOD)["BC1.6.1"] or 0)
TALK = {"ngay": "01/7/2025", "chu_de": "cchc", "hinh_thuc": "tin_bai", "noi_dung": "Tin mới"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the report of quarter III ready to complete."""
    workplace = kept_workplace(tmp_path / "du-lieu", "2025-H1", "2025-Q3")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def frozen(desk: Desk, code: str = "2025-Q3") -> dict[str, Any]:
    period = parse(code)
    row = desk.submissions.complete(Kind.REPORT, period, form=FORM).value
    content: dict[str, Any] = json.loads(desk.submissions.frozen_snapshot(row.id))
    return content


def drafted(desk: Desk) -> ReportPart:
    return desk.submissions.draft_snapshot(Kind.REPORT, PERIOD, form=FORM)["report"]


def test_the_form_is_offered_with_its_title_and_periods(desk: Desk) -> None:
    assert desk.submissions.forms(Kind.REPORT) == (
        (FORM, "Báo cáo cải cách hành chính định kỳ của Ủy ban nhân dân cấp xã"),
    )
    assert desk.submissions.default_period(Kind.REPORT, form=FORM) == parse("2025-Y")
    assert PERIOD in desk.submissions.periods(Kind.REPORT, form=FORM)


def test_a_frozen_report_holds_everything_that_is_printed(desk: Desk) -> None:
    snapshot = frozen(desk)
    report = snapshot["report"]
    assert snapshot["kind"] == "report"
    assert snapshot["period"]["reference_day"] == "2025-09-14"
    assert snapshot["definition"]["code"] == FORM
    assert report["title"].startswith("Kết quả thực hiện công tác cải cách hành chính quý III năm 2025")
    assert "UBND phường Hà Giang 1" in report["opening"]
    assert "{" not in report["opening"] + report["title"]
    assert (report["due"], report["next_period"]) == ("2025-09-16", "Quý IV năm 2025")
    assert (report["previous_label"], report["last_year_label"]) == ("Quý I năm 2025", "Quý III năm 2024")
    assert sum(figure["type"] != "heading" for figure in report["figures"]) == 92
    assert report["figures_annex"] == "Số liệu kết quả thực hiện công tác cải cách hành chính"
    assert len(report["targets"]) == 17
    codes = [part["code"] for part in report["packs"]]
    assert codes == [FORM, "LLV-VN-2025", "SO-XA-2025", "CT-XA-2025", "KH-TQ-2025-H2"]


def test_paragraphs_say_whether_the_program_wrote_them(desk: Desk) -> None:
    text = next(item.text for item in desk.reports.sheet(FORM, PERIOD).sections if item.section.code == "I.3")
    desk.reports.set_text(FORM, PERIOD, "I.3", f"{text}\nCông tác này được duy trì nền nếp.")
    section = next(item for item in drafted(desk)["sections"] if item["code"] == "I.3")
    assert (section["number"], section["level"]) == ("3", 2)
    assert [paragraph["drafted"] for paragraph in section["paragraphs"][-2:]] == [True, False]


def test_a_figure_travels_exact_and_as_printed(desk: Desk) -> None:
    desk.reports.override(FORM, PERIOD, "BC1.6.1", "40", "Sổ chưa ghi 02 buổi lưu động")
    desk.reports.explain(FORM, PERIOD, "report.deviation:BC1.6.1", "Đúng")
    figures = {figure["code"]: figure for figure in drafted(desk)["figures"]}
    overridden, ratio, nothing = figures["BC1.6.1"], figures["BC3.2.9"], figures["BC2.2.1"]
    assert (overridden["value"], overridden["shown"], overridden["derived"]) == ("40", "40", str(TALKS))
    assert overridden["override_reason"] == "Sổ chưa ghi 02 buổi lưu động"
    assert overridden["origin"].startswith("Sổ theo dõi tuyên truyền: ")
    settled = [Fraction(figures[code]["value"]) for code in ("BC3.2.4", "BC3.2.5", "BC3.2.6")]
    exact = (settled[0] + settled[1]) / sum(settled) * 100
    assert abs(Fraction(ratio["value"]) - exact) < Fraction(1, 10**12)
    assert (ratio["shown"], ratio["target"], ratio["met"]) == (percent(exact / 100), "đạt 100%", "not_met")
    assert (nothing["state"], nothing["value"], nothing["shown"]) == ("not_arising", "", "Không phát sinh")


def test_the_annex_lists_the_rows_of_the_window_without_personal_data(desk: Desk) -> None:
    (annex,) = drafted(desk)["annexes"]
    first, last = PERIOD.window
    rows = [row for row in ROWS["VB"] if (day := day_of(row["ngay"])) and first <= day <= last]
    assert annex["title"] == "Danh mục văn bản chỉ đạo, điều hành công tác cải cách hành chính"
    assert [column["name"] for column in annex["columns"]][:3] == ["Ngày ban hành", "Số, ký hiệu", "Loại văn bản"]
    assert [line[1] for line in annex["rows"]] == [row["so_ky_hieu"] for row in rows if row["linh_vuc"] == "cchc"]
    assert annex["rows"][0][0] == str(day_of(rows[0]["ngay"]))
    assert annex["rows"][0][2] in {
        "Quyết định",
        "Kế hoạch",
        "Công văn",
        "Báo cáo",
        "Thông báo",
        "Tờ trình",
        "Nghị quyết",
    }


def test_files_of_listed_rows_travel_and_others_do_not(desk: Desk, tmp_path: Path) -> None:
    inside, outside = (
        next(row.id for row in desk.registers.table("VB", window=parse(code).window).rows)
        for code in ("2025-Q3", "2025-Q1")
    )
    for name, row_id in (("trong.pdf", inside), ("ngoai.pdf", outside)):
        source = tmp_path / name
        source.write_bytes(b"%PDF-1.4 " + name.encode())
        desk.registers.attach(row_id, source)
    snapshot = desk.submissions.draft_snapshot(Kind.REPORT, PERIOD, form=FORM)
    assert [(part["name"], part["use"]) for part in snapshot["evidence"]] == [("trong.pdf", ["register:VB"])]


def test_what_was_let_pass_travels_with_its_explanation(desk: Desk) -> None:
    remarks = {remark["code"]: remark for remark in drafted(desk)["remarks"]}
    late = remarks["report.check:KT52"]
    assert late["level"] == "warn"
    assert late["explanation"].startswith("Hồ sơ đất đai phải xác minh thực địa")
    assert "Giải trình" not in late["text"]
    assert late["text"].startswith("Có hồ sơ giải quyết quá hạn")


def test_a_warning_blocks_until_it_is_explained(desk: Desk) -> None:
    desk.reports.explain(FORM, PERIOD, "report.check:KT52", "")
    with pytest.raises(Refusal) as refused:
        desk.submissions.complete(Kind.REPORT, PERIOD, form=FORM)
    (finding,) = refused.value.findings
    assert finding.code == "report.check:KT52"
    assert finding.text.endswith("hoặc giải trình ở màn hình Báo cáo.")
    desk.reports.explain(FORM, PERIOD, "report.check:KT52", "Do mưa lũ.")
    frozen(desk)


def test_an_empty_section_blocks_until_something_is_written(desk: Desk) -> None:
    desk.reports.set_text(FORM, PERIOD, "IV", " ")
    with pytest.raises(Refusal, match="chưa có nội dung"):
        desk.submissions.complete(Kind.REPORT, PERIOD, form=FORM)


def test_the_same_data_give_the_same_findings_and_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    desk.submissions.set_document(
        Kind.REPORT,
        PERIOD,
        number="12",
        day=None,
        leader_id=desk.submissions.leaders()[0].id,
        reference_day=PERIOD.window[1],
        form=FORM,
    )
    first = desk.submissions.draft_snapshot(Kind.REPORT, PERIOD, form=FORM)
    findings = desk.submissions.findings(Kind.REPORT, PERIOD, form=FORM)
    desk.workplace.store.close(with_backup=False)
    later = open_workplace(tmp_path / "du-lieu", clock=lambda: CLOCK() + timedelta(days=40), library=LIBRARY)
    again = desk_of(later)
    second = again.submissions.draft_snapshot(Kind.REPORT, PERIOD, form=FORM)
    assert again.submissions.findings(Kind.REPORT, PERIOD, form=FORM) == findings
    assert first["created_at"] != second["created_at"]
    assert canonical({**first, "created_at": ""}) == canonical({**second, "created_at": ""})
    later.store.close(with_backup=False)


def test_a_change_after_freezing_is_told_and_changes_nothing_that_was_frozen(desk: Desk) -> None:
    before = frozen(desk)
    desk.registers.add("TT", TALK)
    sheet = desk.reports.sheet(FORM, PERIOD)
    (changed,) = [item for item in sheet.findings if item.code.startswith("report.changed")]
    assert sheet.frozen
    assert (changed.code, changed.level) == ("report.changed:BC1.6.1", Level.INFO)
    assert f"đã chốt ghi {TALKS}, dữ liệu hiện nay cho {TALKS + 1}" in changed.text
    assert sheet.field("BC1.6.1").shown == str(TALKS)
    assert desk.reports.laid_out(desk.reports.reading(FORM, PERIOD)).field("BC1.6.1").shown == str(TALKS + 1)
    row = desk.submissions.current(Kind.REPORT, PERIOD, form=FORM)
    assert json.loads(desk.submissions.frozen_snapshot(row.id)) == before


def test_other_reports_take_figures_from_what_was_frozen(desk: Desk) -> None:
    frozen(desk)
    desk.registers.add("TT", TALK)
    assert desk.reports.sheet(FORM, parse("2026-Q1")).field("BC1.6.1").compared.previous == str(TALKS)
    desk.submissions.reopen(Kind.REPORT, PERIOD, reason="Bổ sung", form=FORM)
    assert desk.reports.sheet(FORM, parse("2026-Q1")).field("BC1.6.1").compared.previous == str(TALKS + 1)
