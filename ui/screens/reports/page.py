"""What the presenters ask of the screen."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from ui.screens.reports.facts import (
    AnnexRow,
    Choices,
    DetailFacts,
    Explaining,
    GoalRow,
    HeadFacts,
    OutlineLine,
    SectionFacts,
)

if TYPE_CHECKING:
    from cchc_desktop.services.history.versions import Version


class ViewPort(Protocol):
    """The screen, seen from its presenters."""

    def show_head(self, facts: HeadFacts) -> None:
        """Show window, due date and counts."""
        ...

    def show_choices(self, choices: Choices) -> None:
        """Show the forms and periods that can be chosen."""
        ...

    def show_nothing(self, sentence: str, first_step: str) -> None:
        """Say why there is no report to show."""
        ...

    def show_outline(self, lines: Sequence[OutlineLine], current: str) -> None:
        """Show the sections, or the figures that were found."""
        ...

    def show_section(self, facts: SectionFacts) -> None:
        """Show another section."""
        ...

    def refresh_section(self, facts: SectionFacts) -> None:
        """The same section as stored now; what is being typed stays."""
        ...

    def show_details(self, facts: DetailFacts | None) -> None:
        """Show everything about a figure, or that none is chosen."""
        ...

    def show_history(self, rows: "Sequence[Version]") -> None:
        """Show who changed the figure."""
        ...

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show all findings of the report."""
        ...

    def show_explaining(self, explaining: Explaining | None) -> None:
        """Show where the explanation of a finding is written, or nothing."""
        ...

    def show_annex(self, rows: Sequence[AnnexRow]) -> None:
        """Show all figures."""
        ...

    def show_goals(self, rows: Sequence[GoalRow]) -> None:
        """Show the targets."""
        ...

    def show_frozen(self, *, frozen: bool) -> None:
        """Make everything read only and say why, or open it again."""
        ...

    def explain(self, finding: str) -> None:
        """Put the cursor where this finding is explained."""
        ...

    def open_override(self, code: str) -> None:
        """Open the box that puts a typed figure in the place of a derived one."""
        ...

    def drop_unread(self) -> None:
        """Forget what was typed and could not be read: the report was completed."""
        ...

    def show_refusal(self, code: str, text: str) -> None:
        """Show under a figure why what was typed is not taken."""
        ...

    def show_ad_hoc_refusal(self, text: str) -> None:
        """Show why the window of an ad hoc report is not taken."""
        ...

    def focus_field(self, code: str) -> None:
        """Put the cursor into a figure and bring it into sight."""
        ...

    def focus_text(self) -> None:
        """Put the cursor into the narrative."""
        ...

    def show_report_tab(self) -> None:
        """Bring the sections into sight."""
        ...

    def show_preview(self, content: bytes) -> None:
        """Show the PDF."""
        ...

    def show_no_preview(self, text: str) -> None:
        """Say why there is no preview."""
        ...

    def open_path(self, path: Path) -> bool:
        """Open a file in the program that the user has for it; false when there is none."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the shape of ``Runner.run``
        """A document is being written, or is written."""
        ...
