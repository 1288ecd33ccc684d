"""Editors that save by themselves: one line of text, several lines, and a choice.

All have ``committed(object)`` (only when the value really changed), ``refused(str)`` (empty when the refusal is over),
``value``, ``set_value`` (another record is shown: nothing pending is kept), ``refresh_value`` (the same record was
changed elsewhere: what is being typed is kept), ``set_refusal`` (the text stays and is offered again), ``commit``
and ``set_read_only``.
"""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.autosave import CommitClock
from ui.widgets.theme import TEXT_LINE, mark


class AutosaveLine(QLineEdit):
    """One line of text; ``value`` is the text without blanks at the ends."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, *, placeholder: str = "", max_length: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        if max_length:
            self.setMaxLength(max_length)
        self._last: str | None = ""
        self.clock = CommitClock(self, self._commit)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.clock.settle)

    def value(self) -> str:
        """The text as it would be saved."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show another record's text."""
        self.clock.forget()
        self._last = value
        self.setText(value)
        self.setCursorPosition(0)
        self.set_refusal("")

    def refresh_value(self, value: str) -> None:
        """Show the same record's text unless the user is typing."""
        if not self.clock.dirty and value != self.value():
            self.set_value(value)

    def set_refusal(self, text: str) -> None:
        """Mark the text as refused (it stays as typed) or, with an empty text, as fine again."""
        if text:
            self._last, self.clock.dirty = None, True
        mark(self, "invalid", on=bool(text))
        self.refused.emit(text)

    def commit(self) -> None:
        """Commit now what is pending."""
        self.clock.settle()

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the text be read and copied only."""
        self.setReadOnly(value)
        mark(self, "locked", on=value)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a composition is open."""
        super().inputMethodEvent(event)
        self.clock.composed(composing=bool(event.preeditString()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving ends a composition, then commits."""
        self.clock.composing = False
        super().focusOutEvent(event)
        self.clock.settle()

    def _on_edited(self) -> None:
        if self.property("invalid"):
            self.set_refusal("")
        self.clock.touched()

    def _commit(self) -> None:
        value = self.value()
        if value != self._last:
            self._last = value
            self.committed.emit(value)


class AutosaveText(QPlainTextEdit):
    """Several lines of text; grows with its content from ``lines`` up to ``max_lines``. Tab leaves the field."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, *, placeholder: str = "", lines: int = 3, max_lines: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines, self._max_lines = lines, max(lines, max_lines)
        self._last: str | None = ""
        self._loading = False
        self.clock = CommitClock(self, self._commit)
        self.textChanged.connect(self._on_changed)
        self.textChanged.connect(self._fit)  # documentSizeChanged is silent when one paragraph wraps anew
        self._fit()

    def value(self) -> str:
        """The text as it would be saved."""
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show another record's text."""
        self._loading = True
        self.clock.forget()
        self._last = value
        self.setPlainText(value)
        self._loading = False
        self.set_refusal("")

    def refresh_value(self, value: str) -> None:
        """Show the same record's text unless the user is typing."""
        if not self.clock.dirty and value != self.value():
            self.set_value(value)

    def set_refusal(self, text: str) -> None:
        """Mark the text as refused (it stays as typed) or, with an empty text, as fine again."""
        if text:
            self._last, self.clock.dirty = None, True
        mark(self, "invalid", on=bool(text))
        self.refused.emit(text)

    def commit(self) -> None:
        """Commit now what is pending."""
        self.clock.settle()

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the text be read and copied only."""
        self.setReadOnly(value)
        mark(self, "locked", on=value)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a composition is open."""
        super().inputMethodEvent(event)
        self.clock.composed(composing=bool(event.preeditString()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving ends a composition, then commits."""
        self.clock.composing = False
        super().focusOutEvent(event)
        self.clock.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the text in another way."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter commits; plain Enter is a new line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.clock.settle()
            return
        super().keyPressEvent(event)

    def _on_changed(self) -> None:
        if self._loading:
            return
        if self.property("invalid"):
            self.set_refusal("")
        self.clock.touched()

    def _fit(self) -> None:
        shown = min(max(int(self.document().size().height()), self._lines), self._max_lines)
        self.setFixedHeight(shown * TEXT_LINE + 16)

    def _commit(self) -> None:
        value = self.value()
        if value != self._last:
            self._last = value
            self.committed.emit(value)


class AutosaveChoice(QComboBox):
    """A choice among ``(value, words)`` pairs; the wheel never changes it by accident."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, options: Sequence[tuple[Hashable, str]] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._values: list[Hashable] = []
        self._last: Hashable | None = None
        self.set_options(options)
        self.activated.connect(self._on_activated)

    def set_options(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """Replace the options; the value stays if it is still among them."""
        keep = self.value()
        self.clear()
        self._values = [value for value, _ in options]
        self.addItems([words for _, words in options])
        self.setCurrentIndex(self._values.index(keep) if keep in self._values else -1)

    def value(self) -> Hashable | None:
        """The chosen value; None when nothing is chosen."""
        number = self.currentIndex()
        return self._values[number] if 0 <= number < len(self._values) else None

    def set_value(self, value: Hashable | None) -> None:
        """Show another record's choice; a value that is not offered shows as no choice."""
        self._last = value
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)
        self.set_refusal("")

    def refresh_value(self, value: Hashable | None) -> None:
        """Show the same record's choice (a choice is never half typed)."""
        self.set_value(value)

    def set_refusal(self, text: str) -> None:
        """Mark the choice as refused or, with an empty text, as fine again."""
        mark(self, "invalid", on=bool(text))
        self.refused.emit(text)

    def commit(self) -> None:
        """Nothing is ever pending: a choice is committed when it is made."""

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Show the choice without letting it be changed."""
        self.setEnabled(not value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()

    def _on_activated(self) -> None:
        value = self.value()
        if value != self._last:
            self._last = value
            self.set_refusal("")
            self.committed.emit(value)
