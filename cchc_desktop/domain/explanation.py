"""A warning that was explained in writing: it passes, and the explanation travels with it."""

from collections.abc import Mapping
from dataclasses import replace

from cchc_desktop.domain.finding import Finding, Level


def explained(finding: Finding, explanations: Mapping[str, str]) -> Finding:
    """The finding as information with its explanation, where it is a warning and has one; by finding code."""
    explanation = explanations.get(finding.code, "").strip()
    if finding.level is not Level.WARN or not explanation:
        return finding
    return replace(finding, level=Level.INFO, text=f"{finding.text} Giải trình: {explanation}")
