"""What SQLite says of the machine, told as Faults. A full disk is never reported as locked."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate

_AS_OSERROR = {"SQLITE_FULL": 28, "SQLITE_READONLY": 30, "SQLITE_CANTOPEN": 2, "SQLITE_IOERR": 5}


@contextmanager
def translating(path: Path) -> Iterator[None]:
    """Turn errors of the driver and of the file system below ``path`` into Faults."""
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.DatabaseError) as error:
        if isinstance(error, sa.exc.IntegrityError) or not isinstance(error.orig, sqlite3.Error):
            raise
        raise _fault(error.orig, path) from error
    except sqlite3.OperationalError as error:
        raise _fault(error, path) from error


def _fault(error: sqlite3.Error, path: Path) -> Exception:
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, number in _AS_OSERROR.items():
        if name.startswith(prefix):
            return translate(OSError(number, str(error)), path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Fault(
            "database-busy",
            what="Cơ sở dữ liệu đang được một chương trình khác giữ nên chưa ghi được.",
            safe="Dữ liệu đã lưu trước đó vẫn nguyên vẹn.",
            do="Hãy đóng chương trình khác đang mở thư mục dữ liệu (phần mềm sao lưu, đồng bộ), rồi ghi lại.",
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Fault(
            "database-damaged",
            what=f"Cơ sở dữ liệu trong {path} bị hỏng khi đang đọc.",
            safe="Các bản sao lưu trong thư mục sao-luu không bị ảnh hưởng.",
            do="Hãy đóng chương trình, chép thư mục dữ liệu ra nơi khác rồi phục hồi từ bản sao lưu.",
        )
    return error
