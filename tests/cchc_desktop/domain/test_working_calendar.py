"""The working calendar and due dates: Labour Code 2019 Art. 112, Civil Code 2015 Art. 148.5, swapped days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.working_calendar import DueRule, WorkingCalendar

HEADER = PackHeader("LLV", "calendar", "1", "Lịch làm việc", "Sở Nội vụ", "", "", date(2025, 1, 1))
TET = {date(2026, 2, day): "Tết Âm lịch" for day in range(16, 21)}
CALENDAR = WorkingCalendar(
    HEADER,
    days_off={**TET, date(2026, 1, 1): "Tết Dương lịch", date(2026, 1, 2): "Nghỉ hoán đổi"},
    worked={date(2026, 1, 10): "Làm bù ngày 02/01/2026"},
    due_rules=(
        DueRule(("Q1", "H1", "Q3", "Y"), working_days=2, note="mặc định, chờ Sở Nội vụ xác nhận"),
        DueRule(("M",), calendar_day=19),
    ),
)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 1, 1), "Tết Dương lịch"),
        (date(2026, 1, 3), "Thứ Bảy"),
        (date(2026, 1, 4), "Chủ nhật"),
        (date(2026, 1, 5), ""),
        (date(2026, 1, 10), ""),
        (date(2026, 2, 17), "Tết Âm lịch"),
    ],
)
def test_a_day_is_worked_or_says_why_not(day: date, reason: str) -> None:
    assert CALENDAR.reason_off(day) == reason
    assert CALENDAR.is_working_day(day) is not bool(reason)


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2026-Q1", date(2026, 3, 17)),  # the window closes on a Saturday
        ("2026-H1", date(2026, 6, 16)),
        ("2026-Q3", date(2026, 9, 16)),
        ("2026-Y", date(2026, 12, 16)),
        ("2027-Q1", date(2027, 3, 16)),
        ("2027-H1", date(2027, 6, 16)),
    ],
)
def test_two_working_days_after_the_close_skip_days_off(period: str, due: date) -> None:
    found = CALENDAR.due(parse(period))
    assert found is not None
    assert (found.due, found.last_working_day) == (due, due)
    assert not found.falls_on_day_off
    assert found.note == "mặc định, chờ Sở Nội vụ xác nhận"


@pytest.mark.parametrize(
    ("period", "due", "last"),
    [
        ("2026-M09", date(2026, 9, 19), date(2026, 9, 18)),
        ("2026-M12", date(2026, 12, 19), date(2026, 12, 18)),
        ("2026-M03", date(2026, 3, 19), date(2026, 3, 19)),
        ("2026-M02", date(2026, 2, 19), date(2026, 2, 13)),  # in the days of Tết
    ],
)
def test_a_due_day_on_a_day_off_shows_the_last_working_day_before(period: str, due: date, last: date) -> None:
    found = CALENDAR.due(parse(period))
    assert found is not None
    assert (found.due, found.last_working_day) == (due, last)
    assert found.falls_on_day_off is (due != last)


def test_a_period_without_a_rule_has_no_due_day() -> None:
    assert CALENDAR.due(parse("2026-Q2")) is None


@given(DAYS)
def test_the_last_working_day_is_the_nearest_one_not_after(day: date) -> None:
    last = CALENDAR.last_working_day(day)
    assert last <= day
    assert CALENDAR.is_working_day(last)
    between = [last + timedelta(days=step) for step in range(1, (day - last).days + 1)]
    assert not any(CALENDAR.is_working_day(skipped) for skipped in between)


@given(DAYS)
def test_the_next_working_day_is_the_nearest_one_not_before(day: date) -> None:
    following = CALENDAR.next_working_day(day)
    assert following >= day
    assert CALENDAR.is_working_day(following)
    assert CALENDAR.last_working_day(following) == following
    between = [day + timedelta(days=step) for step in range((following - day).days)]
    assert not any(CALENDAR.is_working_day(skipped) for skipped in between)


@given(DAYS, st.integers(0, 30))
def test_so_many_working_days_lie_between_a_day_and_the_day_after_them(day: date, count: int) -> None:
    end = CALENDAR.after(day, count)
    passed = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(CALENDAR.is_working_day(worked) for worked in passed) == count
    assert count == 0 or CALENDAR.is_working_day(end)


@given(DAYS, st.integers(0, 15), st.integers(0, 15))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    assert CALENDAR.after(CALENDAR.after(day, first), second) == CALENDAR.after(day, first + second)
