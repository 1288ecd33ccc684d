"""Lines that lead somewhere: icon, words, at the right a pill or an arrow. By mouse, arrows and Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.screens.overview.page import Link
from ui.widgets import icons, theme
from ui.widgets.looks import AMBER, BLUE, GREY, RED, Look
from ui.widgets.pill import paint_pill, pill_width

LOOKS: dict[str, Look] = {
    "urgent": RED,
    "todo": Look(BLUE.ink, BLUE.soft, "arrow-right", BLUE.fill),
    "step": Look(BLUE.ink, BLUE.soft, "arrow-right", BLUE.fill),
    "overdue": RED,
    "soon": Look(AMBER.ink, AMBER.soft, "clock", AMBER.fill),
    "later": Look(GREY.ink, GREY.soft, "calendar", GREY.fill),
}
Index = QModelIndex | QPersistentModelIndex
_LINK = Qt.ItemDataRole.UserRole
_PAD, _ICON, _GAP, _MAX_LINES = 8, 16, 8, 2


class LinkList(QListWidget):
    """``followed(target)`` when a line is clicked or entered."""

    followed = Signal(str)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note_width = 0
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_LinkDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)

    def set_links(self, links: Sequence[Link]) -> None:
        """Show these lines; the current one stays current when it is still there."""
        current = self.currentRow()
        self.clear()
        self.note_width = max((pill_width(link.note) + _GAP for link in links if link.note), default=0)
        for link in links:
            item = QListWidgetItem(link.text)
            item.setData(_LINK, link)
            item.setToolTip(link.tip or link.text)
            told = ", ".join(part for part in (link.note, link.text) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            self.addItem(item)
        if 0 <= current < self.count():
            self.setCurrentRow(current)

    def _on_item(self, item: QListWidgetItem) -> None:
        link: Link = item.data(_LINK)
        self.followed.emit(link.target)


class _LinkDelegate(QStyledItemDelegate):
    """Paints one line; words wrap to two lines and then end in "…", the tool tip has them all."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words."""
        link: Link = index.data(_LINK)
        view = option.widget
        room = view.viewport().width() if isinstance(view, QListWidget) else 320
        room -= _note_width(view) + _PAD if link.note else 3 * _PAD + _ICON
        box = option.fontMetrics.boundingRect(0, 0, room, 10_000, int(Qt.TextFlag.TextWordWrap), link.text)
        lines = min(round(box.height() / option.fontMetrics.lineSpacing()), _MAX_LINES)
        return QSize(120, max(lines * option.fontMetrics.lineSpacing() + _PAD, theme.ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        link: Link = index.data(_LINK)
        look = LOOKS[link.look]
        rect = QRectF(option.rect)
        painter.save()
        if option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.fillRect(rect, QColor(theme.ACCENT_SOFT))
        left = rect.left()
        if link.note:
            left += _note_width(option.widget)
            box = QRectF(rect.left() + 2, rect.top(), left - rect.left() - _GAP, theme.ROW)
            paint_pill(painter, box, text=link.note, look=look)
        if not link.note:
            picture = icons.pixmap(look.icon, look.ink, size=_ICON, scale=painter.device().devicePixelRatioF())
            painter.drawPixmap(int(left) + 4, int(rect.top()) + 6, picture)
            left += _ICON + _GAP + 4
        words = QRectF(left, rect.top(), rect.right() - left - 4, rect.height())
        painter.setPen(QColor(look.ink if link.look == "urgent" else theme.INK))
        painter.setFont(option.font)
        text = _shortened(link.text, option.fontMetrics, words)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


def _note_width(view: object) -> int:
    """The pills at the left stand in a column of one width."""
    return view.note_width if isinstance(view, LinkList) else 0


def _shortened(text: str, metrics: QFontMetrics, box: QRectF) -> str:
    """As many whole words as fit into the box, with "…" where some are left out."""
    flags = int(Qt.TextFlag.TextWordWrap)
    words = text.split()
    for count in range(len(words), 0, -1):
        shown = " ".join(words[:count]) + ("…" if count < len(words) else "")
        if metrics.boundingRect(0, 0, int(box.width()), 10_000, flags, shown).height() <= box.height():
            return shown
    return text
