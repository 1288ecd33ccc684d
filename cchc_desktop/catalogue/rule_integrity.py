"""What must hold between a scoring rule, its parameters, its inputs and the maximum of its criterion."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.domain.criteria import Criterion
from cchc_desktop.domain.rules import (
    Band,
    CountBands,
    DeadlineWeighted,
    MinusPerCase,
    OneOption,
    Proportional,
    ProportionalToTarget,
    RatioBands,
    Rule,
    TickList,
    ValueBands,
    WithinDeadline,
    YesNo,
)

_HUNDRED = Decimal(100)
_LEAP_YEAR = 2024  # 29 February is a possible deadline


def rule_problems(node: Criterion) -> Iterator[Problem]:
    """All problems of the rule of this leaf."""
    if node.rule is None:
        return
    yield from _input_problems(node, node.rule)
    yield from _point_problems(node, node.rule)
    match node.rule:
        case RatioBands(bands) | CountBands(bands):
            yield from _band_problems(node, bands, rising=False)
        case ValueBands(bands, at_most):
            yield from _band_problems(node, bands, rising=at_most)
        case WithinDeadline():
            yield from _deadline_problems(node, node.rule)
        case _:
            yield from _share_problems(node, node.rule)


def required_inputs(rule: Rule) -> tuple[str, ...]:
    """The keys of the numbers without which the rule cannot be computed."""
    match rule:
        case RatioBands() | Proportional() | ProportionalToTarget():
            return ("a", "b")
        case DeadlineWeighted():
            return ("a", "b", "c")
        case MinusPerCase() | CountBands():
            return ("n",)
        case ValueBands():
            return ("x",)
    return ()


def _input_problems(node: Criterion, rule: Rule) -> Iterator[Problem]:
    keys = [entry.key for entry in node.inputs]
    for key in required_inputs(rule):
        if key not in keys:
            yield problem("input-missing", node.code, key="inputs", value=key)
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield problem("input-duplicate", node.code, key="inputs", value=key)


def _point_problems(node: Criterion, rule: Rule) -> Iterator[Problem]:
    points = tuple(_points(rule))
    if any(value < 0 for value in points):
        yield problem("points-negative", node.code, key="rule")
    best = _best(rule, points)
    if best is None or best == node.max_points:
        return
    code = "points-over-max" if best > node.max_points else "maximum-unreachable"
    yield problem(code, node.code, key="rule", value=best, maximum=node.max_points)


def _points(rule: Rule) -> Iterable[Decimal]:
    match rule:
        case YesNo(yes, no):
            return (yes, no)
        case OneOption(choices) | TickList(choices):
            return (choice.points for choice in choices)
        case RatioBands(bands) | CountBands(bands) | ValueBands(bands):
            return (band.points for band in bands)
        case WithinDeadline():
            return (rule.late,)
        case MinusPerCase():
            return (rule.step,)
    return ()


def _best(rule: Rule, points: tuple[Decimal, ...]) -> Decimal | None:
    """The most points that the rule can give where it states them itself; None where it works from the maximum."""
    match rule:
        case TickList():
            return sum(points, Decimal(0))
        case YesNo() | OneOption() | RatioBands() | CountBands() | ValueBands():
            return max(points)
    return None


def _band_problems(node: Criterion, bands: tuple[Band, ...], *, rising: bool) -> Iterator[Problem]:
    thresholds = [band.threshold for band in bands if band.threshold is not None]
    if any(band.threshold is None for band in bands[:-1]):
        yield problem("band-otherwise-misplaced", node.code, key="rule.bands")
    points = [band.points for band in bands]
    in_order = thresholds == sorted(set(thresholds), reverse=not rising)
    if not in_order or points != sorted(set(points), reverse=True):
        yield problem("bands-not-descending", node.code, key="rule.bands")


def _deadline_problems(node: Criterion, rule: WithinDeadline) -> Iterator[Problem]:
    try:
        date(_LEAP_YEAR, rule.month, rule.day)
    except ValueError:
        yield problem("deadline-impossible", node.code, key="rule", day=rule.day, month=rule.month)
    if rule.late > node.max_points:
        yield problem("points-over-max", node.code, key="rule.late", value=rule.late, maximum=node.max_points)
    if not 0 <= rule.year_offset <= 1:
        yield _out_of_range(node, "year_offset", rule.year_offset, allowed="0 đến 1")


def _share_problems(node: Criterion, rule: Rule) -> Iterator[Problem]:
    match rule:
        case Proportional(zero_below, full_from):
            yield from _percentage(node, "zero_below", zero_below, most=full_from)
            yield from _percentage(node, "full_from", full_from, most=_HUNDRED)
        case ProportionalToTarget(target, zero_below):
            yield from _percentage(node, "zero_below", zero_below, most=target)
            yield from _percentage(node, "target", target, most=_HUNDRED, least=Decimal("0.01"))
        case DeadlineWeighted(zero_below):
            yield from _percentage(node, "zero_below", zero_below, most=_HUNDRED)


def _percentage(
    node: Criterion, key: str, value: Decimal, *, most: Decimal, least: Decimal = Decimal(0)
) -> Iterator[Problem]:
    if not least <= value <= most:
        yield _out_of_range(node, key, value, allowed=f"{least} đến {most}")


def _out_of_range(node: Criterion, key: str, value: object, *, allowed: str) -> Problem:
    return problem("parameter-out-of-range", node.code, key=f"rule.{key}", value=value, allowed=allowed)
