"""Reads the entries of a pack of targets."""

from collections.abc import Mapping

from cchc_desktop.catalogue.table import Table
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.target import Operator, Target, TargetSet

OPERATORS: Mapping[str, Operator] = {operator.value: operator for operator in Operator}


def read_targets(document: Table, header: PackHeader) -> TargetSet:
    """Read the targets; problems are noted on the tables."""
    return TargetSet(header, tuple(_read_target(entry) for entry in document.entries("targets")))


def _read_target(entry: Table) -> Target:
    target = Target(
        code=entry.text("code"),
        name=entry.text("name"),
        form=entry.text("form"),
        formula=entry.text("formula"),
        operator=_read_operator(entry),
        threshold=entry.decimal("threshold"),
        unit=entry.optional_text("unit"),
        decimals=entry.optional_integer("decimals"),
        year=entry.integer("year"),
        source=entry.text("source"),
        place=entry.optional_text("place"),
        task=entry.optional_text("task"),
        field=entry.optional_text("field"),
    )
    entry.finish()
    return target


def _read_operator(entry: Table) -> Operator:
    value = entry.text("operator")
    if value and value not in OPERATORS:
        entry.note("choice-unknown", "operator", value=value, allowed=", ".join(OPERATORS))
    return OPERATORS.get(value, Operator.EQUAL)
