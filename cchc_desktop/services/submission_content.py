"""What a submission says: its findings while it is a draft, and the snapshot that it is frozen into."""

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.progress_checks import CheckedTask, progress_findings
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services import snapshots
from cchc_desktop.services.accounts import active_officers
from cchc_desktop.services.evidence import Evidence, FileRow, files_of_products
from cchc_desktop.services.self_assessment import SelfAssessment
from cchc_desktop.services.session import OfficerRow, Session
from cchc_desktop.services.submission_rows import SubmissionRow
from cchc_desktop.services.tasks import Tasks


class SubmissionContent:
    """Gathers the content of a submission from the tasks or from the self-assessment."""

    def __init__(self, session: Session, tasks: Tasks, assessment: SelfAssessment, evidence: Evidence) -> None:
        self._session = session
        self._tasks = tasks
        self._assessment = assessment
        self._evidence = evidence

    def findings(self, row: SubmissionRow, *, thorough: bool = False) -> tuple[Finding, ...]:
        """What blocks completing, what warns, what is worth knowing.

        ``thorough`` reads every evidence file and compares its hash; otherwise presence and size are compared.
        """
        found: list[Finding] = []
        if not row.leader_id:
            text = "Chưa chọn lãnh đạo ký; hãy thêm lãnh đạo (Chủ tịch hoặc Phó Chủ tịch) ở màn hình Cài đặt."
            found.append(Finding("submission.no-leader", Level.BLOCK, text, "submission:leader"))
        lost = self._evidence.unsound(thorough=thorough)
        if lost:
            text = f"Kho minh chứng thiếu hoặc hỏng tệp: {', '.join(lost[:3])}; hãy đính kèm lại."
            found.append(Finding("evidence.unsound", Level.BLOCK, text, "submission"))
        if row.kind is Kind.ASSESSMENT:
            return (*found, *self._assessment.sheet().findings)
        return (*found, *self._progress_findings(row))

    def snapshot(self, row: SubmissionRow, *, at: str) -> Snapshot:
        """The content as it would be frozen now; refuses without a leader."""
        if not row.leader_id:
            raise Refusal(Finding("submission.no-leader", Level.BLOCK, "Chưa chọn lãnh đạo ký.", "submission:leader"))
        frame = snapshots.Frame(
            submission_id=row.id,
            revision=row.revision,
            parent_id=row.parent_id,
            kind=row.kind,
            period=row.period,
            reference_day=row.reference_day,
            document_number=row.document_number,
            document_date=row.document_date,
            reopen_reason=row.reopen_reason,
            created_at=at,
            prepared_by=self._session.officer,
            leader=self.officer(row.leader_id),
        )
        workspace = self._session.workspace
        if row.kind is Kind.ASSESSMENT:
            return snapshots.assessment_snapshot(frame, workspace, self._assessment.sheet())
        board = self._tasks.board(row.reference_day)
        entries = self._tasks.domain_entries(row.reference_day)
        return snapshots.progress_snapshot(frame, workspace, board, entries, self._product_files())

    def officer(self, officer_id: str) -> OfficerRow:
        """An active officer by identity."""
        return next(row for row in active_officers(self._session.store) if row.id == officer_id)

    def _product_files(self) -> dict[str, FileRow]:
        with self._session.read() as connection:
            found = files_of_products(connection)
        return {file.sha256: file for files in found.values() for file in files}

    def _progress_findings(self, row: SubmissionRow) -> list[Finding]:
        board = self._tasks.board(row.reference_day)
        entries = self._tasks.domain_entries(row.reference_day)
        plan = self._session.workspace.plan
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
        return list(progress_findings(checked, on=row.reference_day))
