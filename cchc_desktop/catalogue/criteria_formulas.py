"""What must hold of the formulas by which inputs of criteria take their numbers from the yearly report."""

from collections.abc import Iterable, Iterator

from cchc_desktop.catalogue.formula_integrity import named_fields, value_formula_problems
from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.domain.criteria import CriteriaSet, Criterion, Input
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.formula import FormulaError, parse


def input_formula_problems(criteria_set: CriteriaSet, faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Formulas that do not parse, give no number, read more than fields, or stand where nothing can be taken over."""
    for leaf, item in _inputs_with_formula(criteria_set):
        if leaf.code in faulty:
            continue
        if not criteria_set.form:
            yield problem("formula-without-form", leaf.code, key="inputs", value=item.code)
        if not item.is_number:
            yield problem("formula-misplaced", leaf.code, key="inputs", value=item.unit)
        yield from value_formula_problems(item.formula, leaf.code, key="inputs")
        yield from _more_than_fields(leaf, item)


def unknown_report_fields(criteria_set: CriteriaSet, forms: Iterable[Form]) -> Iterator[Problem]:
    """The form of the set where it is not at hand, and fields of formulas that the form does not have."""
    if not criteria_set.form:
        return
    form = next((found for found in forms if found.code == criteria_set.form), None)
    if form is None:
        yield problem("form-unknown", "set", key="form", value=criteria_set.form)
        return
    codes = {field.code for field in form.fields if field.spec.type is not FieldType.HEADING}
    for leaf, item in _inputs_with_formula(criteria_set):
        for code in sorted(named_fields(parse(item.formula)) - codes):
            yield problem("formula-field-unknown", leaf.code, key="inputs", value=code)


def _inputs_with_formula(criteria_set: CriteriaSet) -> Iterator[tuple[Criterion, Input]]:
    nodes = (node for area in criteria_set.areas for node in area.nodes())
    return ((node, item) for node in nodes for item in node.inputs if item.formula)


def _more_than_fields(leaf: Criterion, item: Input) -> Iterator[Problem]:
    """A formula may read figures of this one report only: its value is shown as a figure of that report."""
    try:
        formula = parse(item.formula)
    except FormulaError:
        return  # told already
    if formula.registers or formula.previous or formula.last_year or not formula.fields:
        yield problem("formula-fields-only", leaf.code, key="inputs", value=item.formula)
