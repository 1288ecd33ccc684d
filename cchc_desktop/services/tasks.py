"""Tasks (nhiệm vụ): the board, the detail pane, progress entries, products and assignments."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.involvement import Involvement, involvement
from cchc_desktop.domain.plan import Field, Task
from cchc_desktop.domain.products import expected_products
from cchc_desktop.domain.progress import ProductDocument, ProgressEntry
from cchc_desktop.domain.status import TaskStatus, current_percent, days_left, task_status
from cchc_desktop.domain.time_phrase import TimeFrame
from cchc_desktop.domain.time_phrase import parse as parse_time
from cchc_desktop.domain.vietnamese import nfc, search_key
from cchc_desktop.services.accounts import active_officers
from cchc_desktop.services.evidence import FileRow, files_of_products
from cchc_desktop.services.outcome import Outcome
from cchc_desktop.services.session import OfficerRow, Session
from db.tables import assignment, evidence_use, officer, product, progress_entry, submission


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line of the board: the plan's words, what is derived, who does it."""

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

    assignments: dict[str, Any]
    entries: dict[str, list[Any]]
    products: dict[str, list[Any]]
    officers: dict[str, str]
    files: dict[str, tuple[FileRow, ...]]


class Tasks:
    """Queries and commands on the tasks of the workspace's plan."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._plan = session.workspace.plan
        self._frames = {task.code: parse_time(task.time) for task in self._plan.tasks}
        self._involvement = {task.code: involvement(task) for task in self._plan.tasks}
        self._keys = {
            task.code: search_key(
                " ".join((task.number, task.name, task.goal, task.lead, task.cooperation, task.product))
            )
            for task in self._plan.tasks
        }

    def board(self, on: date | None = None) -> TaskBoard:
        """All tasks with their status on a day (today unless given)."""
        day = on or self._session.today()
        with self._session.read() as connection:
            state = self._load(connection)
        rows = tuple(self._row(task, state, day) for task in self._plan.tasks)
        return TaskBoard(self._plan.header.title, self._plan.fields, rows, day)

    def detail(self, code: str) -> TaskDetail:
        """One task with its entries, newest first."""
        task = self._plan.task(code)
        with self._session.read() as connection:
            state = self._load(connection, code)
            frozen = frozen_until(connection, self._session)
        entries = tuple(self._entry_row(entry, state, frozen) for entry in reversed(state.entries.get(code, [])))
        return TaskDetail(
            row=self._row(task, state, self._session.today()),
            frame=self._frames[code],
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

    def officers(self) -> tuple[OfficerRow, ...]:
        """Those to whom a task can be given."""
        return active_officers(self._session.store)

    def frame(self, code: str) -> TimeFrame:
        """When a task is to be done."""
        return self._frames[code]

    def add_entry(self, code: str, day: date | None = None) -> Outcome[str]:
        """Add an empty entry dated today (or ``day``), carrying the percent reached so far; return its identity."""
        chosen = day or self._session.today()
        task = self._plan.task(code)
        with self._session.command(f"Thêm cập nhật nhiệm vụ {task.number}") as work:
            self._refuse_frozen(work.connection, chosen)
            state = self._load(work.connection, code)
            entries = state.entries.get(code, [])
            identity = work.insert(
                progress_entry,
                plan_code=self._plan.header.code,
                task_code=code,
                day=chosen.isoformat(),
                sequence=1 + max((entry.sequence for entry in entries), default=0),
                percent=entries[-1].percent if entries else 0,
                result="",
                difficulty="",
                objective_reason="",
            )
        return Outcome(identity, frozenset(work.touched))

    def edit_entry(self, entry_id: str, **changes: str | int | date) -> Outcome[bool]:
        """Change fields of an entry: day, percent (0..100), result, difficulty, objective_reason."""
        values = {name: _plain(value) for name, value in changes.items()}
        percent = values.get("percent", 0)
        if not (isinstance(percent, int) and 0 <= percent <= 100):
            raise Refusal(
                Finding("entry.percent", Level.BLOCK, f"Tỷ lệ hoàn thành phải từ 0 đến 100, không phải {percent}.")
            )
        with self._session.command("Sửa cập nhật tiến độ") as work:
            row = work.connection.execute(sa.select(progress_entry).where(progress_entry.c.id == entry_id)).one()
            self._refuse_frozen(work.connection, date.fromisoformat(row.day))
            if "day" in values:
                self._refuse_frozen(work.connection, date.fromisoformat(str(values["day"])))
            changed = work.update(progress_entry, entry_id, **values)
        return Outcome(changed, frozenset(work.touched))

    def delete_entry(self, entry_id: str) -> Outcome[None]:
        """Remove an entry with its products; can be undone."""
        with self._session.command("Xóa cập nhật tiến độ") as work:
            row = work.connection.execute(sa.select(progress_entry).where(progress_entry.c.id == entry_id)).one()
            self._refuse_frozen(work.connection, date.fromisoformat(row.day))
            for item in work.connection.execute(sa.select(product.c.id).where(product.c.entry_id == entry_id)).all():
                _delete_product(work, item.id)
            work.delete(progress_entry, entry_id)
        return Outcome(None, frozenset(work.touched))

    def add_product(self, entry_id: str, name: str = "") -> Outcome[str]:
        """Add a product document to an entry, named like the expected one if given."""
        with self._session.command("Thêm sản phẩm") as work:
            self._refuse_frozen_entry(work.connection, entry_id)
            last = work.connection.scalar(
                sa.select(sa.func.max(product.c.sequence)).where(product.c.entry_id == entry_id)
            )
            identity = work.insert(
                product, entry_id=entry_id, sequence=(last or 0) + 1, name=nfc(name), number="", day=""
            )
        return Outcome(identity, frozenset(work.touched))

    def edit_product(self, product_id: str, **changes: str | date | None) -> Outcome[bool]:
        """Change fields of a product document: name, number, day (None empties it)."""
        values = {name: _plain(value if value is not None else "") for name, value in changes.items()}
        with self._session.command("Sửa sản phẩm") as work:
            row = work.connection.execute(sa.select(product).where(product.c.id == product_id)).one()
            self._refuse_frozen_entry(work.connection, row.entry_id)
            changed = work.update(product, product_id, **values)
        return Outcome(changed, frozenset(work.touched))

    def delete_product(self, product_id: str) -> Outcome[None]:
        """Remove a product document; its files stay in the evidence store."""
        with self._session.command("Xóa sản phẩm") as work:
            row = work.connection.execute(sa.select(product).where(product.c.id == product_id)).one()
            self._refuse_frozen_entry(work.connection, row.entry_id)
            _delete_product(work, product_id)
        return Outcome(None, frozenset(work.touched))

    def assign(self, code: str, officer_id: str | None) -> Outcome[bool]:
        """Give a task to an officer, or to nobody."""
        return self._set_assignment(code, "Phân công", officer_id=officer_id)

    def set_internal_due(self, code: str, day: date | None) -> Outcome[bool]:
        """Set the date by which the unit wants it done."""
        return self._set_assignment(code, "Đặt hạn nội bộ", internal_due=day.isoformat() if day else "")

    def set_not_arising(self, code: str, *, not_arising: bool, reason: str) -> Outcome[bool]:
        """Declare that a task does not arise in this unit; the reason is asked for at completion."""
        return self._set_assignment(
            code, "Đánh dấu không phát sinh", not_arising=not_arising, not_arising_reason=nfc(reason)
        )

    def _set_assignment(self, code: str, label: str, **values: str | bool | None) -> Outcome[bool]:
        task = self._plan.task(code)
        key = {"plan_code": self._plan.header.code, "task_code": code}
        with self._session.command(f"{label} nhiệm vụ {task.number}") as work:
            found = work.connection.execute(sa.select(assignment.c.id).filter_by(**key)).first()
            if found is None:
                blank: dict[str, str | bool | None] = {
                    "officer_id": None,
                    "internal_due": "",
                    "not_arising": False,
                    "not_arising_reason": "",
                }
                work.insert(assignment, **{**blank, **key, **values})
            else:
                work.update(assignment, found.id, **values)
        return Outcome(bool(work.touched), frozenset(work.touched))

    def _refuse_frozen_entry(self, connection: sa.Connection, entry_id: str) -> None:
        day = connection.scalar(sa.select(progress_entry.c.day).where(progress_entry.c.id == entry_id))
        self._refuse_frozen(connection, date.fromisoformat(str(day)))

    def _refuse_frozen(self, connection: sa.Connection, day: date) -> None:
        until = frozen_until(connection, self._session)
        if until and day <= until:
            text = (
                f"Tiến độ đến ngày {until:%d/%m/%Y} đã chốt trong hồ sơ đã hoàn thành nên không sửa được; "
                "muốn sửa, hãy mở lại hồ sơ ở màn hình Hồ sơ nộp, hoặc ghi cập nhật với ngày sau đó."
            )
            raise Refusal(Finding("entry.frozen", Level.BLOCK, text, "submission"))

    def _load(self, connection: sa.Connection, code: str | None = None) -> _State:
        plan_code = self._plan.header.code
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
            assignments={row.task_code: row for row in given},
            entries=entries,
            products=products,
            officers={row.id: row.full_name for row in names},
            files=files_of_products(connection) if products else {},
        )

    def _row(self, task: Task, state: _State, on: date) -> TaskRow:
        frame = self._frames[task.code]
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
            involvement=self._involvement[task.code],
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
            search_key=self._keys[task.code],
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
    found = connection.scalar(
        sa.select(sa.func.max(submission.c.reference_day)).where(
            submission.c.kind == "progress",
            submission.c.unit_code == session.workspace.unit.code,
            submission.c.state.in_(("complete", "signed", "exported")),
        )
    )
    return date.fromisoformat(found) if found else None


def _as_entry(entry: Any, state: _State) -> ProgressEntry:
    return ProgressEntry(
        day=date.fromisoformat(entry.day),
        percent=entry.percent,
        result=entry.result,
        difficulty=entry.difficulty,
        objective_reason=entry.objective_reason,
        products=tuple(
            ProductDocument(
                item.name, item.number, _day(item.day), tuple(file.sha256 for file in state.files.get(item.id, ()))
            )
            for item in state.products.get(entry.id, [])
        ),
    )


def _delete_product(work: Any, product_id: str) -> None:
    uses = work.connection.execute(sa.select(evidence_use.c.id).where(evidence_use.c.product_id == product_id)).all()
    for use in uses:
        work.delete(evidence_use, use.id)
    work.delete(product, product_id)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: str | int | date) -> str | int:
    if isinstance(value, date):
        return value.isoformat()
    return nfc(value) if isinstance(value, str) else value
