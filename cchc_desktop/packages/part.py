"""One file out of a package that was verified before: read where it lies, nothing is unpacked."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.packages.directory import content_start, name_of, read_directory
from cchc_desktop.packages.layout import MAX_FILE_BYTES, MAX_TEXT_BYTES

_CHUNK = 1 << 20


def read_part(stream: BinaryIO, path: str, *, limit: int = MAX_TEXT_BYTES) -> bytes:
    """The content of ``path`` (relative to the top folder); KeyError if there is none of at most ``limit`` bytes.

    Raises OSError as reading does. What is read is only as good as the verification of the same bytes before.
    """
    directory = read_directory(stream)
    for member in directory.members:
        if name_of(member).partition("/")[2] != path or member.method or member.size > min(limit, MAX_FILE_BYTES):
            continue
        try:
            start = content_start(stream, member, shift=directory.shift)
        except ValueError as error:
            raise KeyError(path) from error
        stream.seek(start)
        return stream.read(member.size)
    raise KeyError(path)


def read_part_of(package: Path, path: str, *, limit: int = MAX_TEXT_BYTES) -> bytes:
    """The same of a package file."""
    with package.open("rb") as stream:
        return read_part(stream, path, limit=limit)


def hash_of(stream: BinaryIO) -> str:
    """The SHA-256 of all of ``stream``, in bounded memory."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
