"""The commune's own plan as screens show it."""

from dataclasses import dataclass
from datetime import date

from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.plan import Field, Task


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A task that may stand in the plan: one of the province, or an ``own`` one; ``included`` or left out.

    ``task`` holds the words that the plan prints; ``original`` those of the province, None for an own task.
    """

    task: Task
    original: Task | None
    own: bool
    included: bool
    involvement: Involvement
    assignee_id: str
    assignee: str
    internal_due: date | None


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The whole plan: its texts (a paragraph a line), its lines in printed order, where it was sent."""

    title: str
    basis: str
    purpose: str
    arrangements: str
    fields: tuple[Field, ...]
    lines: tuple[PlanLine, ...]
    sent_number: str
    sent_day: date | None
    sent_to: str
    frozen: bool
