"""What SQLite says of the machine, told as Faults. A full disk is never reported as locked."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.system.diskspace import free_bytes
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate
from cchc_desktop.system.volumes import drive_name

SAVE_ROOM = 20_000_000
"""Bytes to ask for where a small write did not fit: room for the day's work."""
_CRAMPED = 1_000_000
"""Below this many free bytes an error of reading or writing is the full disk's."""
_AS_OSERROR = {
    "SQLITE_FULL": errno.ENOSPC,
    "SQLITE_READONLY_DBMOVED": errno.ENOENT,
    "SQLITE_READONLY": errno.EROFS,
    "SQLITE_CANTOPEN": errno.ENOENT,
    "SQLITE_IOERR": errno.EIO,
}


@contextmanager
def translating(folder: Path, needed: int = SAVE_ROOM) -> Iterator[None]:
    """Turn errors of the driver and of the file system in ``folder`` into Faults; ``needed`` are bytes to name."""
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.DatabaseError) as error:
        if isinstance(error, sa.exc.IntegrityError) or not isinstance(error.orig, sqlite3.Error):
            raise
        raise fault_of(error.orig, folder, needed) from error
    except sqlite3.DatabaseError as error:
        raise fault_of(error, folder, needed) from error
    except OSError as error:
        raise translate(error, folder / "cchc.db", needed) from error


def fault_of(error: sqlite3.Error, folder: Path, needed: int = SAVE_ROOM) -> Exception:
    """The Fault for what SQLite met in ``folder``; the error itself where the machine is not to blame."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, number in _AS_OSERROR.items():
        if name.startswith(prefix):
            real = _real_number(number, folder)
            return translate(OSError(real, os.strerror(real)), folder / "cchc.db", needed)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Fault(
            "database-busy",
            what="Dữ liệu đang được một chương trình khác giữ nên chưa ghi được.",
            safe="Dữ liệu đã lưu trước đó vẫn nguyên vẹn.",
            do="Hãy đóng chương trình khác đang mở thư mục dữ liệu (phần mềm sao lưu, đồng bộ), rồi ghi lại.",
        )
    if is_damage(error):
        return Fault(
            "database-damaged",
            what=(f"Không đọc được tệp dữ liệu trong {folder}: ổ đĩa {drive_name(folder)} đọc lỗi hoặc tệp bị hỏng."),
            safe="Chương trình không sửa tệp; các bản sao lưu không bị ảnh hưởng.",
            do="Hãy đóng chương trình rồi mở lại: nếu tệp hỏng thật, chương trình sẽ cho chọn bản sao lưu để phục hồi.",
        )
    earlier = _met_before(error)
    found = error if earlier is None else fault_of(earlier, folder, needed)
    return found if isinstance(found, Fault) else error


def _met_before(error: BaseException) -> sqlite3.Error | None:
    """What SQLite met first, where ``error`` came while that was cleared up: a lost disk also ends the transaction."""
    context = error.__context__
    while context is not None and not isinstance(context, sqlite3.Error):
        context = context.__context__
    return context


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite read the file and found that it is not what it was."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _real_number(number: int, folder: Path) -> int:
    """SQLite says "cannot open" or "input/output error" for a full disk, a lost folder and missing rights alike."""
    if number not in (errno.ENOENT, errno.EIO):
        return number
    try:
        if not folder.is_dir():
            return errno.ENOENT
        if free_bytes(folder) < _CRAMPED:
            return errno.ENOSPC
    except OSError:
        return errno.ENOENT
    return errno.EACCES if number == errno.ENOENT and not os.access(folder, os.W_OK) else number
