from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from support.filling import fill_tasks
from support.loop_sticks import loop_stick, taken_for_plugged_in
from support.screens import context_of
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.domain.submission import Kind, State
from ui.main_window import MainWindow
from ui.registry import SCREENS
from ui.screens.submissions.view import SubmissionsView
from ui.widgets.background_runner import BackgroundRunner
from ui.widgets.keeping import Keeping, KeepingRunner
from ui.widgets.kept_editors import put_back


@pytest.fixture
def window(qtbot) -> MainWindow:
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def runner(window) -> Iterator[BackgroundRunner]:
    runner = BackgroundRunner(window.notices, report=lambda text: "")
    yield runner
    window.close_screens()
    runner.close()


@pytest.fixture
def screen(window, runner, desk, qtbot) -> SubmissionsView:
    fill_tasks(desk)
    keeping = Keeping(runner)
    keeping.serve(desk.kept_texts)
    context = context_of(
        desk,
        KeepingRunner(runner, keeping),
        notices=window.notices,
        saves=window.save_state,
        open_target=window.open_target,
        show_header=window.show_header,
    )
    window.open(replace(context, keeping=keeping), [spec for spec in SCREENS if spec.id == "submissions"])
    settle(runner)
    return window.findChild(SubmissionsView)


def settle(runner: BackgroundRunner) -> None:
    """Deliver answers until no answer asks for more."""
    for _ in range(6):
        assert runner.flush()


def row_of(desk):
    return desk.submissions.current(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))


def child(screen, name):
    return screen.findChild(object, name)


def test_typing_a_number_stores_it_on_leaving_the_field(screen, runner, desk, qtbot, window):
    number = child(screen, "submission-number")
    number.setFocus()
    qtbot.keyClicks(number, "128")
    qtbot.keyClick(number, Qt.Key.Key_Tab)
    settle(runner)
    assert row_of(desk).document_number == "128"
    assert window.save_state.text() == "Đã lưu 09:00:00"


def test_a_refresh_does_not_take_away_what_is_being_typed(screen, runner, desk, qtbot):
    number = child(screen, "submission-number")
    number.setFocus()
    qtbot.keyClicks(number, "12")
    screen.refresh(frozenset({"progress_entry"}))
    settle(runner)
    assert number.text() == "12"


def test_a_refused_day_stays_in_its_field_with_the_sentence_under_it(screen, runner, desk, qtbot):
    day = child(screen, "submission-reference_day")
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "1/1/2020")
    qtbot.keyClick(day, Qt.Key.Key_Tab)
    settle(runner)
    assert day.text() == "01/01/2020"
    assert any("Ngày chốt số liệu phải từ" in label.text() for label in screen.findChildren(QLabel))
    assert row_of(desk).reference_day == date(2025, 12, 10)


