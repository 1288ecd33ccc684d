"""The overview without its widgets: reads the page and puts it into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_desktop.domain.number import format_decimal, format_points
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.status import FiveWay, TaskStatus
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.domain.vietnamese import format_date
from ui.screens.overview.page import BarRow, Link, Page, Part, SubmissionState, ViewPort
from ui.widgets.context import AppContext, header_facts

if TYPE_CHECKING:
    from cchc_desktop.services.overview import AreaScore, DueRow, FieldProgress, Overview, Waiting
    from cchc_desktop.services.workplace import Desk

SOON = 15
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_ABBREVIATIONS = ("CCHC", "UBND", "HĐND", "TTHC")
_PARTS = (
    (TaskStatus.DONE_IN_TIME, "Hoàn thành đúng hạn"),
    (TaskStatus.DONE_LATE, "Hoàn thành quá hạn"),
    (TaskStatus.IN_PROGRESS, "Đang thực hiện"),
    (TaskStatus.OVERDUE, "Quá hạn, chưa xong"),
    (TaskStatus.NOT_STARTED, "Chưa triển khai"),
    (TaskStatus.NOT_ARISING, "Không phát sinh"),
)
_SHORT = {
    Kind.PROGRESS: "Tiến độ",
    Kind.REPORT: "Báo cáo",
    Kind.ASSESSMENT: "Tự chấm",
    Kind.PLAN: "Kế hoạch",
}
_STATES = {
    State.DRAFT: "đang soạn",
    State.COMPLETE: "chờ ký",
    State.SIGNED: "đã ký",
    State.EXPORTED: "đã kết xuất",
    State.RECEIVED: "tỉnh đã nhận",
    State.RETURNED: "tỉnh trả lại",
    State.ACCEPTED: "tỉnh đã duyệt",
    State.REOPENED: "đã mở lại",
}
_FIRST_DAY = (
    Link("1. Cập nhật tiến độ các nhiệm vụ đơn vị chủ trì", "tasks:not_started", "step", tip="Mở màn hình Nhiệm vụ"),
    Link("2. Tự chấm điểm từng tiêu chí, đính kèm minh chứng", "assessment:unanswered", "step"),
    Link("3. Hoàn thành hồ sơ, trình lãnh đạo ký", "submission:progress", "step"),
)


class Presenter:
    """Reads the page; every line of it leads to its place."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services

    def read(self) -> None:
        """Read the page anew and show it."""
        self._context.runner.run(self._desk.overview.page, done=self._show, owner=self._view)

    def follow(self, target: str) -> None:
        """Go to the place of a line or of a row of a chart."""
        if target:
            self._context.open_target(target)

    def _show(self, found: Overview) -> None:
        workspace = self._desk.session.workspace
        period = found.submissions[0].period.label if found.submissions else ""
        self._context.show_header(header_facts(workspace, period=period))
        self._view.show_page(
            page(
                found,
                is_leader=self._context.user.role is Role.LEADER,
                reconstruction=bool(workspace.criteria.header.reconstruction),
            )
        )


