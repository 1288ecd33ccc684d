"""Backups: copied by SQLite's backup API, verified before they count, thinned by age.

Kept: everything of the last 2 days, then the last of each of 12 days, 10 weeks and 9 months; and for good the last
that an earlier version of the program can read: it is that program's way back.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import publish, replacing, settle, translate
from db.engine import connect_to_copy, connect_to_look
from db.faults import fault_of

_NAME = re.compile(r"cchc-(\d{8}-\d{6})(?:-(\d+))?\.db")
_UNFINISHED = "*.dang-ghi*"
_BLOCK = 1 << 20
_VALUES = ("CHECK constraint failed in ", "NULL value in ")
KEEP_ALL = timedelta(days=2)
KEEP = ((12, "%Y-%m-%d"), (10, "%G-W%V"), (9, "%Y-%m"))


def write(database: Path, folder: Path, *, at: datetime) -> Path:
    """Copy the database into ``folder``, verify the copy, thin older ones. Return the copy.

    Raises Fault if the copy cannot be written or does not equal its source; older backups stay.
    """
    target = _free_name(folder, at)
    temporary = target.with_suffix(".dang-ghi")
    needed = size_with_log(database)
    with _writing(temporary, needed):
        folder.mkdir(parents=True, exist_ok=True)
        require_free(folder, needed)
        copy_verified(database, temporary)
        with temporary.open("r+b") as written:
            publish(written, target)
    thin(folder, now=at, keep=target)
    return target


def copy_into(copy: Path, database: Path) -> None:
    """Bring a backup to the place of a database that is not there; written aside, verified, then renamed."""
    temporary = database.with_suffix(".dang-chep")
    needed = size_with_log(copy)
    with _writing(temporary, needed):
        require_free(database.parent, needed)
        copy_verified(copy, temporary)
        with temporary.open("r+b") as written:
            publish(written, database)


def carry(copy: Path, folder: Path, *, at: datetime) -> Path:
    """Bring a finished backup to another place byte by byte, read it back from there, thin older ones.

    Raises Fault, also when what is read back is not what was written.
    """
    target = folder / copy.name
    if not target.exists():
        needed = copy.stat().st_size
        with _writing(target, needed), copy.open("rb") as source:
            require_free(folder, needed)
            with replacing(target, needed=needed) as file:
                while block := source.read(_BLOCK):
                    file.write(block)
                settle(file)
                if not _same(copy, Path(file.name)):
                    raise unsound(folder)
    thin(folder, now=at, keep=target)
    return target


def copy_verified(source: Path, target: Path) -> None:
    """Copy one consistent state into a new file and hold structure and number of rows of each table against it.

    Raises sqlite3.Error, OSError, or the Fault "backup-unsound".
    """
    for leftover in target.parent.glob(f"{target.name}*"):
        leftover.unlink()
    with closing(_connect(source)) as origin, closing(connect_to_copy(target)) as copy:
        origin.execute("BEGIN")  # the copy and the counts are of one moment
        counts = _row_counts(origin)
        origin.backup(copy, pages=-1)
        if "program_run" in counts:
            copy.execute("UPDATE program_run SET ended_at = started_at WHERE ended_at = ''")  # no run goes on in a copy
            copy.commit()
        copy.execute("PRAGMA journal_mode = DELETE")
    _verify(target, counts)


def thin(folder: Path, *, now: datetime, keep: Path) -> None:
    """Remove what the rule lets go and what an interrupted backup left; ``keep`` stays. A refusal is no trouble."""
    copies = listing(folder)
    going = surplus(copies, now=now, keep=keep)
    last_ones = last_of_earlier_schemas(copies) if going else frozenset()
    for old in going:
        if old in last_ones:
            continue
        with suppress(OSError):
            old.unlink(missing_ok=True)
    for leftover in folder.glob(_UNFINISHED):
        with suppress(OSError):
            leftover.unlink()


def listing(folder: Path) -> list[Path]:
    """The backups of a folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), key=_order, reverse=True)


def last_of_earlier_schemas(copies: Sequence[Path]) -> frozenset[Path]:
    """Of each schema but that of the newest backup, the newest backup; ``copies`` are given newest first."""
    newest = _last_of_each([path for path in copies if schema(path)], key=schema)
    return frozenset(newest[1:])


def schema(path: Path) -> str:
    """The revision of the schema of a backup; empty where it cannot be read."""
    try:
        with closing(_connect(path)) as connection:
            return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""


