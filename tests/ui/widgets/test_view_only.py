"""A folder that is only looked at: editors are locked as the cursor comes in, search fields and reasons are not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.confirm_bar import ConfirmBar, Question
from ui.widgets.editors import AutosaveChoice, AutosaveLine, AutosaveText
from ui.widgets.keeping import Spot
from ui.widgets.save_state import SaveState
from ui.widgets.view_only import ViewOnly


class Screen(QWidget):
    """Editors that store, a search field, a filter and the question of a deed."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.text, self.search = AutosaveLine(), AutosaveText(), QLineEdit()
        self.choice, self.filter = (AutosaveChoice([("a", "Một"), ("b", "Hai")]) for _ in range(2))
        self.confirm = ConfirmBar()
        column = QVBoxLayout(self)
        for widget in (self.line, self.text, self.choice, self.filter, self.search, self.confirm):
            column.addWidget(widget)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """Two editors and a choice have places."""
        return Spot("x:1", "Ô") if editor in (self.line, self.text, self.choice) else None


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    made = Screen()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def typed(qtbot: QtBot, editor: AutosaveLine | AutosaveText | QLineEdit, text: str) -> str:
    editor.setFocus()
    qtbot.keyClicks(editor, text)
    return editor.toPlainText() if isinstance(editor, AutosaveText) else editor.text()


def test_what_stores_takes_no_typing_and_the_rest_does(screen: Screen, qtbot: QtBot) -> None:
    ViewOnly(screen).hold(viewing=True)
    assert typed(qtbot, screen.line, "abc") == ""
    assert typed(qtbot, screen.text, "abc") == ""
    assert typed(qtbot, screen.search, "abc") == "abc"
    question = Question(sentence="Lấy lại?", deed="Lấy lại", reason_label="Lý do", reason_spot=Spot("x:2", "Lý do"))
    screen.confirm.ask(question, lambda _reason: None)
    assert typed(qtbot, screen.confirm.reason, "vi") == "vi"


def test_a_choice_that_stores_is_passed_over_and_a_filter_is_not(screen: Screen, qtbot: QtBot) -> None:
    ViewOnly(screen).hold(viewing=True)
    screen.text.setFocus()
    qtbot.keyClick(screen.text, Qt.Key.Key_Tab)
    assert not screen.choice.isEnabled()
    assert screen.filter.hasFocus()
    before = screen.filter.value()
    qtbot.keyClick(screen.filter, Qt.Key.Key_Down)
    assert screen.filter.value() != before


def test_the_editor_in_which_the_cursor_stands_is_locked_at_once(screen: Screen, qtbot: QtBot) -> None:
    view_only = ViewOnly(screen)
    assert typed(qtbot, screen.line, "abc") == "abc"
    view_only.hold(viewing=True)
    qtbot.keyClick(screen.line, Qt.Key.Key_D)
    assert screen.line.text() == "abc"
    assert screen.line.isReadOnly()


def test_a_folder_at_work_locks_nothing(screen: Screen, qtbot: QtBot) -> None:
    view_only = ViewOnly(screen)
    screen.search.setFocus()
    view_only.hold(viewing=True)
    view_only.hold(viewing=False)
    assert typed(qtbot, screen.line, "abc") == "abc"


def test_the_foot_says_read_only_whatever_the_screens_tell(qtbot: QtBot) -> None:
    foot = SaveState()
    qtbot.addWidget(foot)
    foot.idle()
    foot.view_only(True)
    assert foot.text() == "Chỉ đọc"
    for tell in (foot.saving, foot.idle, lambda: foot.saved("09:00:00"), lambda: foot.unsaved("lý do")):
        tell()
        assert (foot.text(), foot.is_unsaved) == ("Chỉ đọc", False)
    foot.view_only(False)
    foot.saved("09:00:00")
    assert foot.text() == "Đã lưu 09:00:00"
