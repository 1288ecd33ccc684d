"""A mail as a draft (.eml) that the user's own mail program opens: receiver, subject, text and one attachment.

Nothing is sent from here. "X-Unsent: 1" makes mail programs open the file for sending; sender, date and identity are
theirs to fill in. The same mail always gives the same bytes. The attachment is streamed, so that a mail of any size
takes no memory.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from typing import BinaryIO

_LINE = 57
"""Bytes of a line of base64: 76 letters and the line end."""
_ENCODED_LINE = 78
_HOLE = "====ATTACHMENT===="
_POLICY = SMTP.clone(max_line_length=76, refold_source="none")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail; ``attachment`` is the name of its one attached file, "" for none. An empty ``receiver`` stays open."""

    receiver: str
    subject: str
    text: str
    attachment: str = ""


def mail_bytes(mail: Mail) -> bytes:
    """A mail without an attachment."""
    return _message(mail).as_bytes()


def write_mail(file: BinaryIO, mail: Mail, content: Iterable[bytes]) -> int:
    """Write ``mail`` with its attachment; how many bytes the whole mail has."""
    head, tail = _around(mail)
    size = file.write(head)
    size += sum(file.write(lines) for lines in _encoded(content))
    return size + file.write(tail)


def encoded_size(size: int) -> int:
    """How many bytes an attachment of ``size`` bytes takes in a mail."""
    return -(-size // 3) * 4 + -(-size // _LINE) * (_ENCODED_LINE - 76)


def most_attached(room: int) -> int:
    """The largest attachment that takes no more than ``room`` bytes of a mail; 0 where there is none."""
    return max(0, room // _ENCODED_LINE * _LINE)


def size_without(mail: Mail) -> int:
    """How many bytes the mail has beside its attachment."""
    return sum(map(len, _around(mail)))


def _around(mail: Mail) -> tuple[bytes, bytes]:
    """What stands before and after the lines of the attachment."""
    head, _, tail = _message(mail).as_bytes().partition(_HOLE.encode("ascii"))
    return head, tail.lstrip(b"\r\n")


def _message(mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"
    subject = Header(_one_line(mail.subject), "utf-8", header_name="Subject", maxlinelen=76)
    message.set_raw("Subject", subject.encode(linesep="\r\n"))  # the folding of the policy loses a space
    message["To"] = _one_line(mail.receiver)
    message.set_content(mail.text, subtype="plain", charset="utf-8", cte="base64")
    if mail.attachment:
        message.add_attachment(_HOLE.encode("ascii"), "application", "octet-stream", filename=mail.attachment)
        (attached,) = message.iter_attachments()
        del attached["MIME-Version"]
        attached.set_payload(_HOLE)
        named = f"{mail.subject}\n{mail.attachment}".encode()
        message.set_boundary(f"=_cchc_{hashlib.sha256(named).hexdigest()[:32]}")
    return message


def _one_line(text: str) -> str:
    """Without line ends, which would begin another header."""
    return " ".join(text.split())


def _encoded(content: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of base64."""
    rest = b""
    for chunk in content:
        whole = rest + chunk
        end = len(whole) // _LINE * _LINE
        yield _lines(whole[:end])
        rest = whole[end:]
    yield _lines(rest)


def _lines(content: bytes) -> bytes:
    letters = base64.b64encode(content)
    return b"".join(letters[at : at + 76] + b"\r\n" for at in range(0, len(letters), 76))
