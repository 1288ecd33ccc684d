"""What there is to tell after the program was cut off: what is safe, and which typed texts wait to be stored."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from cchc_desktop.services.history.fields import FIELDS
from cchc_desktop.services.history.places import Places
from cchc_desktop.services.history.trail import Trail
from cchc_desktop.services.history.words import Words
from cchc_desktop.services.recovery.kept_texts import KeptText, KeptTexts, count_waiting
from cchc_desktop.services.session.session import Session
from db.store import Store
from db.tables import audit, program_run

MOST_PLACES = 60


@dataclass(frozen=True, slots=True)
class SafePlace:
    """A record that was written in a run that was cut off: its name, the fields, the last time, its link or ""."""

    text: str
    fields: tuple[str, ...]
    at: datetime
    target: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """The runs right before this one that did not end in order.

    ``started`` is the beginning of the first, ``last`` the last entry (None: nothing was entered), ``entries`` how many
    fields were written; ``places`` names them, newest first, at most 60.
    """

    started: datetime
    last: datetime | None
    entries: int
    places: tuple[SafePlace, ...]


@dataclass(frozen=True, slots=True)
class Recovered:
    """All that is told; ``cut_off`` is None after an orderly end."""

    cut_off: CutOff | None
    waiting: tuple[KeptText, ...]
    discarded: tuple[KeptText, ...]


@dataclass(frozen=True, slots=True)
class StartNote:
    """What can be told before anybody signed in."""

    was_cut_off: bool
    last: datetime | None
    waiting: int

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell."""
        return self.was_cut_off or bool(self.waiting)


class Recovery:
    """Reads what a start has to tell."""

    def __init__(self, session: Session, kept: KeptTexts) -> None:
        self._session, self._kept = session, kept

    def look(self) -> Recovered:
        """All of it, with names and links."""
        return Recovered(self._cut_off(), self._kept.waiting(), self._kept.discarded())

    def _cut_off(self) -> CutOff | None:
        runs = self._session.store.cut_off
        if not runs:
            return None
        with self._session.read() as connection:
            started = connection.scalars(sa.select(program_run.c.started_at).where(program_run.c.id.in_(runs))).all()
            lines = connection.execute(_written(runs)).all()
            trail = Trail(connection)
            places = Places(self._session, connection, trail, Words(self._session, connection))
            named: dict[tuple[str, str], SafePlace] = {}
            for line in lines:
                key = line.table_name, line.row_id
                known = named.get(key)
                if known is None and len(named) < MOST_PLACES:
                    place = places.of(line.table_name, trail.ever(*key))
                    known = SafePlace(place.text, (), datetime.fromisoformat(line.at), place.target)
                if known is not None:
                    field = FIELDS.get(line.table_name, {}).get(line.field)
                    words = (field.name,) if field is not None and field.name not in known.fields else ()
                    named[key] = SafePlace(known.text, (*known.fields, *words), known.at, known.target)
        return CutOff(
            started=min(datetime.fromisoformat(moment) for moment in started),
            last=datetime.fromisoformat(lines[0].at) if lines else None,
            entries=len({(line.table_name, line.row_id, line.field) for line in lines}),
            places=tuple(named.values()),
        )


def start_note(store: Store) -> StartNote:
    """What the sign-in gate says; names nothing, because nobody signed in yet."""
    runs = store.cut_off
    with store.read() as connection:
        last = connection.scalar(_written(runs).with_only_columns(audit.c.at).limit(1)) if runs else None
    return StartNote(bool(runs), datetime.fromisoformat(last) if last else None, count_waiting(store))


def _written(runs: tuple[str, ...]) -> "sa.Select[tuple[str, str, str, str]]":
    """The lines of what people entered in these runs, newest first."""
    return (
        sa.select(audit.c.table_name, audit.c.row_id, audit.c.field, audit.c.at)
        .where(audit.c.run_id.in_(runs), audit.c.action.in_(("insert", "update", "delete")))
        .where(audit.c.table_name.not_in(("officer", "pack", "pack_use", "workspace")))
        .order_by(audit.c.seq.desc())
    )
