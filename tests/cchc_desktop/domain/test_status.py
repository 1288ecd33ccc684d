"""Task status: the table of its docstring, and counts that add up by construction."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.progress import ProgressEntry
from cchc_desktop.domain.status import (
    REPORT_ORDER,
    TaskStatus,
    count_by_status,
    current_percent,
    days_left,
    done_day,
    due_soon,
    five_way,
    task_status,
)
from cchc_desktop.domain.time_phrase import TimeFrame, parse

QUARTERS = parse("Quý III, IV/2025")
STANDING = parse("Thường xuyên")
CONDITION = parse("Sau khi có thông báo của Bộ Tư pháp")
UNKNOWN = parse("Khoảng cuối năm")
IN_TIME = date(2025, 12, 14)
LATE = date(2026, 1, 10)


def entry(month: int, day: int, percent: int, *, result: str = "Đã ban hành") -> ProgressEntry:
    return ProgressEntry(date(2025, month, day), percent, result if percent else "")


@pytest.mark.parametrize(
    ("frame", "entries", "on", "status"),
    [
        (QUARTERS, (), IN_TIME, TaskStatus.NOT_STARTED),
        (QUARTERS, (entry(8, 1, 0),), IN_TIME, TaskStatus.NOT_STARTED),
        (QUARTERS, (ProgressEntry(date(2025, 8, 1), 0, "Đang lấy ý kiến"),), IN_TIME, TaskStatus.IN_PROGRESS),
        (QUARTERS, (ProgressEntry(date(2025, 8, 1), 0, difficulty="Thiếu"),), IN_TIME, TaskStatus.NOT_STARTED),
        (QUARTERS, (entry(8, 1, 40),), IN_TIME, TaskStatus.IN_PROGRESS),
        (QUARTERS, (entry(8, 1, 40),), date(2025, 12, 31), TaskStatus.IN_PROGRESS),
        (QUARTERS, (entry(8, 1, 40),), date(2026, 1, 1), TaskStatus.OVERDUE),
        (QUARTERS, (), LATE, TaskStatus.OVERDUE),
        (QUARTERS, (entry(12, 31, 100),), LATE, TaskStatus.DONE_IN_TIME),
        (QUARTERS, (ProgressEntry(date(2026, 1, 1), 100, "Xong"),), LATE, TaskStatus.DONE_LATE),
        (QUARTERS, (entry(12, 20, 100),), IN_TIME, TaskStatus.NOT_STARTED),
        (QUARTERS, (entry(6, 1, 100),), IN_TIME, TaskStatus.DONE_IN_TIME),
        (STANDING, (), LATE, TaskStatus.STANDING),
        (STANDING, (entry(8, 1, 40),), LATE, TaskStatus.STANDING),
        (STANDING, (entry(8, 1, 100),), LATE, TaskStatus.DONE_IN_TIME),
        (STANDING, (entry(8, 1, 100), entry(9, 1, 50)), LATE, TaskStatus.STANDING),
        (parse("Thường xuyên; Quý IV/2025"), (), IN_TIME, TaskStatus.STANDING),
        (parse("Thường xuyên; Quý IV/2025"), (), LATE, TaskStatus.OVERDUE),
        (CONDITION, (), LATE, TaskStatus.NOT_STARTED),
        (CONDITION, (entry(8, 1, 40),), LATE, TaskStatus.IN_PROGRESS),
        (CONDITION, (entry(8, 1, 100),), LATE, TaskStatus.DONE_IN_TIME),
        (UNKNOWN, (entry(8, 1, 40),), LATE, TaskStatus.IN_PROGRESS),
        (UNKNOWN, (), LATE, TaskStatus.NOT_STARTED),
    ],
)
def test_the_status_follows_from_time_entries_and_day(
    frame: TimeFrame, entries: tuple[ProgressEntry, ...], on: date, status: TaskStatus
) -> None:
    assert task_status(frame, entries, on=on) is status


def test_a_declared_not_arising_wins() -> None:
    assert task_status(QUARTERS, (entry(8, 1, 40),), on=LATE, not_arising=True) is TaskStatus.NOT_ARISING


def test_an_entry_added_after_the_end_does_not_make_a_done_task_late() -> None:
    entries = (entry(12, 1, 100), ProgressEntry(date(2026, 1, 5), 100, "Bổ sung số văn bản"))
    assert done_day(entries, LATE) == date(2025, 12, 1)
    assert task_status(QUARTERS, entries, on=LATE) is TaskStatus.DONE_IN_TIME


def test_a_task_that_was_opened_again_is_done_on_the_day_of_its_last_run() -> None:
    entries = (entry(10, 1, 100), entry(10, 5, 80), ProgressEntry(date(2026, 1, 5), 100, "Xong"))
    assert task_status(QUARTERS, entries, on=IN_TIME) is TaskStatus.IN_PROGRESS
    assert task_status(QUARTERS, entries, on=LATE) is TaskStatus.DONE_LATE


def test_entries_count_by_their_day_not_by_their_place() -> None:
    assert current_percent((entry(9, 1, 60), entry(8, 1, 30)), IN_TIME) == 60


def test_the_last_entry_of_a_day_counts() -> None:
    assert current_percent((entry(9, 1, 60), entry(9, 1, 55)), IN_TIME) == 55


def test_the_percentage_ignores_entries_after_the_day() -> None:
    assert current_percent((entry(9, 1, 60), entry(12, 20, 90)), IN_TIME) == 60
    assert current_percent((), IN_TIME) == 0


def test_days_left_are_negative_after_the_end_and_unknown_without_one() -> None:
    assert days_left(QUARTERS, date(2025, 12, 31)) == 0
    assert days_left(QUARTERS, date(2025, 12, 14)) == 17
    assert days_left(QUARTERS, date(2026, 1, 2)) == -2
    assert days_left(STANDING, IN_TIME) is None


@pytest.mark.parametrize(
    ("day", "soon"),
    [(date(2025, 12, 15), False), (date(2025, 12, 16), True), (date(2025, 12, 31), True), (date(2026, 1, 1), False)],
)
def test_a_task_is_due_soon_in_the_last_fifteen_days(day: date, *, soon: bool) -> None:
    assert due_soon(QUARTERS, day) is soon


def test_a_standing_task_is_never_due_soon() -> None:
    assert not due_soon(STANDING, IN_TIME)


def test_the_labels_are_the_official_words() -> None:
    assert [status.label for status in TaskStatus] == [
        "Chưa triển khai",
        "Đang thực hiện, trong hạn",
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
        "Quá hạn chưa hoàn thành",
        "Thường xuyên",
        "Không phát sinh",
    ]


def test_the_report_order_holds_every_status_once() -> None:
    assert len(REPORT_ORDER) == len(TaskStatus)
    assert set(REPORT_ORDER) == set(TaskStatus)


@given(st.lists(st.sampled_from(TaskStatus)))
def test_the_counts_add_up_to_the_number_of_tasks(statuses: list[TaskStatus]) -> None:
    counts = count_by_status(statuses)
    assert tuple(counts) == REPORT_ORDER
    assert sum(counts.values()) == len(statuses) == five_way(statuses).total


def test_a_standing_task_is_in_progress_in_the_five_way_count() -> None:
    ways = five_way([TaskStatus.STANDING, TaskStatus.IN_PROGRESS, TaskStatus.NOT_ARISING, TaskStatus.DONE_LATE])
    assert (ways.in_progress, ways.not_arising, ways.done_late, ways.overdue, ways.total) == (2, 1, 1, 0, 4)
