"""Reading the tasks: the board, one task in detail, and their entries as domain values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.plan import Field, Task
from cchc_desktop.domain.products import expected_products
from cchc_desktop.domain.progress import ProductDocument, ProgressEntry
from cchc_desktop.domain.status import TaskStatus, current_percent, days_left, task_status
from cchc_desktop.domain.time_phrase import TimeFrame
from cchc_desktop.services.evidence.evidence import FileRow, files_of_products
from cchc_desktop.services.session.frozen import entries_until
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.tasks.working_plan import WorkingPlan, WorkingPlans
from db.tables import assignment, officer, product, progress_entry


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line of the board: the plan's words, what is derived, who does it; ``own`` where the commune added the task."""

    code: str
    number: str
    field_code: str
    name: str
    goal: str
    lead: str
    cooperation: str
    product: str
    time: str
    involvement: Involvement
    status: TaskStatus
    percent: int
    due: date | None
    days_left: int | None
    assignee_id: str
    assignee: str
    internal_due: date | None
    not_arising: bool
    not_arising_reason: str
    has_product: bool
    entries: int
    search_key: str
    own: bool
    in_own_plan: bool


@dataclass(frozen=True, slots=True)
class TaskBoard:
    """All tasks of the plan on a day."""

    plan_title: str
    fields: tuple[Field, ...]
    rows: tuple[TaskRow, ...]
    on: date


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product document of an entry with its files."""

    id: str
    name: str
    number: str
    day: date | None
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A progress entry; ``locked`` once a snapshot covers its day."""

    id: str
    day: date
    percent: int
    result: str
    difficulty: str
    objective_reason: str
    products: tuple[ProductRow, ...]
    locked: bool


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """What the detail pane shows. Entries are newest first."""

    row: TaskRow
    frame: TimeFrame
    expected: tuple[str, ...]
    entries: tuple[EntryRow, ...]
    frozen_until: date | None


@dataclass(frozen=True, slots=True)
class _State:
    """What the database knows of all tasks of the plan."""

    working: WorkingPlan
    assignments: dict[str, Any]
    entries: dict[str, list[Any]]
    products: dict[str, list[Any]]
    officers: dict[str, str]
    files: dict[str, tuple[FileRow, ...]]


