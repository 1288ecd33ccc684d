"""Tasks (nhiệm vụ): the board, the detail pane, progress entries, products and assignments."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.progress import ProgressEntry
from cchc_desktop.domain.time_phrase import TimeFrame
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.session.accounts import active_officers
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import OfficerRow, Session
from cchc_desktop.services.tasks.rows import TaskBoard, TaskDetail, TaskReader, frozen_until
from cchc_desktop.services.tasks.working_plan import WorkingPlan
from db.journal import Work
from db.tables import assignment, commune_task, evidence_use, product, progress_entry

_FIELDS = {
    "day": "ngày cập nhật",
    "percent": "tỷ lệ hoàn thành",
    "result": "kết quả",
    "difficulty": "khó khăn, vướng mắc",
    "objective_reason": "lý do khách quan",
}
"""The fields of an entry as the undo button names them."""

_TASK_OF_ENTRY = (
    sa.select(progress_entry.c.task_code, commune_task.c.number)
    .outerjoin(
        commune_task,
        sa.and_(
            commune_task.c.plan_code == progress_entry.c.plan_code,
            commune_task.c.task_code == progress_entry.c.task_code,
            commune_task.c.own.is_(True),
        ),
    )
    .where(progress_entry.c.id == sa.bindparam("entry"))
)
"""The code of an entry's task, and the number of the task where it is the commune's own."""


class Tasks:
    """Queries and commands on the tasks of the workspace's plan."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reader = TaskReader(session)

    def working_plan(self) -> WorkingPlan:
        """The plan in use with the commune's own tasks."""
        return self._reader.working_plan()

    def board(self, on: date | None = None) -> TaskBoard:
        """All tasks with their status on a day (today unless given)."""
        return self._reader.board(on)

    def detail(self, code: str) -> TaskDetail:
        """One task with its entries, newest first."""
        return self._reader.detail(code)

    def domain_entries(self, on: date) -> dict[str, tuple[ProgressEntry, ...]]:
        """The entries of all tasks as domain values, up to and including a day."""
        return self._reader.domain_entries(on)

    def frame(self, code: str) -> TimeFrame:
        """When a task is to be done."""
        return self._reader.frame(code)

    def officers(self) -> tuple[OfficerRow, ...]:
        """Those to whom a task can be given."""
        return active_officers(self._session.store)

    def add_entry(self, code: str, day: date | None = None) -> Outcome[str]:
        """Add an empty entry dated today (or ``day``), carrying the percent reached so far; return its identity."""
        chosen = day or self._session.today()
        task = self.working_plan().plan.task(code)
        with self._session.command(f"Thêm cập nhật nhiệm vụ {task.number}") as work:
            self.refuse_frozen(work.connection, chosen)
            percent, sequence = self._reader.standing(work.connection, code)
            identity = work.insert(
                progress_entry,
                plan_code=self._session.workspace.plan.header.code,
                task_code=code,
                day=chosen.isoformat(),
                sequence=sequence + 1,
                percent=percent,
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
        with self._session.command(self._label(entry_id, "Sửa", _named(values))) as work:
            self.refuse_frozen(work.connection, date.fromisoformat(work.row(progress_entry, entry_id)["day"]))
            if "day" in values:
                self.refuse_frozen(work.connection, date.fromisoformat(str(values["day"])))
            changed = work.update(progress_entry, entry_id, **values)
        return Outcome(changed, frozenset(work.touched))

    def delete_entry(self, entry_id: str) -> Outcome[None]:
        """Remove an entry with its products; can be undone."""
        with self._session.command(self._label(entry_id, "Xóa", "cập nhật")) as work:
            self.refuse_frozen(work.connection, date.fromisoformat(work.row(progress_entry, entry_id)["day"]))
            for item in work.connection.execute(sa.select(product.c.id).where(product.c.entry_id == entry_id)).all():
                _delete_product(work, item.id)
            work.delete(progress_entry, entry_id)
        return Outcome(None, frozenset(work.touched))

    def add_product(self, entry_id: str, name: str = "") -> Outcome[str]:
        """Add a product document to an entry, named like the expected one if given."""
        with self._session.command(self._label(entry_id, "Thêm", "sản phẩm")) as work:
            self._refuse_frozen_entry(work, entry_id)
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
        with self._session.command(self._product_label(product_id, "Sửa")) as work:
            self._refuse_frozen_entry(work, work.row(product, product_id)["entry_id"])
            changed = work.update(product, product_id, **values)
        return Outcome(changed, frozenset(work.touched))

    def delete_product(self, product_id: str) -> Outcome[None]:
        """Remove a product document; its files stay in the evidence store."""
        with self._session.command(self._product_label(product_id, "Xóa")) as work:
            self._refuse_frozen_entry(work, work.row(product, product_id)["entry_id"])
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
        task = self.working_plan().plan.task(code)
        key = {"plan_code": self._session.workspace.plan.header.code, "task_code": code}
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

    def _label(self, entry_id: str, verb: str, what: str) -> str:
        """What the undo button says: "Sửa kết quả nhiệm vụ 6"."""
        with self._session.read() as connection:
            found = connection.execute(_TASK_OF_ENTRY, {"entry": entry_id}).first()
        tasks = self._session.workspace.plan.tasks
        given = (task.number for task in tasks if found is not None and task.code == found.task_code)
        number = next(given, (found.number if found is not None else None) or "")
        return f"{verb} {what} nhiệm vụ {number}" if number else f"{verb} {what} của nhiệm vụ"

    def _product_label(self, product_id: str, verb: str) -> str:
        with self._session.read() as connection:
            entry = connection.scalar(sa.select(product.c.entry_id).where(product.c.id == product_id))
        return self._label(str(entry), verb, "sản phẩm")

    def _refuse_frozen_entry(self, work: Work, entry_id: str) -> None:
        self.refuse_frozen(work.connection, date.fromisoformat(work.row(progress_entry, entry_id)["day"]))

    def refuse_frozen(self, connection: sa.Connection, day: date) -> None:
        """Refuse to write progress of a day that a completed submission covers."""
        until = frozen_until(connection, self._session)
        if until and day <= until:
            text = (
                f"Tiến độ đến ngày {until:%d/%m/%Y} đã chốt trong hồ sơ đã hoàn thành nên không sửa được; "
                "muốn sửa, hãy mở lại hồ sơ ở màn hình Hồ sơ nộp, hoặc ghi cập nhật với ngày sau đó."
            )
            raise Refusal(Finding("entry.frozen", Level.BLOCK, text, "submission"))


def _delete_product(work: Work, product_id: str) -> None:
    uses = work.connection.execute(sa.select(evidence_use.c.id).where(evidence_use.c.product_id == product_id)).all()
    for use in uses:
        work.delete(evidence_use, use.id)
    work.delete(product, product_id)


def _named(fields: Collection[str]) -> str:
    """The one field that is changed in words, or the entry as a whole."""
    return _FIELDS[next(iter(fields))] if len(fields) == 1 else "cập nhật"


def _plain(value: str | int | date) -> str | int:
    if isinstance(value, date):
        return value.isoformat()
    return nfc(value) if isinstance(value, str) else value
