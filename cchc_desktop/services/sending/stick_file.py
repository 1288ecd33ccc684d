"""One file onto one stick: room first, a temporary name, the medium, the final name, and then the bytes read back.

A file has its name on the stick only when all of it was brought there, and keeps it only when it reads back the same.
"""

import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.services.sending import stick_words
from cchc_desktop.services.sending.machine_package import Source
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.outgoing_files import keep_beside
from cchc_desktop.system.read_back import ReadBack, read_back
from cchc_desktop.system.removable import Stick
from cchc_desktop.system.safe_write import publish, sync_folder

_CHUNK = 1 << 20
_SYNC_EVERY = 8 << 20
"""Bytes after which the stick must have all: otherwise progress is that of the memory, and cancelling takes minutes."""
_PREFIX, _SUFFIX = ".cchc-usb-", ".tmp"

Told = Callable[[int, str], None]
"""Hears how many of the bytes of writing and reading are done, and what is going on; what it raises ends it all."""
WRITING, READING = "Đang ghi ra USB", "Đang đọc lại từ USB"


@dataclass(frozen=True, slots=True)
class Put:
    """How a file lies on the stick: how it was read, the other file kept beside it, whether it was there before."""

    path: Path
    read: ReadBack
    kept: Path | None
    was_there: bool


def put(source: Source, stick: Stick, *, told: Told) -> Put:
    """Bring the package to the stick and read it back; what is left of earlier tries is cleared away first.

    Raises Fault as ``Sticks.write`` says, and what ``told`` raises; the stick is then as it was before where it can be.
    """
    target = stick.path / source.path.name
    try:
        _clear_leftovers(stick.path)
        there = _read_if_same(target, source, told)
        if there is not None:
            return Put(target, there, None, was_there=True)
        _require_room(stick, source)
        return _written(source, target, stick, told=told)
    except OSError as error:
        raise stick_words.told(error, stick, source.path, size=source.size) from error


def take_away(path: Path, kept: Path | None = None) -> bool:
    """Remove a file that is broken, and give ``kept`` its name back; whether that could be done."""
    try:
        if kept is not None:
            kept.replace(path)
        else:
            path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError:
        return False
    return True


def _clear_leftovers(folder: Path) -> None:
    """Remove what a write left that was cut off; what cannot be removed is met again as an error of writing."""
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            path.unlink()


def _read_if_same(target: Path, source: Source, told: Told) -> ReadBack | None:
    """What is read of a file that has the name already, if it is the package; None for none and for another one."""
    if not target.is_file() or target.stat().st_size != source.size:
        return None
    read = _read(target, source, told)
    return read if read.sha256 == source.sha256 else None


def _require_room(stick: Stick, source: Source) -> None:
    now = stick.now()
    if now is None:
        raise stick_words.pulled(stick, source.path)
    if not now.writable:
        raise stick_words.write_protected(stick, source.path)
    if now.free < now.needed(source.size):
        raise stick_words.too_small(now, source.size, source.path)


def _written(source: Source, target: Path, stick: Stick, *, told: Told) -> Put:
    temporary = target.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
    try:
        with temporary.open("x+b") as file:
            _require_on(stick, temporary, source)
            _copy(source, file, told)
            kept = keep_beside(target)
            try:
                publish(file, target)
            except OSError:
                _put_back(target, kept)
                raise
    finally:
        with suppress(OSError):  # the stick may be gone; the next write clears it away
            temporary.unlink(missing_ok=True)
    return _proved(source, target, stick, kept=kept, told=told)


def _require_on(stick: Stick, path: Path, source: Source) -> None:
    """A stick that was pulled leaves an empty folder of this machine behind; nothing is written into that."""
    if path.stat().st_dev != stick.device:
        raise stick_words.pulled(stick, source.path)


def _copy(source: Source, file: BinaryIO, told: Told) -> None:
    """Every byte onto the medium; raises the Fault "package-altered" where they are not those of the hash."""
    digest, done, settled = hashlib.sha256(), 0, 0
    with _opened(source) as original:
        while chunk := original.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
            done += len(chunk)
            if done - settled >= _SYNC_EVERY:
                _settle(file)
                settled = done
            told(done, WRITING)
    _settle(file)
    if digest.hexdigest() != source.sha256:
        raise stick_words.source_spoiled(source.path)


def _opened(source: Source) -> BinaryIO:
    try:
        return source.path.open("rb")
    except OSError as error:
        raise stick_words.source_spoiled(source.path) from error


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _proved(source: Source, target: Path, stick: Stick, *, kept: Path | None, told: Told) -> Put:
    """Read what was written; it goes again, and what had its name comes back, unless it is right."""
    try:
        read = _read(target, source, told)
    except BaseException:  # an error of the stick, or the wish to stop
        take_away(target, kept)
        raise
    if (read.sha256, read.size) != (source.sha256, source.size):
        raise _broken(source, target, stick, kept=kept)
    if not stick.is_still_there():
        raise stick_words.pulled(stick, source.path)
    return Put(target, read, kept, was_there=False)


def _broken(source: Source, target: Path, stick: Stick, *, kept: Path | None) -> Fault:
    return stick_words.reads_other(stick, source.path, removed=take_away(target, kept))


def _read(path: Path, source: Source, told: Told) -> ReadBack:
    return read_back(path, told=lambda done: told(source.size + done, READING))


def _put_back(target: Path, kept: Path | None) -> None:
    if kept is not None:
        with suppress(OSError):
            kept.replace(target)
