"""Asking before a deed that cannot be undone: what goes to the unit, a text where one is wanted, do or leave."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.screens.appraisal.page import Asked
from ui.widgets import buttons, theme
from ui.widgets.autosave import CommitClock
from ui.widgets.keeping import Spot
from ui.widgets.kept_editors import forget_text, send
from ui.widgets.labels import TextLabel

_LINES = 2


class DecisionBar(QFrame):
    """Hidden until ``ask``. Where a text is owed the deed stays shut until one is written; Ctrl+Enter does it.

    ``closed`` when nothing is asked any more.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self._confirmed: Callable[[str], None] | None = None
        self._asked: Asked | None = None
        self._sentence = TextLabel()
        self.text = _NoteText()
        self._clock = CommitClock(self.text, self._on_quiet)
        self.text.clock = self._clock
        self.leave = buttons.plain("Thôi", tip="Không làm gì cả (Esc)")
        self.deed = QPushButton()
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(theme.SPACE)
        self._deeds.addStretch(1)
        self._deeds.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._sentence)
        column.addWidget(self.text)
        column.addLayout(self._deeds)
        self.text.textChanged.connect(self._on_text)
        self.leave.clicked.connect(self._on_leave)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether a deed waits for its word."""
        return self._confirmed is not None

    def ask(self, asked: Asked, confirmed: Callable[[str], None]) -> None:
        """Ask; ``confirmed(text)`` is called once if the user goes on."""
        self._clock.settle()
        self._asked, self._confirmed = asked, confirmed
        self._sentence.setText(asked.sentence)
        self.text.setPlainText("")
        self._clock.forget()
        self.text.setPlaceholderText(asked.label)
        self.text.setAccessibleName(asked.label)
        self.text.setVisible(bool(asked.label))
        self._replace_deed(asked)
        self._on_text()
        self.show()
        (self.text if asked.label else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Close without doing anything; a text that was begun is kept."""
        self._clock.settle()
        self._close()

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of the text."""
        if self._asked is None or editor is not self.text:
            return None
        return Spot(self._asked.spot, self._asked.label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, Ctrl+Enter does."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_deed()
        else:
            super().keyPressEvent(event)

    def _replace_deed(self, asked: Asked) -> None:
        self._deeds.removeWidget(self.deed)
        self.deed.hide()
        self.deed.deleteLater()
        made = buttons.danger if asked.is_dangerous else buttons.primary
        self.deed = made(asked.deed, tip="Ctrl+Enter")
        self.deed.clicked.connect(self._on_deed)
        self._deeds.addWidget(self.deed)

    def _on_text(self) -> None:
        if self._asked is None:
            return
        if self.text.toPlainText():
            self._clock.touched()
        self.deed.setEnabled(not self._asked.is_owed or bool(self.text.toPlainText().strip()))

    def _on_quiet(self) -> None:
        """The text is stored by the deed; until then it is kept as it was typed."""
        self._clock.dirty = True

    def _on_leave(self) -> None:
        forget_text(self.text)
        self._close()

    def _on_deed(self) -> None:
        if self._confirmed is None or not self.deed.isEnabled():
            return
        confirmed, text = self._confirmed, self.text.toPlainText().strip()
        send(self.text, lambda: confirmed(text), is_unread=lambda: False)
        self._close()

    def _close(self) -> None:
        self._clock.forget()
        self._asked = self._confirmed = None
        self.hide()
        self.closed.emit()


class _NoteText(QPlainTextEdit):
    """Two lines to write into; Tab leaves, Ctrl+Enter belongs to the bar."""

    clock: CommitClock

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_LINES * theme.TEXT_LINE + 16)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a composition is open."""
        super().inputMethodEvent(event)
        self.clock.composed(composing=bool(event.preeditString()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Escape are the bar's."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            event.ignore()
        else:
            super().keyPressEvent(event)
