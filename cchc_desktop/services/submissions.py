"""Submissions (hồ sơ nộp): complete, sign, reopen; the snapshot freezes at completion and is what the leader signs."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import Period, PeriodKind, containing
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.progress_checks import CheckedTask, progress_findings
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind, SigningWay, State, may_become
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.exports.code import short_code
from cchc_desktop.services import snapshots
from cchc_desktop.services.accounts import active_officers, check_password, signing_leaders
from cchc_desktop.services.evidence import Evidence, FileRow, files_of_products
from cchc_desktop.services.outcome import Outcome
from cchc_desktop.services.self_assessment import SelfAssessment
from cchc_desktop.services.session import OfficerRow, Session
from cchc_desktop.services.tasks import Tasks
from cchc_desktop.system.canonical_json import canonical, sha256
from db.journal import Work
from db.tables import evidence, officer, submission

PREPARERS = (Role.PREPARER, Role.REVIEWER)


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission as screens show it. Texts are empty where a step has not been taken."""

    id: str
    kind: Kind
    period: Period
    revision: int
    state: State
    reference_day: date
    document_number: str
    document_date: str
    leader_id: str
    leader: str
    completed_by: str
    completed_at: str
    signing_way: SigningWay | None
    signed_by: str
    signed_at: str
    exported_at: str
    package_path: str
    reopen_reason: str
    snapshot_sha256: str

    @property
    def code(self) -> str:
        """The code printed on every page ("7K3M-Q2XA-9F"); empty for a draft."""
        return short_code(self.snapshot_sha256) if self.snapshot_sha256 else ""


