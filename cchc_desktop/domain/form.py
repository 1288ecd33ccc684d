"""A report form (biểu mẫu báo cáo) as data: sections with narrative, figures typed, derived or counted, and checks.

Nothing here knows a particular form: the periodic report with its 92 indicators is one pack among others.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from cchc_desktop.domain.field_type import ValueSpec
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import Period


class Basis(Enum):
    """Which events a figure counts (tính chất số liệu)."""

    IN_PERIOD = "in_period"
    CUMULATIVE = "cumulative"
    AT_CUTOFF = "at_cutoff"

    @property
    def label(self) -> str:
        """The words on screen and in print."""
        return {"in_period": "Trong kỳ", "cumulative": "Lũy kế năm", "at_cutoff": "Thời điểm chốt"}[self.value]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form; its permanent ``code`` may stand in formulas ("BC3.2.1").

    ``formula`` is empty for a typed field. A field with a formula is derived; with ``overridable`` its derived value
    may be replaced by a typed one together with a reason (a register that was not kept), never otherwise.
    ``deviation`` is the change from the previous period, in percent, beyond which an explanation is asked for.
    ``carried`` offers the value of the previous period where nothing is typed (states that seldom change).
    """

    code: str
    section: str
    name: str
    spec: ValueSpec
    basis: Basis = Basis.IN_PERIOD
    formula: str = ""
    overridable: bool = False
    required: bool = True
    not_arising: bool = True
    carried: bool = False
    deviation: Decimal | None = None
    periods: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()

    def serves(self, period: Period) -> bool:
        """Whether the field is asked for in this period; a field that names no periods always is."""
        return not self.periods or period.is_one_of(self.periods)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report. ``level`` 1 is numbered "I.", 2 "1.", 3 "1.1.", 4 "a)"; numbers are computed.

    ``draft`` holds the sentences from which a first narrative is written; see docs/packs.md for their place-holders.
    """

    code: str
    title: str
    level: int
    narrative: bool = True
    draft: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    note: str = ""

    def serves(self, period: Period) -> bool:
        """Whether the section stands in the report of this period."""
        return not self.periods or period.is_one_of(self.periods)


@dataclass(frozen=True, slots=True)
class FormCheck:
    """A rule over field codes that must hold; ``text`` is what is said when it does not, "" for a computed one."""

    code: str
    level: Level
    rule: str
    text: str = ""
    fields: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()

    def serves(self, period: Period) -> bool:
        """Whether the check applies in this period."""
        return not self.periods or period.is_one_of(self.periods)


class AnnexKind(Enum):
    """What an annex of the report lists."""

    REGISTER = "register"
    FIGURES = "figures"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class FormAnnex:
    """An annex (phụ lục); ``register`` is the code of the register whose rows it lists, "" for the other kinds.

    ``condition`` chooses among the rows of the window, in the words of the formula language; "" lists them all.
    """

    kind: AnnexKind
    title: str
    register: str = ""
    condition: str = ""
    periods: tuple[str, ...] = ()

    def serves(self, period: Period) -> bool:
        """Whether the annex stands in the report of this period."""
        return not self.periods or period.is_one_of(self.periods)


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. ``periods`` are the period parts that it serves; ``title`` may use the place-holders of drafts."""

    header: PackHeader
    periods: tuple[str, ...]
    title: str
    opening: str
    sections: tuple[Section, ...]
    fields: tuple[FormField, ...]
    checks: tuple[FormCheck, ...] = ()
    annexes: tuple[FormAnnex, ...] = ()

    @property
    def code(self) -> str:
        """The permanent code of the form, which is that of its pack."""
        return self.header.code

    def serves(self, period: Period) -> bool:
        """Whether the form is meant for this period."""
        return period.is_one_of(self.periods)

    def field(self, code: str) -> FormField:
        """The field with this code; KeyError if there is none."""
        for field in self.fields:
            if field.code == code:
                return field
        raise KeyError(code)
