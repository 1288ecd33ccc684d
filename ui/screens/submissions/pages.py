"""From a row of the service to what the submissions screen shows: what may be done, by whom, and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.submission import Kind, SigningWay, State, may_become
from cchc_desktop.domain.vietnamese import format_date
from ui.screens.submissions import answer_words, wording
from ui.screens.submissions.page import DocumentFields, KeptPlace, Page, RevisionCard, Signing
from ui.widgets.context import SignedIn

if TYPE_CHECKING:
    from cchc_desktop.services.sending.answers import AnswerRow
    from cchc_desktop.services.session.session import OfficerRow
    from cchc_desktop.services.submissions.rows import SubmissionRow

_ISSUED_AS_DOCUMENTS = (Kind.REPORT, Kind.PLAN)
"""Communes issue these from their document-management system, which takes Word files."""
_NOTATIONS = {Kind.PLAN: "KH-UBND"}
_PANES = {
    State.DRAFT: "draft",
    State.COMPLETE: "sign",
    State.SIGNED: "export",
    State.EXPORTED: "export",
    State.RECEIVED: "answered",
    State.RETURNED: "answered",
    State.ACCEPTED: "answered",
}


def page(
    row: SubmissionRow,
    *,
    findings: Sequence[Finding],
    leaders: Sequence[OfficerRow],
    user: SignedIn,
    sample: bool,
    clock: str = "",
    answers: Sequence[AnswerRow] = (),
) -> Page:
    """The page of the latest revision of a submission."""
    reason = _why_not_complete(row, findings, user)
    return Page(
        steps=wording.steps(row, answered_at=answers[-1].at if answers else ""),
        pane=_PANES.get(row.state, "draft"),
        sample=sample,
        note=_note(row),
        clock="" if row.state is State.DRAFT else clock,
        fields=_fields(row, leaders, user),
        facts=_facts(row),
        may_complete=row.state is State.DRAFT and not reason,
        complete_reason=reason or _encouragement(findings),
        may_reopen=may_become(row.state, State.REOPENED) and not _is_mended_by_remarks(row, answers),
        signing=_signing(row, leaders, user),
        is_exported=bool(row.exported_at),
        has_scan=row.signing_way is SigningWay.PAPER,
        may_save_excel=bool(row.snapshot_sha256),
        has_word=row.kind in _ISSUED_AS_DOCUMENTS,
    )


def revisions(
    every: Sequence[SubmissionRow], *, of: SubmissionRow, answers: Mapping[str, Sequence[AnswerRow]]
) -> tuple[RevisionCard, ...]:
    """All revisions of one submission, newest first."""
    mine = [row for row in every if (row.kind, row.form_code, row.period) == (of.kind, of.form_code, of.period)]
    return tuple(
        RevisionCard(
            identity=row.id,
            title=f"Bản {row.revision}",
            state=row.state.value,
            state_label=row.state.label,
            code=row.code,
            lines=(*wording.revision_lines(row), *answer_words.revision_lines(answers.get(row.id, ()))),
            printable=bool(row.snapshot_sha256),
        )
        for row in sorted(mine, key=lambda row: -row.revision)
    )


def _is_mended_by_remarks(row: SubmissionRow, answers: Sequence[AnswerRow]) -> bool:
    """Whether the card of the return offers to mend: another button for the same would only confuse."""
    return row.state is State.RETURNED and any(each.has_file and each.kind.state is row.state for each in answers)


def _why_not_complete(row: SubmissionRow, findings: Sequence[Finding], user: SignedIn) -> str:
    if row.state is not State.DRAFT:
        return ""
    if user.role is Role.LEADER:
        return "Việc hoàn thành do người lập hoặc người duyệt thực hiện."
    blocking = sum(finding.level is Level.BLOCK for finding in findings)
    return f"Còn {blocking} điểm phải sửa trước khi hoàn thành (F8 để đến từng điểm)." if blocking else ""


def _encouragement(findings: Sequence[Finding]) -> str:
    warned = sum(finding.level is Level.WARN for finding in findings)
    if warned:
        return f"Hoàn thành được; nên xem lại {warned} điểm cần giải trình trước khi chốt."
    return "Số liệu đã đủ; khi hoàn thành, chương trình lập bản chốt để lãnh đạo ký."


def _note(row: SubmissionRow) -> str:
    return (
        f"Bản {row.revision}, lập lại từ bản {row.revision - 1}. Lý do: {row.reopen_reason}"
        if row.reopen_reason
        else ""
    )


def place(row: SubmissionRow) -> KeptPlace:
    """Where what is typed for this revision belongs."""
    target = f"submission:{row.kind.value}:{row.period.code}:{row.form_code}"
    return KeptPlace(target, row.revision, wording.name(row))


def _fields(row: SubmissionRow, leaders: Sequence[OfficerRow], user: SignedIn) -> DocumentFields:
    start, end = row.period.window
    return DocumentFields(
        record=row.id,
        place=place(row),
        number=row.document_number,
        day=date.fromisoformat(row.document_date) if row.document_date else None,
        leader=row.leader_id,
        reference_day=row.reference_day,
        leaders=tuple((leader.id, f"{leader.full_name}, {leader.post}") for leader in leaders),
        window="" if row.kind is Kind.PLAN else f"Kỳ số liệu: {format_date(start)} đến {format_date(end)}",
        asks_reference_day=row.kind is Kind.PROGRESS,
        editable=row.state is State.DRAFT and user.role is not Role.LEADER,
    )


def _facts(row: SubmissionRow) -> tuple[tuple[str, str], ...]:
    number = (
        f"{row.document_number}/{_NOTATIONS.get(row.kind, 'BC-UBND')}"
        if row.document_number
        else "Chưa có (văn thư ghi khi phát hành)"
    )
    facts = [
        ("Số văn bản", number),
        ("Ngày văn bản", format_date(date.fromisoformat(row.document_date)) if row.document_date else "Chưa ghi"),
        ("Người ký", row.leader),
        ("Mã bản chốt", row.code),
    ]
    if row.kind is Kind.PROGRESS:
        facts.insert(3, ("Chốt số liệu", format_date(row.reference_day)))
    return tuple(facts)


def _signing(row: SubmissionRow, leaders: Sequence[OfficerRow], user: SignedIn) -> Signing:
    posts = {leader.id: f"{leader.full_name} ({leader.post})" for leader in leaders}
    signer = posts.get(row.leader_id, row.leader)
    if user.id == row.leader_id:
        sentence = "Xem bản in bên phải, rồi nhập lại mật khẩu của chính mình để ký."
    else:
        sentence = f"{row.leader} xem bản in bên phải và tự nhập mật khẩu của mình tại đây; không cần đăng xuất."
    leader_signs = "Bản quét do người lập hoặc người duyệt đính kèm." if user.role is Role.LEADER else ""
    return Signing(signer=signer, sentence=sentence, code=row.code, paper_reason=leader_signs)
