from datetime import date

import pytest
from support.small_form import form
from support.workplaces import LIBRARY

from cchc_desktop.domain.form import Form
from cchc_desktop.domain.period import ad_hoc, parse
from cchc_desktop.domain.working_calendar import WorkingCalendar
from cchc_desktop.services.reports.periods import offered_periods, period_of_today

QUARTERLY = form(periods=("Q1", "H1", "Q3", "Y"))


@pytest.fixture
def calendar() -> WorkingCalendar:
    pack = LIBRARY.pack("LLV-VN-2025").pack
    assert isinstance(pack, WorkingCalendar)
    return pack


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 3, 14), "2026-Q1"),  # the last day of the window: it still runs
        (date(2026, 3, 15), "2026-Q1"),  # closed, and being written
        (date(2026, 4, 1), "2026-Q1"),  # due on 17 March, so until 1 April
        (date(2026, 4, 2), "2026-H1"),  # the next one runs
        (date(2026, 6, 20), "2026-H1"),
        (date(2026, 12, 14), "2026-Y"),
        (date(2026, 12, 20), "2026-Y"),
        (date(2027, 1, 20), "2027-Q1"),
    ],
)
def test_the_report_of_today(today: date, code: str, calendar: WorkingCalendar) -> None:
    assert period_of_today(QUARTERLY, today=today, calendar=calendar) == parse(code)


def test_of_reports_that_close_on_one_day_the_longest_is_offered(calendar: WorkingCalendar) -> None:
    with_months = form(periods=("M", "Q1", "H1", "Q3", "Y"))
    assert period_of_today(with_months, today=date(2026, 6, 16), calendar=calendar) == parse("2026-H1")
    assert period_of_today(with_months, today=date(2026, 5, 20), calendar=calendar) == parse("2026-M05")


@pytest.mark.parametrize("served", [form(periods=("Q1", "H1", "Q3", "Y")), form(periods=("M", "9M"))])
def test_only_served_periods_are_offered_in_order(served: Form) -> None:
    offered = offered_periods(served, today=date(2026, 11, 22))
    assert all(served.serves(period) for period in offered)
    closings = [period.window[1] for period in offered]
    assert closings == sorted(closings)
    assert {period.year for period in offered} >= {2025, 2026}


def test_of_what_lies_ahead_only_the_coming_report_of_each_kind_is_offered() -> None:
    today = date(2026, 4, 20)
    offered = offered_periods(form(periods=("M", "Q1", "H1", "Q3", "Y")), today=today)
    ahead = [period.code for period in offered if period.window[1] >= today]
    assert sorted(ahead) == ["2026-H1", "2026-M05", "2026-Q3", "2026-Y"]


def test_what_was_entered_stays_within_reach() -> None:
    old, demanded = parse("2021-Q1"), ad_hoc(date(2026, 7, 1), date(2026, 8, 15))
    offered = offered_periods(QUARTERLY, today=date(2026, 11, 22), entered=[demanded, old])
    assert offered[0] == old
    assert demanded in offered


def test_a_form_on_demand_has_no_report_of_today() -> None:
    assert period_of_today(form(periods=("AD",)), today=date(2026, 11, 22), calendar=None) is None
