"""Messages in place, seen from a presenter: what happened, what is safe, what to do. Never a modal box."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from cchc_desktop.system.fault import Fault


@dataclass(frozen=True, slots=True)
class Deed:
    """A button on a notice: its word and what it does."""

    text: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. ``kind`` is "info", "success", "warn" or "error"; ``safe`` and ``do`` may be empty.

    A notice with a ``topic`` takes the place of the one before it on the same topic.
    """

    kind: str
    what: str
    safe: str = ""
    do: str = ""
    deed: Deed | None = None
    topic: str = ""


class Notices(Protocol):
    """Where messages to the user go."""

    def info(self, what: str, *, do: str = "", deed: Deed | None = None) -> None:
        """Tell something worth knowing."""
        ...

    def success(self, what: str, *, do: str = "", deed: Deed | None = None) -> None:
        """Tell that a deed succeeded (goes away by itself)."""
        ...

    def warn(self, what: str, *, safe: str = "", do: str = "", deed: Deed | None = None) -> None:
        """Tell that something needs attention."""
        ...

    def error(self, what: str, *, safe: str = "", do: str = "", deed: Deed | None = None) -> None:
        """Tell that something failed."""
        ...

    def fault(self, fault: Fault) -> None:
        """Tell a fault of the environment in its own three sentences."""
        ...


VIEW_ONLY = frozenset({"handed-over", "view-only"})
"""Faults of a folder that is only looked at: nothing failed, there is nothing to save."""
_LASTING = VIEW_ONLY | {"database-busy", "disk-full"}
"""Faults that each further save meets again, with another figure at most."""


def is_view_only(error: Exception) -> bool:
    """Whether a command failed only because nothing is written in this folder."""
    return isinstance(error, Fault) and error.code in VIEW_ONLY


class NoticeSink:
    """The five ways of the protocol over one ``post``."""

    def __init__(self, post: Callable[[Notice], None]) -> None:
        self._post = post

    def info(self, what: str, *, do: str = "", deed: Deed | None = None) -> None:
        """Tell something worth knowing."""
        self._post(Notice("info", what, do=do, deed=deed))

    def success(self, what: str, *, do: str = "", deed: Deed | None = None) -> None:
        """Tell that a deed succeeded."""
        self._post(Notice("success", what, do=do, deed=deed))

    def warn(self, what: str, *, safe: str = "", do: str = "", deed: Deed | None = None) -> None:
        """Tell that something needs attention."""
        self._post(Notice("warn", what, safe=safe, do=do, deed=deed))

    def error(self, what: str, *, safe: str = "", do: str = "", deed: Deed | None = None) -> None:
        """Tell that something failed."""
        self._post(Notice("error", what, safe=safe, do=do, deed=deed))

    def fault(self, fault: Fault) -> None:
        """Tell a fault of the environment; one that lasts takes the place of its last telling."""
        topic = fault.code if fault.code in _LASTING else ""
        kind = "info" if is_view_only(fault) else "error"
        self._post(Notice(kind, fault.what, safe=fault.safe, do=fault.do, topic=topic))


@dataclass(slots=True)
class NoticeBook:
    """Keeps notices instead of showing them: ``NoticeSink(book.posted.append)`` is the Notices of tests."""

    posted: list[Notice] = field(default_factory=list)

    def sink(self) -> NoticeSink:
        """A Notices that writes into this book."""
        return NoticeSink(self.posted.append)
