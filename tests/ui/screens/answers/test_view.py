"""The bar in the real window over real data: a return is begun, mended, answered and completed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.screens import context_of
from support.two_desks import TASK, TwoDesks

from cchc_desktop.domain.submission import State
from cchc_desktop.services.submissions.rows import SubmissionRow
from ui.main_window import MainWindow
from ui.registry import screens_of
from ui.screens.answers.view import RemarksBar
from ui.widgets.background_runner import BackgroundRunner
from ui.widgets.history_places import subject_of
from ui.widgets.keeping import Keeping, KeepingRunner
from ui.widgets.kept_editors import put_back, spot_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.resize(1366, 728)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


@pytest.fixture
def runner(window: MainWindow) -> Iterator[BackgroundRunner]:
    runner = BackgroundRunner(window.notices, report=lambda _text: "")
    yield runner
    window.close_screens()
    runner.close()


@pytest.fixture
def opened(window: MainWindow, runner: BackgroundRunner, two: TwoDesks, returned: SubmissionRow) -> MainWindow:
    """The window at the returned submission."""
    keeping = Keeping(runner)
    keeping.serve(two.desk.kept_texts)
    context = context_of(
        two.desk,
        KeepingRunner(runner, keeping),
        notices=window.notices,
        saves=window.save_state,
        open_target=window.open_target,
        show_header=window.show_header,
    )
    window.open(replace(context, keeping=keeping), screens_of(province=False), first="submissions")
    settle(runner)
    return window


@pytest.fixture
def begun(opened: MainWindow, runner: BackgroundRunner, qtbot: QtBot) -> MainWindow:
    """The next revision was begun by the button of the card."""
    qtbot.mouseClick(child(opened, "answer-deed"), LEFT)
    settle(runner)
    return opened


def settle(runner: BackgroundRunner) -> None:
    """Deliver answers until no answer asks for more."""
    for _ in range(8):
        assert runner.flush()


def child(window: MainWindow, name: str) -> Any:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def bar_of(window: MainWindow) -> RemarksBar:
    bar = window.findChild(RemarksBar)
    assert bar is not None
    return bar


def replies(two: TwoDesks) -> list[str]:
    row = two.desk.submissions.all()[0]
    return [each.reply for each in two.desk.answers.remarks(row.kind, row.period)]


def test_the_bar_is_not_there_before_the_next_revision_is_begun(opened: MainWindow) -> None:
    assert not bar_of(opened).isVisible()


def test_a_return_is_mended_answered_and_completed(
    begun: MainWindow, runner: BackgroundRunner, two: TwoDesks, qtbot: QtBot
) -> None:
    bar = bar_of(begun)
    assert begun.current_screen == "tasks"
    assert child(begun, "screen-tasks").detail.presenter.code == TASK
    assert bar.isVisible()
    qtbot.keyClicks(bar.reply, "Da sua")
    qtbot.keyClick(bar.reply, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(runner)
    assert replies(two) == ["Da sua", ""]
    begun.show_screen("submissions")
    settle(runner)
    submissions = child(begun, "screen-submissions")
    assert not submissions.step.document.complete.isEnabled()
    qtbot.keyClick(submissions, Qt.Key.Key_F8)
    settle(runner)
    assert bar.reply.hasFocus()
    assert bar.reply.toPlainText() == ""
    qtbot.keyClicks(child(begun, "submission-number"), "45")
    child(begun, "submission-number").commit()
    settle(runner)
    bar.reply.setFocus()
    settle(runner)
    qtbot.mouseClick(bar.suggest, LEFT)
    settle(runner)
    assert replies(two) == ["Da sua", "Đã sửa theo ý kiến: (trống) → 45."]
    assert bar.finish.isVisible()
    qtbot.mouseClick(submissions.step.document.complete, LEFT)
    settle(runner)
    assert two.desk.submissions.all()[0].state is State.COMPLETE
    assert not bar.isVisible()
    assert two.desk.submissions.frozen_snapshot(two.desk.submissions.all()[0].id).count(b'"reply"') == 2


def test_an_answer_is_kept_when_another_remark_is_shown_before_it_was_stored(
    begun: MainWindow, runner: BackgroundRunner, two: TwoDesks, qtbot: QtBot
) -> None:
    bar = bar_of(begun)
    qtbot.keyClicks(bar.reply, "Da sua")
    qtbot.mouseClick(bar.next, LEFT)
    settle(runner)
    assert replies(two) == ["Da sua", ""]
    assert bar.reply.toPlainText() == ""
    qtbot.mouseClick(bar.previous, LEFT)
    assert bar.reply.toPlainText() == "Da sua"


def test_a_refresh_does_not_take_away_what_is_being_typed(
    begun: MainWindow, runner: BackgroundRunner, qtbot: QtBot
) -> None:
    bar = bar_of(begun)
    qtbot.keyClicks(bar.reply, "Da s")
    bar.refresh(frozenset({"progress_entry"}))
    settle(runner)
    assert bar.reply.toPlainText() == "Da s"


def test_leaving_the_screen_or_the_program_stores_the_answer(
    begun: MainWindow, runner: BackgroundRunner, two: TwoDesks, qtbot: QtBot
) -> None:
    qtbot.keyClicks(bar_of(begun).reply, "Da sua")
    begun.close_screens()
    settle(runner)
    assert replies(two) == ["Da sua", ""]


def test_the_answer_has_a_history_and_a_place_that_brings_a_kept_text_back(
    begun: MainWindow, runner: BackgroundRunner, two: TwoDesks, qtbot: QtBot
) -> None:
    bar = bar_of(begun)
    spot, subject = spot_of(bar.reply), subject_of(bar.reply)
    assert spot is not None
    assert subject is not None
    assert (subject.table, subject.part) == ("remark", "reply")
    qtbot.keyClicks(bar.reply, "x" * 20)
    bar.reply.setPlainText("y" * 4_001)
    bar.reply.commit()
    settle(runner)
    assert "Trả lời dài nhất 4000 ký tự." in bar._finding.text()
    (kept,) = two.desk.kept_texts.waiting()
    assert (kept.target, kept.label, kept.now) == (spot.target, "Trả lời ý kiến của tỉnh: Nhiệm vụ 6", "")
    begun.open_target(kept.target)
    assert put_back(begun, kept.target, "Da rut gon")
    bar.reply.commit()
    settle(runner)
    assert replies(two) == ["Da rut gon", ""]
    assert two.desk.kept_texts.waiting() == ()


def test_undo_leads_back_to_the_answer(
    begun: MainWindow, runner: BackgroundRunner, two: TwoDesks, qtbot: QtBot
) -> None:
    bar = bar_of(begun)
    qtbot.mouseClick(bar.next, LEFT)
    qtbot.keyClicks(bar.reply, "Da sua")
    bar.reply.commit()
    settle(runner)
    qtbot.mouseClick(bar.previous, LEFT)
    begun.show_place(two.desk.session.undo().value.targets)
    bar.refresh(frozenset({"remark"}))
    settle(runner)
    assert bar.reply.hasFocus()
    assert bar.reply.toPlainText() == ""
    assert replies(two) == ["", ""]


def test_folded_it_takes_one_line_and_comes_back_by_its_keys(begun: MainWindow, qtbot: QtBot) -> None:
    bar = bar_of(begun)
    full = bar.height()
    qtbot.mouseClick(bar.fold, LEFT)
    qtbot.waitUntil(lambda: bar.height() < full / 2)
    assert not bar.reply.isVisible()
    qtbot.keyClick(begun, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(bar.reply.hasFocus)


def test_the_window_still_fits_an_old_screen_at_125_percent(begun: MainWindow, runner: BackgroundRunner) -> None:
    for screen in ("assessment", "registers", "submissions"):
        begun.show_screen(screen)
        settle(runner)
    assert bar_of(begun).reply.isVisible()
    assert bar_of(begun).minimumSizeHint().width() <= 850
    assert begun.minimumSizeHint().height() <= 614
