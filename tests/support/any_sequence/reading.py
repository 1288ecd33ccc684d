"""Reading a data folder in the shape of the model: row by row from the tables, and as the services show it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from support.any_sequence.model import Key, Row, Rows

from cchc_desktop.domain.field_text import to_plain
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.subject import by_id
from cchc_desktop.services.evidence.evidence import FileRow
from cchc_desktop.services.workplace import Desk
from db import tables
from db.journal import SECRET_FIELDS, trail
from db.store import Store

FORM = "BC-CCHC-XA"
PERIODS = ("2025-M11", "2025-Y")
"""The periods whose reports are written."""
TASKS = tuple(f"TQ2025H2-{number:02}" for number in range(1, 7))
CRITERIA = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "3.1.1")
SECTIONS = ("I.1", "I.2", "II.1")
"""What is worked on; everything else stays as it was."""
WITH_HISTORY = frozenset(
    {"progress_entry", "product", "assignment", "answer", "adjustment", "register_row", "report_field", "report_text"}
)
LOOKED_AT = 12
"""How many histories are read: those of the rows that were written last."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "workspace": ("plan_code", "criteria_code", "addressee", "recipients"),
    "officer": ("full_name", "post", "role", "password_hash", "active", "failed_attempts", "locked_until"),
    "commune_plan": ("title", "basis", "purpose", "arrangements", "sent_number", "sent_day", "sent_to"),
    "commune_task": (
        *("own", "included", "sequence", "number", "field", "goal", "name", "lead", "cooperation", "product", "time"),
    ),
    "register_row": ("register_code", "day", "sequence", "content"),
    "report_field": ("state", "value", "estimate", "override_reason"),
    "report_text": ("text", "draft"),
    "report_explanation": ("text",),
    "assignment": ("officer_id", "internal_due", "not_arising", "not_arising_reason"),
    "progress_entry": ("task_code", "day", "sequence", "percent", "result", "difficulty", "objective_reason"),
    "product": ("entry_id", "sequence", "name", "number", "day"),
    "answer": ("content", "explanation"),
    "adjustment": ("cases", "explanation"),
    "evidence": ("sha256", "name", "number", "day", "title"),
    "evidence_use": ("evidence_id", "answer_id", "product_id", "register_row_id", "sequence"),
    "submission": (
        *("kind", "form_code", "period_code", "revision", "parent_id", "state", "reference_day", "document_number"),
        *("document_date", "leader_id", "reopen_reason", "completed_by", "snapshot", "snapshot_sha256"),
        *("signing_way", "signed_by", "scan_id"),
    ),
}
_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "workspace": (),
    "commune_plan": (),
    "commune_task": ("task_code",),
    "assignment": ("task_code",),
    "answer": ("criterion_code",),
    "adjustment": ("code",),
    "report_field": ("period_code", "field_code"),
    "report_text": ("period_code", "section_code"),
    "report_explanation": ("period_code", "finding_code"),
}
_QUERIES = {
    name: sa.select(
        tables.metadata.tables[name].c.id,
        *(tables.metadata.tables[name].c[known] for known in _KNOWN_BY.get(name, ())),
        *(tables.metadata.tables[name].c[field] for field in fields),
    )
    for name, fields in FIELDS.items()
}


def stored(store: Store) -> Rows:
    """All rows of the user's data, in one consistent view."""
    found: Rows = {}
    answers: dict[str, str] = {}
    with store.read() as connection:
        for name, query in _QUERIES.items():
            known_by = _KNOWN_BY.get(name, ("id",))
            for row in connection.execute(query).mappings():
                key = "|".join(row[part] for part in known_by)
                found[name, key] = _plain({field: row[field] for field in FIELDS[name]})
                if name == "answer":
                    answers[row["id"]] = key
    for (name, key), row in found.items():
        if name == "evidence_use" and row["answer_id"]:
            found[name, key] = {**row, "answer_id": answers[row["answer_id"]]}
    return found


