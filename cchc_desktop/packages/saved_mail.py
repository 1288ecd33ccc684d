"""Packages and parts attached to a mail that was saved as a file (.eml): found and decoded, in bounded memory.

A mail comes from outside and is never trusted. It is read line by line and never held whole; headers are read by the
standard library, of bounded length; what does not look like a mail has simply no attachments. Nothing is written
but temporary files without a name, which the system takes back when they are closed.
"""

import binascii
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import BinaryIO, cast

SUFFIX = ".eml"
MAX_ATTACHMENTS = 1_000
_MAX_LINE = 1 << 16
_MAX_HEADERS = 1 << 17
_MAX_DEPTH = 8
_LONGEST_NAME = 200
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\]")
_NO_LETTER = re.compile(rb"[^A-Za-z0-9+/=]+")
_SENSELESS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library raises for headers that nobody writes."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """File ``number`` (from 0) of those attached to the mail at ``path``; ``name`` as the sender gave it."""

    path: Path
    number: int
    name: str

    def open(self) -> BinaryIO:
        """Its bytes, in a temporary file; raises OSError, also when the mail has changed."""
        for found, chunks in _attached(self.path):
            if found == self:
                copy = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed by whoever reads it
                try:
                    for chunk in chunks:
                        copy.write(chunk)
                    copy.seek(0)
                except BaseException:
                    copy.close()
                    raise
                return copy
        raise OSError("the mail has changed")


def attachments(mail: Path, *, head: int) -> tuple[tuple[Attachment, bytes], ...]:
    """What is attached to the mail, each with its first ``head`` bytes; raises OSError."""
    found = []
    for attachment, chunks in _attached(mail):
        begin = b""
        for chunk in chunks:
            begin += chunk
            if len(begin) >= head:
                break
        found.append((attachment, begin[:head]))
    return tuple(found)


def _attached(mail: Path) -> Iterator[tuple[Attachment, Iterator[bytes]]]:
    """Each attachment with its content, which is to be read before the next one is asked for."""
    with mail.open("rb") as stream:
        for number, (name, chunks) in enumerate(_walk(_Lines(stream), (), 0)):
            if number >= MAX_ATTACHMENTS:
                return
            yield Attachment(mail, number, name or f"tệp đính kèm {number + 1}"), chunks
            for _left in chunks:
                pass


class _Lines:
    """The lines of a mail, and the boundary at which the last part ended: its depth and whether it was the last one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.ended_at: tuple[int, bool] | None = None

    def headers(self, boundaries: tuple[bytes, ...]) -> bytes:
        """The header lines up to the empty one; what is longer than any mail program writes is left out."""
        block: list[bytes] = []
        size = 0
        for line in self.until(boundaries):
            if not line.strip(b"\r\n"):
                break
            size += len(line)
            if size <= _MAX_HEADERS:
                block.append(line)
        return b"".join(block)

    def until(self, boundaries: tuple[bytes, ...]) -> Iterator[bytes]:
        """Lines up to the next boundary or the end; a line that is too long comes in pieces."""
        self.ended_at = None
        begins = True
        while line := self._stream.readline(_MAX_LINE):
            if begins and line.startswith(b"--") and (found := _boundary_of(line, boundaries)) is not None:
                self.ended_at = found
                return
            begins = line.endswith(b"\n")
            yield line


def _boundary_of(line: bytes, boundaries: tuple[bytes, ...]) -> tuple[int, bool] | None:
    text = line[2:].rstrip(b" \t\r\n")
    for depth, boundary in enumerate(boundaries):
        if text == boundary:
            return depth, False
        if text == boundary + b"--":
            return depth, True
    return None


def _walk(lines: _Lines, boundaries: tuple[bytes, ...], depth: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The leaves of a part: name and decoded content. Behind it ``lines`` stands at the boundary that ended it."""
    part = _parsed(lines.headers(boundaries))
    if lines.ended_at is not None or depth > _MAX_DEPTH:
        return
    boundary = part.boundary
    if boundary:
        inner = (*boundaries, boundary)
        for _preamble in lines.until(inner):
            pass
        while lines.ended_at == (len(boundaries), False):
            yield from _walk(lines, inner, depth + 1)
            if lines.ended_at is None:
                return
        if lines.ended_at is not None and lines.ended_at[0] >= len(boundaries):
            for _epilogue in lines.until(boundaries):
                pass
    elif part.is_mail:
        yield from _walk(lines, boundaries, depth + 1)
    else:
        yield part.name, _decoded(lines.until(boundaries), part.encoding)


@dataclass(frozen=True, slots=True)
class _Part:
    """What the headers of a part say."""

    name: str = ""
    encoding: str = ""
    boundary: bytes = b""
    is_mail: bool = False


def _parsed(headers: bytes) -> _Part:
    """Headers that the standard library cannot make sense of say nothing."""
    message = BytesParser(policy=default).parsebytes(headers, headersonly=True)
    name = boundary = encoding = kind = ""
    with suppress(*_SENSELESS):
        kind = message.get_content_type()
        boundary = str(message.get_boundary("")) if kind.startswith("multipart/") else ""
    with suppress(*_SENSELESS):
        encoding = str(message.get("content-transfer-encoding", "")).strip().lower()
    with suppress(*_SENSELESS):
        name = _NO_NAME.sub("_", str(message.get_filename("")))[-_LONGEST_NAME:].strip()
    return _Part(name, encoding, boundary.encode("utf-8", "replace"), kind == "message/rfc822" and encoding != "base64")


def _decoded(lines: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    if encoding == "base64":
        yield from _of_base64(lines)
        return
    end = b""
    for line in lines:
        yield end
        text = binascii.a2b_qp(line) if encoding == "quoted-printable" else line
        content = text.rstrip(b"\r\n") if text.endswith(b"\n") else text
        yield content
        end = text[len(content) :]  # the last line end belongs to the boundary


def _of_base64(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Letters in fours; what follows a fault cannot be had, and the hashes tell."""
    rest = b""
    for line in lines:
        letters = rest + _NO_LETTER.sub(b"", line)
        end = len(letters) // 4 * 4
        rest = letters[end:]
        with suppress(binascii.Error):
            yield binascii.a2b_base64(letters[:end])
