"""The progress report as a submission: its periods, its findings and its snapshot, from the tasks of the plan."""

from datetime import date, timedelta

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.period import Period, PeriodKind, containing
from cchc_desktop.domain.progress_checks import CheckedTask, progress_findings
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.services.evidence.evidence import FileRow, files_of_products
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions import snapshots
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.tasks.tasks import Tasks

REPORTING_TIME = timedelta(days=15)
"""How long after its data window a quarter is still the one that people report."""


class ProgressContent:
    """Provides the progress report."""

    def __init__(self, session: Session, tasks: Tasks) -> None:
        self._session = session
        self._tasks = tasks

    def forms(self) -> tuple[tuple[str, str], ...]:
        """The progress report needs no form: the plan is its form."""
        return ()

    def periods(self, form: str) -> tuple[Period, ...]:
        """The months, quarters, halves and years of the plan's validity."""
        del form
        header = self._session.workspace.plan.header
        found: list[Period] = []
        for period_kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR):
            period = containing(period_kind, header.valid_from)
            while self._belongs(period, header.valid_to):
                found.append(period)
                period = period.next
        return tuple(found)

    def default_period(self, form: str) -> Period:
        """The quarter that is being reported today, or the last of the plan.

        A quarter stays the one being reported for some days after its data window has closed.
        """
        quarters = [period for period in self.periods(form) if period.kind is PeriodKind.QUARTER]
        reported_on = self._session.today() - REPORTING_TIME
        return next((period for period in reversed(quarters) if period.window[0] <= reported_on), quarters[0])

    def findings(self, row: SubmissionRow) -> tuple[Finding, ...]:
        """What the entries of the tasks owe on the reference day."""
        board = self._tasks.board(row.reference_day)
        entries = self._tasks.domain_entries(row.reference_day)
        plan = self._tasks.working_plan().plan
        checked = [
            CheckedTask(
                task=plan.task(line.code),
                involvement=line.involvement,
                status=line.status,
                entries=entries.get(line.code, ()),
                not_arising=line.not_arising,
                not_arising_reason=line.not_arising_reason,
                frame=self._tasks.frame(line.code),
            )
            for line in board.rows
        ]
        return progress_findings(checked, on=row.reference_day)

    def snapshot(self, frame: snapshots.Frame) -> Snapshot:
        """The progress of all tasks on the reference day."""
        board = self._tasks.board(frame.reference_day)
        entries = self._tasks.domain_entries(frame.reference_day)
        return snapshots.progress_snapshot(frame, self._session.workspace, board, entries, self._product_files())

    def _belongs(self, period: Period, valid_to: date | None) -> bool:
        first_day, last_day = period.window
        return last_day <= valid_to if valid_to else first_day <= self._session.today()

    def _product_files(self) -> dict[str, FileRow]:
        with self._session.read() as connection:
            found = files_of_products(connection)
        return {file.sha256: file for files in found.values() for file in files}
