"""Step 5: everything that was chosen, each with the way back to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.screens.first_start.presenter import Step, SummaryLine
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.scroll_page import ScrollPage


class SummaryStep(ScrollPage):
    """``went_back(step)`` when something is to be changed."""

    went_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._card: Card | None = None
        self.body.addStretch(1)

    def show_lines(self, lines: Sequence[SummaryLine]) -> None:
        """Show these lines in place of those before."""
        if self._card is not None:
            self.body.removeWidget(self._card)
            self._card.deleteLater()
        self._card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE // 2)
        grid.setColumnMinimumWidth(0, 136)
        grid.setColumnStretch(1, 1)
        changed: set[Step] = set()
        for number, line in enumerate(lines):
            name = HintLabel(line.name)
            name.setContentsMargins(0, theme.SPACE, 0, 0)
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_value(line), number, 1, Qt.AlignmentFlag.AlignTop)
            if line.step not in changed:
                changed.add(line.step)
                grid.addWidget(self._way_back(line), number, 2, Qt.AlignmentFlag.AlignTop)
        self._card.body.addLayout(grid)
        self.body.insertWidget(0, self._card)

    def _way_back(self, line: SummaryLine) -> QWidget:
        button = buttons.quiet("Sửa", tip=f"Sửa: {line.name.lower()}")
        button.setAccessibleName(f"Sửa {line.name.lower()}")
        button.clicked.connect(lambda: self.went_back.emit(line.step))
        return button


def _value(line: SummaryLine) -> QWidget:
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, theme.SPACE, 0, theme.SPACE // 2)
    column.setSpacing(2)
    column.addWidget(TextLabel(line.value))
    mark = FindingLine()
    column.addWidget(mark)
    if line.mark:
        mark.show_finding("warn", line.mark)
    return shown
