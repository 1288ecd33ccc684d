"""Submissions (hồ sơ nộp): complete, sign, reopen; the snapshot freezes at completion and is what the leader signs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import REFUSED_STEP, Kind, SigningWay, State, may_become
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.packages.signature import DIGITAL_VERSION, FORMAT, FORMAT_VERSION, SignedPdfPart
from cchc_desktop.services.clock_watch import ClockWatch
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.session import audit_trail
from cchc_desktop.services.session.accounts import active_officers, check_password, signing_leaders
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import OfficerRow, Session
from cchc_desktop.services.session.stored_paths import path_text
from cchc_desktop.services.submissions.content import ContentProvider, SubmissionContent
from cchc_desktop.services.submissions.rows import SubmissionRow, submission_row, wrong_state
from cchc_desktop.system.canonical_json import canonical, sha256
from db.journal import Work
from db.tables import evidence, officer, submission

if TYPE_CHECKING:
    from cchc_desktop.services.submissions.paper_twin import Twin

PREPARERS = (Role.PREPARER, Role.REVIEWER)


def _nothing_else(_work: Work) -> dict[str, str]:
    return {}


def _require_named_leader(row: SubmissionRow, leader: OfficerRow) -> None:
    """Refuse anybody but the leader whom the snapshot names."""
    if leader.role is not Role.LEADER:
        text = f"{leader.full_name} không phải tài khoản lãnh đạo nên không ký được hồ sơ."
        raise Refusal(Finding("signature.not-leader", Level.BLOCK, text, "submission:leader"))
    if leader.id != row.leader_id:
        text = f"Bản chốt ghi người ký là {row.leader}; muốn đổi người ký, hãy mở lại hồ sơ."
        raise Refusal(Finding("signature.other-leader", Level.BLOCK, text, "submission:leader"))


def _require_another_than_completed(work: Work, row: SubmissionRow, leader: OfficerRow) -> None:
    """Refuse the account that completed the submission, however it signs; the schema refuses it as well."""
    if work.row(submission, row.id)["completed_by"] == leader.id:
        text = f"{leader.full_name} đã hoàn thành hồ sơ này nên không ký được; người lập và người ký phải khác nhau."
        raise Refusal(Finding("signature.own", Level.BLOCK, text, "submission:leader"))


class Submissions:
    """The way of a submission from draft to signed."""

    def __init__(
        self, session: Session, providers: Mapping[Kind, ContentProvider], evidence: Evidence, clock_watch: ClockWatch
    ) -> None:
        self._session = session
        self._clock_watch = clock_watch
        self._evidence = evidence
        self._content = SubmissionContent(session, providers, evidence)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that can be submitted, in the order in which they are offered."""
        return self._content.kinds

    def forms(self, kind: Kind) -> tuple[tuple[str, str], ...]:
        """The report forms of a kind, as code and title; empty for a kind without forms."""
        return self._content.forms(kind)

    def periods(self, kind: Kind, *, form: str = "") -> tuple[Period, ...]:
        """The periods that can be chosen, oldest first."""
        return self._content.periods(kind, form)

    def default_period(self, kind: Kind, *, form: str = "") -> Period:
        """The period that people work on today."""
        return self._content.default_period(kind, form)

    def current(self, kind: Kind, period: Period, *, form: str = "") -> SubmissionRow:
        """The latest revision for a period; a blank draft, not yet stored, if there is none."""
        return self._latest(kind, period, form) or self._blank(kind, period, form)

    def all(self) -> tuple[SubmissionRow, ...]:
        """All submissions of the unit, newest first."""
        with self._session.read() as connection:
            rows = connection.execute(
                self._mine().order_by(submission.c.period_code.desc(), submission.c.kind, submission.c.revision.desc())
            ).all()
        names = self._names()
        return tuple(submission_row(row, names) for row in rows)

    def leaders(self) -> tuple[OfficerRow, ...]:
        """Those who may be named as the signer."""
        return signing_leaders(active_officers(self._session.store))

    def scan(self, submission_id: str) -> Path | None:
        """Where the scan of the page signed by hand lies, to be read only; None when there is none."""
        query = sa.select(evidence.c.sha256).join(submission, submission.c.scan_id == evidence.c.id)
        with self._session.read() as connection:
            sha256_hex = connection.scalar(query.where(submission.c.id == submission_id))
        return self._evidence.path(sha256_hex) if sha256_hex else None

    def findings(self, kind: Kind, period: Period, *, form: str = "") -> tuple[Finding, ...]:
        """What blocks completing, what warns, what is worth knowing."""
        return (*self._content.findings(self.current(kind, period, form=form)), *self._clock_watch.findings())

    def look_at_clock(self) -> str:
        """Notice a clock that was changed; what to know of it before completing or signing, "" where all is well."""
        self._clock_watch.look()
        return self._clock_watch.warning()

    def set_document(
        self,
        kind: Kind,
        period: Period,
        *,
        number: str,
        day: date | None,
        leader_id: str,
        reference_day: date,
        form: str = "",
    ) -> Outcome[SubmissionRow]:
        """Set number and date of the document (both may stay empty), the signer and the day of the statuses."""
        row = self._require_state(kind, period, form, State.DRAFT)
        window_from, window_to = period.window
        if kind is Kind.PROGRESS and not window_from <= reference_day:
            text = f"Ngày chốt số liệu phải từ {window_from:%d/%m/%Y} (kỳ số liệu đến {window_to:%d/%m/%Y})."
            raise Refusal(Finding("submission.reference-day", Level.BLOCK, text, "submission:reference_day"))
        with self._session.command("Sửa thông tin văn bản") as work:
            work.update(
                submission,
                row.id or self._insert(work, row),
                document_number=nfc(number).strip(),
                document_date=day.isoformat() if day else "",
                leader_id=leader_id or None,
                reference_day=reference_day.isoformat(),
            )
        return Outcome(self.current(kind, period, form=form), frozenset(work.touched))

    def draft_snapshot(self, kind: Kind, period: Period, *, form: str = "") -> Snapshot:
        """What would be frozen now; for the preview. Refuses without a leader."""
        return self._content.snapshot(self.current(kind, period, form=form), at=self._stamp())

    def frozen_snapshot(self, submission_id: str) -> bytes:
        """The canonical bytes of a frozen snapshot."""
        with self._session.read() as connection:
            content = connection.scalar(sa.select(submission.c.snapshot).where(submission.c.id == submission_id))
        if content is None:
            raise Refusal(Finding("submission.not-frozen", Level.BLOCK, "Hồ sơ chưa hoàn thành nên chưa có bản chốt."))
        return bytes(content)

    def complete(self, kind: Kind, period: Period, *, form: str = "") -> Outcome[SubmissionRow]:
        """Freeze the content. Refuses with all blocking findings; leaders leave this to the preparers.

        A clock that was changed and that nobody was told of is told first, as a refusal that does not come again.
        """
        self._session.require(*PREPARERS)
        row = self._require_step(kind, period, form, State.COMPLETE)
        self._clock_watch.require_told()
        blocking = [item for item in self._content.findings(row, thorough=True) if item.level is Level.BLOCK]
        if blocking:
            raise Refusal(*blocking)
        stored = row if row.id else replace(row, id=str(uuid4()))
        content = self._printable(stored)
        with self._session.command("Hoàn thành hồ sơ", undoable=False) as work:
            if not row.id:
                self._insert(work, stored)
            self._step(
                work,
                stored,
                State.COMPLETE,
                completed_by=self._session.officer.id,
                completed_at=self._stamp(),
                snapshot=content,
                snapshot_sha256=sha256(content),
            )
        return Outcome(self.current(kind, period, form=form), frozenset(work.touched))

    def _printable(self, row: SubmissionRow) -> bytes:
        """The snapshot as it would be frozen; refuses text that no document could print, with its place."""
        from cchc_desktop.exports.unprintable import refuse_unprintable  # brings reportlab: not at start-up

        snapshot = self._content.snapshot(row, at=self._stamp())
        with self._session.read() as connection:
            snapshot["trail"] = audit_trail.end(connection)
        refuse_unprintable(snapshot)
        return canonical(snapshot)

    def sign_with_password(
        self, kind: Kind, period: Period, *, leader_id: str, password: str, form: str = ""
    ) -> Outcome[SubmissionRow]:
        """The leader approves the snapshot with the own password; never the account that completed it."""
        row = self._require_step(kind, period, form, State.SIGNED)
        self._clock_watch.require_told()
        leader = check_password(self._session.store, leader_id, password)
        return self._sign(row, leader, SigningWay.PASSWORD, {"scan_sha256": ""})

    def look_at_scan(self, submission_id: str, scan: Path, *, told: Callable[[int, int], None] | None = None) -> "Twin":
        """Hold the codes on the pages of a scan against the frozen snapshot; ``told`` hears of page n of m.

        Refuses a scan of another revision, period or unit, with both named. Reading takes up to seconds a page.
        """
        from cchc_desktop.services.submissions import (
            paper_twin,  # brings PDFium and the reader of codes: not at start-up
        )

        expected = paper_twin.expected_of(self.frozen_snapshot(submission_id))
        twin = paper_twin.examine(scan, expected, told=told)
        paper_twin.refuse_other(twin, expected)
        return twin

    def sign_on_paper(
        self,
        kind: Kind,
        period: Period,
        *,
        scan: Path,
        form: str = "",
        told: Callable[[int, int], None] | None = None,
    ) -> Outcome[SubmissionRow]:
        """Attach the scan of the pages that the leader signed by hand, unless it shows another document.

        The trail keeps what was read by machine, and that a person compared where nothing could be read.
        """
        from cchc_desktop.services.submissions import paper_twin  # as above

        self._session.require(*PREPARERS)
        row = self._require_step(kind, period, form, State.SIGNED)
        self._clock_watch.require_told()
        leader = self._content.officer(row.leader_id)
        twin = self.look_at_scan(row.id, scan, told=told)
        stored = self._evidence.copy_in(scan)

        def with_scan(work: Work) -> dict[str, str]:
            return {"scan_id": self._evidence.register(work, stored, scan.name)[0]}

        return self._sign(
            row, leader, SigningWay.PAPER, {"scan_sha256": stored.sha256}, with_scan, reason=paper_twin.record(twin)
        )

    def sign_digitally(
        self,
        submission_id: str,
        way: SigningWay,
        *,
        pdf: SignedPdfPart,
        signed_at: str,
        also: Callable[[Work], object],
    ) -> Outcome[SubmissionRow]:
        """Record that the leader signed the PDF by certificate; ``also`` records the document in the same step."""
        row = self.require_step(submission_id, State.SIGNED)
        leader = self._content.officer(row.leader_id)
        part = {"scan_sha256": "", "format_version": DIGITAL_VERSION, "pdf": pdf, "signed_at": signed_at}

        def with_document(work: Work) -> dict[str, str]:
            also(work)
            return {}

        return self._sign(row, leader, way, part, with_document)

    def by_id(self, submission_id: str) -> SubmissionRow:
        """One revision."""
        with self._session.read() as connection:
            found = connection.execute(self._mine().where(submission.c.id == submission_id)).one()
        return submission_row(found, self._names())

    def reopen(self, kind: Kind, period: Period, *, reason: str, form: str = "") -> Outcome[SubmissionRow]:
        """Close this revision and open the next one as a draft; the reason is kept and travels."""
        why = nfc(reason).strip()
        if not why:
            text = "Hãy nêu lý do mở lại hồ sơ; lý do được lưu và gửi kèm bản sau."
            raise Refusal(Finding("submission.no-reason", Level.BLOCK, text, "submission:reopen_reason"))
        row = self._require_step(kind, period, form, State.REOPENED)
        with self._session.command("Mở lại hồ sơ", undoable=False, reason=why) as work:
            self._step(work, row, State.REOPENED)
            following = replace(
                self._blank(kind, period, form),
                revision=row.revision + 1,
                parent_id=row.id,
                reference_day=row.reference_day,
                leader_id=row.leader_id,
                reopen_reason=why,
            )
            self._insert(work, following)
        return Outcome(self.current(kind, period, form=form), frozenset(work.touched))

    def mark_exported(
        self, submission_id: str, package: Path, *, also: Callable[[Work], object] = _nothing_else
    ) -> frozenset[str]:
        """Record that a package of this revision was written and verified; ``also`` records where, in the same step."""
        row = self.require_step(submission_id, State.EXPORTED)
        with self._session.command("Kết xuất gói nộp", undoable=False) as work:
            self._step(work, row, State.EXPORTED, exported_at=self._stamp(), package_path=path_text(package))
            also(work)
        return frozenset(work.touched)

    def signature(self, submission_id: str) -> bytes:
        """The signature record of a signed submission, canonical JSON."""
        with self._session.read() as connection:
            content = connection.scalar(sa.select(submission.c.signature).where(submission.c.id == submission_id))
        if content is None:
            raise Refusal(Finding("submission.not-signed", Level.BLOCK, "Hồ sơ chưa được lãnh đạo ký."))
        return bytes(content)

    def _sign(
        self,
        row: SubmissionRow,
        leader: OfficerRow,
        way: SigningWay,
        part: Mapping[str, object],
        also: Callable[[Work], dict[str, str]] = _nothing_else,
        *,
        reason: str = "",
    ) -> Outcome[SubmissionRow]:
        """Take the step with the record of the signature; ``also`` writes what belongs to it and names its columns.

        ``reason`` stands beside the step in the trail.
        """
        _require_named_leader(row, leader)
        content = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "snapshot_sha256": row.snapshot_sha256,
            "way": way.value,
            "signer": {"name": leader.full_name, "post": leader.post},
            "signed_at": self._stamp(),
            **part,
        }
        with self._session.command("Ký hồ sơ", undoable=False, reason=reason) as work:
            _require_another_than_completed(work, row, leader)
            columns = also(work)
            self._step(
                work,
                row,
                State.SIGNED,
                signing_way=way.value,
                signed_by=leader.id,
                signed_at=content["signed_at"],
                signature=canonical(content),
                **columns,
            )
        return Outcome(self.current(row.kind, row.period, form=row.form_code), frozenset(work.touched))

    def require_step(self, submission_id: str, target: State) -> SubmissionRow:
        """One revision that may take this step now; Refusal, noted in the trail, where the table does not allow it.

        ``submission_id`` is "" of a draft that nobody stored, which may take none of these steps.
        """
        if not submission_id:
            raise wrong_state(State.DRAFT)
        row = self.by_id(submission_id)
        return self._allowed(row, target)

    def _require_step(self, kind: Kind, period: Period, form: str, target: State) -> SubmissionRow:
        return self._allowed(self.current(kind, period, form=form), target)

    def _allowed(self, row: SubmissionRow, target: State) -> SubmissionRow:
        if may_become(row.state, target):
            return row
        if row.id and self._session.store.refusal is None:
            with self._session.store.work(self._session.officer.id or None) as work:
                work.note(REFUSED_STEP, submission, row.id, state=row.state.value, step=target.value)
        raise wrong_state(row.state)

    def _step(self, work: Work, row: SubmissionRow, target: State, **values: Any) -> None:
        stored = State(work.row(submission, row.id)["state"])
        if not may_become(stored, target):
            raise wrong_state(stored)
        work.update(submission, row.id, state=target.value, **values)

    def _require_state(self, kind: Kind, period: Period, form: str, state: State) -> SubmissionRow:
        row = self.current(kind, period, form=form)
        if row.state is not state:
            raise wrong_state(row.state)
        return row

    def _mine(self) -> sa.Select[Any]:
        return sa.select(submission).where(submission.c.unit_code == self._session.workspace.unit.code)

    def _latest(self, kind: Kind, period: Period, form: str) -> SubmissionRow | None:
        query = self._mine().where(
            submission.c.kind == kind.value,
            submission.c.form_code == form,
            submission.c.period_code == period.code,
        )
        with self._session.read() as connection:
            row = connection.execute(query.order_by(submission.c.revision.desc()).limit(1)).first()
        return submission_row(row, self._names()) if row else None

    def _names(self) -> dict[str, str]:
        """The names of all officers, also of those who left: what they did stays theirs."""
        with self._session.read() as connection:
            return {row.id: row.full_name for row in connection.execute(sa.select(officer.c.id, officer.c.full_name))}

    def _blank(self, kind: Kind, period: Period, form: str) -> SubmissionRow:
        first_day, last_day = period.window
        leaders = self.leaders()
        return SubmissionRow(
            id="",
            kind=kind,
            form_code=form,
            period=period,
            revision=1,
            parent_id="",
            state=State.DRAFT,
            reference_day=min(last_day, max(self._session.today(), first_day)),
            document_number="",
            document_date="",
            leader_id=leaders[0].id if leaders else "",
            leader=leaders[0].full_name if leaders else "",
        )

    def _insert(self, work: Work, row: SubmissionRow) -> str:
        return work.insert(
            submission,
            id=row.id or None,
            kind=row.kind.value,
            form_code=row.form_code,
            unit_code=self._session.workspace.unit.code,
            period_code=row.period.code,
            revision=row.revision,
            parent_id=row.parent_id or None,
            state=State.DRAFT.value,
            reference_day=row.reference_day.isoformat(),
            leader_id=row.leader_id or None,
            reopen_reason=row.reopen_reason,
        )

    def _stamp(self) -> str:
        return self._session.now().isoformat(timespec="seconds")
