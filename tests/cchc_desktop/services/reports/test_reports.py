from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.kept_year import ROWS, kept_workplace
from support.register_totals import totals
from support.workplaces import desk_of

from cchc_desktop.cli.demo_report import FORM
from cchc_desktop.domain.field_value import EMPTY, NOT_ARISING, of
from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.period import ad_hoc, parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.reports.rows import ReportField, ReportSection
from cchc_desktop.services.workplace import Desk
from db.tables import report_field

PERIOD = parse("2025-Q3")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with registers kept all year and no report begun."""
    workplace = kept_workplace(tmp_path / "du-lieu")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the report of quarter III ready to complete."""
    workplace = kept_workplace(tmp_path / "du-lieu", "2025-H1", "2025-Q3")
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


def field(desk: Desk, code: str) -> ReportField:
    return desk.reports.sheet(FORM, PERIOD).field(code)


def section(desk: Desk, code: str) -> ReportSection:
    return next(item for item in desk.reports.sheet(FORM, PERIOD).sections if item.section.code == code)


def test_title_window_due_date_and_numbers_are_computed(desk: Desk) -> None:
    sheet = desk.reports.sheet(FORM, PERIOD)
    assert "quý III năm 2025" in sheet.title
    assert "quý IV năm 2025" in sheet.title
    assert sheet.window == (date(2025, 6, 15), date(2025, 9, 14))
    assert sheet.due is not None
    assert sheet.due.due == date(2025, 9, 16)
    assert sheet.sections[-1].number == "V."
    assert sheet.sections[-1].section.title == "Phương hướng, nhiệm vụ quý IV năm 2025"
    assert (sheet.previous, sheet.last_year) == (parse("2025-Q1"), parse("2024-Q3"))


def test_what_is_typed_is_read_kept_and_shown(desk: Desk) -> None:
    assert desk.reports.type_field(FORM, PERIOD, "BC3.2.2", "1.855").value == of(Decimal(1855))
    assert desk.reports.type_field(FORM, PERIOD, "BC6.1.2", "ước 3.125,6").value == of(Decimal("3125.6"), estimate=True)
    assert field(desk, "BC3.2.2").shown == "1.855"
    assert field(desk, "BC6.1.2").shown == "ước 3.125,6"


