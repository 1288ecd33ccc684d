"""What a card says when there is nothing to list: a small icon and one calm sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets import icons, theme
from ui.widgets.labels import HintLabel

_ICON = 32


class CalmNote(QWidget):
    """In the middle of its card."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, theme.LINE_STRONG, size=_ICON, scale=self.devicePixelRatioF()))
        self._sentence = HintLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addStretch(1)
        for label in (picture, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)

    def text(self) -> str:
        """The sentence."""
        return self._sentence.text()

    def setText(self, text: str) -> None:
        """Say another sentence."""
        self._sentence.setText(text)
