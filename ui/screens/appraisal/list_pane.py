"""The list at the left: what was received, narrowed by state, kind, period and words."""

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.vietnamese import search_key, sort_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.appraisal.looks import STATES as LOOKS
from ui.screens.appraisal.page import NO_UNDO, STATES, ListLine, ListPage
from ui.widgets import buttons, theme
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import HintLabel
from ui.widgets.search_field import SearchField

_STATE = 1
"""The column of the state: it says nothing where one state is looked at."""


class ListPane(QWidget):
    """``opened(id)`` when a line becomes current, ``narrowed()`` when another choice is made, ``reading`` on Enter."""

    opened = Signal(str)
    narrowed = Signal()
    reading = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns: tuple[Column[ListLine], ...] = (
            Column(
                "Đơn vị, hồ sơ",
                lambda line: f"{line.unit}\n{line.what}",
                stretch=True,
                tooltip=lambda line: line.tip,
                sort_key=lambda line: sort_key(line.unit),
            ),
            Column("Tình trạng", lambda line: line.state_label, width=116, look=lambda line: LOOKS[line.state]),
            Column("Tỉnh nhận", lambda line: line.received, width=104, sort_key=lambda line: line.order),
        )
        self._model: RowsModel[ListLine] = RowsModel(
            columns, key=lambda line: line.id, search=lambda line: line.search, fold=search_key
        )
        self.chips = ChipRow("Lọc theo tình trạng thẩm định")
        self.kinds = QComboBox()
        self.periods = QComboBox()
        self.search = SearchField("Tìm đơn vị, có thể không dấu (Ctrl+F)")
        self.table = RowsView(self._model, "Các hồ sơ đã nhận", max_lines=4)
        self.empty = EmptyState(icon="appraise", sentence=" ", first_step=" ")
        self.count = HintLabel()
        self.receipts = buttons.plain(
            "Phiếu tiếp nhận", "inbox", tip=f"Lập phiếu tiếp nhận cho mọi hồ sơ đang chọn. {NO_UNDO['receipt']}"
        )
        self._stack = QStackedWidget()
        self._state = ""
        self._arrange()
        self._connect()

    @property
    def state(self) -> str:
        """The state that is looked at; empty for all."""
        return next((str(value) for value in self.chips.chosen()), "")

    @property
    def kind(self) -> str:
        """The kind that is looked at; empty for all."""
        return str(self.kinds.currentData() or "")

    @property
    def period(self) -> str:
        """The period that is looked at; empty for all."""
        return str(self.periods.currentData() or "")

    def show_page(self, page: ListPage) -> None:
        """Show the list."""
        self._state = page.state
        with QSignalBlocker(self.chips):
            self.chips.set_chips([Chip(value, words, page.counts[value], LOOKS[value]) for value, words in STATES])
            self.chips.choose(frozenset({page.state}) if page.state else frozenset())
        _offer(self.kinds, page.kinds, page.kind)
        _offer(self.periods, page.periods, page.period)
        self.table.setColumnHidden(_STATE, bool(page.state))
        chosen = self.selected()
        with QSignalBlocker(self.table):
            self._model.set_rows(page.lines)
        self._select(chosen)
        self.empty.sentence.setText(page.empty[0])
        self.empty.step.setText(page.empty[1])
        self._tell()

    def choose(self, received_id: str) -> bool:
        """Make a line current; false where it is not in the list. What is selected with it stays selected."""
        index = self._model.index_of(received_id)
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag
        wanted = flags.NoUpdate if received_id in self.selected() else flags.ClearAndSelect | flags.Rows
        with QSignalBlocker(self.table):
            self.table.selectionModel().setCurrentIndex(index, wanted)
        self.table.scrollTo(index)
        return True

    def selected(self) -> tuple[str, ...]:
        """The lines that are selected, from top to bottom."""
        found = (self._model.row_at(index) for index in self.table.selectionModel().selectedRows())
        lines = {line.id for line in found if line is not None}
        return tuple(line.id for line in self._model.visible_rows() if line.id in lines)

    def visible(self) -> tuple[str, ...]:
        """The lines that pass the search, from top to bottom."""
        return tuple(line.id for line in self._model.visible_rows())

    def _select(self, keys: tuple[str, ...]) -> None:
        """Select again after the lines were replaced, whatever key is held down at that moment."""
        flags = QItemSelectionModel.SelectionFlag
        self.table.clearSelection()
        for key in keys:
            self.table.selectionModel().select(self._model.index_of(key), flags.Select | flags.Rows)

    def _arrange(self) -> None:
        for box, name in ((self.kinds, "Loại hồ sơ"), (self.periods, "Kỳ báo cáo")):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE)
        choices.addWidget(self.kinds, 1)
        choices.addWidget(self.periods, 1)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.chips)
        column.addLayout(choices)
        column.addWidget(self.search)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.receipts)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.chips.chosen_changed.connect(self._on_chips)
        self.kinds.activated.connect(lambda _place: self.narrowed.emit())
        self.periods.activated.connect(lambda _place: self.narrowed.emit())
        self.search.searched.connect(self._on_searched)
        self.search.left_downwards.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.row_chosen.connect(lambda line: self.opened.emit(line.id) if line is not None else None)
        self.table.row_activated.connect(lambda _line: self.reading.emit())
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._tell())

    def _on_chips(self, chosen: frozenset[object]) -> None:
        """One state at a time: the last one pressed counts."""
        fresh = chosen - {self._state}
        value = next(iter(fresh or chosen), None)
        with QSignalBlocker(self.chips):
            self.chips.choose(frozenset() if value is None else frozenset({value}))
        self.narrowed.emit()

    def _on_searched(self, text: str) -> None:
        self._model.set_filter(text)
        self._tell()

    def _tell(self) -> None:
        """How many lines there are, and how many of them are selected."""
        shown, selected = self._model.matching, len(self.selected())
        told = f"{shown} hồ sơ, đang chọn {selected}." if selected > 1 else f"{shown} hồ sơ. Giữ Ctrl để chọn nhiều."
        self.count.setText(told if shown else "")
        self._stack.setCurrentWidget(self.table if shown else self.empty)
        self.receipts.setEnabled(selected > 0)
        self.receipts.setText(f"{selected} phiếu tiếp nhận" if selected > 1 else "Phiếu tiếp nhận")


def _offer(box: QComboBox, options: tuple[tuple[str, str], ...], chosen: str) -> None:
    """Offer values with their words."""
    with QSignalBlocker(box):
        box.clear()
        for value, words in options:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
