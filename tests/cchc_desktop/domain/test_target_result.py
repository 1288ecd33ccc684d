from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.number import parse
from cchc_desktop.domain.target import Operator, Target
from cchc_desktop.domain.target_result import Reached, Trend, reached, shown_result, threshold_words, trend


def target(operator: Operator = Operator.AT_LEAST, threshold: str = "90", unit: str = "%", decimals: int = 2) -> Target:
    return Target(
        code="CT1",
        name="Mức độ hài lòng",
        form="BC-CCHC-XA",
        formula="BC3.2.9",
        operator=operator,
        threshold=Decimal(threshold),
        unit=unit,
        decimals=decimals,
        year=2025,
        source="Kế hoạch CCHC năm 2025",
    )


@pytest.mark.parametrize(
    ("operator", "threshold", "unit", "words"),
    [
        (Operator.AT_LEAST, "90", "%", "từ 90% trở lên"),
        (Operator.MORE_THAN, "90", "%", "trên 90%"),
        (Operator.AT_MOST, "25", "phút", "tối đa 25 phút"),
        (Operator.LESS_THAN, "0.45", "%", "dưới 0,45%"),
        (Operator.EQUAL, "100", "%", "đạt 100%"),
        (Operator.AT_LEAST, "1855", "", "từ 1.855 trở lên"),
    ],
)
def test_a_threshold_is_worded_as_plans_word_it(operator: Operator, threshold: str, unit: str, words: str) -> None:
    assert threshold_words(target(operator, threshold, unit)) == words


def test_more_than_90_and_at_least_90_differ_at_90() -> None:
    assert reached(target(Operator.AT_LEAST), Fraction(90)) is Reached.MET
    assert reached(target(Operator.MORE_THAN), Fraction(90)) is Reached.NOT_MET


def test_a_ratio_that_only_rounds_to_the_threshold_misses_it_and_is_shown_so() -> None:
    value = Fraction(89_996, 1000)
    assert reached(target(), value) is Reached.NOT_MET
    assert shown_result(target(), value) == "89,996%"


def test_a_value_that_is_not_known_is_neither_met_nor_missed() -> None:
    assert reached(target(), None) is Reached.UNKNOWN
    assert shown_result(target(), None) == ""


@given(st.fractions(min_value=0, max_value=200, max_denominator=10**5), st.sampled_from(Operator))
def test_the_printed_value_never_contradicts_the_verdict(value: Fraction, operator: Operator) -> None:
    goal = target(operator)
    printed = parse(shown_result(goal, value).removesuffix("%"))
    assert reached(goal, printed) is reached(goal, value)


@pytest.mark.parametrize(
    ("value", "previous", "way"),
    [(2, 1, Trend.UP), (1, 2, Trend.DOWN), (1, 1, Trend.SAME), (None, 1, Trend.UNKNOWN), (1, None, Trend.UNKNOWN)],
)
def test_a_trend_compares_with_the_previous_period(value: int | None, previous: int | None, way: Trend) -> None:
    assert trend(_exact(value), _exact(previous)) is way


def _exact(number: int | None) -> Fraction | None:
    return None if number is None else Fraction(number)
