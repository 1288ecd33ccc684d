"""What the province answers (trả lời của tỉnh) to a submission: a receipt, a return with remarks, or an acceptance.

An answer belongs to one revision of one submission, named by the hash of its snapshot. The same answer can be told by
telephone as twelve letters, which say the kind and the revision and nothing else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.domain.vietnamese import format_date, nfc

SUFFIX = ".cchc-tra-loi"
MAX_REMARKS = 300
MAX_TEXT = 4_000
"""Letters of one remark, of one reply, of a note."""
MAX_PLACE, MAX_NAME = 300, 200
MAX_REVISION = 9_999
WHOLE, WHOLE_PLACE = "submission", "Toàn bộ hồ sơ"
"""The target and the place of a remark on nothing in particular."""
CODE_LETTERS = 12
TARGETS = frozenset({"assessment", "criterion", "plan", "register", "report", "submission", "task"})
"""What a remark may point to: the first part of the links that the commune's screens understand."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 4
_PILED = re.compile("(?<=[\u0300-\u036f]{2})[\u0300-\u036f]+")
"""Marks piled on one letter: two are more than any Vietnamese letter has in form NFC, hundreds cannot be printed."""
_TARGET = re.compile(r"[a-z]{1,16}(:[\w.#/:+-]{1,180})?")
_KIND_SLUGS = {"progress": "tien-do", "report": "bao-cao", "assessment": "tu-cham", "plan": "ke-hoach"}


class AnswerKind(Enum):
    """What is answered."""

    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"received": "Tỉnh đã nhận", "returned": "Tỉnh trả lại", "accepted": "Tỉnh đã duyệt"}[self.value]

    @property
    def title(self) -> str:
        """What the paper and the file are called."""
        return {
            "received": "Phiếu tiếp nhận hồ sơ",
            "returned": "Phiếu trả lại hồ sơ",
            "accepted": "Thông báo kết quả thẩm định",
        }[self.value]

    @property
    def slug(self) -> str:
        """The word in the name of a file."""
        return {"received": "da-nhan", "returned": "tra-lai", "accepted": "da-duyet"}[self.value]

    @property
    def rank(self) -> int:
        """In which order they can be made to one revision: a return ends it, also after an acceptance."""
        return ("received", "accepted", "returned").index(self.value)

    @property
    def state(self) -> State:
        """What the submission becomes at the commune, where the transitions allow it."""
        return State(self.value)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: the link to what it is about, that place in words, what the province says."""

    sequence: int
    target: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the commune says to a remark; ``answer_sha256`` is the answer that made it, "" told by telephone alone.

    ``revision`` is the one that was returned; ``at`` is the commune's own clock (ISO).
    """

    answer_sha256: str
    revision: int
    remark: Remark
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The revision that is answered; ``packages`` are the hashes of the package files as they were received."""

    unit_code: str
    unit_name: str
    kind: Kind
    form_code: str
    period_code: str
    revision: int
    snapshot_sha256: str
    packages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decider:
    """Who answers, for which office."""

    name: str
    post: str
    office: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer; ``at`` is the province's clock, ISO with offset."""

    kind: AnswerKind
    of: Answered
    remarks: tuple[Remark, ...]
    note: str
    by: Decider
    at: str

    @property
    def sentence(self) -> str:
        """The answer in a sentence: "Tỉnh đã nhận bản 3 ngày 05/10/2025."."""
        return sentence(self.kind, self.of.revision, at=self.at, remarks=len(self.remarks))


@dataclass(frozen=True, slots=True, order=True)
class ExchangeEvent:
    """A line of the history that both sides have: ``event`` is "completed", "signed" or the value of an AnswerKind."""

    revision: int
    at: str
    event: str
    by: str

    @property
    def words(self) -> str:
        """What happened."""
        if self.event == "completed":
            return f"Hoàn thành bản {self.revision}"
        if self.event == "signed":
            return f"Ký bản {self.revision}"
        return f"{AnswerKind(self.event).label} bản {self.revision}"


