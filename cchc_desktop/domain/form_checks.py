"""The checks of a report before it is completed: those of every field, and the rules that the form sets.

A warning passes with a written explanation, which then stands in the finding and travels with the report.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from cchc_desktop.domain.explanation import explained
from cchc_desktop.domain.field_checks import CheckedField, field_findings, neighbour_findings
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.form import Form, FormCheck
from cchc_desktop.domain.form_evaluation import Evaluated, FormScope, Surroundings
from cchc_desktop.domain.formula import Formula, FormulaError, Value, parse
from cchc_desktop.domain.formula_words import in_words
from cchc_desktop.domain.number import format_decimal, half_up
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.vietnamese import format_date

_MUST = {
    "=": "phải bằng",
    "<>": "phải khác",
    "<": "phải nhỏ hơn",
    "<=": "không được lớn hơn",
    ">": "phải lớn hơn",
    ">=": "không được nhỏ hơn",
}
_MOST_NAMES = 4  # a longer side is worded by its codes
_MOST_PLACES = 12


def check(
    form: Form,
    period: Period,
    evaluated: Mapping[str, Evaluated],
    surroundings: Surroundings,
    explanations: Mapping[str, str],
    target_prefix: str,
    compared: Mapping[str, Value] | None = None,
) -> tuple[Finding, ...]:
    """The findings of a report in printed order of the fields that they point to.

    ``explanations`` are by finding code. ``compared`` are the values of the previous report of the same length, by
    field code; without it nothing is compared. Targets are ``target_prefix`` and a field code.
    """
    before = compared or {}
    fields = [
        CheckedField(field, evaluated[field.code], before.get(field.code), f"{target_prefix}{field.code}")
        for field in form.fields
        if field.code in evaluated
    ]
    found = [finding for checked in fields for finding in field_findings(checked, period)]
    for left, right in pairwise(fields):
        found += neighbour_findings(left, right)
    rules = _Rules(form, evaluated, FormScope(evaluated, period, surroundings), target_prefix)
    for rule in form.checks:
        if rule.serves(period):
            found += rules.findings(rule)
    place = {checked.target: number for number, checked in enumerate(fields)}
    found.sort(key=lambda finding: place.get(finding.target, len(place)))
    return tuple(explained(finding, explanations) for finding in found)


class _Rules:
    """Holds the rules of the form against the values."""

    def __init__(self, form: Form, evaluated: Mapping[str, Evaluated], scope: FormScope, target_prefix: str) -> None:
        self._names = {field.code: field.name for field in form.fields}
        self._specs = {field.code: field.spec for field in form.fields}
        self._order = {field.code: place for place, field in enumerate(form.fields) if field.code in evaluated}
        self._scope = scope
        self._prefix = target_prefix

    def findings(self, rule: FormCheck) -> Iterator[Finding]:
        """Nothing while the rule holds or a value that it needs is not known."""
        try:
            formula = parse(rule.rule)
            held = formula.evaluate(self._scope) if self._is_asked(formula) else None
            if held is not None and not isinstance(held, bool):
                raise FormulaError("Điều kiện phải là một phép so sánh")
        except FormulaError as error:
            text = f"Không kiểm tra được điều kiện {rule.code} của biểu mẫu. {error}"
            yield Finding(f"report.formula:{rule.code}", Level.BLOCK, text, self._target(rule, None))
            return
        if held is False:
            text = " ".join(part for part in (_sentence(rule.text), self._computed(formula)) if part)
            text = text or f"Điều kiện {rule.code} của biểu mẫu chưa thỏa mãn: {rule.rule}"
            yield Finding(f"report.check:{rule.code}", rule.level, text, self._target(rule, formula))

    def _is_asked(self, formula: Formula) -> bool:
        """Whether the period asks for every field of a rule; otherwise the rule says nothing."""
        unknown = [code for code in formula.fields if code not in self._names]
        if unknown:
            raise FormulaError(f"Không có mã {min(unknown)}")
        return formula.fields <= self._order.keys()

    def _target(self, rule: FormCheck, formula: Formula | None) -> str:
        codes = [code for code in rule.fields if code in self._order]
        if not codes and formula is not None:
            left = formula.sides[0].fields if formula.sides else frozenset()
            codes = sorted(left & set(self._order) or formula.fields, key=lambda code: self._order.get(code, 0))
        return self._prefix + codes[0] if codes else self._prefix

    def _computed(self, formula: Formula) -> str:
        """What is compared, with both values and the difference; "" where the rule is not a single comparison."""
        if formula.sides is None:
            return ""
        left, sign, right = formula.sides
        values = left.evaluate(self._scope), right.evaluate(self._scope)
        first, second = self._shown(left, right, values)
        lag = ""
        if isinstance(values[0], Fraction) and isinstance(values[1], Fraction) and values[0] != values[1]:
            points = " điểm %" if self._is_percent(left) or self._is_percent(right) else ""
            lag = f", lệch {_number(abs(values[0] - values[1]), self._places(left, right, values))}{points}"
        return f"{_capital(self._words(left, first))} {_MUST[sign]} {self._words(right, second)}{lag}."

    def _words(self, side: Formula, value: str) -> str:
        if not (side.fields | side.previous | side.last_year | {code for code, _ in side.registers}):
            return value
        count = len(side.fields | side.previous | side.last_year)
        return f"{in_words(side, self._named if count <= _MOST_NAMES else str)} ({value})"

    def _named(self, code: str) -> str:
        return f"{self._names.get(code, '')} {code}".strip()

    def _shown(self, left: Formula, right: Formula, values: tuple[Value, Value]) -> tuple[str, str]:
        places = self._places(left, right, values)
        sign = "%" if self._is_percent(left) or self._is_percent(right) else ""
        if isinstance(values[0], Fraction) and isinstance(values[1], Fraction):
            if sign:
                return self._percent(left, values[0], places), self._percent(right, values[1], places)
            return _number(values[0], places), _number(values[1], places)
        options = {
            option.code: option.label
            for code in left.fields | right.fields
            if code in self._specs
            for option in self._specs[code].options
        }
        return _text(values[0], options), _text(values[1], options)

    def _percent(self, side: Formula, value: Fraction, places: int) -> str:
        """A percentage with the decimals of the field, as the report prints it; a bare number as written."""
        is_bare = not (side.fields | side.previous | side.last_year)
        rounded = half_up(value, places)
        return (format_decimal(rounded) if is_bare else format_decimal(rounded, places)) + "%"

    def _is_percent(self, side: Formula) -> bool:
        """Whether a side is one field of type percent, so that the other side is a percentage as well."""
        codes = side.fields | side.previous | side.last_year
        return len(codes) == 1 and all(
            code in self._specs and self._specs[code].type is FieldType.PERCENT for code in codes
        )

    def _places(self, left: Formula, right: Formula, values: tuple[Value, Value]) -> int:
        """The decimals of the fields, and more where rounding would hide the difference."""
        codes = (left.fields | right.fields | left.previous | right.previous) & set(self._specs)
        places = max((self._specs[code].decimals for code in codes), default=0)
        first, second = values
        if not isinstance(first, Fraction) or not isinstance(second, Fraction):
            return places
        while places < _MOST_PLACES and first != second and half_up(first, places) == half_up(second, places):
            places += 1
        return places


def _text(value: Value, options: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return format_date(value)
    return f"“{options.get(value, value)}”" if isinstance(value, str) else str(value)


def _number(value: Fraction, places: int) -> str:
    rounded = half_up(value, places)
    return format_decimal(rounded) if rounded == value else format_decimal(rounded, places)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
