"""The sentences of the submissions screen: who did a step and when, and what a deed will do before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cchc_desktop.domain.submission import SigningWay, State
from cchc_desktop.domain.vietnamese import format_date

if TYPE_CHECKING:
    from cchc_desktop.services.submissions.rows import SubmissionRow

_ORDER = (State.DRAFT, State.COMPLETE, State.SIGNED, State.EXPORTED)
_TITLES = {
    State.DRAFT: "Đang soạn",
    State.COMPLETE: "Hoàn thành",
    State.SIGNED: "Ký",
    State.EXPORTED: "Kết xuất, gửi",
}
NO_UNDO = {
    "complete": "Không hoàn tác được sau khi bấm; cần sửa tiếp thì bấm “Mở lại để sửa”, bản này vẫn được giữ.",
    "sign": "Ký xong không hoàn tác được; cần sửa thì bấm “Mở lại để sửa” rồi hoàn thành và ký lại.",
    "export": "Kết xuất xong không hoàn tác được; cần sửa hồ sơ thì bấm “Mở lại để sửa”, gói đã ghi vẫn giữ nguyên.",
}
"""What each step that cannot be undone says before it is taken, with the way back."""
_NEXT = {State.COMPLETE: "Bước tiếp theo", State.SIGNED: "Chờ lãnh đạo ký", State.EXPORTED: "Chờ kết xuất"}

_ANSWERED = {
    State.EXPORTED: ("Tỉnh trả lời", "current", "Chờ phiếu của tỉnh"),
    State.RECEIVED: ("Tỉnh đã nhận", "current", "Chờ kết quả"),
    State.RETURNED: ("Tỉnh trả lại", "returned", "Cần sửa, gửi lại"),
    State.ACCEPTED: ("Tỉnh đã duyệt", "done", "Đã xong"),
}
"""The last step by what the province has said so far."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way; ``by`` and ``at`` are ready to print.

    ``stage`` is "done", "current" or "ahead"; the last one may be "returned".
    """

    title: str
    stage: str
    by: str
    at: str


def steps(row: SubmissionRow, *, answered_at: str = "") -> tuple[Step, ...]:
    """The steps of a submission, from draft to the answer of the province, which was given at a moment."""
    reached = State.COMPLETE if row.state is State.REOPENED else row.state
    reached = reached if reached in _ORDER else State.EXPORTED
    place = _ORDER.index(reached)
    took = {
        State.DRAFT: (f"Bản {row.revision}", ""),
        State.COMPLETE: (row.completed_by, _short_moment(row.completed_at)),
        State.SIGNED: (row.signed_by, _short_moment(row.signed_at)),
        State.EXPORTED: ("Đã ghi gói nộp", _short_moment(row.exported_at)),
    }
    found = []
    for number, state in enumerate(_ORDER):
        if number < place or (number == place and state is not State.DRAFT):
            found.append(Step(_TITLES[state], "done", *took[state]))
        elif number == place:
            found.append(Step(_TITLES[state], "current", *took[state]))
        else:
            is_next = number == place + 1
            stage = "current" if is_next and reached is not State.DRAFT else "ahead"
            found.append(Step(_TITLES[state], stage, _NEXT[state] if is_next else "", ""))
    title, stage, by = _ANSWERED.get(row.state, ("Tỉnh trả lời", "ahead", ""))
    return (*found, Step(title, stage, by, _short_moment(answered_at)))


def moment(stamp: str) -> str:
    """A stored moment as it is read, "09:05 ngày 10/12/2025"; empty for none."""
    if not stamp:
        return ""
    at = datetime.fromisoformat(stamp)
    return f"{at:%H:%M} ngày {format_date(at.date())}"


def _short_moment(stamp: str) -> str:
    return moment(stamp).replace(" ngày ", " ")


def name(row: SubmissionRow) -> str:
    """What the submission is called in sentences."""
    return f"{row.kind.label}, {row.period.label} (bản {row.revision})"


def reopening(row: SubmissionRow) -> str:
    """What reopening will do, before it is done."""
    has = {
        State.COMPLETE: "đã hoàn thành",
        State.SIGNED: "đã ký",
        State.EXPORTED: "đã kết xuất",
        State.RECEIVED: "tỉnh đã nhận",
        State.RETURNED: "tỉnh trả lại",
    }[row.state]
    return (
        f"Mở lại để sửa: bản {row.revision} {has} được giữ nguyên trong lịch sử, chương trình lập bản "
        f"{row.revision + 1} để sửa tiếp; bản mới phải hoàn thành và ký lại từ đầu. Việc này không hoàn tác được."
    )


def paper(row: SubmissionRow, scan: str, *, found: Sequence[str] = (), compare: bool = True) -> str:
    """What attaching the scan will do, before it is done; ``found`` on its pages, and what is left to ``compare``."""
    sentences = [f"Ghi nhận {row.leader} đã ký tay, bản quét là tệp “{scan}”?", *found]
    if compare:
        sentences.append(f"Hãy đối chiếu: mã in ở từng trang của bản quét phải là {row.code}.")
    return f"{' '.join(sentences)} {NO_UNDO['sign']}"


def revision_lines(row: SubmissionRow) -> tuple[str, ...]:
    """What happened to a revision, one sentence per step that was taken."""
    lines = []
    if row.reopen_reason:
        lines.append(f"Lập lại từ bản {row.revision - 1}, lý do: {row.reopen_reason}")
    if row.completed_at:
        lines.append(f"Hoàn thành: {row.completed_by}, {moment(row.completed_at)}")
    if row.signed_at:
        way = (row.signing_way or SigningWay.PASSWORD).words
        lines.append(f"Ký: {row.signed_by}, {moment(row.signed_at)} ({way})")
    if row.exported_at:
        lines.append(f"Kết xuất: {moment(row.exported_at)}")
    return tuple(lines) or ("Đang soạn, chưa có bản chốt.",)
