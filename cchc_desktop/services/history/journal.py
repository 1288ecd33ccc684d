"""The journal as a whole (nhật ký): every change of everybody, page by page, and whether its chain holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.submission import REFUSED_STEP
from cchc_desktop.domain.vietnamese import search_key
from cchc_desktop.services.history.fields import FIELDS
from cchc_desktop.services.history.trail import NOTES, Clock
from cchc_desktop.services.history.versions import COMMAND_LINE, Version, Versions
from cchc_desktop.services.session.session import Session
from cchc_desktop.system.hash_chain import FIRST_HASH, Link, break_at
from db.journal import AuditRow
from db.tables import audit, officer

PAGE = 200
"""Changes on a page."""
SCANNED = 20_000
"""Lines that are looked through for one page; the user asks for more, so that others are not kept waiting."""
TRIED = 5 * PAGE
"""Records that are read for one page: lines that a reader need not see are passed over."""
LINKS = 2_000
"""Lines of the chain that are checked at a time."""
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
    """How far the chain was checked.

    ``lines`` is the length of the trail, ``checked`` how many of them hold, ``broken`` the number of the first that
    does not, or None; ``hash`` is that of the last checked line.
    """

    lines: int
    checked: int = 0
    broken: int | None = None
    hash: str = FIRST_HASH

    @property
    def is_done(self) -> bool:
        """Whether all lines were checked, or one does not hold."""
        return self.broken is not None or self.checked >= self.lines


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
                if known in seen:
                    continue
                seen.add(known)
                version = _told(versions, line)
                if version is None and len(seen) < TRIED:
                    continue
                if version is None:
                    return JournalPage(tuple(rows), line.seq)
                rows.append(version)
                if len(rows) == PAGE:
                    return JournalPage(tuple(rows), line.seq)
        return JournalPage(tuple(rows), found.left_at)

    def chain(self, known: Chain | None = None) -> Chain:
        """Check the next lines of the chain after those that are known to hold; call again until it is done."""
        with self._session.read() as connection:
            count = connection.scalar(sa.select(sa.func.count()).select_from(audit)) or 0
            chain = replace(known, lines=count) if known else Chain(count)
            query = sa.select(audit).where(audit.c.seq > chain.checked).order_by(audit.c.seq).limit(LINKS)
            for row in connection.execute(query):
                line = AuditRow(**row._mapping)  # noqa: SLF001 - documented SQLAlchemy API with an underscore
                link = Link(line.seq, line.previous_hash, line.hash, line.covered)
                if break_at(link, after=chain.checked, previous_hash=chain.hash) is not None:
                    return replace(chain, broken=line.seq)
                chain = replace(chain, checked=line.seq, hash=line.hash)
        return chain


def _told(versions: Versions, line: AuditRow) -> Version | None:
    if line.action in NOTES:
        return versions.note(line)
    if line.action == REFUSED_STEP:
        return versions.refused(line)
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
        self.left_at = 0
        names = connection.execute(sa.select(officer.c.id, officer.c.full_name))
        self._names = {row.id: search_key(row.full_name) for row in names}

    def lines(self, before: int) -> Iterator[AuditRow]:
        """The lines before a number (all for 0), newest first, read in chunks; ``left_at`` says where it stopped."""
        for _turn in range(SCANNED // _CHUNK):
            chunk = self._chunk(before)
            for line in chunk:
                if self._passes(line):
                    yield line
            if len(chunk) < _CHUNK:
                return
            before = chunk[-1].seq
        self.left_at = before

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
