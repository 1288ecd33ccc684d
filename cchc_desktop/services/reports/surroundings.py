"""What stands around a report: register rows, the tasks of the plan, and the same figures in other periods.

Values of another period come from its completed report where there is one. Otherwise they are worked out from what was
entered for it and from the registers, without looking at further periods. What nobody kept at that time is unknown: a
register that begins later (within the period, where no report was written of it), a plan that was not valid yet, a
period in which nothing was recorded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cchc_desktop.domain.field_value import EMPTY, FieldValue
from cchc_desktop.domain.form import Basis, Form
from cchc_desktop.domain.form_evaluation import Entered, Evaluated, Row, evaluate, field_order, formula_value
from cchc_desktop.domain.form_periods import previous_report, report_a_year_ago, reports_closing_before
from cchc_desktop.domain.formula import Formula, FormulaError, Value, parse
from cchc_desktop.domain.period import Period, Window
from cchc_desktop.services.reports.counted_rows import RegisterRows, basis_window
from cchc_desktop.services.reports.store import ReportStore, frozen_values

_MOST_EARLIER = 8  # reports that are looked through for what seldom changes


@dataclass(frozen=True, slots=True)
class _LiveSurroundings:
    """The surroundings of another period: its registers, and nothing of further periods."""

    period: Period
    registers: RegisterRows

    @property
    def window(self) -> Window:
        return self.period.window

    def rows(self, register: str, date_column: str, basis: Basis) -> Sequence[Row]:
        return self.registers.rows(register, date_column, basis_window(self.period, basis))

    def previous(self, code: str) -> Value:
        del code
        return None

    def last_year(self, code: str) -> Value:
        del code
        return None


class OtherReports:
    """The values of a form in other periods, worked out once each."""

    def __init__(self, form: Form, store: ReportStore, registers: RegisterRows) -> None:
        self._form, self._store, self._registers = form, store, registers
        self._values: dict[str, Mapping[str, FieldValue]] = {}

    def values(self, period: Period | None) -> Mapping[str, FieldValue]:
        """The values by field code; nothing for None and for a period of which nothing is known."""
        if period is None:
            return {}
        if period.code not in self._values:
            frozen, entered = self._store.values(self._form, period)
            self._values[period.code] = frozen_values(self._form, frozen) if frozen else self._live(period, entered)
        return self._values[period.code]

    def standing_before(self, period: Period) -> Mapping[str, FieldValue]:
        """The values that were last reported or entered before a period closes, by field code: what seldom changes."""
        earlier = [item for item in self._store.periods(self._form.code) if item.window[1] < period.window[1]]
        found: dict[str, FieldValue] = {}
        for item in sorted(earlier, key=lambda item: item.window[1])[-_MOST_EARLIER:]:
            frozen, entered = self._store.values(self._form, item)
            values = frozen_values(self._form, frozen) if frozen else {code: it.value for code, it in entered.items()}
            found |= {code: value for code, value in values.items() if value != EMPTY}
        return found

    def _live(self, period: Period, entered: Mapping[str, Entered]) -> Mapping[str, FieldValue]:
        if not entered and not self._anything_in(period):
            return {}
        evaluated = evaluate(self._form, period, entered, _LiveSurroundings(period, self._registers))
        start = period.window[1] if entered else period.window[0]
        unknown = self._unknown(start, evaluated)
        return {code: EMPTY if code in unknown else item.value for code, item in evaluated.items()}

    def _anything_in(self, period: Period) -> bool:
        used = {code for formula in self._formulas.values() for code, _column in formula.registers}
        return any(
            self._registers.entries(code, period.window) for code in used if self._registers.register(code) is not None
        )

    def _unknown(self, start: date, evaluated: Mapping[str, Evaluated]) -> set[str]:
        """The derived fields that rest, however indirectly, on something that was not kept by the day ``start``."""
        unknown: set[str] = set()
        for code in field_order(self._form):
            formula = self._formulas.get(code)
            if formula is None or code not in evaluated or evaluated[code].overridden:
                continue
            missing = any(not self._registers.was_kept(register, start) for register, _column in formula.registers)
            if missing or formula.fields & unknown:
                unknown.add(code)
        return unknown

    @cached_property
    def _formulas(self) -> Mapping[str, Formula]:
        return formulas_of(self._form)


@dataclass(slots=True)
class ReportSurroundings:
    """The surroundings of the report of one form and period."""

    form: Form
    period: Period
    registers: RegisterRows
    others: OtherReports
    _closing: tuple[Period, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._closing = tuple(reports_closing_before(self.form, self.period))

    @property
    def window(self) -> Window:
        """First and last day of the period."""
        return self.period.window

    @property
    def compared(self) -> Period | None:
        """The period with which figures are compared: the last one of the same kind."""
        return previous_report(self.form, self.period)

    @property
    def year_ago(self) -> Period | None:
        """The same period of the year before."""
        return report_a_year_ago(self.form, self.period)

    def rows(self, register: str, date_column: str, basis: Basis) -> Sequence[Row]:
        """The rows that a figure of this basis counts; KeyError for an unknown register or column."""
        return self.registers.rows(register, date_column, basis_window(self.period, basis))

    def previous(self, code: str) -> Value:
        """The value in the report that closes the day before this one opens; None where nothing is known."""
        return formula_value(self.closing_value(code)[1], self.form.field(code).spec)

    def last_year(self, code: str) -> Value:
        """The value in the same period of the year before; None where nothing is known."""
        return formula_value(self.others.values(self.year_ago).get(code, EMPTY), self.form.field(code).spec)

    def closing_value(self, code: str) -> tuple[Period | None, FieldValue]:
        """The balance carried over, with the period whose report it closes."""
        for period in self._closing:
            value = self.others.values(period).get(code, EMPTY)
            if value != EMPTY:
                return period, value
        return (self._closing[0] if self._closing else None), EMPTY


def formulas_of(form: Form) -> Mapping[str, Formula]:
    """The parsed formulas of the derived fields; those that do not parse are left out."""
    found: dict[str, Formula] = {}
    for item in form.fields:
        if item.formula:
            try:
                found[item.code] = parse(item.formula)
            except FormulaError:
                continue
    return found
