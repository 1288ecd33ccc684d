"""Reads the entries of a criteria pack and builds the tree from the ``parent`` that each entry names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc_desktop.catalogue.rule_reader import read_rule
from cchc_desktop.catalogue.table import Table
from cchc_desktop.domain.criteria import Adjustment, CriteriaSet, Criterion, Example, Grade, Input, NotArising
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.rules import Survey

_POLICIES = {policy.value: policy for policy in NotArising}


def read_criteria(document: Table, header: PackHeader) -> CriteriaSet:
    """Read the set; problems are noted on the tables."""
    settings = document.table("set", entry="set")
    sources = document.mapping("sources")
    before = document.problem_count
    areas = _read_tree(document.entries("criteria"), sources)
    _compare_declared(settings, areas, sound=document.problem_count == before)
    criteria_set = CriteriaSet(
        header=header,
        year=settings.integer("year"),
        scale=settings.decimal("scale"),
        areas=areas,
        bonus=_read_adjustments(document, "bonus"),
        bonus_cap=settings.decimal("bonus_cap"),
        deduction=_read_adjustments(document, "deduction"),
        deduction_cap=settings.decimal("deduction_cap"),
        grades=_read_grades(document),
        form=settings.optional_text("form"),
    )
    settings.finish()
    return criteria_set


def _compare_declared(settings: Table, areas: tuple[Criterion, ...], *, sound: bool) -> None:
    """Compare the totals that the set declares; a tree that is not ``sound`` has told its own problems already."""
    leaves = [leaf for area in areas for leaf in area.leaves()]
    survey = sum((leaf.max_points for leaf in leaves if isinstance(leaf.rule, Survey)), Decimal(0))
    total = sum((leaf.max_points for leaf in leaves), Decimal(0))
    for key, value in (("self_assessed_max", total - survey), ("survey_max", survey)):
        declared = settings.optional_decimal(key)
        if sound and declared is not None and declared != value:
            settings.note("declared-total-differs", key, value=value, maximum=declared)


@dataclass(frozen=True, slots=True)
class _Node:
    """A criterion before it is placed in the tree."""

    entry: Table
    parent: str
    criterion: Criterion


def _read_tree(entries: list[Table], sources: Mapping[str, str]) -> tuple[Criterion, ...]:
    nodes: dict[str, _Node] = {}
    for entry in entries:
        node = _Node(entry, entry.optional_text("parent"), _read_criterion(entry, sources))
        code = node.criterion.code
        if code in nodes:
            entry.note("code-duplicate", "code", value=code)
        else:
            nodes[code] = node
    children: dict[str, list[_Node]] = {}
    for code, node in nodes.items():
        _note_lost(code, nodes)
        children.setdefault(node.parent, []).append(node)
    return tuple(_grown(node, children) for node in children.get("", ()))


def _grown(node: _Node, children: Mapping[str, list[_Node]]) -> Criterion:
    below = tuple(_grown(child, children) for child in children.get(node.criterion.code, ()))
    if below and "rule" in node.entry:
        node.entry.note("rule-misplaced", "rule")
    if not below and "rule" not in node.entry:
        node.entry.note("rule-missing", "rule")
    return replace(node.criterion, children=below)


def _note_lost(code: str, nodes: Mapping[str, _Node]) -> None:
    node = nodes[code]
    if node.parent and node.parent not in nodes:
        node.entry.note("parent-unknown", "parent", value=node.parent)
        return
    seen = {code}
    while node.parent in nodes:
        if node.parent in seen:
            nodes[code].entry.note("parent-cycle", "parent")
            return
        seen.add(node.parent)
        node = nodes[node.parent]


def _read_criterion(entry: Table, sources: Mapping[str, str]) -> Criterion:
    criterion = Criterion(
        code=entry.text("code"),
        name=entry.text("name"),
        max_points=entry.decimal("max_points"),
        rule=read_rule(entry.table("rule")) if "rule" in entry else None,
        inputs=_read_inputs(entry),
        not_arising=_read_policy(entry),
        evidence=entry.texts("evidence"),
        owner=entry.optional_text("owner"),
        explain_below_max=entry.flag("explain_below_max"),
        explain_without_evidence=entry.flag("explain_without_evidence"),
        b_may_exceed_a=entry.flag("b_may_exceed_a"),
        indicators=entry.texts("indicators"),
        tasks=entry.texts("tasks"),
        sources=entry.texts("sources"),
        note=entry.optional_text("note"),
        examples=_read_examples(entry),
    )
    for source in criterion.sources:
        if source not in sources:
            entry.note("source-unknown", "sources", value=source)
    entry.finish()
    return criterion


def _read_policy(entry: Table) -> NotArising:
    if "rule" not in entry:
        return NotArising.FORBIDDEN
    value = entry.text("not_arising")
    if value and value not in _POLICIES:
        entry.note("policy-unknown", "not_arising", value=value, allowed=", ".join(_POLICIES))
    return _POLICIES.get(value, NotArising.FORBIDDEN)


def _read_inputs(entry: Table) -> tuple[Input, ...]:
    inputs = []
    for row in entry.tables("inputs"):
        inputs.append(
            Input(row.text("key"), row.text("code"), row.text("name"), row.text("unit"), row.optional_text("formula"))
        )
        row.finish()
    return tuple(inputs)


def _read_examples(entry: Table) -> tuple[Example, ...]:
    examples = []
    for row in entry.tables("examples"):
        given = row.table("values")
        values = tuple((key, given.decimal(key)) for key in given.keys)
        examples.append(Example(values, row.decimal("points")))
        row.finish()
    return tuple(examples)


def _read_adjustments(document: Table, key: str) -> tuple[Adjustment, ...]:
    adjustments = []
    for entry in document.entries(key, required=False):
        adjustments.append(Adjustment(entry.text("code"), entry.text("name"), entry.decimal("points")))
        entry.finish()
    return tuple(adjustments)


def _read_grades(document: Table) -> tuple[Grade, ...]:
    grades = []
    for entry in document.entries("grades"):
        grades.append(Grade(entry.text("name"), entry.decimal("from_points")))
        entry.finish()
    return tuple(grades)
