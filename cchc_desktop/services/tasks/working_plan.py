"""The plan that a commune works on: the province's plan in use, with its own tasks at the end of each field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from cchc_desktop.domain.involvement import Involvement, involvement
from cchc_desktop.domain.plan import Plan, Task
from cchc_desktop.domain.time_phrase import TimeFrame
from cchc_desktop.domain.time_phrase import parse as parse_time
from cchc_desktop.domain.vietnamese import search_key
from cchc_desktop.services.session.session import Session
from db.tables import commune_task


@dataclass(frozen=True, slots=True)
class WorkingPlan:
    """The whole plan and what is derived from the words of its tasks.

    ``own`` are the codes of the commune's tasks, ``taken_over`` of all tasks that stand in its own plan.
    """

    plan: Plan
    own: frozenset[str]
    taken_over: frozenset[str]
    frames: Mapping[str, TimeFrame]
    involvement: Mapping[str, Involvement]
    search_keys: Mapping[str, str]


class WorkingPlans:
    """Builds the working plan anew when the plan in use or an own task has changed, and keeps it otherwise."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made_of: tuple[Plan, tuple[Task, ...], dict[str, bool]] | None = None
        self._current: WorkingPlan | None = None

    def current(self, connection: sa.Connection) -> WorkingPlan:
        """The plan as it stands in the view of this connection."""
        plan = self._session.workspace.plan
        own = tuple(own_tasks(connection, plan.header.code))
        chosen = _chosen(connection, plan.header.code)
        known = self._made_of
        if self._current is None or known is None or known[0] is not plan or known[1:] != (own, chosen):
            self._made_of = (plan, own, chosen)
            self._current = _working(plan, own, chosen)
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


def _chosen(connection: sa.Connection, plan_code: str) -> dict[str, bool]:
    """The tasks about which the commune decided, and whether its own plan takes them over."""
    query = sa.select(commune_task.c.task_code, commune_task.c.included).where(commune_task.c.plan_code == plan_code)
    return {row.task_code: row.included for row in connection.execute(query)}


def _working(plan: Plan, own: tuple[Task, ...], chosen: Mapping[str, bool]) -> WorkingPlan:
    tasks = tuple(task for field in plan.fields for task in (*plan.tasks, *own) if task.field == field.code)
    codes = frozenset(task.code for task in own)
    involved = {task.code: Involvement.LEAD if task.code in codes else involvement(task) for task in tasks}
    named = {code: role is not Involvement.NOT_NAMED for code, role in involved.items()}
    return WorkingPlan(
        plan=Plan(plan.header, plan.fields, tasks),
        own=codes,
        taken_over=frozenset(code for code, default in named.items() if chosen.get(code, default)),
        frames={task.code: parse_time(task.time) for task in tasks},
        involvement=involved,
        search_keys={task.code: _search_key(task) for task in tasks},
    )


def _search_key(task: Task) -> str:
    return search_key(" ".join((task.number, task.name, task.goal, task.lead, task.cooperation, task.product)))
