"""What must hold inside a pack beyond the shape of its entries: codes, references, sums and the order of bands.

Entries that are already ``faulty`` are left out, so that the same mistake is not told again.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cchc_desktop.catalogue.criteria_formulas import input_formula_problems
from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.catalogue.rule_integrity import rule_problems
from cchc_desktop.domain.criteria import Adjustment, CriteriaSet, Criterion, Grade, NotArising
from cchc_desktop.domain.plan import Plan, Task
from cchc_desktop.domain.rules import Survey
from cchc_desktop.domain.unit import Unit

UNIT_KINDS = ("Xã", "Phường", "Đặc khu")

_ZERO = Decimal(0)


def plan_problems(plan: Plan, faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Duplicate codes and numbers, tasks of no field, fields without tasks."""
    yield from _duplicates(field.code for field in plan.fields)
    yield from _duplicates(task.code for task in plan.tasks)
    fields = {field.code for field in plan.fields}
    for task in plan.tasks:
        if task.field and task.field not in fields:
            yield problem("field-unknown", task.code, key="field", value=task.field)
    used = {task.field for task in plan.tasks}
    for field in plan.fields:
        if field.code not in used and field.code not in faulty:
            yield problem("field-without-tasks", field.code, key="code")
    yield from _repeated_numbers(plan.tasks)


def unit_problems(units: tuple[Unit, ...], faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Duplicate or malformed codes and unknown kinds of unit."""
    yield from _duplicates(unit.code for unit in units)
    for unit in units:
        if unit.code in faulty:
            continue
        if not (len(unit.code) == 5 and unit.code.isascii() and unit.code.isdigit()):
            yield problem("unit-code-malformed", unit.code, key="code", value=unit.code)
        if unit.kind not in UNIT_KINDS:
            yield problem("unit-kind-unknown", unit.code, key="kind", value=unit.kind, allowed=", ".join(UNIT_KINDS))


def criteria_problems(criteria_set: CriteriaSet, faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Sums of points, rules, inputs, examples, adjustments and grades."""
    nodes = [node for area in criteria_set.areas for node in area.nodes()]
    yield from _duplicates((entry.code for node in nodes for entry in node.inputs), key="inputs")
    yield from _duplicates(item.code for item in (*criteria_set.bonus, *criteria_set.deduction))
    for node in nodes:
        if node.code not in faulty:
            yield from _node_problems(node, faulty)
    yield from input_formula_problems(criteria_set, faulty)
    yield from _scale_problems(criteria_set, faulty)
    yield from _adjustment_problems((*criteria_set.bonus, *criteria_set.deduction), faulty)
    yield from _grade_problems(criteria_set.grades)


def unknown_tasks(criteria_set: CriteriaSet, known: frozenset[str]) -> Iterator[Problem]:
    """Tasks that criteria point to and that stand in none of the plans at hand."""
    for leaf in criteria_set.leaves():
        for task in leaf.tasks:
            if task not in known:
                yield problem("task-unknown", leaf.code, key="tasks", value=task)


def _duplicates(codes: Iterable[str], *, key: str = "code") -> Iterator[Problem]:
    seen: set[str] = set()
    for code in codes:
        if code and code in seen:
            yield problem("code-duplicate", code, key=key, value=code)
        seen.add(code)


def _repeated_numbers(tasks: tuple[Task, ...]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for task in tasks:
        place = (task.field, task.number)
        if task.number and place in seen:
            yield problem("number-duplicate", task.code, key="number", value=task.number)
        seen.add(place)


def _node_problems(node: Criterion, faulty: frozenset[str]) -> Iterator[Problem]:
    if node.max_points < 0:
        yield problem("points-negative", node.code, key="max_points")
    if node.children and not any(child.code in faulty for child in node.children):
        total = sum((child.max_points for child in node.children), _ZERO)
        if total != node.max_points:
            yield problem("sum-differs", node.code, key="max_points", value=total, maximum=node.max_points)
    if node.rule is None:
        return
    if isinstance(node.rule, Survey) != (node.not_arising is NotArising.NOT_APPLICABLE):
        yield problem("policy-mismatch", node.code, key="not_arising")
    yield from rule_problems(node)
    yield from _example_problems(node)


def _example_problems(node: Criterion) -> Iterator[Problem]:
    keys = {entry.key for entry in node.inputs}
    for example in node.examples:
        for key, _value in example.values:
            if key not in keys:
                yield problem("example-key-unknown", node.code, key="examples", value=key)
        if example.points > node.max_points:
            yield problem("points-over-max", node.code, key="examples", value=example.points, maximum=node.max_points)


def _scale_problems(criteria_set: CriteriaSet, faulty: frozenset[str]) -> Iterator[Problem]:
    if "set" in faulty or any(area.code in faulty for area in criteria_set.areas):
        return
    total = sum((area.max_points for area in criteria_set.areas), _ZERO)
    if total != criteria_set.scale:
        yield problem("scale-differs", "set", key="scale", value=total, maximum=criteria_set.scale)


def _adjustment_problems(items: Iterable[Adjustment], faulty: frozenset[str]) -> Iterator[Problem]:
    for item in items:
        if item.code not in faulty and item.points < 0:
            yield problem("points-negative", item.code, key="points")


def _grade_problems(grades: tuple[Grade, ...]) -> Iterator[Problem]:
    if not grades:
        return
    bounds = [grade.from_points for grade in grades]
    if bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0:
        yield problem("grades-not-descending", "grades", key="from_points")
