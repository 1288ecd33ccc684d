"""One thing that an officer does: the program's way of doing it, and what it does to the model."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from support.any_sequence.model import Draft, iso

from cchc_desktop.services.workplace import Desk

if TYPE_CHECKING:
    from support.any_sequence.host import Host

LOCK_TIME = timedelta(minutes=5)


def nfc(text: str) -> str:
    """As all text is stored."""
    return unicodedata.normalize("NFC", text)


class Command:
    """One thing that an officer does.

    ``refused`` says whether the program must refuse it (None: it may); ``expect`` carries it out on the model.
    """

    undoable: ClassVar[bool | None] = True
    """Whether "Hoàn tác" takes it back, False where nothing does, None where it is beside what can be done again."""

    leaves_traces: ClassVar[bool] = False
    """Whether ``expect`` says also what it leaves behind when it is refused."""

    def do(self, host: "Host") -> object:
        """Let the program do it."""
        return self.act(host.at_work)

    def act(self, desk: Desk) -> object:
        """Do it at the desk."""
        raise NotImplementedError

    def refused(self, draft: Draft) -> bool | None:
        """Whether the program must refuse it."""
        return False

    def expect(self, draft: Draft) -> None:
        """Do it to the model."""


def as_stored(changes: Mapping[str, Any]) -> dict[str, Any]:
    """What is given for fields, as it is stored."""
    plain: dict[str, Any] = {}
    for name, value in changes.items():
        if value is None or isinstance(value, date):
            plain[name] = iso(value)
        else:
            plain[name] = nfc(value) if isinstance(value, str) else value
    return plain


def password_is_refused(draft: Draft, officer: str, *, right: bool) -> bool:
    """Whether an account does not let somebody in with this password."""
    row = draft.row("officer", officer)
    return row is None or not right or not row["active"] or is_locked(row, draft.present.now)


def is_locked(row: Mapping[str, Any], now: datetime) -> bool:
    """Whether an account is locked at this moment."""
    return bool(row["locked_until"]) and datetime.fromisoformat(row["locked_until"]) > now


def enter_password(draft: Draft, officer: str, *, right: bool) -> bool:
    """Enter a password: five wrong ones lock the account for a while. Return whether the officer is let in."""
    row = draft.row("officer", officer)
    assert row is not None
    now = draft.present.now
    if not row["active"] or is_locked(row, now):
        return False
    attempts = 0 if right else row["failed_attempts"] + 1
    locked = attempts >= 5
    until = (now + LOCK_TIME).isoformat() if locked else ""
    draft.change("officer", officer, failed_attempts=0 if locked else attempts, locked_until=until)
    return right
