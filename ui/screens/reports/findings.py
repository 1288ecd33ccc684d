"""The findings of the report with what stands unread in the editors, and the explanation of the chosen one."""

from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding, Level
from ui.screens.reports.facts import Explaining
from ui.screens.reports.page import ViewPort

if TYPE_CHECKING:
    from cchc_desktop.services.report_rows import ReportSheet

UNREAD = "report.unread"


class Findings:
    """Keeps what the panel shows; ``show`` is called with each reading of the report."""

    def __init__(self, view: ViewPort) -> None:
        self._view = view
        self._sheet: ReportSheet | None = None
        self._chosen = ""
        self._unread: dict[str, str] = {}

    def forget(self) -> None:
        """Another report is opened."""
        self._sheet, self._chosen, self._unread = None, "", {}

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

    def keep_unread(self, code: str, sentence: str) -> bool:
        """Note that what stands in a figure's editor cannot be read ("" when it is fine again); true for news."""
        if self._unread.get(code, "") == sentence:
            return False
        self._unread.pop(code, None)
        if sentence:
            self._unread[code] = sentence
        return True

    def _unread_findings(self, sheet: "ReportSheet") -> tuple[Finding, ...]:
        prefix = f"report:{sheet.form.code}:{sheet.period.code}"
        return tuple(
            Finding(f"{UNREAD}:{code}", Level.BLOCK, f"{sheet.field(code).field.name}: {sentence}", f"{prefix}:{code}")
            for code, sentence in self._unread.items()
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
