"""A scoring rule in Vietnamese, as the table of the criteria set prints it (domain rules, section 1.7)."""

from collections.abc import Callable
from decimal import Decimal
from typing import assert_never

from cchc_desktop.domain.criteria import Criterion, NotArising
from cchc_desktop.domain.number import format_decimal, format_exact_points
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

_WHEN_NOT_ARISING = {
    NotArising.FULL: "; không phát sinh: tối đa",
    NotArising.EXCLUDED: "; không phát sinh: loại trừ, quy đổi",
}


def in_words(criterion: Criterion) -> str:
    """The rule of a leaf: "100%: tối đa; từ 80% đến dưới 100%: (b/a) × 2,00; dưới 80%: 0"; "" for an inner node."""
    if criterion.rule is None:
        return ""
    return _rule(criterion.rule, criterion) + _WHEN_NOT_ARISING.get(criterion.not_arising, "")


def _rule(rule: Rule, criterion: Criterion) -> str:
    match rule:
        case YesNo():
            return f"Có: {format_decimal(rule.yes)}; không: {format_decimal(rule.no)}"
        case OneOption():
            return "; ".join(_choice(option) for option in rule.options)
        case TickList():
            return " + ".join(_choice(item) for item in rule.items)
        case RatioBands() | CountBands() | ValueBands():
            return _bands(rule, exact_hundred=not criterion.b_may_exceed_a)
        case Proportional() | ProportionalToTarget() | DeadlineWeighted():
            return _proportional(rule, criterion)
        case WithinDeadline():
            return _within_deadline(rule)
        case MinusPerCase():
            first = f"mỗi {rule.per} trừ {format_decimal(rule.step)}, không âm"
            return "; ".join([first, *(f"{condition}: 0" for condition in rule.zero_when)])
        case Survey():
            return f"(tỷ lệ hài lòng % / 100) × {format_exact_points(criterion.max_points)}"
        case _:
            assert_never(rule)


def _choice(choice: Choice) -> str:
    return f"{choice.label}: {format_decimal(choice.points)}"


def _bands(rule: RatioBands | CountBands | ValueBands, *, exact_hundred: bool) -> str:
    if isinstance(rule, ValueBands) and rule.at_most:
        return "; ".join(f"{_at_most(band)}: {format_decimal(band.points)}" for band in rule.bands)
    is_ratio = isinstance(rule, RatioBands)
    show = _percentage if is_ratio else format_decimal
    shown = []
    for position, band in enumerate(rule.bands):
        above = rule.bands[position - 1].threshold if position else None
        words = _interval(band, above, show)
        if isinstance(rule, CountBands) and above == 1 and not band.threshold:
            words = "0"
        if is_ratio and exact_hundred and above is None and band.threshold == 100:
            words = "100%"
        shown.append(f"{words}: {format_decimal(band.points)}")
    return "; ".join(shown)


def _percentage(threshold: Decimal) -> str:
    return f"{format_decimal(threshold)}%"


def _at_most(band: Band) -> str:
    return "còn lại" if band.threshold is None else f"không quá {format_decimal(band.threshold)}"


def _interval(band: Band, above: Decimal | None, show: Callable[[Decimal], str]) -> str:
    """A band in words; ``above`` is the threshold of the better band before it."""
    if above is None:
        return "còn lại" if band.threshold is None else f"từ {show(band.threshold)} trở lên"
    if not band.threshold:
        return f"dưới {show(above)}"
    return f"từ {show(band.threshold)} đến dưới {show(above)}"


def _proportional(rule: Proportional | ProportionalToTarget | DeadlineWeighted, criterion: Criterion) -> str:
    most = format_exact_points(criterion.max_points)
    match rule:
        case Proportional():
            formula, full = f"(b/a) × {most}", rule.full_from
        case ProportionalToTarget():
            formula, full = f"(b/a)/{_percentage(rule.target)} × {most}", rule.target
        case DeadlineWeighted():
            formula, full = f"((b + 0,5 × c)/a) × {most} (b đúng hạn, c quá hạn)", Decimal(100)
    exact = full == 100 and not criterion.b_may_exceed_a
    parts = [f"{'100%' if exact else f'từ {_percentage(full)} trở lên'}: tối đa"]
    parts.append(f"{_interval(Band(rule.zero_below, Decimal(0)), full, _percentage)}: {formula}")
    if rule.zero_below:
        parts.append(f"dưới {_percentage(rule.zero_below)}: 0")
    return "; ".join(parts)


def _within_deadline(rule: WithinDeadline) -> str:
    year = {0: "năm đánh giá", 1: "năm sau năm đánh giá"}.get(rule.year_offset, f"năm đánh giá + {rule.year_offset}")
    return f"Đến hết ngày {rule.day:02d}/{rule.month:02d} của {year}: tối đa; sau thời hạn: {format_decimal(rule.late)}"
