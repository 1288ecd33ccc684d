"""The real program in a test: its window is driven by keys and clicks, what it saved is read from outside."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from support.workplaces import LEADER_PASSWORD, PREPARER_PASSWORD, REVIEWER_PASSWORD

from cchc_desktop.domain.officer import Role
from ui.application import Application
from ui.main_window import MainWindow
from ui.screens.sign_in.view import SignInGate
from ui.start import FirstFrame
from ui.widgets.labelled import Labelled

W = TypeVar("W", bound=QWidget)
VIETNAM = timezone(timedelta(hours=7))
PASSWORDS = {Role.PREPARER: PREPARER_PASSWORD, Role.LEADER: LEADER_PASSWORD, Role.REVIEWER: REVIEWER_PASSWORD}
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
WAIT_MS = 10_000


class WallClock:
    """A clock that a test moves on; it starts at 9:00 on 10 December 2025."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, span: timedelta) -> None:
        self.moment += span


class StrayWindows:
    """Notes each window beside the main one that takes the keyboard; a parentless widget that is shown is one."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def note(self, window: QWindow | None) -> None:
        """Take the new focus window of the application."""
        kinds = (Qt.WindowType.Window, Qt.WindowType.Widget, Qt.WindowType.Dialog)
        if window is not None and window.type() in kinds and not window.objectName().startswith("FirstFrame"):
            self.seen.append(window.objectName())


class Program:
    """One run of the program over a data folder, from the first frame to the closing backup."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: Callable[[], datetime]) -> None:
        self._qtbot = qtbot
        self.folder = folder
        self.is_open = True
        self.frame = FirstFrame()
        with qtbot.waitSignal(self.frame.painted):
            self.frame.show()
        self.application = Application(folder, clock=clock)
        self.frame.hold(self.application)
        self.application.start()
        self.come_to_front()

    @property
    def window(self) -> MainWindow:
        return self.application.window

    def come_to_front(self) -> None:
        """Take the keyboard."""
        self.frame.activateWindow()
        self.wait(self.frame.isActiveWindow)

    def wait(self, condition: Callable[[], object], *, within: int = WAIT_MS) -> None:
        """Poll until the condition holds."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=within)

    def wait_for(self, kind: type[W], where: Callable[[W], object] = lambda _widget: True) -> W:
        """Wait until a visible widget of this kind is there, and return it."""
        self.wait(lambda: self.visible(kind, where))
        return self.visible(kind, where)[0]

    def visible(self, kind: type[W], where: Callable[[W], object] = lambda _widget: True) -> list[W]:
        return [widget for widget in self.window.findChildren(kind) if widget.isVisible() and where(widget)]

    def screen(self, screen_id: str) -> Any:
        """The screen of this id, once it is in sight."""
        self.wait(lambda: self.window.current_screen == screen_id)
        self.settle()
        return self.window.findChild(QWidget, f"screen-{screen_id}")

    def settle(self) -> None:
        """Let queued jobs and what they show come to an end."""
        for _ in range(3):
            QApplication.processEvents()
            assert self.application.runner.flush(timeout=30)
        QApplication.processEvents()

    def press(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key wherever the keyboard is."""
        QTest.keyClick(self.frame.windowHandle(), key, modifier)

    def type(self, text: str) -> None:
        """Type wherever the keyboard is; letters beyond ASCII come from an input method, as Telex sends them."""
        for letter in text:
            if letter.isascii():
                self.press(letter)
                continue
            focus = QGuiApplication.focusObject()
            QApplication.sendEvent(focus, QInputMethodEvent(letter, []))
            commit = QInputMethodEvent()
            commit.setCommitString(letter)
            QApplication.sendEvent(focus, commit)

    def write(self, editor: QWidget, text: str) -> None:
        """Go to an editor with the mouse, replace what stands there and stay."""
        self.go_to(editor)
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def go_to(self, editor: QWidget) -> None:
        editor.setFocus(Qt.FocusReason.MouseFocusReason)
        self.wait(lambda: editor.hasFocus() or (editor.focusProxy() and editor.focusProxy().hasFocus()))

    def leave(self) -> None:
        """Leave the editor as people do."""
        self.press(Qt.Key.Key_Tab)

    def button(self, words: str) -> QPushButton:
        """The enabled button in sight whose words begin so."""
        return self.wait_for(
            QPushButton, lambda button: button.text().replace("&", "").startswith(words) and button.isEnabled()
        )

    def click(self, button: str | QWidget) -> None:
        target = self.button(button) if isinstance(button, str) else button
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)

    def editor(self, label: str) -> Any:
        """The editor in sight under this label."""
        return self.wait_for(Labelled, lambda field: field.label.text().replace("&", "").startswith(label)).editor

    def refusal(self, label: str) -> str:
        """The red words under the editor of this label."""
        found = self.visible(Labelled, lambda field: field.label.text().replace("&", "").startswith(label))
        return found[0].finding.text() if found else ""

    def says(self, words: str) -> bool:
        """Whether these words stand on a label in sight."""
        return bool(self.visible(QLabel, lambda label: words in label.text()))

    def notices(self) -> list[str]:
        """What the banners say, newest first."""
        return [" ".join((shown.what, shown.safe, shown.do)) for shown in self.window._banners.shown()]

    def drop(self, target: QWidget, files: Sequence[Path]) -> None:
        """Drop files from the file manager."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        place = QPointF(target.rect().center())
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(place.toPoint(), copy, data, left, NO_MODIFIER)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted(), "files are not welcome here"
        QApplication.sendEvent(target, QDropEvent(place, copy, data, left, NO_MODIFIER))

    def gate(self) -> SignInGate:
        """The sign-in gate, once it is in sight."""
        return self.wait_for(SignInGate)

    def sign_in(self, role: Role = Role.PREPARER, password: str = "") -> None:
        """Choose the officer with this role, type the password and press Enter."""
        gate = self.gate()
        workplace = self.application.workplace
        assert workplace is not None
        gate.officers.choose(next(row.id for row in workplace.officers() if row.role is role))
        self.write(gate.password, password or PASSWORDS[role])
        self.press(Qt.Key.Key_Return)
        if not password:
            self.wait(lambda: self.window.current_screen)
            self.settle()

    def sign_out(self) -> None:
        self.click("Đăng xuất")
        self.gate()

    def go(self, place: str) -> Any:
        """Go to a screen through the navigation."""
        self.click(self.wait_for(QPushButton, lambda button: button.objectName() == f"place-{place}"))
        return self.screen(place)

    def follow(self, target: str, screen_id: str) -> Any:
        """Follow a link to a screen."""
        self.window.open_target(target)
        return self.screen(screen_id)

    def stored(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the database file, read by plain sqlite3 beside the program."""
        return rows_of(self.folder / "cchc.db", query, *values)

    def close(self) -> bool:
        """Close the window as its cross does; the program ends if the window lets itself be closed."""
        closed = self.frame.close()
        if closed and self.is_open:
            self.is_open = False
            self.application.close()
        return closed


def rows_of(database: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Rows of a database file, opened to read only."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()
