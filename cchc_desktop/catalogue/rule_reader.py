"""Reads the scoring rule of a criterion: one small function for each closed kind of domain/rules.py."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cchc_desktop.catalogue.table import Table
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


def read_rule(table: Table) -> Rule | None:
    """Read the rule under its ``kind``; None after a problem that leaves no rule at all."""
    kind = table.text("kind")
    read = KINDS.get(kind)
    if read is None:
        if kind:
            table.note("rule-unknown", "kind", value=kind, allowed=", ".join(KINDS))
        return None
    rule = read(table)
    table.finish()
    return rule


def _yes_no(table: Table) -> Rule:
    return YesNo(yes=table.decimal("yes"), no=table.decimal("no"))


def _one_option(table: Table) -> Rule:
    return OneOption(_choices(table, "options"))


def _tick_list(table: Table) -> Rule:
    return TickList(_choices(table, "items"))


def _ratio_bands(table: Table) -> Rule:
    return RatioBands(_bands(table))


def _proportional(table: Table) -> Rule:
    return Proportional(zero_below=table.decimal("zero_below"), full_from=table.decimal("full_from"))


def _proportional_to_target(table: Table) -> Rule:
    return ProportionalToTarget(target=table.decimal("target"), zero_below=table.decimal("zero_below"))


def _deadline_weighted(table: Table) -> Rule:
    return DeadlineWeighted(zero_below=table.decimal("zero_below"))


def _within_deadline(table: Table) -> Rule:
    return WithinDeadline(
        month=table.integer("month"),
        day=table.integer("day"),
        late=table.decimal("late"),
        year_offset=table.optional_integer("year_offset"),
    )


def _minus_per_case(table: Table) -> Rule:
    return MinusPerCase(step=table.decimal("step"), per=table.text("per"), zero_when=table.texts("zero_when"))


def _count_bands(table: Table) -> Rule:
    return CountBands(_bands(table))


def _value_bands(table: Table) -> Rule:
    return ValueBands(_bands(table), at_most=table.flag("at_most"))


def _survey(_table: Table) -> Rule:
    return Survey()


def _choices(table: Table, key: str) -> tuple[Choice, ...]:
    choices = []
    for item in _rows(table, key):
        choices.append(Choice(item.text("label"), item.decimal("points")))
        item.finish()
    return tuple(choices)


def _bands(table: Table) -> tuple[Band, ...]:
    bands = []
    for item in _rows(table, "bands"):
        bands.append(Band(item.optional_decimal("threshold"), item.decimal("points")))
        item.finish()
    return tuple(bands)


def _rows(table: Table, key: str) -> list[Table]:
    rows = table.tables(key)
    if not rows:
        table.note("list-empty" if key in table else "key-missing", key)
    return rows


KINDS: Mapping[str, Callable[[Table], Rule]] = MappingProxyType(
    {
        "yes_no": _yes_no,
        "one_option": _one_option,
        "tick_list": _tick_list,
        "ratio_bands": _ratio_bands,
        "proportional": _proportional,
        "proportional_to_target": _proportional_to_target,
        "deadline_weighted": _deadline_weighted,
        "within_deadline": _within_deadline,
        "minus_per_case": _minus_per_case,
        "count_bands": _count_bands,
        "value_bands": _value_bands,
        "survey": _survey,
    }
)