def _plain(row: dict[str, Any]) -> Row:
    if row.get("snapshot") is not None:
        row["snapshot"] = hashlib.sha256(row["snapshot"]).hexdigest()
    if "register_code" in row:
        row["content"] = json.loads(row["content"])
    return row


def shown(desk: Desk) -> Rows:
    """What the services show of the same rows, as far as they show it."""
    found: Rows = {}
    for key, row in _everything(desk):
        found[key] = row
    return found


def _everything(desk: Desk) -> Iterator[tuple[Key, Row]]:
    yield from _tasks(desk)
    yield from _registers(desk)
    for period in PERIODS:
        yield from _report(desk, period)
    yield from _assessment(desk)
    yield from _plan(desk)
    for officer in desk.workplace.all_officers():
        yield ("officer", officer.id), {"full_name": officer.full_name, "active": officer.active}
    for row in desk.submissions.all():
        yield (
            ("submission", row.id),
            {"state": row.state.value, "revision": row.revision, "snapshot_sha256": row.snapshot_sha256},
        )
        if row.snapshot_sha256:
            content = desk.submissions.frozen_snapshot(row.id)
            assert hashlib.sha256(content).hexdigest() == row.snapshot_sha256


def _tasks(desk: Desk) -> Iterator[tuple[Key, Row]]:
    for row in desk.tasks.board().rows:
        given = {
            "officer_id": row.assignee_id or None,
            "internal_due": _iso(row.internal_due),
            "not_arising": row.not_arising,
            "not_arising_reason": row.not_arising_reason,
        }
        if any(given.values()):
            yield ("assignment", row.code), given
        for entry in desk.tasks.detail(row.code).entries if row.entries else ():
            texts = {name: getattr(entry, name) for name in ("percent", "result", "difficulty", "objective_reason")}
            yield ("progress_entry", entry.id), {"task_code": row.code, "day": entry.day.isoformat(), **texts}
            for item in entry.products:
                of_product = {"entry_id": entry.id, "name": item.name, "number": item.number, "day": _iso(item.day)}
                yield ("product", item.id), of_product
                yield from _files(item.files, product_id=item.id)


def _files(files: tuple[FileRow, ...], **owner: str) -> Iterator[tuple[Key, Row]]:
    for file in files:
        yield ("evidence_use", file.use_id), {"evidence_id": file.id, **owner}
        described = {"sha256": file.sha256, "name": file.name, "number": file.number, "title": file.title}
        yield ("evidence", file.id), {**described, "day": _iso(file.day)}


def _registers(desk: Desk) -> Iterator[tuple[Key, Row]]:
    for summary in desk.registers.summaries():
        code = summary.register.code
        for row in desk.registers.table(code).rows:
            yield (
                ("register_row", row.id),
                {"register_code": code, "day": _iso(row.day), "content": dict(row.plain)},
            )
            yield from _files(row.files, register_row_id=row.id)


def _report(desk: Desk, period: str) -> Iterator[tuple[Key, Row]]:
    sheet = desk.reports.sheet(FORM, parse(period))
    if sheet.frozen:
        return  # shows what its snapshot holds, which is looked at as such
    for section in sheet.sections:
        if section.text or section.stored_draft:
            texts = {"text": section.text, "draft": section.stored_draft}
            yield ("report_text", f"{period}|{section.section.code}"), texts
        for item in section.fields:
            if item.typed.state.value != "empty":
                value = "" if item.typed.value is None else to_plain(item.typed.value, item.field.spec)
                typed = {"state": item.typed.state.value, "value": value, "estimate": item.typed.estimate}
                why = {"override_reason": item.override_reason} if item.derived is not None else {}
                yield ("report_field", f"{period}|{item.field.code}"), {**typed, **why}
    for finding, text in sheet.explanations.items():
        yield ("report_explanation", f"{period}|{finding}"), {"text": text}


