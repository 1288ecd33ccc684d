"""What goes with the data besides evidence: received packages, quarantine (cách ly), the pictures that signatures show.

Received packages and files in quarantine never change and bear their hash in their name; a picture and a report may be
written anew. The private key of this machine (``khoa-may.pem``) is none of these and is never carried.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.safe_write import replacing, settle, translate

PICTURES = "ky-so"
_BLOCK = 1 << 20
_FRESH = 3600
"""Seconds for which an unfinished copy may still be somebody's work."""
_PACKAGE = re.compile(r"goi-nhan/([0-9a-f]{2})/(\1[0-9a-f]{62})\.zip")
_HELD = re.compile(r"cach-ly/([0-9a-f]{12})_[a-z0-9-]{1,200}\.zip")
_FREE = re.compile(r"cach-ly/[0-9a-f]{12}_[a-z0-9-]{1,200}\.txt|ky-so/[A-Za-z0-9-]{1,64}\.png")


class _NotWhatItWas(Exception):
    """A file does not have the hash it is named by, or cannot be read to its end."""


class CarriedFiles:
    """Such files below one folder: a data folder, or a place of backups, where they lie under the same names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, place: str) -> Path:
        """Where the file of this place lies."""
        return self._folder / place

    def listing(self) -> Iterator[str]:
        """The places of the files that are there, in order; what has another name is none of ours."""
        for pattern in ("goi-nhan/??/*.zip", "cach-ly/*.zip", "cach-ly/*.txt", "ky-so/*.png"):
            found = sorted(self._folder.glob(pattern))
            places = (path.relative_to(self._folder).as_posix() for path in found if path.is_file())
            yield from filter(is_carried, places)

    def strangers(self) -> Iterator[Path]:
        """Files in these folders that have no name of ours, unless copying may still be under way."""
        for name in ("goi-nhan", "cach-ly", PICTURES):
            for path in sorted((self._folder / name).rglob("*")):
                place = path.relative_to(self._folder).as_posix()
                if path.is_file() and not is_carried(place) and not _is_fresh_copy(path):
                    yield path

    def size(self, place: str) -> int | None:
        """The size in bytes; None where the file is not there."""
        try:
            return self.path(place).stat().st_size
        except OSError:
            return None

    def sound(self, place: str, sha256: str = "") -> bool:
        """Whether the file is there, has the hash in its name and, where one is given, this hash."""
        try:
            found = _hash(self.path(place))
        except OSError:
            return False
        return fits(place, found) and sha256 in ("", found)

    def holds_same(self, other: "CarriedFiles", place: str) -> bool:
        """Whether the other folder has the file as it is here; what cannot change is known by its size."""
        if self.size(place) != other.size(place):
            return False
        if not _FREE.fullmatch(place):
            return True
        try:
            return self.path(place).read_bytes() == other.path(place).read_bytes()
        except OSError:
            return False

    def take_from(self, other: "CarriedFiles", place: str, sha256: str = "") -> bool:
        """Bring a file over from another folder and read it back; False when it is not there or not what it was.

        What lies here is replaced. Raises Fault when it cannot be written.
        """
        target = self.path(place)
        try:
            source = other.path(place).open("rb")
            size = other.path(place).stat().st_size
        except OSError:
            return False
        with source:
            try:
                require_free(self._folder, size)
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise translate(error, target, size) from error
            try:
                with replacing(target, needed=size) as file:
                    wanted = _copy(source, file)
                    settle(file)
                    if not fits(place, wanted) or sha256 not in ("", wanted) or _hash(Path(file.name)) != wanted:
                        raise _NotWhatItWas
            except _NotWhatItWas:
                return False
        return True


def is_carried(place: str) -> bool:
    """Whether a place is one of such a file: nothing that comes from outside goes anywhere else."""
    return any(form.fullmatch(place) for form in (_PACKAGE, _HELD, _FREE))


def fits(place: str, sha256: str) -> bool:
    """Whether a file of this hash may lie there."""
    if package := _PACKAGE.fullmatch(place):
        return package[2] == sha256
    held = _HELD.fullmatch(place)
    return held is None or sha256.startswith(held[1])


def _copy(source: BinaryIO, file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := _read(source):
        digest.update(block)
        file.write(block)
    return digest.hexdigest()


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(_BLOCK)
    except OSError as error:  # a stick that was pulled out
        raise _NotWhatItWas from error


def _hash(path: Path) -> str:
    with path.open("rb") as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()


def _is_fresh_copy(path: Path) -> bool:
    try:
        return path.suffix == ".tmp" and time.time() - path.stat().st_mtime <= _FRESH
    except OSError:
        return True
