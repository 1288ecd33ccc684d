"""The evidence store on disk: files copied in, addressed by SHA-256, never linked, never overwritten."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import replacing, settle, sync_folder, translate

BLOCK = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = "dang-chep-"
_FRESH = 3600
"""Seconds for which an unfinished copy may still be somebody's work."""


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
        """Copy a file in and return its hash; a file with the same content is stored once, an altered one is mended.

        Raises Fault for a file that is empty, unreadable, not a file or vanishes meanwhile, and for a full disk.
        """
        size = _size(source)
        temporary = self._folder / f"{_UNFINISHED}{os.getpid()}-{secrets.token_hex(4)}"
        try:
            require_free(self._folder, size)
            digest = _copy(source, temporary, size, progress)
            target = self.path(digest)
            self._make_shelf(target.parent)
            if self.sound(digest):
                temporary.unlink()
            else:
                temporary.replace(target)
                sync_folder(target.parent)
        except OSError as error:
            _forget(temporary)
            if not source.exists():
                raise vanished(source) from error
            raise translate(error, temporary, size) from error
        except BaseException:
            _forget(temporary)
            raise
        return StoredFile(digest, target.stat().st_size)

    def _make_shelf(self, shelf: Path) -> None:
        """The folder of the files that begin alike, durably."""
        if not shelf.is_dir():
            shelf.mkdir(exist_ok=True)
            sync_folder(self._folder)

    def hashes(self) -> Iterator[str]:
        """The files that are there, by their names, in order."""
        if not self._folder.is_dir():
            return
        for shelf in sorted(path for path in self._folder.iterdir() if path.is_dir() and len(path.name) == 2):
            yield from sorted(
                path.name for path in shelf.iterdir() if _HASH.fullmatch(path.name) and path.name[:2] == shelf.name
            )

    def leftovers(self) -> tuple[Path, ...]:
        """What copying that was cut off left behind; a copy under way is not among it."""
        if not self._folder.is_dir():
            return ()
        found = (*self._folder.glob(f"{_UNFINISHED}*"), *self._folder.glob("*/.cchc-*.tmp"))
        return tuple(sorted(path for path in found if _is_old(path)))

    def take_from(self, other: "EvidenceFiles", sha256: str) -> bool:
        """Bring a file over from another store and read it back; False when it is not there or not what it was.

        What lies here under this name is replaced. Raises Fault when it cannot be written.
        """
        source, target = other.path(sha256), self.path(sha256)
        try:
            size = source.stat().st_size
            reader = source.open("rb")
        except OSError:
            return False
        with reader:
            try:
                require_free(self._folder, size)
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise translate(error, target, size) from error
            try:
                with replacing(target, needed=size) as file:
                    while block := _block(reader.read):
                        file.write(block)
                    settle(file)
                    if _hash(Path(file.name)) != sha256:
                        raise _NotWhatItWas
            except _NotWhatItWas:
                return False
        return True

    def set_aside(self, path: Path, to: Path) -> None:
        """Move something of this store out of it, into the folder ``to``; never over another file."""
        try:
            to.mkdir(parents=True, exist_ok=True)
            target, number = to / path.name, 1
            while target.exists():
                number += 1
                target = to / f"{path.name}-{number}"
            path.rename(target)
        except OSError as error:
            raise translate(error, to / path.name) from error

    def size(self, sha256: str) -> int | None:
        """The size of a stored file in bytes; None if it is not there."""
        try:
            return self.path(sha256).stat().st_size
        except OSError:
            return None

    def sound(self, sha256: str) -> bool:
        """Whether the file is there and still has its hash."""
        try:
            return _hash(self.path(sha256)) == sha256
        except OSError:
            return False


class _NotWhatItWas(Exception):
    """A file does not have the hash it is named by, or cannot be read to its end."""


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _FRESH
    except OSError:
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()


def _block(read: Callable[[int], bytes]) -> bytes:
    try:
        return read(BLOCK)
    except OSError as error:  # a stick that was pulled out
        raise _NotWhatItWas from error


def _forget(temporary: Path) -> None:
    """Remove what was half written; where even that fails, the first error is the one to tell."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


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
