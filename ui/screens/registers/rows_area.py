"""The rows of the open register, or why there are none: each register brings a table with its own columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from cchc_desktop.domain.register import Register
from ui.screens.registers.page import EmptyFacts
from ui.screens.registers.register_table import RegisterRows
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from cchc_desktop.services.registers.rows import RegisterRow

_NARROWEST, _LOWEST = 280, 88
_ROWS, _EMPTY = 0, 1


class RowsArea(QStackedWidget):
    """``row_chosen(RegisterRow | None)``, ``edit_wanted(row id, column)``, ``delete_wanted(row ids)``."""

    row_chosen = Signal(object)
    edit_wanted = Signal(str, str)
    delete_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RegisterRows | None = None
        self.empty = EmptyState(icon="registers", sentence="", deed="Xem tất cả")
        self.addWidget(self.empty)
        self.setMinimumSize(_NARROWEST, _LOWEST)

    def show_register(self, register: Register) -> RegisterRows:
        """Lay out the table of another register, and return it."""
        old, made = self.table, RegisterRows(register)
        self.table = made
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        self.insertWidget(_ROWS, made)
        made.row_chosen.connect(self.row_chosen)
        made.edit_wanted.connect(lambda row_id: self.edit_wanted.emit(row_id, register.columns[0].code))
        made.delete_wanted.connect(self.delete_wanted)
        return made

    def show_rows(self, rows: "Sequence[RegisterRow]") -> None:
        """Show exactly these rows."""
        if self.table is not None:
            self.table.show_rows(rows)

    def show_empty(self, facts: EmptyFacts | None) -> None:
        """Show why there are no rows, or the table."""
        if facts is None:
            self.setCurrentIndex(_ROWS)
            return
        self.setCurrentIndex(_EMPTY)
        self.empty.sentence.setText(facts.sentence)
        self.empty.step.setText(facts.advice)
        self.empty.button.setVisible(facts.clears)

    def choose_row(self, row_id: str) -> bool:
        """Make this row current; false when it is not shown."""
        return self.table is not None and self.table.choose(row_id)

    def current_row(self) -> "RegisterRow | None":
        """The row on which the cursor stands."""
        return self.table.current_row() if self.table is not None else None

    def enter(self) -> None:
        """Put the cursor into the table."""
        if self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_first(self) -> None:
        """Put the cursor into the table, on its first row unless it stood on another."""
        self.enter()
        if self.table is not None and self.table.current_row() is None:
            self.table.choose_first()
