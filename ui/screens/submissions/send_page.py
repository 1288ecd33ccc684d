"""What the card of sending shows, as plain values: made by ``sending``, laid out by ``send_card``."""

from dataclasses import dataclass
from typing import Protocol

STICK, MAIL, FOLDER = "stick", "mail", "folder"
WAYS = ((STICK, "USB"), (MAIL, "Thư điện tử"), (FOLDER, "Thư mục"))
"""The ways in which a package leaves, with their words."""


@dataclass(frozen=True, slots=True)
class StickChoice:
    """A stick that is plugged in: ``key`` tells it apart, ``room`` says its free room in words."""

    key: str
    name: str
    room: str
    writable: bool


@dataclass(frozen=True, slots=True)
class Band:
    """How the last deed ended: ``level`` is "success", "warn", "error" or "info"; ``head`` is read from afar."""

    level: str
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class MailPage:
    """The mails of a package: facts as ``(label, words)``; ``drafts`` as ``(path, words)`` once they are written.

    ``refusal`` says why no mail can be made, empty where one can.
    """

    facts: tuple[tuple[str, str], ...] = ()
    drafts: tuple[tuple[str, str], ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class SendPage:
    """The card; ``sticks`` is None while nobody has looked for them. ``band`` belongs to the way in sight."""

    way: str
    sticks: tuple[StickChoice, ...] | None
    chosen: str
    is_another: bool
    may_check: bool
    mail: MailPage
    band: Band | None


class SendPort(Protocol):
    """What sending asks of the screen."""

    def show_sending(self, page: SendPage | None) -> None:
        """Show the card of sending; None where nothing is to be sent."""
        ...

    def sending_started(self, text: str) -> None:
        """A long job begins."""
        ...

    def sending_step(self, done: int, total: int, text: str) -> None:
        """The long job is so far."""
        ...

    def sending_ended(self) -> None:
        """The long job is over, in whatever way."""
        ...
