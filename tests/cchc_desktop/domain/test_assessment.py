"""The self-assessment: sums, rescaling, totals, class, and what blocks completing it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.assessment import Assessment, assess, completion_findings, grade
from cchc_desktop.domain.criteria import Criterion, NotArising
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.rules import Survey
from cchc_desktop.domain.scoring import Outcome

SET = bundled().criteria_set("TC-XA-2025-DL")
SELF = [leaf for leaf in SET.leaves() if not isinstance(leaf.rule, Survey)]
BEST = Answer(
    numbers={"a": Decimal(100), "b": Decimal(100), "c": Decimal(100), "x": Decimal(100)},
    yes=True,
    choice=0,
    ticks=frozenset(range(4)),
    day=date(2025, 1, 2),
)
NOT_ARISING = Answer(not_arising=True)
NONE: Mapping[str, int] = MappingProxyType({})


def best(leaf: Criterion) -> Answer:
    """The answer that reaches the maximum of a leaf of the bundled set."""
    special = {
        "1.6": {"a": 100, "b": 100, "c": 0},
        "1.4.2": {"n": 5},
        "1.5": {"n": 2},
        "1.7.1": {"n": 2},
        "3.6.2": {"x": 25},
    }
    kept = {item.key: Decimal(100) for item in leaf.inputs} | {"n": Decimal(0)}
    numbers = {key: Decimal(value) for key, value in special.get(leaf.code, kept).items()}
    ticks = frozenset(range(len(getattr(leaf.rule, "items", ()))))
    return replace(BEST, numbers=numbers, ticks=ticks)


PERFECT = {leaf.code: best(leaf) for leaf in SELF}


def assessed(
    answers: Mapping[str, Answer], bonus: Mapping[str, int] = NONE, deduction: Mapping[str, int] = NONE
) -> Assessment:
    return assess(SET, answers, bonus=bonus, deduction=deduction)


def findings(
    answers: Mapping[str, Answer],
    *,
    explanations: Mapping[str, str] | None = None,
    evidence: Mapping[str, int] | None = None,
) -> list[Finding]:
    everywhere = {leaf.code: 1 for leaf in SELF}
    return completion_findings(
        SET,
        answers,
        scores=assessed(answers).leaves,
        explanations=explanations or {},
        evidence_counts=everywhere | (evidence or {}),
    )


def ratio(b: int, *, a: int = 100) -> Answer:
    return Answer(numbers={"a": Decimal(a), "b": Decimal(b)})


def test_a_perfect_year_reaches_70_points_and_100_on_the_scale() -> None:
    result = assessed(PERFECT)
    assert (result.self_points, result.self_max, result.survey_max) == (70, 70, 30)
    assert (result.total, result.rescaled, result.grade) == (70, 100, "Xuất sắc")
    assert result.complete


def test_nothing_answered_is_nothing_reached_and_nothing_lost() -> None:
    result = assessed({})
    assert (result.self_points, result.answered, result.invalid) == (0, 0, 0)
    assert (result.nodes["1"].lost, result.nodes["1"].possible, result.nodes["1"].survey_max) == (0, 13, 2)
    assert not result.complete


def test_every_node_sums_the_rounded_points_of_its_leaves() -> None:
    answers = PERFECT | {"1.1.3": ratio(50, a=61), "1.2.1": Answer(numbers={"n": Decimal(1)})}
    result = assessed(answers)
    plan, reports, area = (result.nodes[code] for code in ("1.1", "1.2", "1"))
    assert (plan.points, plan.possible, plan.lost) == (Decimal("2.64"), 3, Decimal("0.36"))
    assert (reports.points, reports.lost) == (Decimal("1.38"), Decimal("0.12"))
    assert (area.points, area.lost, area.answered, area.leaves) == (Decimal("12.52"), Decimal("0.48"), 16, 16)
    assert result.nodes["1.1.3"].points == Decimal("1.64")
    assert result.self_points == Decimal("69.52")


def test_the_scale_of_100_leaves_the_survey_out() -> None:
    result = assessed(PERFECT | {"1.1.3": ratio(50, a=61)})
    assert result.self_points == Decimal("69.64")
    assert result.rescaled == Decimal("99.49")


def test_an_invalid_leaf_counts_as_invalid_and_gives_nothing() -> None:
    result = assessed(PERFECT | {"1.1.3": ratio(101)})
    node = result.nodes["1.1"]
    assert (node.points, node.lost, node.answered, node.invalid) == (1, 0, 2, 1)
    assert (result.invalid, result.complete) == (1, False)


def test_an_entered_survey_is_invalid_and_gives_nothing() -> None:
    result = assessed(PERFECT | {"8.1": Answer(yes=True)})
    assert (result.self_points, result.invalid, result.nodes["8"].invalid) == (70, 1, 1)
    assert result.leaves["8.1"].outcome is Outcome.INVALID
    assert not result.complete


def test_an_excluded_leaf_rescales_its_area_to_the_full_maximum() -> None:
    answers = PERFECT | {"6.1": NOT_ARISING, "6.3.2": ratio(90)}
    result = assessed(answers)
    area = result.nodes["6"]
    assert (area.points, area.possible, area.lost) == (Decimal("5.25"), 6, Decimal("0.75"))
    assert area.rescaling == "Không tính 6.1: 3,50 × 6,00/4,00 = 5,25"
    assert (area.answered, area.leaves) == (5, 5)
    assert (result.self_points, result.complete) == (Decimal("69.25"), True)


def test_criteria_below_a_rescaled_area_keep_their_plain_sums() -> None:
    result = assessed(PERFECT | {"7.3.2": NOT_ARISING})
    online, area = result.nodes["7.3"], result.nodes["7"]
    assert (online.points, online.possible, online.rescaling) == (4, 4, "")
    assert (area.points, area.possible) == (12, 12)


def test_an_excluded_leaf_costs_nothing_when_all_else_is_perfect() -> None:
    answers = PERFECT | dict.fromkeys(("6.1", "7.3.2", "8.3.1"), NOT_ARISING)
    assert assessed(answers).rescaled == 100


def test_an_area_in_which_nothing_is_left_is_left_out_of_the_scale() -> None:
    only = SET.criterion("8.3.1")
    area = replace(SET.criterion("8"), children=(only,))
    smaller = replace(SET, areas=(SET.criterion("6"), area))
    answers = PERFECT | {"8.3.1": NOT_ARISING, "6.1": ratio(0)}
    result = assess(smaller, answers, bonus={}, deduction={})
    assert (result.nodes["8"].points, result.nodes["8"].possible, result.nodes["8"].rescaling) == (0, 0, "")
    assert (result.self_points, result.rescaled) == (4, Decimal("66.67"))
    assert result.complete


def test_not_arising_with_full_points_counts_as_reached() -> None:
    result = assessed(PERFECT | {"1.3.3": NOT_ARISING})
    assert result.leaves["1.3.3"].outcome is Outcome.NOT_ARISING
    assert result.self_points == 70


def test_bonus_and_deduction_stop_at_their_caps() -> None:
    half = PERFECT | {"3.3.1": ratio(0)}
    result = assessed(half, {"T1": 5}, {"P1": 1, "P2": 1})
    assert [(line.code, line.cases, line.points) for line in result.bonus][:2] == [("T1", 5, 5), ("T2", 0, 0)]
    assert (result.bonus_points, result.deduction_points) == (3, Decimal("1.5"))
    assert result.total == Decimal("67.5")
    assert result.rescaled == Decimal("95.79")
    assert assessed(half, {}, {"P3": 4}).deduction_points == 3


def test_the_result_stays_between_0_and_100() -> None:
    assert assessed(PERFECT, {"T1": 3}).rescaled == 100
    nothing = assessed({}, {}, {"P2": 3})
    assert (nothing.total, nothing.rescaled, nothing.grade) == (0, 0, "Yếu")


@pytest.mark.parametrize("cases", [{"T9": 1}, {"T1": -1}])
def test_an_unknown_item_or_a_negative_number_of_cases_is_a_mistake(cases: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="unknown items"):
        assessed({}, cases)


@pytest.mark.parametrize(
    ("reached", "name"),
    [
        ("90", "Xuất sắc"),
        ("89.99", "Tốt"),
        ("80", "Tốt"),
        ("70", "Khá"),
        ("50", "Trung bình"),
        ("49.99", "Yếu"),
        ("0", "Yếu"),
    ],
)
def test_a_class_starts_at_its_threshold(reached: str, name: str) -> None:
    assert grade(SET.grades, Decimal(reached)) == name


leaf_answers = st.fixed_dictionaries(
    {leaf.code: st.sampled_from([Answer(), PERFECT[leaf.code], NOT_ARISING, ratio(95), ratio(101)]) for leaf in SELF}
)


@settings(max_examples=40, deadline=None)
@given(leaf_answers)
def test_totals_are_the_sums_of_the_printed_areas(answers: dict[str, Answer]) -> None:
    result = assessed(answers)
    areas = [result.nodes[area.code] for area in SET.areas]
    assert result.self_points == sum(area.points for area in areas)
    assert result.answered == sum(area.answered for area in areas)
    for area in areas:
        assert 0 <= area.points <= area.points + area.lost <= area.possible
        assert area.answered < area.leaves or area.points + area.lost == area.possible
    for code, score in result.leaves.items():
        assert result.nodes[code].points == (score.points or 0)
    share = Fraction(result.self_points) / 70
    assert abs(Fraction(result.rescaled) - share * 100) <= Fraction(1, 200)


@settings(max_examples=40, deadline=None)
@given(leaf_answers)
def test_what_is_not_complete_has_a_blocking_finding(answers: dict[str, Answer]) -> None:
    everything = {leaf.code: "Giải trình" for leaf in SELF}
    blocked = any(item.level is Level.BLOCK for item in findings(answers, explanations=everything))
    assert blocked is not assessed(answers).complete


def test_a_perfect_year_with_evidence_has_no_findings() -> None:
    assert findings(PERFECT) == []


def test_each_unanswered_leaf_blocks_with_code_and_name() -> None:
    found = findings({})
    assert len(found) == len(SELF)
    assert found[2] == Finding(
        "assessment.unanswered",
        Level.BLOCK,
        "Tiêu chí 1.1.3 (Mức độ hoàn thành Kế hoạch CCHC năm): chưa được chấm điểm.",
        "criterion:1.1.3:answer",
    )


def test_a_half_entered_or_refused_answer_blocks_at_its_field() -> None:
    half = Answer(numbers={"a": Decimal(5)})
    found = findings(PERFECT | {"1.1.3": half, "2.3.2": ratio(101), "8.2": Answer(yes=True)})
    assert [(item.code, item.target) for item in found] == [
        ("score.missing-number", "criterion:1.1.3:b"),
        ("score.b-exceeds-a", "criterion:2.3.2:b"),
        ("score.survey-entered", "criterion:8.2:answer"),
    ]


def test_points_below_the_maximum_owe_an_explanation() -> None:
    answers = PERFECT | {"1.1.3": ratio(50, a=61)}
    (owed,) = findings(answers, explanations={"1.1.3": "  "})
    assert (owed.code, owed.level) == ("assessment.explanation-missing", Level.BLOCK)
    assert owed.target == "criterion:1.1.3:explanation"
    assert "điểm tự chấm 1,64 thấp hơn điểm tối đa 2,00, phải có giải trình." in owed.text
    assert findings(answers, explanations={"1.1.3": "11 nhiệm vụ chưa đến hạn"}) == []


def test_missing_evidence_blocks_and_with_an_explanation_only_warns() -> None:
    (missing,) = findings(PERFECT, evidence={"1.1.1": 0})
    assert (missing.code, missing.level) == ("assessment.evidence-missing", Level.BLOCK)
    assert missing.target == "criterion:1.1.1:evidence"
    (explained,) = findings(PERFECT, evidence={"1.1.1": 0}, explanations={"1.1.1": "Kế hoạch lưu tại tỉnh"})
    assert (explained.code, explained.level) == ("assessment.evidence-explained", Level.WARN)


def test_a_leaf_without_evidence_below_the_maximum_owes_both() -> None:
    found = findings(PERFECT | {"1.3.1": Answer(yes=False)}, evidence={"1.3.1": 0})
    assert [item.target for item in found] == ["criterion:1.3.1:explanation", "criterion:1.3.1:evidence"]


@pytest.mark.parametrize("code", ["1.3.3", "6.1"])
def test_not_arising_owes_a_confirmation_and_no_evidence(code: str) -> None:
    answers = PERFECT | {code: NOT_ARISING}
    (owed,) = findings(answers, evidence={code: 0})
    assert (owed.code, owed.target) == ("assessment.not-arising-unconfirmed", f"criterion:{code}:explanation")
    assert findings(answers, evidence={code: 0}, explanations={code: "Không phát sinh trong năm"}) == []


def test_a_set_that_asks_for_no_explanation_gets_none() -> None:
    lenient = replace(SET.criterion("1.3.1"), explain_below_max=False, explain_without_evidence=False)
    small = replace(SET, areas=(lenient,))
    answers = {"1.3.1": Answer(yes=False)}
    scores = assess(small, answers, bonus={}, deduction={}).leaves
    assert completion_findings(small, answers, scores=scores, explanations={}, evidence_counts={}) == []


def test_no_plan_declared_under_the_zero_policy_owes_a_confirmation() -> None:
    assert SET.criterion("1.1.3").not_arising is NotArising.ZERO
    (owed,) = findings(PERFECT | {"1.1.3": NOT_ARISING})
    assert owed.code == "assessment.not-arising-unconfirmed"
