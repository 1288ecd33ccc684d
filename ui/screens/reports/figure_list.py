"""The figures of a section below each other; a long list is built part by part as it is scrolled through."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.screens.reports.facts import FigureFacts, Mode, SectionFacts
from ui.screens.reports.field_editors import Today
from ui.screens.reports.figure_row import FigureRow
from ui.widgets import theme
from ui.widgets.labels import TextLabel

_BATCH = 24


class FigureList(QFrame):
    """``row_made(FigureRow)`` as each row is built; ``go_on`` builds the next ones, ``finish`` all that are left."""

    row_made = Signal(object)

    def __init__(self, facts: SectionFacts, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._facts, self._today = facts, today
        self._built = 0
        self._read_only = False
        self.rows: dict[str, FigureRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, theme.SPACE // 2)
        self._column.setSpacing(0)

    @property
    def is_whole(self) -> bool:
        """Whether every row is built."""
        return self._built == len(self._facts.rows)

    def go_on(self) -> None:
        """Build the next rows."""
        self._build(_BATCH)

    def finish(self) -> None:
        """Build all rows that are left: one of them is wanted now."""
        self._build(len(self._facts.rows))

    def refresh(self, facts: SectionFacts) -> None:
        """Show the same figures as stored now; what is being typed stays."""
        self._facts = facts
        for row in facts.rows:
            if row.code in self.rows:
                self.rows[row.code].show_facts(row, compares=facts.has_comparison)

    def set_read_only(self, *, value: bool) -> None:
        """Let the figures be read only."""
        self._read_only = value
        for row in self.rows.values():
            row.set_read_only(value=value)

    def _build(self, count: int) -> None:
        for facts in self._facts.rows[self._built : self._built + count]:
            self._add(facts)
            self._built += 1

    def _add(self, facts: FigureFacts) -> None:
        if facts.mode is Mode.HEADING:
            self._column.addWidget(_heading(facts))
            return
        if self._built and self._facts.rows[self._built - 1].mode is not Mode.HEADING:
            self._column.addWidget(_rule())
        row = FigureRow(facts, self._today, compares=self._facts.has_comparison, window=self._facts.window)
        row.set_read_only(value=self._read_only)
        self.rows[facts.code] = row
        self._column.addWidget(row)
        self.row_made.emit(row)


def _heading(facts: FigureFacts) -> QWidget:
    label = TextLabel(f"{facts.code}  {facts.name}")
    label.setStyleSheet(
        f"background: #E8EDF4; color: {theme.ACCENT_DARK}; font-weight: 600; padding: 5px {theme.SPACE}px"
    )
    return label


def _rule() -> QLabel:
    line = QLabel()
    line.setFixedHeight(1)
    line.setStyleSheet("background: #E5E9EF")
    return line
