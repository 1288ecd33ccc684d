"""What the tab "Đang ở đâu?" shows, as plain values in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ui.models.file_size import size_words
from ui.screens.submissions.page import Question
from ui.screens.submissions.wording import moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_desktop.services.sending.custody import CustodyCard, HeldCopy, RevisionLine
    from cchc_desktop.services.sending.custody_words import Answered

_SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One copy: what it is, when it was written and read back, where it is now, whether it may be deleted.

    ``identity`` is empty for a copy that cannot be noted as gone.
    """

    identity: str
    icon: str
    title: str
    place: str
    written: str
    presence: str
    presence_level: str
    may_go: bool
    keeping: str
    why: str


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One revision of the chain."""

    title: str
    state: str
    state_label: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class CustodyPage:
    """The whole tab; ``holder`` is "unit", "on_the_way" or "province"."""

    holder: str
    holder_label: str
    sentence: str
    warning: str
    copies: tuple[CopyLine, ...]
    answers: tuple[str, ...]
    chain: tuple[ChainLine, ...]


class CustodyPort(Protocol):
    """What the tab asks of the screen."""

    def show_custody(self, page: CustodyPage) -> None:
        """Show where the submission is."""
        ...

    def show_no_custody(self, text: str) -> None:
        """Show a sentence in place of it."""
        ...

    def show_custody_tab(self) -> None:
        """Bring the tab into sight."""
        ...

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask in place."""
        ...

    def open_path(self, path: Path) -> bool:
        """Open a file or a folder with the program of the system; false when there is none."""
        ...


_ICONS = {"folder": "folder", "stick": "usb", "mail": "mail"}
_PRESENCE_LEVELS = {
    "there": "success",
    "other": "warn",
    "not_there": "warn",
    "not_plugged_in": "info",
    "gone": "gone",
}


def custody_page(card: CustodyCard) -> CustodyPage:
    """The card of the service in words."""
    return CustodyPage(
        holder=card.holder.value,
        holder_label=card.holder.label,
        sentence=f"{card.sentence}.",
        warning=card.warning,
        copies=tuple(_copy_line(held) for held in card.copies),
        answers=tuple(_answer_line(answer) for answer in reversed(card.answers)),
        chain=tuple(_chain_line(line) for line in card.revisions),
    )


def _copy_line(held: HeldCopy) -> CopyLine:
    copy = held.copy
    is_gone = held.presence.value == "gone"
    return CopyLine(
        identity="" if is_gone else copy.id,
        icon=_ICONS[copy.medium.value],
        title=f"Bản {held.revision}, {_medium_words(held)}",
        place=copy.place,
        written=_written_words(held),
        presence=held.presence.label,
        presence_level=_PRESENCE_LEVELS[held.presence.value],
        may_go=held.keeping.may_go,
        keeping="" if is_gone else "Có thể xóa" if held.keeping.may_go else "Chưa được xóa",
        why=held.keeping.why,
    )


def _medium_words(held: HeldCopy) -> str:
    copy = held.copy
    match copy.medium.value:
        case "stick":
            return f"USB “{copy.label}”"
        case "mail":
            to = f" gửi {copy.label}" if copy.label else ""
            return f"thư{to} ({copy.parts} thư)" if copy.parts > 1 else f"thư{to}"
        case _:
            return "thư mục"


def _written_words(held: HeldCopy) -> str:
    copy = held.copy
    verb = "Soạn" if copy.medium.value == "mail" else "Ghi"
    words = [f"{verb} {moment(copy.written_at)}"]
    if copy.size:
        words.append(size_words(copy.size))
    if copy.medium.value == "stick":
        words.append(f"đọc lại {moment(copy.read_back_at)}" if copy.read_back_at else "chưa đọc lại từ chính USB")
    return " · ".join(words)


def _answer_line(answer: Answered) -> str:
    how = " (mã đọc qua điện thoại)" if answer.is_by_telephone else ""
    at = f" {moment(answer.at)}" if answer.at else ""
    note = f". {answer.note}" if answer.note else ""
    return (
        f"Bản {answer.revision}: {answer.state.label.lower()}{at}{how}; nhập vào máy {moment(answer.imported_at)}{note}"
    )


def _chain_line(line: RevisionLine) -> ChainLine:
    come = f"Lập từ bản {line.parent}" if line.parent else "Bản đầu tiên"
    code = f" · mã {line.code} · sha256 {line.sha256[:_SHORT_HASH]}…" if line.code else ""
    by = ", ".join(part for part in (line.reopened_by, moment(line.reopened_at)) if part)
    reason = f"Lý do lập lại ({by}): {line.reason}" if line.reason else ""
    return ChainLine(f"Bản {line.revision}", line.state.value, line.state.label, f"{come}{code}", reason)
