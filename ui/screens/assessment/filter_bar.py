"""The search field and the filter chips above the tree; of the chips exactly one is pressed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from ui.screens.assessment.sheet_lines import Filter
from ui.widgets import theme
from ui.widgets.count_chip import CountChip
from ui.widgets.search_field import SearchField

_SHORT = {
    Filter.UNANSWERED: "Chưa chấm",
    Filter.LOST: "Mất điểm",
    Filter.OWED: "Thiếu tài liệu",
    Filter.ALL: "Tất cả",
}
_GAP = theme.SPACE // 2


class FilterBar(QWidget):
    """``chosen(Filter)`` when a chip is pressed, ``searched(str)`` a moment after typing."""

    chosen = Signal(object)
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("Tìm tiêu chí, không cần dấu (Ctrl+F)")
        self.chips = {one: CountChip(_SHORT[one]) for one in Filter}
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._columns = 0
        for one, chip in self.chips.items():
            chip.setMinimumWidth(6 * theme.SPACE)  # never holds up the splitter; _fit gives it its room
            chip.setToolTip(f"Lọc: {one.label}")
            self._group.addButton(chip)
            chip.clicked.connect(lambda _on, one=one: self.chosen.emit(one))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.search)
        column.addLayout(self._grid)
        self._lay(len(self.chips))
        self.search.searched.connect(self.searched)

    def show_filters(self, found: dict[Filter, int], chosen: Filter, query: str) -> None:
        """Show counts, the pressed chip, and the words searched for."""
        for one, chip in self.chips.items():
            chip.set_count(found[one])
        self.chips[chosen].setChecked(True)
        if query != self.search.text() and not self.search.hasFocus():
            self.search.setText(query)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chips in one row, or in two where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = sum(chip.sizeHint().width() + _GAP for chip in self.chips.values()) - _GAP
        self._lay(len(self.chips) if self.width() >= needed else len(self.chips) // 2)

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, chip in enumerate(self.chips.values()):
            self._grid.addWidget(chip, number // columns, number % columns)
