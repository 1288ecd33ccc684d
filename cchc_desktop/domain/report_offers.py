"""Figures that the self-assessment shares with the yearly report: offered where they are known, compared if entered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.criteria import CriteriaSet, Criterion, Input
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.field_value import EMPTY, FieldValue
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.form_evaluation import Row, formula_value
from cchc_desktop.domain.formula import Formula, FormulaError, Value, parse
from cchc_desktop.domain.number import format_decimal, half_up
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.vietnamese import uncapitalised


@dataclass(frozen=True, slots=True)
class Offered:
    """The figure of a report for an input: rounded as the report shows it, in words, and by whom it is reported.

    ``report`` is "báo cáo năm 2025"; ``target`` is the link "report:<form>:<period>:<field>" to its first figure.
    """

    value: Decimal
    shown: str
    report: str
    target: str

    def agrees_with(self, entered: Decimal) -> bool:
        """Whether a number is the same, as far as the report shows it."""
        exponent = self.value.as_tuple().exponent
        return half_up(Fraction(entered), -exponent if isinstance(exponent, int) else 0) == self.value


def offers(
    criteria: CriteriaSet, form: Form, period: Period, values: Mapping[str, FieldValue]
) -> Mapping[str, Mapping[str, Offered]]:
    """What the values of a report give for the inputs, by criterion and key; inputs of unknown value are left out."""
    scope = _ReportScope(form, period, values)
    found: dict[str, Mapping[str, Offered]] = {}
    for leaf in criteria.leaves():
        known = {item.key: offer for item in leaf.inputs if (offer := scope.offer(item)) is not None}
        if known:
            found[leaf.code] = known
    return found


def difference_findings(
    criterion: Criterion, answer: Answer, offered: Mapping[str, Offered], *, explained: bool
) -> Iterator[Finding]:
    """Entered numbers that are not those of the report: a warning, or a remark where the criterion is explained."""
    for item in criterion.inputs:
        entered, offer = answer.numbers.get(item.key), offered.get(item.key)
        if entered is None or offer is None or offer.agrees_with(entered):
            continue
        owed = "đã có giải trình" if explained else "hãy sửa số hoặc giải trình ở tiêu chí"
        text = (
            f"Tiêu chí {criterion.code} ({criterion.name}): “{item.name}” ghi {format_decimal(entered)}, "
            f"{offer.report} ghi {offer.shown}; {owed}."
        )
        code = f"assessment.differs-from-report:{criterion.code}.{item.key}"
        level = Level.INFO if explained else Level.WARN
        yield Finding(code, level, text, f"criterion:{criterion.code}:{item.key}")


class _ReportScope:
    """The values of one report as formulas of inputs read them."""

    def __init__(self, form: Form, period: Period, values: Mapping[str, FieldValue]) -> None:
        self._form, self._period, self._values = form, period, values
        self._specs = {field.code: field.spec for field in form.fields}

    @property
    def window(self) -> tuple[date, date]:
        return self._period.window

    def field(self, code: str) -> Value:
        return formula_value(self._values.get(code, EMPTY), self._specs[code])

    def previous(self, code: str) -> Value:
        del code
        return None

    def last_year(self, code: str) -> Value:
        del code
        return None

    def rows(self, register: str, date_column: str) -> Sequence[Row]:
        raise KeyError(register, date_column)

    def offer(self, item: Input) -> Offered | None:
        """The figure for an input, None where the report does not know it or counts something that does not fit."""
        if not item.formula:
            return None
        try:
            formula = parse(item.formula)
            exact = formula.evaluate(self) if formula.fields <= self._specs.keys() else None
        except FormulaError:
            return None  # a figure that is not what the formula reads, in another edition of the form
        if not isinstance(exact, Fraction) or isinstance(exact, bool):
            return None
        value = half_up(exact, self._places(formula))
        if item.is_whole and value != value.to_integral_value():
            return None
        first = next(field.code for field in self._form.fields if field.code in formula.fields)
        report = f"báo cáo {uncapitalised(self._period.label)}"
        target = f"report:{self._form.code}:{self._period.code}:{first}"
        return Offered(value, format_decimal(value), report, target)

    def _places(self, formula: Formula) -> int:
        named = [self._specs[code] for code in formula.fields]
        return max((0 if spec.type is FieldType.INTEGER else spec.decimals for spec in named), default=0)
