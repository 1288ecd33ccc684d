"""Parts of a whole as a ring, the main figure in its middle, every part named and counted beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import theme
from ui.widgets.charts import Segment

_RING, _LINE, _LEGEND = 22, 24, 184


class DonutChart(QWidget):
    """A ring of at most 160 pixels with its legend at the right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: tuple[Segment, ...] = ()
        self._figure = self._caption = ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_segments(self, segments: Sequence[Segment], *, figure: str = "", caption: str = "") -> None:
        """Show these parts; ``figure`` and ``caption`` stand in the middle ("58", "nhiệm vụ")."""
        self._segments = tuple(segments)
        self._figure, self._caption = figure, caption
        told = "; ".join(f"{part.label}: {part.text}" for part in self._segments)
        self.setAccessibleDescription(f"{figure} {caption}. {told}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ring and legend side by side."""
        label, printed = self._widths()
        return QSize(_LEGEND + 20 + label + 12 + printed, max(164, len(self._segments) * _LINE + 4))

    def minimumSizeHint(self) -> QSize:
        """Nothing is left out for want of room."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring, middle and legend."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ring = QRectF(_RING / 2 + 2, (self.height() - 160) / 2 + _RING / 2 + 2, 156 - _RING, 156 - _RING)
            self._paint_ring(painter, ring)
            self._paint_middle(painter, ring)
            self._paint_legend(painter, _LEGEND)

    def _paint_ring(self, painter: QPainter, ring: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#E6EAF0"), _RING, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawEllipse(ring)
        total = sum(part.value for part in self._segments)
        start = 90.0
        many = sum(part.value > 0 for part in self._segments) > 1
        for part in self._segments if total else ():
            span = part.value / total * 360
            gap = 1.2 if many and span > 3 else 0.0
            if span:
                painter.setPen(QPen(QColor(part.fill), _RING, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
                painter.drawArc(ring, int((start - gap / 2) * 16), int(-(span - gap) * 16))
            start -= span

    def _paint_middle(self, painter: QPainter, ring: QRectF) -> None:
        painter.setPen(QColor(theme.INK))
        painter.setFont(theme.font(size=theme.TEXT_TITLE, strong=True))
        middle = ring.center()
        painter.drawText(
            QRectF(ring.left(), middle.y() - 28, ring.width(), 30), Qt.AlignmentFlag.AlignCenter, self._figure
        )
        painter.setPen(QColor(theme.INK_SOFT))
        painter.setFont(theme.font(size=theme.TEXT_SMALL))
        painter.drawText(QRectF(ring.left(), middle.y(), ring.width(), 20), Qt.AlignmentFlag.AlignCenter, self._caption)

    def _paint_legend(self, painter: QPainter, left: float) -> None:
        label, printed_width = self._widths()
        top = (self.height() - len(self._segments) * _LINE) / 2
        for part in self._segments:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(part.fill))
            painter.drawRoundedRect(QRectF(left, top + 6, 12, 12), 3, 3)
            painter.setPen(QColor(theme.INK))
            painter.setFont(theme.font())
            painter.drawText(QPointF(left + 20, top + 17), part.label)
            painter.setFont(theme.font(strong=True))
            printed = QRectF(left + 20 + label + 12, top, printed_width, _LINE)
            painter.drawText(printed, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), part.text)
            top += _LINE

    def _widths(self) -> tuple[int, int]:
        plain, strong = QFontMetrics(theme.font()), QFontMetrics(theme.font(strong=True))
        label = max((plain.horizontalAdvance(part.label) for part in self._segments), default=0)
        return label, max((strong.horizontalAdvance(part.text) for part in self._segments), default=0) + 4