class Submissions:
    """The way of a submission from draft to signed."""

    def __init__(self, session: Session, tasks: Tasks, assessment: SelfAssessment, evidence: Evidence) -> None:
        self._session = session
        self._tasks = tasks
        self._assessment = assessment
        self._evidence = evidence

    def periods(self, kind: Kind) -> tuple[Period, ...]:
        """The periods that can be chosen, oldest first: of the plan's validity, or the scored year."""
        if kind is Kind.ASSESSMENT:
            return (Period(PeriodKind.YEAR, self._session.workspace.criteria.year),)
        header = self._session.workspace.plan.header
        last = header.valid_to or self._session.today()
        found: list[Period] = []
        for period_kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR):
            period = containing(period_kind, header.valid_from)
            while period.window[0] <= last:
                found.append(period)
                period = period.next
        return tuple(found)

    def default_period(self, kind: Kind) -> Period:
        """The quarter that runs today, or the last of the plan; the scored year for the self-assessment."""
        periods = self.periods(kind)
        quarters = [period for period in periods if period.kind in (PeriodKind.QUARTER, PeriodKind.YEAR)]
        quarters = [period for period in quarters if period.kind is PeriodKind.QUARTER] or quarters
        running = [period for period in quarters if period.window[0] <= self._session.today()]
        return (running or quarters)[-1]

    def current(self, kind: Kind, period: Period) -> SubmissionRow:
        """The latest revision for a period, opened as a draft if there is none."""
        row = self._latest(kind, period)
        if row is None:
            leaders = self.leaders()
            with self._session.command("Mở hồ sơ", undoable=False) as work:
                work.insert(submission, **self._blank(kind, period, leaders[0].id if leaders else None))
            row = self._latest(kind, period)
        assert row is not None
        return row

    def all(self) -> tuple[SubmissionRow, ...]:
        """All submissions of the unit, newest first."""
        with self._session.read() as connection:
            rows = connection.execute(
                self._mine().order_by(submission.c.period_code.desc(), submission.c.kind, submission.c.revision.desc())
            ).all()
        names = self._names()
        return tuple(_submission_row(row, names) for row in rows)

    def leaders(self) -> tuple[OfficerRow, ...]:
        """Those who may be named as the signer."""
        return signing_leaders(active_officers(self._session.store))

    def scan(self, submission_id: str) -> Path | None:
        """Where the scan of the page signed by hand lies, to be read only; None when there is none."""
        query = sa.select(evidence.c.sha256).join(submission, submission.c.scan_id == evidence.c.id)
        with self._session.read() as connection:
            sha256_hex = connection.scalar(query.where(submission.c.id == submission_id))
        return self._evidence.path(sha256_hex) if sha256_hex else None

    def findings(self, kind: Kind, period: Period) -> tuple[Finding, ...]:
        """What blocks completing, what warns, what is worth knowing."""
        row = self.current(kind, period)
        found: list[Finding] = []
        if not row.leader_id:
            text = "Chưa chọn lãnh đạo ký; hãy thêm lãnh đạo (Chủ tịch hoặc Phó Chủ tịch) ở màn hình Cài đặt."
            found.append(Finding("submission.no-leader", Level.BLOCK, text, "submission:leader"))
        content = self._progress_findings(row) if kind is Kind.PROGRESS else self._assessment.sheet().findings
        missing = self._evidence.unsound()
        if missing:
            text = f"Kho minh chứng thiếu hoặc hỏng tệp: {', '.join(missing[:3])}; hãy đính kèm lại."
            found.append(Finding("evidence.unsound", Level.BLOCK, text, "submission"))
        return (*found, *content)

    def set_document(
        self, kind: Kind, period: Period, *, number: str, day: date | None, leader_id: str, reference_day: date
    ) -> Outcome[SubmissionRow]:
        """Set number and date of the document (both may stay empty), the signer and the day of the statuses."""
        row = self._require_state(kind, period, State.DRAFT)
        window_from, window_to = period.window
        if kind is Kind.PROGRESS and not window_from <= reference_day:
            text = f"Ngày chốt số liệu phải từ {window_from:%d/%m/%Y} (kỳ số liệu đến {window_to:%d/%m/%Y})."
            raise Refusal(Finding("submission.reference-day", Level.BLOCK, text, "submission:reference_day"))
        with self._session.command("Sửa thông tin văn bản", undoable=False) as work:
            work.update(
                submission,
                row.id,
                document_number=nfc(number).strip(),
                document_date=day.isoformat() if day else "",
                leader_id=leader_id or None,
                reference_day=reference_day.isoformat(),
            )
        return Outcome(self.current(kind, period), frozenset(work.touched))

    def draft_snapshot(self, kind: Kind, period: Period) -> Snapshot:
        """What would be frozen now; for the preview. Refuses without a leader."""
        row = self.current(kind, period)
        return self._build(row, self._session.officer)

    def frozen_snapshot(self, submission_id: str) -> bytes:
        """The canonical bytes of a frozen snapshot."""
        with self._session.read() as connection:
            content = connection.scalar(sa.select(submission.c.snapshot).where(submission.c.id == submission_id))
        if content is None:
            raise Refusal(Finding("submission.not-frozen", Level.BLOCK, "Hồ sơ chưa hoàn thành nên chưa có bản chốt."))
        return bytes(content)

    def complete(self, kind: Kind, period: Period) -> Outcome[SubmissionRow]:
        """Freeze the content. Refuses with all blocking findings; leaders leave this to the preparers."""
        self._session.require(*PREPARERS)
        row = self._require_state(kind, period, State.DRAFT)
        blocking = [finding for finding in self.findings(kind, period) if finding.level is Level.BLOCK]
        if blocking:
            raise Refusal(*blocking)
        content = canonical(self._build(row, self._session.officer))
        with self._session.command("Hoàn thành hồ sơ", undoable=False) as work:
            self._step(
                work,
                row,
                State.COMPLETE,
                completed_by=self._session.officer.id,
                completed_at=self._stamp(),
                snapshot=content,
                snapshot_sha256=sha256(content),
            )
        return Outcome(self.current(kind, period), frozenset(work.touched))

    def sign_with_password(
        self, kind: Kind, period: Period, *, leader_id: str, password: str
    ) -> Outcome[SubmissionRow]:
        """The leader approves the snapshot with the own password; never the account that completed it."""
        row = self._require_state(kind, period, State.COMPLETE)
        leader = check_password(self._session.store, leader_id, password)
        return self._sign(row, leader, SigningWay.PASSWORD, scan="")

    def sign_on_paper(self, kind: Kind, period: Period, *, scan: Path) -> Outcome[SubmissionRow]:
        """Attach the scan of the page that the leader signed by hand."""
        self._session.require(*PREPARERS)
        row = self._require_state(kind, period, State.COMPLETE)
        leader = self._officer(row.leader_id)
        stored = self._evidence.copy_in(scan)
        return self._sign(row, leader, SigningWay.PAPER, scan=stored.sha256, scan_file=(stored, scan.name))

    def reopen(self, kind: Kind, period: Period, *, reason: str) -> Outcome[SubmissionRow]:
        """Close this revision and open the next one as a draft; the reason is kept and travels."""
        why = nfc(reason).strip()
        if not why:
            text = "Hãy nêu lý do mở lại hồ sơ; lý do được lưu và gửi kèm bản sau."
            raise Refusal(Finding("submission.no-reason", Level.BLOCK, text, "submission:reopen_reason"))
        row = self.current(kind, period)
        with self._session.command("Mở lại hồ sơ", undoable=False, reason=why) as work:
            self._step(work, row, State.REOPENED)
            blank = self._blank(kind, period, row.leader_id or None)
            work.insert(
                submission,
                **{
                    **blank,
                    "revision": row.revision + 1,
                    "parent_id": row.id,
                    "reopen_reason": why,
                    "reference_day": row.reference_day.isoformat(),
                },
            )
        return Outcome(self.current(kind, period), frozenset(work.touched))

    def mark_exported(self, submission_id: str, package: Path) -> frozenset[str]:
        """Record that a package of this revision was written and verified."""
        with self._session.read() as connection:
            row = _submission_row(connection.execute(self._mine().where(submission.c.id == submission_id)).one(), {})
        with self._session.command("Kết xuất gói nộp", undoable=False) as work:
            self._step(work, row, State.EXPORTED, exported_at=self._stamp(), package_path=str(package))
        return frozenset(work.touched)

    def signature(self, submission_id: str) -> bytes:
        """The signature record of a signed submission, canonical JSON."""
        with self._session.read() as connection:
            content = connection.scalar(sa.select(submission.c.signature).where(submission.c.id == submission_id))
        if content is None:
            raise Refusal(Finding("submission.not-signed", Level.BLOCK, "Hồ sơ chưa được lãnh đạo ký."))
        return bytes(content)

    def _sign(
        self, row: SubmissionRow, leader: OfficerRow, way: SigningWay, *, scan: str, scan_file: Any = None
    ) -> Outcome[SubmissionRow]:
        if leader.role is not Role.LEADER:
            text = f"{leader.full_name} không phải tài khoản lãnh đạo nên không ký được hồ sơ."
            raise Refusal(Finding("signature.not-leader", Level.BLOCK, text, "submission:leader"))
        if leader.id != row.leader_id:
            text = f"Bản chốt ghi người ký là {row.leader}; muốn đổi người ký, hãy mở lại hồ sơ."
            raise Refusal(Finding("signature.other-leader", Level.BLOCK, text, "submission:leader"))
        stamp = self._stamp()
        record = canonical(
            {
                "format": "cchc-signature",
                "format_version": 1,
                "snapshot_sha256": row.snapshot_sha256,
                "way": way.value,
                "signer": {"name": leader.full_name, "post": leader.post},
                "signed_at": stamp,
                "scan_sha256": scan,
            }
        )
        with self._session.command("Ký hồ sơ", undoable=False) as work:
            scan_id = self._evidence.register(work, *scan_file)[0] if scan_file else None
            self._step(
                work,
                row,
                State.SIGNED,
                signing_way=way.value,
                signed_by=leader.id,
                signed_at=stamp,
                signature=record,
                scan_id=scan_id,
            )
        return Outcome(self.current(row.kind, row.period), frozenset(work.touched))

    def _step(self, work: Work, row: SubmissionRow, target: State, **values: Any) -> None:
        if not may_become(row.state, target):
            raise _wrong_state(row.state)
        work.update(submission, row.id, state=target.value, **values)

    def _build(self, row: SubmissionRow, preparer: OfficerRow) -> Snapshot:
        if not row.leader_id:
            raise Refusal(Finding("submission.no-leader", Level.BLOCK, "Chưa chọn lãnh đạo ký.", "submission:leader"))
        with self._session.read() as connection:
            parent = connection.scalar(sa.select(submission.c.parent_id).where(submission.c.id == row.id))
        frame = snapshots.Frame(
            submission_id=row.id,
            revision=row.revision,
            parent_id=parent or "",
            kind=row.kind,
            period=row.period,
            reference_day=row.reference_day,
            document_number=row.document_number,
            document_date=row.document_date,
            reopen_reason=row.reopen_reason,
            created_at=self._stamp(),
            prepared_by=preparer,
            leader=self._officer(row.leader_id),
        )
        workspace = self._session.workspace
        if row.kind is Kind.ASSESSMENT:
            return snapshots.assessment_snapshot(frame, workspace, self._assessment.sheet())
        board = self._tasks.board(row.reference_day)
        entries = self._tasks.domain_entries(row.reference_day)
        return snapshots.progress_snapshot(frame, workspace, board, entries, self._product_files())

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

    def _require_state(self, kind: Kind, period: Period, state: State) -> SubmissionRow:
        row = self.current(kind, period)
        if row.state is not state:
            raise _wrong_state(row.state)
        return row

    def _officer(self, officer_id: str) -> OfficerRow:
        return next(row for row in active_officers(self._session.store) if row.id == officer_id)

    def _mine(self) -> sa.Select[Any]:
        return sa.select(submission).where(submission.c.unit_code == self._session.workspace.unit.code)

    def _latest(self, kind: Kind, period: Period) -> SubmissionRow | None:
        query = self._mine().where(submission.c.kind == kind.value, submission.c.period_code == period.code)
        with self._session.read() as connection:
            row = connection.execute(query.order_by(submission.c.revision.desc()).limit(1)).first()
        return _submission_row(row, self._names()) if row else None

    def _names(self) -> dict[str, str]:
        """The names of all officers, also of those who left: what they did stays theirs."""
        with self._session.read() as connection:
            return {row.id: row.full_name for row in connection.execute(sa.select(officer.c.id, officer.c.full_name))}

    def _blank(self, kind: Kind, period: Period, leader_id: str | None) -> dict[str, Any]:
        window_to = period.window[1]
        return {
            "kind": kind.value,
            "unit_code": self._session.workspace.unit.code,
            "period_code": period.code,
            "revision": 1,
            "parent_id": None,
            "state": State.DRAFT.value,
            "reference_day": min(window_to, max(self._session.today(), period.window[0])).isoformat(),
            "leader_id": leader_id,
        }

    def _stamp(self) -> str:
        return self._session.now().isoformat(timespec="seconds")


