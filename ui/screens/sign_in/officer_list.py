"""The list of officers at the gate: an icon for the role, the name large, the post below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cchc_desktop.domain.officer import Role
from ui.widgets import icons, theme

if TYPE_CHECKING:
    from cchc_desktop.services.session.session import OfficerRow

ROLE_ICONS = {Role.PREPARER: "draft", Role.REVIEWER: "appraise", Role.LEADER: "sign"}
_ROW = 56
_CIRCLE = 36
_ID, _POST, _ICON = (Qt.ItemDataRole.UserRole + number for number in (1, 2, 3))


class OfficerList(QListWidget):
    """``chosen(officer id)`` when another officer is current, ``confirmed`` on Enter or a click."""

    chosen = Signal(str)
    confirmed = Signal()

    def __init__(self, officers: "Sequence[OfficerRow]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("officers")
        self.setAccessibleName("Danh sách cán bộ")
        self.setStyleSheet(
            f"QListWidget#officers {{ background: {theme.SURFACE}; border: 1px solid {theme.LINE};"
            f" border-radius: {theme.RADIUS}px; outline: 0 }}"
            f"QListWidget#officers:focus {{ border: 2px solid {theme.ACCENT} }}"
        )
        self.setItemDelegate(_OfficerDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        for officer in officers:
            self.addItem(_item(officer))
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(lambda _item: self.confirmed.emit())

    def choose(self, officer_id: str) -> None:
        """Make this officer current."""
        for number in range(self.count()):
            if self.item(number).data(_ID) == officer_id:
                self.setCurrentRow(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the password."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
            return
        super().keyPressEvent(event)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))


class _OfficerDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines and air."""
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one officer."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor("#D6E6F7" if selected else "#F0F5FB"))
        if selected:
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), QColor(theme.ACCENT)
            )
        _paint_circle(painter, option.rect, index.data(_ICON))
        words = option.rect.adjusted(_CIRCLE + 3 * theme.SPACE + 4, 8, -theme.SPACE, -8)
        _paint_line(painter, words, index.data(Qt.ItemDataRole.DisplayRole), strong=True)
        _paint_line(painter, words, index.data(_POST), strong=False)
        painter.restore()


def _item(officer: "OfficerRow") -> QListWidgetItem:
    item = QListWidgetItem(officer.full_name)
    words = f"{officer.post} · {officer.role.label}"
    item.setData(_ID, officer.id)
    item.setData(_POST, words)
    item.setData(_ICON, ROLE_ICONS[officer.role])
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{officer.full_name}, {words}")
    item.setToolTip(words)
    return item


def _paint_circle(painter: QPainter, rect: QRect, icon: str) -> None:
    circle = QRectF(rect.left() + 2 * theme.SPACE, rect.center().y() + 0.5 - _CIRCLE / 2, _CIRCLE, _CIRCLE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.ACCENT_SOFT))
    painter.drawEllipse(circle)
    picture = icons.pixmap(icon, theme.ACCENT, size=20, scale=painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(circle.center().x() - 10, circle.center().y() - 10), picture)


def _paint_line(painter: QPainter, rect: QRect, text: str, *, strong: bool) -> None:
    painter.setFont(theme.font(size=theme.TEXT_BODY if strong else theme.TEXT_SMALL, strong=strong))
    painter.setPen(QColor(theme.INK if strong else theme.INK_SOFT))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    edge = Qt.AlignmentFlag.AlignTop if strong else Qt.AlignmentFlag.AlignBottom
    painter.drawText(rect, int(edge | Qt.AlignmentFlag.AlignLeft), shown)
