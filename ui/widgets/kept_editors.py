"""The editors whose texts are kept: each finds its place and its window by climbing, so that no screen registers any.

The first widget above an editor that knows its editors tells the place (``PlaceOwner``), the window where texts are
kept (``KeepingOwner``).
"""

from collections.abc import Callable, Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.keeping import Keeping, Spot


@runtime_checkable
class PlaceOwner(Protocol):
    """A pane that knows what its editors are for."""

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor inside; None for one whose text need not be kept."""
        ...


@runtime_checkable
class KeepingOwner(Protocol):
    """The window."""

    @property
    def keeping(self) -> Keeping | None:
        """Where its editors keep their texts; None before somebody works."""
        ...


@runtime_checkable
class TextTaker(Protocol):
    """A widget that is no editor of Qt and shows what is typed in its own way (keys that are pressed by a digit)."""

    def take_text(self, text: str) -> None:
        """Show a text as if it were typed."""
        ...


def send(editor: QWidget, commit: Callable[[], None], *, is_unread: Callable[[], bool]) -> None:
    """Let an editor commit; what it cannot read is kept, and what shows the stored value again is kept no more."""
    keeping, spot = keeping_of(editor), spot_of(editor)
    if keeping is None or spot is None:
        commit()
        return
    text = text_of(editor)
    with keeping.sending(spot, text) as sent:
        commit()
    if is_unread():
        keeping.keep(spot, text)
    elif not sent.is_sent:
        keeping.forget(spot.target)


def spot_of(editor: QWidget) -> Spot | None:
    """The place of an editor; None where nobody above it knows one."""
    for at in _above(editor):
        if isinstance(at, PlaceOwner):
            return at.kept_spot(editor)
    return None


def keeping_of(editor: QWidget) -> Keeping | None:
    """Where the window of an editor keeps texts."""
    return next((at.keeping for at in _above(editor) if isinstance(at, KeepingOwner)), None)


def forget_text(editor: QWidget) -> None:
    """What stands in an editor was stored by a deed of its own, or given up."""
    keeping, spot = keeping_of(editor), spot_of(editor)
    if keeping is not None and spot is not None:
        keeping.forget(spot.target)


def text_of(editor: QWidget) -> str:
    """What stands in an editor, as it was typed."""
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.currentText() if isinstance(editor, QComboBox) else ""


def put_back(window: QWidget, target: str, text: str) -> bool:
    """Put a text into the editor of a place, as if it were typed; false where no editor of it can be typed into."""
    for editor in window.findChildren(QWidget):
        spot = spot_of(editor) if _takes_text(editor) and editor.isVisible() else None
        if spot is not None and spot.target == target:
            editor.setFocus()
            _type(editor, text)
            return True
    return False


def _type(editor: QWidget, text: str) -> None:
    if isinstance(editor, QPlainTextEdit):
        editor.selectAll()
        editor.insertPlainText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.textEdited.emit(text)
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(text)
        editor.setCurrentIndex(editor.findText(text))
        editor.activated.emit(editor.currentIndex())
    elif isinstance(editor, TextTaker):
        editor.take_text(text)


def _takes_text(editor: QWidget) -> bool:
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        return editor.isEnabled() and not editor.isReadOnly()
    return editor.isEnabled() and isinstance(editor, QComboBox | TextTaker)


def _above(editor: QWidget) -> Iterator[QObject]:
    at = editor.parent()
    while at is not None:
        yield at
        at = at.parent()
