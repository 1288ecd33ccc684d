import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.banner import BannerStack
from ui.widgets.notices import Notice
from ui.widgets.undo_buttons import HELD_BACK, LIVES, UndoButtons

LONG = "Giải trình cảnh báo của báo cáo cải cách hành chính quý III năm 2025 & các biểu kèm theo"


@pytest.fixture
def buttons(qtbot: QtBot) -> UndoButtons:
    made = UndoButtons()
    qtbot.addWidget(made)
    made.resize(600, 36)
    made.show()
    return made


def test_the_buttons_name_what_they_would_do(buttons: UndoButtons) -> None:
    buttons.show_history(undo="Sửa kết quả nhiệm vụ 6", redo="")
    assert (buttons.undo.text(), buttons.redo.text()) == ("Hoàn tác: Sửa kết quả nhiệm vụ 6", "Làm lại")
    assert (buttons.undo.isEnabled(), buttons.redo.isEnabled()) == (True, False)
    assert buttons.undo.accessibleName() == "Hoàn tác: Sửa kết quả nhiệm vụ 6"
    assert LIVES in buttons.undo.toolTip()


def test_a_long_deed_is_shortened_on_the_button_and_whole_in_the_tooltip(buttons: UndoButtons) -> None:
    buttons.show_history(undo=LONG, redo=LONG)
    buttons.resize(300, 36)
    assert buttons.undo.text().startswith("Hoàn tác")
    assert buttons.undo.text().endswith("…")
    assert buttons.undo.width() + buttons.redo.width() <= 300
    assert LONG in buttons.undo.toolTip()


def test_what_waits_for_a_reopening_is_said(buttons: UndoButtons) -> None:
    buttons.show_history(undo="", redo="", holds_back=True)
    assert not buttons.undo.isEnabled()
    assert HELD_BACK in buttons.undo.toolTip()
    assert HELD_BACK not in buttons.redo.toolTip()


def test_one_undo_after_the_other_and_a_slow_one_says_that_it_works(buttons: UndoButtons, qtbot: QtBot) -> None:
    buttons.show_history(undo="Dán 2.000 dòng", redo="")
    buttons.begin("Đang hoàn tác…")
    assert not buttons.undo.isEnabled()
    assert buttons.undo.text() == "Hoàn tác: Dán 2.000 dòng", "a quick one does not flicker"
    qtbot.waitUntil(lambda: buttons.undo.text() == "Đang hoàn tác…")
    buttons.show_history(undo="Khác", redo="")
    assert not buttons.undo.isEnabled(), "a change by somebody else does not end it"
    buttons.end()
    buttons.show_history(undo="Khác", redo="Dán 2.000 dòng")
    assert buttons.undo.isEnabled()
    assert buttons.redo.isEnabled()


def test_a_button_that_has_nothing_more_to_do_throws_the_keyboard_nowhere(buttons: UndoButtons, qtbot: QtBot) -> None:
    field = QLineEdit(buttons)
    field.show()
    buttons.show_history(undo="Một", redo="")
    buttons.activateWindow()
    buttons.undo.setFocus()
    qtbot.waitUntil(buttons.undo.hasFocus)
    buttons.begin("Đang hoàn tác…")
    assert not field.hasFocus()
    buttons.end()
    buttons.show_history(undo="", redo="Một")
    buttons.take_focus()
    assert buttons.redo.hasFocus()


def test_a_notice_takes_the_place_of_the_one_before_on_its_topic(qtbot: QtBot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    stack.post(Notice("info", "khác"))
    stack.post(Notice("success", "Đã hoàn tác: một.", topic="undo"))
    stack.post(Notice("success", "Đã hoàn tác: hai.", topic="undo"))
    assert [notice.what for notice in stack.shown()] == ["Đã hoàn tác: hai.", "khác"]
