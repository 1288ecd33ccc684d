"""What a submission says: its findings while it is a draft, and the snapshot that it is frozen into.

Each kind of submission has a provider of its own; this module asks the right one and adds what holds for every kind.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.snapshot import REPLIES_VERSION, Snapshot
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.session.accounts import active_officers
from cchc_desktop.services.session.session import OfficerRow, Session
from cchc_desktop.services.submissions.remarks import RemarkRow, findings_of, remarks_before, reply_parts, untold
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.submissions.snapshots import Frame


class ContentProvider(Protocol):
    """What one kind of submission says. ``form`` is the code of the report form, "" for kinds without forms."""

    def forms(self) -> tuple[tuple[str, str], ...]:
        """The forms that can be chosen, as code and title; empty for a kind without forms."""
        ...

    def periods(self, form: str) -> tuple[Period, ...]:
        """The periods that can be chosen, oldest first."""
        ...

    def default_period(self, form: str) -> Period:
        """The period that people work on today."""
        ...

    def findings(self, row: SubmissionRow) -> Iterable[Finding]:
        """What blocks completing, what warns, what is worth knowing."""
        ...

    def snapshot(self, frame: Frame) -> Snapshot:
        """The content as it would be frozen now."""
        ...


class SubmissionContent:
    """Asks the provider of each kind."""

    def __init__(self, session: Session, providers: Mapping[Kind, ContentProvider], evidence: Evidence) -> None:
        self._session = session
        self._providers = providers
        self._evidence = evidence

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that can be submitted from this desk, in the order in which they are offered."""
        return tuple(kind for kind in Kind if kind in self._providers)

    def forms(self, kind: Kind) -> tuple[tuple[str, str], ...]:
        """The forms of a kind, as code and title; empty for a kind without forms."""
        return self._providers[kind].forms()

    def periods(self, kind: Kind, form: str) -> tuple[Period, ...]:
        """The periods that can be chosen, oldest first."""
        return self._providers[kind].periods(form)

    def default_period(self, kind: Kind, form: str) -> Period:
        """The period that people work on today."""
        return self._providers[kind].default_period(form)

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
        return (*found, *self._of_province(row), *self._providers[row.kind].findings(row))

    def snapshot(self, row: SubmissionRow, *, at: str) -> Snapshot:
        """The content as it would be frozen now; refuses without a leader."""
        if not row.leader_id:
            raise Refusal(Finding("submission.no-leader", Level.BLOCK, "Chưa chọn lãnh đạo ký.", "submission:leader"))
        frame = Frame(
            submission_id=row.id,
            revision=row.revision,
            parent_id=row.parent_id,
            kind=row.kind,
            form_code=row.form_code,
            period=row.period,
            reference_day=row.reference_day,
            document_number=row.document_number,
            document_date=row.document_date,
            reopen_reason=row.reopen_reason,
            created_at=at,
            prepared_by=self._session.officer,
            leader=self.officer(row.leader_id),
        )
        whole = self._providers[row.kind].snapshot(frame)
        replies = reply_parts(self._remarks(row))
        if replies:
            whole["replies"], whole["format_version"] = replies, REPLIES_VERSION
        return whole

    def _of_province(self, row: SubmissionRow) -> tuple[Finding, ...]:
        """What the province's answers to the revisions before ask of a draft."""
        if row.revision == 1 or row.state is not State.DRAFT:
            return ()
        with self._session.read() as connection:
            unknown = untold(connection, row, self._session.workspace.unit.code)
        return (*findings_of(self._remarks(row)), *unknown)

    def _remarks(self, row: SubmissionRow) -> tuple[RemarkRow, ...]:
        """The remarks of the province that a draft has to reply to; a first revision has none."""
        if row.revision == 1 or row.state is not State.DRAFT:
            return ()
        with self._session.read() as connection:
            return remarks_before(connection, row, self._session.workspace.unit.code)

    def officer(self, officer_id: str) -> OfficerRow:
        """An active officer by identity."""
        return next(row for row in active_officers(self._session.store) if row.id == officer_id)
