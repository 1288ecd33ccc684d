"""Texts on the page: title, section, body, hint, and the one that shortens itself but keeps its full text at hand."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class _Words(QLabel):
    kind = ""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", self.kind)


class TitleLabel(_Words):
    """The title of a screen."""

    kind = "title"


class SectionTitle(_Words):
    """The title of a part of a screen."""

    kind = "section"


class TextLabel(_Words):
    """Running text that wraps and can be selected with the mouse."""

    kind = "text"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


class HintLabel(_Words):
    """Small grey text beside or under something."""

    kind = "hint"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)


class ElidedLabel(_Words):
    """One line that ends in "…" where there is no room; the tooltip then shows the whole."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, kind: str = "text") -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        return QSize(48, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide whether the tooltip is needed."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        del event
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.contentsRect(), int(self.alignment()), self._shown())

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _tell(self) -> None:
        self.setToolTip(self.text() if self._shown() != self.text() else "")
