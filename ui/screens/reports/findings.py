"""The findings of the report with what stands unread in the editors, and the explanation of the chosen one."""

from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import Period
from ui.screens.reports.facts import Explaining
from ui.screens.reports.page import ViewPort
from ui.screens.reports.sections import find_field

if TYPE_CHECKING:
    from cchc_desktop.services.reports.rows import ReportSheet

UNREAD = "report.unread"
Report = tuple[str, Period]


class Findings:
    """Keeps what the panel shows; ``show`` is called with each reading of the report."""

    def __init__(self, view: ViewPort) -> None:
        self._view = view
        self._sheet: ReportSheet | None = None
        self._chosen = ""
        self._unread: dict[Report, dict[str, str]] = {}

    def forget(self) -> None:
        """Another report is opened; what cannot be read in this one is kept for when it comes back."""
        self._sheet, self._chosen = None, ""

    def unsaved(self) -> str:
        """What is not saved because it cannot be read, wherever it stands; "" where there is nothing of the kind."""
        for (_form, period), texts in self._unread.items():
            for code, sentence in texts.items():
                return f"ô {code} ({period.label}): {sentence}"
        return ""

    def drop_unread(self, report: Report) -> bool:
        """Nothing of this report can be put right any more; true where something was unread."""
        return bool(self._unread.pop(report, None))

    def show(self, sheet: "ReportSheet") -> tuple[Finding, ...]:
        """Show the findings of this reading and return them, with those of the editors."""
        self._sheet = sheet
        findings = (*self._unread_findings(sheet), *sheet.findings)
        self._view.show_findings(findings)
        self._show_explaining()
        return findings

    def choose(self, finding: Finding | None) -> None:
        """A finding was chosen in the panel: where it is a warning, its explanation can be written."""
        self._chosen = finding.code if finding is not None else ""
        self._show_explaining()

    def keep_unread(self, report: Report, code: str, sentence: str) -> bool:
        """Note that what stands in a figure's editor cannot be read ("" when it is fine again); true for news."""
        texts = self._unread.setdefault(report, {})
        if texts.get(code, "") == sentence:
            return False
        texts.pop(code, None)
        if sentence:
            texts[code] = sentence
        return True

    def _unread_findings(self, sheet: "ReportSheet") -> tuple[Finding, ...]:
        prefix = f"report:{sheet.form.code}:{sheet.period.code}"
        texts = self._unread.get((sheet.form.code, sheet.period), {})
        names = {code: row.field.name for code in texts if (row := find_field(sheet, code)) is not None}
        return tuple(
            Finding(f"{UNREAD}:{code}", Level.BLOCK, f"{name}: {texts[code]}", f"{prefix}:{code}")
            for code, name in names.items()
        )

    def _show_explaining(self) -> None:
        sheet = self._sheet
        current = next((item for item in sheet.findings if item.code == self._chosen), None) if sheet else None
        if sheet is None or current is None:
            self._view.show_explaining(None)
            return
        written = sheet.explanations.get(current.code, "")
        owed = current.level is Level.WARN or bool(written)
        self._view.show_explaining(Explaining(current.code, current.text, written) if owed else None)