def surplus(copies: Sequence[Path], *, now: datetime, keep: Path | None = None) -> list[Path]:
    """The backups that the thinning rule lets go, given newest first; the newest and ``keep`` always stay.

    Backups that bear a later time than now were made under a wrong clock: they stay, and take nobody's place.
    """
    today = now.replace(tzinfo=None)
    past = [path for path in copies if moment(path) <= today]
    kept = {*copies[:1], *past[:1], *(path for path in copies if moment(path) > today - KEEP_ALL)}
    if keep is not None:
        kept.add(keep)
    for count, pattern in KEEP:
        kept.update(_last_of_each(past, key=lambda path, p=pattern: moment(path).strftime(p))[:count])  # type: ignore[misc]
    return [path for path in copies if path not in kept]


def moment(path: Path) -> datetime:
    """When a backup was made, by its name, in local time."""
    match = _NAME.fullmatch(path.name)
    assert match is not None
    return datetime.strptime(match[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - names carry local time


def number(path: Path) -> int:
    """Which backup of its second it is: cchc-X-2.db is newer than cchc-X.db; 0 for another name."""
    match = _NAME.fullmatch(path.name)
    return int(match[2] or 1) if match else 0


def is_backup(path: Path) -> bool:
    """Whether a file bears the name of a backup."""
    return _NAME.fullmatch(path.name) is not None


def size_with_log(database: Path) -> int:
    """Bytes of a database file and of the log beside it."""
    log = database.with_name(f"{database.name}-wal")
    return sum(path.stat().st_size for path in (database, log) if path.exists())


def holds_all_of(copy: Path, database: Path) -> bool:
    """Whether a backup ends with the same line of the audit trail as the database."""
    try:
        return _last_line(copy) == _last_line(database)
    except sqlite3.Error:
        return False


def is_about_content(line: str) -> bool:
    """Whether a line of SQLite's integrity check is about a value, not about the file: a copy of it is still whole."""
    return line.startswith(_VALUES)


def unsound(folder: Path) -> Fault:
    """A copy is not what it was copied from."""
    return Fault(
        "backup-unsound",
        what=f"Bản sao lưu vừa ghi vào {folder} không giống dữ liệu gốc.",
        safe="Dữ liệu đang dùng và các bản sao lưu trước vẫn nguyên vẹn.",
        do="Hãy kiểm tra ổ đĩa, rồi sao lưu lại hoặc chọn ổ đĩa khác.",
    )


@contextmanager
def _writing(temporary: Path, needed: int) -> Iterator[None]:
    """Tell what the machine refuses as Faults, and leave nothing half written."""
    try:
        yield
    except sqlite3.Error as error:
        _forget(temporary)
        raise fault_of(error, temporary.parent, needed) from error
    except OSError as error:
        _forget(temporary)
        raise translate(error, temporary, needed) from error
    except Fault:
        _forget(temporary)
        raise


def _connect(path: Path) -> sqlite3.Connection:
    """An existing database; a finished backup is only read, so that it may lie on a write-protected stick."""
    mode = "ro" if is_backup(path) else "rw"
    return connect_to_look(path, mode=mode)


def _last_of_each(copies: Sequence[Path], *, key: Callable[[Path], str]) -> list[Path]:
    newest: dict[str, Path] = {}
    for path in copies:
        newest.setdefault(key(path), path)
    return list(newest.values())


def _order(path: Path) -> tuple[datetime, int]:
    return moment(path), number(path)


def _forget(temporary: Path) -> None:
    """Remove what was half written; where even that fails, the first error is the one to tell."""
    for leftover in temporary.parent.glob(f"{temporary.name}*"):
        with suppress(OSError):
            leftover.unlink()


def _free_name(folder: Path, at: datetime) -> Path:
    stem = f"cchc-{at:%Y%m%d-%H%M%S}"
    target, count = folder / f"{stem}.db", 1
    while target.exists():
        count += 1
        target = folder / f"{stem}-{count}.db"
    return target


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - names from the schema


def _last_line(path: Path) -> tuple[int, str] | None:
    with closing(_connect(path)) as connection:
        row: tuple[int, str] | None = connection.execute(
            "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return row


def _same(first: Path, second: Path) -> bool:
    with first.open("rb") as one, second.open("rb") as other:
        while True:
            block, copied = one.read(_BLOCK), other.read(_BLOCK)
            if block != copied:
                return False
            if not block:
                return True


def _verify(copy: Path, counts: dict[str, int]) -> None:
    with closing(connect_to_look(copy)) as connection:
        told = [line for (line,) in connection.execute("PRAGMA integrity_check")]
        if all(line == "ok" or is_about_content(line) for line in told) and _row_counts(connection) == counts:
            return
    raise unsound(copy.parent)
