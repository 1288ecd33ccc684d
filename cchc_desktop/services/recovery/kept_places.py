"""The places in which texts are typed: what each has stored now, and whether it is still there.

A place is named by a link of the screens with the identity of what it belongs to, so that the text of a removed record
is never offered for another one: "task:<code>:<field>:<entry, product or plan>", "plan:<task>:<field>:<plan>"
(also "plan:<text>::<plan>"),
"register-row:<row>:<column>", "register-new:<register>:<column>", "report:<form>:<period>:<field>[~<part>]" (also
"#<section>" and "!<finding>"), "criterion:<code>:<part>:<criteria set>", "evidence:<file>:<field>",
"settings:documents:<field>", "evidence-use:<use>:pages", "remark:<remark>:reply",
"appraisal:<received>:remark:<remark>" (also ":line:<line>" of a remark that is not stored, and ":<deed>" of its note),
"submission:<kind>:<period>:<form or nothing>:<field or reopen>:r<revision>".
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.assessment.self_assessment import SelfAssessment
from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.services.plan.commune_plan import CommunePlan
from cchc_desktop.services.registers.registers import Registers
from cchc_desktop.services.reports.reports import Reports
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.signatures.token_memory import TokenMemory, default_memory_file
from cchc_desktop.services.submissions.submissions import Submissions
from db.tables import (
    answer,
    assignment,
    commune_task,
    evidence,
    evidence_use,
    product,
    progress_entry,
    received,
    received_remark,
    register_row,
    remark,
    report_explanation,
    report_field,
    report_text,
    submission,
)

ADJUSTMENTS = "adjustments"
"""In place of a criterion for an item of bonus or deduction: "criterion:adjustments:<part>.<item>:<set>"."""

REOPEN = "reopen"
"""In place of a field of a submission: the reason for which it is reopened; stored nowhere before the reopening."""

_DOCUMENT = {
    "number": "document_number",
    "day": "document_date",
    "leader": "leader_id",
    "reference_day": "reference_day",
}

Reader = Callable[[list[str]], str | None]


class KeptPlaces:
    """Reads what stands at a place."""

    def __init__(
        self,
        session: Session,
        *,
        registers: Registers,
        reports: Reports,
        assessment: SelfAssessment,
        plan: CommunePlan,
        submissions: Submissions,
    ) -> None:
        self._session = session
        self._registers, self._reports, self._assessment, self._plan = registers, reports, assessment, plan
        self._submissions = submissions
        self._readers: dict[str, Reader] = {
            "task": self._of_task,
            "plan": self._of_plan,
            "register-row": self._of_row,
            "register-new": self._of_new_row,
            "report": self._of_report,
            "criterion": self._of_criterion,
            "evidence": self._of_evidence,
            "evidence-use": self._of_use,
            "submission": self._of_submission,
            "settings": self._of_settings,
            "remark": self._of_remark,
            "appraisal": self._of_appraisal,
        }

    def column(self, target: str) -> str:
        """The column that the place is stored in, as it stands: at once, for comparing with it later; "" for none."""
        kind, _, rest = target.partition(":")
        parts = rest.split(":")
        table, field, own = _submission_row(parts) if kind == "submission" else _row_of(kind, [*parts, "", ""])
        if table is None:
            return ""
        query = sa.select(table.c[field]).where(*(table.c[name] == value for name, value in own.items()))
        with self._session.read() as connection:
            found = connection.execute(query).first()
        return "" if found is None or found[0] is None else str(found[0])

    def stored(self, target: str) -> str | None:
        """What the place has now, as a reader knows it; "" for nothing, None for a place that is gone."""
        kind, _, rest = target.partition(":")
        reader = self._readers.get(kind)
        if reader is None:
            return None
        try:
            return reader(rest.split(":", 2) if kind == "report" else rest.split(":"))
        except (KeyError, ValueError, AttributeError):
            return None  # another edition of the catalogue knows the form, the column or the criterion no more

    def _of_task(self, parts: list[str]) -> str | None:
        code, field, record = parts
        plan = self._session.workspace.plan
        if record == plan.header.code:
            known = any(line.task.code == code for line in self._plan.page().lines)
            return (self._column(assignment, field, plan_code=record, task_code=code) or "") if known else None
        found = (self._column(table, field, id=record) for table in (progress_entry, product) if field in table.c)
        return next((text for text in found if text is not None), None)

    def _of_plan(self, parts: list[str]) -> str | None:
        code, field, plan = parts
        if plan != self._session.workspace.plan.header.code:
            return None
        page = self._plan.page()
        if code == "sent":
            return _shown(getattr(page, f"sent_{field}"))
        if not field:
            return _shown(getattr(page, code))
        line = next((line for line in page.lines if line.task.code == code), None)
        if line is None:
            return None
        return _shown(line.internal_due if field == "internal_due" else getattr(line.task, field))

    def _of_row(self, parts: list[str]) -> str | None:
        register, row = self._registers.row(parts[0])
        register.column(parts[1])
        return row.shown.get(parts[1], "")

    def _of_new_row(self, parts: list[str]) -> str | None:
        register = next((item for item in self._session.packs.registers() if item.code == parts[0]), None)
        return "" if register is not None and register.column(parts[1]) else None

    def _of_report(self, parts: list[str]) -> str | None:
        form, period, rest = parts[0], parse_period(parts[1]), parts[2]
        sheet = self._reports.sheet(form, period)
        if rest.startswith("#"):
            return next((item.text for item in sheet.sections if item.section.code == rest[1:]), None)
        if rest.startswith("!"):
            return sheet.explanations.get(rest[1:], "")
        return sheet.field(rest.partition("~")[0]).shown

    def _of_criterion(self, parts: list[str]) -> str | None:
        code, part, criteria = parts
        if criteria != self._session.workspace.criteria.header.code:
            return None
        sheet = self._assessment.sheet()
        if code == ADJUSTMENTS:
            name, _, item = part.partition(".")
            found = next((row for row in (*sheet.bonus, *sheet.deduction) if row.item.code == item), None)
            return None if found is None else _shown(getattr(found, name))
        row = next((row for row in sheet.rows if row.criterion.code == code), None)
        if row is None:
            return None
        if part == "explanation":
            return row.explanation
        given = row.answer
        return _shown(None if given is None else given.day if part == "day" else given.numbers.get(part))

    def _of_evidence(self, parts: list[str]) -> str | None:
        return self._column(evidence, parts[1], id=parts[0])

    def _of_use(self, parts: list[str]) -> str | None:
        return self._column(evidence_use, parts[1], id=parts[0])

    def _of_submission(self, parts: list[str]) -> str | None:
        kind, period, form, field, revision = parts
        if form and form not in dict(self._submissions.forms(Kind(kind))):
            return None
        row = self._submissions.current(Kind(kind), parse_period(period), form=form)
        if revision != f"r{row.revision}":
            return None
        if field == REOPEN:
            return ""
        if field == "leader":
            return row.leader
        value = getattr(row, _DOCUMENT[field])
        return _shown(date.fromisoformat(value) if field == "day" and value else value)

    def _of_remark(self, parts: list[str]) -> str | None:
        return self._column(remark, parts[1], id=parts[0])

    def _of_appraisal(self, parts: list[str]) -> str | None:
        received_id, part, *rest = parts
        if part == "remark":
            return self._column(received_remark, "text", id=rest[0])
        wanted = "accepted" if part == "take-back" else "received"
        return "" if self._column(received, "state", id=received_id) == wanted else None

    def _of_settings(self, parts: list[str]) -> str | None:
        if parts[1] == "time-stamp":
            return TokenMemory(default_memory_file()).time_stamp_server
        if parts[1] == "province_address":
            return EvidenceInbox(self._session).province_address
        value = getattr(self._session.workspace, parts[1])
        return value if isinstance(value, str) else "\n".join(value)

    def _column(self, table: sa.Table, field: str, **own: str) -> str | None:
        """A column of one row, a date as read; None where there is no such row."""
        query = sa.select(table.c[field]).where(*(table.c[name] == value for name, value in own.items()))
        with self._session.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        is_day = field in ("day", "internal_due") and row[0]
        return _shown(date.fromisoformat(row[0]) if is_day else row[0])


def _row_of(kind: str, parts: list[str]) -> tuple[sa.Table | None, str, dict[str, str]]:
    """Table, column and key of a place; no table where the place has no column of its own."""
    first, second, third = parts[:3]
    match kind:
        case "task":
            return _task_row(first, field=second, record=third)
        case "plan" if second in commune_task.c:
            return commune_task, second, {"plan_code": third, "task_code": first}
        case "register-row":
            return register_row, "content", {"id": first}
        case "report":
            return _report_row({"form_code": first, "period_code": second}, ":".join(parts[2:-2]))
        case "criterion" if first != ADJUSTMENTS:
            field = "explanation" if second == "explanation" else "content"
            return answer, field, {"criteria_code": third, "criterion_code": first}
        case "evidence" if second in evidence.c:
            return evidence, second, {"id": first}
        case "evidence-use" if second in evidence_use.c:
            return evidence_use, second, {"id": first}
        case "appraisal" if second == "remark":
            return received_remark, "text", {"id": third}
        case "remark":
            return remark, second, {"id": first}
    return None, "", {}


def _submission_row(parts: list[str]) -> tuple[sa.Table | None, str, dict[str, str]]:
    kind, period, form, field, revision = (*parts, "", "", "", "", "")[:5]
    if field not in _DOCUMENT:
        return None, "", {}
    own = {"kind": kind, "period_code": period, "form_code": form, "revision": revision.removeprefix("r")}
    return submission, _DOCUMENT[field], own


def _task_row(code: str, *, field: str, record: str) -> tuple[sa.Table | None, str, dict[str, str]]:
    if field in ("internal_due", "not_arising_reason"):
        return assignment, field, {"plan_code": record, "task_code": code}
    if field == "day":
        return None, "", {}  # of an entry or of a product: the place itself tells which
    return next((one for one in (progress_entry, product) if field in one.c), None), field, {"id": record}


def _report_row(key: dict[str, str], rest: str) -> tuple[sa.Table, str, dict[str, str]]:
    if rest.startswith("#"):
        return report_text, "text", key | {"section_code": rest[1:]}
    if rest.startswith("!"):
        return report_explanation, "text", key | {"finding_code": rest[1:]}
    return report_field, "value", key | {"field_code": rest.partition("~")[0]}


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return format_decimal(value)
    return "" if value is None else str(value)
