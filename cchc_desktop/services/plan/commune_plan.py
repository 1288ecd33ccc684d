"""The commune's own plan (kế hoạch của xã): the province's tasks that concern it, tasks of its own, and its texts.

The province's plan is never changed: what the commune words differently or leaves out is kept beside it. A task of its
own is worked on, reported and counted like every other one.
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.involvement import Involvement, involvement
from cchc_desktop.domain.plan import Task
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.plan.rows import PlanLine, PlanPage
from cchc_desktop.services.plan.texts import default_texts
from cchc_desktop.services.session.frozen import FROZEN_STATES
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.tasks.rows import TaskRow
from cchc_desktop.services.tasks.tasks import Tasks
from cchc_desktop.services.tasks.working_plan import own_tasks
from db.journal import Work
from db.tables import commune_plan, commune_task, progress_entry, submission

TASK_TEXTS = ("goal", "name", "lead", "cooperation", "product", "time")
PAGE_TEXTS = ("title", "basis", "purpose", "arrangements")


class CommunePlan:
    """Queries and commands on the own plan that rests on the province's plan in use."""

    def __init__(self, session: Session, tasks: Tasks) -> None:
        self._session = session
        self._tasks = tasks

    def page(self) -> PlanPage:
        """The whole plan; before anything is typed, its texts are a first draft and its tasks those that concern it."""
        workspace = self._session.workspace
        code = workspace.plan.header.code
        with self._session.read() as connection:
            stored = connection.execute(sa.select(commune_plan).where(commune_plan.c.plan_code == code)).first()
            changes = {row.task_code: row for row in connection.execute(_tasks_of(code))}
            frozen = _is_completed(connection)
        texts = default_texts(workspace) | ({name: getattr(stored, name) for name in PAGE_TEXTS} if stored else {})
        return PlanPage(
            **texts,
            fields=workspace.plan.fields,
            lines=tuple(_line(row, changes.get(row.code), self._original(row)) for row in self._tasks.board().rows),
            sent_number=stored.sent_number if stored else "",
            sent_day=date.fromisoformat(stored.sent_day) if stored and stored.sent_day else None,
            sent_to=stored.sent_to if stored and stored.sent_to else workspace.addressee,
            frozen=frozen,
        )

    def set_included(self, codes: Iterable[str], *, included: bool) -> Outcome[None]:
        """Take tasks of the province into the plan, or leave them out."""
        with self._command("Chọn nhiệm vụ vào kế hoạch của xã") as work:
            for code in codes:
                self._change(work, code, included=included)
        return Outcome(None, frozenset(work.touched))

    def edit_task(self, code: str, **texts: str) -> Outcome[None]:
        """Word a task as the commune's plan prints it: goal, name, lead, cooperation, product, time."""
        values = {name: nfc(text).strip() for name, text in texts.items() if name in TASK_TEXTS}
        with self._command("Sửa nhiệm vụ trong kế hoạch của xã") as work:
            self._change(work, code, **values)
        return Outcome(None, frozenset(work.touched))

    def reset_task(self, code: str) -> Outcome[None]:
        """Take back the words of the province for a task; whether it is included stays."""
        original = self._session.workspace.plan.task(code)
        return self.edit_task(code, **{name: getattr(original, name) for name in TASK_TEXTS})

    def add_task(self, field: str, **texts: str) -> Outcome[str]:
        """Add an own task at the end of a field; return its permanent code."""
        plan = self._session.workspace.plan
        code = f"{self._session.workspace.unit.code}-{uuid.uuid4().hex[:8].upper()}"
        values = {name: nfc(texts.get(name, "")).strip() for name in TASK_TEXTS}
        with self._command("Thêm nhiệm vụ riêng của xã") as work:
            last = work.connection.scalar(
                sa.select(sa.func.max(commune_task.c.sequence)).where(
                    commune_task.c.plan_code == plan.header.code, commune_task.c.own.is_(True)
                )
            )
            sequence = (last or 0) + 1
            work.insert(
                commune_task,
                plan_code=plan.header.code,
                task_code=code,
                own=True,
                included=True,
                sequence=sequence,
                number=f"R{sequence}",
                field=field,
                **values,
            )
        return Outcome(code, frozenset(work.touched))

    def delete_task(self, code: str) -> Outcome[None]:
        """Remove an own task; refuses while progress stands on it, which would have no home any more."""
        with self._command("Xóa nhiệm vụ riêng của xã") as work:
            row = self._own_row(work, code)
            entries = work.connection.scalar(
                sa.select(sa.func.count()).select_from(progress_entry).where(progress_entry.c.task_code == code)
            )
            if entries:
                text = f"Nhiệm vụ {row.number} đã có {entries} lần cập nhật tiến độ nên không xóa được."
                raise Refusal(Finding("plan.task-in-use", Level.BLOCK, text, f"task:{code}"))
            work.delete(commune_task, row.id)
        return Outcome(None, frozenset(work.touched))

    def move_task(self, code: str, *, up: bool) -> Outcome[None]:
        """Let an own task change places with its neighbour in the field."""
        with self._command("Sắp xếp nhiệm vụ riêng của xã") as work:
            row = self._own_row(work, code)
            peers = [task.code for task in own_tasks(work.connection, row.plan_code) if task.field == row.field]
            place = peers.index(code)
            other = place - 1 if up else place + 1
            if 0 <= other < len(peers):
                neighbour = self._own_row(work, peers[other])
                work.update(commune_task, row.id, sequence=neighbour.sequence)
                work.update(commune_task, neighbour.id, sequence=row.sequence)
        return Outcome(None, frozenset(work.touched))

    def set_texts(self, **texts: str) -> Outcome[None]:
        """Change the texts of the plan: title, basis, purpose, arrangements; a line is a paragraph."""
        values = {name: nfc(text).strip() for name, text in texts.items() if name in PAGE_TEXTS}
        with self._command("Sửa nội dung kế hoạch của xã") as work:
            self._change_page(work, **values)
        return Outcome(None, frozenset(work.touched))

    def record_sent(self, *, number: str, day: date | None, to: str) -> Outcome[None]:
        """Record that the plan went to the superior body: number and date of the letter, and the receiver."""
        with self._session.command("Ghi nhận đã gửi kế hoạch") as work:
            self._change_page(
                work, sent_number=nfc(number).strip(), sent_day=day.isoformat() if day else "", sent_to=nfc(to).strip()
            )
        return Outcome(None, frozenset(work.touched))

    def _command(self, label: str) -> Any:
        """A command on the content, which a completed plan refuses."""
        with self._session.read() as connection:
            self.refuse_frozen(connection)
        return self._session.command(label)

    def refuse_frozen(self, connection: sa.Connection) -> None:
        """Refuse to write while the plan is completed."""
        if _is_completed(connection):
            text = "Kế hoạch đã hoàn thành nên không sửa được; muốn sửa, hãy mở lại ở màn hình Hồ sơ nộp."
            raise Refusal(Finding("plan.frozen", Level.BLOCK, text, "submission:plan"))

    def _change(self, work: Work, code: str, **values: str | bool) -> None:
        plan_code = self._session.workspace.plan.header.code
        found = work.connection.execute(_tasks_of(plan_code).where(commune_task.c.task_code == code)).first()
        if found is not None:
            work.update(commune_task, found.id, **values)
            return
        task = self._session.workspace.plan.task(code)
        words: dict[str, str | bool] = {name: getattr(task, name) for name in TASK_TEXTS}
        words |= {"included": involvement(task) is not Involvement.NOT_NAMED}
        work.insert(
            commune_task,
            plan_code=plan_code,
            task_code=code,
            own=False,
            sequence=0,
            number=task.number,
            field=task.field,
            **words | values,
        )

    def _change_page(self, work: Work, **values: str) -> None:
        code = self._session.workspace.plan.header.code
        found = work.connection.scalar(sa.select(commune_plan.c.id).where(commune_plan.c.plan_code == code))
        if found is not None:
            work.update(commune_plan, found, **values)
            return
        blank = default_texts(self._session.workspace) | {"sent_number": "", "sent_day": "", "sent_to": ""}
        work.insert(commune_plan, plan_code=code, **blank | values)

    def _own_row(self, work: Work, code: str) -> sa.Row[Any]:
        query = _tasks_of(self._session.workspace.plan.header.code)
        return work.connection.execute(
            query.where(commune_task.c.task_code == code, commune_task.c.own.is_(True))
        ).one()

    def _original(self, row: TaskRow) -> Task | None:
        return None if row.own else self._session.workspace.plan.task(row.code)


def _line(row: TaskRow, change: Any, original: Task | None) -> PlanLine:
    words = {name: getattr(change or row, name) for name in TASK_TEXTS}
    return PlanLine(
        task=Task(code=row.code, number=row.number, field=row.field_code, **words),
        original=original,
        own=row.own,
        included=row.in_own_plan,
        involvement=row.involvement,
        assignee_id=row.assignee_id,
        assignee=row.assignee,
        internal_due=row.internal_due,
    )


def _tasks_of(plan_code: str) -> sa.Select[Any]:
    return sa.select(commune_task).where(commune_task.c.plan_code == plan_code)


def _is_completed(connection: sa.Connection) -> bool:
    query = sa.select(sa.func.count()).select_from(submission)
    done = submission.c.state.in_(FROZEN_STATES)
    return bool(connection.scalar(query.where(submission.c.kind == Kind.PLAN.value, done)))
