"""The rules and sentences of custody: who holds a submission, and which copies of a package may be deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.domain.vietnamese import format_date, uncapitalised
from cchc_desktop.services.sending.copy_presence import Presence
from cchc_desktop.services.submissions.package_copies import CopyRow, Medium
from cchc_desktop.services.submissions.rows import SubmissionRow


class Holder(Enum):
    """With whom the submission is now."""

    UNIT = "unit"
    ON_THE_WAY = "on_the_way"
    PROVINCE = "province"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"unit": "Đơn vị đang giữ", "on_the_way": "Chờ phiếu của tỉnh", "province": "Tỉnh đang giữ"}[self.value]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of the province: it received, returned or accepted a revision.

    ``at`` is when the province gave it, "" where only its code was heard by telephone; ``imported_at`` when it was
    entered here.
    """

    submission_id: str
    revision: int
    state: State
    code: str
    at: str
    note: str
    imported_at: str
    is_by_telephone: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether a copy may be deleted, and why."""

    may_go: bool
    why: str


_SHORT_NAMES = {
    Kind.PROGRESS: "Tiến độ",
    Kind.REPORT: "Báo cáo",
    Kind.ASSESSMENT: "Tự chấm điểm",
    Kind.PLAN: "Kế hoạch",
}
_HOLDERS = {
    State.EXPORTED: Holder.ON_THE_WAY,
    State.RECEIVED: Holder.PROVINCE,
    State.ACCEPTED: Holder.PROVINCE,
}


def holder_of(latest: SubmissionRow) -> Holder:
    """With whom the latest revision is."""
    return _HOLDERS.get(latest.state, Holder.UNIT)


def holder_sentence(chain: Sequence[SubmissionRow], copies: Sequence[CopyRow], answers: Sequence[Answered]) -> str:
    """Where the latest revision of a chain is, in one sentence; ``copies`` newest first."""
    row = chain[-1]
    own = [copy for copy in copies if copy.submission_id == row.id]
    answered = [answer for answer in answers if answer.submission_id == row.id]
    match row.state:
        case State.DRAFT:
            return f"Đơn vị đang soạn bản {row.revision}{_before(chain, answers)}"
        case State.COMPLETE:
            return f"Bản {row.revision} đã hoàn thành, đang chờ {row.leader} ký"
        case State.SIGNED:
            return f"Bản {row.revision} đã ký ngày {day(row.signed_at)}, chưa gửi"
        case State.EXPORTED:
            return f"Bản {row.revision} {_sent(row, own)}, chưa có phiếu của tỉnh"
        case State.RECEIVED:
            return f"Tỉnh đã nhận bản {row.revision}{_on(answered, row.state)}"
        case State.RETURNED:
            return f"Tỉnh trả lại bản {row.revision}{_on(answered, row.state)}; đơn vị cần sửa và gửi bản sau"
        case State.ACCEPTED:
            return f"Tỉnh đã duyệt bản {row.revision}{_on(answered, row.state)}"
        case _:
            return f"Bản {row.revision}: {row.state.label.lower()}"


def keeping_of(copy: CopyRow, revision: int, answers: Sequence[Answered]) -> Keeping:
    """Whether a copy of this revision may be deleted: only what the province is known to have may go."""
    if copy.gone_at:
        return Keeping(may_go=True, why=f"Đã đánh dấu xóa ngày {day(copy.gone_at)}.")
    own = [answer for answer in answers if answer.revision == revision]
    if own:
        return Keeping(may_go=True, why=f"Tỉnh đã có bản {revision}{_on(own)}.")
    newer = [answer for answer in answers if answer.revision > revision]
    if newer:
        number = newer[-1].revision
        return Keeping(may_go=True, why=f"Đã có bản {number} thay bản này, tỉnh đã nhận bản {number}.")
    return Keeping(may_go=False, why=f"Chưa có phiếu của tỉnh cho bản {revision} hoặc bản sau.")


def warning_of(latest: SubmissionRow, presences: Sequence[Presence]) -> str:
    """What is amiss with the copies of the latest revision; "" where nothing is."""
    if latest.state is not State.EXPORTED:
        return ""
    if any(presence in (Presence.THERE, Presence.NOT_PLUGGED_IN) for presence in presences):
        return ""
    return (
        f"Không thấy bản chép nào của bản {latest.revision} và chưa có phiếu của tỉnh. Dữ liệu và bản chốt trong "
        "chương trình còn nguyên; hãy kết xuất, gửi lại, hoặc hỏi tỉnh đã nhận chưa."
    )


def day(stamp: str) -> str:
    """The day of a moment that was stored ("05/10/2025"); "" for none."""
    return format_date(datetime.fromisoformat(stamp).date()) if stamp else ""


def short_name(row: SubmissionRow) -> str:
    """What a submission is called in a line: "Tiến độ quý IV năm 2025"."""
    return f"{_SHORT_NAMES[row.kind]} {uncapitalised(row.period.label)}"


def short_sending(row: SubmissionRow, copies: Sequence[CopyRow]) -> str:
    """How it left last: "gửi USB 05/10"; only what went to a folder of this machine was not sent."""
    for copy in copies:
        if copy.medium is Medium.STICK:
            return f"gửi USB {_short_day(copy.written_at)}"
        if copy.medium is Medium.MAIL:
            return f"soạn thư {_short_day(copy.written_at)}"
    return f"kết xuất {_short_day(row.exported_at)}"


def _short_day(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp):%d/%m}"


def _sent(row: SubmissionRow, copies: Sequence[CopyRow]) -> str:
    for copy in copies:
        if copy.medium is Medium.STICK:
            return f"đã ghi ra USB “{copy.label}” ngày {day(copy.written_at)}"
        if copy.medium is Medium.MAIL:
            to = f" gửi {copy.label}" if copy.label else ""
            return f"đã soạn thư{to} ngày {day(copy.written_at)}"
    return f"đã kết xuất ra thư mục ngày {day(row.exported_at)}"


def _before(chain: Sequence[SubmissionRow], answers: Sequence[Answered]) -> str:
    """What the province last said of an earlier revision, to stand behind the sentence on a draft."""
    earlier = [answer for answer in answers if answer.revision < chain[-1].revision]
    if not earlier:
        return ""
    last = earlier[-1]
    verb = {State.RECEIVED: "tỉnh đã nhận", State.RETURNED: "tỉnh đã trả lại", State.ACCEPTED: "tỉnh đã duyệt"}
    return f"; {verb[last.state]} bản {last.revision}{_on([last])}"


def _on(answers: Sequence[Answered], state: State | None = None) -> str:
    fitting = [answer for answer in answers if state is None or answer.state is state]
    if not fitting:
        return ""
    return f" ngày {day(fitting[-1].at or fitting[-1].imported_at)}"
