"""What must hold of the formulas of a pack: they parse, name what exists, and do not run in a circle."""

from collections.abc import Generator, Iterable, Iterator, Mapping

from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.form import Form, FormField
from cchc_desktop.domain.formula import Formula, FormulaError, parse, parse_condition
from cchc_desktop.domain.formula_types import Kind, TypeFault, formula_faults


def formula_problems(form: Form, faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Formulas and rules that do not parse, name no field of the form or give the wrong kind of value, and circles."""
    codes = {field.code: field for field in form.fields}
    needs: dict[str, list[str]] = {}
    for field in form.fields:
        if field.formula and field.code not in faulty:
            formula = yield from _parsed(field.formula, field.code, key="formula")
            if formula is not None:
                yield from _derived_problems(field, formula, codes)
                needs[field.code] = sorted(formula.fields)
    for check in form.checks:
        if check.code not in faulty:
            formula = yield from _parsed(check.rule, check.code, key="rule")
            if formula is not None:
                yield from _check_problems(check.code, formula, codes)
            for code in check.fields:
                if code not in codes:
                    yield problem("formula-field-unknown", check.code, key="fields", value=code)
    for code, circle in _circles(needs):
        yield problem("formulas-circular", code, key="formula", value=" → ".join(circle))


def value_formula_problems(text: str, entry: str, *, key: str = "formula") -> Iterator[Problem]:
    """A formula that stands alone and must give a number, such as that of a target."""
    formula = yield from _parsed(text, entry, key=key)
    if formula is not None and formula.is_comparison:
        yield problem("formula-not-value", entry, key=key)


def condition_problems(text: str, entry: str) -> Iterator[Problem]:
    """A condition on the rows of a register that does not parse."""
    try:
        parse_condition(text)
    except FormulaError as error:
        yield problem("formula-wrong", entry, key="condition", value=str(error).rstrip("."))


def type_problems(faults: Iterable[TypeFault], entry: str, *, key: str) -> Iterator[Problem]:
    """The problems of what a formula puts together that does not go together, each once."""
    for fault in dict.fromkeys(faults):
        if fault.option:
            yield problem("option-unknown", entry, key=key, words=fault.words, value=fault.option, column=fault.column)
        else:
            yield problem("formula-types", entry, key=key, words=fault.words)


def named_fields(formula: Formula) -> frozenset[str]:
    """Every field that a formula names, of this period or of another."""
    return formula.fields | formula.previous | formula.last_year


def _parsed(text: str, entry: str, *, key: str) -> Generator[Problem, None, Formula | None]:
    try:
        return parse(text)
    except FormulaError as error:
        yield problem("formula-wrong", entry, key=key, value=str(error).rstrip("."))
        return None


def _derived_problems(field: FormField, formula: Formula, codes: Mapping[str, FormField]) -> Iterator[Problem]:
    yield from _unknown_fields(field.code, formula, codes, key="formula")
    if formula.is_comparison != (field.spec.type is FieldType.YES_NO):
        yield problem("formula-kind-differs", field.code, key="formula", **_type_words(field.spec))
    elif not (field.spec.type.is_number or formula.is_comparison):
        yield problem("formula-misplaced", field.code, key="formula", **_type_words(field.spec))
    else:
        gives = Kind.YES_NO if formula.is_comparison else Kind.NUMBER
        yield from type_problems(formula_faults(formula, _specs(codes), {}, gives=gives), field.code, key="formula")


def _check_problems(entry: str, formula: Formula, codes: Mapping[str, FormField]) -> Iterator[Problem]:
    yield from _unknown_fields(entry, formula, codes, key="rule")
    if not formula.is_comparison:
        yield problem("rule-not-comparison", entry, key="rule")
    else:
        yield from type_problems(formula_faults(formula, _specs(codes), {}), entry, key="rule")


def _type_words(spec: ValueSpec) -> dict[str, str]:
    return {"value": spec.type.value, "label": spec.type.label}


def _specs(codes: Mapping[str, FormField]) -> dict[str, ValueSpec]:
    return {code: field.spec for code, field in codes.items()}


def _unknown_fields(entry: str, formula: Formula, codes: Mapping[str, FormField], *, key: str) -> Iterator[Problem]:
    for code in sorted(named_fields(formula)):
        if code not in codes or codes[code].spec.type is FieldType.HEADING:
            yield problem("formula-field-unknown", entry, key=key, value=code)


def _circles(needs: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each circle of formulas once, by its first field in the order of the form."""
    told: set[str] = set()
    for start in needs:
        circle = _circle_from(start, needs)
        if circle and not told & set(circle):
            told.update(circle)
            yield start, circle


def _circle_from(start: str, needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The way from a field through the fields that it needs back to itself; empty if there is none."""
    before: dict[str, str] = {}
    open_codes = [start]
    while open_codes:
        code = open_codes.pop()
        for needed in needs.get(code, ()):
            if needed == start:
                way = [start]
                while code != start:
                    way.append(code)
                    code = before[code]
                return (start, *reversed(way[1:]), start)
            if needed not in before:
                before[needed] = code
                open_codes.append(needed)
    return ()
