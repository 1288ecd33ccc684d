"""The one form of zip that a package has: stored members, no extra fields, no comments, fixed stamps, no gaps.

Every byte outside the members' own content follows from their names, sizes and CRCs. So the same content gives the
same bytes, and a reader that rebuilds them finds every byte that is not as it was written. Nothing is compressed: PDF,
Excel and scans already are, and what is not compressed cannot expand.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
LOCAL_SIZE, CENTRAL_SIZE, END_SIZE = _LOCAL.size, _CENTRAL.size, _END.size
LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

_VERSION = 20
_MADE_ON_UNIX = 3 << 8
_FIRST_OF_1980 = 1 << 5 | 1
_ORDINARY_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the zip as its directory describes it; ``packed`` equals ``size`` where nothing is compressed."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    attributes: int
    offset: int


def local_header(member: Member) -> bytes:
    """The header before the content of ``member``."""
    sizes = (member.crc, member.size, member.size)
    return _LOCAL.pack(LOCAL_MARK, _VERSION, 0, 0, 0, _FIRST_OF_1980, *sizes, len(member.name), 0) + member.name


def central_record(member: Member) -> bytes:
    """The line of ``member`` in the directory at the end of the zip."""
    head = (CENTRAL_MARK, _VERSION | _MADE_ON_UNIX, _VERSION, 0, 0, 0, _FIRST_OF_1980)
    sizes = (member.crc, member.size, member.size)
    return _CENTRAL.pack(*head, *sizes, len(member.name), 0, 0, 0, 0, _ORDINARY_FILE, member.offset) + member.name


def end_record(*, count: int, directory_size: int, directory_offset: int) -> bytes:
    """The last bytes of the zip."""
    return _END.pack(END_MARK, 0, 0, count, count, directory_size, directory_offset, 0)


def parse_central(record: bytes) -> tuple[Member, int]:
    """The member whose directory record starts ``record``, and the length of that record; ValueError if it is none."""
    if len(record) < CENTRAL_SIZE or not record.startswith(CENTRAL_MARK):
        raise ValueError("not a directory record")
    fields = _CENTRAL.unpack_from(record)
    flags, method, crc, packed, size, name, extra, comment = (*fields[3:5], *fields[7:13])
    end = CENTRAL_SIZE + name
    if len(record) < end + extra + comment:
        raise ValueError("directory record cut short")
    member = Member(record[CENTRAL_SIZE:end], flags, method, crc, packed, size, fields[15], fields[16])
    return member, end + extra + comment


def parse_local(header: bytes) -> int:
    """How many bytes of name and extra follow the fixed part of a local header; ValueError if it is none."""
    if len(header) < LOCAL_SIZE or not header.startswith(LOCAL_MARK):
        raise ValueError("not a local header")
    fields = _LOCAL.unpack_from(header)
    return int(fields[9]) + int(fields[10])


def parse_end(record: bytes) -> tuple[int, int, int]:
    """Count of members, size and offset of the directory, as an end record tells; ValueError if it is none."""
    if len(record) < END_SIZE or not record.startswith(END_MARK):
        raise ValueError("not an end record")
    fields = _END.unpack_from(record)
    return fields[4], fields[5], fields[6]


class ContainerWriter:
    """Writes members one after the other into an empty, seekable file; ``finish`` makes it a zip."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._members: list[Member] = []

    @property
    def count(self) -> int:
        """How many members have been written."""
        return len(self._members)

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Append a member with an ASCII ``name``; its header is completed when the last chunk has passed."""
        raw = name.encode("ascii")
        offset = self._file.tell()
        self._file.write(bytes(LOCAL_SIZE + len(raw)))
        crc = size = 0
        for chunk in chunks:
            self._file.write(chunk)
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
        member = Member(raw, 0, 0, crc, size, size, _ORDINARY_FILE, offset)
        self._members.append(member)
        end = self._file.tell()
        self._file.seek(offset)
        self._file.write(local_header(member))
        self._file.seek(end)

    def finish(self) -> None:
        """Write the directory and the end record."""
        offset = self._file.tell()
        directory = b"".join(map(central_record, self._members))
        self._file.write(directory)
        self._file.write(end_record(count=self.count, directory_size=len(directory), directory_offset=offset))
