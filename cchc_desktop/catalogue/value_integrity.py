"""What must hold of a value that a pack asks for: options, decimals, bounds and the columns of a table."""

import re
from collections.abc import Iterable, Iterator

from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.period import PARTS

MAX_DECIMALS = 6

_COLUMN_CODE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_CHOICES = (FieldType.CHOICE, FieldType.MULTI_CHOICE)


def value_problems(spec: ValueSpec, entry: str, *, prefix: str = "") -> Iterator[Problem]:
    """Options, decimals, bounds and columns that do not fit the type; ``prefix`` is the place inside the entry."""
    yield from _option_problems(spec, entry, prefix)
    if not 0 <= spec.decimals <= MAX_DECIMALS:
        yield problem(
            "parameter-out-of-range",
            entry,
            key=f"{prefix}decimals",
            value=spec.decimals,
            allowed=f"0 đến {MAX_DECIMALS}",
        )
    yield from _bound_problems(spec, entry, prefix)
    yield from _column_problems(spec, entry, prefix)


def column_code_problems(codes: Iterable[str], entry: str) -> Iterator[Problem]:
    """Column codes that formulas cannot name, and codes that stand twice."""
    seen: set[str] = set()
    for code in codes:
        if code and not _COLUMN_CODE.fullmatch(code):
            yield problem("column-code-malformed", entry, key="columns", value=code)
        if code and code in seen:
            yield problem("column-duplicate", entry, key="columns", value=code)
        seen.add(code)


def period_problems(parts: Iterable[str], entry: str) -> Iterator[Problem]:
    """Period parts that do not exist."""
    for part in parts:
        if part not in PARTS:
            yield problem("part-unknown", entry, key="periods", value=part, allowed=", ".join(PARTS))


def _option_problems(spec: ValueSpec, entry: str, prefix: str) -> Iterator[Problem]:
    key = f"{prefix}options"
    if spec.type in _CHOICES and not spec.options:
        yield problem("options-missing", entry, key=key)
    if spec.type not in _CHOICES and spec.options:
        yield problem("options-misplaced", entry, key=key)
    seen: set[str] = set()
    for option in spec.options:
        if option.code and option.code in seen:
            yield problem("option-duplicate", entry, key=key, value=option.code)
        seen.add(option.code)


def _bound_problems(spec: ValueSpec, entry: str, prefix: str) -> Iterator[Problem]:
    for key, value in (("minimum", spec.minimum), ("maximum", spec.maximum)):
        if value is not None and not spec.type.is_number:
            yield problem("bound-misplaced", entry, key=f"{prefix}{key}")
    if spec.minimum is not None and spec.maximum is not None and spec.minimum > spec.maximum:
        yield problem("bounds-reversed", entry, key=f"{prefix}maximum")


def _column_problems(spec: ValueSpec, entry: str, prefix: str) -> Iterator[Problem]:
    if spec.type is FieldType.TABLE and not spec.columns:
        yield problem("columns-missing", entry, key=f"{prefix}columns")
    if spec.type is not FieldType.TABLE and spec.columns:
        yield problem("columns-misplaced", entry, key=f"{prefix}columns")
    yield from column_code_problems((column.code for column in spec.columns), entry)
    for number, column in enumerate(spec.columns, start=1):
        yield from value_problems(column.spec, entry, prefix=f"{prefix}columns[{number}].")
