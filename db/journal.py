"""Journalled writes: the only way in which a row of the user's data changes.

Each write of a unit of work goes through ``Work``, which records who, when, field, old and new value in the
append-only audit trail. The trail is chained: the hash of a row covers the hash of the row before it, so a row that is
removed or altered later is found by ``broken_link``. The same trail gives the history of a field and the undo of a
group of writes.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from cchc_desktop.system.canonical_json import sha256
from cchc_desktop.system.hash_chain import FIRST_HASH, Link, break_at, hash_of
from db.run import Run
from db.tables import audit, metadata

Value = str | int | bool | bytes | None
SECRET_FIELDS = frozenset({"password_hash"})  # stand in the trail by their hash, because the trail travels

REVERTED_AT_ONCE = 500
"""Rows that were added or removed together come and go together: one statement for each row is too slow."""


class CannotUndo(Exception):
    """A group of writes can no longer be undone: a later write stands on this row of this table.

    ``is_used`` when the row itself stands as it was, but another one refers to it.
    """

    def __init__(self, table: str, row_id: str, *, is_used: bool = False) -> None:
        super().__init__(table, row_id)
        self.table, self.row_id, self.is_used = table, row_id, is_used


Secrets = Mapping[tuple[str, str], Mapping[str, Value]]
"""Secrets and blobs of removed rows: in the trail by their hash, whole only in the memory of whoever removed them."""


_COVERED = (
    "group_id",
    "at",
    "officer_id",
    "action",
    "table_name",
    "row_id",
    "field",
    "old",
    "new",
    "reason",
    "previous_hash",
)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the trail; ``old`` and ``new`` are JSON texts, ``field`` is empty for a whole row.

    ``at`` is wall time with its UTC offset; ``elapsed_ms`` counts from the beginning of the run and never goes back;
    the order is ``seq``. Lines from before there were runs have an empty ``run_id``.
    """

    seq: int
    group_id: int
    at: str
    officer_id: str | None
    action: str
    table_name: str
    row_id: str
    field: str
    old: str | None
    new: str | None
    reason: str
    run_id: str
    elapsed_ms: int
    previous_hash: str
    hash: str

    @property
    def covered(self) -> dict[str, Value]:
        """What the hash of the line covers; lines from before there were runs cover no run."""
        line = {name: getattr(self, name) for name in _COVERED}
        return {**line, "run_id": self.run_id, "elapsed_ms": self.elapsed_ms} if self.run_id else line


_LAST_LINE = sa.select(audit.c.group_id, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)


@cache  # statements are made once: making them anew costs more than the commit
def _reading(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.id == sa.bindparam("row"))


