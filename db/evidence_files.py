"""The evidence store on disk: files copied in, addressed by SHA-256, never linked, never overwritten."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store."""

    sha256: str
    size: int


class EvidenceFiles:
    """Files below one folder: ``ab/abcdef...`` without a name; the name stands in the database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the file with this hash lies."""
        return self._folder / sha256[:2] / sha256

    def add(self, source: Path, progress: Callable[[int, int], None] | None = None) -> StoredFile:
        """Copy a file in and return its hash; a file with the same content is stored once.

        Raises Fault for a file that is empty, unreadable, not a file or vanishes meanwhile, and for a full disk.
        """
        size = _size(source)
        require_free(self._folder, size)
        temporary = self._folder / f"dang-chep-{os.getpid()}"
        try:
            digest = _copy(source, temporary, size, progress)
            target = self.path(digest)
            target.parent.mkdir(exist_ok=True)
            if target.exists():
                temporary.unlink()
            else:
                temporary.replace(target)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            if not source.exists():
                raise vanished(source) from error
            raise translate(error, self._folder, size) from error
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return StoredFile(digest, target.stat().st_size)

    def size(self, sha256: str) -> int | None:
        """The size of a stored file in bytes; None if it is not there."""
        try:
            return self.path(sha256).stat().st_size
        except OSError:
            return None

    def sound(self, sha256: str) -> bool:
        """Whether the file is there and still has its hash."""
        try:
            with self.path(sha256).open("rb") as stored:
                return hashlib.file_digest(stored, "sha256").hexdigest() == sha256
        except OSError:
            return False


def _size(source: Path) -> int:
    try:
        if not source.is_file():
            raise vanished(source) if not source.exists() else _unreadable(source)
        size = source.stat().st_size
    except OSError as error:
        raise _unreadable(source) from error
    if size == 0:
        raise Fault(
            "evidence-empty",
            what=f"Tệp “{source.name}” không có nội dung (0 byte).",
            safe="Chương trình chưa đính kèm tệp này; dữ liệu đã nhập vẫn nguyên vẹn.",
            do="Hãy mở tệp gốc để kiểm tra, lưu hoặc quét lại rồi đính kèm.",
        )
    return size


def _copy(source: Path, target: Path, size: int, progress: Callable[[int, int], None] | None) -> str:
    digest, done = hashlib.sha256(), 0
    try:
        reader = source.open("rb")
    except FileNotFoundError as error:
        raise vanished(source) from error
    except OSError as error:
        raise _unreadable(source) from error
    with reader, target.open("wb") as writer:
        while block := _read(reader.read, source):
            digest.update(block)
            writer.write(block)
            done += len(block)
            if progress:
                progress(done, size)
        writer.flush()
        os.fsync(writer.fileno())
    if done < size:
        raise vanished(source)
    return digest.hexdigest()


def _read(read: Callable[[int], bytes], source: Path) -> bytes:
    try:
        return read(BLOCK)
    except OSError as error:
        raise (_unreadable(source) if source.exists() else vanished(source)) from error


def vanished(source: Path) -> Fault:
    """The file went away before it was copied."""
    return Fault(
        "evidence-vanished",
        what=f"Tệp “{source.name}” không còn ở {source.parent} khi đang đính kèm.",
        safe="Chưa có gì được đính kèm; dữ liệu đã nhập vẫn nguyên vẹn.",
        do="Hãy cắm lại USB hoặc kiểm tra thư mục chứa tệp, rồi đính kèm lại.",
    )


def _unreadable(source: Path) -> Fault:
    return Fault(
        "evidence-unreadable",
        what=f"Không đọc được tệp “{source.name}”.",
        safe="Chưa có gì được đính kèm; dữ liệu đã nhập vẫn nguyên vẹn.",
        do="Hãy đóng chương trình đang mở tệp, kiểm tra quyền đọc, hoặc chép tệp ra nơi khác rồi đính kèm lại.",
    )
