"""A package cut into parts (phần) that fit into e-mails, and joined again; a part is never trusted.

A part is one line of canonical JSON, which says of which package it is and where it lies in it, and the bytes
themselves. The hash in the line is over everything else in the file, so that a part that was altered, cut short or
packed anew on its way is known by itself; the name of the file means nothing, since mail programs give other ones.

Files are called "<package>.zip.001-003.phan". Mail servers refuse attachments by their extension: ".zip" often, the
numbers of archivers (".001", ".z01") and a second extension of three letters behind a first one nearly always. This
one stands on no such list, and the content does not begin like a zip, so that no filter opens it.
"""

import errno
import hashlib
import io
import json
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypedDict, cast

from cchc_desktop.packages.layout import MAX_PACKAGE_BYTES
from cchc_desktop.packages.part_texts import refusal
from cchc_desktop.packages.shape import first_misfit
from cchc_desktop.packages.verification import Problem
from cchc_desktop.system.canonical_json import canonical
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import publish, staging

SUFFIX = ".phan"
MARK = b'{"cchc_package_part":'
"""What every part begins with, in all versions."""
VERSION = 1
MAX_PARTS = 999
MAX_HEADER_BYTES = 2048
_CHUNK = 1 << 20
_OPEN_AT_ONCE = 8
_NAMED = 10
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


@dataclass(frozen=True, slots=True)
class PartSet:
    """What there is of one package: a part of each number, in order; ``contested`` numbers have two different ones."""

    cut: Cut
    parts: tuple[Part, ...]
    contested: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers that are not there."""
        there = {part.number for part in self.parts}
        return tuple(number for number in range(1, self.cut.count + 1) if number not in there)

    @property
    def is_whole(self) -> bool:
        """Whether every part is there, each without a doubt."""
        return not self.missing and not self.contested

    @property
    def name(self) -> str:
        """The name of the package."""
        return self.cut.name

    @property
    def path(self) -> Path:
        """Where its first part is."""
        return self.parts[0].origin.path

    @property
    def missing_words(self) -> str:
        """What is missing, in a sentence: "còn thiếu phần 2 trong 3"; "" when nothing is."""
        if not self.missing:
            return ""
        return f"còn thiếu phần {numbers_words(self.missing)} trong {self.cut.count}"

    def open(self) -> BinaryIO:
        """The package as a stream over the parts where they lie; nothing is written. ``is_whole`` must be true."""
        return io.BufferedReader(_Joined(self.parts), _CHUNK >> 4)


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


def gather(parts: Iterable[Part]) -> tuple[PartSet, ...]:
    """Sort parts by package and number; the same part twice is one part. Packages come by name."""
    sets: dict[Cut, dict[int, list[Part]]] = {}
    for part in parts:
        there = sets.setdefault(part.cut, {}).setdefault(part.number, [])
        if part.sha256 not in {each.sha256 for each in there}:
            there.append(part)
    return tuple(
        PartSet(
            cut,
            tuple(numbers[number][0] for number in sorted(numbers)),
            tuple(number for number in sorted(numbers) if len(numbers[number]) > 1),
        )
        for cut, numbers in sorted(sets.items(), key=lambda item: (item[0].name, item[0].package_sha256))
    )


def join(whole: PartSet, folder: Path) -> Path:
    """Write the package that the parts make into ``folder``, in bounded memory; where it is.

    A file that holds the same already is left as it is. Raises Fault: "parts-missing", "part-contested",
    "part-joined", "part-unreadable", "package-exists", and those of ``safe_write``; nothing is left behind then.
    """
    if not whole.is_whole:
        raise _incomplete(whole)
    target = folder / whole.name
    with whole.open() as source, staging(target, needed=whole.cut.package_size) as file:
        digest = hashlib.sha256()
        while chunk := _read(source, whole):
            digest.update(chunk)
            file.write(chunk)
        if digest.hexdigest() != whole.cut.package_sha256:
            raise _fault("part-joined", refusal("part-joined", whole.name, count=whole.cut.count).message)
        if not target.exists():
            publish(file, target)
        elif not _is_same(target, whole.cut):
            raise _fault("package-exists", f"Trong thư mục đã có tệp “{target.name}” với nội dung khác.")
    return target


def _read(source: BinaryIO, whole: PartSet) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        text = f"Không đọc được hết các phần của “{whole.name}”; có thể USB đã bị rút hoặc tệp đã bị chuyển đi."
        raise _fault("part-unreadable", text) from error


def _is_same(path: Path, cut: Cut) -> bool:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == cut.package_sha256


def _incomplete(whole: PartSet) -> Fault:
    if whole.contested:
        text = refusal("part-contested", whole.name, numbers=numbers_words(whole.contested)).message
        return _fault("part-contested", text)
    return _fault("parts-missing", f"Gói nộp “{whole.name}” {whole.missing_words}.")


def _fault(code: str, what: str) -> Fault:
    return Fault(
        code,
        what=what,
        safe="Chưa ghi tệp nào ra; các phần đã có vẫn nguyên.",
        do="Hãy lấy lại đúng các phần từ thư gửi đến (không sửa, không nén lại) rồi ghép lại.",
    )


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


def numbers_words(numbers: Sequence[int]) -> str:
    """The numbers of parts in a sentence: "2", "2 và 3", "2, 3 và 7"; of many the first ones and how many more."""
    words = [str(number) for number in numbers[:_NAMED]]
    if len(numbers) > _NAMED:
        words.append(f"{len(numbers) - _NAMED} phần khác")
    return " và ".join(filter(None, (", ".join(words[:-1]), words[-1])))


class _Joined(io.RawIOBase):
    """The bytes of a package over its parts; at most a few of them are open at once."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        super().__init__()
        self._parts = parts
        self._cut = parts[0].cut
        self._open: OrderedDict[int, BinaryIO] = OrderedDict()
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._cut.package_size}[whence]
        if base + offset < 0:
            raise OSError(errno.EINVAL, "before the beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override] # of Buffer, which is 3.12
        target, filled = memoryview(buffer), 0
        while filled < len(target) and self._position < self._cut.package_size:
            piece = self._read(len(target) - filled)
            target[filled : filled + len(piece)] = piece
            filled += len(piece)
            self._position += len(piece)
        return filled

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1].close()
        super().close()

    def _read(self, most: int) -> bytes:
        number, inside = divmod(self._position, self._cut.part_size)
        part = self._parts[number]
        stream = self._stream(part)
        stream.seek(part.start + inside)
        piece = stream.read(min(most, self._cut.size(part.number) - inside))
        if not piece:
            raise OSError(errno.EIO, f"part {part.number} became shorter")
        return piece

    def _stream(self, part: Part) -> BinaryIO:
        if part.number in self._open:
            self._open.move_to_end(part.number)
            return self._open[part.number]
        if len(self._open) >= _OPEN_AT_ONCE:
            self._open.popitem(last=False)[1].close()
        self._open[part.number] = part.origin.open()
        return self._open[part.number]
