"""A sentence that must be read before the step beside it is taken."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.widgets import icons, theme
from ui.widgets.labels import TextLabel
from ui.widgets.looks import AMBER

_ICON = 20


class WarningLine(QFrame):
    """Icon and words on amber; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("warning-line")
        self.setStyleSheet(
            f"QFrame#warning-line {{ background: {AMBER.soft}; border-left: 4px solid {AMBER.ink};"
            " border-radius: 4px }"
        )
        picture = QLabel()
        picture.setFixedSize(QSize(_ICON, _ICON))
        picture.setPixmap(icons.pixmap(AMBER.icon, AMBER.ink, size=_ICON, scale=self.devicePixelRatioF()))
        self._words = TextLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        row.setSpacing(theme.SPACE)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def setText(self, text: str) -> None:
        """Say this."""
        self._words.setText(text)
        self.setAccessibleName(text)
