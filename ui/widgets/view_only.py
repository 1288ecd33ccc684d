"""A folder that is only looked at: what stores its value by itself can be read and copied, and takes nothing new."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.confirm_bar import ConfirmBar
from ui.widgets.kept_editors import spot_of


@runtime_checkable
class Locked(Protocol):
    """An editor that shows that it is locked."""

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the text be read and copied only."""
        ...


class ViewOnly(QObject):
    """Locks each such editor of a window as it gets the focus, whatever screen made it, while ``is_held``.

    Search fields and filters stay, and so do the words that a deed is asked for: taking back needs a reason.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.is_held = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def hold(self, *, viewing: bool) -> None:
        """Lock from now on, or no longer; the screens are built anew before a folder is live again."""
        self.is_held = viewing
        self._on_focus(None, QApplication.focusWidget())

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.is_held and now is not None and self._window.isAncestorOf(now) and _stores(now):
            if isinstance(now, Locked):
                now.set_read_only(True)
            elif isinstance(now, QLineEdit | QPlainTextEdit):
                now.setReadOnly(True)


def _stores(editor: QWidget) -> bool:
    """Whether a text or a choice has a place of its own in the data."""
    is_editor = isinstance(editor, QLineEdit | QPlainTextEdit | QComboBox)
    return is_editor and not isinstance(editor.parent(), ConfirmBar) and spot_of(editor) is not None
