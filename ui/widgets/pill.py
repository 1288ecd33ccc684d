"""A state as icon, word and colour in one rounded label; the same painting serves widgets and table cells."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import icons, theme
from ui.widgets.looks import Look

HEIGHT = 22
_ICON, _PAD, _GAP = 16, 6, 4


def pill_width(text: str) -> int:
    """Pixels that a pill with this text takes."""
    return QFontMetrics(theme.font(size=theme.TEXT_SMALL)).horizontalAdvance(text) + _ICON + 3 * _PAD + _GAP - 4


def paint_pill(painter: QPainter, rect: QRectF, *, text: str, look: Look) -> None:
    """Draw a pill at the left of the rectangle, vertically centred; the text is shortened if it must be."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect.left(), rect.center().y() - HEIGHT / 2, min(rect.width(), pill_width(text)), HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.soft))
    painter.drawRoundedRect(box, HEIGHT / 2, HEIGHT / 2)
    scale = painter.device().devicePixelRatioF()
    picture = icons.pixmap(look.icon, look.ink, size=_ICON, scale=scale)
    painter.drawPixmap(QPointF(box.left() + _PAD, box.top() + (HEIGHT - _ICON) / 2), picture)
    painter.setFont(theme.font(size=theme.TEXT_SMALL))
    painter.setPen(QColor(look.ink))
    words = box.adjusted(_PAD + _ICON + _GAP, 0, -_PAD, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()) + 2)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shown)
    painter.restore()


class Pill(QWidget):
    """A state shown on the page."""

    def __init__(self, text: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._look = text, look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The word shown."""
        return self._text

    def set_state(self, text: str, look: Look) -> None:
        """Show another state."""
        self._text, self._look = text, look
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return QSize(pill_width(self._text), HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill."""
        del event
        with QPainter(self) as painter:
            paint_pill(painter, QRectF(self.rect()), text=self._text, look=self._look)
