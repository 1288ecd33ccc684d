"""The checks of a progress report before it is completed: what is missing, contradicts itself or needs an explanation.

A finding blocks only where the commune leads the task. Where it cooperates the same finding is a warning; where the
plan does not name it, a warning becomes information and no delay has to be explained.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.plan import Task
from cchc_desktop.domain.progress import ProgressEntry
from cchc_desktop.domain.status import TaskStatus, counted_entries, done_run
from cchc_desktop.domain.time_phrase import TimeFrame
from cchc_desktop.domain.vietnamese import format_date

_LEVELS = {
    (Involvement.COOPERATING, Level.BLOCK): Level.WARN,
    (Involvement.NOT_NAMED, Level.BLOCK): Level.WARN,
    (Involvement.NOT_NAMED, Level.WARN): Level.INFO,
}


@dataclass(frozen=True, slots=True)
class CheckedTask:
    """A task with all that the checks look at; ``status`` is its status on the reference day."""

    task: Task
    involvement: Involvement
    status: TaskStatus
    entries: tuple[ProgressEntry, ...]
    not_arising: bool
    not_arising_reason: str
    frame: TimeFrame


@dataclass(frozen=True, slots=True)
class _Fault:
    """A finding before its level is fitted to the involvement; ``says`` continues the sentence "Nhiệm vụ số 6 ..."."""

    code: str
    level: Level
    says: str
    field: str = ""


def progress_findings(tasks: Sequence[CheckedTask], *, on: date) -> tuple[Finding, ...]:
    """The findings of all tasks in printed order; ``on`` is the reference day of the report.

    Targets are "task:<code>" and "task:<code>:<field>" with the field entries, product, difficulty or not_arising.
    """
    numbers = Counter(checked.task.number for checked in tasks)
    return tuple(
        _finding(checked, fault, is_number_unique=numbers[checked.task.number] == 1)
        for checked in tasks
        for rule in _RULES
        for fault in rule(checked, on)
    )


def _finding(checked: CheckedTask, fault: _Fault, *, is_number_unique: bool) -> Finding:
    task = checked.task
    name = f"Nhiệm vụ số {task.number}" if is_number_unique else f"Nhiệm vụ số {task.number} (lĩnh vực {task.field})"
    level = _LEVELS.get((checked.involvement, fault.level), fault.level)
    target = f"task:{task.code}:{fault.field}" if fault.field else f"task:{task.code}"
    return Finding(fault.code, level, f"{name} {fault.says}", target)


def _time_not_understood(checked: CheckedTask, _on: date) -> Iterator[_Fault]:
    if not checked.frame.understood:
        yield _Fault(
            "progress-time-not-understood",
            Level.WARN,
            f"ghi thời gian “{checked.frame.text}” mà chương trình chưa xác định được hạn. "
            "Đề nghị xác định ngày phải hoàn thành.",
        )


def _not_arising_without_reason(checked: CheckedTask, _on: date) -> Iterator[_Fault]:
    if checked.not_arising and not checked.not_arising_reason.strip():
        yield _Fault(
            "progress-not-arising-without-reason",
            Level.BLOCK,
            "được ghi “Không phát sinh” nhưng chưa nêu lý do. Đề nghị nêu lý do.",
            "not_arising",
        )


def _entries_after_the_reference_day(checked: CheckedTask, on: date) -> Iterator[_Fault]:
    later = sum(entry.day > on for entry in checked.entries)
    if later:
        yield _Fault(
            "progress-entry-after-reference-day",
            Level.INFO,
            f"có {later:02} lần cập nhật sau ngày {format_date(on)}; các lần này không tính vào báo cáo.",
            "entries",
        )


def _done_without_result(checked: CheckedTask, on: date) -> Iterator[_Fault]:
    run = done_run(checked.entries, on)
    if checked.status.is_done and run and not any(entry.result.strip() for entry in run):
        yield _Fault(
            "progress-done-without-result",
            Level.BLOCK,
            "đã ghi hoàn thành 100% nhưng chưa nêu kết quả thực hiện. Đề nghị nêu kết quả bằng lời.",
            "entries",
        )


def _done_without_document(checked: CheckedTask, on: date) -> Iterator[_Fault]:
    documents = (product for entry in counted_entries(checked.entries, on) for product in entry.products)
    if checked.status.is_done and not any(document.number.strip() for document in documents):
        yield _Fault(
            "progress-done-without-document",
            Level.WARN,
            "đã hoàn thành nhưng chưa có số, ký hiệu văn bản sản phẩm. Đề nghị bổ sung hoặc giải trình.",
            "product",
        )


def _overdue_unexplained(checked: CheckedTask, on: date) -> Iterator[_Fault]:
    if checked.status is TaskStatus.OVERDUE and _owes_explanation(checked, on):
        due = f" (hạn {format_date(checked.frame.end)})" if checked.frame.end else ""
        yield _Fault(
            "progress-overdue-unexplained",
            Level.BLOCK,
            f"đã quá hạn{due} mà chưa hoàn thành. Đề nghị nêu khó khăn, vướng mắc hoặc nguyên nhân khách quan.",
            "difficulty",
        )


def _not_started_unexplained(checked: CheckedTask, on: date) -> Iterator[_Fault]:
    """Silent before the time of the task begins; only a task that the commune leads is asked for."""
    has_begun = checked.frame.start is None or checked.frame.start <= on
    is_ours = checked.involvement is Involvement.LEAD
    if checked.status is TaskStatus.NOT_STARTED and is_ours and has_begun and _owes_explanation(checked, on):
        yield _Fault(
            "progress-not-started-unexplained",
            Level.WARN,
            "chưa triển khai. Đề nghị nêu khó khăn, vướng mắc hoặc nguyên nhân khách quan.",
            "difficulty",
        )


def _standing_without_entry(checked: CheckedTask, on: date) -> Iterator[_Fault]:
    is_ours = checked.involvement is Involvement.LEAD
    if checked.status is TaskStatus.STANDING and is_ours and not counted_entries(checked.entries, on):
        yield _Fault(
            "progress-standing-without-entry",
            Level.WARN,
            "là nhiệm vụ thường xuyên nhưng chưa có lần cập nhật tiến độ nào. Đề nghị cập nhật kết quả thực hiện.",
            "entries",
        )


def _owes_explanation(checked: CheckedTask, on: date) -> bool:
    explained = any(entry.explanation for entry in counted_entries(checked.entries, on))
    return checked.involvement is not Involvement.NOT_NAMED and not explained


_RULES: tuple[Callable[[CheckedTask, date], Iterator[_Fault]], ...] = (
    _time_not_understood,
    _not_arising_without_reason,
    _entries_after_the_reference_day,
    _done_without_result,
    _done_without_document,
    _overdue_unexplained,
    _not_started_unexplained,
    _standing_without_entry,
)
