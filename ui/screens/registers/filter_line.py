"""The filter line: search, the days by chips with a step back and forth, and how many rows are shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.screens.registers.page import FilterFacts
from ui.screens.registers.span import KINDS
from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.search_field import SearchField


class FilterLine(QWidget):
    """``kind_chosen(kind)``, ``moved(steps)``, and the search field's own signals."""

    kind_chosen = Signal(str)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("Tìm trong sổ (Ctrl+F)")
        self.search.setMinimumWidth(104)
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.back = buttons.quiet("", "chevron-left", tip="Kỳ trước")
        self.forth = buttons.quiet("", "chevron-right", tip="Kỳ sau")
        for button in (self.back, self.forth):
            button.setFixedWidth(30)
        self.days = ElidedLabel(kind="section")
        self.days.setMinimumWidth(96)
        self.count = QLabel()
        self.count.setProperty("kind", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.search, 2)
        for kind, words in KINDS:
            chip = QPushButton(words)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setObjectName(f"span-{kind}")
            chip.clicked.connect(lambda _checked, kind=kind: self.kind_chosen.emit(kind))
            self._group.addButton(chip)
            self.chips[kind] = chip
            row.addWidget(chip)
        row.addSpacing(theme.SPACE // 2)
        row.addWidget(self.back)
        row.addWidget(self.days, 1)
        row.addWidget(self.forth)
        row.addWidget(self.count)
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.forth.clicked.connect(lambda: self.moved.emit(1))
        self.back.setObjectName("span-back")
        self.forth.setObjectName("span-forth")

    def show_filter(self, facts: FilterFacts) -> None:
        """Show the days and the counts."""
        self._group.setExclusive(False)
        for kind, chip in self.chips.items():
            chip.setChecked(kind == facts.span.kind)
        self._group.setExclusive(bool(facts.span.kind))
        self.days.setText(facts.span.label)
        self.days.setToolTip(facts.span.tip)
        for button in (self.back, self.forth):
            button.setVisible(facts.span.period is not None)
        self.count.setText(facts.shown)
        if facts.query != self.search.text() and not self.search.hasFocus():
            self.search.setText(facts.query)
