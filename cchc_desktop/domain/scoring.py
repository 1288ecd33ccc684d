"""The score of a leaf from its rule and its answer, exact to the last step (domain rules, section 1.4).

Ratios are compared as exact fractions, never as rounded percentages; each leaf is rounded once, half up, to two
decimals. The arithmetic is written out, so that whoever checks it can follow: "b/a = 41/45 = 91,11% ≥ 80% → ...".
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import assert_never

from cchc_desktop.domain.answer import Answer, fault, missing
from cchc_desktop.domain.criteria import Criterion, NotArising
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.number import format_decimal, format_exact_points, format_points, half_up, percent
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
    Survey,
    TickList,
    ValueBands,
    WithinDeadline,
    YesNo,
)

_ZERO = Fraction(0)
_MOST_PLACES = 12


class Outcome(Enum):
    """What became of a leaf."""

    UNANSWERED = "unanswered"
    SCORED = "scored"
    NOT_ARISING = "not_arising"  # declared "không phát sinh": the maximum by policy
    EXCLUDED = "excluded"  # declared "không phát sinh": left out, its area is rescaled
    SURVEY = "survey"
    INVALID = "invalid"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "unanswered": "Chưa chấm",
            "scored": "Đã chấm",
            "not_arising": "Không phát sinh",
            "excluded": "Không tính điểm",
            "survey": "Điều tra xã hội học",
            "invalid": "Số liệu chưa hợp lệ",
        }[self.value]


@dataclass(frozen=True, slots=True)
class LeafScore:
    """The score of one leaf. ``points`` is None unless SCORED or NOT_ARISING, and rounded half up to two decimals.

    ``finding`` says what is wrong (INVALID) or still missing from an answer that was begun (UNANSWERED).
    """

    code: str
    outcome: Outcome
    points: Decimal | None
    max_points: Decimal
    arithmetic: str = ""
    finding: Finding | None = None
    ratio: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Result:
    exact: Fraction
    arithmetic: str
    ratio: Fraction | None = None


def score_leaf(criterion: Criterion, answer: Answer | None, *, year: int) -> LeafScore:
    """Score one leaf; ``year`` is the scored year, for deadlines. ValueError for a node that is no leaf."""
    if criterion.rule is None:
        raise ValueError(f"not a leaf: {criterion.code}")
    answer = answer or Answer()
    finding = fault(criterion, answer)
    if finding is not None:
        return _without_points(criterion, Outcome.INVALID, finding=finding)
    if isinstance(criterion.rule, Survey):
        return _without_points(criterion, Outcome.SURVEY, "Do tỉnh chấm theo kết quả điều tra xã hội học")
    if answer.is_empty:
        return _without_points(criterion, Outcome.UNANSWERED)
    finding = missing(criterion, answer)
    if finding is not None:
        return _without_points(criterion, Outcome.UNANSWERED, finding=finding)
    if answer.not_arising:
        return _not_arising(criterion)
    if answer.numbers.get("a") == 0:  # only policy ZERO comes here, for all others it is a fault
        return _scored(criterion, _Result(_ZERO, "a = 0 → 0,00"))
    return _scored(criterion, _evaluate(criterion, answer, year=year))


def _without_points(
    criterion: Criterion, outcome: Outcome, arithmetic: str = "", *, finding: Finding | None = None
) -> LeafScore:
    return LeafScore(criterion.code, outcome, None, criterion.max_points, arithmetic, finding)


def _scored(criterion: Criterion, result: _Result) -> LeafScore:
    points = half_up(result.exact)
    return LeafScore(
        criterion.code, Outcome.SCORED, points, criterion.max_points, result.arithmetic, ratio=result.ratio
    )


def _not_arising(criterion: Criterion) -> LeafScore:
    most = criterion.max_points
    if criterion.not_arising is NotArising.EXCLUDED:
        text = "Không phát sinh → không tính điểm, quy đổi điểm của lĩnh vực"
        return _without_points(criterion, Outcome.EXCLUDED, text)
    if criterion.not_arising is NotArising.ZERO:
        return _scored(criterion, _Result(_ZERO, "Không phát sinh → 0,00"))
    text = f"Không phát sinh → tối đa {format_points(most)}"
    return LeafScore(criterion.code, Outcome.NOT_ARISING, half_up(Fraction(most)), most, text)


def _evaluate(criterion: Criterion, answer: Answer, *, year: int) -> _Result:
    rule = criterion.rule
    match rule:
        case YesNo():
            return _yes_no(rule, answer)
        case OneOption() | TickList():
            return _choices(rule, answer)
        case RatioBands():
            return _ratio_bands(rule, answer)
        case Proportional() | ProportionalToTarget() | DeadlineWeighted():
            return _proportional(rule, answer, most=criterion.max_points)
        case WithinDeadline():
            return _within_deadline(rule, answer, deadline=deadline(rule, year), most=criterion.max_points)
        case MinusPerCase():
            return _minus_per_case(rule, answer, most=criterion.max_points)
        case CountBands():
            return _banded("n", answer.numbers["n"], rule.bands)
        case ValueBands():
            return _banded("x", answer.numbers["x"], rule.bands, at_most=rule.at_most)
        case Survey() | None:
            raise ValueError(f"nothing to score: {criterion.code}")
        case _:
            assert_never(rule)


def _yes_no(rule: YesNo, answer: Answer) -> _Result:
    points = rule.yes if answer.yes else rule.no
    return _Result(Fraction(points), f"{'Có' if answer.yes else 'Không'} → {format_points(points)}")


def _choices(rule: OneOption | TickList, answer: Answer) -> _Result:
    if isinstance(rule, OneOption):
        option = rule.options[answer.choice or 0]
        return _Result(Fraction(option.points), f"{option.label} → {format_points(option.points)}")
    reached = [rule.items[position] for position in sorted(answer.ticks or ())]
    return _ticked(reached)


def _ticked(reached: list[Choice]) -> _Result:
    total = sum((Fraction(item.points) for item in reached), _ZERO)
    if not reached:
        return _Result(total, "Không đạt nội dung nào → 0,00")
    terms = " + ".join(format_exact_points(item.points) for item in reached)
    equals = f" = {format_points(half_up(total))}" if len(reached) > 1 else ""
    return _Result(total, f"Đạt {len(reached)} nội dung: {terms}{equals}")


def _ratio_bands(rule: RatioBands, answer: Answer) -> _Result:
    ratio, shown = _share(answer)
    text = f"{shown} = {_clear_percent(ratio, [band.threshold for band in rule.bands])}"
    position, points = _band(ratio * 100, rule.bands)
    bounds = _bounds(rule.bands, position, show=lambda threshold: f"{format_decimal(threshold)}%")
    return _Result(Fraction(points), f"{text}{bounds} → {format_points(points)}", ratio)


def _share(answer: Answer) -> tuple[Fraction, str]:
    a, b = answer.numbers["a"], answer.numbers["b"]
    return Fraction(b) / Fraction(a), f"b/a = {format_decimal(b)}/{format_decimal(a)}"


def _clear_percent(ratio: Fraction, thresholds: list[Decimal | None]) -> str:
    """A percentage with so many decimals that it never looks like a threshold that it does not reach exactly."""
    places = 2
    while places < _MOST_PLACES and any(
        threshold is not None and half_up(ratio * 100, places) == threshold != ratio * 100 for threshold in thresholds
    ):
        places += 1
    return percent(ratio, places)


def _band(value: Fraction, bands: tuple[Band, ...], *, at_most: bool = False) -> tuple[int, Decimal]:
    """The position and points of the first band met; past the end and 0 when none is."""
    for position, band in enumerate(bands):
        if band.threshold is None or (value <= band.threshold if at_most else value >= band.threshold):
            return position, band.points
    return len(bands), Decimal(0)


def _bounds(
    bands: tuple[Band, ...], position: int, *, show: Callable[[Decimal], str] = format_decimal, at_most: bool = False
) -> str:
    """Where the value lies: " ≥ 70% và < 100%"."""
    reached = bands[position].threshold if position < len(bands) else None
    passed = bands[position - 1].threshold if position else None
    parts = []
    if reached is not None and (reached != 0 or passed is None):
        parts.append(f"{'≤' if at_most else '≥'} {show(reached)}")
    if passed is not None:
        parts.append(f"{'>' if at_most else '<'} {show(passed)}")
    return f" {' và '.join(parts)}" if parts else ""


def _banded(key: str, value: Decimal, bands: tuple[Band, ...], *, at_most: bool = False) -> _Result:
    position, points = _band(Fraction(value), bands, at_most=at_most)
    bounds = _bounds(bands, position, at_most=at_most)
    return _Result(Fraction(points), f"{key} = {format_decimal(value)}{bounds} → {format_points(points)}")


def _proportional(
    rule: Proportional | ProportionalToTarget | DeadlineWeighted, answer: Answer, *, most: Decimal
) -> _Result:
    ratio, shown = _weighted(answer) if isinstance(rule, DeadlineWeighted) else _share(answer)
    target = rule.target if isinstance(rule, ProportionalToTarget) else Decimal(100)
    full_from = rule.full_from if isinstance(rule, Proportional) else target
    shown += f" = {_clear_percent(ratio, [rule.zero_below, full_from])}"
    if ratio * 100 < rule.zero_below:
        return _Result(_ZERO, f"{shown} < {format_decimal(rule.zero_below)}% → 0,00", ratio)
    if ratio * 100 >= full_from:
        return _Result(Fraction(most), f"{shown} ≥ {format_decimal(full_from)}% → tối đa {format_points(most)}", ratio)
    exact = min(ratio * 100 / Fraction(target), Fraction(1)) * Fraction(most)
    floor = f" ≥ {format_decimal(rule.zero_below)}%" if rule.zero_below else ""
    return _Result(exact, f"{shown}{floor} → {_product(rule, answer, most)} = {format_points(half_up(exact))}", ratio)


def _weighted(answer: Answer) -> tuple[Fraction, str]:
    a, b, c = (answer.numbers[key] for key in "abc")
    shown = f"(b + 0,5 × c)/a = ({format_decimal(b)} + 0,5 × {format_decimal(c)})/{format_decimal(a)}"
    return (Fraction(b) + Fraction(c) / 2) / Fraction(a), shown


def _product(rule: Proportional | ProportionalToTarget | DeadlineWeighted, answer: Answer, most: Decimal) -> str:
    a, b = answer.numbers["a"], answer.numbers["b"]
    if isinstance(rule, DeadlineWeighted):
        b += answer.numbers["c"] / 2
    share = f"{format_decimal(b)}/{format_decimal(a)}"
    if isinstance(rule, ProportionalToTarget):
        share = f"({share})/{format_decimal(rule.target)}%"
    return f"{share} × {format_exact_points(most)}"


def deadline(rule: WithinDeadline, year: int) -> date:
    """The last day that gives the maximum; 29 February is the last of February in other years."""
    year += rule.year_offset
    return date(year, rule.month, min(rule.day, calendar.monthrange(year, rule.month)[1]))


def _within_deadline(rule: WithinDeadline, answer: Answer, *, deadline: date, most: Decimal) -> _Result:
    if answer.day is None:
        return _Result(Fraction(rule.late), f"Chưa thực hiện → {format_points(rule.late)}")
    in_time = answer.day <= deadline
    points = most if in_time else rule.late
    text = f"Ngày {answer.day:%d/%m/%Y} {'trong hạn' if in_time else 'quá hạn'} {deadline:%d/%m/%Y}"
    return _Result(Fraction(points), f"{text} → {format_points(points)}")


def _minus_per_case(rule: MinusPerCase, answer: Answer, *, most: Decimal) -> _Result:
    if answer.zero_conditions:
        held = "; ".join(rule.zero_when[position] for position in sorted(answer.zero_conditions))
        return _Result(_ZERO, f"{held} → 0,00")
    n = answer.numbers["n"]
    rest = Fraction(most) - Fraction(n) * Fraction(rule.step)
    text = f"{format_exact_points(most)} − {format_decimal(n)} × {format_exact_points(rule.step)}"
    text += f" = {format_exact_points(most - n * rule.step)}".replace("-", "−")
    if rest < 0:
        return _Result(_ZERO, f"{text} < 0 → 0,00")
    rounded = half_up(rest)
    return _Result(rest, text if rounded == rest else f"{text} → {format_points(rounded)}")
