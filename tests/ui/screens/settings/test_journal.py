"""The journal tab: real desk, real widgets."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.workplaces import desk_of

from cchc_desktop.domain import subject
from cchc_desktop.domain.officer import Role
from cchc_desktop.services.history.journal import PAGE, Chain
from cchc_desktop.services.workplace import Desk
from ui.screens.settings.journal_presenter import JournalPresenter, chain_words
from ui.screens.settings.journal_tab import JournalTab
from ui.widgets.history_places import subject_of
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

TASK = "TQ2025H2-06"


@pytest.fixture
def entry(desk: Desk) -> str:
    """An entry that two officers wrote."""
    identity = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(identity, result="Đã ban hành quyết định")
    desk_of(desk.workplace, Role.REVIEWER).tasks.edit_entry(identity, difficulty="Thiếu người")
    return identity


@pytest.fixture
def tab(desk: Desk, entry: str, qtbot: QtBot) -> JournalTab:
    """The tab in sight."""
    assert entry
    book = NoticeBook()
    made = JournalTab()
    made.serve(JournalPresenter(made, desk, runner=InlineRunner(book.sink()), notices=book.sink()))
    qtbot.addWidget(made)
    made.resize(1142, 560)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.load()
    return made


def whats(tab: JournalTab) -> list[str]:
    """The changes as shown."""
    return [line.what for line in tab.rows.visible_rows()]


def test_the_newest_changes_and_the_state_of_the_chain_are_shown(tab: JournalTab, desk: Desk) -> None:
    first, second = tab.rows.visible_rows()[:2]
    assert (first.who, first.where) == ("Lê Thị Mai", "Nhiệm vụ 6, cập nhật ngày 10/12/2025")
    assert first.what == "Sửa\nKhó khăn, vướng mắc: Thiếu người"
    assert second.what == "Sửa\nKết quả: Đã ban hành quyết định"
    lines = desk.history.journal.chain().lines
    assert tab.chain.text() == f"Nhật ký nguyên vẹn: {lines} dòng, không dòng nào bị sửa hoặc bị bỏ."


def test_changes_are_found_by_words_officer_and_day(tab: JournalTab, qtbot: QtBot) -> None:
    qtbot.keyClicks(tab.search, "quyet dinh")
    qtbot.waitUntil(lambda: whats(tab) == ["Sửa\nKết quả: Đã ban hành quyết định"])
    tab.search.clear()
    qtbot.waitUntil(lambda: len(whats(tab)) > 2)
    tab.officer.setCurrentText("Lê Thị Mai")
    tab.officer.activated.emit(tab.officer.currentIndex())
    assert whats(tab) == ["Sửa\nKhó khăn, vướng mắc: Thiếu người"]
    qtbot.keyClicks(tab.first, "11/12/2025")
    tab.first.commit()
    assert tab.nothing.isVisible()
    assert not tab.table.isVisible()


def test_enter_goes_to_the_place_of_a_change(tab: JournalTab, qtbot: QtBot) -> None:
    gone: list[str] = []
    tab.followed.connect(gone.append)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    tab.go.click()
    assert gone == [f"task:{TASK}", f"task:{TASK}"]


def test_the_history_of_the_row_under_the_cursor_is_offered(tab: JournalTab, entry: str) -> None:
    assert subject_of(tab.table) == subject.by_id("progress_entry", entry)


def test_older_changes_are_read_page_by_page(tab: JournalTab, desk: Desk, entry: str) -> None:
    for number in range(PAGE + 10):
        desk.tasks.edit_entry(entry, result=f"đợt {number}")
    tab.load()
    assert tab.rows.total == PAGE
    assert tab.more.isVisible()
    tab.more.click()
    assert tab.rows.total > PAGE
    assert not tab.more.isVisible()
    assert tab.counted.text().endswith("đã hết")


def test_a_broken_chain_is_told_calmly_with_its_line() -> None:
    words = chain_words(Chain(lines=1526, broken=12))
    assert words.level == "block"
    assert words.text.startswith("Nhật ký không còn nguyên vẹn: dòng 12 trong 1.526 dòng")


def test_the_settings_open_the_journal_by_its_link(screen: Any) -> None:
    screen.open_target("settings:journal")
    assert screen.tabs.tabText(screen.tabs.currentIndex()) == "Nhật ký"
    assert screen.journal.rows.total > 0
