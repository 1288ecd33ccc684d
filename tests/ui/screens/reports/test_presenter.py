from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cchc_desktop.domain.field_value import NOT_ARISING, of
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.working_calendar import DueDate
from cchc_desktop.system.fault import Fault
from ui.screens.reports.facts import Mode
from ui.screens.reports.head import head
from ui.screens.reports.presenter import ReportsPresenter

FORM = "BC-CCHC-XA"
PERIOD = parse("2025-Q3")
PREFIX = f"report:{FORM}:2025-Q3"


@pytest.fixture
def presenter(stage: Any, view: Any) -> ReportsPresenter:
    """The presenter in front of the report of quarter III, refreshed after each change as the window does."""
    return _opened(stage, view)


@pytest.fixture
def ready(filled: Any, view: Any) -> ReportsPresenter:
    """The same in front of the report that is ready to complete."""
    return _opened(filled, view)


def _opened(stage: Any, view: Any) -> ReportsPresenter:
    made = ReportsPresenter(stage.context, view)
    stage.runner.subscribe(lambda topics, _who: made.refresh(topics))
    made.open_target(PREFIX)
    return made


def row(view: Any, code: str) -> Any:
    """The figure as it was shown last, in its section."""
    shown = next(args[0] for name, args in reversed(view.calls) if name in ("show_section", "refresh_section"))
    return next(item for item in shown.rows if item.code == code)


def test_the_first_sight_is_the_report_that_people_write_today(stage: Any, view: Any) -> None:
    ReportsPresenter(stage.context, view).shown()

    assert view.last("show_choices").period == "2025-Y"
    assert stage.headers[-1].period == "Năm 2025"


def test_the_head_tells_window_due_day_and_the_working_day_before(presenter: ReportsPresenter, view: Any) -> None:
    shown = view.last("show_head")

    assert shown.window == "Số liệu từ 15/6/2025 đến 14/9/2025"
    assert shown.due == "Hạn gửi: Thứ Ba 16/9/2025; nên gửi từ 15/9 trở về trước"
    assert shown.filled.endswith("/92")


def test_the_first_section_in_sight_is_one_in_which_something_is_entered(
    presenter: ReportsPresenter, view: Any
) -> None:
    assert view.last("show_section").code == "I.1"


