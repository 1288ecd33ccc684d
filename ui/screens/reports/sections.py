"""One section in words, and the links that lead into a report."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.period import parse as parse_period
from ui.screens.reports.facts import Link, SectionFacts
from ui.screens.reports.figures import figure
from ui.screens.reports.narrative import narrative
from ui.screens.reports.outline import heading, is_worked_on

if TYPE_CHECKING:
    from cchc_desktop.services.reports.rows import ReportField, ReportSection, ReportSheet


@dataclass(frozen=True, slots=True)
class ReportTarget:
    """Where a link leads: form, period, and "<field>", "#<section>" or ""; what is not said is empty."""

    form: str
    period: Period | None
    rest: str


def target_of(target: str) -> ReportTarget | None:
    """Read a link into a report; None for any other link."""
    kind, form, period, rest = (*target.split(":", 3), "", "", "")[:4]
    if kind not in ("report", "reports"):
        return None
    try:
        return ReportTarget(form, parse_period(period), rest)
    except ValueError:
        return ReportTarget(form, None, rest)


def first_section(sheet: "ReportSheet") -> str:
    """The code of the first section in which something is entered; of the very first where there is none."""
    worked = (item.section.code for item in sheet.sections if is_worked_on(item))
    return next(worked, sheet.sections[0].section.code if sheet.sections else "")


def find_section(sheet: "ReportSheet", code: str) -> "ReportSection | None":
    """The section with this code."""
    return next((item for item in sheet.sections if item.section.code == code), None)


def section_of(sheet: "ReportSheet", field: str) -> str:
    """The code of the section in which a figure stands; empty where there is no such figure."""
    codes = (item.section.code for item in sheet.sections for row in item.fields if row.field.code == field)
    return next(codes, "")


def find_field(sheet: "ReportSheet", code: str) -> "ReportField | None":
    """The figure with this code."""
    return next((row for item in sheet.sections for row in item.fields if row.field.code == code), None)


def section_facts(sheet: "ReportSheet", code: str) -> SectionFacts:
    """The facts of the section with this code."""
    place = next(number for number, item in enumerate(sheet.sections) if item.section.code == code)
    section = sheet.sections[place]
    rows = tuple(figure(row) for row in section.fields)
    text = narrative(section)
    prefix = f"report:{sheet.form.code}:{sheet.period.code}"
    lonely = not rows and text is None
    return SectionFacts(
        code=code,
        heading=heading(section),
        note=section.section.note,
        rows=rows,
        narrative=text,
        children=tuple(Link(heading(item), f"{prefix}:#{item.section.code}") for item in _below(sheet.sections, place))
        if lonely
        else (),
        has_comparison=any(row.previous or row.last_year for row in rows),
        window=sheet.window,
    )


def _below(sections: "tuple[ReportSection, ...]", place: int) -> "list[ReportSection]":
    level = sections[place].section.level
    below = []
    for item in sections[place + 1 :]:
        if item.section.level <= level:
            break
        below.append(item)
    return below
