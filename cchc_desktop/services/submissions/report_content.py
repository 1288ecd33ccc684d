"""The periodic report as a submission: its forms, periods, findings and snapshot."""

from collections.abc import Iterable
from dataclasses import replace

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import Period, PeriodKind, ad_hoc, containing
from cchc_desktop.domain.snapshot import DefinitionPart, EvidencePart, Snapshot
from cchc_desktop.services.evidence.evidence import files_of_register_rows
from cchc_desktop.services.evidence.parts import CarriedFiles
from cchc_desktop.services.reports.reading import ReportReading
from cchc_desktop.services.reports.reports import Reports
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions import snapshots
from cchc_desktop.services.submissions.report_snapshot import listed_entries, report_part
from cchc_desktop.services.submissions.rows import SubmissionRow

_KINDS_OF_PACK = ("registers", "targets", "calendar")


class ReportContent:
    """Provides the periodic report."""

    def __init__(self, session: Session, reports: Reports) -> None:
        self._session = session
        self._reports = reports

    def forms(self) -> tuple[tuple[str, str], ...]:
        """The forms in use, as code and title."""
        return tuple((form.code, form.header.title) for form in self._reports.forms())

    def periods(self, form: str) -> tuple[Period, ...]:
        """The periods that can be reported, oldest first; for a form on demand at least the running month."""
        return self._reports.periods(form) or (self.default_period(form),)

    def default_period(self, form: str) -> Period:
        """The report that is being written today; for a form on demand the last one begun, or the running month."""
        begun = self._reports.periods(form)
        running = containing(PeriodKind.MONTH, self._session.today()).window
        return self._reports.default_period(form) or (begun[-1] if begun else ad_hoc(*running))

    def findings(self, row: SubmissionRow) -> tuple[Finding, ...]:
        """The findings of the report; a warning blocks until it is explained."""
        sheet = self._reports.sheet(row.form_code, row.period)
        return tuple(_owed(finding) for finding in sheet.findings)

    def snapshot(self, frame: snapshots.Frame) -> Snapshot:
        """The report as it stands; statuses of tasks are those of the last day of the window."""
        form, period = frame.form_code, frame.period
        reading = self._reports.reading(form, period)
        definition = self._session.packs.definition(form)
        whole = snapshots.envelope(
            replace(frame, reference_day=period.window[1]),
            self._session.workspace,
            reading.form.header,
            definition["sha256"],
        )
        whole["report"] = report_part(reading, self._reports.laid_out(reading), self._packs(definition))
        whole["evidence"] = self._evidence(reading)
        return whole

    def _packs(self, form: DefinitionPart) -> Iterable[DefinitionPart]:
        plan = self._session.workspace.plan.header.code
        packs = self._session.packs
        return (form, *packs.definitions(*_KINDS_OF_PACK), packs.definition(plan))

    def _evidence(self, reading: ReportReading) -> list[EvidencePart]:
        """The files attached to the rows that annexes list, each once, with the registers that it proves."""
        with self._session.read() as connection:
            files = files_of_register_rows(connection)
        carried = CarriedFiles()
        for register, entries in listed_entries(reading):
            for file in (file for entry in entries for file in files.get(entry.id, ())):
                carried.add(file, f"register:{register.code}")
        return carried.parts()


def _owed(finding: Finding) -> Finding:
    if finding.level is not Level.WARN:
        return finding
    text = f"{finding.text} Đề nghị sửa, hoặc giải trình ở màn hình Báo cáo."
    return replace(finding, level=Level.BLOCK, text=text)
