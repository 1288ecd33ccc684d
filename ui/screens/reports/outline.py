"""The outline of the report: each section with its number, its state and its findings; figures found by words."""

from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.vietnamese import matches, search_key
from ui.screens.reports.facts import OutlineLine
from ui.screens.reports.figures import counted, is_filled

if TYPE_CHECKING:
    from cchc_desktop.services.reports.rows import ReportSection, ReportSheet

MOST_FOUND = 60
_TEXT_REQUIRED = "report.text-required:"


def outline(sheet: "ReportSheet") -> tuple[OutlineLine, ...]:
    """All sections in printed order."""
    return tuple(_line(section) for section in sheet.sections)


def found(sheet: "ReportSheet", query: str) -> tuple[OutlineLine, ...]:
    """The figures in whose code, name or unit every word of the query stands, whatever its diacritics."""
    phrase = search_key(query)
    lines = []
    for section in sheet.sections:
        for row in section.fields:
            field = row.field
            if counted(row) and matches(query, field.code, field.name, field.spec.unit):
                state = "done" if is_filled(row) else "empty"
                words = f"{field.code}  {field.name}"
                lines.append(OutlineLine(field.code, words, 1, state, *_counts(row.findings), is_figure=True))
    lines.sort(key=lambda line: f" {phrase}" not in f" {search_key(line.text)}")  # whole words before mere letters
    return tuple(lines[:MOST_FOUND])


def heading(section: "ReportSection") -> str:
    """Number and title as printed."""
    return f"{section.number} {section.section.title}".strip()


def all_findings(section: "ReportSection") -> tuple[Finding, ...]:
    """The findings of the section and of its figures, each once."""
    return tuple(dict.fromkeys((*section.findings, *(finding for row in section.fields for finding in row.findings))))


def state_of(section: "ReportSection") -> str:
    """One of "block", "warn", "done", "partial", "empty", or "heading" for a section that asks for nothing."""
    levels = {finding.level for finding in all_findings(section)}
    parts = [is_filled(row) for row in section.fields if counted(row)]
    if section.text.strip() or _owes_text(section):
        parts.append(bool(section.text.strip()))
    if not parts:
        return "heading"
    if Level.BLOCK in levels and any(parts):
        return "block"
    if not any(parts):
        return "empty"
    if Level.WARN in levels:
        return "warn"
    return "done" if all(parts) else "partial"


def _owes_text(section: "ReportSection") -> bool:
    """Whether text is asked for; where sub-sections follow, their texts may say it all."""
    return any(finding.code.startswith(_TEXT_REQUIRED) for finding in section.findings)


def is_worked_on(section: "ReportSection") -> bool:
    """Whether something is to be entered in the section."""
    return section.section.narrative or bool(section.fields)


def _line(section: "ReportSection") -> OutlineLine:
    blocking, warning = _counts(all_findings(section))
    return OutlineLine(
        section.section.code, heading(section), section.section.level, state_of(section), blocking, warning
    )


def _counts(findings: tuple[Finding, ...]) -> tuple[int, int]:
    return (
        sum(finding.level is Level.BLOCK for finding in findings),
        sum(finding.level is Level.WARN for finding in findings),
    )