def page(found: Overview, *, is_leader: bool, reconstruction: bool) -> Page:
    """The page in words."""
    is_first_day = _is_first_day(found) and not is_leader
    rescaled = f" · quy đổi thang 100: {format_points(found.rescaled)} điểm" if found.answered else ""
    score_note = f"Đã chấm {found.answered}/{found.leaves} tiêu chí{rescaled}"
    due_soon = sum(row.days_left <= SOON for row in found.due)
    return Page(
        today=f"{_DAYS[found.on.weekday()]}, ngày {format_date(found.on)}",
        waiting_title="Bắt đầu từ đâu" if is_first_day else "Việc chờ tôi",
        waiting=_FIRST_DAY if is_first_day else tuple(_waiting(line) for line in found.waiting),
        waiting_empty="Không có hồ sơ nào chờ ký." if is_leader else "Không có việc nào đang chờ.",
        due_title=f"Hạn hoàn thành ({due_soon} việc trong {SOON} ngày tới hoặc quá hạn)"
        if due_soon
        else "Hạn hoàn thành",
        due=tuple(_due(row) for row in found.due),
        due_empty="Không còn nhiệm vụ nào có hạn phải hoàn thành.",
        ring=tuple(part for part in _parts(found.total) if part.count or part.status != "not_arising"),
        ring_total=str(found.total.total),
        ring_note=f"Chủ trì: xong {_done(found.lead)}/{found.lead.total}",
        fields=tuple(_field(field) for field in found.fields),
        score=f"{format_points(found.self_points)}/{format_decimal(found.self_max)} điểm",
        grade=_grade(found),
        score_note=f"{score_note} · bộ tiêu chí tham khảo" if reconstruction else score_note,
        areas=tuple(_area(area) for area in found.areas),
        submissions=tuple(
            SubmissionState(
                _SHORT[row.kind],
                f"{_SHORT[row.kind]}: {_STATES[row.state]}",
                row.state.value,
                f"{row.kind.label}, {row.period.label}, bản {row.revision}: {row.state.label}. Bấm để mở hồ sơ.",
                f"submission:{row.kind.value}:{row.period.code}:{row.form_code}".rstrip(":"),
            )
            for row in found.submissions
        ),
    )


def _grade(found: Overview) -> str:
    if not found.answered:
        return "Chưa có điểm để xếp loại"
    is_whole = found.answered == found.leaves
    return f"Xếp loại {'dự kiến' if is_whole else 'tạm tính'}: {found.grade}"


def sentence_case(text: str) -> str:
    """A heading printed in capitals as a sentence; known abbreviations stay capital."""
    if not text.isupper():
        return text
    words = [word if word.strip(",.;") in _ABBREVIATIONS else word.lower() for word in text.split()]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def days_in_words(days_left: int) -> str:
    """How far the due day is: "còn 12 ngày", "hôm nay", "quá hạn 3 ngày"."""
    if days_left < 0:
        return f"quá hạn {-days_left} ngày"
    return "hạn hôm nay" if days_left == 0 else f"còn {days_left} ngày"


def _is_first_day(found: Overview) -> bool:
    is_draft = all(row.state is State.DRAFT and row.revision == 1 for row in found.submissions)
    return not found.entries and not found.answered and is_draft


def _waiting(line: Waiting) -> Link:
    return Link(line.text, line.target, "urgent" if line.urgent else "todo")


def _due(row: DueRow) -> Link:
    look = "overdue" if row.days_left < 0 else ("soon" if row.days_left <= SOON else "later")
    who = f" · {row.assignee}" if row.assignee else ""
    return Link(
        text=f"{row.number}. {row.name}",
        target=f"task:{row.task_code}",
        look=look,
        note=days_in_words(row.days_left),
        tip=f"Nhiệm vụ số {row.number}: {row.name}\nHạn {format_date(row.due)}{who}",
    )


def _parts(counts: FiveWay) -> tuple[Part, ...]:
    return tuple(Part(status.value, label, getattr(counts, status.value)) for status, label in _PARTS)


def _done(counts: FiveWay) -> int:
    return counts.done_in_time + counts.done_late


def _field(field: FieldProgress) -> BarRow:
    parts = _parts(field.counts)
    name = f"{field.code}. {sentence_case(field.name)}"
    counted = ", ".join(f"{part.label.lower()} {part.count}" for part in parts if part.count)
    return BarRow(
        label=name,
        parts=tuple((part.status, part.count) for part in parts if part.count),
        whole=field.counts.total,
        text=f"{_done(field.counts)}/{field.counts.total}",
        target=f"tasks:field:{field.code}",
        told=f"{name}: {field.counts.total} nhiệm vụ; {counted}",
    )


def _area(area: AreaScore) -> BarRow:
    name = f"{area.code}. {sentence_case(area.name)}"
    text = f"{format_points(area.points)}/{format_decimal(area.possible)}"
    return BarRow(
        label=name,
        parts=(("score", float(area.points)),),
        whole=float(area.possible),
        text=text,
        target=f"criterion:{area.code}",
        told=f"{name}: {text} điểm, đã chấm {area.answered}/{area.leaves} tiêu chí",
    )
