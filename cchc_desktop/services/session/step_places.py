"""Where a step of the journal happened: links to its places, and the words for one of them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.plan import Plan
from cchc_desktop.services.session.data_words import TABLES
from cchc_desktop.services.session.step_lines import StepLine, Values, known_values, row_values, step_lines

LOOKED_AT = 40
"""Lines of a step that are looked at: a paste of thousands of rows has one place."""

_DOCUMENT_FIELDS = frozenset({"addressee", "recipients"})


def places(connection: sa.Connection, group_id: int) -> tuple[str, ...]:
    """The links to what a step wrote, the most telling first; empty for a step that no screen shows."""
    found: dict[str, None] = {}
    for line in step_lines(connection, (group_id,), limit=LOOKED_AT):
        found |= dict.fromkeys(_links(connection, line))
    return tuple(found)


def place_words(connection: sa.Connection, table: str, row_id: str, *, plan: Plan) -> str:
    """A row in words: "cập nhật tiến độ (nhiệm vụ 6)"."""
    values = known_values(connection, table, row_id)
    about = _about(connection, table, values, plan)
    name = TABLES.get(table, table)
    return f"{name} ({about})" if about else name


def _links(connection: sa.Connection, line: StepLine) -> Iterator[str]:
    links = _LINKS.get(line.table)
    if links is not None:
        yield from links(connection, line)


def _of_task(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield f"task:{line.values.get('task_code', '')}"


def _of_product(connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield from _task(connection, line.values.get("entry_id"))


def _of_answer(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield f"criterion:{line.values.get('criterion_code', '')}"


def _of_adjustment(_connection: sa.Connection, _line: StepLine) -> Iterator[str]:
    yield "assessment"


def _of_register(connection: sa.Connection, line: StepLine) -> Iterator[str]:
    exists = bool(row_values(connection, line.table, line.row_id))
    yield f"register-row:{line.row_id}" if exists else f"register:{line.values.get('register_code', '')}"


def _of_report(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    values = line.values
    section = f"#{values['section_code']}" if values.get("section_code") else ""
    parts = (values.get("form_code"), values.get("period_code"), values.get("field_code") or section)
    yield ":".join(("report", *filter(None, parts)))


def _of_plan_task(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield f"plan:{line.values.get('task_code', '')}"


def _of_plan(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield "plan:sent" if line.field.startswith("sent_") else f"plan:{line.field or 'title'}"


def _of_file(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield f"evidence:{line.row_id}"


def _of_use(connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield from _owner(connection, line.values)
    yield f"evidence:{line.values.get('evidence_id', '')}"


def _of_submission(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    parts = (line.values.get(name) for name in ("kind", "period_code", "form_code"))
    yield ":".join(("submission", *filter(None, parts)))


def _of_copy(connection: sa.Connection, line: StepLine) -> Iterator[str]:
    owner = known_values(connection, "submission", str(line.values.get("submission_id", "")))
    parts = (owner.get(name) for name in ("kind", "period_code", "form_code"))
    yield ":".join(("submission", *filter(None, parts), "custody"))


def _of_officer(_connection: sa.Connection, _line: StepLine) -> Iterator[str]:
    yield "officer"


def _of_workspace(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield "settings:documents" if line.field in _DOCUMENT_FIELDS else "settings:packs"


def _of_packs(_connection: sa.Connection, _line: StepLine) -> Iterator[str]:
    yield from ("settings:packs", "plan-import")


def _of_remark(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield f"remark:{line.row_id}"


def _of_received_remark(_connection: sa.Connection, line: StepLine) -> Iterator[str]:
    yield f"appraisal:{line.values.get('received_id', '')}"


def _of_device(_connection: sa.Connection, _line: StepLine) -> Iterator[str]:
    yield "settings:data"


_LINKS: Mapping[str, Callable[[sa.Connection, StepLine], Iterator[str]]] = {
    "progress_entry": _of_task,
    "assignment": _of_task,
    "product": _of_product,
    "answer": _of_answer,
    "adjustment": _of_adjustment,
    "register_row": _of_register,
    "report_field": _of_report,
    "report_text": _of_report,
    "report_explanation": _of_report,
    "commune_task": _of_plan_task,
    "commune_plan": _of_plan,
    "evidence": _of_file,
    "evidence_use": _of_use,
    "submission": _of_submission,
    "package_copy": _of_copy,
    "officer": _of_officer,
    "workspace": _of_workspace,
    "pack_use": _of_packs,
    "device": _of_device,
    "remark": _of_remark,
    "received_remark": _of_received_remark,
}


def _owner(connection: sa.Connection, use: Values) -> Iterator[str]:
    """The place that a file proves."""
    if use.get("answer_id"):
        yield f"criterion:{known_values(connection, 'answer', use['answer_id']).get('criterion_code', '')}"
    elif use.get("product_id"):
        yield from _task(connection, known_values(connection, "product", use["product_id"]).get("entry_id"))
    elif use.get("register_row_id"):
        yield f"register-row:{use['register_row_id']}"


def _task(connection: sa.Connection, entry_id: Any) -> Iterator[str]:
    yield f"task:{known_values(connection, 'progress_entry', str(entry_id)).get('task_code', '')}"


def _about(connection: sa.Connection, table: str, values: Values, plan: Plan) -> str:
    if table in ("progress_entry", "assignment", "commune_task"):
        return _task_words(values.get("task_code", ""), plan)
    if table == "product":
        entry = row_values(connection, "progress_entry", str(values.get("entry_id", "")))
        return _task_words(entry.get("task_code", ""), plan)
    if table in ("answer", "adjustment"):
        return f"mục {values.get('criterion_code') or values.get('code') or ''}".strip()
    if table == "report_field":
        return f"chỉ tiêu {values.get('field_code', '')}"
    if table in ("evidence", "officer"):
        return str(values.get("name") or values.get("full_name") or "")
    return ""


def _task_words(code: str, plan: Plan) -> str:
    number = next((task.number for task in plan.tasks if task.code == code), "")
    return f"nhiệm vụ {number}" if number else ""
