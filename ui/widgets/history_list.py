"""The list of versions: two of them can be ticked; each line grows with what was changed, old struck and new under."""

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from cchc_desktop.domain.text_difference import Segments, differences
from ui.widgets import theme
from ui.widgets.history_panel_presenter import EMPTY, TWO, ChangeWords, VersionLine

GONE, COME = "#FBE3E0", "#DDF1E2"
"""Backgrounds of what went and what came; struck out and underlined, too, for those who do not tell colours."""
_LINE = Qt.ItemDataRole.UserRole + 1
_LEFT, _PAD = 32, 8
_WARN = "#8A5A00"
_SELECTED = QColor("#E6F0FA")
_ON_ONE_LINE = 48
"""Old and new of at most so many letters stand beside each other, longer ones below each other."""


class HistoryList(QListWidget):
    """``moved(seq)`` when another line is current, ``chosen(list)`` with the ticked ones, at most two."""

    moved = Signal(int)
    chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAccessibleName("Các lần thay đổi, mới nhất ở trên")
        self.setItemDelegate(_Delegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._loading = False
        self.currentItemChanged.connect(self._on_current)
        self.itemChanged.connect(self._on_ticked)

    def show_lines(self, lines: Sequence[VersionLine]) -> None:
        """Replace all lines; the ticked and the current one stay where they are still there."""
        ticked, current = set(self.ticked()), self.current()
        self._loading = True
        self.clear()
        for line in lines:
            item = QListWidgetItem(_plain(line))
            item.setData(_LINE, line)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.seq in ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
            if line.seq == current:
                self.setCurrentItem(item)
        if self.currentItem() is None and lines:
            self.setCurrentRow(0)
        self._loading = False

    def ticked(self) -> list[int]:
        """The numbers of the ticked versions."""
        items = (self.item(row) for row in range(self.count()))
        return [item.data(_LINE).seq for item in items if item.checkState() is Qt.CheckState.Checked]

    def current(self) -> int:
        """The number of the current version; 0 for none."""
        item = self.currentItem()
        line: VersionLine | None = item.data(_LINE) if item is not None else None
        return line.seq if line is not None else 0

    def texts(self) -> list[str]:
        """The lines in plain words, as a screen reader says them."""
        return [self.item(row).text() for row in range(self.count())]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the current line."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            return
        super().keyPressEvent(event)

    def _on_current(self, current: QListWidgetItem | None) -> None:
        if current is not None and not self._loading:
            self.moved.emit(current.data(_LINE).seq)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        """At most two are ticked: the one ticked first gives way."""
        if self._loading:
            return
        ticked = [self.item(row) for row in range(self.count())]
        others = [one for one in ticked if one is not item and one.checkState() is Qt.CheckState.Checked]
        if item.checkState() is Qt.CheckState.Checked and len(others) >= TWO:
            self._loading = True
            others[-1].setCheckState(Qt.CheckState.Unchecked)
            self._loading = False
        self.chosen.emit(self.ticked())


class _Delegate(QStyledItemDelegate):
    """Draws the box to tick as Qt does, and the words beside it as rich text."""

    def initStyleOption(self, option: Option, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave the words out: they are drawn below."""
        super().initStyleOption(option, index)
        option.text = ""
        option.features &= ~Option.ViewItemFeature.HasDisplay

    def paint(self, painter: QPainter, option: Option, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw one version."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, _SELECTED)
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), QColor(theme.ACCENT))
        super().paint(painter, option, index)
        painter.save()
        painter.translate(option.rect.topLeft() + QPoint(_LEFT, _PAD))
        _document(index.data(_LINE), option.rect.width() - _LEFT - _PAD).drawContents(painter)
        painter.restore()
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def sizeHint(self, option: Option, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its words at the width of the list."""
        del option
        view: Any = self.parent()
        width = view.viewport().width()
        height = _document(index.data(_LINE), width - _LEFT - _PAD).size().height()
        return QSize(width, round(height) + 2 * _PAD)


def change_html(change: ChangeWords) -> str:
    """Old and new of one field; the words that differ are marked."""
    name = f"<span style='color:{theme.INK_SOFT}'>{escape(change.name)}:</span> " if change.name else ""
    if not change.old:
        return f"{name}{mark_html(change.new, came=True)}"
    ours, theirs = differences(change.old, change.new)
    gone, come = segments_html(ours, came=False), segments_html(theirs, came=True) or escape(EMPTY)
    if len(change.old) + len(change.new) <= _ON_ONE_LINE:
        return f"{name}{gone} → {come}"
    title = f"{name}<br>" if name else ""
    return f"{title}{_soft('Cũ:')} {gone}<br>{_soft('Mới:')} {come}"


def segments_html(segments: Segments, *, came: bool) -> str:
    """A text beside another one: what only it has is marked."""
    return "".join(mark_html(one.text, came=came) if one.differs else _lines(one.text) for one in segments)


def mark_html(text: str, *, came: bool) -> str:
    """A text that came or went."""
    look = (COME, "underline") if came else (GONE, "line-through")
    return f"<span style='background-color:{look[0]}; text-decoration:{look[1]}'>{_lines(text)}</span>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _soft(text: str) -> str:
    return f"<span style='color:{theme.INK_SOFT}'>{text}</span>"


def _document(line: VersionLine, width: int) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(theme.font())
    rows = [
        f"<span style='font-weight:600'>{escape(line.head)}</span>",
        escape(" · ".join(part for part in (line.deed, line.place) if part)),
    ]
    rows += [change_html(change) for change in line.changes]
    if line.reason:
        rows.append(f"<span style='color:{theme.INK_SOFT}'>{escape(line.reason)}</span>")
    if line.clock:
        rows.append(f"<span style='color:{_WARN}; font-weight:600'>{escape(line.clock)}</span>")
    document.setHtml("<br>".join(rows))
    document.setTextWidth(max(width, 80))
    return document


def _plain(line: VersionLine) -> str:
    changes = [f"{one.name + ': ' if one.name else ''}{one.old or EMPTY} → {one.new or EMPTY}" for one in line.changes]
    return "\n".join(part for part in (line.head, line.deed, line.place, *changes, line.reason, line.clock) if part)
