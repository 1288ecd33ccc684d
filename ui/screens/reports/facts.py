"""What the report screen shows, as finished words: the views paint these values and decide nothing."""

from dataclasses import dataclass
from enum import Enum

from cchc_desktop.domain.field_type import ValueSpec
from cchc_desktop.domain.field_value import EMPTY, FieldValue
from cchc_desktop.domain.period import Window

OVERRIDE, REASON = "override", "reason"
"""The parts of a figure that is typed in the place of a derived one, in links."""


class Mode(Enum):
    """How a figure comes to its value; a heading has none."""

    TYPED = "typed"
    DERIVED = "derived"
    OVERRIDDEN = "overridden"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; ``target`` is empty where they do not."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong or worth knowing: "block", "warn" or "info", the sentence, and the code of the finding."""

    level: str
    text: str
    code: str = ""

    @property
    def owes_explanation(self) -> bool:
        """Whether it passes only with a written explanation."""
        return self.level == "warn" and bool(self.code)


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """One row of a section: a figure with its value, where it comes from and what it is compared with."""

    code: str
    name: str
    spec: ValueSpec
    mode: Mode
    tags: str = ""
    value: FieldValue = EMPTY
    shown: str = ""
    derived_shown: str = ""
    reason: str = ""
    origin: Link | None = None
    overridable: bool = False
    may_not_arise: bool = False
    may_be_estimated: bool = False
    previous: str = ""
    last_year: str = ""
    change: str = ""
    goal: str = ""
    goal_state: str = ""
    offered: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the narrative; ``generated`` ones were written by the program from the data."""

    text: str
    generated: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that the new draft brings ("+") or no longer has ("-")."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class NarrativeFacts:
    """The text of a section, the lines that the program wrote, and what a new draft would change."""

    text: str
    generated: frozenset[str]
    differences: tuple[Difference, ...]
    can_draft: bool
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """The section in sight; ``children`` lead on where it has neither figures nor text of its own.

    ``window`` are the days that are reported: dates typed without a year fall into or nearest to them.
    """

    code: str
    heading: str
    note: str
    rows: tuple[FigureFacts, ...]
    narrative: NarrativeFacts | None
    children: tuple[Link, ...]
    has_comparison: bool
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line of the outline: a section, or (while a figure is searched for) a figure."""

    key: str
    text: str
    level: int
    state: str
    blocking: int = 0
    warning: int = 0
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """The head of the screen: window, due date, and how far the report is."""

    title: str
    reconstruction: str
    window: str
    due: str
    due_note: str
    filled: str
    blocking: int
    warning: int
    offered: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The forms and periods that can be chosen, and what is chosen; ``may_be_ad_hoc`` offers a window of one's own."""

    forms: tuple[tuple[str, str], ...]
    form: str
    periods: tuple[tuple[str, str], ...]
    period: str
    may_be_ad_hoc: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """A label and its words in the details, with a link where they lead somewhere."""

    label: str
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """Everything about the figure under the cursor."""

    code: str
    name: str
    tags: str
    definition: str
    formula: str
    origins: tuple[Link, ...]
    values: tuple[Facts, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A figure as a line of the annex of figures; ``group`` is the heading under which it stands."""

    code: str
    group: str
    name: str
    unit: str
    shown: str
    mode: Mode
    previous: str
    last_year: str
    change: str
    goal: str
    goal_state: str
    is_empty: bool
    has_findings: bool
    deviates: bool


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A target with what was reached."""

    code: str
    name: str
    threshold: str
    shown: str
    state: str
    trend: str
    source: str
    place: str
    field: str


@dataclass(frozen=True, slots=True)
class Explaining:
    """The finding whose explanation is written: its code, its sentence and what was written so far."""

    code: str
    sentence: str
    text: str
