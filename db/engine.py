"""Connections: every one is WAL, synchronous FULL, with foreign keys, a busy timeout and an explicit BEGIN."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

BUSY_TIMEOUT_MS = 5_000

PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", 2),  # FULL: a commit is on the disk when it returns
    ("foreign_keys", 1),
    ("busy_timeout", BUSY_TIMEOUT_MS),
)


def make_engine(path: Path, *, foreign_keys: bool = True) -> sa.Engine:
    """Return an engine on this database file with our settings on each connection.

    Only an upgrade works without foreign keys: a batch rebuild of a parent table would delete its children otherwise.
    """
    engine = sa.create_engine(sa.URL.create("sqlite+pysqlite", database=str(path)))
    event.listen(engine, "connect", _on_connect)
    if not foreign_keys:
        event.listen(engine, "connect", _without_foreign_keys)
    event.listen(engine, "begin", _on_begin)
    return engine


def connect_to_look(path: Path, *, mode: str = "ro") -> sqlite3.Connection:
    """A plain connection that cannot change a row; ``mode`` "rw" where a log beside the file has to be read as well."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA query_only = 1")
    return connection


def connect_to_copy(path: Path) -> sqlite3.Connection:
    """A plain connection that fills a copy. A copy is one file without a log, whatever its source is: no WAL here."""
    connection = sqlite3.connect(path)
    for name, value in PRAGMAS:
        if name != "journal_mode":
            connection.execute(f"PRAGMA {name} = {value}")
    return connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that sees one consistent state and changes nothing."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that takes the write lock at its start; commits at the end, rolls back on any exception."""
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        yield connection


def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # no implicit BEGIN: _on_begin says it
    for name, value in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")


def _without_foreign_keys(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = 0")


def _on_begin(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
