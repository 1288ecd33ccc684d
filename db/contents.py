"""What a database file holds, counted without opening it for work: for lists of backups, for comparing two states."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.backup import is_backup
from db.engine import connect_to_look
from db.tables import metadata

UNTOLD = frozenset({"audit", "pack", "alembic_version", "program_run", "folder_holder"})
"""Tables of which no user speaks: the trail grows with every write, packs come with the program, runs come and go."""
_PASSING = frozenset({"failed_attempts", "locked_until"})
"""What signing in changes."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in one database; ``last_write`` is the time of the last line of the trail, empty when there is none.

    ``schema`` is the revision that wrote it: an earlier one was written before an upgrade.
    """

    unit_code: str
    tasks: int
    register_rows: int
    reports: int
    evidence: int
    writes: int
    last_write: str
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """How the rows of one table differ: only in the first state, in both but not alike, only in the second."""

    table: str
    added: int
    altered: int
    gone: int


@dataclass(frozen=True, slots=True)
class Writes:
    """Writes of one officer (None: of nobody in particular) in a part of the trail."""

    officer: str | None
    count: int
    last: str


def read(path: Path) -> Contents:
    """Count; raises sqlite3.Error for a file that is no database."""
    with _open(path) as connection:
        present = _tables(connection, "main")

        def number(query: str, *tables: str) -> int:
            return int(connection.execute(query).fetchone()[0]) if present.issuperset(tables) else 0

        unit = connection.execute("SELECT unit_code FROM workspace").fetchone() if "workspace" in present else None
        schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        last = connection.execute("SELECT seq, at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        return Contents(
            unit_code=unit[0] if unit else "",
            tasks=number("SELECT count(DISTINCT task_code) FROM progress_entry", "progress_entry"),
            register_rows=number("SELECT count(*) FROM register_row", "register_row"),
            reports=number(
                "SELECT count(*) FROM (SELECT form_code, period_code FROM report_field"
                " UNION SELECT form_code, period_code FROM report_text)",
                "report_field",
                "report_text",
            ),
            evidence=number("SELECT count(*) FROM evidence", "evidence"),
            writes=last[0] if last else 0,
            last_write=last[1] if last else "",
            schema=schema[0] if schema else "",
        )


def evidence_hashes(path: Path) -> frozenset[str]:
    """The evidence files that a database refers to."""
    with _open(path) as connection:
        return frozenset(found for (found,) in connection.execute("SELECT sha256 FROM evidence"))


def differences(now: Path, then: Path) -> tuple[Changed, ...]:
    """How the rows of ``now`` differ from those of ``then``, by table; tables that are alike are left out."""
    with _open(now) as connection:
        connection.execute("ATTACH ? AS past", (f"{then.absolute().as_uri()}?mode=ro",))
        present = _tables(connection, "main") | _tables(connection, "past")
        names = [table.name for table in metadata.sorted_tables if table.name in present - UNTOLD]
        found = [_difference(connection, name) for name in names]
    return tuple(item for item in found if item.added or item.altered or item.gone)


def writes_since(now: Path, then: Path) -> tuple[Writes, ...]:
    """Who wrote in ``now`` after the last line that ``then`` has in common with it, most writes first."""
    query = (
        "SELECT coalesce(o.full_name, ''), count(DISTINCT a.group_id), max(a.at)"
        " FROM main.audit a LEFT JOIN main.officer o ON o.id = a.officer_id"
        " WHERE a.seq > (SELECT coalesce(max(b.seq), 0) FROM past.audit b"
        "   JOIN main.audit c ON c.seq = b.seq AND c.hash = b.hash)"
        " GROUP BY a.officer_id ORDER BY 2 DESC"
    )
    with _open(now) as connection:
        connection.execute("ATTACH ? AS past", (f"{then.absolute().as_uri()}?mode=ro",))
        return tuple(Writes(name or None, count, last) for name, count, last in connection.execute(query))


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes no row. A database with a log needs more than reading to be read; a backup has none."""
    mode = "ro" if is_backup(path) else "rw"
    with closing(connect_to_look(path, mode=mode)) as connection:
        yield connection


def _tables(connection: sqlite3.Connection, schema: str) -> set[str]:
    rows = connection.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")  # noqa: S608 - our own two names
    return {name for (name,) in rows}


def _columns(connection: sqlite3.Connection, schema: str, table: str) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?, ?)", (table, schema))
    return [name for (name,) in rows if name not in _PASSING]


def _difference(connection: sqlite3.Connection, table: str) -> Changed:
    here, there = _columns(connection, "main", table), _columns(connection, "past", table)
    if not here or not there:
        count = _count(connection, f'{"main" if here else "past"}."{table}"')
        return Changed(table, count if here else 0, 0, 0 if here else count)
    both = ", ".join(f'"{name}"' for name in here if name in there)
    added = _count(connection, f'main."{table}" WHERE id NOT IN (SELECT id FROM past."{table}")')  # noqa: S608 - names from the schema
    gone = _count(connection, f'past."{table}" WHERE id NOT IN (SELECT id FROM main."{table}")')  # noqa: S608 - names from the schema
    unlike = _count(connection, f'(SELECT {both} FROM main."{table}" EXCEPT SELECT {both} FROM past."{table}")')  # noqa: S608 - names from the schema
    return Changed(table, added, unlike - added, gone)


def _count(connection: sqlite3.Connection, rest: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {rest}").fetchone()[0])  # noqa: S608 - names from the schema
