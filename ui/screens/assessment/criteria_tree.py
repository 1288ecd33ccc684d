"""The tree of areas and criteria: scores are painted, nodes are kept; only what changed is drawn anew."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui.models.row_delegate import LINE, wrapped
from ui.screens.assessment.sheet_lines import ADJUSTMENTS, TreeLine
from ui.widgets import icons, theme

Index = QModelIndex | QPersistentModelIndex

_LINE = Qt.ItemDataRole.UserRole + 1
_LEAF_HEIGHT, _NODE_HEIGHT = 44, 40
_SCORE = 116
_PAD = 8
_SELECTED, _HOVER, _GRID = QColor("#D6E6F7"), QColor("#F0F5FB"), QColor("#E5E9EF")
_REACHED, _LOST, _TRACK = QColor("#3B9461"), QColor("#CC4B44"), QColor("#DDE3EA")


class CriteriaTree(QTreeView):
    """``chosen(code)`` when the current node changes, ``entered_leaf()`` on Enter: the user goes to the answer."""

    chosen = Signal(str)
    entered_leaf = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self._items: dict[str, QStandardItem] = {}
        self._telling = True
        self.setModel(self._model)
        self.setItemDelegate(_LineDelegate(self))
        self.setObjectName("criteria")
        self.setAccessibleName("Bộ tiêu chí")
        self._configure()
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_lines(self, lines: Sequence[TreeLine]) -> None:
        """Show these nodes; nodes that are there already only get their new scores."""
        if list(self._items) != [line.code for line in lines]:
            self._build(lines)
            return
        for line in lines:
            item = self._items[line.code]
            if item.data(_LINE) != line:
                _fill(item, line)

    def show_only(self, codes: frozenset[str] | None) -> None:
        """Show these leaves and what is above them, opened; None shows everything."""
        for area in range(self._model.rowCount()):
            self._show_branch(self._model.index(area, 0), codes)

    def choose(self, code: str) -> None:
        """Make a node current, without telling it, and bring it into sight."""
        item = self._items.get(code)
        if item is None:
            return
        self._telling = False
        self.setCurrentIndex(item.index())
        self.scrollTo(item.index())
        self._telling = True

    def visible_codes(self) -> list[str]:
        """The codes of the nodes that are shown, in order."""
        return [code for code, item in self._items.items() if not self._is_hidden(item)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the answer of the leaf."""
        line = self.currentIndex().data(_LINE)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(line, TreeLine) and line.is_leaf:
            self.entered_leaf.emit()
            return
        super().keyPressEvent(event)

    def _configure(self) -> None:
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            f"QTreeView#criteria {{ background: {theme.SURFACE}; border: 1px solid {theme.LINE};"
            f" border-radius: {theme.RADIUS}px; outline: 0; selection-background-color: transparent }}"
            f"QTreeView#criteria:focus {{ border: 1px solid {theme.ACCENT} }}"
        )

    def _build(self, lines: Sequence[TreeLine]) -> None:
        self._telling = False
        self._model.clear()
        self._items = {}
        path: list[QStandardItem] = []
        for line in lines:
            del path[line.depth :]
            item = QStandardItem()
            _fill(item, line)
            (path[-1] if path else self._model.invisibleRootItem()).appendRow(item)
            path.append(item)
            self._items[line.code] = item
        self.expandAll()
        self._telling = True

    def _show_branch(self, index: QModelIndex, codes: frozenset[str] | None) -> bool:
        line: TreeLine = index.data(_LINE)
        below = [
            self._show_branch(self._model.index(row, 0, index), codes) for row in range(self._model.rowCount(index))
        ]
        shown = codes is None or line.code in codes or any(below)
        if self.isRowHidden(index.row(), index.parent()) is shown:
            self.setRowHidden(index.row(), index.parent(), not shown)
        if codes is not None and any(below) and not self.isExpanded(index):
            self.expand(index)
        return shown

    def _is_hidden(self, item: QStandardItem) -> bool:
        index = item.index()
        return self.isRowHidden(index.row(), index.parent())

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        line = current.data(_LINE)
        if self._telling and isinstance(line, TreeLine):
            self.chosen.emit(line.code)


