"""A signed-in officer at work in one data folder: what every service needs, and the undo of what was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.criteria import CriteriaSet
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.plan import Plan
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.services.session.done_steps import Beside, DoneSteps, Reverted, Step
from cchc_desktop.services.session.frozen import Frozen
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.packs_in_use import Packs
from cchc_desktop.services.session.step_lines import step_lines
from cchc_desktop.services.session.step_places import place_words, places
from db.journal import CannotUndo, Work
from db.store import Store
from db.tables import audit
from db.tables import officer as officers


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer as screens show it."""

    id: str
    full_name: str
    post: str
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class Workspace:
    """What the folder is for: the unit, its plan and criteria set, whether the data are a sample, at which desk."""

    unit: Unit
    plan: Plan
    criteria: CriteriaSet
    plan_sha256: str
    criteria_sha256: str
    sample: bool
    addressee: str
    recipients: tuple[str, ...]
    is_province: bool = False


def _nothing() -> None:
    pass


PACK_TABLES = frozenset({"pack_use", "workspace"})
"""Tables that say which packs the folder works with."""

_FREEZING = frozenset({"submission", "received"})
"""Tables that say what is frozen."""

NEVER_FROZEN = ("assignment", "officer", "pack_use", "register_row", "workspace")
"""Tables that no completed submission freezes."""


