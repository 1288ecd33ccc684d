"""Asking before a deed with consequences, in place: what will happen, a reason where one is owed, do or leave."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.labels import TextLabel


@dataclass(frozen=True, slots=True)
class Question:
    """``sentence`` names the object and the consequence; ``deed`` is the word on the button ("Mở lại", not "OK")."""

    sentence: str
    deed: str
    reason_label: str = ""
    dangerous: bool = False


class ConfirmBar(QFrame):
    """Hidden until ``ask``; when a reason is owed the deed stays disabled until one is written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self._confirmed: Callable[[str], None] | None = None
        self._back_to: QWidget | None = None
        self._sentence = TextLabel()
        self.reason = QLineEdit()
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
        self.reason.returnPressed.connect(self._on_deed)
        self.leave.clicked.connect(self.dismiss)
        self.setVisible(False)

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask; ``confirmed(reason)`` is called once if the user goes on (reason is empty where none is owed)."""
        self._confirmed = confirmed
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
        """Close without doing anything."""
        self._confirmed = None
        self.setVisible(False)
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self._back_to = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
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

    def _on_deed(self) -> None:
        if self._confirmed is None or not self.deed.isEnabled():
            return
        confirmed, reason = self._confirmed, self.reason.text().strip()
        self.dismiss()
        confirmed(reason)
