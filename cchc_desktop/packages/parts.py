"""The parts (phần) of a package that fit into e-mails; what comes back (``part_set``) is never trusted.

A part is one line of canonical JSON, which says of which package it is and where it lies in it, and the bytes
themselves. The hash in the line is over everything else in the file, so that a part that was altered, cut short or
packed anew on its way is known by itself; the name of the file means nothing, since mail programs give other ones.

Files are called "<package>.zip.001-003.phan". Mail servers refuse attachments by their extension: ".zip" often, the
numbers of archivers (".001", ".z01") and a second extension of three letters behind a first one nearly always. This
one stands on no such list, and the content does not begin like a zip, so that no filter opens it.
"""

import errno
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypedDict, cast

from cchc_desktop.packages.layout import MAX_PACKAGE_BYTES
from cchc_desktop.packages.part_texts import refusal
from cchc_desktop.packages.shape import first_misfit
from cchc_desktop.packages.verification import Problem
from cchc_desktop.system.canonical_json import canonical

SUFFIX = ".phan"
MARK = b'{"cchc_package_part":'
"""What every part begins with, in all versions."""
VERSION = 1
MAX_PARTS = 999
MAX_HEADER_BYTES = 2048
_CHUNK = 1 << 20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.zip")
_HASH = re.compile(r"[0-9a-f]{64}")


class Header(TypedDict):
    """The first line of a part; sizes in bytes, ``offset`` in the package, ``sha256`` over all else in the file."""

    cchc_package_part: int
    count: int
    name: str
    number: int
    offset: int
    package_sha256: str
    package_size: int
    part_size: int
    sha256: str
    size: int


class Origin(Protocol):
    """Where the bytes of a part or package are: a file, or an attachment of a saved mail."""

    @property
    def name(self) -> str:
        """The name that people see."""
        ...

    @property
    def path(self) -> Path:
        """The file on the disk that it is, or is in."""
        ...

    def open(self) -> BinaryIO:
        """A seekable stream of its bytes; raises OSError."""
        ...


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """A file."""

    path: Path

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.name

    def open(self) -> BinaryIO:
        """Its bytes."""
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class Cut:
    """How a package is cut: all parts have ``part_size`` bytes of it, the last one what is left."""

    name: str
    package_sha256: str
    package_size: int
    part_size: int

    @property
    def count(self) -> int:
        """How many parts there are."""
        return -(-self.package_size // self.part_size)

    def offset(self, number: int) -> int:
        """Where part ``number`` (from 1) begins in the package."""
        return (number - 1) * self.part_size

    def size(self, number: int) -> int:
        """How many bytes of the package part ``number`` has."""
        return min(self.part_size, self.package_size - self.offset(number))

    def file_name(self, number: int) -> str:
        """What the file of part ``number`` is called."""
        return f"{self.name}.{number:03}-{self.count:03}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is whole in itself: of which package, its number, its hash, and where its bytes begin."""

    origin: Origin
    cut: Cut
    number: int
    sha256: str
    start: int


class PartRefusedError(Exception):
    """A file that says it is a part and is not a sound one; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def cut_of(package: Path, *, part_size: int) -> Cut:
    """How ``package`` is cut into parts of equal size, none larger than ``part_size``; reads it once.

    Raises OSError, and ValueError when there would be more than ``MAX_PARTS`` parts.
    """
    with package.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = stream.tell()
    return cut_evenly(package.name, digest, size, part_size=part_size)


def cut_evenly(name: str, package_sha256: str, package_size: int, *, part_size: int) -> Cut:
    """The same where hash and size are known."""
    count = max(1, -(-package_size // part_size))
    if count > MAX_PARTS or not _NAME.fullmatch(name) or package_size < 1:
        raise ValueError(f"cannot be cut into parts of {part_size} bytes: {name!r:.80}")
    return Cut(name, package_sha256, package_size, -(-package_size // count))


def part_chunks(package: BinaryIO, cut: Cut, number: int) -> Iterator[bytes]:
    """The bytes of the file of one part, in bounded memory; its piece of the package is read twice."""
    header = {
        "cchc_package_part": VERSION,
        "count": cut.count,
        "name": cut.name,
        "number": number,
        "offset": cut.offset(number),
        "package_sha256": cut.package_sha256,
        "package_size": cut.package_size,
        "part_size": cut.part_size,
        "size": cut.size(number),
    }
    digest = hashlib.sha256(canonical(header) + b"\n")
    for chunk in _piece(package, cut, number):
        digest.update(chunk)
    yield canonical({**header, "sha256": digest.hexdigest()}) + b"\n"
    yield from _piece(package, cut, number)


def is_part(head: bytes) -> bool:
    """Whether a file that begins so says that it is a part."""
    return head.startswith(MARK)


def read_part(origin: Origin) -> Part:
    """Read and check one part, in bounded memory; raises PartRefusedError, and OSError when it cannot be read."""
    with origin.open() as stream:
        line = stream.readline(MAX_HEADER_BYTES)
        header = _header(origin, line)
        digest = hashlib.sha256(canonical({key: value for key, value in header.items() if key != "sha256"}) + b"\n")
        size = 0
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > header["size"]:
                raise _refused(origin, "part-longer")
    if size < header["size"]:
        raise _refused(origin, "part-shorter", found=size, expected=header["size"])
    if digest.hexdigest() != header["sha256"]:
        raise _refused(origin, "part-altered")
    cut = Cut(header["name"], header["package_sha256"], header["package_size"], header["part_size"])
    return Part(origin, cut, header["number"], header["sha256"], len(line))


def _piece(package: BinaryIO, cut: Cut, number: int) -> Iterator[bytes]:
    package.seek(cut.offset(number))
    left = cut.size(number)
    while left:
        chunk = package.read(min(_CHUNK, left))
        if not chunk:
            raise OSError(errno.EIO, "the package became shorter")
        left -= len(chunk)
        yield chunk


def _header(origin: Origin, line: bytes) -> Header:
    """The header in ``line``; refused unless every figure in it agrees with every other one."""
    if not is_part(line) or not line.endswith(b"\n"):
        raise _refused(origin, "part-header")
    try:
        header = json.loads(line)
        is_canonical = canonical(header) + b"\n" == line
    except (ValueError, RecursionError) as error:
        raise _refused(origin, "part-header") from error
    version = header["cchc_package_part"]
    if type(version) is int and version > VERSION:
        raise _refused(origin, "part-newer")
    if not is_canonical or version != VERSION or first_misfit(header, Header) is not None or not _is_true(header):
        raise _refused(origin, "part-header")
    return cast("Header", header)


def _is_true(header: Header) -> bool:
    if not (0 < header["package_size"] <= MAX_PACKAGE_BYTES and 0 < header["part_size"] <= header["package_size"]):
        return False
    if not (_NAME.fullmatch(header["name"]) and _HASH.fullmatch(header["package_sha256"])):
        return False
    cut = Cut(header["name"], header["package_sha256"], header["package_size"], header["part_size"])
    number = header["number"]
    if header["count"] != cut.count or not 1 <= number <= cut.count <= MAX_PARTS:
        return False
    return header["offset"] == cut.offset(number) and header["size"] == cut.size(number)


def _refused(origin: Origin, kind: str, **values: object) -> PartRefusedError:
    return PartRefusedError(refusal(kind, origin.name, **values))
