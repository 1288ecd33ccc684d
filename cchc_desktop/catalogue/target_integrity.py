"""What must hold inside a pack of targets, and of its references to the form whose figures it judges."""

from collections.abc import Iterable, Iterator

from cchc_desktop.catalogue.formula_integrity import named_fields, type_problems, value_formula_problems
from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.formula import parse
from cchc_desktop.domain.formula_types import Kind, formula_faults
from cchc_desktop.domain.target import Target, TargetSet
from cchc_desktop.domain.vietnamese import YEARS

MAX_DECIMALS = 6


def target_problems(targets: TargetSet, faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Duplicate codes, formulas that do not parse, years and decimals that cannot be."""
    seen: set[str] = set()
    for target in targets.targets:
        if target.code and target.code in seen:
            yield problem("code-duplicate", target.code, key="code", value=target.code)
        seen.add(target.code)
        if target.code not in faulty:
            yield from _inside(target)


def unknown_fields(targets: TargetSet, forms: Iterable[Form]) -> Iterator[Problem]:
    """Forms that are not at hand and fields that the form of a target does not have."""
    by_code = {form.code: form for form in forms}
    for target in targets.targets:
        form = by_code.get(target.form)
        if form is None:
            yield problem("form-unknown", target.code, key="form", value=target.form)
            continue
        codes = {field.code for field in form.fields if field.spec.type is not FieldType.HEADING}
        for code in sorted(named_fields(parse(target.formula)) - codes):
            yield problem("formula-field-unknown", target.code, key="formula", value=code)
        specs = {field.code: field.spec for field in form.fields}
        faults = formula_faults(parse(target.formula), specs, {}, gives=Kind.NUMBER)
        yield from type_problems(faults, target.code, key="formula")
        if target.field and target.field not in codes:
            yield problem("formula-field-unknown", target.code, key="field", value=target.field)


def unknown_target_tasks(targets: TargetSet, known: frozenset[str]) -> Iterator[Problem]:
    """Tasks that targets name and that stand in none of the plans at hand."""
    for target in targets.targets:
        if target.task and target.task not in known:
            yield problem("task-unknown", target.code, key="task", value=target.task)


def _inside(target: Target) -> Iterator[Problem]:
    yield from value_formula_problems(target.formula, target.code)
    if not 0 <= target.decimals <= MAX_DECIMALS:
        allowed = f"0 đến {MAX_DECIMALS}"
        yield problem("parameter-out-of-range", target.code, key="decimals", value=target.decimals, allowed=allowed)
    if target.year not in YEARS:
        allowed = f"{YEARS[0]} đến {YEARS[-1]}"
        yield problem("parameter-out-of-range", target.code, key="year", value=target.year, allowed=allowed)
