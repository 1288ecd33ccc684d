"""Building a snapshot: everything that a submission says, in the shape of domain/snapshot.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from itertools import zip_longest

from cchc_desktop.domain import answer as answers
from cchc_desktop.domain import rule_words, snapshot
from cchc_desktop.domain.officer import Post, signing_form
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.progress import ProgressEntry
from cchc_desktop.domain.rules import Survey
from cchc_desktop.domain.status import REPORT_ORDER, TaskStatus, count_by_status
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.assessment.self_assessment import AdjustmentRow, Sheet, SheetRow
from cchc_desktop.services.evidence.evidence import FileRow
from cchc_desktop.services.evidence.parts import CarriedFiles
from cchc_desktop.services.session.session import OfficerRow, Workspace
from cchc_desktop.services.tasks.rows import TaskBoard, TaskRow

NOTATIONS = {Kind.PLAN: "KH-UBND"}
REPORT_NOTATION = "BC-UBND"
_KIND_WORDS: dict[Kind, snapshot.KindWord] = {
    Kind.PROGRESS: "progress",
    Kind.REPORT: "report",
    Kind.ASSESSMENT: "assessment",
    Kind.PLAN: "plan",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the content: identity, period, people."""

    submission_id: str
    revision: int
    parent_id: str
    kind: Kind
    form_code: str
    period: Period
    reference_day: date
    document_number: str
    document_date: str
    reopen_reason: str
    created_at: str
    prepared_by: OfficerRow
    leader: OfficerRow


def progress_snapshot(
    frame: Frame,
    workspace: Workspace,
    board: TaskBoard,
    entries: dict[str, tuple[ProgressEntry, ...]],
    files: dict[str, FileRow],
) -> snapshot.Snapshot:
    """Freeze the progress of all tasks. ``files`` holds the stored files by SHA-256."""
    whole = envelope(frame, workspace, workspace.plan.header, workspace.plan_sha256)
    counts = count_by_status([row.status for row in board.rows])
    whole["progress"] = {
        "total": len(board.rows),
        "counts": [{"status": s.value, "label": s.label, "count": counts[s]} for s in REPORT_ORDER],
        "fields": [
            {
                "code": field.code,
                "name": field.name,
                "tasks": [_task(row, entries.get(row.code, ())) for row in board.rows if row.field_code == field.code],
            }
            for field in board.fields
        ],
    }
    carried = CarriedFiles()
    for row in board.rows:
        for item in (item for entry in entries.get(row.code, ()) for item in entry.products):
            for sha256, pages in zip_longest(item.evidence, item.pages, fillvalue=""):
                carried.add(files[sha256], f"task:{row.code}", pages=pages)
    whole["evidence"] = carried.parts()
    return whole


def assessment_snapshot(frame: Frame, workspace: Workspace, sheet: Sheet) -> snapshot.Snapshot:
    """Freeze the self-assessment."""
    whole = envelope(frame, workspace, workspace.criteria.header, workspace.criteria_sha256)
    result = sheet.result
    whole["assessment"] = {
        "year": sheet.year,
        "rows": [_row(row) for row in sheet.rows],
        "self_max": _plain(result.self_max),
        "self_points": _plain(result.self_points),
        "survey_max": _plain(result.survey_max),
        "bonus": [_adjustment(row) for row in sheet.bonus],
        "bonus_points": _plain(result.bonus_points),
        "deduction": [_adjustment(row) for row in sheet.deduction],
        "deduction_points": _plain(result.deduction_points),
        "total": _plain(result.total),
        "rescaled": _plain(result.rescaled),
        "grade": result.grade,
    }
    carried = CarriedFiles()
    for row in sheet.rows:
        for file in row.files:
            carried.add(file, f"criterion:{row.criterion.code}")
    whole["evidence"] = carried.parts()
    return whole


