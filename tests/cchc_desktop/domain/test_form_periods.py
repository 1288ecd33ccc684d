"""Which reports a report is compared with; the form of Công văn 581/BNV-CCHC serves Q1, H1, Q3 and the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.form import Form
from cchc_desktop.domain.form_periods import (
    following_report,
    previous_report,
    report_a_year_ago,
    reports_closing_before,
)
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import ad_hoc, parse

HEADER = PackHeader("BC", "form", "1", "Báo cáo", "Sở Nội vụ", "", "", date(2025, 1, 1))
AD_HOC = ad_hoc(date(2026, 1, 1), date(2026, 2, 1))


def form(*periods: str) -> Form:
    return Form(HEADER, periods or ("Q1", "H1", "Q3", "Y", "AD"), "Báo cáo", "", (), ())


@pytest.mark.parametrize(
    ("period", "previous"),
    [("2026-Q1", "2025-Q3"), ("2026-Q3", "2026-Q1"), ("2026-H1", "2025-H1"), ("2026-Y", "2025-Y")],
)
def test_the_previous_report_has_the_same_length_and_skips_what_the_form_leaves_out(period: str, previous: str) -> None:
    assert previous_report(form(), parse(period)) == parse(previous)


def test_the_previous_month_of_january_is_december() -> None:
    assert previous_report(form("M"), parse("2026-M01")) == parse("2025-M12")


def test_a_form_of_one_month_a_year_has_no_previous_report_within_reach() -> None:
    assert previous_report(form("M12"), parse("2026-M12")) is None


@pytest.mark.parametrize(("period", "year_ago"), [("2026-Q1", "2025-Q1"), ("2026-Y", "2025-Y")])
def test_the_same_period_of_the_year_before_is_found(period: str, year_ago: str) -> None:
    assert report_a_year_ago(form(), parse(period)) == parse(year_ago)


def test_an_ad_hoc_report_is_compared_with_none_and_followed_by_none() -> None:
    assert previous_report(form(), AD_HOC) is None
    assert report_a_year_ago(form(), AD_HOC) is None
    assert following_report(form(), AD_HOC) is None


@pytest.mark.parametrize(
    ("period", "closing"),
    [
        ("2026-Q1", ["2025-Y"]),
        ("2026-H1", ["2025-Y"]),
        ("2026-Q3", ["2026-H1"]),
        ("2026-Y", ["2025-Y"]),
    ],
)
def test_a_balance_is_carried_from_a_report_that_closes_the_day_before(period: str, closing: list[str]) -> None:
    assert [found.code for found in reports_closing_before(form(), parse(period))] == closing


def test_the_report_of_the_same_kind_comes_first() -> None:
    found = [item.code for item in reports_closing_before(form("M", "Q", "H", "Y"), parse("2026-Q1"))]
    assert found == ["2025-Q4", "2025-M12", "2025-H2", "2025-Y"]


@pytest.mark.parametrize(
    ("period", "following"),
    [("2026-Q1", "2026-H1"), ("2026-H1", "2026-Q3"), ("2026-Q3", "2026-Y"), ("2026-Y", "2027-Q1")],
)
def test_the_reports_of_a_year_follow_each_other(period: str, following: str) -> None:
    assert following_report(form(), parse(period)) == parse(following)


def test_a_month_is_followed_by_the_longest_report_that_closes_next() -> None:
    assert following_report(form("M", "Q1", "H1", "Y"), parse("2026-M02")) == parse("2026-Q1")
    assert following_report(form("M"), parse("2026-M12")) == parse("2027-M01")


@given(st.sampled_from(["2026-M05", "2026-Q1", "2026-H1", "2026-Q3", "2026-Y", "2026-9M"]).map(parse))
def test_reports_that_close_before_end_on_the_eve_of_the_window(period: object) -> None:
    assert isinstance(period, type(AD_HOC))
    eve = period.window[0] - timedelta(days=1)
    found = list(reports_closing_before(form("M", "Q", "H", "9M", "Y"), period))
    assert found
    assert all(item.window[1] == eve for item in found)