def _submission_row(row: Any, names: dict[str, str]) -> SubmissionRow:
    return SubmissionRow(
        id=row.id,
        kind=Kind(row.kind),
        period=parse_period(row.period_code),
        revision=row.revision,
        state=State(row.state),
        reference_day=date.fromisoformat(row.reference_day),
        document_number=row.document_number,
        document_date=row.document_date,
        leader_id=row.leader_id or "",
        leader=names.get(row.leader_id or "", ""),
        completed_by=names.get(row.completed_by or "", ""),
        completed_at=row.completed_at,
        signing_way=SigningWay(row.signing_way) if row.signing_way else None,
        signed_by=names.get(row.signed_by or "", ""),
        signed_at=row.signed_at,
        exported_at=row.exported_at,
        package_path=row.package_path,
        reopen_reason=row.reopen_reason,
        snapshot_sha256=row.snapshot_sha256,
    )


def _wrong_state(state: State) -> Refusal:
    next_step = {
        State.DRAFT: "hãy bấm Hoàn thành trước",
        State.COMPLETE: "hãy ký, hoặc mở lại để sửa",
        State.SIGNED: "hãy kết xuất, hoặc mở lại để sửa",
        State.EXPORTED: "hãy mở lại nếu cần sửa",
        State.REOPENED: "hãy làm việc với bản mới nhất",
    }[state]
    text = f"Hồ sơ đang ở trạng thái “{state.label}” nên không làm được bước này; {next_step}."
    return Refusal(Finding("submission.wrong-state", Level.BLOCK, text, "submission"))
