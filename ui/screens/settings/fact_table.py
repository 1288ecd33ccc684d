"""Facts to read: names at the left, values that wrap at the right, remarks below their value."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.screens.settings.facts import Fact
from ui.widgets import theme
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, TextLabel

_NAME_WIDTH = 176


def fact_table(facts: Sequence[Fact], *, name_width: int = _NAME_WIDTH) -> QWidget:
    """A table of facts."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * theme.SPACE)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, name_width)
    grid.setColumnStretch(1, 1)
    line = 0
    for fact in facts:
        grid.addWidget(HintLabel(fact.name), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(TextLabel(fact.value), line, 1)
        line += 1
        if fact.mark:
            mark = FindingLine()
            grid.addWidget(mark, line, 1)
            mark.show_finding("warn", fact.mark)
            line += 1
    return table