def _assessment(desk: Desk) -> Iterator[tuple[Key, Row]]:
    sheet = desk.assessment.sheet()
    for row in sheet.rows:
        if row.answer or row.explanation:
            plain = row.answer.to_plain() if row.answer else {}
            content = json.dumps(plain, ensure_ascii=False, sort_keys=True) if plain else ""
            yield ("answer", row.criterion.code), {"content": content, "explanation": row.explanation}
        yield from _files(row.files, answer_id=row.criterion.code)
    for item in (*sheet.bonus, *sheet.deduction):
        if item.cases or item.explanation:
            yield ("adjustment", item.item.code), {"cases": item.cases, "explanation": item.explanation}


def _plan(desk: Desk) -> Iterator[tuple[Key, Row]]:
    page = desk.plan.page()
    for line in page.lines:
        if line.own or line.task != line.original or line.included:
            words = {name: getattr(line.task, name) for name in ("goal", "name", "lead", "product", "time")}
            yield ("commune_task", line.task.code), {"own": line.own, "included": line.included, **words}
    yield (
        ("commune_plan", ""),
        {"title": page.title, "basis": page.basis, "purpose": page.purpose, "sent_number": page.sent_number},
    )


def complaints(desk: Desk) -> Iterator[str]:
    """What is wrong with the histories: the trail carried out anew, and the last version of what was written last."""
    last: dict[tuple[str, str], int] = {}
    with desk.session.read() as connection:
        found = [*_replayed(connection)]
        for line in trail(connection):
            last[line.table_name, line.row_id] = line.seq
    yield from found
    written = [key for key in last if key[0] in WITH_HISTORY]
    for table, row_id in sorted(written, key=lambda key: -last[key])[:LOOKED_AT]:
        yield from _history(desk, table, row_id)


def _history(desk: Desk, table: str, row_id: str) -> Iterator[str]:
    """The newest version of a row is the row itself."""
    columns = tables.metadata.tables[table]
    with desk.session.read() as connection:
        there = connection.execute(sa.select(columns).where(columns.c.id == row_id)).mappings().first()
    told = (version.step for version in desk.history.of(by_id(table, row_id)))
    steps = [step for step in told if step is not None and step.table == table]  # its files have steps of their own
    if there is not None and not steps and not any(there.get(name) for name in ("content", "cases", "explanation")):
        return  # opened for a first entry that stayed empty, which is no change that a history tells
    after = steps[0].after if steps else None
    if (after is None) != (there is None):
        yield f"the history of {table} {row_id} ends with {after}, the row is {there}"
    elif after is not None and there is not None:
        wrong = {name: value for name, value in after.items() if there[name] != value}
        if wrong:
            yield f"the history of {table} {row_id} ends with {wrong}, the row is {there}"


def _replayed(connection: sa.Connection) -> Iterator[str]:
    """Each row as the trail leaves it, held against the row that is there."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for line in trail(connection):
        key = (line.table_name, line.row_id)
        if line.action == "insert":
            rows[key] = json.loads(line.new or "{}")
        elif line.action == "update":
            rows[key][line.field] = json.loads(line.new or "null")
        elif line.action == "delete":
            del rows[key]
    for name in FIELDS:
        yield from _compared(connection, name, {row_id: row for (table, row_id), row in rows.items() if table == name})


def _compared(connection: sa.Connection, name: str, told: Mapping[str, Row]) -> Iterator[str]:
    there = {row["id"]: row for row in connection.execute(sa.select(tables.metadata.tables[name])).mappings()}
    if there.keys() != told.keys():
        yield f"the trail leaves other rows in {name}: {sorted(there.keys() ^ told.keys())}"
        return
    for row_id, row in told.items():
        for field, value in row.items():
            if field not in SECRET_FIELDS and _in_trail(there[row_id][field]) != value:
                yield f"{name}.{field} of {row_id} is {there[row_id][field]!r}, the trail says {value!r}"


def _in_trail(value: object) -> object:
    return f"sha256:{hashlib.sha256(value).hexdigest()}" if isinstance(value, bytes) else value


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
