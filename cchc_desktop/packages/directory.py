"""Reading the directory of a zip without trusting it, and finding the first byte that is not as a package has it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

from cchc_desktop.packages.container import (
    CENTRAL_SIZE,
    END_MARK,
    END_SIZE,
    LOCAL_MARK,
    LOCAL_SIZE,
    Member,
    central_record,
    end_record,
    local_header,
    parse_central,
    parse_end,
    parse_local,
)
from cchc_desktop.packages.layout import MAX_FILES, MAX_PACKAGE_BYTES, order
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.verification import Problem

_MAX_DIRECTORY_BYTES = MAX_FILES * 1024
_MAX_COMMENT_BYTES = 65_535
_UTF8_NAME = 1 << 11


@dataclass(frozen=True, slots=True)
class Directory:
    """The members that the end of the file lists, and what is wrong with the file as a zip.

    ``length`` is that of the whole file; ``shift`` is how far the offsets of the members are off because of bytes put
    before the zip.
    """

    members: tuple[Member, ...]
    problems: tuple[Problem, ...]
    length: int = 0
    shift: int = 0


def read_directory(stream: BinaryIO) -> Directory:
    """The directory of the zip in ``stream``; reads at most a few megabytes, raises OSError only."""
    size = stream.seek(0, os.SEEK_END)
    if size > MAX_PACKAGE_BYTES:
        return Directory((), (problem("too-large"),))
    end = _find_end(stream, size)
    if end is None:
        stream.seek(0)
        kind = "truncated" if stream.read(len(LOCAL_MARK)) == LOCAL_MARK else "not-a-zip"
        return Directory((), (problem(kind),))
    stream.seek(end)
    count, length, offset = parse_end(stream.read(END_SIZE))
    if count > MAX_FILES:
        return Directory((), (problem("too-many-files", limit=MAX_FILES),))
    stream.seek(max(0, end - length))
    members = _parse_members(stream.read(length), count) if length <= min(end, _MAX_DIRECTORY_BYTES) else None
    if members is None:
        return Directory((), (problem("directory"),))
    difference = _first_difference(stream, members)
    problems = () if difference is None else (problem("container", difference),)
    return Directory(members, problems, length=size, shift=end - length - offset)


def name_of(member: Member) -> str:
    """The name of ``member`` as other programs would read it."""
    try:
        return member.name.decode("utf-8")
    except UnicodeDecodeError:
        return member.name.decode("utf-8" if member.flags & _UTF8_NAME else "cp437", "replace")


def content_start(stream: BinaryIO, member: Member, *, shift: int) -> int:
    """Where the content of ``member`` begins; ValueError if nothing like a member is there."""
    start = member.offset + shift
    if start < 0:
        raise ValueError("offset before the file")
    stream.seek(start)
    return start + LOCAL_SIZE + parse_local(stream.read(LOCAL_SIZE))


def _find_end(stream: BinaryIO, size: int) -> int | None:
    start = max(0, size - END_SIZE - _MAX_COMMENT_BYTES)
    stream.seek(start)
    tail = stream.read(size - start)
    found = tail.rfind(END_MARK, 0, max(0, len(tail) - END_SIZE + len(END_MARK)))
    return None if found < 0 else start + found


def _parse_members(directory: bytes, count: int) -> tuple[Member, ...] | None:
    members, position = [], 0
    for _ in range(count):
        try:
            member, length = parse_central(directory[position : position + CENTRAL_SIZE + 3 * 65_535])
        except ValueError:
            return None
        members.append(member)
        position += length
    return tuple(members)


def _first_difference(stream: BinaryIO, members: Sequence[Member]) -> str | None:
    """The name of the member at which the bytes leave the form of ``container``, "" for its end, None for nowhere."""
    position = 0
    for member in members:
        header = local_header(member)
        if member.offset != position or not _stands(stream, header, position):
            return name_of(member)
        position += len(header) + member.size
    start = position
    for member in members:
        record = central_record(member)
        if not _stands(stream, record, position):
            return name_of(member)
        position += len(record)
    end = end_record(count=len(members), directory_size=position - start, directory_offset=start)
    if not _stands(stream, end, position) or stream.read(1):
        return ""
    return _first_out_of_order(members)


def _stands(stream: BinaryIO, expected: bytes, position: int) -> bool:
    stream.seek(position)
    return stream.read(len(expected)) == expected


def _first_out_of_order(members: Sequence[Member]) -> str | None:
    keys = [order(name_of(member).partition("/")[2]) for member in members]
    return next((name_of(member) for member, (a, b) in zip(members[1:], pairwise(keys), strict=True) if a >= b), None)
