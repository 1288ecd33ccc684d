"""Backups: copied by SQLite's backup API, verified before they count, thinned by age.

Kept: everything of the last 2 days, then the last of each of 12 days, 10 weeks and 9 months.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate

_NAME = re.compile(r"cchc-(\d{8}-\d{6})(?:-(\d+))?\.db")
KEEP_ALL = timedelta(days=2)
KEEP = ((12, "%Y-%m-%d"), (10, "%G-W%V"), (9, "%Y-%m"))


def write(database: Path, folder: Path, *, at: datetime) -> Path:
    """Copy the database into ``folder``, verify the copy, thin older ones. Return the copy.

    Raises Fault if the copy cannot be written or does not equal its source; older backups stay.
    """
    target = _free_name(folder, at)
    temporary = target.with_suffix(".dang-ghi")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(temporary)) as copy:
            source.backup(copy, pages=-1)
            counts = _row_counts(source)
            copy.execute("PRAGMA journal_mode = DELETE")
        _verify(temporary, counts)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(target)
    except sqlite3.Error as error:
        _forget(temporary)
        full = getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
        raise translate(OSError(28 if full else 5, str(error)), folder, database.stat().st_size) from error
    except OSError as error:
        _forget(temporary)
        raise translate(error, folder) from error
    except Fault:
        _forget(temporary)
        raise
    for old in surplus(listing(folder), now=at):
        old.unlink(missing_ok=True)
    return target


def copy_into(copy: Path, database: Path) -> None:
    """Bring a backup to the place of a database that is not there; written aside, verified, then renamed."""
    temporary = database.with_suffix(".dang-phuc-hoi")
    try:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(temporary)) as target:
            source.backup(target, pages=-1)
            counts = _row_counts(source)
        _verify(temporary, counts)
        temporary.replace(database)
    except sqlite3.Error as error:
        _forget(temporary)
        raise translate(OSError(5, str(error)), database.parent, copy.stat().st_size) from error


def listing(folder: Path) -> list[Path]:
    """The backups of a folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), key=_order, reverse=True)


def surplus(copies: Sequence[Path], *, now: datetime) -> list[Path]:
    """The backups that the thinning rule lets go; the newest is always kept."""
    kept = set(copies[:1])
    kept.update(path for path in copies if moment(path) > now.replace(tzinfo=None) - KEEP_ALL)
    for number, pattern in KEEP:
        kept.update(_last_of_each(copies, key=lambda path, p=pattern: moment(path).strftime(p))[:number])  # type: ignore[misc]
    return [path for path in copies if path not in kept]


def _last_of_each(copies: Sequence[Path], *, key: Callable[[Path], str]) -> list[Path]:
    newest: dict[str, Path] = {}
    for path in copies:
        newest.setdefault(key(path), path)
    return list(newest.values())


def _order(path: Path) -> tuple[datetime, int]:
    """Later first within one second too: cchc-X-2.db is newer than cchc-X.db."""
    match = _NAME.fullmatch(path.name)
    assert match is not None
    return moment(path), int(match[2] or 1)


def moment(path: Path) -> datetime:
    """When a backup was made, by its name, in local time."""
    match = _NAME.fullmatch(path.name)
    assert match is not None
    return datetime.strptime(match[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - names carry local time


def _forget(temporary: Path) -> None:
    """Remove what was half written; where even that fails, the first error is the one to tell."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _free_name(folder: Path, at: datetime) -> Path:
    stem = f"cchc-{at:%Y%m%d-%H%M%S}"
    target, number = folder / f"{stem}.db", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.db"
    return target


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names from the schema


def _verify(copy: Path, counts: dict[str, int]) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if whole and _row_counts(connection) == counts:
            return
    raise Fault(
        "backup-unsound",
        what=f"Bản sao lưu vừa ghi vào {copy.parent} không giống dữ liệu gốc.",
        safe="Dữ liệu đang dùng và các bản sao lưu trước vẫn nguyên vẹn.",
        do="Hãy kiểm tra ổ đĩa, rồi sao lưu lại hoặc chọn ổ đĩa khác.",
    )
