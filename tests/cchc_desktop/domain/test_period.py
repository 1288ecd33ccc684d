"""Reporting periods: codes, labels and the windows of Decree 09/2019/NĐ-CP, Article 12."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.period import Period, PeriodKind, ad_hoc, containing, parse

ONE_DAY = timedelta(days=1)
YEARS = st.integers(min_value=1901, max_value=2099)
REGULAR = [kind for kind in PeriodKind if kind is not PeriodKind.AD_HOC]
JOINING = [kind for kind in REGULAR if kind is not PeriodKind.NINE_MONTHS]


@pytest.mark.parametrize(
    ("code", "label", "start", "end"),
    [
        ("2025-M01", "Tháng 1 năm 2025", date(2024, 12, 15), date(2025, 1, 14)),
        ("2025-M07", "Tháng 7 năm 2025", date(2025, 6, 15), date(2025, 7, 14)),
        ("2023-Q1", "Quý I năm 2023", date(2022, 12, 15), date(2023, 3, 14)),
        ("2025-Q4", "Quý IV năm 2025", date(2025, 9, 15), date(2025, 12, 14)),
        ("2026-H1", "6 tháng đầu năm 2026", date(2025, 12, 15), date(2026, 6, 14)),
        ("2025-H2", "6 tháng cuối năm 2025", date(2025, 6, 15), date(2025, 12, 14)),
        ("2025-9M", "9 tháng năm 2025", date(2024, 12, 15), date(2025, 9, 14)),
        ("2025-Y", "Năm 2025", date(2024, 12, 15), date(2025, 12, 14)),
        ("2025-07-01--2025-08-15", "Đột xuất từ 01/7/2025 đến 15/8/2025", date(2025, 7, 1), date(2025, 8, 15)),
    ],
)
def test_a_period_says_its_code_label_and_window(code: str, label: str, start: date, end: date) -> None:
    period = parse(code)
    assert (period.code, period.label, period.window) == (code, label, (start, end))


def test_a_year_may_be_written_alone() -> None:
    assert parse(" 2025 ") == Period(PeriodKind.YEAR, 2025)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("2025-Q5", "Không hiểu mã kỳ báo cáo “2025-Q5”"),
        ("2025-M13", "Không có kỳ thứ 13"),
        ("2025-M00", "Không có kỳ thứ 0"),
        ("quý IV", "Không hiểu mã kỳ báo cáo"),
        ("", "Không hiểu mã kỳ báo cáo"),
        ("0000-Q1", "Năm 0 nằm ngoài"),
        ("2025-02-31--2025-03-01", "ngày không có thật"),
        ("2025-08-15--2025-07-01", "phải không sau ngày kết thúc"),
    ],
)
def test_a_wrong_code_is_refused_in_vietnamese(code: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse(code)


def test_only_an_ad_hoc_period_has_its_own_window() -> None:
    with pytest.raises(ValueError, match="đột xuất"):
        Period(PeriodKind.YEAR, 2025, given=(date(2025, 1, 1), date(2025, 2, 1)))
    with pytest.raises(ValueError, match="đột xuất"):
        Period(PeriodKind.AD_HOC, 2025)


def test_an_ad_hoc_period_has_no_neighbours() -> None:
    with pytest.raises(ValueError, match="không có kỳ trước và kỳ sau"):
        _ = ad_hoc(date(2025, 7, 1), date(2025, 8, 15)).next


@given(st.sampled_from(JOINING), YEARS, st.integers(min_value=0, max_value=11))
def test_periods_of_a_kind_join_without_gap(kind: PeriodKind, year: int, month: int) -> None:
    period = containing(kind, date(year, month + 1, 1))
    assert period.next.window[0] == period.window[1] + ONE_DAY
    assert period.next.previous == period


@given(YEARS)
def test_quarters_halves_nine_months_and_year_agree_with_the_months(year: int) -> None:
    months = [Period(PeriodKind.MONTH, year, index).window for index in range(1, 13)]
    halves = [Period(PeriodKind.HALF_YEAR, year, index).window for index in (1, 2)]
    assert [Period(PeriodKind.QUARTER, year, index).window for index in range(1, 5)] == [
        (months[first][0], months[first + 2][1]) for first in (0, 3, 6, 9)
    ]
    assert halves == [(months[0][0], months[5][1]), (months[6][0], months[11][1])]
    assert Period(PeriodKind.NINE_MONTHS, year).window == (months[0][0], months[8][1])
    assert Period(PeriodKind.YEAR, year).window == (months[0][0], months[11][1])


@given(st.sampled_from(JOINING), st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_lies_in_the_period_that_contains_it(kind: PeriodKind, day: date) -> None:
    period = containing(kind, day)
    assert period.window[0] <= day <= period.window[1]
    assert parse(period.code) == period


def test_the_close_of_a_window_decides_the_period_of_a_day() -> None:
    assert containing(PeriodKind.QUARTER, date(2025, 12, 14)).code == "2025-Q4"
    assert containing(PeriodKind.QUARTER, date(2025, 12, 15)).code == "2026-Q1"


def test_a_day_after_nine_months_belongs_to_no_such_period() -> None:
    assert containing(PeriodKind.NINE_MONTHS, date(2025, 9, 14)).code == "2025-9M"
    with pytest.raises(ValueError, match="không thuộc kỳ 9 tháng"):
        containing(PeriodKind.NINE_MONTHS, date(2025, 9, 15))


def test_a_day_does_not_choose_an_ad_hoc_period() -> None:
    with pytest.raises(ValueError, match="ngày bắt đầu"):
        containing(PeriodKind.AD_HOC, date(2025, 9, 15))


def test_every_kind_has_words() -> None:
    assert [kind.label for kind in PeriodKind] == ["Tháng", "Quý", "6 tháng", "9 tháng", "Năm", "Đột xuất"]
