"""What the presenter of the registers tells the screen: the list, the filter line, the rows, why there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.register import Register
from ui.screens.registers.span import Span

if TYPE_CHECKING:
    from cchc_desktop.services.registers.rows import RegisterRow, RegisterSummary


@dataclass(frozen=True, slots=True)
class FilterFacts:
    """The filter line: the days, how many rows are shown of how many, and the words that are looked for."""

    span: Span
    shown: str
    query: str


@dataclass(frozen=True, slots=True)
class EmptyFacts:
    """Why no row is shown and what to do first; ``clears`` where the filter hides rows."""

    sentence: str
    advice: str
    clears: bool


class RegistersPort(Protocol):
    """What the presenter asks of the screen."""

    def show_list(self, rows: "Sequence[RegisterSummary]", code: str) -> None:
        """Show the registers with their counts; ``code`` is the open one."""
        ...

    def show_register(self, register: Register) -> None:
        """Another register is open: its columns, its entry line."""
        ...

    def show_rows(self, rows: "Sequence[RegisterRow]") -> None:
        """Show exactly these rows."""
        ...

    def show_filter(self, facts: FilterFacts) -> None:
        """Show the days and the counts."""
        ...

    def show_empty(self, facts: EmptyFacts | None) -> None:
        """Show why there are no rows, or the table for None."""
        ...

    def show_unavailable(self, sentence: str, advice: str) -> None:
        """There are no registers at all."""
        ...

    def choose_row(self, row_id: str) -> bool:
        """Make this row current; false when it is not shown."""
        ...

    def open_row(self, register: Register, row: "RegisterRow", field: str) -> None:
        """Show all columns of a row beside the table."""
        ...
