"""How table cells are painted: group headings across the table, states as pills, long texts wrapped."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.rows_model import HEADING_ROLE, ICON_ROLE, LOOK_ROLE, Heading
from ui.widgets import icons, theme
from ui.widgets.pill import paint_pill

LINE = 19
PAD = 8
_SELECTED, _HOVER = QColor("#D6E6F7"), QColor("#F0F5FB")
_GRID, _HEADING = QColor("#E5E9EF"), QColor("#E8EDF4")


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of a RowsView."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        painter.save()
        heading = index.data(HEADING_ROLE)
        if isinstance(heading, Heading):
            _paint_heading(painter, option.rect, heading)
        else:
            self._paint_cell(painter, option, index)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, _SELECTED)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, _HOVER)
        painter.setPen(_GRID)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.ACCENT))
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        text, look = index.data(Qt.ItemDataRole.DisplayRole) or "", index.data(LOOK_ROLE)
        if look is not None:
            paint_pill(painter, QRectF(inner), text=text, look=look)
            return
        name = index.data(ICON_ROLE)
        if name:
            scale = painter.device().devicePixelRatioF()
            picture = icons.pixmap(name, theme.INK_SOFT, size=16, scale=scale)
            painter.drawPixmap(QPointF(inner.left(), inner.center().y() - 7), picture)
            inner.setLeft(inner.left() + 22)
        painter.setPen(QColor(theme.INK))
        _paint_text(painter, inner, text, Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)))


def lines_needed(text: str, metrics: QFontMetrics, width: int) -> int:
    """How many lines the text takes at this width; 1 for an empty text."""
    if metrics.horizontalAdvance(text) <= width and "\n" not in text:
        return 1
    height = metrics.boundingRect(0, 0, max(width, 40), 100_000, int(Qt.TextFlag.TextWordWrap), text).height()
    return max(1, round(height / metrics.lineSpacing()))


def wrapped(text: str, font: QFont, *, width: int, lines: int) -> list[str]:
    """The text broken into at most so many lines; the last one ends in "…" when something is left."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    broken: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start = line.textStart()
        if len(broken) == lines - 1:
            rest = text[start:].replace("\n", " ")
            broken.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        broken.append(text[start : start + line.textLength()].strip())
    layout.endLayout()
    return broken


def _paint_text(painter: QPainter, rect: QRect, text: str, align: Qt.AlignmentFlag) -> None:
    lines = wrapped(text, painter.font(), width=rect.width(), lines=max(rect.height() // LINE, 1))
    top = rect.top() + (rect.height() - len(lines) * LINE) / 2
    flags = int(align & Qt.AlignmentFlag.AlignHorizontal_Mask | Qt.AlignmentFlag.AlignVCenter)
    for number, line in enumerate(lines):
        painter.drawText(QRectF(rect.left(), top + number * LINE, rect.width(), LINE), flags, line)


def _paint_heading(painter: QPainter, rect: QRect, heading: Heading) -> None:
    painter.fillRect(rect, _HEADING)
    painter.setFont(theme.font(strong=True))
    painter.setPen(QColor(theme.ACCENT_DARK))
    inner = rect.adjusted(PAD, 0, -PAD, 0)
    text = f"{heading.text}  ({heading.count})"
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), shown)
