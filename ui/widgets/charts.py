"""Bars painted by ourselves: every label in full (wrapped, never shortened), every value printed beside its bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import theme

_BAR, _GAP, _ROW_GAP = 14, 12, 10
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, the text printed at its end (already in Vietnamese form) and its colour.

    ``whole`` draws a pale track behind the bar (the maximum score, the number of all tasks); 0 draws none.
    """

    label: str
    value: float
    text: str
    fill: str = theme.ACCENT
    whole: float = 0.0


class BarChart(QWidget):
    """Horizontal bars on one scale; labels at the left take up to 45 % of the width and wrap."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: tuple[Bar, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_bars(())

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.text}" for bar in self._bars))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Wrapped labels need height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at this width."""
        return sum(self._heights(width)) + _ROW_GAP * max(len(self._bars) - 1, 0) + 4

    def sizeHint(self) -> QSize:
        """A comfortable size."""
        width = max(self.width(), 320)
        return QSize(320, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than what can be read."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all rows."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            top = 2.0
            for bar, height in zip(self._bars, self._heights(self.width()), strict=True):
                self._paint_row(painter, bar, QRectF(0, top, self.width(), height))
                top += height + _ROW_GAP

    def _paint_row(self, painter: QPainter, bar: Bar, row: QRectF) -> None:
        label, text = self._label_width(int(row.width())), self._text_width()
        painter.setPen(QColor(theme.INK))
        painter.drawText(QRectF(0, row.top(), label, row.height()), _WRAP, bar.label)
        left, room = label + _GAP, row.width() - label - text - 2 * _GAP
        scale = room / self._longest()
        middle = row.center().y() - _BAR / 2
        painter.setPen(Qt.PenStyle.NoPen)
        if bar.whole:
            painter.setBrush(QColor("#E6EAF0"))
            painter.drawRoundedRect(QRectF(left, middle, bar.whole * scale, _BAR), 3, 3)
        if bar.value > 0:
            painter.setBrush(QColor(bar.fill))
            painter.drawRoundedRect(QRectF(left, middle, max(bar.value * scale, 3), _BAR), 3, 3)
        painter.setPen(QColor(theme.INK))
        end = max(bar.value, bar.whole) * scale
        printed = QRectF(left + end + 8, row.top(), text + 8, row.height())
        painter.drawText(printed, int(Qt.AlignmentFlag.AlignVCenter), bar.text)

    def _longest(self) -> float:
        return max((max(bar.value, bar.whole) for bar in self._bars), default=0) or 1.0

    def _label_width(self, width: int) -> int:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        return min(widest + 2, int(width * 0.45))

    def _text_width(self) -> int:
        return max((self.fontMetrics().horizontalAdvance(bar.text) for bar in self._bars), default=0)

    def _heights(self, width: int) -> list[int]:
        metrics, label = self.fontMetrics(), self._label_width(width)
        return [
            max(metrics.boundingRect(0, 0, label, 10_000, _WRAP, bar.label).height(), _BAR + 6) for bar in self._bars
        ]


class ScoreBars(BarChart):
    """Scores against their maximum: a track to the maximum, the score on it, both printed."""

    def set_scores(self, scores: Sequence[tuple[str, float, float, str]]) -> None:
        """Show ``(label, score, maximum, printed text)`` rows; each fills its own track of the same length."""
        self.set_bars(
            [
                Bar(label, score / maximum if maximum else 0.0, text, theme.ACCENT, whole=1.0)
                for label, score, maximum, text in scores
            ]
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a whole: label, size, the text printed in the legend, and its colour."""

    label: str
    value: float
    text: str
    fill: str


class StackedBar(QWidget):
    """Parts of a whole in one bar, with a legend below that wraps; parts of nothing stay in the legend."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: tuple[Segment, ...] = ()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show these parts."""
        self._segments = tuple(segments)
        self.setAccessibleDescription("; ".join(f"{part.label}: {part.text}" for part in self._segments))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The legend wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Bar and legend at this width."""
        return 24 + legend_height(self._segments, width, self.fontMetrics())

    def sizeHint(self) -> QSize:
        """A comfortable size."""
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bar and legend."""
        del event
        total = sum(part.value for part in self._segments)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#E6EAF0"))
            painter.drawRoundedRect(QRectF(0, 0, self.width(), 16), 3, 3)
            left = 0.0
            for part in self._segments if total else ():
                width = part.value / total * self.width()
                if width > 0:
                    painter.fillRect(QRectF(left, 0, max(width - 2, 1), 16), QColor(part.fill))
                left += width
            paint_legend(painter, self._segments, QRectF(0, 24, self.width(), 0))


def _legend_places(segments: Sequence[Segment], width: float, metrics: QFontMetrics) -> list[tuple[float, float]]:
    places: list[tuple[float, float]] = []
    left = top = 0.0
    for part in segments:
        need = metrics.horizontalAdvance(f"{part.label}  {part.text}") + 36
        if left and left + need > width:
            left, top = 0.0, top + 22
        places.append((left, top))
        left += need
    return places


def legend_height(segments: Sequence[Segment], width: float, metrics: QFontMetrics) -> int:
    """Pixels that the wrapped legend takes."""
    places = _legend_places(segments, width, metrics)
    return int(places[-1][1]) + 22 if places else 0


def paint_legend(painter: QPainter, segments: Sequence[Segment], box: QRectF) -> None:
    """Draw the legend from the top left of the box, wrapped to its width."""
    metrics = painter.fontMetrics()
    for part, (x, y) in zip(segments, _legend_places(segments, box.width(), metrics), strict=True):
        left, top = box.left() + x, box.top() + y
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(part.fill))
        painter.drawRoundedRect(QRectF(left, top + 5, 12, 12), 3, 3)
        painter.setPen(QColor(theme.INK))
        painter.drawText(QPointF(left + 18, top + 16), part.label)
        painter.save()
        painter.setFont(theme.font(strong=True))
        painter.drawText(QPointF(left + 18 + metrics.horizontalAdvance(part.label + "  "), top + 16), part.text)
        painter.restore()