def test_what_is_typed_last_is_in_the_snapshot_that_completing_makes(screen, runner, desk, qtbot):
    number = child(screen, "submission-number")
    number.setFocus()
    qtbot.keyClicks(number, "45")
    qtbot.keyClick(number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(runner)
    assert row_of(desk).state is State.COMPLETE
    assert b'"number":"45"' in desk.submissions.frozen_snapshot(row_of(desk).id)


def test_the_whole_way_by_keyboard_ends_with_a_sound_package(screen, runner, desk, qtbot, window):
    qtbot.mouseClick(child(screen, "submission-complete"), Qt.MouseButton.LeftButton)
    settle(runner)
    password = child(screen, "submission-password")
    qtbot.keyClicks(password, LEADER_PASSWORD)
    qtbot.keyClick(password, Qt.Key.Key_Return)
    settle(runner)
    assert password.text() == ""
    qtbot.keyClick(child(screen, "submission-export"), Qt.Key.Key_Space)
    settle(runner)
    assert row_of(desk).state is State.EXPORTED
    assert Path(row_of(desk).package_path).is_file()
    assert any("khớp bản chốt đã ký" in label.text() for label in screen.findChildren(QLabel))
    assert window.focusWidget() is child(screen, "submission-way-stick")


def test_a_stick_is_written_by_keyboard_and_told_in_large_letters(screen, runner, desk, qtbot, tmp_path, monkeypatch):
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    period = desk.submissions.default_period(Kind.PROGRESS)
    row = desk.submissions.complete(Kind.PROGRESS, period).value
    desk.submissions.sign_with_password(Kind.PROGRESS, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    desk.dispatch.write_package(row.id, tmp_path)
    with loop_stick(tmp_path / "cam", "KINGSTON") as usb:
        screen.refresh(frozenset({"submission"}))
        settle(runner)
        write = child(screen, "submission-write-stick")
        qtbot.waitUntil(write.isEnabled)
        qtbot.keyClick(write, Qt.Key.Key_Space)
        assert not write.isEnabled()
        settle(runner)
        qtbot.waitUntil(screen.step.send.band.isVisible)
        assert screen.step.send.band.head.text() == "Rút USB được rồi"
        assert usb.names == [Path(row_of(desk).package_path).name]


def test_a_wrong_password_is_told_under_the_field_and_the_field_is_emptied(screen, runner, desk, qtbot):
    qtbot.mouseClick(child(screen, "submission-complete"), Qt.MouseButton.LeftButton)
    settle(runner)
    password = child(screen, "submission-password")
    qtbot.keyClicks(password, "sai-mat-khau")
    qtbot.mouseClick(child(screen, "submission-sign"), Qt.MouseButton.LeftButton)
    settle(runner)
    assert password.text() == ""
    assert any("Còn 4 lần thử" in label.text() for label in screen.findChildren(QLabel))


def test_a_typed_password_is_forgotten_when_another_submission_is_chosen(screen, runner, qtbot):
    qtbot.mouseClick(child(screen, "submission-complete"), Qt.MouseButton.LeftButton)
    settle(runner)
    password = child(screen, "submission-password")
    qtbot.keyClicks(password, "nua-chung")
    qtbot.mouseClick(child(screen, "submission-kind-assessment"), Qt.MouseButton.LeftButton)
    settle(runner)
    assert password.text() == ""


def test_reopening_needs_a_reason_and_shows_both_revisions(screen, runner, desk, qtbot):
    qtbot.mouseClick(child(screen, "submission-complete"), Qt.MouseButton.LeftButton)
    settle(runner)
    qtbot.mouseClick(child(screen, "submission-reopen"), Qt.MouseButton.LeftButton)
    assert not screen.confirm.deed.isEnabled()
    qtbot.keyClicks(screen.confirm.reason, "Sai so lieu")
    qtbot.keyClick(screen.confirm.reason, Qt.Key.Key_Return)
    settle(runner)
    assert row_of(desk).revision == 2
    assert screen.prints.tabText(1) == "Các bản (2)"


def ask_to_reopen(screen, runner, qtbot):
    qtbot.mouseClick(child(screen, "submission-complete"), Qt.MouseButton.LeftButton)
    settle(runner)
    qtbot.mouseClick(child(screen, "submission-reopen"), Qt.MouseButton.LeftButton)


def test_a_half_typed_reason_is_kept_goes_back_and_goes_with_the_reopening(screen, runner, desk, qtbot, window):
    ask_to_reopen(screen, runner, qtbot)
    qtbot.keyClicks(screen.confirm.reason, "Sai so lieu")
    screen.confirm.dismiss()  # as another submission is chosen
    settle(runner)
    (kept,) = desk.kept_texts.waiting()
    assert (kept.text, kept.now) == ("Sai so lieu", "")
    assert kept.label.endswith("(bản 1), Lý do mở lại")
    window.open_target(kept.target)
    settle(runner)
    assert put_back(window, kept.target, kept.text)
    qtbot.keyClick(screen.confirm.reason, Qt.Key.Key_Return)
    settle(runner)
    assert row_of(desk).revision == 2
    assert desk.kept_texts.waiting() == ()


def test_a_reason_that_is_given_up_is_kept_no_more(screen, runner, desk, qtbot):
    ask_to_reopen(screen, runner, qtbot)
    qtbot.keyClicks(screen.confirm.reason, "Sai")
    screen.confirm.reason.editingFinished.emit()
    settle(runner)
    assert [kept.text for kept in desk.kept_texts.waiting()] == ["Sai"]
    qtbot.keyClick(screen.confirm.reason, Qt.Key.Key_Escape)
    settle(runner)
    assert desk.kept_texts.waiting() == ()


def test_a_day_that_cannot_be_read_is_kept_for_its_revision_and_goes_back(screen, runner, desk, qtbot, window):
    day = child(screen, "submission-day")
    day.setFocus()
    qtbot.keyClicks(day, "31/2/2025")
    day.commit()
    settle(runner)
    (kept,) = desk.kept_texts.waiting()
    assert (kept.text, kept.now) == ("31/2/2025", "")
    day.set_value(None)
    window.open_target(kept.target)
    settle(runner)
    assert window.focusWidget() is day
    assert put_back(window, kept.target, kept.text)
    assert day.text() == "31/2/2025"


def test_a_day_typed_while_the_first_number_is_stored_stays(screen, runner, desk, qtbot):
    number, day = child(screen, "submission-number"), child(screen, "submission-day")
    number.setFocus()
    qtbot.keyClicks(number, "45")
    day.setFocus()
    qtbot.keyClicks(day, "1/1")
    settle(runner)
    assert row_of(desk).document_number == "45"
    assert day.text() == "1/1"


def test_a_link_to_the_signer_gives_that_field_the_focus(screen, runner, window):
    window.open_target("submission:progress:leader")
    settle(runner)
    assert window.focusWidget() is child(screen, "submission-leader")


def test_every_field_and_deed_has_a_name_for_readers_of_the_screen(screen):
    for name in ("number", "day", "leader", "reference_day", "complete", "reopen", "save-pdf", "print", "period"):
        assert child(screen, f"submission-{name}").accessibleName()
