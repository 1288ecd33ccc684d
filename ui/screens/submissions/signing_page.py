"""What the screen shows of signing by certificate, as plain values, and what its presenter asks of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ui.screens.submissions.page import Question

PASSWORD, PAPER, TOKEN, KEY_FILE, ELSEWHERE = "password", "paper", "token", "key_file", "imported"
WAYS = (
    (TOKEN, "Ký số bằng USB token"),
    (KEY_FILE, "Ký số bằng tệp khóa"),
    (ELSEWHERE, "Ký bằng phần mềm khác"),
    (PAPER, "Ký tay, quét"),
    (PASSWORD, "Xác nhận bằng mật khẩu"),
)
"""The ways to sign, as values and words; the first three leave the signature in the PDF."""
DIGITAL = (TOKEN, KEY_FILE, ELSEWHERE)


@dataclass(frozen=True, slots=True)
class WaysPage:
    """Which ways can be taken now; ``is_seal`` says that the office signs. No ways: nothing is to be signed."""

    title: str
    sentence: str
    ways: tuple[tuple[str, str], ...]
    chosen: str
    is_seal: bool = False


NO_WAYS = WaysPage("", "", (), "")


@dataclass(frozen=True, slots=True)
class TokenChoice:
    """A key on a token that is plugged in: who holds it, and since and until when."""

    serial: str
    key_id: str
    words: str
    facts: str


@dataclass(frozen=True, slots=True)
class SignaturesPage:
    """What the signatures of the PDF are worth: ``answer`` is "valid", "undetermined" or "invalid"."""

    answer: str
    sentence: str
    lines: tuple[str, ...]
    may_seal: bool


class SigningPort(Protocol):
    """What the presenter of signing by certificate asks of the screen."""

    def show_ways(self, page: WaysPage) -> None:
        """Show the choice of ways and the card of the chosen one."""
        ...

    def show_tokens(self, choices: Sequence[TokenChoice], text: str) -> None:
        """Show the keys that were found, or say why there is none."""
        ...

    def refuse_signing(self, way: str, text: str, *, ask_sure: bool = False) -> None:
        """Say in the card of a way why it was refused; ``ask_sure`` asks to confirm one more PIN."""
        ...

    def signing_started(self, text: str) -> None:
        """A key is at work."""
        ...

    def signing_ended(self) -> None:
        """It came to its end, in whatever way."""
        ...

    def show_signatures(self, page: SignaturesPage | None) -> None:
        """Show what the signatures are worth; None where the PDF has none."""
        ...

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask in place."""
        ...
