"""The table of every screen: 28-pixel rows that grow for long names, headings across, selection that survives."""

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.models.row_delegate import LINE, PAD, RowDelegate, lines_needed
from ui.models.rows_model import RowsModel
from ui.widgets.theme import ROW

Row = TypeVar("Row")
_READABLE = 320
_MEASURED_ROWS = 600
"""Longer lists get rows of one height: measuring thousands of texts would hold up the window."""


class RowsView(QTableView, Generic[Row]):
    """``row_chosen(row or None)`` when the current row changes, ``row_activated(row)`` on Enter or double click."""

    row_chosen = Signal(object)
    row_activated = Signal(object)

    def __init__(self, model: RowsModel[Row], name: str, *, max_lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._max_lines = max_lines
        self._kept: Hashable | None = None
        self.setAccessibleName(name)
        self.setObjectName("rows")
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self._configure()
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(0)
        self._measure.timeout.connect(self._set_heights)
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._measure.start())
        self._connect_selection()
        self._on_reset()

    def current_row(self) -> Row | None:
        """The row under the cursor; None when there is none."""
        return self._rows.row_at(self.currentIndex())

    def choose(self, key: Hashable) -> bool:
        """Make the row with this key current and bring it into sight; false when it is not shown."""
        index = self._rows.index_of(key)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def choose_first(self) -> None:
        """Make the first row current, if there is one."""
        for number in range(self._rows.rowCount()):
            index = self._rows.index(number, 0)
            if self._rows.row_at(index) is not None:
                self.setCurrentIndex(index)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the width to the text that people read: optional columns leave first."""
        super().resizeEvent(event)
        self._yield_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates the current row; Tab leaves the table."""
        row = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.row_activated.emit(row)
            return
        super().keyPressEvent(event)

    def _configure(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(ROW)
        vertical.setDefaultSectionSize(ROW)
        self._configure_columns()
        self.doubleClicked.connect(self._on_double_clicked)

    def _configure_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumHeight(ROW + 4)
        header.setMinimumSectionSize(40)
        sortable = any(column.sort_key for column in self._rows.columns)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(sortable)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, column in enumerate(self._rows.columns):
            stretch = QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, stretch if column.stretch else QHeaderView.ResizeMode.Interactive)
            header.resizeSection(number, column.width)

    def _yield_columns(self) -> None:
        columns = self._rows.columns
        spare = self.viewport().width() - _READABLE - sum(column.width for column in columns if not column.stretch)
        for number in reversed(range(len(columns))):
            if columns[number].optional and any(column.stretch for column in columns):
                self.setColumnHidden(number, spare < 0)
                if spare < 0:
                    spare += columns[number].width

    def _connect_selection(self) -> None:
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_chosen.emit(self._rows.row_at(current))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is not None:
            self.row_activated.emit(row)

    def _on_about_to_reset(self) -> None:
        self._kept = self._rows.key_at(self.currentIndex())

    def _on_reset(self) -> None:
        self.clearSpans()
        for number in self._rows.heading_rows():
            self.setSpan(number, 0, 1, len(self._rows.columns))
        self._set_heights()
        if self._kept is not None and not self.choose(self._kept):
            self.row_chosen.emit(None)

    def _set_heights(self) -> None:
        header, count = self.verticalHeader(), self._rows.rowCount()
        wide = [number for number, column in enumerate(self._rows.columns) if column.stretch]
        if not wide or self._max_lines == 1:
            return
        if count > _MEASURED_ROWS:
            header.setDefaultSectionSize(2 * LINE + PAD)
            return
        header.setDefaultSectionSize(ROW)
        metrics: Any = self.fontMetrics()
        for number in range(count):
            texts = [str(self._rows.index(number, column).data() or "") for column in range(len(self._rows.columns))]
            lines = max(
                lines_needed(text, metrics, self.columnWidth(column) - 2 * PAD)
                if column in wide
                else text.count("\n") + 1
                for column, text in enumerate(texts)
            )
            shown = 1 if self._rows.row_at(self._rows.index(number, 0)) is None else min(lines, self._max_lines)
            self.setRowHeight(number, max(ROW, shown * LINE + PAD))
