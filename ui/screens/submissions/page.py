"""What the submissions screen shows, as plain values: made by the presenter, laid out by the view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from cchc_desktop.domain.finding import Finding
from ui.screens.submissions.comparing import ComparisonPort
from ui.screens.submissions.wording import Step
from ui.widgets.keeping import Spot

FIELDS = ("number", "day", "leader", "reference_day")
"""The fields of the document, as findings and links name them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which submission is shown: options as ``(value, words)``; no forms for a kind that has none."""

    kind: str
    forms: tuple[tuple[str, str], ...]
    form: str
    periods: tuple[tuple[str, str], ...]
    period: str


REOPEN = "reopen"
"""In a link, in place of a field: the reason for which the submission is reopened."""
CUSTODY = "custody"
"""The same: where the submission is."""


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """Which revision is typed into, as the beginning of a link, and in words."""

    target: str
    revision: int
    words: str

    def spot(self, field: str, label: str) -> Spot:
        """The place of one of its fields."""
        return Spot(f"{self.target}:{field}:r{self.revision}", f"{self.words}, {label}")


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """The fields that are typed; ``leaders`` as ``(identity, words)``; no reference day for a self-assessment."""

    record: str
    place: KeptPlace
    number: str
    day: date | None
    leader: str
    reference_day: date
    leaders: tuple[tuple[str, str], ...]
    window: str
    asks_reference_day: bool
    editable: bool


@dataclass(frozen=True, slots=True)
class Signing:
    """The signing pane; ``paper_reason`` says why the scan cannot be attached here, empty when it can."""

    signer: str
    sentence: str
    code: str
    paper_reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One submission as the screen shows it; ``pane`` is "draft", "sign", "export" or "answered".

    ``clock`` warns of a wrong clock where no finding does: beside signing and exporting.
    """

    steps: tuple[Step, ...]
    pane: str
    sample: bool
    note: str
    clock: str
    fields: DocumentFields
    facts: tuple[tuple[str, str], ...]
    may_complete: bool
    complete_reason: str
    may_reopen: bool
    signing: Signing
    is_exported: bool
    has_scan: bool
    may_save_excel: bool
    has_word: bool


@dataclass(frozen=True, slots=True)
class RevisionCard:
    """One revision of the history; ``identity`` can be looked at when ``printable``."""

    identity: str
    title: str
    state: str
    state_label: str
    code: str
    lines: tuple[str, ...]
    printable: bool


@dataclass(frozen=True, slots=True)
class ExportCard:
    """What was written and whether it is sound; ``verdict`` is "", "valid", "invalid" or "undetermined"."""

    paths: tuple[tuple[str, str], ...]
    verdict: str
    sentence: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question in place: what will happen, the word on the button, and the reason that is owed, if any."""

    sentence: str
    deed: str
    reason_label: str = ""
    reason_spot: Spot | None = None


class ViewPort(ComparisonPort, Protocol):
    """What the presenter asks of the screen."""

    def show_choice(self, choice: Choice) -> None:
        """Show which submission is chosen and which can be."""
        ...

    def show_waiting(self, waiting: Sequence[tuple[str, str]]) -> None:
        """Show what waits for the signature of the leader who is signed in: ``(target, words)``."""
        ...

    def show_page(self, page: Page) -> None:
        """Show the submission."""
        ...

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what blocks and what warns."""
        ...

    def show_revisions(self, revisions: Sequence[RevisionCard]) -> None:
        """Show all revisions, newest first."""
        ...

    def show_preview(self, content: bytes, caption: str) -> None:
        """Show a PDF; the caption says which revision it is when it is not the present one."""
        ...

    def show_place_of_preview(self, place: float) -> None:
        """Bring a place of the print into sight: 3.7 is low on page 3."""
        ...

    def show_no_preview(self, text: str) -> None:
        """Show a sentence in place of the PDF."""
        ...

    def refuse_field(self, field: str, text: str) -> None:
        """Say under a field why its value was refused; an empty text takes the refusal back."""
        ...

    def refuse_password(self, text: str) -> None:
        """Say under the password why it was refused."""
        ...

    def focus_field(self, field: str) -> None:
        """Bring a field of the document, or "password" or "folder", into sight and give it the focus."""
        ...

    def show_folder(self, folder: str) -> None:
        """Show where the package will be written."""
        ...

    def show_export(self, card: ExportCard | None) -> None:
        """Show what was written."""
        ...

    def show_budget(self, lines: Sequence[tuple[str, str]]) -> None:
        """Say what the package will weigh and what it lacks: ``(level, sentence)``."""
        ...

    def export_started(self, text: str) -> None:
        """A long job begins."""
        ...

    def export_step(self, done: int, total: int, text: str) -> None:
        """The long job is so far."""
        ...

    def export_ended(self) -> None:
        """The long job is over, in whatever way."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner calls it with one positional flag
        """Hold the main deeds while one of them runs."""
        ...

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask in place; ``confirmed(reason)`` when the user goes on."""
        ...

    def open_path(self, path: Path) -> bool:
        """Open a file or a folder with the program of the system; false when there is none."""
        ...