def envelope(frame: Frame, workspace: Workspace, header: PackHeader, sha256: str) -> snapshot.Snapshot:
    """The snapshot around the content: identity, unit, period, people, and the pack that it rests on."""
    unit = workspace.unit
    window_from, window_to = frame.period.window
    return {
        "format": "cchc-snapshot",
        "format_version": snapshot.FORMAT_VERSION,
        "kind": _KIND_WORDS[frame.kind],
        "sample": workspace.sample,
        "submission_id": frame.submission_id,
        "revision": frame.revision,
        "parent_id": frame.parent_id,
        "created_at": frame.created_at,
        "program_version": version("cchc-desktop"),
        "unit": {
            "code": unit.code,
            "full_name": unit.full_name,
            "office": unit.office,
            "heading": list(unit.heading),
            "place": unit.place,
        },
        "period": {
            "code": frame.period.code,
            "label": frame.period.label,
            "window_from": window_from.isoformat(),
            "window_to": window_to.isoformat(),
            "reference_day": frame.reference_day.isoformat(),
        },
        "document": {
            "number": frame.document_number,
            "notation": NOTATIONS.get(frame.kind, REPORT_NOTATION),
            "date": frame.document_date,
            "recipients": list(workspace.recipients),
            "addressee": workspace.addressee,
        },
        "definition": {
            "code": header.code,
            "edition": header.edition,
            "title": header.title,
            "issuer": header.issuer,
            "legal_basis": header.legal_basis,
            "sha256": sha256,
            "reconstruction": header.reconstruction,
        },
        "prepared_by": {"name": frame.prepared_by.full_name, "post": frame.prepared_by.post},
        "signer": {
            "name": frame.leader.full_name,
            "post": frame.leader.post,
            "form": list(signing_form(Post(frame.leader.post))),
        },
        "evidence": [],
        "reopen_reason": frame.reopen_reason,
    }


def _task(row: TaskRow, entries: Iterable[ProgressEntry]) -> snapshot.TaskPart:
    return {
        "code": row.code,
        "number": row.number,
        "goal": row.goal,
        "name": row.name,
        "lead": row.lead,
        "cooperation": row.cooperation,
        "product": row.product,
        "time": row.time,
        "involvement": row.involvement.value,
        "involvement_label": row.involvement.label,
        "due": row.due.isoformat() if row.due else "",
        "assignee": row.assignee,
        "internal_due": row.internal_due.isoformat() if row.internal_due else "",
        "percent": row.percent if row.status is not TaskStatus.NOT_ARISING else 0,
        "status": row.status.value,
        "status_label": row.status.label,
        "entries": [_entry(entry) for entry in entries],
    }


def _entry(entry: ProgressEntry) -> snapshot.EntryPart:
    return {
        "day": entry.day.isoformat(),
        "percent": entry.percent,
        "result": entry.result,
        "difficulty": entry.difficulty,
        "objective_reason": entry.objective_reason,
        "products": [
            {
                "name": item.name,
                "number": item.number,
                "date": item.day.isoformat() if item.day else "",
                "evidence": list(item.evidence),
            }
            for item in entry.products
        ],
    }


def _row(row: SheetRow) -> snapshot.LeafPart:
    leaf, criterion = row.leaf, row.criterion
    points = leaf.points if leaf else row.score.points
    return {
        "code": criterion.code,
        "name": criterion.name,
        "depth": row.depth,
        "leaf": criterion.is_leaf,
        "survey": isinstance(criterion.rule, Survey),
        "max_points": _plain(criterion.max_points),
        "points": "" if points is None else _plain(points),
        "outcome": leaf.outcome.value if leaf else "",
        "rule": rule_words.in_words(criterion) if criterion.is_leaf else "",
        "answer": answers.in_words(criterion, row.answer) if row.answer else [],
        "arithmetic": leaf.arithmetic if leaf else "",
        "explanation": row.explanation,
        "evidence": [file.sha256 for file in row.files],
    }


def _adjustment(row: AdjustmentRow) -> snapshot.AdjustmentPart:
    return {
        "code": row.item.code,
        "name": row.item.name,
        "each": _plain(row.item.points),
        "cases": row.cases,
        "points": _plain(row.item.points * row.cases),
        "explanation": row.explanation,
    }


def _plain(value: Decimal) -> str:
    """A number as it travels: a point, no exponent, no needless zeros."""
    text = format(value.normalize(), "f")
    return text if text != "-0" else "0"
