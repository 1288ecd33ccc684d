"""A pack as the document that its file holds: the reverse of the readers, so that reading it gives an equal pack.

What stands at its default is left out, as an author would leave it out. A criteria set does not keep the names of its
sources; its document names each by its own code.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from cchc_desktop.catalogue.reader import SCHEMA, Pack
from cchc_desktop.catalogue.register_reader import DEFAULT_SHARE
from cchc_desktop.catalogue.rule_reader import KINDS as RULE_READERS
from cchc_desktop.catalogue.units_reader import UnitList
from cchc_desktop.domain.criteria import Adjustment, CriteriaSet, Criterion, Input
from cchc_desktop.domain.field_type import TableColumn, ValueSpec
from cchc_desktop.domain.form import Basis, Form, FormAnnex, FormCheck, FormField, Section
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.plan import Plan, Task
from cchc_desktop.domain.register import Column, Register, RegisterSet
from cchc_desktop.domain.rules import (
    Band,
    Choice,
    CountBands,
    DeadlineWeighted,
    MinusPerCase,
    OneOption,
    Proportional,
    ProportionalToTarget,
    RatioBands,
    Rule,
    Survey,
    TickList,
    ValueBands,
    WithinDeadline,
    YesNo,
)
from cchc_desktop.domain.target import Target, TargetSet
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.working_calendar import DueRule, WorkingCalendar

Node = dict[str, object]

ENTRY_LISTS: Mapping[str, tuple[str, ...]] = {
    "plan": ("tasks",),
    "criteria": ("criteria",),
    "units": ("units",),
    "form": ("fields",),
    "registers": ("registers",),
    "targets": ("targets",),
    "calendar": ("days_off", "worked"),
}
"""The lists whose length the header of each kind declares, by which a file that was cut is found out."""


def pack_document(pack: Pack) -> Node:
    """The document of a pack, header first, every list in its order."""
    entries = _entries(pack)
    return with_count({"header": _header(pack.header), **entries})


def with_count(document: Mapping[str, object]) -> Node:
    """The document with the number of its entries in the header."""
    header = document.get("header")
    fields = dict(header) if isinstance(header, Mapping) else {}
    lists = (document.get(key) for key in ENTRY_LISTS.get(str(fields.get("kind")), ()))
    fields["entries"] = sum(len(found) for found in lists if isinstance(found, list))
    return {**document, "header": fields}


def _entries(pack: Pack) -> Node:
    match pack:
        case Plan():
            fields: list[Node] = [{"code": field.code, "name": field.name} for field in pack.fields]
            return {"fields": fields, "tasks": [_task(task) for task in pack.tasks]}
        case CriteriaSet():
            return _criteria_set(pack)
        case UnitList():
            return {"units": [_unit(unit) for unit in pack.units]}
        case Form():
            return _form(pack)
        case RegisterSet():
            return {"registers": [_register(register) for register in pack.registers]}
        case TargetSet():
            return {"targets": [_target(target) for target in pack.targets]}
        case WorkingCalendar():
            return _calendar(pack)


def _header(header: PackHeader) -> Node:
    return {
        "schema": SCHEMA,
        "kind": header.kind,
        "code": header.code,
        "edition": header.edition,
        "title": header.title,
        "issuer": header.issuer,
        "legal_basis": header.legal_basis,
        "source": header.source,
        "valid_from": header.valid_from,
        **_given(valid_to=header.valid_to, reconstruction=header.reconstruction),
    }


def _task(task: Task) -> Node:
    return {
        "code": task.code,
        "number": task.number,
        "field": task.field,
        "goal": task.goal,
        "name": task.name,
        "lead": task.lead,
        "cooperation": task.cooperation,
        "product": task.product,
        "time": task.time,
    }


def _unit(unit: Unit) -> Node:
    return {
        "code": unit.code,
        "kind": unit.kind,
        "name": unit.name,
        "place": unit.place,
        **_given(spellings=unit.spellings),
    }


def _criteria_set(found: CriteriaSet) -> Node:
    sources = {source: source for area in found.areas for node in area.nodes() for source in node.sources}
    return {
        "set": {
            "year": found.year,
            "scale": _number(found.scale),
            "bonus_cap": _number(found.bonus_cap),
            "deduction_cap": _number(found.deduction_cap),
            **_given(form=found.form),
        },
        **_given(sources=sources),
        "criteria": [node for area in found.areas for node in _criteria(area, parent="")],
        **_given(bonus=_adjustments(found.bonus), deduction=_adjustments(found.deduction)),
        "grades": [{"name": grade.name, "from_points": _number(grade.from_points)} for grade in found.grades],
    }


def _criteria(node: Criterion, *, parent: str) -> Iterator[Node]:
    entry: Node = {
        "code": node.code,
        **_given(parent=parent),
        "name": node.name,
        "max_points": _number(node.max_points),
    }
    if node.rule is not None:
        entry["not_arising"] = node.not_arising.value
    entry |= _given(
        owner=node.owner,
        explain_below_max=node.explain_below_max,
        explain_without_evidence=node.explain_without_evidence,
        b_may_exceed_a=node.b_may_exceed_a,
        evidence=node.evidence,
        indicators=node.indicators,
        tasks=node.tasks,
        sources=node.sources,
        note=node.note,
        inputs=[_input(one) for one in node.inputs],
        examples=[
            {"values": {key: _number(value) for key, value in one.values}, "points": _number(one.points)}
            for one in node.examples
        ],
    )
    if node.rule is not None:
        entry["rule"] = _rule(node.rule)
    yield entry
    for child in node.children:
        yield from _criteria(child, parent=node.code)


def _input(one: Input) -> Node:
    return {"key": one.key, "code": one.code, "name": one.name, "unit": one.unit, **_given(formula=one.formula)}


_RULE_KINDS: Mapping[type[Rule], str] = {
    YesNo: "yes_no",
    OneOption: "one_option",
    TickList: "tick_list",
    RatioBands: "ratio_bands",
    Proportional: "proportional",
    ProportionalToTarget: "proportional_to_target",
    DeadlineWeighted: "deadline_weighted",
    WithinDeadline: "within_deadline",
    MinusPerCase: "minus_per_case",
    CountBands: "count_bands",
    ValueBands: "value_bands",
    Survey: "survey",
}
RULE_KINDS = tuple(RULE_READERS)
"""The kinds of rule as files name them."""


def _rule(rule: Rule) -> Node:
    return {"kind": _RULE_KINDS[type(rule)], **_rule_parameters(rule)}


def _rule_parameters(rule: Rule) -> Node:
    match rule:
        case YesNo():
            return {"yes": _number(rule.yes), "no": _number(rule.no)}
        case OneOption():
            return {"options": _choices(rule.options)}
        case TickList():
            return {"items": _choices(rule.items)}
        case RatioBands() | CountBands():
            return {"bands": _bands(rule.bands)}
        case ValueBands():
            return {**_given(at_most=rule.at_most), "bands": _bands(rule.bands)}
        case WithinDeadline():
            late = {"month": rule.month, "day": rule.day, "late": _number(rule.late)}
            return {**late, **_given(year_offset=rule.year_offset)}
        case MinusPerCase():
            return {"step": _number(rule.step), "per": rule.per, **_given(zero_when=rule.zero_when)}
    return _share_parameters(rule)


def _share_parameters(rule: Rule) -> Node:
    match rule:
        case Proportional():
            return {"zero_below": _number(rule.zero_below), "full_from": _number(rule.full_from)}
        case ProportionalToTarget():
            return {"target": _number(rule.target), "zero_below": _number(rule.zero_below)}
        case DeadlineWeighted():
            return {"zero_below": _number(rule.zero_below)}
    return {}  # a survey


def _choices(choices: Iterable[Choice]) -> list[Node]:
    return [{"label": choice.label, "points": _number(choice.points)} for choice in choices]


def _bands(bands: Iterable[Band]) -> list[Node]:
    return [{**_given(threshold=band.threshold), "points": _number(band.points)} for band in bands]


def _adjustments(items: Iterable[Adjustment]) -> list[Node]:
    return [{"code": item.code, "name": item.name, "points": _number(item.points)} for item in items]


def _form(form: Form) -> Node:
    return {
        "form": {**_given(periods=form.periods), "title": form.title, **_given(opening=form.opening)},
        "sections": [_section(section) for section in form.sections],
        "fields": [_field(field) for field in form.fields],
        **_given(
            checks=[_check(check) for check in form.checks],
            annexes=[_annex(annex) for annex in form.annexes],
        ),
    }


def _section(section: Section) -> Node:
    return {
        "code": section.code,
        "title": section.title,
        "level": section.level,
        **_unless(narrative=section.narrative),
        **_given(periods=section.periods, draft=section.draft, note=section.note),
    }


def _field(field: FormField) -> Node:
    return {
        "code": field.code,
        "section": field.section,
        "name": field.name,
        **_value(field.spec),
        **_given(basis=field.basis.value if field.basis is not Basis.IN_PERIOD else ""),
        **_given(formula=field.formula, overridable=field.overridable),
        **_unless(required=field.required, not_arising=field.not_arising),
        **_given(carried=field.carried, deviation=field.deviation, periods=field.periods),
        **_given(note=field.note, sources=field.sources),
    }


def _check(check: FormCheck) -> Node:
    return {
        "code": check.code,
        "level": check.level.value,
        "rule": check.rule,
        **_given(text=check.text, fields=check.fields, periods=check.periods),
    }


def _annex(annex: FormAnnex) -> Node:
    return {
        "kind": annex.kind.value,
        "title": annex.title,
        **_given(register=annex.register, condition=annex.condition, periods=annex.periods),
    }


def _register(register: Register) -> Node:
    return {
        "code": register.code,
        "name": register.name,
        "date_column": register.date_column,
        **_unless(evidence=register.evidence),
        **_given(heads_down=register.heads_down, identity=register.identity, note=register.note),
        "columns": [_column(column) for column in register.columns],
    }


def _column(column: Column) -> Node:
    return {
        "code": column.code,
        "name": column.name,
        **_value(column.spec),
        **_given(required=column.required),
        **({"share": column.share} if column.share != DEFAULT_SHARE else {}),
        **_given(personal=column.personal, note=column.note),
    }


def _value(spec: ValueSpec) -> Node:
    return {
        "type": spec.type.value,
        **_given(unit=spec.unit),
        **({"decimals": spec.decimals} if spec.type.is_number or spec.decimals else {}),
        **_given(minimum=spec.minimum, maximum=spec.maximum),
        **_given(
            options=[{"code": option.code, "label": option.label} for option in spec.options],
            columns=[_table_column(column) for column in spec.columns],
        ),
    }


def _table_column(column: TableColumn) -> Node:
    return {"code": column.code, "name": column.name, **_value(column.spec)}


def _target(target: Target) -> Node:
    return {
        "code": target.code,
        "name": target.name,
        "form": target.form,
        "formula": target.formula,
        "operator": target.operator.value,
        "threshold": _number(target.threshold),
        **_given(unit=target.unit, decimals=target.decimals),
        "year": target.year,
        "source": target.source,
        **_given(place=target.place, task=target.task, field=target.field),
    }


def _calendar(calendar: WorkingCalendar) -> Node:
    return {
        "days_off": _days(calendar.days_off),
        **_given(worked=_days(calendar.worked), due=[_due(rule) for rule in calendar.due_rules]),
    }


def _days(days: Mapping[date, str]) -> list[Node]:
    return [{"day": day, "name": name} for day, name in days.items()]


def _due(rule: DueRule) -> Node:
    return _given(periods=rule.periods, working_days=rule.working_days, calendar_day=rule.calendar_day, note=rule.note)


def _given(**values: object) -> Node:
    """The values that say something: neither None nor empty, false or 0; numbers and lists in the form of files."""
    return {key: _plain(value) for key, value in values.items() if value is not None and _says_something(value)}


def _says_something(value: object) -> bool:
    return isinstance(value, Decimal) or bool(value)


def _unless(**flags: bool) -> Node:
    """The flags that are off although they are on where nothing is said."""
    return {key: False for key, flag in flags.items() if not flag}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return _number(value)
    return list(value) if isinstance(value, tuple) else value


def _number(value: Decimal) -> str:
    return f"{value:f}"
