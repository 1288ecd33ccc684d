"""Writing a file so that its name holds the old content or the whole new content, never a part.

A temporary name on the same volume, flush and fsync, rename, fsync of the folder. Errors of the machine become
Faults: "disk-full", "folder-read-only", "folder-vanished", "file-in-use" (Windows), "write-failed".
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.system.diskspace import disk_full, free_bytes
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.volumes import drive_name

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_VANISHED = frozenset({errno.ENOENT, errno.ENOTDIR})
_FAILING = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV})
_WINDOWS_SHARING_VIOLATIONS = frozenset({32, 33})
_UNTOUCHED = "Tệp cũ (nếu có) vẫn nguyên vẹn, không có tệp dở dang nào để lại."


def write_bytes(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``, replacing what was there; raises Fault."""
    with replacing(path, needed=len(data)) as file:
        file.write(data)


def make_folder(folder: Path) -> None:
    """Make a folder that somebody named, with those above it, unless it is there; raises Fault."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise translate(error, folder) from error


@contextmanager
def replacing(path: Path, *, needed: int | None = None) -> Iterator[BinaryIO]:
    """A binary file that takes the place of ``path`` when the block ends well, and leaves no trace when it does not.

    ``needed`` is the size to name when the disk is full. Every OSError of the block is taken for an error of writing
    and raised as Fault, so the block translates the errors of what it reads itself.
    """
    with staging(path, needed=needed) as file:
        yield file
        publish(file, path)


@contextmanager
def staging(path: Path, *, needed: int | None = None) -> Iterator[BinaryIO]:
    """A new binary file under a temporary name beside ``path``, removed at the end unless it was published.

    OSErrors are raised as Faults, as ``replacing`` does.
    """
    temporary = path.parent / f".cchc-{secrets.token_hex(8)}.tmp"
    try:
        file = temporary.open("x+b")
        try:
            yield file
        finally:
            with suppress(OSError):  # what could not be flushed has been reported by the write that failed
                file.close()
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise translate(error, path, needed) from error


def settle(file: BinaryIO) -> None:
    """Bring ``file`` onto the medium, and forget the copy in memory so that reading it again asks the medium."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def publish(file: BinaryIO, path: Path) -> None:
    """Give a staged ``file`` its final name ``path``, durably; raises OSError."""
    file.flush()
    os.fsync(file.fileno())
    file.close()
    Path(file.name).replace(path)
    sync_folder(path.parent)


def translate(error: OSError, path: Path, needed: int | None = None) -> Fault:
    """The Fault to show for an ``error`` met while writing ``path``; a full disk names the ``needed`` bytes."""
    folder = path.parent
    if error.errno in _FULL:
        return disk_full(folder, needed=needed, free=_free_or_none(folder))
    if getattr(error, "winerror", None) in _WINDOWS_SHARING_VIOLATIONS:
        return Fault(
            "file-in-use",
            what=f"Tệp “{path}” đang được một chương trình khác mở.",
            safe=_UNTOUCHED,
            do="Hãy đóng tệp trong chương trình đó rồi làm lại.",
        )
    if error.errno in _READ_ONLY:
        return Fault(
            "folder-read-only",
            what=f"Không được phép ghi vào “{folder}” (ổ đĩa {drive_name(folder)}).",
            safe=_UNTOUCHED,
            do="Hãy chọn thư mục khác, hoặc gỡ khóa chống ghi của USB rồi làm lại.",
        )
    if error.errno in _VANISHED:
        return Fault(
            "folder-vanished",
            what=f"Không còn tìm thấy thư mục “{folder}” (ổ đĩa {drive_name(folder)}).",
            safe=_UNTOUCHED,
            do="Hãy cắm lại USB hoặc chọn thư mục khác rồi làm lại.",
        )
    if error.errno in _FAILING:
        return Fault(
            "write-failed",
            what=f"Ổ đĩa {drive_name(folder)} (chứa “{folder}”) báo lỗi khi đọc hoặc ghi.",
            safe="Việc vừa làm chưa xong; những gì đã lưu trước đó vẫn nguyên vẹn.",
            do="Ổ đĩa có thể sắp hỏng: hãy sao lưu sang USB hoặc ổ đĩa khác, rồi làm lại.",
        )
    return Fault(
        "write-failed",
        what=f"Không ghi được tệp “{path}” trên ổ đĩa {drive_name(folder)} (máy báo: {error.strerror or error}).",
        safe=_UNTOUCHED,
        do="Hãy kiểm tra ổ đĩa hoặc USB, chọn nơi ghi khác nếu cần, rồi làm lại.",
    )


def _free_or_none(folder: Path) -> int | None:
    try:
        return free_bytes(folder)
    except OSError:
        return None


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder onto the medium; raises OSError."""
    if os.name == "nt":  # Windows cannot open a folder for fsync; its rename is journalled
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some file systems of USB sticks have no fsync of folders
            raise
    finally:
        os.close(descriptor)
