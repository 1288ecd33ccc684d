"""A periodic report as screens show it: figures with where they come from, sections with their text, findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cchc_desktop.domain.field_value import FieldValue
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.form import Form, FormField, Section
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.target import Target
from cchc_desktop.domain.working_calendar import DueDate


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a derived figure comes from: words ("Sổ tuyên truyền CCHC: 12 dòng từ 15/12/2025") and a link to it.

    Links: "register:<code>:<from>:<to>", "tasks:<status>", "report:<form>:<period>:<field>"; "" where there is none.
    """

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside the same one of another period; texts are as printed, "" where nothing is known."""

    previous: str
    last_year: str
    change: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with the value reached: "met", "not_met" or "" (unknown); trend "up", "down", "same" or ""."""

    target: Target
    threshold: str
    shown: str
    met: str
    trend: str


@dataclass(frozen=True, slots=True)
class ReportField:
    """A field of the report. ``value`` is what counts: the override, else the derived value, else the typed one.

    ``typed`` is what the official entered, also where it is an override; ``derived`` is None for a typed field.
    ``offered`` is the value of the previous period where the field may carry it over and nothing is typed.
    """

    field: FormField
    value: FieldValue
    shown: str
    typed: FieldValue
    derived: FieldValue | None
    override_reason: str
    origins: tuple[Origin, ...]
    compared: Compared
    target: TargetRow | None
    offered: FieldValue | None
    findings: tuple[Finding, ...]

    @property
    def is_overridden(self) -> bool:
        """Whether the derived value was replaced by a typed one."""
        return bool(self.override_reason)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section with its computed number, its text, the draft that the data give now, and its fields.

    ``text`` is what will be printed; lines of it that stand in ``stored_draft`` were written by the program.
    """

    section: Section
    number: str
    text: str
    stored_draft: str
    new_draft: str
    fields: tuple[ReportField, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """The whole report of a period. ``explanations`` are by finding code; ``frozen`` once it is completed.

    Finding targets: "report:<form>:<period>:<field code>" and "report:<form>:<period>:#<section code>".
    """

    form: Form
    period: Period
    title: str
    window: tuple[date, date]
    due: DueDate | None
    previous: Period | None
    last_year: Period | None
    following: Period | None
    sections: tuple[ReportSection, ...]
    findings: tuple[Finding, ...]
    explanations: Mapping[str, str]
    targets: tuple[TargetRow, ...]
    frozen: bool

    def field(self, code: str) -> ReportField:
        """The field with this code; KeyError if the report has none."""
        for section in self.sections:
            for field in section.fields:
                if field.field.code == code:
                    return field
        raise KeyError(code)
