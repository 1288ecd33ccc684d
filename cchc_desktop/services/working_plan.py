"""The plan that a commune works on: the province's plan in use, with its own tasks at the end of each field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from cchc_desktop.domain.involvement import Involvement, involvement
from cchc_desktop.domain.plan import Plan, Task
from cchc_desktop.domain.time_phrase import TimeFrame
from cchc_desktop.domain.time_phrase import parse as parse_time
from cchc_desktop.domain.vietnamese import search_key
from cchc_desktop.services.session import Session
from db.tables import commune_task


@dataclass(frozen=True, slots=True)
class WorkingPlan:
    """The whole plan and what is derived from the words of its tasks; ``own`` are the codes of the commune's tasks."""

    plan: Plan
    own: frozenset[str]
    frames: Mapping[str, TimeFrame]
    involvement: Mapping[str, Involvement]
    search_keys: Mapping[str, str]


class WorkingPlans:
    """Builds the working plan anew when the plan in use or an own task has changed, and keeps it otherwise."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made_of: tuple[Plan, tuple[Task, ...]] | None = None
        self._current: WorkingPlan | None = None

    def current(self, connection: sa.Connection) -> WorkingPlan:
        """The plan as it stands in the view of this connection."""
        plan = self._session.workspace.plan
        own = tuple(own_tasks(connection, plan.header.code))
        if self._current is None or self._made_of is None or self._made_of[0] is not plan or self._made_of[1] != own:
            self._made_of = (plan, own)
            self._current = _working(plan, own)
        return self._current


def own_tasks(connection: sa.Connection, plan_code: str) -> Iterator[Task]:
    """The tasks that the commune added to a plan, in the order in which they stand."""
    query = sa.select(commune_task).where(commune_task.c.plan_code == plan_code, commune_task.c.own.is_(True))
    for row in connection.execute(query.order_by(commune_task.c.sequence, commune_task.c.task_code)):
        yield Task(
            code=row.task_code,
            number=row.number,
            field=row.field,
            goal=row.goal,
            name=row.name,
            lead=row.lead,
            cooperation=row.cooperation,
            product=row.product,
            time=row.time,
        )


def _working(plan: Plan, own: tuple[Task, ...]) -> WorkingPlan:
    tasks = tuple(task for field in plan.fields for task in (*plan.tasks, *own) if task.field == field.code)
    codes = frozenset(task.code for task in own)
    return WorkingPlan(
        plan=Plan(plan.header, plan.fields, tasks),
        own=codes,
        frames={task.code: parse_time(task.time) for task in tasks},
        involvement={task.code: Involvement.LEAD if task.code in codes else involvement(task) for task in tasks},
        search_keys={task.code: _search_key(task) for task in tasks},
    )


def _search_key(task: Task) -> str:
    return search_key(" ".join((task.number, task.name, task.goal, task.lead, task.cooperation, task.product)))
