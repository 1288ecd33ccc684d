"""Reading the audit trail: the lines of a record, what rows ever were, and where the wall clock went back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from db.journal import AuditRow
from db.tables import audit, metadata

NOTES = ("restore", "clock")
"""Actions that happened to all data and are no change of a row."""
_TOLERANCE = timedelta(seconds=1)


@dataclass(slots=True)
class Clock:
    """Which lines were written while the wall clock stood behind an earlier line; read on as the trail grows.

    ``late`` gives for the number of such a line the moment that it really was, as far as the run tells, else None.
    """

    until: int = 0
    late: dict[int, datetime | None] = field(default_factory=dict)
    _latest: datetime | None = None
    _moment: tuple[str, int, datetime] | None = None

    def read_on(self, connection: sa.Connection) -> None:
        """Take in the lines that came since."""
        columns = (audit.c.seq, audit.c.at, audit.c.run_id, audit.c.elapsed_ms)
        query = sa.select(*columns).where(audit.c.seq > self.until).order_by(audit.c.seq)
        for line in connection.execute(query):
            self._take(line, datetime.fromisoformat(line.at))

    def _take(self, line: Any, at: datetime) -> None:
        self.until = line.seq
        if self._latest is None or at >= self._latest - _TOLERANCE:
            self._latest = max(at, self._latest or at)
            self._moment = (line.run_id, line.elapsed_ms, at) if line.run_id else None
            return
        really = None
        if self._moment is not None and self._moment[0] == line.run_id:
            really = self._moment[2] + timedelta(milliseconds=line.elapsed_ms - self._moment[1])
        self.late[line.seq] = really


class Trail:
    """The trail in one view of the data."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._ever: dict[tuple[str, str], Mapping[str, Any]] = {}

    def lines(self, table: str, ids: Iterable[str]) -> Iterator[AuditRow]:
        """All lines of these rows, oldest first."""
        found = [line for row_id in ids for line in self._of_row(table, row_id)]
        return iter(sorted(found, key=lambda line: line.seq))

    def _of_row(self, table: str, row_id: str) -> Iterator[AuditRow]:
        """By the index of table and row; ordered by number SQLite would walk through the whole trail instead."""
        where = (audit.c.table_name == table, audit.c.row_id == row_id)
        return _rows(self._connection, sa.select(audit).where(*where))

    def notes(self, *, after: int) -> Iterator[AuditRow]:
        """Restores of all data since a line, and clocks that were found wrong."""
        query = sa.select(audit).where(audit.c.action.in_(NOTES), audit.c.seq > after)
        return _rows(self._connection, query.order_by(audit.c.seq))

    def ids(self, table: str, key: Mapping[str, Any]) -> set[str]:
        """Identities of all rows that were ever added with this key, also of those removed since."""
        if set(key) == {"id"}:
            return {key["id"]}
        query = sa.select(audit.c.row_id, audit.c.new).where(audit.c.table_name == table, audit.c.action == "insert")
        for name, value in key.items():
            query = query.where(audit.c.new.contains(f'"{name}": {json.dumps(value, ensure_ascii=False)}'))
        rows = self._connection.execute(query)
        return {row.row_id for row in rows if key.items() <= json.loads(row.new).items()}

    def removed(self, table: str, key: Mapping[str, Any]) -> list[str]:
        """Identities of rows with this key that were deleted and are not there now."""
        query = sa.select(audit.c.row_id, audit.c.old).where(audit.c.table_name == table, audit.c.action == "delete")
        rows = self._connection.execute(query).all()
        found = {row.row_id for row in rows if key.items() <= json.loads(row.old).items()}
        return sorted(row_id for row_id in found if self._now(table, row_id) is None)

    def ever(self, table: str, row_id: str) -> Mapping[str, Any]:
        """A row as it is now, or else as it last was; empty for one that never was."""
        known = self._ever.get((table, row_id))
        if known is None:
            known = self._ever[table, row_id] = self._now(table, row_id) or self._last(table, row_id)
        return known

    def _now(self, table: str, row_id: str) -> Mapping[str, Any] | None:
        source = metadata.tables[table]
        found = self._connection.execute(sa.select(source).where(source.c.id == row_id)).mappings().first()
        return dict(found) if found else None

    def _last(self, table: str, row_id: str) -> Mapping[str, Any]:
        query = sa.select(audit.c.old).where(
            audit.c.table_name == table, audit.c.row_id == row_id, audit.c.action == "delete"
        )
        old = self._connection.scalar(query.order_by(audit.c.seq.desc()).limit(1))
        return json.loads(old) if old else {}


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[AuditRow]:
    for row in connection.execute(query):
        yield AuditRow(**row._mapping)  # noqa: SLF001 - documented SQLAlchemy API with an underscore
