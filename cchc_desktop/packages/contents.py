"""The files of a package by their path under its top folder, hashed where they lie and never unpacked."""

import hashlib
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from cchc_desktop.packages.container import Member
from cchc_desktop.packages.directory import Directory, content_start, name_of, read_directory
from cchc_desktop.packages.layout import (
    BAG_INFO,
    BAGIT,
    EVIDENCE_INDEX,
    MANIFEST,
    MAX_FILE_BYTES,
    MAX_PACKAGE_BYTES,
    MAX_SIGNATURE_BYTES,
    MAX_TEXT_BYTES,
    SIGNATURE,
    SNAPSHOT,
    TAG_MANIFEST,
    TAG_SIGNATURE,
)
from cchc_desktop.packages.member_names import collisions, fault_of
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.verification import Problem

_READ_WHOLE = frozenset({BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, TAG_SIGNATURE, SNAPSHOT, SIGNATURE, EVIDENCE_INDEX})
_CHUNK = 1 << 20
_MAX_EXPANSION = 100
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it lies in the package, from byte ``start`` of it; ``text`` only where it is read whole, else empty."""

    sha256: str
    size: int
    start: int
    text: bytes = b""


@dataclass(frozen=True, slots=True)
class Contents:
    """The top folder, every path that the package claims to have, the files that could be read, and what is wrong."""

    top: str
    paths: frozenset[str]
    files: Mapping[str, StoredFile]
    problems: tuple[Problem, ...]

    def text(self, path: str) -> bytes | None:
        """The content of a file that the program reads whole; None when it is missing or must not be read."""
        file = self.files.get(path)
        return None if file is None else file.text


def read_contents(stream: BinaryIO) -> Contents:
    """Read and hash all of ``stream``, in bounded memory and in time that grows with its length only."""
    directory = read_directory(stream)
    names = [name_of(member) for member in directory.members]
    unusable = {name: kind for name in names if (kind := fault_of(name))}
    unread = [*collisions(names), *_unreadable(directory)]
    problems = [*directory.problems, *(problem(kind, name) for name, kind in (*unusable.items(), *unread))]
    closed = {name for name, _ in unread}
    top = names[0].partition("/")[0] if names else ""
    files: dict[str, StoredFile] = {}
    paths = set()
    for member, name in zip(directory.members, names, strict=True):
        folder, _, path = name.partition("/")
        if name in unusable:
            continue
        if folder != top or not path:
            problems.append(problem("top-folder", name))
            continue
        paths.add(path)
        if name not in closed and member.method == 0:
            found, file = _read_file(stream, member, path=path, shift=directory.shift)
            problems.extend(found)
            files |= {path: file} if file else {}
    return Contents(top, frozenset(paths), files, tuple(problems))


def _unreadable(directory: Directory) -> Iterator[tuple[str, str]]:
    total = packed = 0
    for member in directory.members:
        name = name_of(member)
        total += member.size
        packed += member.packed
        expands = member.size > MAX_FILE_BYTES or member.size > _MAX_EXPANSION * max(member.packed, 1)
        if expands or total > MAX_PACKAGE_BYTES or packed > directory.length:
            yield name, "bomb"
        if member.flags & _ENCRYPTED:
            yield name, "encrypted"
        if stat.S_IFMT(member.attributes >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            yield name, "link"


def _read_file(stream: BinaryIO, member: Member, *, path: str, shift: int) -> tuple[list[Problem], StoredFile | None]:
    try:
        start = content_start(stream, member, shift=shift)
    except ValueError:
        return [problem("altered", path)], None
    stream.seek(start)
    whole = path in _READ_WHOLE
    if whole and member.size > (MAX_SIGNATURE_BYTES if path == TAG_SIGNATURE else MAX_TEXT_BYTES):
        return [problem("too-large", path)], None
    digest, crc, left, kept = hashlib.sha256(), 0, member.size, []
    while left and (chunk := stream.read(min(left, _CHUNK))):
        digest.update(chunk)
        crc = zlib.crc32(chunk, crc)
        left -= len(chunk)
        if whole:
            kept.append(chunk)
    altered = [problem("altered", path)] if left or crc != member.crc else []
    return altered, StoredFile(digest.hexdigest(), member.size - left, start, b"".join(kept))
