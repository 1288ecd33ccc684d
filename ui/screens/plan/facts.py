"""What the plan screen shows, as plain values: made by the presenter, laid out by the view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding

if TYPE_CHECKING:
    from cchc_desktop.services.plan.rows import PlanLine, PlanPage

TASK_FIELDS = (
    ("name", "Nhiệm vụ"),
    ("goal", "Mục tiêu"),
    ("lead", "Chủ trì"),
    ("cooperation", "Phối hợp"),
    ("product", "Sản phẩm"),
    ("time", "Thời gian thực hiện"),
)
"""The words of a task that may be changed, with their labels."""
TEXT_FIELDS = (
    ("title", "Trích yếu", "Dòng in dưới chữ KẾ HOẠCH"),
    ("basis", "Căn cứ", "Mỗi dòng in thành một đoạn"),
    ("purpose", "I. Mục đích, yêu cầu", "Mỗi dòng in thành một đoạn"),
    ("arrangements", "III. Tổ chức thực hiện", "Mỗi dòng in thành một đoạn"),
)
"""The texts of the plan with label and hint; part II is the table of tasks and the targets."""


class Show(Enum):
    """The filters over the tasks."""

    INCLUDED = "included"
    LEFT_OUT = "left_out"
    OWN = "own"
    UNASSIGNED = "unassigned"

    @property
    def label(self) -> str:
        """The words on the chip."""
        return {
            "included": "Trong kế hoạch",
            "left_out": "Không đưa vào",
            "own": "Nhiệm vụ riêng",
            "unassigned": "Chưa phân công",
        }[self.value]

    def holds(self, line: PlanLine) -> bool:
        """Whether a line passes the filter."""
        return {
            Show.INCLUDED: line.included,
            Show.LEFT_OUT: not line.included,
            Show.OWN: line.own,
            Show.UNASSIGNED: line.included and not line.assignee,
        }[self]


@dataclass(frozen=True, slots=True)
class Counted:
    """The filter chips: each with its count, and how many lines are shown of how many."""

    chips: tuple[tuple[Show, int], ...]
    shown: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """The open task: its words, those of the province where they differ, who does it, what may be done with it."""

    line: PlanLine
    officers: tuple[tuple[str, str], ...]
    differs: frozenset[str]
    editable: bool
    findings: tuple[Finding, ...]


class ViewPort(Protocol):
    """What the presenter asks of the view."""

    def show_lines(self, lines: Sequence[PlanLine], counted: Counted) -> None:
        """Show exactly these lines."""
        ...

    def show_line(self, facts: LineFacts | None, *, renew: bool) -> None:
        """Show the open task; the same one keeps what is being typed unless ``renew``."""
        ...

    def show_texts(self, page: PlanPage, *, renew: bool) -> None:
        """Show the texts of the plan and where it was sent."""
        ...

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what the plan owes."""
        ...

    def show_frozen(self, *, frozen: bool) -> None:
        """Let nothing be added, and say why, or open it again."""
        ...

    def choose_line(self, code: str) -> bool:
        """Make this line current; false when it is not shown."""
        ...

    def focus_field(self, field: str) -> None:
        """Bring an editor into sight and put the cursor there."""
        ...

    def refuse_field(self, field: str, text: str) -> None:
        """Mark an editor as refused, or as fine again with an empty text."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """Where the plan was sent: number and day of the letter, the receiver."""

    number: str
    day: date | None
    to: str