@cache
def _adding(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@cache
def _changing(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names}
    return sa.update(table).where(table.c.id == sa.bindparam("row")).values(values)


@cache
def _removing(table: sa.Table) -> sa.Delete:
    return sa.delete(table).where(table.c.id == sa.bindparam("row"))


class Work:
    """A unit of work: writes inside one transaction, journalled as one group."""

    def __init__(
        self,
        connection: sa.Connection,
        *,
        at: datetime,
        officer_id: str | None,
        reason: str = "",
        run: Run | None = None,
    ) -> None:
        self.connection = connection
        self._run: dict[str, Value] = {"run_id": run.id, "elapsed_ms": run.elapsed_ms()} if run else {}
        self._at = at.isoformat(timespec="milliseconds")
        self._officer_id = officer_id
        self._reason = reason
        last = connection.execute(_LAST_LINE).first()
        self.group_id: int = last.group_id + 1 if last else 1
        self._hash: str = last.hash if last else FIRST_HASH
        self.touched: set[str] = set()
        self.secrets: dict[tuple[str, str], dict[str, Value]] = {}
        self._read: dict[tuple[str, str], sa.RowMapping] = {}

    @property
    def at(self) -> datetime:
        """The moment of this work: what stands in the trail beside each of its writes."""
        return datetime.fromisoformat(self._at)

    def row(self, table: sa.Table, row_id: str) -> sa.RowMapping:
        """A row as it stands now, read once until this work writes it; NoResultFound if there is none."""
        key = (table.name, row_id)
        if key not in self._read:
            self._read[key] = self.connection.execute(_reading(table), {"row": row_id}).mappings().one()
        return self._read[key]

    def insert(self, table: sa.Table, **values: Value) -> str:
        """Add a row and return its identity, a new UUID unless given as ``id``."""
        row_id = str(values.pop("id", None) or uuid.uuid4())
        row = {"id": row_id, **values}
        self.connection.execute(_adding(table), row)
        self._record("insert", table, row_id, new=_without_secrets(row))
        return row_id

    def insert_many(self, table: sa.Table, rows: Iterable[Mapping[str, Value]]) -> list[str]:
        """Add rows as ``insert`` does, with the same lines in the trail, in two statements instead of two for each."""
        made = [(str(row.get("id") or uuid.uuid4()), row) for row in rows]
        if not made:
            return []
        stored = [{**row, "id": row_id} for row_id, row in made]
        self.connection.execute(_adding(table), stored)
        lines = [
            self._line("insert", table, row_id, new=_without_secrets(row))
            for (row_id, _), row in zip(made, stored, strict=True)
        ]
        self.connection.execute(_adding(audit), lines)
        return [row_id for row_id, _ in made]

    def update(self, table: sa.Table, row_id: str, **values: Value) -> bool:
        """Change fields of a row; only those that differ are written. Return whether anything changed."""
        current = self.row(table, row_id)
        changed = {name: value for name, value in values.items() if current[name] != value}
        if not changed:
            return False
        new_values = {f"new_{name}": value for name, value in changed.items()}
        self.connection.execute(_changing(table, tuple(changed)), {"row": row_id, **new_values})
        for name, value in changed.items():
            old, new = _without_secrets({name: current[name]}), _without_secrets({name: value})
            self._record("update", table, row_id, field=name, old=old[name], new=new[name])
        return True

    def delete(self, table: sa.Table, row_id: str) -> None:
        """Remove a row; the trail keeps all of it."""
        self._delete(table, [self.row(table, row_id)])

    def _delete(self, table: sa.Table, rows: Sequence[sa.RowMapping]) -> None:
        self.connection.execute(_removing(table), [{"row": row["id"]} for row in rows])
        for row in rows:
            if withheld := {name: row[name] for name in _withheld(table) if row[name] is not None}:
                self.secrets[table.name, row["id"]] = withheld
        lines = [self._line("delete", table, row["id"], old=_without_secrets(row)) for row in rows]
        self.connection.execute(_adding(audit), lines)

    def note(self, action: str, table: sa.Table, row_id: str, **details: Value) -> None:
        """Record something that happened to a row and is no field of it, e.g. a refused step."""
        self._record(action, table, row_id, new=details)

    def revert(self, group_id: int, *, secrets: Secrets | None = None) -> None:
        """Write the opposite of a group, newest write first; ``secrets`` are those of rows that come back.

        Raises CannotUndo if a field has been changed since, or a row that would go is referred to.
        """
        query = sa.select(audit).where(audit.c.group_id == group_id).order_by(audit.c.seq.desc())
        rows = self.connection.execute(query).all()
        for (action, name), alike in groupby(rows, key=lambda row: (row.action, row.table_name)):
            lines = list(alike)
            size = 1 if action == "update" else REVERTED_AT_ONCE
            for start in range(0, len(lines), size):
                self._revert_lines(metadata.tables[name], lines[start : start + size], secrets or {})

    def _revert_lines(self, table: sa.Table, lines: Sequence[sa.Row[Any]], secrets: Secrets) -> None:
        """Lines of one action on one table, each on another row; a single one where it is an update."""
        current = self._standing(table, lines)
        for line in lines:
            if not _is_revertible(line, current.get(line.row_id), secrets):
                raise CannotUndo(table.name, line.row_id)
        try:
            match lines[0].action:
                case "insert":
                    self._delete(table, [current[line.row_id] for line in lines])
                case "delete":
                    self.insert_many(
                        table,
                        [{**json.loads(line.old), **secrets.get((table.name, line.row_id), {})} for line in lines],
                    )
                case "update":
                    (line,) = lines
                    self.update(table, line.row_id, **{line.field: json.loads(line.old)})
        except sa.exc.IntegrityError as error:
            still = self._standing(table, lines)
            stuck = (line.row_id for line in lines if (line.row_id in still) == (line.action == "insert"))
            raise CannotUndo(table.name, next(stuck, lines[0].row_id), is_used=True) from error

    def _standing(self, table: sa.Table, lines: Sequence[sa.Row[Any]]) -> dict[str, sa.RowMapping]:
        """The rows of these lines that are there now."""
        found = sa.select(table).where(table.c.id.in_([line.row_id for line in lines]))
        return {row["id"]: row for row in self.connection.execute(found).mappings()}

    def _record(
        self,
        action: str,
        table: sa.Table,
        row_id: str,
        *,
        field: str = "",
        old: Value | Mapping[str, Value] = None,
        new: Value | Mapping[str, Value] = None,
    ) -> None:
        line = self._line(action, table, row_id, field=field, old=old, new=new)
        self.connection.execute(_adding(audit), line)

    def _line(
        self,
        action: str,
        table: sa.Table,
        row_id: str,
        *,
        field: str = "",
        old: Value | Mapping[str, Value] = None,
        new: Value | Mapping[str, Value] = None,
    ) -> dict[str, Value]:
        """The next line of the trail; whoever asks for it writes it, in this order."""
        line: dict[str, Value] = {
            "group_id": self.group_id,
            "at": self._at,
            "officer_id": self._officer_id,
            "action": action,
            "table_name": table.name,
            "row_id": row_id,
            "field": field,
            "old": None if action == "insert" else _json(old),
            "new": None if action == "delete" else _json(new),
            "reason": self._reason,
            "previous_hash": self._hash,
            **self._run,
        }
        self._hash = hash_of(line)
        self.touched.add(table.name)
        self._read.pop((table.name, row_id), None)
        return {**line, "hash": self._hash}


def trail(connection: sa.Connection) -> Iterator[AuditRow]:
    """The whole trail in order."""
    for row in connection.execute(sa.select(audit).order_by(audit.c.seq)):
        yield AuditRow(**row._mapping)  # noqa: SLF001 - documented SQLAlchemy API with an underscore


def broken_link(rows: Iterator[AuditRow]) -> int | None:
    """Return the number of the first row whose chain does not hold, or None if all is whole."""
    previous_hash, after = FIRST_HASH, 0
    for row in rows:
        link = Link(row.seq, row.previous_hash, row.hash, row.covered)
        if break_at(link, after=after, previous_hash=previous_hash):
            return row.seq
        previous_hash, after = row.hash, row.seq
    return None


def _is_revertible(line: sa.Row[Any], current: sa.RowMapping | None, secrets: Secrets) -> bool:
    """Whether nothing was written since on what a line wrote, and everything that it removed is still known."""
    match line.action:
        case "insert":
            return current is not None and _stands(current, as_added=json.loads(line.new))
        case "delete":
            old = json.loads(line.old)
            owed = {name for name in _withheld(metadata.tables[line.table_name]) if old.get(name) is not None}
            return current is None and secrets.get((line.table_name, line.row_id), {}).keys() == owed
        case "update":
            return current is not None and bool(current[line.field] == json.loads(line.new))
    return False


def _stands(current: sa.RowMapping, *, as_added: Mapping[str, Any]) -> bool:
    """Whether a row is still what it was when it was added."""
    now = _without_secrets({name: current[name] for name in as_added})
    return bool(json.loads(_json(now)) == as_added)


def _withheld(table: sa.Table) -> frozenset[str]:
    """The fields of a table that stand in the trail by their hash alone: secrets and blobs."""
    blobs = {column.name for column in table.c if isinstance(column.type, sa.LargeBinary)}
    return frozenset(blobs | (SECRET_FIELDS & set(table.c.keys())))


def _without_secrets(row: Mapping[Any, Value]) -> dict[str, Value]:
    return {name: _digest(str(value).encode()) if name in SECRET_FIELDS else value for name, value in row.items()}


def _json(value: Value | Mapping[str, Value]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_digest)


def _digest(value: object) -> str:
    """A blob stands in the trail by its hash."""
    if isinstance(value, bytes):
        return f"sha256:{sha256(value)}"
    raise TypeError(f"{type(value).__name__} does not belong in the audit trail")
