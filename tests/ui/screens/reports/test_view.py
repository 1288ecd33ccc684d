from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from ui.screens.reports.figure_row import FigureRow
from ui.screens.reports.remark_line import RemarkLine
from ui.screens.reports.view import ANNEX, GOALS, PREVIEW, REPORT, ReportsScreen

FORM = "BC-CCHC-XA"
PERIOD = parse("2025-Q3")
PREFIX = f"report:{FORM}:2025-Q3"

Open = Callable[[Any], ReportsScreen]


@pytest.fixture
def opened(qtbot: QtBot) -> Open:
    """The screen in front of the report of quarter III, refreshed after each change as the window does."""

    def run(stage: Any) -> ReportsScreen:
        screen = ReportsScreen(stage.context)
        stage.runner.subscribe(lambda topics, _who: screen.refresh(topics))
        qtbot.addWidget(screen)
        screen.resize(1158, 616)
        screen.show()
        qtbot.waitExposed(screen)
        screen.activateWindow()
        screen.open_target(PREFIX)
        return screen

    return run


@pytest.fixture
def screen(stage: Any, opened: Open) -> ReportsScreen:
    return opened(stage)


def figure(screen: ReportsScreen, code: str) -> FigureRow:
    """The row of a figure, with the cursor in it."""
    screen.open_target(f"{PREFIX}:{code}")
    return screen.page.section.rows[code]


def field(screen: ReportsScreen, code: str) -> QLineEdit:
    """The one-line editor of a figure, with the cursor in it."""
    editor = figure(screen, code).inputs()[0]
    assert isinstance(editor, QLineEdit)
    return editor


def stored(stage: Any, code: str) -> str:
    shown: str = stage.desk.reports.sheet(FORM, PERIOD).field(code).shown
    return shown


def in_cursor(screen: ReportsScreen) -> QWidget | None:
    return screen.focusWidget()


def test_typing_and_enter_store_a_figure_and_go_to_the_next_typed_one(
    qtbot: QtBot, stage: Any, screen: ReportsScreen
) -> None:
    first = field(screen, "BC3.2.4")
    qtbot.keyClicks(first, "1394")
    qtbot.keyClick(first, Qt.Key.Key_Return)

    assert stored(stage, "BC3.2.4") == "1.394"
    assert first.text() == "1.394"
    assert in_cursor(screen) is screen.page.section.rows["BC3.2.5"].inputs()[0]


def test_the_arrows_go_through_typed_and_derived_figures(qtbot: QtBot, screen: ReportsScreen) -> None:
    qtbot.keyClick(field(screen, "BC3.2.5"), Qt.Key.Key_Down)
    box = screen.page.section.rows["BC3.2.6"].box
    assert box is not None
    assert in_cursor(screen) is box

    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert in_cursor(screen) is screen.page.section.rows["BC3.2.5"].inputs()[0]


