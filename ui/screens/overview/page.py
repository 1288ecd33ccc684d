"""What the overview shows, as plain values: made by the presenter, painted by the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Link:
    """One line that leads somewhere. ``look`` names a look of ``link_list``; ``note`` stands at the right."""

    text: str
    target: str
    look: str
    note: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar or ring: status (a key of the looks), its word and how many."""

    status: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row of a chart: its words, the parts of its bar on a whole, the text at its right, and where it leads."""

    label: str
    parts: tuple[tuple[str, float], ...]
    whole: float
    text: str
    target: str
    told: str


@dataclass(frozen=True, slots=True)
class SubmissionState:
    """A submission of the running period: what it is and where it is now; ``state`` is a key of the looks.

    ``name`` is what it is alone, for a narrow window, where the icon and the tip tell the state.
    """

    name: str
    text: str
    state: str
    tip: str
    target: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole overview."""

    today: str
    waiting_title: str
    waiting: tuple[Link, ...]
    waiting_empty: str
    due_title: str
    due: tuple[Link, ...]
    due_empty: str
    ring: tuple[Part, ...]
    ring_total: str
    ring_note: str
    fields: tuple[BarRow, ...]
    score: str
    grade: str
    score_note: str
    areas: tuple[BarRow, ...]
    submissions: tuple[SubmissionState, ...]


class ViewPort(Protocol):
    """What the presenter asks of the screen."""

    def show_page(self, page: Page) -> None:
        """Show the overview."""
        ...
