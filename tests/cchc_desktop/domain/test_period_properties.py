"""Properties of reporting periods: Decree 09/2019/NĐ-CP, Article 12; Công văn 581/BNV-CCHC."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.period import PARTS, Period, PeriodKind, Window, ad_hoc, containing, parse

ONE_DAY = timedelta(days=1)
YEARS = st.integers(1902, 2098)
REGULAR = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.AD_HOC])
COUNTS = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
}


def of_year(kind: PeriodKind, year: int) -> list[Period]:
    return [Period(kind, year, index) for index in range(1, COUNTS[kind] + 1)]


def joined(periods: list[Period]) -> Window:
    return periods[0].window[0], periods[-1].window[1]


@st.composite
def periods(draw: st.DrawFn) -> Period:
    kind = draw(REGULAR)
    return Period(kind, draw(YEARS), draw(st.integers(1, COUNTS[kind])))


@given(YEARS)
def test_the_months_of_a_year_join_without_gap_or_overlap(year: int) -> None:
    months = of_year(PeriodKind.MONTH, year)
    assert all(right.window[0] == left.window[1] + ONE_DAY for left, right in pairwise(months))
    days = sum((month.window[1] - month.window[0]).days + 1 for month in months)
    first, last = Period(PeriodKind.YEAR, year).window
    assert days == (last - first).days + 1


@given(YEARS)
def test_quarters_halves_nine_months_and_the_year_are_made_of_their_months(year: int) -> None:
    months = of_year(PeriodKind.MONTH, year)
    for index, quarter in enumerate(of_year(PeriodKind.QUARTER, year)):
        assert quarter.window == joined(months[3 * index : 3 * index + 3])
    for index, half in enumerate(of_year(PeriodKind.HALF_YEAR, year)):
        assert half.window == joined(months[6 * index : 6 * index + 6])
    assert Period(PeriodKind.NINE_MONTHS, year).window == joined(months[:9])
    assert Period(PeriodKind.YEAR, year).window == joined(months)


@given(YEARS)
def test_halves_are_made_of_quarters_and_the_year_of_halves(year: int) -> None:
    quarters, halves = of_year(PeriodKind.QUARTER, year), of_year(PeriodKind.HALF_YEAR, year)
    assert [half.window for half in halves] == [joined(quarters[:2]), joined(quarters[2:])]
    assert Period(PeriodKind.YEAR, year).window == joined(halves)
    assert Period(PeriodKind.NINE_MONTHS, year).window == joined(quarters[:3])


@given(periods())
def test_a_window_runs_from_the_15th_to_the_14th(period: Period) -> None:
    first, last = period.window
    assert (first.day, last.day) == (15, 14)
    assert first < last


@given(YEARS)
def test_a_year_joins_the_next(year: int) -> None:
    this = Period(PeriodKind.YEAR, year)
    assert this.next.window[0] == this.window[1] + ONE_DAY


@given(st.dates(date(1903, 1, 1), date(2097, 12, 31)))
def test_every_day_belongs_to_one_month_one_quarter_one_half_and_one_year(day: date) -> None:
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR):
        period = containing(kind, day)
        assert period.window[0] <= day <= period.window[1]
        assert not period.previous.window[0] <= day <= period.previous.window[1]
        assert not period.next.window[0] <= day <= period.next.window[1]


@given(periods())
def test_a_code_is_read_back(period: Period) -> None:
    assert parse(period.code) == period


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.integers(0, 400))
def test_the_code_of_an_ad_hoc_period_is_read_back(start: date, days: int) -> None:
    period = ad_hoc(start, min(start + timedelta(days=days), date(2100, 1, 1)))
    assert parse(period.code) == period
    assert period.is_one_of(["AD"])


@given(periods())
def test_previous_and_next_undo_each_other_and_a_year_ago_is_in_the_year_before(period: Period) -> None:
    assert period.next.previous == period
    assert period.same_last_year.year == period.year - 1
    assert period.same_last_year.part == period.part


@given(periods())
def test_cumulative_figures_begin_on_15_december_and_end_with_the_period(period: Period) -> None:
    first, last = period.cumulative_window
    assert (first.month, first.day) == (12, 15)
    assert last == period.window[1]
    assert first <= period.window[0]
    assert (last - first).days < 366


@given(periods())
def test_a_period_is_meant_by_its_own_part_and_by_the_word_for_all_of_its_kind(period: Period) -> None:
    assert period.part in PARTS
    assert period.is_one_of([period.part])
    assert period.is_one_of(PARTS)
    assert not period.is_one_of(part for part in PARTS if not part.startswith(period.part[0]))
    assert not period.is_one_of([])
