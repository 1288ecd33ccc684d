"""Working out a form: derived fields in the order in which they need each other, overrides kept beside them.

Numbers stay exact (fractions) from field to field; only the ``FieldValue`` that is stored and shown is a decimal number
of at most 12 decimals.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from cchc_desktop.domain import field_value
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, DocumentReference, FieldValue, ValueState
from cchc_desktop.domain.form import Basis, Form, FormField
from cchc_desktop.domain.formula import FormulaError, Value, parse
from cchc_desktop.domain.number import half_up
from cchc_desktop.domain.period import Period, Window

_PLACES = 12

Row = Mapping[str, Value]


class CircularFormulas(ValueError):
    """Formulas need each other in a circle; ``codes`` is the circle, its first code repeated at the end."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(f"Công thức vòng tròn: {' → '.join(codes)}. Đề nghị sửa một trong các công thức này.")
        self.codes = tuple(codes)


class Surroundings(Protocol):
    """What a form reads beside its own fields. A code that does not exist raises KeyError."""

    @property
    def window(self) -> Window:
        """The data window of the period."""

    def rows(self, register: str, date_column: str, basis: Basis) -> Sequence[Row]:
        """The rows of a register that belong to the period by this basis; "" is the register's own date column."""

    def previous(self, code: str) -> Value:
        """The value of a field in the report that closes on the day before this one opens (KY_TRUOC)."""

    def last_year(self, code: str) -> Value:
        """The value of a field in the same period of the year before (CUNG_KY)."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered for a field; for a derived field it is an override, and owes its reason."""

    value: FieldValue
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A field of the report with its value.

    ``value`` is what counts: the override, else the derived value, else the typed one. ``derived`` is None for a typed
    field. ``exact`` is the value in formulas. ``problem`` says why the formula could not be worked out, "" if it could.
    """

    code: str
    value: FieldValue
    derived: FieldValue | None = None
    overridden: bool = False
    override_reason: str = ""
    exact: Value = None
    problem: str = ""


def evaluate(
    form: Form, period: Period, entered: Mapping[str, Entered], surroundings: Surroundings
) -> dict[str, Evaluated]:
    """The fields that the form asks for in this period, in printed order; raises CircularFormulas.

    A typed field that the period does not ask for is unknown in formulas, whatever was entered for it.
    """
    fields = {field.code: field for field in form.fields}
    known: dict[str, Evaluated] = {}
    scopes = {basis: FormScope(known, period, surroundings, basis) for basis in Basis}
    for code in field_order(form):
        field = fields[code]
        typed = entered.get(code, Entered(EMPTY)) if field.serves(period) else Entered(EMPTY)
        known[code] = _derived(field, typed, scopes[field.basis]) if field.formula else _typed(field, typed)
    return {field.code: known[field.code] for field in form.fields if field.serves(period)}


def _typed(field: FormField, typed: Entered) -> Evaluated:
    return Evaluated(field.code, typed.value, exact=formula_value(typed.value, field.spec))


def _derived(field: FormField, typed: Entered, scope: "FormScope") -> Evaluated:
    exact: Value = None
    derived, problem = EMPTY, ""
    try:
        exact = parse(field.formula).evaluate(scope)
        derived = _stored(exact, field.spec)
    except FormulaError as error:
        exact, problem = None, str(error)
    if not field.overridable or typed.value.state is ValueState.EMPTY:
        return Evaluated(field.code, derived, derived, exact=exact, problem=problem)
    return Evaluated(
        field.code,
        typed.value,
        derived,
        overridden=True,
        override_reason=typed.override_reason,
        exact=formula_value(typed.value, field.spec),
        problem=problem,
    )


def _stored(value: Value, spec: ValueSpec) -> FieldValue:
    """The value of a formula as the value of a field; FormulaError where it is not of the field's type."""
    if value is None:
        return EMPTY
    if spec.type.is_number and isinstance(value, Fraction):
        return field_value.of(_decimal(value))
    if isinstance(value, _KINDS.get(spec.type, ())):
        return field_value.of(value if not isinstance(value, Fraction) else _decimal(value))
    raise FormulaError(f"Công thức không cho giá trị kiểu “{spec.type.label}”")


_KINDS: Mapping[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.LONG_TEXT: str,
    FieldType.CHOICE: str,
    FieldType.MULTI_CHOICE: tuple,
    FieldType.YES_NO: bool,
    FieldType.DATE: date,
}


def _decimal(value: Fraction) -> Decimal:
    if value.denominator == 1:
        return Decimal(value.numerator)
    return Decimal(f"{half_up(value, _PLACES):f}".rstrip("0").rstrip("."))


def formula_value(value: FieldValue, spec: ValueSpec) -> Value:
    """What a field's value is in a formula: an exact number, a text, a day, yes or no, codes of options.

    A number is 0 where the matter did not arise, and None while the field is empty. A document counts by its number
    and notation; a table has no value in formulas.
    """
    if spec.type.is_number:
        return None if value.number is None else Fraction(value.number)
    plain = value.value
    if isinstance(plain, DocumentReference):
        return plain.number
    if isinstance(plain, tuple):
        return tuple(code for code in plain if isinstance(code, str)) if spec.type is FieldType.MULTI_CHOICE else None
    return plain if isinstance(plain, str | bool | date) else None


class FormScope:
    """Where the formulas of a form find their values; rows of registers are asked for once."""

    def __init__(
        self, known: Mapping[str, Evaluated], period: Period, surroundings: Surroundings, basis: Basis = Basis.IN_PERIOD
    ) -> None:
        self._known = known
        self._surroundings = surroundings
        self._basis = basis
        self._rows: dict[tuple[str, str], Sequence[Row]] = {}
        self.window = period.cumulative_window if basis is Basis.CUMULATIVE else surroundings.window

    def field(self, code: str) -> Value:
        """The value of a field of this form."""
        return self._known[code].exact

    def previous(self, code: str) -> Value:
        """The value in the report that closes as this one opens."""
        return self._surroundings.previous(code)

    def last_year(self, code: str) -> Value:
        """The value in the same period of the year before."""
        return self._surroundings.last_year(code)

    def rows(self, register: str, date_column: str) -> Sequence[Row]:
        """The rows of a register by the basis of the field."""
        key = (register, date_column)
        if key not in self._rows:
            self._rows[key] = self._surroundings.rows(register, date_column, self._basis)
        return self._rows[key]


def field_order(form: Form) -> tuple[str, ...]:
    """The codes of all fields so that each comes after those which its formula needs; raises CircularFormulas.

    A formula that cannot be parsed needs nothing here: its own fault is reported where it is worked out.
    """
    codes = {field.code for field in form.fields}
    sorter = TopologicalSorter({field.code: sorted(_needed(field) & codes) for field in form.fields})
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        circle: Iterable[str] = error.args[1]
        raise CircularFormulas(tuple(circle)) from None


def _needed(field: FormField) -> frozenset[str]:
    if not field.formula:
        return frozenset()
    try:
        return parse(field.formula).fields
    except FormulaError:
        return frozenset()
