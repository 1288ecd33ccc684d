"""Time stamps (dấu thời gian, RFC 3161) from a server that the office named: asked once, briefly, never insisted on.

A server that does not answer, answers late or answers nonsense leaves the signature as it is without one (B-B).
"""

import http.client
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from asn1crypto import cms, tsp  # type: ignore[import-untyped]  # the wheel ships no type marker
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from cchc_desktop.signing.verification import is_time_stamped

SECONDS = 8.0
"""For the whole conversation: an official waits for the token, not for a server."""
_LONGEST_ANSWER = 200_000
_ROOM = 1000
"""Bytes that the stamp may be larger than the one that was asked for to learn its size."""


class TimeStampServer(TimeStamper):
    """A server under an http(s) address; every failure is TimestampRequestError."""

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library left this one out
        self._address = address
        self._until = time.monotonic() + seconds
        self._size = 0

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask; the time of all requests counts together."""
        return tsp.TimeStampResp.load(asked(self._address, req.dump(), seconds=self._until - time.monotonic()))

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A stamp of this digest, and of no other."""
        try:
            stamp = await super().async_timestamp(message_digest, md_algorithm)
            info = stamp["content"]["encap_content_info"]["content"].parsed
            if info["message_imprint"]["hashed_message"].native != message_digest:
                raise TimestampRequestError("a stamp of something else")
            size = len(stamp.dump())
        except TimestampRequestError:
            raise
        except Exception as error:  # a parser of a foreign answer may raise anything
            raise TimestampRequestError(f"no time stamp: {type(error).__name__}") from error
        if self._size and size > self._size + _ROOM:
            raise TimestampRequestError("the stamp is larger than told")
        self._size = size
        return stamp


def stamped_if_answered(
    sign: Callable[[TimeStamper | None], bytes], address: str, *, seconds: float = SECONDS
) -> bytes:
    """Sign with a time stamp of the server, or without one where it has none to give; ``address`` may be empty.

    ``sign`` may be called twice; what it raises of its own (a token that was pulled) is raised.
    """
    if address:
        try:
            signed = sign(TimeStampServer(address, seconds=seconds))
        except TimestampRequestError:
            return sign(None)
        if is_time_stamped(signed):
            return signed
    return sign(None)


def asked(address: str, query: bytes, *, seconds: float) -> bytes:
    """Send a query and return the bounded answer; raises TimestampRequestError after ``seconds`` at the latest.

    A look-up of a name cannot be stopped: it goes on in a thread that nobody waits for.
    """
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_sent(address, query, seconds))
        except Exception as error:  # noqa: BLE001 - told in the thread that waits
            answers.put(error)

    threading.Thread(target=ask, name="time-stamp", daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.01))
    except Empty:
        raise TimestampRequestError("no answer in time") from None
    if isinstance(answer, Exception):
        raise TimestampRequestError(f"no answer: {type(answer).__name__}") from answer
    return answer


def _sent(address: str, query: bytes, seconds: float) -> bytes:
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=max(seconds, 0.01))
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, query, {"Content-Type": "application/timestamp-query"})
        response = connection.getresponse()
        content = response.read(_LONGEST_ANSWER + 1)
        if response.status != http.client.OK or len(content) > _LONGEST_ANSWER:
            raise TimestampRequestError("not an answer")
        return content
    finally:
        connection.close()
