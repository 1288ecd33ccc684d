"""Where rows are typed: the entry line, or the card of registers that are typed in series."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cchc_desktop.domain.register import Register
from ui.screens.registers.entry_line import EntryLine
from ui.screens.registers.growing_scroll import GrowingScroll
from ui.screens.registers.series import slip_count, slip_form
from ui.screens.registers.slip_card import SlipCard
from ui.widgets.labelled import FindingLine

if TYPE_CHECKING:
    from cchc_desktop.services.registers.rows import RegisterRow


class EntryHost(QWidget):
    """Implements ``EntryPort`` with the one that belongs to the register; ``save`` stores what was typed."""

    left = Signal(str)
    typed = Signal()
    table_pasted = Signal()
    copy_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, save: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._register: Register | None = None
        self.line: EntryLine | None = None
        self.slips: SlipCard | None = None
        self._scroll = GrowingScroll()
        self.told = FindingLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._scroll)
        column.addWidget(self.told)

    def show_register(self, register: Register) -> None:
        """Show the cells of a register."""
        for old in (self.line, self.slips):
            if old is not None:
                self._scroll.body.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._register, self.line, self.slips = register, None, None
        form = slip_form(register)
        if form is not None:
            self.slips = SlipCard(form, self._save)
        else:
            self.line = EntryLine(register, self._save)
            self.line.copy_wanted.connect(self.copy_wanted)
        made = self.line or self.slips
        assert made is not None
        made.left.connect(self.left)
        made.typed.connect(self.typed)
        made.table_pasted.connect(self.table_pasted)
        made.clear_wanted.connect(self.clear_wanted)
        self._scroll.body.addWidget(made)

    def show_rows(self, rows: "tuple[RegisterRow, ...]") -> None:
        """Tell the running count of rows typed in series."""
        form = slip_form(self._register) if self._register else None
        if form is not None and self.slips is not None:
            self.slips.show_count(slip_count(form, rows))

    def column_of(self, cell: QWidget) -> str:
        """The column of a cell; empty for another widget."""
        if self.slips is not None:
            return self.slips.column_of(cell)
        cells = self.line.cells if self.line is not None else {}
        return next((code for code, own in cells.items() if own is cell), "")

    def texts(self) -> Mapping[str, str]:
        """What stands in the cells, by column."""
        return self._now.texts() if self._now else {}

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put these texts into the cells; the others become empty."""
        if self._now:
            self._now.fill(texts)

    def show_cell(self, column: str, text: str, problem: str) -> None:
        """Show a cell as it was read, or the sentence for which it is refused."""
        if self._now:
            self._now.show_cell(column, text, problem)

    def focus(self, column: str) -> None:
        """Put the cursor into a cell and select its text."""
        if self._now:
            self._now.focus(column)

    def tell(self, level: str, text: str) -> None:
        """Say below the cells what is worth knowing of the row stored last; an empty text takes it away."""
        self.told.show_finding(level, text)

    def focus_first(self) -> None:
        """Put the cursor where the next row begins."""
        if self._now:
            self._now.focus_first()

    def in_order(self) -> Iterator[QWidget]:
        """What Tab goes through."""
        if self._now:
            yield from self._now.in_order()

    @property
    def _now(self) -> EntryLine | SlipCard | None:
        return self.line or self.slips
