"""Kept texts (nội dung gõ dở): what stood in an editor and could not be stored as a value yet.

A kept text is no data: it is neither in the audit trail nor undone. It goes as soon as its place is stored, is offered
at each start until then, and stays restorable for 30 days after it was discarded. Its place is named by identities
and codes (``services.recovery.kept_places``), never by a label or a position.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa

from cchc_desktop.services.session.session import Session
from cchc_desktop.system.fault import Fault
from db.store import Store
from db.tables import kept_text, officer

KEPT_FOR = timedelta(days=30)
"""For how long a discarded text can be brought back."""


class PlacesPort(Protocol):
    """What is stored at places (``services.recovery.kept_places``)."""

    def column(self, target: str) -> str:
        """The stored column of a place as it stands; at once."""
        ...

    def stored(self, target: str) -> str | None:
        """The value of a place as shown; None for a place that is gone."""
        ...


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text as it was typed.

    ``now`` is what the place has now (None: the place is gone), ``has_changed`` whether that is another value than when
    the text was kept. ``discarded_at`` is None for one that waits.
    """

    id: str
    target: str
    label: str
    text: str
    now: str | None
    has_changed: bool
    officer: str
    kept_at: datetime
    discarded_at: datetime | None


class KeptTexts:
    """Keeps, forgets and lists the texts of one data folder."""

    def __init__(self, session: Session, places: PlacesPort) -> None:
        self._session, self._places = session, places
        self._known: set[str] | None = None

    def keep(self, target: str, *, label: str, text: str) -> bool:
        """Keep what stands at a place, in the place of what was kept there before; false where the disk refuses."""
        row = {
            "id": str(uuid.uuid4()),
            "target": target,
            "label": label,
            "text": text,
            "officer_id": self._session.officer.id or None,
            "kept_at": self._now(),
            "discarded_at": "",
        }
        try:
            stored = self._places.column(target)
            with self._session.store.aside() as connection:
                connection.execute(sa.delete(kept_text).where(_waits(), kept_text.c.target == target))
                connection.execute(sa.insert(kept_text).values(**row, stored=stored))
        except Fault:
            return False  # told already by the save that failed for the same reason
        self._targets().add(target)
        return True

    def forget(self, target: str) -> None:
        """The place is stored: its text goes. Nothing is written where none is kept."""
        self._forget({target} & self._targets())

    def forget_under(self, beginning: str) -> None:
        """All places whose link begins so are stored (the cells of a new row)."""
        self._forget({target for target in self._targets() if target.startswith(beginning)})

    def waiting(self) -> tuple[KeptText, ...]:
        """The texts that were not stored since, newest first."""
        return self._rows(_waits())

    def discarded(self) -> tuple[KeptText, ...]:
        """The texts that were discarded in the last 30 days, newest first."""
        return self._rows(sa.not_(_waits()))

    def discard(self, identity: str) -> None:
        """Put a text away; it can be brought back for 30 days."""
        self._mark(identity, self._now())

    def take_back(self, identity: str) -> None:
        """Bring a discarded text back into the list."""
        self._mark(identity, "")

    def _forget(self, targets: set[str]) -> None:
        if not targets:
            return
        try:
            with self._session.store.aside() as connection:
                connection.execute(sa.delete(kept_text).where(_waits(), kept_text.c.target.in_(targets)))
        except Fault:
            return  # offered once more at the next start, beside what is stored
        self._targets().difference_update(targets)

    def _mark(self, identity: str, moment: str) -> None:
        with self._session.store.aside() as connection:
            connection.execute(sa.update(kept_text).where(kept_text.c.id == identity).values(discarded_at=moment))
        self._known = None

    def _targets(self) -> set[str]:
        if self._known is None:
            with self._session.read() as connection:
                self._known = set(connection.scalars(sa.select(kept_text.c.target).where(_waits())))
        return self._known

    def _rows(self, condition: "sa.ColumnElement[bool]") -> tuple[KeptText, ...]:
        query = sa.select(kept_text, officer.c.full_name).outerjoin(officer, kept_text.c.officer_id == officer.c.id)
        with self._session.read() as connection:
            found = connection.execute(query.where(condition).order_by(kept_text.c.kept_at.desc())).all()
        return tuple(self._row(row) for row in found)

    def _row(self, row: "sa.Row[Any]") -> KeptText:
        return KeptText(
            id=row.id,
            target=row.target,
            label=row.label,
            text=row.text,
            now=self._places.stored(row.target),
            has_changed=self._places.column(row.target) != row.stored,
            officer=row.full_name or "",
            kept_at=datetime.fromisoformat(row.kept_at),
            discarded_at=datetime.fromisoformat(row.discarded_at) if row.discarded_at else None,
        )

    def _now(self) -> str:
        return self._session.now().isoformat(timespec="seconds")


def drop_old(store: Store) -> None:
    """Remove the texts that were discarded more than 30 days ago; called at a start."""
    with store.read() as connection:
        rows = connection.execute(sa.select(kept_text.c.id, kept_text.c.discarded_at).where(sa.not_(_waits()))).all()
    until = store.clock() - KEPT_FOR
    old = [row.id for row in rows if datetime.fromisoformat(row.discarded_at) < until]
    if old:
        with store.aside() as connection:
            connection.execute(sa.delete(kept_text).where(kept_text.c.id.in_(old)))


def count_waiting(store: Store) -> int:
    """How many texts wait to be looked at."""
    with store.read() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(kept_text).where(_waits())) or 0


def _waits() -> "sa.ColumnElement[bool]":
    return kept_text.c.discarded_at == ""
