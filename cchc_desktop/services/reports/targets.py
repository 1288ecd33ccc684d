"""The targets (chỉ tiêu) of a report: the value reached by its figures, whether it is met, and the trend."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from cchc_desktop.domain.field_value import FieldValue
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.form_evaluation import Evaluated, FormScope, formula_value
from cchc_desktop.domain.formula import FormulaError, parse
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.target import Target
from cchc_desktop.domain.target_result import reached, shown_result, threshold_words, trend
from cchc_desktop.services.reports.rows import TargetRow
from cchc_desktop.services.reports.surroundings import ReportSurroundings


def target_rows(
    targets: Iterable[Target], evaluated: Mapping[str, Evaluated], around: ReportSurroundings
) -> tuple[TargetRow, ...]:
    """The targets of the form for the year of the period, in printed order."""
    form, period = around.form, around.period
    before = _known(form, around.others.values(around.compared))
    return tuple(
        _row(target, evaluated, before, around)
        for target in targets
        if target.form == form.code and target.year == reporting_year(period)
    )


def reporting_year(period: Period) -> int:
    """The year to which a period belongs; for a report on demand the one in which it closes."""
    return period.cumulative_window[0].year + 1


def target_value(target: Target, evaluated: Mapping[str, Evaluated], around: ReportSurroundings) -> Fraction | None:
    """The exact value of a target from the figures of a report; None where something that it needs is not known."""
    try:
        value = parse(target.formula).evaluate(FormScope(evaluated, around.period, around))
    except FormulaError:
        return None
    return value if isinstance(value, Fraction) else None


def _row(
    target: Target, evaluated: Mapping[str, Evaluated], before: Mapping[str, Evaluated], around: ReportSurroundings
) -> TargetRow:
    value = target_value(target, evaluated, around)
    return TargetRow(
        target=target,
        threshold=threshold_words(target),
        shown=shown_result(target, value),
        met=reached(target, value).value,
        trend=trend(value, target_value(target, before, around) if before else None).value,
    )


def _known(form: Form, values: Mapping[str, FieldValue]) -> Mapping[str, Evaluated]:
    specs = {item.code: item.spec for item in form.fields}
    return {code: Evaluated(code, value, exact=formula_value(value, specs[code])) for code, value in values.items()}
