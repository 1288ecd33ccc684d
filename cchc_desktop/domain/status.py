"""Task status (tình trạng nhiệm vụ): derived from the time, the progress entries and a reference day, never typed.

The words are those of the ministry's report (Công văn 581/BNV-CCHC): done in time, done late, open in time, open late.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from cchc_desktop.domain.progress import ProgressEntry
from cchc_desktop.domain.time_phrase import TimeFrame


class TaskStatus(Enum):
    """Where a task stands on the reference day."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    STANDING = "standing"
    NOT_ARISING = "not_arising"

    @property
    def label(self) -> str:
        """The official words."""
        return {
            "not_started": "Chưa triển khai",
            "in_progress": "Đang thực hiện, trong hạn",
            "done_in_time": "Hoàn thành đúng hạn",
            "done_late": "Hoàn thành quá hạn",
            "overdue": "Quá hạn chưa hoàn thành",
            "standing": "Thường xuyên",
            "not_arising": "Không phát sinh",
        }[self.value]

    @property
    def is_done(self) -> bool:
        """Whether the task is finished, in time or late."""
        return self in (TaskStatus.DONE_IN_TIME, TaskStatus.DONE_LATE)


REPORT_ORDER = (
    TaskStatus.DONE_IN_TIME,
    TaskStatus.DONE_LATE,
    TaskStatus.IN_PROGRESS,
    TaskStatus.STANDING,
    TaskStatus.OVERDUE,
    TaskStatus.NOT_STARTED,
    TaskStatus.NOT_ARISING,
)


def task_status(
    frame: TimeFrame, entries: Sequence[ProgressEntry], *, on: date, not_arising: bool = False
) -> TaskStatus:
    """The status on the day ``on``; entries after that day do not count.

    The first line that holds decides:

    | condition                                                    | status       |
    |--------------------------------------------------------------|--------------|
    | declared as not arising                                      | NOT_ARISING  |
    | done, and the due day is known and earlier than the done day | DONE_LATE    |
    | done                                                         | DONE_IN_TIME |
    | the due day has passed, started or not                       | OVERDUE      |
    | the time recurs ("Thường xuyên", "Hàng tháng")               | STANDING     |
    | some percent or some result is recorded                      | IN_PROGRESS  |
    | otherwise                                                    | NOT_STARTED  |

    "Done" is decided by ``done_day``. A time without an end (a condition, or one that was not understood) is never
    late. A recurring task stays STANDING, also while nothing is recorded, until its last entry says 100.
    """
    if not_arising:
        return TaskStatus.NOT_ARISING
    done = done_day(entries, on)
    if done is not None:
        late = frame.end is not None and done > frame.end
        return TaskStatus.DONE_LATE if late else TaskStatus.DONE_IN_TIME
    if frame.end is not None and on > frame.end:
        return TaskStatus.OVERDUE
    if frame.recurrence is not None:
        return TaskStatus.STANDING
    return TaskStatus.IN_PROGRESS if _is_started(entries, on) else TaskStatus.NOT_STARTED


def counted_entries(entries: Sequence[ProgressEntry], on: date) -> tuple[ProgressEntry, ...]:
    """The entries up to and including the day ``on``, oldest first; entries of one day keep their order."""
    return tuple(sorted((entry for entry in entries if entry.day <= on), key=lambda entry: entry.day))


def done_run(entries: Sequence[ProgressEntry], on: date) -> tuple[ProgressEntry, ...]:
    """The unbroken run of entries with 100 percent at the end of the counted ones, empty if the task is open."""
    counted = counted_entries(entries, on)
    first = len(counted)
    while first and counted[first - 1].is_complete:
        first -= 1
    return counted[first:]


def done_day(entries: Sequence[ProgressEntry], on: date) -> date | None:
    """The day on which the task was done: the first of ``done_run``; an entry below 100 opens it again."""
    run = done_run(entries, on)
    return run[0].day if run else None


def current_percent(entries: Sequence[ProgressEntry], on: date) -> int:
    """The percentage of the latest entry up to the day ``on``, 0 if there is none."""
    counted = counted_entries(entries, on)
    return counted[-1].percent if counted else 0


def _is_started(entries: Sequence[ProgressEntry], on: date) -> bool:
    """A recorded difficulty alone is not a start."""
    return current_percent(entries, on) > 0 or any(entry.result.strip() for entry in counted_entries(entries, on))


def days_left(frame: TimeFrame, on: date) -> int | None:
    """Days from ``on`` to the due day: 0 on that day, negative afterwards, None without a due day."""
    return None if frame.end is None else (frame.end - on).days


def due_soon(frame: TimeFrame, on: date, *, within: int = 15) -> bool:
    """Whether the due day lies at most ``within`` days ahead; says nothing of whether the task is done."""
    left = days_left(frame, on)
    return left is not None and 0 <= left <= within


def count_by_status(statuses: Iterable[TaskStatus]) -> dict[TaskStatus, int]:
    """How many tasks have each status, in the order of the report; the counts add up to the number of tasks."""
    counts = dict.fromkeys(REPORT_ORDER, 0)
    for status in statuses:
        counts[status] += 1
    return counts


@dataclass(frozen=True, slots=True)
class FiveWay:
    """The five-way count of the report, with the tasks that did not arise shown apart.

    Standing tasks are counted as in progress in time.
    """

    done_in_time: int
    done_late: int
    in_progress: int
    overdue: int
    not_started: int
    not_arising: int

    @property
    def total(self) -> int:
        """The number of tasks: the sum of all parts."""
        return (
            self.done_in_time + self.done_late + self.in_progress + self.overdue + self.not_started + self.not_arising
        )


def five_way(statuses: Iterable[TaskStatus]) -> FiveWay:
    """Count the tasks in the five groups of the report."""
    counts = count_by_status(statuses)
    return FiveWay(
        done_in_time=counts[TaskStatus.DONE_IN_TIME],
        done_late=counts[TaskStatus.DONE_LATE],
        in_progress=counts[TaskStatus.IN_PROGRESS] + counts[TaskStatus.STANDING],
        overdue=counts[TaskStatus.OVERDUE],
        not_started=counts[TaskStatus.NOT_STARTED],
        not_arising=counts[TaskStatus.NOT_ARISING],
    )
