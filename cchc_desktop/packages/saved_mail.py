"""Packages and parts attached to a mail that was saved as a file (.eml): found and decoded, in bounded memory.

A mail comes from outside and is never trusted. It is read line by line and never held whole; headers are read by the
standard library, of bounded length; what does not look like a mail has simply no attachments. Nothing is written
but temporary files without a name, which the system takes back when they are closed.
"""

import binascii
import re
import string
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.parser import HeaderParser
from email.policy import compat32
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from cchc_desktop.domain.vietnamese import nfc

SUFFIX = ".eml"
MAX_ATTACHMENTS = 60
"""Each attachment that is opened reads the mail once more, so a mail of hundreds would take minutes."""
_MAX_LINE = 1 << 14
_MAX_HEADERS = 1 << 17
_MAX_HEADER = 4096
_LINES_AT_ONCE = 64
_MAX_PARTS = 5 * MAX_ATTACHMENTS
_MAX_DEPTH = 8
_LONGEST_NAME = 200
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\]")
_LETTERS = frozenset((string.ascii_letters + string.digits + "+/=").encode())
_NO_LETTERS = bytes(byte for byte in range(256) if byte not in _LETTERS)
_TELLING = re.compile(r"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*\n?", re.IGNORECASE | re.MULTILINE)
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
    """Each attachment with its content, of which one may read less than all before asking for the next one."""
    with mail.open("rb") as stream:
        for number, (name, chunks) in enumerate(_walk(_Lines(stream), (), 0)):
            if number >= MAX_ATTACHMENTS:
                return
            yield Attachment(mail, number, name or f"tệp đính kèm {number + 1}"), chunks


class _Lines:
    """The lines of a mail, and the boundary at which the last part ended: its depth and whether it was the last one.

    ``parts`` counts what was begun.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.parts = 0
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
    headers = lines.headers(boundaries)
    lines.parts += 1
    if lines.ended_at is not None or depth > _MAX_DEPTH or lines.parts > _MAX_PARTS:
        return
    part = _parsed(headers)
    boundary = part.boundary
    if boundary:
        inner = (*boundaries, boundary)
        for _preamble in lines.until(inner):
            pass
        while lines.ended_at == (len(boundaries), False):
            yield from _walk(lines, inner, depth + 1)
            if lines.parts > _MAX_PARTS:
                return
        if lines.ended_at is not None and lines.ended_at[0] >= len(boundaries):
            for _epilogue in lines.until(boundaries):
                pass
    elif part.is_mail:
        yield from _walk(lines, boundaries, depth + 1)
    else:
        body = lines.until(boundaries)
        yield part.name, _decoded(body, part.encoding)
        for _left in body:
            pass


@dataclass(frozen=True, slots=True)
class _Part:
    """What the headers of a part say."""

    name: str = ""
    encoding: str = ""
    boundary: bytes = b""
    is_mail: bool = False


def _parsed(headers: bytes) -> _Part:
    """Headers that the standard library cannot make sense of say nothing.

    Its older classes are used: the newer ones take minutes for headers of a few kilobytes that somebody made for that.
    """
    message = HeaderParser(policy=compat32).parsestr(_telling(headers))
    name = boundary = ""
    kind = message.get_content_type()
    encoding = str(message.get("content-transfer-encoding", "")).strip().lower()
    with suppress(*_SENSELESS):
        boundary = str(message.get_boundary("")) if kind.startswith("multipart/") else ""
    with suppress(*_SENSELESS):
        name = _plain_name(str(message.get_filename("")))
    return _Part(name, encoding, boundary.encode("utf-8", "replace"), kind == "message/rfc822" and encoding != "base64")


def _telling(headers: bytes) -> str:
    """Those headers that tell of the content, unless one is longer than any mail program writes it."""
    text = headers.decode("utf-8", "replace").replace("\r\n", "\n")
    found = (match[0] for match in _TELLING.finditer(text))
    return "".join(header for header in found if len(header) <= _MAX_HEADER)


def _plain_name(name: str) -> str:
    """A name that was written as encoded words in plain letters; only letters that a name of a file may have."""
    with suppress(*_SENSELESS):
        name = str(make_header(decode_header(name))) if "=?" in name else name
    return _NO_NAME.sub("_", nfc(name))[-_LONGEST_NAME:].strip()


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
    while several := b"".join(islice(lines, _LINES_AT_ONCE)):
        letters = rest + several.translate(None, _NO_LETTERS)
        end = len(letters) // 4 * 4
        rest = letters[end:]
        with suppress(binascii.Error):
            yield binascii.a2b_base64(letters[:end])
