"""The bundled working calendar: holidays, swaps, and the due days that follow from it."""

from datetime import date

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.working_calendar import WorkingCalendar


def calendar() -> WorkingCalendar:
    pack = bundled().pack("LLV-VN-2025").pack
    assert isinstance(pack, WorkingCalendar)
    return pack


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_a_swap_takes_one_day_and_gives_another(off: date, worked: date) -> None:
    assert not calendar().is_working_day(off)
    assert calendar().is_working_day(worked)
    assert f"{worked.day:02}" in calendar().reason_off(off)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2025, 1, 29), "Tết Âm lịch"),
        (date(2025, 4, 7), "Giỗ Tổ Hùng Vương"),
        (date(2026, 4, 27), "Nghỉ bù Giỗ Tổ Hùng Vương"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2027, 2, 8), "Tết Âm lịch (dự kiến, chờ thông báo)"),
        (date(2027, 5, 3), "Nghỉ bù Ngày Quốc tế lao động"),
    ],
)
def test_a_holiday_says_why_offices_are_closed(day: date, reason: str) -> None:
    assert calendar().reason_off(day) == reason


def test_the_24th_of_november_is_off_only_from_2026() -> None:
    assert calendar().is_working_day(date(2025, 11, 24))


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2026-Q1", date(2026, 3, 17)),
        ("2026-H1", date(2026, 6, 16)),
        ("2026-Q3", date(2026, 9, 16)),
        ("2026-Y", date(2026, 12, 16)),
        ("2027-Q1", date(2027, 3, 16)),
        ("2027-H1", date(2027, 6, 16)),
        ("2027-Q3", date(2027, 9, 16)),
        ("2027-Y", date(2027, 12, 16)),
        ("2026-M02", date(2026, 2, 24)),  # two working days after 14 February, with Tết between
    ],
)
def test_reports_are_due_two_working_days_after_the_close(period: str, due: date) -> None:
    found = calendar().due(parse(period))
    assert found is not None
    assert (found.due, found.last_working_day) == (due, due)
    assert "chờ Sở Nội vụ xác nhận" in found.note


def test_a_report_on_demand_has_no_due_rule() -> None:
    assert calendar().due(parse("2026-07-01--2026-08-15")) is None
