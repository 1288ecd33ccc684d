"""The outline at the left: sections with the icon of their state and their findings, or the figures found by words."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.row_delegate import wrapped
from ui.screens.reports.facts import OutlineLine
from ui.widgets import icons, theme
from ui.widgets.looks import AMBER, BLUE, FAINT, GREEN, GREY, RED, Look

STATES: dict[str, tuple[Look, str]] = {
    "block": (Look(RED.ink, RED.soft, "block", RED.fill), "có điểm phải sửa"),
    "warn": (AMBER, "có điểm cần giải trình"),
    "done": (GREEN, "đã đủ"),
    "partial": (Look(BLUE.ink, BLUE.soft, "half", BLUE.fill), "đang nhập"),
    "empty": (GREY, "chưa nhập"),
    "heading": (FAINT, ""),
}
_LINE = Qt.ItemDataRole.UserRole
_PAD = 6
_INDENT = 12
_LINE_HEIGHT = 18
_MOST_LINES = 2


class OutlineList(QListWidget):
    """``chosen(key, is_figure)`` when the user goes to a line."""

    chosen = Signal(str, bool)
    entered_line = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAccessibleName("Các mục của báo cáo")
        self.setItemDelegate(_LineDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self._keys: list[str] = []
        self._showing = False
        self.currentRowChanged.connect(self._on_row)
        self.itemActivated.connect(lambda _item: self.entered_line.emit())

    def show_lines(self, lines: Sequence[OutlineLine], current: str) -> None:
        """Show these lines; the same lines only change their state."""
        self._showing = True
        keys = [line.key for line in lines]
        if keys != self._keys:
            self.clear()
            for _line in lines:
                self.addItem(QListWidgetItem())
            self._keys = keys
        for number, line in enumerate(lines):
            item = self.item(number)
            if item is not None and item.data(_LINE) != line:
                item.setData(_LINE, line)
                item.setText(line.text)
                item.setToolTip(_told(line))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, _told(line))
        self.setCurrentRow(keys.index(current) if current in keys else -1)
        self._showing = False

    def current_key(self) -> str:
        """The key of the current line; empty where there is none."""
        line = self._line_at(self.currentRow())
        return line.key if line is not None else ""

    def shows_figures(self) -> bool:
        """Whether found figures are shown in place of the sections."""
        line = self._line_at(0)
        return line is not None and line.is_figure

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the right arrow go into the section."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self._on_row(self.currentRow())
            self.entered_line.emit()
        else:
            super().keyPressEvent(event)

    def _line_at(self, number: int) -> OutlineLine | None:
        item = self.item(number)
        line: OutlineLine | None = item.data(_LINE) if item is not None else None
        return line

    def _on_row(self, number: int) -> None:
        line = self._line_at(number)
        if line is not None and not self._showing:
            self.chosen.emit(line.key, line.is_figure)


class _LineDelegate(QStyledItemDelegate):
    """Paints the icon of the state, the wrapped title, and the count of findings."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the wrapped title."""
        line: OutlineLine = index.data(_LINE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListWidget) else 240
        text = _text_rect(QRect(0, 0, width, 10_000), line)
        option_font = theme.font(size=theme.TEXT_SMALL, strong=line.level == 1 and not line.is_figure)
        lines = wrapped(line.text, option_font, width=text.width(), lines=_MOST_LINES)
        return QSize(width, len(lines) * _LINE_HEIGHT + 2 * _PAD - 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        line: OutlineLine = index.data(_LINE)
        look, _words = STATES[line.state]
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor("#D6E6F7"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.ACCENT))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor("#F0F5FB"))
        left = rect.left() + _PAD + (line.level - 1) * _INDENT
        if line.state != "heading":
            scale = painter.device().devicePixelRatioF()
            painter.drawPixmap(left, rect.top() + _PAD, icons.pixmap(look.icon, look.ink, size=16, scale=scale))
        strong = line.level == 1 and not line.is_figure
        painter.setFont(theme.font(size=theme.TEXT_SMALL, strong=strong))
        painter.setPen(QColor(theme.ACCENT_DARK if strong else theme.INK))
        words = _text_rect(rect, line)
        lines = wrapped(line.text, painter.font(), width=words.width(), lines=_MOST_LINES)
        for place, text in enumerate(lines):
            row = QRect(words.left(), rect.top() + _PAD - 1 + place * _LINE_HEIGHT, words.width(), _LINE_HEIGHT)
            painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter), text)
        _paint_counts(painter, rect, line)
        painter.restore()


def _text_rect(rect: QRect, line: OutlineLine) -> QRect:
    """Where the words stand: behind the icon, before the counts."""
    icon = 0 if line.state == "heading" else 22
    counts = 28 * ((line.blocking > 0) + (line.warning > 0))
    return rect.adjusted(_PAD + (line.level - 1) * _INDENT + icon, 0, -_PAD - counts, 0)


def _paint_counts(painter: QPainter, rect: QRect, line: OutlineLine) -> None:
    right = rect.right() - _PAD
    painter.setFont(theme.font(size=theme.TEXT_SMALL, strong=True))
    for count, look in ((line.warning, AMBER), (line.blocking, RED)):
        if count:
            box = QRectF(right - 24, rect.top() + _PAD - 1, 24, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.soft))
            painter.drawRoundedRect(box, 9, 9)
            painter.setPen(QColor(look.ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(count) if count < 100 else "99+")
            right -= 28


def _told(line: OutlineLine) -> str:
    """The line in words, for the tool tip and the screen reader."""
    parts = [line.text, STATES[line.state][1]]
    parts += [f"{line.blocking} điểm phải sửa"] if line.blocking else []
    parts += [f"{line.warning} điểm cần giải trình"] if line.warning else []
    return "; ".join(part for part in parts if part)
