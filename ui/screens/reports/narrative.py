"""The narrative of a section: which lines the program wrote, and what a new draft would change."""

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding
from ui.screens.reports.facts import Difference, NarrativeFacts
from ui.screens.reports.figures import remarks

if TYPE_CHECKING:
    from cchc_desktop.services.reports.rows import ReportSection

_OUTDATED = "report.draft-outdated:"


def narrative(section: "ReportSection") -> NarrativeFacts | None:
    """The facts of the text; None where the section has no text."""
    if not section.section.narrative:
        return None
    return NarrativeFacts(
        text=section.text,
        generated=frozenset(_lines(section.stored_draft)),
        differences=differences(section.stored_draft, section.new_draft),
        can_draft=bool(section.new_draft.strip()),
        remarks=remarks(_own_findings(section)),
    )


def _own_findings(section: "ReportSection") -> tuple[Finding, ...]:
    """What is found about the text itself; that the draft is out of date shows as its differences."""
    place = f"#{section.section.code}"
    return tuple(
        finding
        for finding in section.findings
        if finding.target.endswith(place) and not finding.code.startswith(_OUTDATED)
    )


def differences(stored: str, new: str) -> tuple[Difference, ...]:
    """The lines that go and the lines that come, in the order of the text."""
    old_lines, new_lines = _lines(stored), _lines(new)
    found: list[Difference] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old_lines, new_lines).get_opcodes():
        if tag == "equal":
            continue
        found += [Difference("-", line) for line in old_lines[old_from:old_to]]
        found += [Difference("+", line) for line in new_lines[new_from:new_to]]
    return tuple(found)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
