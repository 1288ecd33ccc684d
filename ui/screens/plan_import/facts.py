"""What the pages of the import show, and what the presenter asks of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.catalogue.task_table.result import Column, EncodingProposal, Question, Remark
from cchc_desktop.domain.finding import Finding

if TYPE_CHECKING:
    from cchc_desktop.services.plan.importing import Comparison, Imported, PlanFacts


class Step(IntEnum):
    """The steps in their order; ``DONE`` is the answer page."""

    SOURCE = 0
    REVIEW = 1
    CHANGES = 2
    FACTS = 3
    DONE = 4

    @property
    def title(self) -> str:
        """The words on screen."""
        return ("Chọn bảng nhiệm vụ", "Xem lại bảng", "So sánh", "Nhập kế hoạch", "Đã nhập")[self]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source as the preview shows it; ``mark`` is "question", "header" or empty."""

    number: int
    cells: tuple[str, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything on the page that looks through the table."""

    name: str
    summary: str
    columns: tuple[Column, ...]
    lines: tuple[SourceLine, ...]
    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...]
    answered: int
    proposal: EncodingProposal | None


class ViewPort(Protocol):
    """What the presenter asks of the screen."""

    def show_step(self, step: Step) -> None:
        """Bring this step into sight."""
        ...

    def show_review(self, review: Review) -> None:
        """Show the table, its questions and remarks."""
        ...

    def show_question(self, index: int) -> None:
        """Bring this question into sight."""
        ...

    def show_changes(self, comparison: "Comparison", *, as_edition: bool) -> None:
        """Show what the table changes."""
        ...

    def show_facts(self, facts: "PlanFacts") -> None:
        """Fill the fields of the plan."""
        ...

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field; none clears all."""
        ...

    def show_done(self, imported: "Imported") -> None:
        """Say what was imported."""
        ...

    def show_trouble(self, text: str) -> None:
        """Say at the first step why nothing could be read; an empty text clears it."""
        ...

    def show_deeds(self, *, may_go_on: bool, next_text: str, why_not: str) -> None:
        """Name the button that goes on and say whether it can be pressed; ``why_not`` stands beside it."""
        ...

    def start_job(self, text: str) -> None:
        """A job begins."""
        ...

    def step_job(self, done: int, total: int, text: str) -> None:
        """The job is so far."""
        ...

    def end_job(self) -> None:
        """The job is over, in whatever way."""
        ...
