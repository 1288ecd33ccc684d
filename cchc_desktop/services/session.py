"""A signed-in officer at work in one data folder: what every service needs, and the undo of what was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from cchc_desktop.domain.criteria import CriteriaSet
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.plan import Plan
from cchc_desktop.domain.unit import Unit
from cchc_desktop.services.outcome import Outcome
from cchc_desktop.services.packs import Packs
from db.journal import CannotUndo, Work
from db.store import Store


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
    """What the folder is for: the unit, its plan and criteria set, and whether the data are a sample."""

    unit: Unit
    plan: Plan
    criteria: CriteriaSet
    plan_sha256: str
    criteria_sha256: str
    sample: bool
    addressee: str
    recipients: tuple[str, ...]


def _nothing() -> None:
    pass


PACK_TABLES = frozenset({"pack_use", "workspace"})
"""Tables that say which packs the folder works with."""


@dataclass(slots=True)
class Session:
    """One officer at one open store. The undo list lives as long as the session.

    ``on_packs_changed`` is called after a command, an undo or a redo that changed the packs of the folder.
    """

    store: Store
    workspace: Workspace
    officer: OfficerRow
    packs: Packs
    on_packs_changed: Callable[[], None] = _nothing
    _undoable: list[tuple[int, str]] = field(default_factory=list)
    _redoable: list[tuple[int, str]] = field(default_factory=list)

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
        """One journalled transaction; ``label`` names it in the undo button ("Sửa kết quả nhiệm vụ 6")."""
        with self.store.work(self.officer.id or None, reason=reason) as work:
            yield work
        if work.touched and undoable:
            self._undoable.append((work.group_id, label))
            self._redoable.clear()
        elif work.touched:
            self._undoable.clear()
            self._redoable.clear()
        self._tell_packs(work)

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
        return self._undoable[-1][1] if self._undoable else ""

    @property
    def redo_label(self) -> str:
        """What "Làm lại" would do again, or an empty text."""
        return self._redoable[-1][1] if self._redoable else ""

    def undo(self) -> Outcome[str]:
        """Take back the last command; it stays in the history. Refuses when nothing can be taken back."""
        return self._revert(self._undoable, self._redoable, "Hoàn tác")

    def redo(self) -> Outcome[str]:
        """Do again what was last taken back."""
        return self._revert(self._redoable, self._undoable, "Làm lại")

    def _revert(self, source: list[tuple[int, str]], target: list[tuple[int, str]], verb: str) -> Outcome[str]:
        if not source:
            raise Refusal(Finding("undo.empty", Level.INFO, f"Không còn thao tác nào để {verb.lower()}."))
        group_id, label = source[-1]
        try:
            with self.store.work(self.officer.id or None, reason=f"{verb}: {label}") as work:
                work.revert(group_id)
        except (CannotUndo, sa.exc.IntegrityError) as error:
            source.pop()
            text = f"Không thể {verb.lower()} “{label}” vì dữ liệu đã được sửa tiếp; dữ liệu hiện tại giữ nguyên."
            raise Refusal(Finding("undo.overtaken", Level.WARN, text)) from error
        source.pop()
        target.append((work.group_id, label))
        self._tell_packs(work)
        return Outcome(label, frozenset(work.touched))

    def _tell_packs(self, work: Work) -> None:
        if work.touched & PACK_TABLES:
            self.on_packs_changed()
