"""What the screen of appraisal shows, as plain values: the list, the opened submission, the remarks, the answers."""

from dataclasses import dataclass
from typing import TypeAlias

WAITING, RETURNED, ACCEPTED = "received", "returned", "accepted"
STATES = ((WAITING, "Đang chờ"), (RETURNED, "Trả lại"), (ACCEPTED, "Đã duyệt"))
"""The states that are chosen from, by the value of ``ReceivedState``, in the order of the work."""

NO_UNDO = {
    "receipt": "Phiếu đã lập thì không hoàn tác được; trạng thái hồ sơ giữ nguyên.",
    "return": "Trả lại rồi thì không hoàn tác được.",
    "accept": "Duyệt rồi thì không hoàn tác được, chỉ thu hồi được với lý do.",
    "take-back": "Thu hồi rồi thì không hoàn tác được; kết quả đã báo vẫn lưu trong lịch sử.",
}
"""What is said before each deed that goes to the unit."""

EVERY = ""
"""The choice of no kind and of no period: all of them."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One received revision in the list: ``unit`` with its number, ``what`` it is with what is not in order."""

    id: str
    unit: str
    what: str
    state: str
    state_label: str
    received: str
    tip: str
    search: str
    order: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list: what is chosen and can be chosen, how many stand in each state, the lines that pass, and a sentence.

    ``state``, ``kind`` and ``period`` are what is looked at, ``EVERY`` for all; ``empty`` is said in place of the lines
    where none passes: what is so, and what to do first.
    """

    state: str
    kind: str
    period: str
    kinds: tuple[tuple[str, str], ...]
    periods: tuple[tuple[str, str], ...]
    counts: dict[str, int]
    lines: tuple[ListLine, ...]
    summary: str
    empty: tuple[str, str]


Paragraph: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a label and a text that are read one after the other; an empty label for a text alone."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A remark as it stands below its line."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the content: where it stands, what it says, and the remarks on it.

    ``key`` names it inside the submission; ``words`` are paragraphs of pairs of a label and a text; ``earlier`` are
    sentences on what the province said here before and what the unit answered.
    """

    key: str
    target: str
    place: str
    words: tuple[Paragraph, ...]
    remarks: tuple[Spoken, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the head: what it is of, the sentence, and its look ("good", "warn", "bad" or "" for none)."""

    label: str
    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The opened submission: its unit, what it is, its state, and its facts; ``brief`` sums them up."""

    unit: str
    what: str
    state: str
    state_label: str
    brief: Fact | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier remark with what the unit answered; an empty ``reply`` where it has not answered."""

    title: str
    place: str
    text: str
    reply: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was issued: its code in big letters, or in ``why`` the reason why there is none."""

    id: str
    title: str
    at: str
    code: str
    why: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One of the receipts that were given at once."""

    id: str
    unit: str
    what: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """Which deeds are open, and the sentence beside them; a closed one says why in its tip."""

    send_back: bool
    accept: bool
    take_back: bool
    remarks: int
    told: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked before a deed: a sentence, the words on the button, the label of the text, whether it is owed."""

    sentence: str
    deed: str
    label: str
    is_owed: bool
    is_dangerous: bool
    spot: str