def test_a_link_to_a_figure_opens_its_section_with_the_cursor_in_it(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:BC3.2.1")

    assert view.last("show_section").code == "II.2"
    assert view.last("focus_field") == "BC3.2.1"
    assert view.last("show_details").code == "BC3.2.1"


def test_a_link_to_a_section_puts_the_cursor_into_its_text(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:#IV")

    assert view.last("show_section").code == "IV"
    assert view.count("focus_text") == 1


def test_a_link_into_another_period_reads_that_report(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"report:{FORM}:2025-Q1:BC3.2.1")

    assert view.last("show_choices").period == "2025-Q1"
    assert view.last("focus_field") == "BC3.2.1"


def test_any_other_link_goes_to_the_screen_that_owns_it(presenter: ReportsPresenter, stage: Any) -> None:
    presenter.open_target("register:TT:2025-06-15:2025-09-14")

    assert stage.targets == ["register:TT:2025-06-15:2025-09-14"]


def test_a_typed_figure_is_stored_and_shown(presenter: ReportsPresenter, stage: Any, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:BC3.2.1")
    presenter.entries.commit("BC3.2.1", of(Decimal(1855)))

    assert stage.desk.reports.sheet(FORM, PERIOD).field("BC3.2.1").shown == "1.855"
    assert row(view, "BC3.2.1").shown == "1.855"
    assert stage.said[-1].startswith("saved")


def test_that_nothing_arose_is_another_thing_than_nought(presenter: ReportsPresenter, stage: Any, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:BC3.2.2")
    presenter.entries.commit("BC3.2.2", NOT_ARISING)
    assert row(view, "BC3.2.2").value == NOT_ARISING

    presenter.entries.commit("BC3.2.2", of(Decimal(0)))
    assert row(view, "BC3.2.2").value == of(Decimal(0))


def test_an_override_stays_visible_with_reason_and_derived_value(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:BC1.2.3")
    derived = row(view, "BC1.2.3").shown
    presenter.entries.override("BC1.2.3", "77", "Sổ chưa ghi đủ")

    shown = row(view, "BC1.2.3")
    assert (shown.mode, shown.shown, shown.derived_shown, shown.reason) == (
        Mode.OVERRIDDEN,
        "77",
        derived,
        "Sổ chưa ghi đủ",
    )

    presenter.entries.clear_override("BC1.2.3")
    assert (row(view, "BC1.2.3").mode, row(view, "BC1.2.3").shown) == (Mode.DERIVED, derived)


def test_an_override_that_cannot_be_read_is_told_under_the_figure(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:BC1.2.3")
    presenter.entries.override("BC1.2.3", "1,234.5", "Sổ chưa ghi đủ")

    code, sentence = view.last("show_refusal")
    assert code == "BC1.2.3"
    assert "1.234,5" in sentence


def test_what_cannot_be_read_blocks_until_it_is_put_right(presenter: ReportsPresenter, view: Any) -> None:
    before = view.last("show_head").blocking
    presenter.keep_unread("BC3.2.1", "“x” không phải là số.")
    assert view.last("show_head").blocking == before + 1
    assert view.last("show_findings")[0].target == f"{PREFIX}:BC3.2.1"

    presenter.keep_unread("BC3.2.1", "")
    assert view.last("show_head").blocking == before


def test_a_draft_is_written_from_the_data_and_typed_lines_stay(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:#I.3")
    presenter.entries.redraft("I.3")
    drafted = view.last("refresh_section").narrative
    assert drafted.generated

    presenter.entries.write("I.3", f"{drafted.text}\nCán bộ viết thêm.")
    presenter.entries.redraft("I.3")
    assert view.last("refresh_section").narrative.text.endswith("Cán bộ viết thêm.")


def test_a_draft_that_the_data_have_overtaken_shows_what_would_change(
    presenter: ReportsPresenter, stage: Any, view: Any
) -> None:
    presenter.open_target(f"{PREFIX}:#I.1")
    presenter.entries.redraft("I.1")
    assert view.last("refresh_section").narrative.differences == ()

    presenter.entries.override("BC1.8.1", "99", "Sổ văn bản chưa ghi đủ")

    signs = {item.sign: item.text for item in view.last("refresh_section").narrative.differences}
    assert "99 quyết định" in signs["+"]
    assert "99 quyết định" not in signs["-"]


def test_a_warning_is_explained_in_the_panel_and_becomes_a_note(filled: Any, view: Any) -> None:
    presenter = _opened(filled, view)
    presenter.entries.commit("BC7.3.3", of(Decimal(999_999)))
    warning = next(item for item in view.last("show_findings") if item.level is Level.WARN)
    presenter.findings.choose(warning)
    assert view.last("show_explaining").code == warning.code

    presenter.entries.explain(warning.code, "Đã đối chiếu với Trung tâm.")

    now = next(item for item in view.last("show_findings") if item.code == warning.code)
    assert now.level is Level.INFO
    assert view.last("show_explaining").text == "Đã đối chiếu với Trung tâm."


def test_a_note_cannot_be_explained(presenter: ReportsPresenter, view: Any) -> None:
    presenter.findings.choose(Finding("report.same:X", Level.INFO, "Lưu ý"))

    assert view.last("show_explaining") is None


def test_sections_are_stepped_through_and_mere_headings_left_out(presenter: ReportsPresenter, view: Any) -> None:
    presenter.choose_section("I.4")
    presenter.step_section(1)

    assert view.last("show_section").code not in ("I.4", "")
    assert view.last("show_section").rows or view.last("show_section").narrative

    presenter.step_section(-1)
    assert view.last("show_section").code == "I.4"


def test_a_search_without_diacritics_finds_figures_whole_words_first(presenter: ReportsPresenter, view: Any) -> None:
    presenter.search("ho so")

    lines, _current = view.last("show_outline")
    assert all(line.is_figure for line in lines)
    assert "hồ sơ" in lines[0].text.lower()

    presenter.search("")
    lines, current = view.last("show_outline")
    assert current == "I.1"
    assert not lines[0].is_figure


def test_the_outline_tells_state_and_findings_of_each_section(ready: ReportsPresenter, view: Any) -> None:
    ready.entries.commit("BC3.2.1", of(Decimal(5)))
    lines, _current = view.last("show_outline")
    by_key = {line.key: line for line in lines}

    assert by_key["I"].state == "heading"
    assert by_key["II.2"].state == "block"
    assert by_key["II.2"].blocking > 0
    assert by_key["I.1"].state == "done"


def test_the_details_tell_formula_origins_and_other_periods(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:BC1.2.3")
    facts = view.last("show_details")

    assert "Sổ" in facts.formula
    assert "'" not in facts.formula
    assert facts.origins[0].target.startswith("register:KT:2025-06-15")
    assert [value.label for value in facts.values][:2] == ["Kỳ này", "Kỳ trước (Quý I năm 2025)"]


def test_the_history_of_the_figure_is_shown_with_it(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:BC3.2.1")
    presenter.entries.commit("BC3.2.1", of(Decimal(7)))

    assert [change.new for item in view.last("show_history") for change in item.changes] == ["7"]


def test_the_history_of_a_text_is_shown_while_it_is_written(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_target(f"{PREFIX}:#IV")
    presenter.entries.write("IV", "Đề nghị tập huấn.")

    assert view.last("show_details").name.startswith("IV.")
    assert [change.new for item in view.last("show_history") for change in item.changes] == ["Đề nghị tập huấn."]


def test_a_form_that_is_no_official_text_says_so(presenter: ReportsPresenter, view: Any) -> None:
    assert "không phải mẫu chính thức" in view.last("show_head").reconstruction


def test_completing_leads_to_the_submission_of_this_report(presenter: ReportsPresenter, stage: Any) -> None:
    presenter.complete()

    assert stage.targets == [f"submission:report:2025-Q3:{FORM}"]


def test_a_completed_report_is_read_only_and_says_so(filled: Any, view: Any) -> None:
    presenter = _opened(filled, view)
    filled.desk.submissions.complete(Kind.REPORT, PERIOD, form=FORM)
    presenter.entries.commit("BC3.2.1", of(Decimal(5)))

    assert "chốt" in filled.posted[-1].what
    assert view.last("show_frozen") is True
    assert filled.desk.reports.sheet(FORM, PERIOD).field("BC3.2.1").shown != "5"


def test_an_ad_hoc_report_has_a_window_of_its_own(presenter: ReportsPresenter, view: Any) -> None:
    presenter.open_ad_hoc(parse("2025-Q3").window[0], parse("2025-M07").window[1])

    assert view.last("show_choices").period == "2025-06-15--2025-07-14"
    assert view.last("show_head").window == "Số liệu từ 15/6/2025 đến 14/7/2025"


def test_an_ad_hoc_window_that_ends_before_it_begins_is_refused(presenter: ReportsPresenter, view: Any) -> None:
    first, last = PERIOD.window
    presenter.open_ad_hoc(last, first)

    assert "không sau" in view.last("show_ad_hoc_refusal")
    assert view.last("show_choices").period == "2025-Q3"


def test_what_the_disk_did_not_take_is_said_kept_and_written_later(
    presenter: ReportsPresenter, stage: Any, view: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise Fault("disk-full", what="Ổ đĩa đã đầy.", safe="Dữ liệu cũ vẫn còn.", do="Hãy xóa bớt tệp.")

    with monkeypatch.context() as patched:
        patched.setattr(type(stage.desk.reports), "set_field", full)
        presenter.entries.commit("BC3.2.1", of(Decimal(9)))
        assert stage.said[-1].startswith("unsaved")

    presenter.save_again()
    assert stage.said[-1].startswith("saved")
    assert stage.desk.reports.sheet(FORM, PERIOD).field("BC3.2.1").shown == "9"


def test_the_annex_has_every_figure_under_its_heading(presenter: ReportsPresenter, view: Any) -> None:
    rows = view.last("show_annex")

    assert len(rows) == 92
    assert next(item for item in rows if item.code == "BC3.2.1").group == "BC3.2 Kết quả giải quyết hồ sơ TTHC"
    assert any(item.is_empty for item in rows)


def test_targets_tell_what_was_reached(ready: ReportsPresenter, view: Any) -> None:
    rows = {item.code: item for item in view.last("show_goals")}

    assert {item.state for item in rows.values()} & {"met", "not_met"}
    assert all(item.source and item.threshold for item in rows.values())


def test_the_word_file_of_a_report_without_signer_is_refused_with_the_way_out(
    presenter: ReportsPresenter, stage: Any, tmp_path: Any
) -> None:
    _name_signer(stage, "")
    presenter.preview.save_word(tmp_path / "bao-cao.docx")

    assert not (tmp_path / "bao-cao.docx").exists()
    assert "Hồ sơ nộp" in stage.posted[-1].do


def test_the_word_file_is_written_where_the_official_wants_it(
    presenter: ReportsPresenter, stage: Any, view: Any, tmp_path: Any
) -> None:
    _name_signer(stage, stage.desk.submissions.leaders()[0].id)
    presenter.preview.save_word(tmp_path / "bao-cao.docx")

    assert (tmp_path / "bao-cao.docx").read_bytes().startswith(b"PK")
    assert stage.posted[-1].kind == "success"
    assert view.last("set_busy") is False


def test_the_preview_is_drawn_when_it_is_looked_at_and_again_after_a_change(
    presenter: ReportsPresenter, stage: Any, view: Any
) -> None:
    _name_signer(stage, stage.desk.submissions.leaders()[0].id)
    presenter.entries.commit("BC3.2.1", of(Decimal(7)))
    assert view.count("show_preview") == 0

    presenter.preview.look(in_sight=True)
    assert view.last("show_preview").startswith(b"%PDF")

    presenter.entries.commit("BC3.2.1", of(Decimal(8)))
    assert view.count("show_preview") == 2


def _name_signer(stage: Any, leader_id: str) -> None:
    stage.desk.submissions.set_document(
        Kind.REPORT,
        PERIOD,
        form=FORM,
        number="12",
        day=PERIOD.window[1],
        leader_id=leader_id,
        reference_day=PERIOD.window[1],
    )


@pytest.mark.parametrize(
    ("target", "period"),
    [
        ("report", "2025-Y"),
        ("reports", "2025-Y"),
        ("report:NO-FORM", "2025-Y"),
        ("report:NO-FORM:2025-Q3:BC3.2.1", "2025-Y"),
        (f"report:{FORM}", "2025-Y"),
        (f"report:{FORM}:XX", "2025-Y"),
        (f"report:{FORM}:2025-Q2", "2025-Y"),
        (f"report:{FORM}:2025-Q3:NOPE", "2025-Q3"),
        (f"report:{FORM}:2025-Q3:#NOPE", "2025-Q3"),
    ],
)
def test_a_link_that_leads_nowhere_opens_what_is_known_of_it(stage: Any, view: Any, target: str, period: str) -> None:
    ReportsPresenter(stage.context, view).open_target(target)

    assert (view.last("show_choices").form, view.last("show_choices").period) == (FORM, period)
    assert view.count("show_section") > 0
    assert stage.targets == []


def test_the_foot_never_says_saved_while_typed_text_is_unread(presenter: ReportsPresenter, stage: Any) -> None:
    presenter.keep_unread("BC3.2.1", "“22abc” không phải là số.")
    assert stage.said[-1].startswith("unsaved")
    presenter.entries.commit("BC3.2.4", of(Decimal(7)))
    assert stage.said[-1].startswith("unsaved")
    assert "22abc" in stage.said[-1]

    presenter.keep_unread("BC3.2.1", "")
    assert stage.said[-1].startswith("saved")


def test_unread_text_of_another_report_is_still_owed(presenter: ReportsPresenter, stage: Any, view: Any) -> None:
    presenter.keep_unread("BC3.2.1", "“22abc” không phải là số.")
    presenter.open_target(f"report:{FORM}:2025-Q1")
    presenter.save_again()
    presenter.left()

    assert "Quý III năm 2025" in stage.said[-1]
    assert stage.posted[-1].what == "Một ô của báo cáo chưa được lưu."


def test_a_completed_report_shows_what_was_frozen_and_nothing_to_explain(filled: Any, view: Any) -> None:
    presenter = _opened(filled, view)
    presenter.open_target(f"{PREFIX}:BC1.6.1")
    before = row(view, "BC1.6.1").shown
    filled.desk.submissions.complete(Kind.REPORT, PERIOD, form=FORM)
    talk = {"ngay": "01/7/2025", "chu_de": "cchc", "hinh_thuc": "tin_bai", "noi_dung": "Tin mới"}
    filled.desk.registers.add("TT", talk)
    presenter.refresh(frozenset({"submission"}))

    assert row(view, "BC1.6.1").shown == before
    assert any("báo cáo đã chốt ghi" in remark.text for remark in row(view, "BC1.6.1").remarks)
    assert (view.last("show_head").blocking, view.last("show_head").warning) == (0, 0)


def test_due_on_a_day_off_names_the_last_working_day_before(stage: Any) -> None:
    due = DueDate(date(2025, 12, 20), date(2025, 12, 19))
    sheet = replace(stage.desk.reports.sheet(FORM, PERIOD), due=due)

    words = head(sheet, (), working_day_before=date(2025, 12, 19)).due
    assert words == "Hạn gửi: Thứ Bảy 20/12/2025 (ngày nghỉ); ngày làm việc cuối trước hạn: 19/12"
