"""Asking before a deed with consequences, in place: what will happen, a reason where one is owed, do or leave."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.autosave import CommitClock
from ui.widgets.keeping import Spot
from ui.widgets.kept_editors import forget_text, send
from ui.widgets.labels import TextLabel


@dataclass(frozen=True, slots=True)
class Question:
    """``sentence`` names the object and the consequence; ``deed`` is the word on the button ("Mở lại", not "OK").

    ``reason_spot`` is the place under which a half typed reason is kept.
    """

    sentence: str
    deed: str
    reason_label: str = ""
    dangerous: bool = False
    reason_spot: Spot | None = None


class ConfirmBar(QFrame):
    """Hidden until ``ask``; when a reason is owed the deed stays disabled until one is written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self._confirmed: Callable[[str], None] | None = None
        self._back_to: QWidget | None = None
        self._sentence = TextLabel()
        self.reason = QLineEdit()
        self._spot: Spot | None = None
        self._clock = CommitClock(self.reason, self._on_quiet)
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(theme.SPACE)
        self.deed = QPushButton()
        self.leave = buttons.plain("Thôi", tip="Không làm gì cả (Esc)")
        self._deeds.addWidget(self.reason, 1)
        self._deeds.addStretch(0)
        self._deeds.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, theme.SPACE + 4, 2 * theme.SPACE, theme.SPACE + 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._sentence)
        column.addLayout(self._deeds)
        self.reason.textChanged.connect(self._on_reason)
        self.reason.textEdited.connect(lambda _text: self._clock.touched())
        self.reason.editingFinished.connect(self._clock.settle)
        self.reason.returnPressed.connect(self._on_deed)
        self.leave.clicked.connect(self._on_leave)
        self.setVisible(False)

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask; ``confirmed(reason)`` is called once if the user goes on (reason is empty where none is owed)."""
        self.dismiss()
        self._confirmed, self._spot = confirmed, question.reason_spot
        self._back_to = self.window().focusWidget()
        self._sentence.setText(question.sentence)
        self.reason.clear()
        self.reason.setVisible(bool(question.reason_label))
        self.reason.setPlaceholderText(question.reason_label)
        self.reason.setAccessibleName(question.reason_label)
        self._replace_deed(question)
        self._on_reason()
        self.setVisible(True)
        (self.reason if question.reason_label else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Close without doing anything; a reason that has a place is kept."""
        self._clock.settle()
        self._close()

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of the reason."""
        return self._spot if editor is self.reason else None

    def _close(self) -> None:
        self._clock.forget()
        self._confirmed = None
        self.setVisible(False)
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self._back_to = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        else:
            super().keyPressEvent(event)

    def _replace_deed(self, question: Question) -> None:
        self._deeds.removeWidget(self.deed)
        self.deed.deleteLater()
        self.deed = buttons.danger(question.deed) if question.dangerous else buttons.primary(question.deed)
        self.deed.clicked.connect(self._on_deed)
        self._deeds.insertWidget(2, self.deed)

    def _on_reason(self) -> None:
        self.deed.setEnabled(self.reason.isHidden() or bool(self.reason.text().strip()))

    def _on_quiet(self) -> None:
        """The reason is stored by the deed; until then it is kept as it was typed."""
        self._clock.dirty = True

    def _on_leave(self) -> None:
        self._close()
        forget_text(self.reason)

    def _on_deed(self) -> None:
        if self._confirmed is None or not self.deed.isEnabled():
            return
        confirmed, reason = self._confirmed, self.reason.text().strip()
        self._close()
        send(self.reason, lambda: confirmed(reason), is_unread=lambda: False)
