"""The journal as a whole (nhật ký): every change of everybody, page by page, and whether its chain holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.vietnamese import search_key
from cchc_desktop.services.history.fields import FIELDS
from cchc_desktop.services.history.trail import NOTES, Clock
from cchc_desktop.services.history.versions import COMMAND_LINE, Version, Versions
from cchc_desktop.services.session import Session
from db.journal import AuditRow, broken_link, trail
from db.tables import audit, officer

PAGE = 200
"""Changes on a page."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are looked for; an empty part leaves them all. ``words`` are found whatever their diacritics."""

    officer_id: str = ""
    first_day: date | None = None
    last_day: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Changes, newest first; ``before`` is where the next page begins, 0 when there is none."""

    rows: tuple[Version, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The state of the chain: how many lines, and the number of the first that does not hold, or None."""

    lines: int
    broken: int | None


class Journal:
    """Reads the journal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._clock = Clock()

    def find(
        self,
        *,
        officer_id: str = "",
        days: tuple[date | None, date | None] = (None, None),
        words: str = "",
        before: int,
    ) -> JournalPage:
        """As ``page``, for screens."""
        return self.page(Wanted(officer_id, *days, words), before=before)

    def page(self, wanted: Wanted, *, before: int = 0) -> JournalPage:
        """The changes that are looked for, those written before a line only; 0 begins with the newest."""
        rows: list[Version] = []
        with self._session.read() as connection:
            versions = Versions(self._session, connection, self._clock)
            found = _Search(connection, wanted)
            seen: set[tuple[int, str]] = set()
            for line in found.lines(before):
                known = (line.group_id, line.row_id)
                version = None if known in seen else _told(versions, line)
                seen.add(known)
                if version is None:
                    continue
                rows.append(version)
                if len(rows) == PAGE:
                    return JournalPage(tuple(rows), line.seq)
        return JournalPage(tuple(rows), 0)

    def chain(self) -> Chain:
        """Walk through the whole chain."""
        with self._session.read() as connection:
            count = connection.scalar(sa.select(sa.func.count()).select_from(audit)) or 0
            return Chain(count, broken_link(trail(connection)))


def _told(versions: Versions, line: AuditRow) -> Version | None:
    if line.action in NOTES:
        return versions.note(line)
    return next(
        (one for one in versions.of_row(line.table_name, line.row_id) if _is_of(one, line)),
        None,
    )


def _is_of(version: Version, line: AuditRow) -> bool:
    return version.step is not None and version.step.group_id == line.group_id


class _Search:
    """Walks back through the lines and lets those pass that are looked for."""

    def __init__(self, connection: sa.Connection, wanted: Wanted) -> None:
        self._connection, self._wanted = connection, wanted
        self._tokens = search_key(wanted.words).split()
        names = connection.execute(sa.select(officer.c.id, officer.c.full_name))
        self._names = {row.id: search_key(row.full_name) for row in names}

    def lines(self, before: int) -> Iterator[AuditRow]:
        """The lines before a number (all for 0), newest first, read in chunks."""
        while True:
            chunk = self._chunk(before)
            for line in chunk:
                if self._passes(line):
                    yield line
            if len(chunk) < _CHUNK:
                return
            before = chunk[-1].seq

    def _chunk(self, before: int) -> list[AuditRow]:
        query = sa.select(audit).order_by(audit.c.seq.desc()).limit(_CHUNK)
        if before:
            query = query.where(audit.c.seq < before)
        if self._wanted.officer_id:
            query = query.where(audit.c.officer_id == self._wanted.officer_id)
        rows: Any = self._connection.execute(query)
        return [AuditRow(**row._mapping) for row in rows]  # noqa: SLF001 - documented SQLAlchemy API with an underscore

    def _passes(self, line: AuditRow) -> bool:
        day = datetime.fromisoformat(line.at).date()
        if self._wanted.first_day and day < self._wanted.first_day:
            return False
        if self._wanted.last_day and day > self._wanted.last_day:
            return False
        if not self._tokens:
            return True
        field = FIELDS.get(line.table_name, {}).get(line.field)
        texts = (line.old or "", line.new or "", line.reason, field.name if field else "")
        hay = search_key(" ".join(texts)) + " " + self._names.get(line.officer_id or "", search_key(COMMAND_LINE))
        return all(token in hay for token in self._tokens)
