"""Rows of a chart that lead somewhere: words above, the bar below, its figure at the right. By mouse and keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.screens.overview.page import BarRow
from ui.widgets import theme
from ui.widgets.looks import TASK_LOOKS

ROW_HEIGHT = 32
Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_BAR, _LABEL, _TRACK, _PAD = 12, 18, "#E6EAF0", 6
_COUNT_SIZE = 11
_LIGHT = ("done_late", "not_started", "not_arising")
"""Statuses whose fill is so light that the count on it is dark."""


class BarRows(QListWidget):
    """``followed(target)`` when a row is clicked or entered; as high as its rows."""

    followed = Signal(str)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_BarDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)

    def set_rows(self, rows: Sequence[BarRow]) -> None:
        """Show these rows; the current one stays current."""
        current = self.currentRow()
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.label)
            item.setData(_ROW, row)
            item.setToolTip(row.told)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.told)
            self.addItem(item)
        if 0 <= current < self.count():
            self.setCurrentRow(current)
        self.setFixedHeight(ROW_HEIGHT * len(rows) + 2)

    def _on_item(self, item: QListWidgetItem) -> None:
        row: BarRow = item.data(_ROW)
        self.followed.emit(row.target)


class _BarDelegate(QStyledItemDelegate):
    """Paints one row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every row has one height."""
        del option, index
        return QSize(160, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw words, figure and bar."""
        row: BarRow = index.data(_ROW)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.fillRect(rect, QColor(theme.ACCENT_SOFT))
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        self._paint_words(painter, row, QRectF(inner.left(), inner.top(), inner.width(), _LABEL))
        self._paint_bar(painter, row, QRectF(inner.left(), inner.top() + _LABEL, inner.width(), _BAR))
        painter.restore()

    def _paint_words(self, painter: QPainter, row: BarRow, box: QRectF) -> None:
        painter.setFont(theme.font(size=theme.TEXT_SMALL, strong=True))
        figure = painter.fontMetrics().horizontalAdvance(row.text) + 8
        painter.setPen(QColor(theme.INK))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.text)
        painter.setFont(theme.font(size=theme.TEXT_SMALL))
        label = painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, int(box.width() - figure))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), label)

    def _paint_bar(self, painter: QPainter, row: BarRow, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_TRACK))
        painter.drawRoundedRect(box, 3, 3)
        left = box.left()
        for status, value in row.parts if row.whole else ():
            width = value / row.whole * box.width()
            if width > 0:
                part = QRectF(left, box.top(), max(width - 1.5, 2), box.height())
                _paint_part(painter, status, value, part)
            left += width


def _paint_part(painter: QPainter, status: str, value: float, part: QRectF) -> None:
    """Draw one part; the count stands on it where the parts are counts of tasks."""
    look = TASK_LOOKS.get(status)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.fill if look else theme.ACCENT))
    painter.drawRoundedRect(part, 2, 2)
    if look is not None:
        painter.setFont(theme.font(size=_COUNT_SIZE, strong=True))
        painter.setPen(QColor(theme.INK if status in _LIGHT else theme.SURFACE))
        painter.drawText(part, Qt.AlignmentFlag.AlignCenter, f"{value:g}")
