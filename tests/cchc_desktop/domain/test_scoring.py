"""The score of a leaf: worked examples, thresholds, bounds, monotony and written arithmetic of every rule kind."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.criteria import Criterion, Input, NotArising
from cchc_desktop.domain.rules import (
    Band,
    Choice,
    CountBands,
    DeadlineWeighted,
    MinusPerCase,
    OneOption,
    Proportional,
    ProportionalToTarget,
    RatioBands,
    Rule,
    Survey,
    TickList,
    ValueBands,
    WithinDeadline,
    YesNo,
)
from cchc_desktop.domain.scoring import LeafScore, Outcome, deadline, score_leaf

in_any_time = settings(deadline=None)  # a busy machine is no failure
YEAR = 2025
SET = bundled().criteria_set("TC-XA-2025-DL")
EXAMPLES = [(leaf, example) for leaf in SET.leaves() for example in leaf.examples]

percents = st.integers(0, 100).map(Decimal)
maxima = st.integers(1, 2000).map(lambda hundredths: Decimal(hundredths) / 100)
shares = st.integers(1, 10**6).flatmap(lambda a: st.tuples(st.just(a), st.integers(0, a)))


def score(
    rule: Rule, answer: Answer | None = None, *, most: str | Decimal = "1", policy: NotArising = NotArising.FORBIDDEN
) -> LeafScore:
    minutes = (Input("x", "1.1.x", "Thời gian chờ", "phút"),) if isinstance(rule, ValueBands) else ()
    leaf = Criterion("1.1", "Mức độ hoàn thành", Decimal(most), rule=rule, inputs=minutes, not_arising=policy)
    return score_leaf(leaf, answer, year=YEAR)


def counted(**values: int | str) -> Answer:
    return Answer(numbers={key: Decimal(value) for key, value in values.items()})


def points(rule: Rule, answer: Answer, *, most: str | Decimal = "1") -> Decimal:
    reached = score(rule, answer, most=most)
    assert reached.outcome is Outcome.SCORED, reached
    assert reached.points is not None
    return reached.points


def bands(*steps: tuple[int | str | None, str]) -> tuple[Band, ...]:
    return tuple(Band(None if least is None else Decimal(least), Decimal(reached)) for least, reached in steps)


def rounded(exact: Fraction) -> Decimal:
    """A second way to round half up, by the decimal module."""
    quotient = Decimal(exact.numerator * 10**12 // exact.denominator) / 10**12
    return quotient.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_reconstructed_set_has_exactly_32_worked_examples() -> None:
    assert len(EXAMPLES) == 32


@pytest.mark.parametrize(("leaf", "example"), EXAMPLES, ids=lambda value: getattr(value, "code", None))
def test_a_worked_example_gives_its_points(leaf, example) -> None:
    reached = score_leaf(leaf, Answer(numbers=dict(example.values)), year=SET.year)
    assert (reached.outcome, reached.points) == (Outcome.SCORED, example.points)


@in_any_time
@given(maxima, st.booleans())
def test_yes_gives_the_points_of_yes_and_no_those_of_no(most: Decimal, yes: bool) -> None:
    assert points(YesNo(most, Decimal(0)), Answer(yes=yes), most=most) == (most if yes else 0)


@in_any_time
@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=5).flatmap(
        lambda each: st.tuples(st.just(each), st.integers(0, len(each) - 1))
    )
)
def test_the_chosen_option_gives_its_points(chosen: tuple[list[int], int]) -> None:
    each, choice = chosen
    options = tuple(Choice(f"Mức {value}", Decimal(value) / 100) for value in each)
    assert points(OneOption(options), Answer(choice=choice)) == Decimal(each[choice]) / 100


@in_any_time
@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.frozensets(st.integers(0, 5)), st.integers(0, 5))
def test_ticks_add_up_and_one_more_never_lowers(each: list[int], ticked: frozenset[int], more: int) -> None:
    most = Decimal(sum(each)) / 100
    rule = TickList(tuple(Choice(str(value), Decimal(value) / 100) for value in each))
    ticks = frozenset(position for position in ticked if position < len(each))
    reached = points(rule, Answer(ticks=ticks), most=most)
    assert reached == Decimal(sum(each[position] for position in ticks)) / 100
    assert 0 <= reached <= points(rule, Answer(ticks=ticks | {more % len(each)}), most=most) <= most


@in_any_time
@given(shares, st.integers(1, 100))
def test_a_ratio_band_compares_the_exact_ratio(share: tuple[int, int], threshold: int) -> None:
    a, b = share
    rule = RatioBands(bands((threshold, "1"), (0, "0")))
    assert points(rule, counted(a=a, b=b)) == (1 if 100 * b >= threshold * a else 0)


@in_any_time
@given(st.integers(1, 10**6), st.integers(1, 100))
def test_a_ratio_exactly_at_the_threshold_counts_and_one_below_does_not(unit: int, threshold: int) -> None:
    rule = RatioBands(bands((threshold, "1"), (0, "0")))
    assert points(rule, counted(a=100 * unit, b=threshold * unit)) == 1
    assert points(rule, counted(a=100 * unit, b=threshold * unit - 1)) == 0


@in_any_time
@given(shares, st.integers(0, 10**6))
def test_ratio_bands_never_fall_when_b_grows(share: tuple[int, int], more: int) -> None:
    a, b = share
    rule = RatioBands(bands((100, "0.75"), (90, "0.4"), (0, "0")))
    assert points(rule, counted(a=a, b=b)) <= points(rule, counted(a=a, b=min(a, b + more)))


@in_any_time
@given(shares, st.tuples(percents, percents), maxima)
def test_a_proportional_rule_keeps_floor_formula_and_ceiling(share, limits, most: Decimal) -> None:
    (a, b), (zero_below, full_from) = share, sorted(limits)
    ratio = Fraction(b, a)
    expected = ratio * Fraction(most)
    if ratio * 100 >= full_from:
        expected = Fraction(most)
    if ratio * 100 < zero_below:
        expected = Fraction(0)
    assert points(Proportional(zero_below, full_from), counted(a=a, b=b), most=most) == rounded(expected)


@in_any_time
@given(shares, st.integers(0, 10**6), st.tuples(percents, percents), maxima)
def test_a_proportional_rule_never_falls_when_b_grows(share, more: int, limits, most: Decimal) -> None:
    (a, b), (zero_below, full_from) = share, sorted(limits)
    rule = Proportional(zero_below, full_from)
    less, greater = (points(rule, counted(a=a, b=number), most=most) for number in (b, min(a, b + more)))
    assert 0 <= less <= greater <= most


@in_any_time
@given(st.integers(1, 10**5), st.integers(1, 99))
def test_a_proportional_rule_counts_exactly_from_its_thresholds(unit: int, zero_below: int) -> None:
    rule = Proportional(Decimal(zero_below), Decimal(100))
    at, below = (score(rule, counted(a=100 * unit, b=zero_below * unit - less)) for less in (0, 1))
    assert (at.points, below.points) == (rounded(Fraction(zero_below, 100)), 0)
    full = score(Proportional(Decimal(0), Decimal(zero_below)), counted(a=100 * unit, b=zero_below * unit))
    assert full.points == 1


@in_any_time
@given(shares, st.integers(0, 10**6), st.integers(1, 100), st.integers(0, 100), maxima)
def test_a_target_rule_scales_to_the_target_and_never_falls(share, more, target, floor, most: Decimal) -> None:
    (a, b), zero_below = share, min(target, floor)
    rule = ProportionalToTarget(Decimal(target), Decimal(zero_below))
    expected = min(Fraction(100 * b, a * target), Fraction(1)) * Fraction(most)
    reached = points(rule, counted(a=a, b=b), most=most)
    assert reached == (rounded(expected) if 100 * b >= zero_below * a else 0)
    assert 0 <= reached <= points(rule, counted(a=a, b=min(a, b + more)), most=most) <= most


@in_any_time
@given(st.integers(1, 10**5), st.integers(1, 100), st.integers(0, 99))
def test_a_target_rule_counts_exactly_from_its_thresholds(unit: int, target: int, floor: int) -> None:
    zero_below = min(floor + 1, target)
    rule = ProportionalToTarget(Decimal(target), Decimal(zero_below))
    assert points(rule, counted(a=100 * unit, b=target * unit)) == 1
    assert points(rule, counted(a=100 * unit, b=zero_below * unit)) == rounded(Fraction(zero_below, target))
    assert points(rule, counted(a=100 * unit, b=zero_below * unit - 1)) == 0


@in_any_time
@given(shares, st.integers(0, 10**6), percents, maxima)
def test_late_work_counts_half(share: tuple[int, int], late: int, zero_below: Decimal, most: Decimal) -> None:
    (a, b), c = share, min(late, share[0] - share[1])
    exact = Fraction(2 * b + c, 2 * a)
    reached = points(DeadlineWeighted(zero_below), counted(a=a, b=b, c=c), most=most)
    assert reached == (rounded(exact * Fraction(most)) if exact * 100 >= zero_below else 0)
    in_time = points(DeadlineWeighted(zero_below), counted(a=a, b=b + c, c=0), most=most)
    assert 0 <= reached <= in_time <= most


@in_any_time
@given(st.integers(1, 10**5), st.integers(1, 100))
def test_the_weighted_ratio_counts_exactly_from_its_threshold(unit: int, threshold: int) -> None:
    rule = DeadlineWeighted(Decimal(threshold))
    assert points(rule, counted(a=100 * unit, b=threshold * unit, c=0)) == rounded(Fraction(threshold, 100))
    assert points(rule, counted(a=100 * unit, b=threshold * unit - 1, c=1)) == 0


@in_any_time
@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 400))
def test_a_later_day_never_gives_more(day: date, later: int) -> None:
    rule = WithinDeadline(1, 31, Decimal("0.25"))
    first, second = (points(rule, Answer(day=day + timedelta(number))) for number in (0, later))
    assert Decimal("0.25") <= second <= first <= 1
    assert first == (1 if day <= date(YEAR, 1, 31) else Decimal("0.25"))


def test_the_deadline_day_itself_is_in_time_and_the_next_is_not() -> None:
    rule = WithinDeadline(1, 15, Decimal(0), year_offset=1)
    assert points(rule, Answer(day=date(2026, 1, 15))) == 1
    assert points(rule, Answer(day=date(2026, 1, 16))) == 0
    assert points(rule, Answer(yes=False)) == 0


def test_the_end_of_february_is_a_deadline_in_every_year() -> None:
    rule = WithinDeadline(2, 29, Decimal(0))
    assert [deadline(rule, year).day for year in (2024, 2025)] == [29, 28]


@in_any_time
@given(st.integers(0, 200), st.integers(0, 50), st.integers(1, 1000), maxima)
def test_each_case_takes_its_step_and_never_below_zero(n: int, more: int, thousandths: int, most: Decimal) -> None:
    rule = MinusPerCase(Decimal(thousandths) / 1000, "lỗi")
    reached = points(rule, counted(n=n), most=most)
    assert reached == rounded(max(Fraction(most) - n * Fraction(thousandths, 1000), Fraction(0)))
    assert 0 <= points(rule, counted(n=n + more), most=most) <= reached <= most


@in_any_time
@given(st.integers(0, 20))
def test_a_zero_condition_leaves_nothing_whatever_the_count(n: int) -> None:
    rule = MinusPerCase(Decimal("0.5"), "người", ("Lãnh đạo bị kỷ luật",))
    held = replace(counted(n=n), zero_conditions=frozenset({0}))
    assert points(rule, held, most="1.5") == 0


@in_any_time
@given(st.integers(0, 30), st.integers(0, 30), st.integers(2, 20), st.integers(1, 10))
def test_count_bands_start_at_their_number(n: int, more: int, high: int, gap: int) -> None:
    low = max(high - gap, 1)
    rule = CountBands(bands((high, "1"), (low, "0.5"), (0, "0")))
    reached = points(rule, counted(n=n))
    assert 0 <= reached <= points(rule, counted(n=n + more)) <= 1
    assert points(rule, counted(n=high)) == 1
    assert points(rule, counted(n=low - 1)) == 0


@in_any_time
@given(st.decimals(0, 200, places=3), st.decimals(0, 50, places=3), st.booleans())
def test_value_bands_follow_their_direction(x: Decimal, more: Decimal, at_most: bool) -> None:
    rule = ValueBands(
        bands((25, "1"), (50, "0.5"), (None, "0")) if at_most else bands((50, "1"), (25, "0.5"), (0, "0")),
        at_most=at_most,
    )
    here, further = (points(rule, counted(x=str(value))) for value in (x, x + more))
    assert min(here, further) >= 0
    assert max(here, further) <= 1
    assert here >= further if at_most else here <= further


@pytest.mark.parametrize(("x", "reached"), [("25", "1"), ("25.001", "0.5"), ("50", "0.5"), ("50.001", "0")])
def test_an_at_most_band_includes_its_threshold(x: str, reached: str) -> None:
    rule = ValueBands(bands((25, "1"), (50, "0.5"), (None, "0")), at_most=True)
    assert points(rule, counted(x=x)) == Decimal(reached)


def test_a_value_below_every_band_gives_nothing() -> None:
    assert points(CountBands(bands((2, "1"))), counted(n=1)) == 0


def test_an_exact_half_hundredth_is_rounded_up() -> None:
    assert points(MinusPerCase(Decimal("0.125"), "lỗi"), counted(n=1), most="0.5") == Decimal("0.38")
    assert points(Proportional(Decimal(0), Decimal(100)), counted(a=8, b=1)) == Decimal("0.13")
    assert points(Proportional(Decimal(0), Decimal(100)), counted(a=3, b=1)) == Decimal("0.33")


NINETY = RatioBands(bands((100, "1"), (90, "0.5"), (0, "0")))


@pytest.mark.parametrize(
    ("rule", "answer", "most", "arithmetic"),
    [
        (
            Proportional(Decimal(80), Decimal(100)),
            counted(a=45, b=41),
            "2",
            "b/a = 41/45 = 91,11% ≥ 80% → 41/45 × 2,00 = 1,82",
        ),
        (
            Proportional(Decimal(80), Decimal(100)),
            counted(a=61, b=61),
            "2",
            "b/a = 61/61 = 100,00% ≥ 100% → tối đa 2,00",
        ),
        (Proportional(Decimal(80), Decimal(100)), counted(a=61, b=48), "2", "b/a = 48/61 = 78,69% < 80% → 0,00"),
        (NINETY, counted(a=10, b=9), "1", "b/a = 9/10 = 90,00% ≥ 90% và < 100% → 0,50"),
        (NINETY, counted(a=10, b=1), "1", "b/a = 1/10 = 10,00% < 90% → 0,00"),
        (
            ProportionalToTarget(Decimal(60), Decimal(30)),
            counted(a=2000, b=900),
            "2",
            "b/a = 900/2.000 = 45,00% ≥ 30% → (900/2.000)/60% × 2,00 = 1,50",
        ),
        (
            DeadlineWeighted(Decimal(80)),
            counted(a=47, b=40, c=5),
            "2",
            "(b + 0,5 × c)/a = (40 + 0,5 × 5)/47 = 90,43% ≥ 80% → 42,5/47 × 2,00 = 1,81",
        ),
        (MinusPerCase(Decimal("0.125"), "báo cáo"), counted(n=1), "0.5", "0,50 − 1 × 0,125 = 0,375 → 0,38"),
        (MinusPerCase(Decimal("0.125"), "báo cáo"), counted(n=5), "0.5", "0,50 − 5 × 0,125 = −0,125 < 0 → 0,00"),
        (MinusPerCase(Decimal("0.5"), "người"), counted(n=2), "1.5", "1,50 − 2 × 0,50 = 0,50"),
        (
            MinusPerCase(Decimal("0.5"), "người", ("Lãnh đạo bị kỷ luật",)),
            replace(counted(n=0), zero_conditions=frozenset({0})),
            "1.5",
            "Lãnh đạo bị kỷ luật → 0,00",
        ),
        (CountBands(bands((5, "1"), (3, "0.5"), (0, "0"))), counted(n=4), "1", "n = 4 ≥ 3 và < 5 → 0,50"),
        (ValueBands(bands((90, "2"), (80, "1.5"))), counted(x="89.99"), "2", "x = 89,99 ≥ 80 và < 90 → 1,50"),
        (ValueBands(bands((25, "1"), (None, "0")), at_most=True), counted(x=26), "1", "x = 26 > 25 → 0,00"),
        (ValueBands(bands((25, "1"), (None, "0")), at_most=True), counted(x=25), "1", "x = 25 ≤ 25 → 1,00"),
        (YesNo(Decimal("0.5"), Decimal(0)), Answer(yes=True), "0.5", "Có → 0,50"),
        (YesNo(Decimal("0.5"), Decimal(0)), Answer(yes=False), "0.5", "Không → 0,00"),
        (OneOption((Choice("Không rà soát", Decimal(0)),)), Answer(choice=0), "1", "Không rà soát → 0,00"),
        (
            TickList((Choice("Một", Decimal("0.2")), Choice("Hai", Decimal("0.15")))),
            Answer(ticks=frozenset({0, 1})),
            "0.35",
            "Đạt 2 nội dung: 0,20 + 0,15 = 0,35",
        ),
        (TickList((Choice("Một", Decimal(1)),)), Answer(ticks=frozenset()), "1", "Không đạt nội dung nào → 0,00"),
        (
            WithinDeadline(1, 31, Decimal(0)),
            Answer(day=date(2025, 2, 1)),
            "1",
            "Ngày 01/02/2025 quá hạn 31/01/2025 → 0,00",
        ),
        (WithinDeadline(1, 31, Decimal(0)), Answer(yes=False), "1", "Chưa thực hiện → 0,00"),
    ],
)
def test_the_arithmetic_is_written_out(rule: Rule, answer: Answer, most: str, arithmetic: str) -> None:
    assert score(rule, answer, most=most).arithmetic == arithmetic


def test_a_percentage_that_would_round_to_the_threshold_shows_more_decimals() -> None:
    reached = score(RatioBands(bands((95, "1"), (0, "0"))), counted(a=100000, b=94996))
    assert reached.arithmetic == "b/a = 94.996/100.000 = 94,996% < 95% → 0,00"
    assert reached.ratio == Fraction(94996, 100000)


def test_nothing_entered_is_not_zero_points() -> None:
    for answer in (None, Answer()):
        assert score(YesNo(Decimal(1), Decimal(0)), answer) == LeafScore("1.1", Outcome.UNANSWERED, None, Decimal(1))


def test_a_half_entered_answer_is_unanswered_and_says_what_is_missing() -> None:
    reached = score(Proportional(Decimal(80), Decimal(100)), counted(a=5))
    assert (reached.outcome, reached.points) == (Outcome.UNANSWERED, None)
    assert reached.finding is not None
    assert reached.finding.target == "criterion:1.1:b"


def test_invalid_input_gives_no_points_but_a_finding() -> None:
    reached = score(Proportional(Decimal(80), Decimal(100)), counted(a=5, b=6))
    assert (reached.outcome, reached.points) == (Outcome.INVALID, None)
    assert reached.finding is not None
    assert reached.finding.code == "score.b-exceeds-a"


@pytest.mark.parametrize(
    ("policy", "outcome", "reached"),
    [
        (NotArising.FULL, Outcome.NOT_ARISING, Decimal(1)),
        (NotArising.EXCLUDED, Outcome.EXCLUDED, None),
        (NotArising.ZERO, Outcome.SCORED, Decimal(0)),
        (NotArising.FORBIDDEN, Outcome.INVALID, None),
    ],
)
def test_not_arising_means_what_the_policy_says(policy: NotArising, outcome: Outcome, reached: Decimal | None) -> None:
    declared = score(NINETY, Answer(not_arising=True), policy=policy)
    assert (declared.outcome, declared.points) == (outcome, reached)


@pytest.mark.parametrize("policy", [NotArising.FULL, NotArising.EXCLUDED, NotArising.FORBIDDEN])
def test_a_zero_denominator_is_refused_unless_the_policy_gives_zero(policy: NotArising) -> None:
    nothing = counted(a=0, b=0)
    assert score(NINETY, nothing, policy=policy).outcome is Outcome.INVALID
    no_plan = score(NINETY, nothing, policy=NotArising.ZERO)
    assert (no_plan.outcome, no_plan.points, no_plan.arithmetic) == (Outcome.SCORED, 0, "a = 0 → 0,00")


def test_the_commune_cannot_score_a_survey() -> None:
    assert score(Survey(), policy=NotArising.NOT_APPLICABLE).outcome is Outcome.SURVEY
    entered = score(Survey(), Answer(yes=True), policy=NotArising.NOT_APPLICABLE)
    assert (entered.outcome, entered.points) == (Outcome.INVALID, None)


def test_income_above_the_estimate_gives_the_maximum_of_8_3_1() -> None:
    reached = score_leaf(SET.criterion("8.3.1"), counted(a="1000.5", b="1200"), year=YEAR)
    assert reached.points == Decimal("1.5")


def test_more_posts_filled_than_allotted_in_4_3_1_can_only_be_answered_with_no() -> None:
    leaf = SET.criterion("4.3.1")
    refused, zero = (score_leaf(leaf, replace(counted(a=30, b=31), yes=yes), year=YEAR) for yes in (True, False))
    assert (refused.outcome, zero.points) == (Outcome.INVALID, 0)


def test_an_inner_node_has_no_score_of_its_own() -> None:
    with pytest.raises(ValueError, match="not a leaf"):
        score_leaf(SET.criterion("1.1"), None, year=YEAR)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([leaf for leaf in SET.leaves() if not isinstance(leaf.rule, Survey)]), st.data())
def test_every_leaf_of_the_set_stays_within_its_bounds(leaf: Criterion, data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 100))
    numbers = {"a": total, "b": data.draw(st.integers(0, total)), "c": 0, "n": total, "x": total}
    choice = data.draw(st.integers(0, 1))
    answer = replace(counted(**numbers), yes=bool(choice), choice=choice, ticks=frozenset(range(choice)))
    reached = score_leaf(leaf, answer, year=YEAR)
    assert reached.points is not None
    assert 0 <= reached.points <= leaf.max_points
    assert reached.arithmetic
