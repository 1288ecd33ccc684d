"""The recovery screen with its widgets."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from support.screens import context_of
from support.workplaces import desk_of, new_workplace

from cchc_desktop.services.workplace import Desk
from ui.screens.recovery.view import RecoveryScreen
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

TASK = "TQ2025H2-06"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = desk_of(new_workplace(tmp_path))
    entry = desk.tasks.add_entry(TASK).value
    desk.kept_texts.keep(f"task:{TASK}:percent:{entry}", label="Nhiệm vụ số 6, Tỷ lệ", text="sáu mươi")
    return desk


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> RecoveryScreen:
    runner = InlineRunner(NoticeBook().sink())
    made = RecoveryScreen(context_of(desk, runner, notices=NoticeBook().sink()))
    qtbot.addWidget(made)
    made.show()
    made.shown()
    return made


def test_the_typed_text_stands_beside_the_stored_one_when_compared(screen: RecoveryScreen, qtbot: QtBot) -> None:
    (card,) = screen.cards
    assert card.typed.isVisible()
    qtbot.mouseClick(card.compare, Qt.MouseButton.LeftButton)
    assert card._sides.isVisible()
    assert not card.typed.isVisible()


def test_discarding_moves_the_card_down_and_taking_back_up_again(screen: RecoveryScreen, qtbot: QtBot) -> None:
    qtbot.mouseClick(screen.cards[0].discard, Qt.MouseButton.LeftButton)
    assert (screen.waiting.isVisible(), screen.discarded.isVisible()) == (False, True)
    qtbot.mouseClick(screen.cards[0].take_back, Qt.MouseButton.LeftButton)
    assert (screen.waiting.isVisible(), screen.discarded.isVisible()) == (True, False)


def test_it_says_that_what_is_not_settled_now_stays(screen: RecoveryScreen) -> None:
    told = [label.text() for label in screen.waiting.findChildren(QLabel) if label.isVisible()]
    assert any("chưa xử lý thì nội dung vẫn được giữ" in text for text in told)
    assert any("lấy lại được trong 30 ngày" in text for text in told)