class TaskReader:
    """Queries on the tasks of the workspace's plan."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._plans = WorkingPlans(session)

    def working_plan(self) -> WorkingPlan:
        """The plan in use with the commune's own tasks."""
        with self._session.read() as connection:
            return self._plans.current(connection)

    def board(self, on: date | None = None) -> TaskBoard:
        """All tasks with their status on a day (today unless given)."""
        day = on or self._session.today()
        with self._session.read() as connection:
            state = self._load(connection)
        plan = state.working.plan
        rows = tuple(self._row(task, state, day) for task in plan.tasks)
        return TaskBoard(plan.header.title, plan.fields, rows, day)

    def detail(self, code: str) -> TaskDetail:
        """One task with its entries, newest first."""
        with self._session.read() as connection:
            state = self._load(connection, code)
            frozen = frozen_until(connection, self._session)
        task = state.working.plan.task(code)
        entries = tuple(self._entry_row(entry, state, frozen) for entry in reversed(state.entries.get(code, [])))
        return TaskDetail(
            row=self._row(task, state, self._session.today()),
            frame=state.working.frames[code],
            expected=expected_products(task.product),
            entries=entries,
            frozen_until=frozen,
        )

    def domain_entries(self, on: date) -> dict[str, tuple[ProgressEntry, ...]]:
        """The entries of all tasks as domain values, up to and including a day."""
        with self._session.read() as connection:
            state = self._load(connection)
        return {
            code: tuple(_as_entry(entry, state) for entry in entries if entry.day <= on.isoformat())
            for code, entries in state.entries.items()
        }

    def standing(self, connection: sa.Connection, code: str) -> tuple[int, int]:
        """The percent reached by the latest entry of a task, and the highest sequence number given so far."""
        entries = self._load(connection, code).entries.get(code, [])
        return (entries[-1].percent if entries else 0), max((entry.sequence for entry in entries), default=0)

    def frame(self, code: str) -> TimeFrame:
        """When a task is to be done."""
        return self.working_plan().frames[code]

    def _load(self, connection: sa.Connection, code: str | None = None) -> _State:
        working = self._plans.current(connection)
        plan_code = working.plan.header.code
        wanted = [progress_entry.c.plan_code == plan_code]
        if code:
            wanted.append(progress_entry.c.task_code == code)
        order = (progress_entry.c.day, progress_entry.c.sequence)
        entries: dict[str, list[Any]] = {}
        for row in connection.execute(sa.select(progress_entry).where(*wanted).order_by(*order)):
            entries.setdefault(row.task_code, []).append(row)
        products: dict[str, list[Any]] = {}
        joined = sa.select(product).join(progress_entry).where(*wanted).order_by(product.c.sequence)
        for row in connection.execute(joined):
            products.setdefault(row.entry_id, []).append(row)
        given = connection.execute(sa.select(assignment).where(assignment.c.plan_code == plan_code))
        names = connection.execute(sa.select(officer.c.id, officer.c.full_name))
        return _State(
            working=working,
            assignments={row.task_code: row for row in given},
            entries=entries,
            products=products,
            officers={row.id: row.full_name for row in names},
            files=files_of_products(connection) if products else {},
        )

    def _row(self, task: Task, state: _State, on: date) -> TaskRow:
        frame = state.working.frames[task.code]
        entries = tuple(_as_entry(entry, state) for entry in state.entries.get(task.code, []))
        given = state.assignments.get(task.code)
        assignee_id = (given.officer_id or "") if given else ""
        return TaskRow(
            code=task.code,
            number=task.number,
            field_code=task.field,
            name=task.name,
            goal=task.goal,
            lead=task.lead,
            cooperation=task.cooperation,
            product=task.product,
            time=task.time,
            involvement=state.working.involvement[task.code],
            status=task_status(frame, entries, on=on, not_arising=bool(given and given.not_arising)),
            percent=current_percent(entries, on),
            due=frame.end,
            days_left=days_left(frame, on),
            assignee_id=assignee_id,
            assignee=state.officers.get(assignee_id, ""),
            internal_due=_day(given.internal_due) if given else None,
            not_arising=bool(given and given.not_arising),
            not_arising_reason=given.not_arising_reason if given else "",
            has_product=any(entry.products for entry in entries),
            entries=len(entries),
            search_key=state.working.search_keys[task.code],
            own=task.code in state.working.own,
            in_own_plan=task.code in state.working.taken_over,
        )

    def _entry_row(self, entry: Any, state: _State, frozen: date | None) -> EntryRow:
        day = date.fromisoformat(entry.day)
        return EntryRow(
            id=entry.id,
            day=day,
            percent=entry.percent,
            result=entry.result,
            difficulty=entry.difficulty,
            objective_reason=entry.objective_reason,
            products=tuple(
                ProductRow(item.id, item.name, item.number, _day(item.day), state.files.get(item.id, ()))
                for item in state.products.get(entry.id, [])
            ),
            locked=bool(frozen and day <= frozen),
        )


def frozen_until(connection: sa.Connection, session: Session) -> date | None:
    """The last reference day that a completed progress report of the unit covers, if any."""
    return entries_until(connection, session.workspace.unit.code)


def _as_entry(entry: Any, state: _State) -> ProgressEntry:
    return ProgressEntry(
        day=date.fromisoformat(entry.day),
        percent=entry.percent,
        result=entry.result,
        difficulty=entry.difficulty,
        objective_reason=entry.objective_reason,
        products=tuple(_as_document(item, state.files.get(item.id, ())) for item in state.products.get(entry.id, [])),
    )


def _as_document(item: Any, files: tuple[FileRow, ...]) -> ProductDocument:
    hashes, pages = tuple(file.sha256 for file in files), tuple(file.pages for file in files)
    return ProductDocument(item.name, item.number, _day(item.day), hashes, pages)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
