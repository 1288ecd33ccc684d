"""A submission as screens show it, and how it is read from its table."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.submission import Kind, SigningWay, State
from cchc_desktop.exports.code import short_code


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One revision. Texts are empty where a step has not been taken; ``id`` is empty before anything was stored.

    ``form_code`` names the report form, "" for kinds without forms.
    """

    id: str
    kind: Kind
    form_code: str
    period: Period
    revision: int
    parent_id: str
    state: State
    reference_day: date
    document_number: str
    document_date: str
    leader_id: str
    leader: str
    completed_by: str = ""
    completed_at: str = ""
    signing_way: SigningWay | None = None
    signed_by: str = ""
    signed_at: str = ""
    exported_at: str = ""
    package_path: str = ""
    reopen_reason: str = ""
    snapshot_sha256: str = ""

    @property
    def code(self) -> str:
        """The code printed on every page ("7K3M-Q2XA-9F"); empty for a draft."""
        return short_code(self.snapshot_sha256) if self.snapshot_sha256 else ""


def submission_row(row: Any, names: dict[str, str]) -> SubmissionRow:
    """Read a row of the table; ``names`` are those of the officers by identity."""
    return SubmissionRow(
        id=row.id,
        kind=Kind(row.kind),
        form_code=row.form_code,
        period=parse_period(row.period_code),
        revision=row.revision,
        parent_id=row.parent_id or "",
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


def wrong_state(state: State) -> Refusal:
    """The refusal of a step that the transition table does not allow from here."""
    next_step = {
        State.DRAFT: "hãy bấm Hoàn thành trước",
        State.COMPLETE: "hãy ký, hoặc mở lại để sửa",
        State.SIGNED: "hãy kết xuất, hoặc mở lại để sửa",
        State.EXPORTED: "hãy mở lại nếu cần sửa",
        State.RECEIVED: "hãy chờ tỉnh trả lời, hoặc mở lại để gửi bản khác",
        State.RETURNED: "hãy mở lại để sửa theo ý kiến của tỉnh",
        State.ACCEPTED: "chỉ tỉnh mới trả lại được hồ sơ đã duyệt",
        State.REOPENED: "hãy làm việc với bản mới nhất",
    }[state]
    text = f"Hồ sơ đang ở trạng thái “{state.label}” nên không làm được bước này; {next_step}."
    return Refusal(Finding("submission.wrong-state", Level.BLOCK, text, "submission"))
