"""A line to choose or to tick, as large as a finger: the words wrap, the points stand at the right."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.widgets import theme
from ui.widgets.labels import HintLabel

_STYLE = (
    f"QFrame#choice {{ background: {theme.SURFACE}; border: 1px solid {theme.LINE}; border-radius: {theme.RADIUS}px }}"
    f"QFrame#choice QAbstractButton {{ outline: 0 }}"
    f"QFrame#choice:hover {{ border-color: {theme.ACCENT} }}"
    f'QFrame#choice[chosen="true"] {{ background: {theme.ACCENT_SOFT}; border-color: {theme.ACCENT} }}'
    f'QFrame#choice[hot="true"] {{ border: 2px solid {theme.ACCENT} }}'
)


class ChoiceRow(QFrame):
    """A radio button or check box whose whole line can be pressed; ``switched(bool)`` when the user changes it."""

    switched = Signal(bool)

    def __init__(self, button: QAbstractButton, label: str, points: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = button
        self.setObjectName("choice")
        self.setStyleSheet(_STYLE)
        self.setMinimumHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        words = QLabel(label)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        button.setAccessibleName(f"{label}, {points}" if points else label)
        button.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE + 4, 4, theme.SPACE + 4, 4)
        row.setSpacing(theme.SPACE)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        if points:
            shown = HintLabel(points)
            shown.setWordWrap(False)
            row.addWidget(shown)
        button.clicked.connect(self.switched)
        button.toggled.connect(self._on_toggled)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press anywhere on the line is a press of its button."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Frame the line while its button has the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            theme.mark(self, "hot", on=event.type() is QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        theme.mark(self, "chosen", on=on)
