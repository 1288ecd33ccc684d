"""What restores and new beginnings set aside, and the rule by which it goes.

Kept: the last 3 and everything of 30 days. Older ones go only when all they hold stands in the present database or in a
backup; one that cannot be read, holds texts nobody stored, or has something foreign beside it stays for good.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from db import backup
from db.engine import connect_to_look
from db.folder import DataFolder
from db.swap import ASIDE, ASIDE_NOTE

KEEP_LAST = 3
KEEP_FOR = timedelta(days=30)


def listing(folder: DataFolder) -> list[Path]:
    """The folders that were set aside, newest first; those of other names are nobody's business here."""
    found = [path for path in folder.path.glob(f"{ASIDE}-*") if path.is_dir() and moment(path) is not None]
    return sorted(found, key=lambda path: path.name, reverse=True)


def moment(aside: Path) -> datetime | None:
    """When it was set aside, by its name, in local time; None for another name."""
    try:
        return datetime.strptime(aside.name.removeprefix(f"{ASIDE}-")[:15], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - local
    except ValueError:
        return None


def thin(folder: DataFolder, *, now: datetime) -> int:
    """Remove what the rule lets go and return how many folders went. A refusal of the disk is no trouble."""
    today = now.replace(tzinfo=None)
    old = [path for path in listing(folder)[KEEP_LAST:] if today - (moment(path) or today) > KEEP_FOR]
    holders = [folder.database, *backup.listing(folder.backups)] if old else []
    gone = 0
    for aside in old:
        if _is_held(aside, folder, holders):
            with suppress(OSError):
                _remove(aside)
                gone += 1
    return gone


def _is_held(aside: Path, folder: DataFolder, holders: Iterable[Path]) -> bool:
    """Whether everything in it stands elsewhere: its last line of the audit trail is a line of a sound database."""
    database = aside / folder.database.name
    own = {database.name, f"{database.name}-wal", f"{database.name}-shm", ASIDE_NOTE}
    if not database.is_file() or any(path.name not in own for path in aside.iterdir()):
        return False
    try:
        with closing(connect_to_look(database, mode="rw")) as connection:
            last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
            if last is None or _has_kept_texts(connection):
                return False
    except sqlite3.Error:
        return False
    return any(_holds(holder, *last) for holder in holders)


def _has_kept_texts(connection: sqlite3.Connection) -> bool:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'kept_text'").fetchone()
    if known is None:
        return False
    return connection.execute("SELECT 1 FROM kept_text WHERE discarded_at = '' LIMIT 1").fetchone() is not None


def _holds(database: Path, seq: int, digest: str) -> bool:
    try:
        with closing(connect_to_look(database, mode="ro" if backup.is_backup(database) else "rw")) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return False
            line = connection.execute("SELECT 1 FROM audit WHERE seq = ? AND hash = ?", (seq, digest)).fetchone()
            return line is not None
    except sqlite3.Error:
        return False


def _remove(aside: Path) -> None:
    for path in sorted(aside.iterdir(), key=lambda found: found.name != ASIDE_NOTE):
        path.unlink()
    aside.rmdir()
