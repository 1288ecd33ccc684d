"""What the screen shows of the province's answers, as plain values: made by ``answering``, laid out by its cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """One remark: ``is_open`` while it waits for an answer; ``link`` leads to where it is answered or looked at."""

    place: str
    text: str
    reply: str
    is_open: bool
    link: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """What the province said last, and what follows from it; ``look`` is "received", "returned", "draft", "accepted".

    ``deed`` is the word on the button, "" for none; ``deed_hint`` says what it does, ``more`` where others are.
    """

    look: str
    title: str
    facts: str
    note: str
    remarks: tuple[RemarkLine, ...] = ()
    deed: str = ""
    deed_hint: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class TakenLine:
    """What became of one file or code: ``level`` is "success", "warn" or "block"; ``link`` leads to the submission."""

    level: str
    sentence: str
    link: str = ""
    link_words: str = ""


class AnswerPort(Protocol):
    """What ``answering`` asks of the screen."""

    def show_answer(self, card: AnswerCard | None) -> None:
        """Show what the province said of the submission in sight."""
        ...

    def show_taking(self, *, shown: bool) -> None:
        """Show or hide where answers are brought in."""
        ...

    def show_taken(self, lines: Sequence[TakenLine]) -> None:
        """Show what became of what was brought in."""
        ...

    def refuse_code(self, text: str) -> None:
        """Say under the code why it is not taken; an empty text takes that back."""
        ...


FilesChosen = Callable[[Sequence[Path]], None]
