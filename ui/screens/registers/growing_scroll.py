"""A part of the screen as tall as its content asks for, up to a share of the window; beyond that it scrolls."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_SHARE = 0.55
_LEAST = 120


class GrowingScroll(QScrollArea):
    """Put widgets into ``body``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        self._content.setObjectName("scrolled")
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._content)
        self._content.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something within asks for another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._timer.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._timer.start()

    def _fit(self) -> None:
        width = self.viewport().width()
        asked = self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        most = max(round(self.window().height() * _SHARE), _LEAST)
        self.setFixedHeight(min(max(asked, self.body.minimumSize().height()), most))
