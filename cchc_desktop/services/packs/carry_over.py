"""What becomes of entered work when a pack changes: carried over by permanent code, or left without a home.

Nothing is ever deleted: what has no home stays in the database and is seen again when its code comes back.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from cchc_desktop.catalogue.reader import Pack
from cchc_desktop.domain.criteria import CriteriaSet
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.plan import Plan
from cchc_desktop.domain.register import RegisterSet
from db.tables import (
    adjustment,
    answer,
    assignment,
    commune_task,
    progress_entry,
    register_row,
    report_field,
    report_text,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """How many entered things of one kind keep their home."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Homeless:
    """Entered things whose code the new edition no longer has; they stay in the database."""

    what: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What becomes of entered work.

    ``review`` holds the codes of criteria with an answer whose rule changed: answers are places in the rule.
    """

    carried: tuple[Carried, ...] = ()
    homeless: tuple[Homeless, ...] = ()
    review: tuple[str, ...] = ()


def carry_over(connection: sa.Connection, old: Pack | None, new: Pack) -> CarryOver:
    """Look at all entered work that belongs to this pack."""
    carried: list[Carried] = []
    homeless: list[Homeless] = []
    for what, found, known in _belonging(connection, old, new):
        count = sum(number for code, number in found.items() if code in known)
        if count:
            carried.append(Carried(what, count))
        homeless += [Homeless(what, code, number) for code, number in sorted(found.items()) if code not in known]
    return CarryOver(tuple(carried), tuple(homeless), tuple(_to_review(connection, old, new)))


def _to_review(connection: sa.Connection, old: Pack | None, new: Pack) -> Iterator[str]:
    if not isinstance(old, CriteriaSet) or not isinstance(new, CriteriaSet):
        return
    query = sa.select(answer.c.criterion_code).where(answer.c.criteria_code == new.header.code).distinct()
    answered = set(connection.scalars(query))
    rules = {leaf.code: leaf.rule for leaf in old.leaves()}
    for leaf in new.leaves():
        if leaf.code in answered and leaf.code in rules and rules[leaf.code] != leaf.rule:
            yield leaf.code


_Counts = Mapping[str, int]
_Belonging = Iterator[tuple[str, _Counts, Collection[str]]]


def _belonging(connection: sa.Connection, old: Pack | None, new: Pack) -> _Belonging:
    """What was entered (in words, counted by code) and the codes that have a home now."""
    match new:
        case Plan():
            yield from _of_plan(connection, new)
        case CriteriaSet():
            yield from _of_criteria(connection, new)
        case Form():
            yield from _of_form(connection, new)
        case RegisterSet():
            yield from _of_registers(connection, old if isinstance(old, RegisterSet) else None, new)


def _of_plan(connection: sa.Connection, plan: Plan) -> _Belonging:
    mine = commune_task.c.plan_code == plan.header.code
    own = set(connection.scalars(sa.select(commune_task.c.task_code).where(mine, commune_task.c.own)))
    known = {task.code for task in plan.tasks} | own
    for what, table in (("Cập nhật tiến độ", progress_entry), ("Phân công", assignment)):
        where = table.c.plan_code == plan.header.code
        yield what, _counts(connection, table.c.task_code, where), known
    adapted = sa.and_(mine, sa.not_(commune_task.c.own))
    yield "Nhiệm vụ trong kế hoạch của xã", _counts(connection, commune_task.c.task_code, adapted), known


def _of_criteria(connection: sa.Connection, found: CriteriaSet) -> _Belonging:
    code = found.header.code
    leaves = {leaf.code for leaf in found.leaves()}
    cases = {item.code for item in (*found.bonus, *found.deduction)}
    yield "Kết quả tự chấm", _counts(connection, answer.c.criterion_code, answer.c.criteria_code == code), leaves
    yield "Điểm thưởng, điểm trừ", _counts(connection, adjustment.c.code, adjustment.c.criteria_code == code), cases


def _of_form(connection: sa.Connection, form: Form) -> _Belonging:
    fields = {field.code for field in form.fields}
    sections = {section.code for section in form.sections}
    yield (
        "Số liệu báo cáo",
        _counts(connection, report_field.c.field_code, report_field.c.form_code == form.code),
        fields,
    )
    yield (
        "Lời văn báo cáo",
        _counts(connection, report_text.c.section_code, report_text.c.form_code == form.code),
        sections,
    )


def _of_registers(connection: sa.Connection, old: RegisterSet | None, new: RegisterSet) -> _Belonging:
    mine = {register.code for register in (*(old.registers if old else ()), *new.registers)}
    columns = {register.code: {column.code for column in register.columns} for register in new.registers}
    rows = _counts(connection, register_row.c.register_code, register_row.c.register_code.in_(mine))
    yield "Dòng sổ theo dõi", rows, columns
    filled: dict[str, int] = {}
    query = sa.select(register_row.c.register_code, register_row.c.content)
    for register, content in connection.execute(query.where(register_row.c.register_code.in_(columns))):
        for column in json.loads(content):
            filled[f"{register}.{column}"] = filled.get(f"{register}.{column}", 0) + 1
    gone = {key: number for key, number in filled.items() if key.split(".", 1)[1] not in columns[key.split(".", 1)[0]]}
    yield "Nội dung ở cột sổ", gone, ()


def _counts(connection: sa.Connection, code: sa.ColumnElement[str], where: sa.ColumnElement[bool]) -> _Counts:
    query = sa.select(code, sa.func.count()).where(where).group_by(code)
    return {row[0]: row[1] for row in connection.execute(query)}