def test_empty_zero_and_not_arising_are_three_different_things(desk: Desk) -> None:
    desk.reports.type_field(FORM, PERIOD, "BC2.2.1", "0")
    assert field(desk, "BC2.2.1").value == of(Decimal(0))
    desk.reports.type_field(FORM, PERIOD, "BC2.2.1", "không phát sinh")
    assert field(desk, "BC2.2.1").value == NOT_ARISING
    desk.reports.set_field(FORM, PERIOD, "BC2.2.1", EMPTY)
    assert field(desk, "BC2.2.1").value == EMPTY
    desk.reports.set_not_arising(FORM, PERIOD, "BC2.2.1")
    assert field(desk, "BC2.2.1").shown == "Không phát sinh"


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("BC3.2.2", "1,234.5", "có thể hiểu là"),
        ("BC3.2.2", "=5+6", "công thức"),
        ("BC3.2.2", "12,5", "phải là số nguyên"),
        ("BC3.2.2", "nhiều", "không phải là số"),
        ("BC3.2.9", "99,5", "được tính tự động"),
        ("BC1.6.1", "12", "được tính tự động"),
        ("BC3.2", "12", "tiêu đề của nhóm"),
        ("BC3.1.1", "không phát sinh", "không chọn được Không phát sinh"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(desk: Desk, code: str, text: str, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        desk.reports.type_field(FORM, PERIOD, code, text)
    assert refused.value.findings[0].target == f"report:{FORM}:2025-Q3:{code}"
    with desk.session.read() as connection:
        assert connection.execute(report_field.select()).all() == []


def test_a_derived_figure_says_where_it_comes_from(desk: Desk) -> None:
    rows = len(desk.registers.table("TT", window=PERIOD.window).rows)
    (origin,) = field(desk, "BC1.6.1").origins
    assert origin.text == f"Sổ theo dõi tuyên truyền: {rows} dòng từ 15/6/2025 đến 14/9/2025"
    assert origin.target == "register:TT:2025-06-15:2025-09-14"
    tasks, *_ = field(desk, "BC1.1.1").origins
    assert (tasks.text, tasks.target) == (
        "Danh mục nhiệm vụ của kế hoạch: 58 nhiệm vụ, tình trạng tại ngày 14/9/2025",
        "tasks:all",
    )
    parts = {item.target for item in field(desk, "BC3.2.9").origins}
    assert parts == {f"report:{FORM}:2025-Q3:{code}" for code in ("BC3.2.4", "BC3.2.5", "BC3.2.6")}


def test_cumulative_figures_say_the_window_of_the_year(desk: Desk) -> None:
    (origin,) = field(desk, "BC1.7.1").origins
    assert origin.target == "register:SK:2024-12-15:2025-09-14"
    assert origin.text.endswith("theo “Ngày công nhận”")


def test_an_override_needs_a_reason_and_stays_visible(desk: Desk) -> None:
    counted = totals(ROWS, PERIOD)["BC1.6.1"]
    with pytest.raises(Refusal, match="nêu lý do"):
        desk.reports.override(FORM, PERIOD, "BC1.6.1", "40", "  ")
    desk.reports.override(FORM, PERIOD, "BC1.6.1", "40", "Sổ chưa ghi 02 buổi lưu động")
    row = field(desk, "BC1.6.1")
    assert row.is_overridden
    assert (row.shown, row.typed, row.derived) == ("40", of(Decimal(40)), of(Decimal(int(counted or 0))))
    assert "report.override:BC1.6.1" in {finding.code for finding in row.findings}
    desk.reports.clear_override(FORM, PERIOD, "BC1.6.1")
    assert field(desk, "BC1.6.1").shown == str(counted)
    assert field(desk, "BC1.6.1").typed == EMPTY


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [("BC3.2.9", "99", "không cho nhập tay"), ("BC3.2.2", "9", "không cho nhập tay"), ("BC1.6.1", "", "số thay thế")],
)
def test_only_derived_figures_that_the_form_lets_go_are_overridden(
    desk: Desk, code: str, value: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        desk.reports.override(FORM, PERIOD, code, value, "Lý do")


COMMANDS: list[Callable[[Desk], object]] = [
    lambda desk: desk.reports.type_field(FORM, PERIOD, "BC3.2.2", "7"),
    lambda desk: desk.reports.set_not_arising(FORM, PERIOD, "BC2.3.1"),
    lambda desk: desk.reports.override(FORM, PERIOD, "BC1.6.1", "40", "Lý do"),
    lambda desk: desk.reports.set_text(FORM, PERIOD, "IV", "Đề nghị tập huấn."),
    lambda desk: desk.reports.redraft(FORM, PERIOD),
    lambda desk: desk.reports.explain(FORM, PERIOD, "report.check:KT52", "Khác"),
    lambda desk: desk.reports.accept_offered(FORM, PERIOD),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_one_step_that_can_be_undone(filled: Desk, command: Callable[[Desk], object]) -> None:
    filled.reports.set_field(FORM, PERIOD, "BC3.1.1", EMPTY)
    desk_text = section(filled, "I.3").text
    filled.reports.set_text(FORM, PERIOD, "I.3", desk_text.splitlines()[0])
    filled.registers.add("TT", {"ngay": "01/7/2025", "chu_de": "cchc", "hinh_thuc": "tin_bai", "noi_dung": "Tin mới"})
    before = filled.reports.sheet(FORM, PERIOD)
    command(filled)
    assert filled.reports.sheet(FORM, PERIOD) != before
    filled.session.undo()
    assert filled.reports.sheet(FORM, PERIOD) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_completed_report_is_read_only_until_it_is_opened_again(
    filled: Desk, command: Callable[[Desk], object]
) -> None:
    filled.submissions.complete(Kind.REPORT, PERIOD, form=FORM)
    assert filled.reports.sheet(FORM, PERIOD).frozen
    with pytest.raises(Refusal, match="mở lại ở Hồ sơ nộp") as refused:
        command(filled)
    assert refused.value.findings[0].code == "report.frozen"
    filled.submissions.reopen(Kind.REPORT, PERIOD, reason="Bổ sung", form=FORM)
    command(filled)
    assert not filled.reports.sheet(FORM, PERIOD).frozen


def test_states_that_seldom_change_are_offered_from_the_report_before(filled: Desk) -> None:
    year = parse("2025-Y")
    offered = [row for item in filled.reports.sheet(FORM, year).sections for row in item.fields if row.offered]
    assert {"BC3.1.1", "BC4.2.1"} <= {row.field.code for row in offered}
    assert "BC3.2.2" not in {row.field.code for row in offered}
    assert filled.reports.accept_offered(FORM, year, "BC3.1.1").value == 1
    assert filled.reports.sheet(FORM, year).field("BC3.1.1").shown == "392"
    assert filled.reports.accept_offered(FORM, year).value == len(offered) - 1
    assert filled.reports.accept_offered(FORM, year).value == 0


def test_drafting_again_keeps_what_was_typed(filled: Desk) -> None:
    first, *rest = section(filled, "I.3").text.splitlines()
    filled.reports.set_text(FORM, PERIOD, "I.3", "\n".join([first, "Công tác này được duy trì nền nếp.", *rest]))
    filled.registers.add("TT", {"ngay": "01/7/2025", "chu_de": "cchc", "hinh_thuc": "tin_bai", "noi_dung": "Tin mới"})
    outdated = [item.code for item in section(filled, "I.3").findings if item.code.startswith("report.draft-outdated")]
    assert outdated == ["report.draft-outdated:I.3"]
    filled.reports.redraft(FORM, PERIOD, "I.3")
    lines = section(filled, "I.3").text.splitlines()
    counted = int(totals(ROWS, PERIOD)["BC1.6.1"] or 0) + 1
    assert lines[0].startswith(f"Trong kỳ báo cáo, UBND phường Hà Giang 1 đã thực hiện {counted} tin, bài")
    assert lines[1] == "Công tác này được duy trì nền nếp."
    assert any("Tin mới" in line for line in lines[2:])
    assert filled.reports.redraft(FORM, PERIOD, "I.3").value == 0


def test_periods_are_those_of_the_form_and_those_on_demand_that_were_begun(desk: Desk) -> None:
    codes = [period.code for period in desk.reports.periods(FORM)]
    assert {"2025-M07", "2025-Q1", "2025-H1", "2025-Q3", "2025-Y", "2026-Y"} <= set(codes)
    assert not {"2025-Q2", "2025-Q4", "2025-H2", "2025-9M"} & set(codes)
    assert codes.index("2025-M09") < codes.index("2025-Q3") < codes.index("2025-M10")
    demanded = ad_hoc(date(2025, 7, 1), date(2025, 8, 15))
    assert demanded.code not in codes
    desk.reports.type_field(FORM, demanded, "BC3.2.2", "40")
    assert demanded in desk.reports.periods(FORM)
    assert "từ ngày 01/7/2025 đến ngày 15/8/2025" in desk.reports.sheet(FORM, demanded).title
    assert desk.reports.sheet(FORM, demanded).title.endswith("nhiệm vụ thời gian tới")


def test_the_report_that_has_just_closed_is_the_one_of_today(desk: Desk) -> None:
    assert desk.reports.default_period(FORM) == parse("2025-Y")


def test_characters_that_no_document_can_hold_do_not_come_into_a_text(filled: Desk) -> None:
    filled.reports.set_text(FORM, PERIOD, "IV", "Đề nghị\x0b tập\x00 huấn\x1f.\nDòng hai")
    text = next(item.text for item in filled.reports.sheet(FORM, PERIOD).sections if item.section.code == "IV")
    assert text == "Đề nghị tập huấn.\nDòng hai"
