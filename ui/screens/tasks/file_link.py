"""A stored file as a quiet button that opens it; a long name is shortened in the middle, its ending stays in sight."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.widgets import icons, theme

_AROUND = 48
"""Pixels that icon and padding take."""


class FileLink(QPushButton):
    """``clicked`` asks to open the file."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("kind", "quiet")
        self.setStyleSheet("text-align: left")
        self.setIcon(icons.icon("file", theme.ACCENT, gap=4))
        self.setIconSize(QSize(20, 16))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"Mở “{name}” để xem")
        self.setAccessibleName(f"Mở tệp {name}")
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        return QSize(120, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The width comes from the row."""
        return QSize(120, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name to what fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - _AROUND, 60)
        self.setText(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&"))
