"""The two tables of the report: all figures as in Phụ lục 02, and the targets."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cchc_desktop.domain.vietnamese import search_key, sort_key
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.reports.facts import AnnexRow, GoalRow, Mode
from ui.screens.reports.figures import GOAL_WORDS, UNKNOWN
from ui.widgets import theme
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import HintLabel
from ui.widgets.looks import AMBER, BLUE, GREEN, GREY, Look
from ui.widgets.search_field import SearchField

_GOAL_LOOKS = {"met": GREEN, "not_met": AMBER, "": GREY}
_EMPTY, _WARNED, _DEVIATING = "empty", "findings", "deviation"
_MODE_ICONS = {Mode.DERIVED: "repeat", Mode.OVERRIDDEN: "draft"}


class AnnexTab(QWidget):
    """``opened(code)`` when a figure is to be entered."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("Tìm số liệu, có dấu hoặc không dấu (Ctrl+F)")
        self.chips = ChipRow("Lọc số liệu")
        self.count = QLabel()
        self.count.setProperty("kind", "section")
        self.rows: RowsModel[AnnexRow] = RowsModel(
            _ANNEX_COLUMNS, key=lambda row: row.code, group=lambda row: row.group, fold=search_key, parent=self
        )
        self.table = RowsView(self.rows, "Phụ lục số liệu")
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.chips, 2)
        bar.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(
            HintLabel("Enter hoặc nhấp đúp: đến ô nhập. Biểu tượng vòng lặp: số tự tính; bút: số đã thay.")
        )
        self._all: tuple[AnnexRow, ...] = ()
        self._waiting: tuple[AnnexRow, ...] = ()
        self.search.searched.connect(lambda _text: self._filter())
        self.search.serve(self)
        self.search.left_downwards.connect(self.table.setFocus)
        self.chips.chosen_changed.connect(lambda _chosen: self._filter())
        self.table.row_activated.connect(lambda row: self.opened.emit(row.code))

    def show_rows(self, rows: Sequence[AnnexRow]) -> None:
        """Show these figures, at the latest when the tab comes into sight; the filter stays."""
        self._waiting = tuple(rows)
        if self.isVisible():
            self._show_waiting()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while the tab was out of sight."""
        super().showEvent(event)
        self._show_waiting()

    def _show_waiting(self) -> None:
        rows = self._waiting
        if rows == self._all:
            return
        self._all = rows
        self.chips.set_chips(
            (
                Chip(_EMPTY, "Chưa có số liệu", sum(row.is_empty for row in rows)),
                Chip(_WARNED, "Có cảnh báo", sum(row.has_findings for row in rows)),
                Chip(_DEVIATING, "Lệch kỳ trước", sum(row.deviates for row in rows)),
            )
        )
        self.rows.set_rows(rows)
        self._filter()

    def _filter(self) -> None:
        chosen = self.chips.chosen()
        self.rows.set_filter(self.search.text(), (lambda row: _is_asked(row, chosen)) if chosen else None)
        self.count.setText(f"{self.rows.matching}/{len(self._all)} số liệu")


class GoalsTab(QWidget):
    """``opened(field code)`` when the figure of a target is to be seen."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: RowsModel[GoalRow] = RowsModel(_GOAL_COLUMNS, key=lambda row: row.code, parent=self)
        self.table = RowsView(self.rows, "Chỉ tiêu của năm", max_lines=2)
        self.empty = EmptyState(
            icon="scores",
            sentence="Chưa có chỉ tiêu nào tính từ báo cáo này",
            first_step="Chỉ tiêu nằm trong bộ danh mục chỉ tiêu của năm; nạp ở màn hình Cài đặt.",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.table.row_activated.connect(lambda row: self.opened.emit(row.field) if row.field else None)
        self.show_rows(())

    def show_rows(self, rows: Sequence[GoalRow]) -> None:
        """Show these targets."""
        self.rows.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)


def _is_asked(row: AnnexRow, chosen: frozenset[Hashable]) -> bool:
    return (
        (_EMPTY not in chosen or row.is_empty)
        and (_WARNED not in chosen or row.has_findings)
        and (_DEVIATING not in chosen or row.deviates)
    )


def _value(row: AnnexRow) -> str:
    if row.shown or not row.is_empty:
        return row.shown
    return UNKNOWN if row.mode is Mode.DERIVED else "Chưa nhập"


def _value_look(row: AnnexRow) -> Look | None:
    if row.is_empty:
        return GREY
    return AMBER if row.mode is Mode.OVERRIDDEN else None


_TREND_LOOKS = {
    "Tăng": Look(BLUE.ink, BLUE.soft, "chevron-up", BLUE.fill),
    "Giảm": Look(BLUE.ink, BLUE.soft, "chevron-down", BLUE.fill),
    "Giữ nguyên": Look(GREY.ink, GREY.soft, "minus", GREY.fill),
}

_ANNEX_COLUMNS: tuple[Column[AnnexRow], ...] = (
    Column("Mã", lambda row: row.code, width=92, sort_key=lambda row: _order(row.code)),
    Column("Chỉ tiêu thống kê", lambda row: row.name, stretch=True, sort_key=lambda row: sort_key(row.name)),
    Column("Đơn vị", lambda row: row.unit, width=96, optional=True),
    Column(
        "Số liệu", _value, width=152, align="right", look=_value_look, icon=lambda row: _MODE_ICONS.get(row.mode, "")
    ),
    Column("Kỳ trước", lambda row: row.previous, width=124, align="right"),
    Column("Cùng kỳ", lambda row: row.last_year, width=124, align="right", optional=True),
    Column("Thay đổi", lambda row: row.change, width=92, align="right"),
    Column(
        "Chỉ tiêu",
        lambda row: row.goal,
        width=112,
        look=lambda row: _GOAL_LOOKS[row.goal_state] if row.goal else None,
        optional=True,
    ),
)

_GOAL_COLUMNS: tuple[Column[GoalRow], ...] = (
    Column("Chỉ tiêu", lambda row: row.name, stretch=True, sort_key=lambda row: sort_key(row.name)),
    Column("Mức giao", lambda row: row.threshold, width=176),
    Column("Đạt được", lambda row: row.shown or UNKNOWN, width=128, align="right"),
    Column("Kết quả", lambda row: GOAL_WORDS[row.state], width=112, look=lambda row: _GOAL_LOOKS[row.state]),
    Column(
        "So kỳ trước", lambda row: row.trend, width=124, look=lambda row: _TREND_LOOKS.get(row.trend), optional=True
    ),
    Column("Nêu tại", lambda row: row.place, width=136, tooltip=lambda row: row.place),
    Column("Văn bản giao", lambda row: row.source, stretch=True, tooltip=lambda row: row.source),
)


def _order(code: str) -> tuple[tuple[int, str], ...]:
    """BC1.10 after BC1.9."""
    return tuple((int(part) if part.isdigit() else -1, part) for part in code.split("."))