def test_a_number_that_has_two_readings_stays_with_both_shown_and_blocks(
    qtbot: QtBot, stage: Any, screen: ReportsScreen
) -> None:
    editor = field(screen, "BC3.2.4")
    qtbot.keyClicks(editor, "1,234.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)

    row = screen.page.section.rows["BC3.2.4"]
    assert editor.text() == "1,234.5"
    assert stored(stage, "BC3.2.4") == ""
    assert any("1.234,5" in line.text() for line in row._lines)
    assert screen.page.findings.panel.list.item(0).text().startswith("Số đã giải quyết trước hạn")


def test_what_could_not_be_read_is_still_there_after_another_section_was_seen(
    qtbot: QtBot, screen: ReportsScreen
) -> None:
    editor = field(screen, "BC3.2.4")
    qtbot.keyClicks(editor, "1,234.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    screen.open_target(f"{PREFIX}:#IV")
    editor = field(screen, "BC3.2.4")

    assert editor.text() == "1,234.5"
    assert editor.property("invalid")


def test_what_could_not_be_read_never_goes_into_another_report(qtbot: QtBot, stage: Any, screen: ReportsScreen) -> None:
    editor = field(screen, "BC3.2.4")
    qtbot.keyClicks(editor, "1,234.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    screen.open_target(f"report:{FORM}:2025-Q1:BC3.2.4")

    assert stage.desk.reports.sheet(FORM, parse("2025-Q1")).field("BC3.2.4").shown == ""
    shown = screen.page.section.rows["BC3.2.4"].inputs()[0]
    assert isinstance(shown, QLineEdit)
    assert shown.text() == ""

    screen.open_target(f"{PREFIX}:BC3.2.4")
    back = screen.page.section.rows["BC3.2.4"].inputs()[0]
    assert isinstance(back, QLineEdit)
    assert back.text() == "1,234.5"


def test_a_warning_at_a_figure_leads_to_where_it_is_explained(qtbot: QtBot, filled: Any, opened: Open) -> None:
    screen = opened(filled)
    explained = next(iter(filled.desk.reports.sheet(FORM, PERIOD).explanations))
    filled.desk.reports.explain(FORM, PERIOD, explained, "")
    screen.refresh(frozenset({"report_explanation"}))
    warning = next(item for item in screen.page.findings._findings if item.code == explained)
    screen.open_target(warning.target)
    links = [line for line in screen.findChildren(RemarkLine) if line.explain.isVisible()]
    link = next(line for line in links if line.text() == warning.text)
    link.explain.click()
    qtbot.keyClicks(screen.page.findings.text, "Dung so")
    screen.page.findings.text.commit()

    assert in_cursor(screen) is screen.page.findings.text
    assert filled.desk.reports.sheet(FORM, PERIOD).explanations[explained] == "Dung so"


def test_a_replacement_that_is_given_up_is_no_longer_owed(qtbot: QtBot, stage: Any, screen: ReportsScreen) -> None:
    row = figure(screen, "BC1.2.3")
    row.open_override()
    assert row.override is not None
    row.override.begin("1,234.5", "So chua ghi du")
    row.override.deed.click()
    assert stage.said[-1].startswith("unsaved")

    qtbot.keyClick(row.override, Qt.Key.Key_Escape)
    assert stage.said[-1].startswith("saved")


def test_a_replacement_that_was_not_written_yet_is_still_there_after_another_section(screen: ReportsScreen) -> None:
    row = figure(screen, "BC1.2.3")
    row.open_override()
    assert row.override is not None
    row.override.begin("77", "So chua ghi du")
    screen.open_target(f"{PREFIX}:#IV")
    again = figure(screen, "BC1.2.3").override

    assert again is not None
    assert (again.value.text(), again.reason.text()) == ("77", "So chua ghi du")


def test_not_arising_is_declared_by_key_and_taken_back_by_typing(
    qtbot: QtBot, stage: Any, screen: ReportsScreen
) -> None:
    editor = field(screen, "BC3.2.4")
    qtbot.keyClick(editor, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    row = screen.page.section.rows["BC3.2.4"]
    assert stored(stage, "BC3.2.4") == "Không phát sinh"
    assert (editor.text(), editor.placeholderText()) == ("", "Không phát sinh")
    assert row.not_arising is not None
    assert row.not_arising.isChecked()

    qtbot.keyClicks(editor, "0")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert stored(stage, "BC3.2.4") == "0"
    assert not row.not_arising.isChecked()


def test_an_estimate_is_marked_by_key_and_stays_marked_when_the_number_changes(
    qtbot: QtBot, stage: Any, screen: ReportsScreen
) -> None:
    editor = field(screen, "BC3.2.4")
    qtbot.keyClicks(editor, "5")
    qtbot.keyClick(editor, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert stored(stage, "BC3.2.4") == "ước 5"

    editor.selectAll()
    qtbot.keyClicks(editor, "6")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert stored(stage, "BC3.2.4") == "ước 6"


def test_a_refresh_leaves_cursor_and_half_typed_text_alone(qtbot: QtBot, stage: Any, screen: ReportsScreen) -> None:
    editor = field(screen, "BC3.2.4")
    qtbot.keyClicks(editor, "13")
    stage.desk.reports.type_field(FORM, PERIOD, "BC3.2.5", "7")
    screen.refresh(frozenset({"report_field"}))

    assert in_cursor(screen) is editor
    assert editor.text() == "13"
    other = screen.page.section.rows["BC3.2.5"].inputs()[0]
    assert isinstance(other, QLineEdit)
    assert other.text() == "7"


def test_a_derived_figure_is_replaced_with_a_reason_and_the_derived_one_stays_beside_it(
    qtbot: QtBot, stage: Any, screen: ReportsScreen
) -> None:
    row = figure(screen, "BC1.2.3")
    assert row.box is not None
    derived = row.box.text()
    qtbot.keyClick(row.box, Qt.Key.Key_F2)
    assert row.override is not None
    qtbot.keyClicks(row.override.value, "77")
    assert not row.override.deed.isEnabled()
    qtbot.keyClicks(row.override.reason, "So chua ghi du")
    qtbot.keyClick(row.override.reason, Qt.Key.Key_Return)

    assert stored(stage, "BC1.2.3") == "77"
    assert row.override is None
    assert row.box.text() == "77"
    line = row._override_line
    assert line is not None
    assert line.words.text() == f"Số tự tính: {derived}. Lý do thay: So chua ghi du"

    line.drop.click()
    assert row.box.text() == derived
    assert line.isHidden()


def test_a_replacement_that_cannot_be_read_stays_in_its_box(qtbot: QtBot, stage: Any, screen: ReportsScreen) -> None:
    row = figure(screen, "BC1.2.3")
    row.open_override()
    assert row.override is not None
    row.override.value.setText("1,234.5")
    row.override.reason.setText("Lý do")
    row.override.deed.click()

    assert row.override is not None
    assert "1.234,5" in row.override.refusal.text()
    assert row.override.value.text() == "1,234.5"


def test_the_source_of_a_figure_is_opened_by_key(qtbot: QtBot, stage: Any, screen: ReportsScreen) -> None:
    row = figure(screen, "BC1.2.3")
    qtbot.keyClick(row.inputs()[0], Qt.Key.Key_F6)

    assert stage.targets[-1].startswith("register:KT:2025-06-15")


def test_sections_are_turned_by_page_keys(qtbot: QtBot, screen: ReportsScreen) -> None:
    editor = field(screen, "BC3.2.4")
    before = screen.page.outline.current_key()
    qtbot.keyClick(editor, Qt.Key.Key_PageDown)
    assert screen.page.outline.current_key() not in (before, "")

    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert screen.page.outline.current_key() == before


def test_f8_goes_from_finding_to_finding_with_the_cursor_in_the_figure(qtbot: QtBot, screen: ReportsScreen) -> None:
    editor = field(screen, "BC3.2.4")
    qtbot.keyClick(editor, Qt.Key.Key_F8)
    first = in_cursor(screen)
    qtbot.keyClick(first, Qt.Key.Key_F8)

    assert screen.page.side_tabs.currentIndex() == 1
    assert in_cursor(screen) is not first
    assert screen.page.section.isAncestorOf(in_cursor(screen))


def test_a_warning_is_explained_right_in_the_panel(qtbot: QtBot, filled: Any, opened: Open) -> None:
    screen = opened(filled)
    editor = field(screen, "BC7.3.3")
    editor.selectAll()
    qtbot.keyClicks(editor, "999999")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    findings = screen.page.findings
    number = next(number for number in range(findings.panel.list.count()) if findings._at(number).level is Level.WARN)
    code = findings._at(number).code
    findings.panel.list.setCurrentRow(number)
    assert not findings.box.isHidden()
    qtbot.keyClicks(findings.text, "Da doi chieu")
    findings.text.commit()

    assert filled.desk.reports.sheet(FORM, PERIOD).explanations[code] == "Da doi chieu"
    assert findings._current() == code


def test_a_figure_is_found_by_words_without_diacritics(qtbot: QtBot, screen: ReportsScreen) -> None:
    qtbot.keyClick(field(screen, "BC3.2.4"), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert in_cursor(screen) is screen.page.search
    qtbot.keyClicks(screen.page.search, "cuoc doi thoai")
    qtbot.waitUntil(screen.page.outline.shows_figures, timeout=2000)
    qtbot.keyClick(screen.page.search, Qt.Key.Key_Down)
    qtbot.keyClick(screen.page.outline, Qt.Key.Key_Return)

    assert in_cursor(screen) is screen.page.section.rows["BC1.5.1"].inputs()[0]


def test_lines_of_the_program_are_told_from_lines_of_the_official(stage: Any, screen: ReportsScreen) -> None:
    screen.open_target(f"{PREFIX}:#I.3")
    pane = screen.page.section.narrative
    assert pane is not None
    pane.redraft.click()
    generated = pane.text.toPlainText().splitlines()[0]
    pane.text.setPlainText(f"{generated}\nCán bộ viết thêm.")
    pane.text.commit()

    assert pane.text.is_generated(generated)
    assert not pane.text.is_generated("Cán bộ viết thêm.")
    texts = {item.section.code: item.text for item in stage.desk.reports.sheet(FORM, PERIOD).sections}
    assert texts["I.3"].endswith("Cán bộ viết thêm.")


def test_a_draft_behind_the_data_says_what_would_change(stage: Any, screen: ReportsScreen) -> None:
    screen.open_target(f"{PREFIX}:#I.1")
    pane = screen.page.section.narrative
    assert pane is not None
    pane.redraft.click()
    assert pane.changes.isHidden()

    stage.desk.reports.override(FORM, PERIOD, "BC1.8.1", "99", "Sổ văn bản chưa ghi đủ")
    screen.refresh(frozenset({"report_field"}))
    assert not pane.changes.isHidden()
    assert "1 dòng mới, 1 dòng cũ" in pane.changes.sentence.text()


def test_the_whole_report_is_drafted_with_one_button(stage: Any, screen: ReportsScreen) -> None:
    screen.page.draft_all.click()

    sections = stage.desk.reports.sheet(FORM, PERIOD).sections
    assert sum(bool(item.stored_draft) for item in sections) > 10


def test_values_that_seldom_change_are_taken_over_from_the_previous_period(filled: Any, opened: Open) -> None:
    screen = opened(filled)
    screen.open_target(f"report:{FORM}:2025-Y")
    assert not screen.page.take_all.isHidden()
    screen.page.take_all.click()

    assert filled.desk.reports.sheet(FORM, parse("2025-Y")).field("BC4.2.1").shown == "38"
    assert screen.page.take_all.isHidden()


def test_the_annex_is_filtered_and_leads_to_the_figure(qtbot: QtBot, screen: ReportsScreen) -> None:
    screen.tabs.setCurrentIndex(ANNEX)
    assert screen.annex.rows.matching == 92
    screen.annex.chips.choose(frozenset({"empty"}))
    assert 0 < screen.annex.rows.matching < 92

    screen.annex.table.choose("BC3.2.4")
    qtbot.keyClick(screen.annex.table, Qt.Key.Key_Return)
    assert screen.tabs.currentIndex() == REPORT
    assert in_cursor(screen) is screen.page.section.rows["BC3.2.4"].inputs()[0]


def test_targets_show_value_result_and_source(filled: Any, opened: Open) -> None:
    screen = opened(filled)
    screen.tabs.setCurrentIndex(GOALS)

    texts = {str(screen.goals.rows.index(0, column).data()) for column in range(7)}
    assert screen.goals.rows.rowCount() > 10
    assert texts & {"Đạt", "Chưa đạt", "Chưa rõ"}
    assert screen.goals.empty.isHidden()


def test_the_preview_opens_in_the_program(screen: ReportsScreen, qtbot: QtBot) -> None:
    screen.tabs.setCurrentIndex(PREVIEW)

    qtbot.waitUntil(lambda: screen.preview.page_count > 0, timeout=10_000)


def test_a_completed_report_can_only_be_read_and_says_where_it_is_opened_again(filled: Any, opened: Open) -> None:
    screen = opened(filled)
    editor = field(screen, "BC3.2.4")
    filled.desk.submissions.complete(Kind.REPORT, PERIOD, form=FORM)
    screen.refresh(frozenset({"submission"}))

    assert editor.isReadOnly()
    assert not screen.frozen_line.isHidden()
    assert screen.complete.isHidden()
    screen.frozen_line.deed.click()
    assert filled.targets == [f"submission:report:2025-Q3:{FORM}"]


def test_every_input_has_a_name_for_the_screen_reader(screen: ReportsScreen) -> None:
    for section in ("I.1", "II.2", "IV"):
        screen.open_target(f"{PREFIX}:#{section}")
        for widget in screen.page.section._inputs():
            assert widget.accessibleName()


def test_no_word_is_cut_in_a_narrow_window(screen: ReportsScreen) -> None:
    screen.resize(885, 470)
    screen.open_target(f"{PREFIX}:BC3.2.4")

    assert screen.page.section.widget().minimumSizeHint().width() <= screen.page.section.viewport().width()
    assert screen.minimumSizeHint().width() <= 885


def test_an_ad_hoc_report_is_asked_for_at_the_head(qtbot: QtBot, screen: ReportsScreen) -> None:
    screen.head.period.setCurrentIndex(0)
    screen.head.period.activated.emit(0)
    bar = screen.head.ad_hoc
    assert not bar.isHidden()
    bar.deed.click()
    assert "Nhập ngày bắt đầu" in bar.refusal.text()

    qtbot.keyClicks(bar.start, "15/6/2025")
    qtbot.keyClicks(bar.end, "20/7/2025")
    bar.deed.click()
    assert screen.head.window_line.text().startswith("Số liệu từ 15/6/2025 đến 20/7/2025")
    assert bar.isHidden()


def test_leaving_the_ad_hoc_bar_keeps_the_report(screen: ReportsScreen) -> None:
    screen.head.period.setCurrentIndex(0)
    screen.head.period.activated.emit(0)
    screen.head.ad_hoc.leave.click()

    assert screen.head.ad_hoc.isHidden()
    assert screen.head.period.value() == "2025-Q3"


def test_another_period_is_chosen_after_what_was_typed_is_saved(
    qtbot: QtBot, stage: Any, screen: ReportsScreen
) -> None:
    qtbot.keyClicks(field(screen, "BC3.2.4"), "12")
    screen.head.period_chosen.emit("2025-Q1")

    assert stored(stage, "BC3.2.4") == "12"
    assert stage.desk.reports.sheet(FORM, parse("2025-Q1")).field("BC3.2.4").shown == ""


def test_a_section_without_entries_leads_to_those_below_it(screen: ReportsScreen) -> None:
    screen.presenter.choose_section("III")
    links = [button for button in screen.page.section.findChildren(QPushButton) if "Khó khăn" in button.text()]
    links[0].click()

    assert screen.page.outline.current_key() == "III.2"


def test_the_word_file_gets_its_ending_and_place_from_the_official(
    stage: Any, screen: ReportsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "bao cao quy 3"), ""

    monkeypatch.setattr("ui.screens.reports.view.QFileDialog.getSaveFileName", choose)
    screen.word.click()

    assert offered == ["CCHC_00694_2025-Q3_bao-cao.docx"]
    assert (tmp_path / "bao cao quy 3.docx").exists()


def test_a_folder_without_forms_says_what_to_do_first(
    stage: Any, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(stage.desk.reports), "forms", lambda _self: ())
    screen = opened(stage)

    assert screen.empty.sentence.text() == "Chưa có biểu mẫu báo cáo nào."
    assert not screen.empty.isHidden()