def history(events: Iterable[ExchangeEvent]) -> tuple[ExchangeEvent, ...]:
    """The events in their order: by revision, inside of it by what can come before what, then by time.

    No order rests on comparing the clock of the commune with that of the province.
    """
    steps = ("completed", "signed", *(kind.value for kind in sorted(AnswerKind, key=lambda kind: kind.rank)))
    return tuple(sorted(set(events), key=lambda each: (each.revision, steps.index(each.event), each.at, each.by)))


def sentence(kind: AnswerKind, revision: int, *, at: str = "", remarks: int = 0) -> str:
    """An answer in a sentence; without ``at`` where only a telephone told it."""
    when = f" ngày {format_date(datetime.fromisoformat(at).date())}" if at else ""
    what = f": {remarks} ý kiến" if remarks and kind is AnswerKind.RETURNED else ""
    return f"{kind.label} bản {revision}{when}{what}."


def file_name(answer: Answer) -> str:
    """What the file of an answer is called."""
    of = answer.of
    form = re.sub(r"[^A-Za-z0-9]+", "-", of.form_code).strip("-")
    kind = "-".join(filter(None, (_KIND_SLUGS[of.kind.value], form)))
    return f"tra-loi-{of.unit_code}-{kind}-{of.period_code}-ban{of.revision}-{answer.kind.slug}{SUFFIX}"


def is_target(target: str) -> bool:
    """Whether a link is one that a remark may have."""
    return _TARGET.fullmatch(target) is not None and target.partition(":")[0] in TARGETS


def is_text(text: str, *, limit: int = MAX_TEXT) -> bool:
    """Whether a text can stand in an answer: letters and line ends, not too many, nothing that steers a screen."""
    return len(text) <= limit and all(line.isprintable() for line in text.split("\n"))


def plain_text(text: str) -> str:
    """A text as it was typed or pasted, in the form that ``is_text`` takes: odd blanks are blanks, the rest goes."""
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_plain_line(line) for line in lines).strip()


def plain_place(words: str, *, limit: int = MAX_PLACE) -> str:
    """A place in words, or a name, in one line, not longer than an answer takes."""
    line = " ".join(plain_text(words).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def code_message(kind: AnswerKind, of: Answered) -> bytes:
    """What the code read by telephone vouches for: one kind of answer to one revision of one unit, nothing else."""
    parts = ("cchc-telephone-1", kind.value, of.unit_code, of.kind.value, str(of.revision), of.snapshot_sha256)
    return "\n".join(parts).encode()


def spoken_code(digest: bytes) -> str:
    """The first 60 bits as they are read aloud: "7K3M-Q2XA-9F5T" (no I, L, O, U)."""
    number = int.from_bytes(digest[:8]) >> 4
    letters = "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(CODE_LETTERS)))
    return "-".join(letters[start : start + _GROUP] for start in range(0, CODE_LETTERS, _GROUP))


def heard_code(text: str) -> str:
    """A code as it was typed, in the form of ``spoken_code``; case, blanks, dashes do not matter, O is 0, I, L are 1.

    Raises ValueError, in words, for what cannot be a code.
    """
    letters = "".join(letter for letter in text.upper() if not letter.isspace() and letter not in "-–—._")
    letters = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    wrong = next((letter for letter in letters if letter not in _ALPHABET), "")
    if wrong:
        raise ValueError(f"Mã không có ký tự “{wrong}”; hãy nghe lại mã.")
    if len(letters) != CODE_LETTERS:
        raise ValueError(f"Mã có {CODE_LETTERS} ký tự; đã nhập {len(letters)}.")
    return "-".join(letters[start : start + _GROUP] for start in range(0, CODE_LETTERS, _GROUP))


def _plain_line(line: str) -> str:
    blanks = "".join(" " if letter.isspace() else letter for letter in line)
    return _PILED.sub("", "".join(letter for letter in blanks if letter.isprintable())).rstrip()
