"""What was read of a task table: fields, tasks, remarks, and the questions that only a person can answer."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from cchc_desktop.domain.time_phrase import Recurrence, TimeFrame


class Role(Enum):
    """What a column holds."""

    NUMBER = "number"
    GOAL = "goal"
    NAME = "name"
    PRODUCT = "product"
    LEAD = "lead"
    COOPERATION = "cooperation"
    TIME = "time"
    DUE = "due"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _LABELS[self]


_LABELS = {
    Role.NUMBER: "Số thứ tự",
    Role.GOAL: "Mục tiêu",
    Role.NAME: "Nhiệm vụ",
    Role.PRODUCT: "Sản phẩm",
    Role.LEAD: "Cơ quan chủ trì",
    Role.COOPERATION: "Cơ quan phối hợp",
    Role.TIME: "Thời gian thực hiện",
    Role.DUE: "Thời gian hoàn thành",
    Role.NOTE: "Ghi chú",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source: its table, the row and the column as the source counts them."""

    table: str
    row: int
    column: str = ""

    @property
    def words(self) -> str:
        """The place in a sentence."""
        parts = [self.table, f"dòng {self.row}", f"cột {self.column}" if self.column else ""]
        text = ", ".join(part for part in parts if part)
        return text[0].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class TableSection:
    """A field of reform as the table names it."""

    code: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class TableTask:
    """A task as the table gives it; ``section`` is the code of its field, empty where the table has none."""

    number: str
    section: str
    goal: str
    name: str
    product: str
    lead: str
    cooperation: str
    time: str
    frame: TimeFrame
    note: str
    place: Place

    @property
    def start(self) -> date | None:
        """The first day, where the time names one."""
        return self.frame.start

    @property
    def end(self) -> date | None:
        """The due day, where the time names one."""
        return self.frame.end

    @property
    def recurrence(self) -> Recurrence | None:
        """How the task comes back."""
        return self.frame.recurrence


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at; nothing has to be answered."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question; ``shown`` holds the cells as they would stand then, by the title of their column."""

    key: str
    label: str
    shown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A row that cannot be read for certain. ``id`` is the same at each reading of the same source.

    ``suggested`` is the key of the answer that seems likely; it is only offered, never taken.
    """

    id: str
    place: Place
    text: str
    cells: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    suggested: str = ""


class Encoding(Enum):
    """A Vietnamese encoding from before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"

    @property
    def label(self) -> str:
        """The words on screen."""
        return "TCVN3 (ABC, phông .VnTime)" if self is Encoding.TCVN3 else "VNI (phông VNI-Times)"


@dataclass(frozen=True, slots=True)
class EncodingProposal:
    """Text that looks like an old encoding, before and after; to be confirmed."""

    encoding: Encoding
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table and what it was taken for; None where it is not read."""

    index: int
    name: str
    title: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class TaskTable:
    """Everything read of one source. It may be used only when no question is open and no encoding is proposed."""

    sections: tuple[TableSection, ...]
    tasks: tuple[TableTask, ...]
    remarks: tuple[Remark, ...]
    questions: tuple[Question, ...]
    columns: tuple[Column, ...]
    proposal: EncodingProposal | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be asked."""
        return not self.questions and self.proposal is None