@dataclass(slots=True)
class Session:
    """One officer at one open store. The undo list lives as long as the session, and holds only what it did.

    ``on_packs_changed`` is called after a command, an undo or a redo that changed the packs of the folder.
    """

    store: Store
    workspace: Workspace
    officer: OfficerRow
    packs: Packs
    on_packs_changed: Callable[[], None] = _nothing
    _steps: DoneSteps = field(default_factory=DoneSteps)
    _secrets: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    _reason: str = ""

    def now(self) -> datetime:
        """The present moment."""
        return self.store.clock()

    def today(self) -> date:
        """The present day."""
        return self.now().date()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One consistent view of the data."""
        with self.store.read() as connection:
            yield connection

    @contextmanager
    def command(self, label: str, *, undoable: bool = True, reason: str = "") -> Iterator[Work]:
        """One journalled transaction; ``label`` names it in the undo button ("Sửa kết quả nhiệm vụ 6").

        What was done before a command that cannot be undone stays in the list, except for what the command froze.
        """
        held = self._steps.held
        with self.store.work(self.officer.id or None, reason=reason or self._reason) as work:
            yield work
            held = self._held(work)
        if work.touched:
            self._steps.held = held
            self._steps.add(Step(label, work.group_id) if undoable else None)
        self._tell_packs(work)

    @contextmanager
    def because(self, reason: str) -> Iterator[None]:
        """Give the commands in this block a reason that stands in the trail, where they have none of their own."""
        self._reason = reason
        try:
            yield
        finally:
            self._reason = ""

    def did(self, label: str, beside: Beside | None) -> None:
        """Note a deed that no journal records, so that it can be undone like every other one; None where it cannot."""
        self._steps.add(Step(label, beside=beside) if beside is not None else None)

    def require(self, *roles: Role) -> None:
        """Refuse the command to other roles."""
        if self.officer.role not in roles:
            names = ", ".join(role.label.lower() for role in roles)
            raise Refusal(
                Finding("role.forbidden", Level.BLOCK, f"Việc này dành cho {names}; hãy đăng nhập đúng tài khoản.")
            )

    @property
    def undo_label(self) -> str:
        """What "Hoàn tác" would take back, or an empty text."""
        return self._steps.to_undo.label if self._steps.to_undo else ""

    @property
    def redo_label(self) -> str:
        """What "Làm lại" would do again, or an empty text."""
        return self._steps.to_redo.label if self._steps.to_redo else ""

    @property
    def last_step(self) -> object:
        """Names the step that "Hoàn tác" would take back, for a button that means this one and no other."""
        return self._steps.to_undo

    @property
    def holds_back(self) -> bool:
        """Whether something done in this session waits for a completed submission to be opened again."""
        return self._steps.holds_back

    def undo(self) -> Outcome[Reverted]:
        """Take back the last command that nothing holds; it stays in the history.

        Refuses when nothing can be taken back, and what has been changed by another since.
        """
        step = self._steps.to_undo
        if step is None:
            raise _nothing_to("hoàn tác", holds_back=self.holds_back)
        return self._revert(step, self._steps.done, self._steps.taken_back, "Hoàn tác")

    def redo(self) -> Outcome[Reverted]:
        """Do again what was last taken back."""
        step = self._steps.to_redo
        if step is None:
            raise _nothing_to("làm lại", holds_back=False)
        return self._revert(step, self._steps.taken_back, self._steps.done, "Làm lại")

    def _revert(self, step: Step, source: list[Step], target: list[Step], verb: str) -> Outcome[Reverted]:
        if step.beside is not None:
            return self._revert_beside(step, step.beside, source, target)
        held = self._steps.held
        try:
            with self.store.work(self.officer.id or None, reason=f"{verb}: {step.label}") as work:
                self._refuse_frozen(work.connection, step, verb)
                work.revert(step.group_id, secrets=self._secrets)
                targets = places(work.connection, work.group_id)
                held = self._held(work)
        except CannotUndo as error:
            source.remove(step)
            raise self._overtaken(step, verb, error) from error
        self._secrets |= work.secrets
        self._steps.held = held
        source.remove(step)
        target.append(Step(step.label, work.group_id))
        self._tell_packs(work)
        return Outcome(Reverted(step.label, targets), frozenset(work.touched))

    def _revert_beside(self, step: Step, beside: Beside, source: list[Step], target: list[Step]) -> Outcome[Reverted]:
        beside.back()
        source.remove(step)
        target.append(Step(step.label, beside=beside.turned))
        return Outcome(Reverted(step.label, (beside.target,)), beside.changed)

    def _held(self, work: Work) -> frozenset[int]:
        """The groups of the list that completed submissions freeze, in the view of this work."""
        if not work.touched & _FREEZING:
            return self._steps.held
        frozen = Frozen(work.connection, self.workspace.unit.code)
        lines = step_lines(work.connection, self._steps.groups, without=NEVER_FROZEN)
        return frozenset(line.group_id for line in lines if frozen.holds(line))

    def _refuse_frozen(self, connection: sa.Connection, step: Step, verb: str) -> None:
        frozen = Frozen(connection, self.workspace.unit.code)
        if any(frozen.holds(line) for line in step_lines(connection, (step.group_id,), without=NEVER_FROZEN)):
            text = f"Không {verb.lower()} được “{step.label}” vì đã chốt trong hồ sơ đã hoàn thành. {REOPEN}"
            raise Refusal(Finding("undo.frozen", Level.WARN, text, "submission"))

    def _overtaken(self, step: Step, verb: str, error: CannotUndo) -> Refusal:
        """Say what stands in the way, who wrote it and when; the old value stays in the history."""
        last = (
            sa.select(audit.c.at, officers.c.full_name)
            .outerjoin(officers, officers.c.id == audit.c.officer_id)
            .where(audit.c.table_name == error.table, audit.c.row_id == error.row_id)
            .order_by(audit.c.seq.desc())
        )
        with self.read() as connection:
            where = place_words(connection, error.table, error.row_id, plan=self.workspace.plan)
            found = connection.execute(last).first()
            targets = places(connection, step.group_id)
        writer = f" (lần cuối: {_when(found.at)}, {found.full_name or 'chương trình'})" if found else ""
        why = "còn được dùng ở nơi khác" if error.is_used else f"đã được sửa tiếp{writer}"
        text = (
            f"Không {verb.lower()} được “{step.label}” vì {where} {why}. Dữ liệu hiện nay giữ nguyên; thao tác này "
            "không còn trong danh sách Hoàn tác, giá trị cũ vẫn xem được ở Lịch sử."
        )
        return Refusal(Finding("undo.overtaken", Level.WARN, text, targets[0] if targets else ""))

    def _tell_packs(self, work: Work) -> None:
        if work.touched & PACK_TABLES:
            self.on_packs_changed()


REOPEN = "Muốn sửa, hãy mở lại hồ sơ ở màn hình Hồ sơ nộp."


def _nothing_to(verb: str, *, holds_back: bool) -> Refusal:
    waiting = f" Những thao tác trước đó đã chốt trong hồ sơ đã hoàn thành. {REOPEN}" if holds_back else ""
    return Refusal(Finding("undo.empty", Level.INFO, f"Không còn thao tác nào để {verb}.{waiting}"))


def _when(at: str) -> str:
    return format_moment(datetime.fromisoformat(at))
