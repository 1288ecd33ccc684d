from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from support.filling import fill_tasks
from support.screens import context_of

from ui.main_window import MainWindow
from ui.registry import SCREENS
from ui.screens.overview.view import OverviewView
from ui.widgets.background_runner import BackgroundRunner


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
def targets() -> list[str]:
    return []


@pytest.fixture
def screen(window, runner, desk, targets, qtbot) -> OverviewView:
    fill_tasks(desk)
    context = context_of(
        desk,
        runner,
        notices=window.notices,
        saves=window.save_state,
        open_target=targets.append,
        show_header=window.show_header,
    )
    window.open(context, [spec for spec in SCREENS if spec.id == "overview"])
    runner.flush()
    return window.findChild(OverviewView)


def test_a_waiting_line_is_one_click_from_its_place(screen, targets, qtbot):
    waiting = screen._waiting
    qtbot.mouseClick(
        waiting.viewport(), Qt.MouseButton.LeftButton, pos=waiting.visualItemRect(waiting.item(0)).center()
    )
    assert targets == ["report:BC-CCHC-XA:2025-Y"]


@pytest.mark.parametrize(("chart", "target"), [("_fields", "tasks:field:II"), ("_areas", "criterion:2")])
def test_the_rows_of_a_chart_are_reached_by_keyboard(screen, targets, qtbot, chart, target):
    rows = getattr(screen, chart)
    rows.setFocus()
    rows.setCurrentRow(0)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert targets == [target]


def test_the_state_of_a_submission_leads_to_it(screen, targets, qtbot):
    button = next(one for one in screen.findChildren(QPushButton) if one.accessibleName().startswith("Tiến độ:"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert targets == ["submission:progress:2025-Q4"]


def test_everything_fits_into_the_smallest_common_screen_without_scrolling(screen, window, qtbot):
    window.resize(1366, 728)
    qtbot.waitUntil(lambda: screen.viewport().width() > 1100)
    qtbot.waitUntil(lambda: screen.verticalScrollBar().maximum() == 0)


def test_a_narrow_window_scrolls_and_cuts_nothing_at_the_side(screen, window, qtbot):
    window.resize(1093, 614)
    qtbot.waitUntil(lambda: screen.viewport().width() < 900)
    qtbot.waitUntil(lambda: screen.widget().minimumSizeHint().width() <= screen.viewport().width())


def test_readers_of_the_screen_hear_the_counts_of_a_bar(screen):
    told = screen._fields.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("I. Công tác chỉ đạo điều hành: 10 nhiệm vụ;")


def test_the_page_follows_what_changes(screen, runner, desk):
    before = screen._ring.accessibleDescription()
    code = next(row.code for row in desk.tasks.board().rows if row.entries == 0)
    entry = desk.tasks.add_entry(code).value
    desk.tasks.edit_entry(entry, percent=40, result="Đang triển khai")
    screen.refresh(frozenset({"progress_entry"}))
    runner.flush()
    assert screen._ring.accessibleDescription() != before


def test_a_list_without_lines_shows_one_calm_sentence_in_its_place(screen):
    assert screen._nothing_waits.isHidden()
    screen._waiting.set_links(())
    screen._tell_empty(screen._waiting, screen._nothing_waits, "Không có việc nào đang chờ.")
    assert screen._waiting.isHidden()
    assert screen._nothing_waits.isVisible()
    assert screen._nothing_waits.text() == "Không có việc nào đang chờ."