def _fill(item: QStandardItem, line: TreeLine) -> None:
    item.setData(line, _LINE)
    item.setToolTip(line.tip)
    code = "" if line.code == ADJUSTMENTS else line.code
    item.setData(f"{code} {line.name}, {line.points}, {line.note}".strip(), Qt.ItemDataRole.AccessibleTextRole)


class _LineDelegate(QStyledItemDelegate):
    """Paints a node: a leaf with its mark as icon, word and points; an inner node with its sums and a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines for a leaf."""
        del option
        line = index.data(_LINE)
        return QSize(240, _LEAF_HEIGHT if isinstance(line, TreeLine) and line.is_leaf else _NODE_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one node."""
        line = index.data(_LINE)
        if not isinstance(line, TreeLine):
            return
        painter.save()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, _SELECTED)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(theme.ACCENT))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, _HOVER)
        painter.setPen(_GRID)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = QRectF(rect).adjusted(_PAD, 3, -_PAD, -4)
        if line.mark is None:
            _paint_node(painter, inner, line)
        else:
            _paint_leaf(painter, inner, line)
        painter.restore()


def _paint_node(painter: QPainter, rect: QRectF, line: TreeLine) -> None:
    top = line.depth == 0
    painter.setFont(theme.font(strong=True, size=theme.TEXT_SMALL if top else theme.TEXT_BODY))
    painter.setPen(QColor(theme.ACCENT_DARK if top else theme.INK))
    code = "" if line.code == ADJUSTMENTS else f"{line.code} "
    words = QRectF(rect.left(), rect.top(), rect.width() - _SCORE - _PAD, rect.height())
    _paint_words(painter, words, f"{code}{line.name}")
    right = QRectF(rect.right() - _SCORE, rect.top(), _SCORE, rect.height())
    if line.code == ADJUSTMENTS:
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.points)
        return
    _paint_score(painter, right, line, ink=theme.INK)
    if line.points:
        _paint_bar(painter, QRectF(right.left(), rect.bottom() + 1, _SCORE, 3), line)


def _paint_leaf(painter: QPainter, rect: QRectF, line: TreeLine) -> None:
    assert line.mark is not None
    look = line.mark.look
    scale = painter.device().devicePixelRatioF()
    picture = icons.pixmap(look.icon, look.ink, size=16, scale=scale)
    painter.drawPixmap(QPointF(rect.left(), rect.center().y() - 8), picture)
    painter.setPen(QColor(theme.INK))
    painter.setFont(theme.font(size=theme.TEXT_SMALL))
    words = QRectF(rect.left() + 24, rect.top(), rect.width() - 24 - _SCORE - _PAD, rect.height())
    _paint_words(painter, words, f"{line.code} {line.name}")
    _paint_score(painter, QRectF(rect.right() - _SCORE, rect.top(), _SCORE, rect.height()), line, ink=look.ink)


def _paint_score(painter: QPainter, rect: QRectF, line: TreeLine, *, ink: str) -> None:
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    half = rect.height() / 2
    painter.setFont(theme.font(size=theme.TEXT_SMALL, strong=True))
    painter.setPen(QColor(theme.INK))
    painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), half), right, line.points)
    painter.setFont(theme.font(size=theme.TEXT_SMALL))
    painter.setPen(QColor(ink if line.is_leaf else theme.INK_SOFT))
    below = QRectF(rect.left(), rect.top() + (half if line.points else half / 2), rect.width(), half)
    painter.drawText(below, right, line.note)


def _paint_words(painter: QPainter, rect: QRectF, text: str) -> None:
    lines = wrapped(text, painter.font(), width=int(rect.width()), lines=2)
    height = LINE - 1
    top = rect.center().y() - len(lines) * height / 2
    for number, words in enumerate(lines):
        place = QRectF(rect.left(), top + number * height, rect.width(), height)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)


def _paint_bar(painter: QPainter, rect: QRectF, line: TreeLine) -> None:
    painter.fillRect(rect, _TRACK)
    reached = rect.width() * min(line.reached, 1.0)
    lost = rect.width() * min(line.lost, 1.0 - min(line.reached, 1.0))
    painter.fillRect(QRectF(rect.left(), rect.top(), reached, rect.height()), _REACHED)
    painter.fillRect(QRectF(rect.left() + reached, rect.top(), lost, rect.height()), _LOST)
