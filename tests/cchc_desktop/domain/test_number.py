"""Vietnamese numbers: read, refused and printed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.number import (
    AmbiguousNumber,
    NotANumber,
    format_count,
    format_decimal,
    format_exact_points,
    format_points,
    half_up,
    parse,
    percent,
)

in_any_time = settings(deadline=None)  # a busy machine is no failure
decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("05", "5"),
        ("1855", "1855"),
        ("1.855", "1855"),
        ("1.234", "1234"),
        ("1 855", "1855"),
        ("1\u00a0855", "1855"),
        ("1\u202f234\u202f567,5", "1234567.5"),
        ("41,05", "41.05"),
        ("41,05%", "41.05"),
        ("41,05 %", "41.05"),
        ("1,234", "1.234"),
        ("1.234,5", "1234.5"),
        ("3.712.264", "3712264"),
        ("  12 ", "12"),
        ("-5", "-5"),
        ("−1.000", "-1000"),
    ],
)
def test_a_number_is_read_by_the_vietnamese_rule(typed: str, value: str) -> None:
    assert parse(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("1.23", "1,23", "123"),
        ("12.34", "12,34", "1.234"),
        ("0.123", "0,123", "123"),
        ("43.83%", "43,83", "4.383"),
        ("1234.567", "1.234,567", "1.234.567"),
        ("1,234.5", "1.234,5", "1,2345"),
        ("1,234,567", "1.234.567", "1,234567"),
        ("-1.5", "-1,5", "-15"),
    ],
)
def test_an_ambiguous_number_is_refused_and_both_readings_are_shown(typed: str, first: str, second: str) -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        parse(typed)
    assert f"“{typed}” có thể hiểu là {first} hoặc {second}." in str(caught.value)
    assert caught.value.readings == (parse(first), parse(second))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "abc",
        "1.2.3",
        "15.01.2025",
        "1,2.3",
        ",5",
        "5,",
        ".5",
        "12 34",
        "1 2",
        "--5",
        "1e3",
        "٣",
        "²",
        "NaN",
        "%",
    ],
)
def test_what_has_no_reading_is_not_a_number(typed: str) -> None:
    with pytest.raises(NotANumber) as caught:
        parse(typed)
    assert "không phải là số" in str(caught.value)


def test_a_number_of_absurd_length_is_refused() -> None:
    assert parse("9" * 18) == 10**18 - 1
    with pytest.raises(NotANumber):
        parse("9" * 19)


@in_any_time
@given(decimals)
def test_what_is_printed_is_read_back_as_the_same_number(value: Decimal) -> None:
    assert parse(format_decimal(value)) == value


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("1855", "1.855"),
        ("1855.00", "1.855"),
        ("41.05", "41,05"),
        ("1E+6", "1.000.000"),
        ("0.5", "0,5"),
        ("-0.5", "-0,5"),
        ("-0.00", "0"),
    ],
)
def test_a_number_prints_with_point_and_comma(value: str, printed: str) -> None:
    assert format_decimal(Decimal(value)) == printed


def test_places_round_half_up_and_keep_zeros() -> None:
    assert format_decimal(Decimal("1855.005"), 2) == "1.855,01"
    assert format_decimal(Decimal("-0.004"), 2) == "0,00"
    assert format_decimal(Decimal(7), 1) == "7,0"


def test_points_always_have_two_decimals() -> None:
    assert [format_points(Decimal(value)) for value in ("2", "0.5", "1.82", "0.375")] == [
        "2,00",
        "0,50",
        "1,82",
        "0,38",
    ]
    assert [format_exact_points(Decimal(value)) for value in ("2", "0.125")] == ["2,00", "0,125"]


def test_a_percentage_is_rounded_half_up() -> None:
    assert percent(Fraction(41, 45)) == "91,11%"
    assert percent(Fraction(1, 800), 2) == "0,13%"
    assert percent(Fraction(1), 0) == "100%"


@in_any_time
@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_rounding_half_up_is_never_further_away_than_half_a_unit(value: Fraction, places: int) -> None:
    rounded = Fraction(half_up(value, places))
    assert abs(rounded - value) <= Fraction(1, 2 * 10**places)
    assert half_up(rounded, places) == rounded


@in_any_time
@given(st.integers(0, 10**6))
def test_an_exact_half_goes_up(units: int) -> None:
    assert half_up(Fraction(2 * units + 1, 200)) == Decimal(units + 1) / 100
    assert half_up(-Fraction(2 * units + 1, 200)) == -Decimal(units + 1) / 100


def test_a_count_has_a_point_between_thousands() -> None:
    assert [format_count(number) for number in (0, 7, 999, 1855, 1_000_000)] == ["0", "7", "999", "1.855", "1.000.000"]
