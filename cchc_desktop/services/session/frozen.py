"""What completed submissions freeze (chốt): read by the commands that refuse to change it, and by undo.

A submission freezes what it states from its completion until it is opened again. Registers are never frozen: a report
keeps the figures that it counted.
"""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.session.signed_documents import signed_files
from cchc_desktop.services.session.step_lines import StepLine, Values
from db.tables import answer_from_province, evidence_use, product, progress_entry, received, submission

FROZEN_STATES = tuple(state.value for state in State if state not in (State.DRAFT, State.REOPENED))
_PLAN_LETTER = frozenset({"sent_number", "sent_day", "sent_to"})
"""What is written of a plan after its completion: the letter with which it went out."""

_COMPLETED = submission.c.state.in_(FROZEN_STATES)
_LAST_COVERED_DAY = sa.select(sa.func.max(submission.c.reference_day)).where(
    submission.c.kind == Kind.PROGRESS.value, submission.c.unit_code == sa.bindparam("unit"), _COMPLETED
)


def entries_until(connection: sa.Connection, unit_code: str) -> date | None:
    """The last reference day that a completed progress report of the unit covers, if any."""
    found = connection.scalar(_LAST_COVERED_DAY, {"unit": unit_code})
    return date.fromisoformat(found) if found else None


class Frozen:
    """What is frozen in the view of one connection, asked line by line of the journal."""

    def __init__(self, connection: sa.Connection, unit_code: str) -> None:
        self._connection = connection
        until = entries_until(connection, unit_code)
        self._until = until.isoformat() if until else ""
        mine = sa.select(submission.c.kind, submission.c.form_code, submission.c.period_code, submission.c.state)
        rows = connection.execute(mine.where(submission.c.unit_code == unit_code).order_by(submission.c.revision)).all()
        self._kinds = {row.kind for row in rows if row.state in FROZEN_STATES}
        latest = {(row.form_code, row.period_code): row.state for row in rows if row.kind == Kind.REPORT.value}
        self._reports = {key for key, state in latest.items() if state in FROZEN_STATES}

    def holds(self, line: StepLine) -> bool:
        """Whether a write belongs to what is frozen, as far as the row still tells."""
        match line.table:
            case "progress_entry":
                return self._holds_days((line.values.get("day"), *line.change("day")))
            case "product":
                return self._holds_entry(line.values.get("entry_id"))
            case "answer" | "adjustment":
                return Kind.ASSESSMENT.value in self._kinds
            case "report_field" | "report_text" | "report_explanation":
                return (line.values.get("form_code"), line.values.get("period_code")) in self._reports
            case "commune_task" | "commune_plan":
                return Kind.PLAN.value in self._kinds and not _is_letter(line)
            case "remark" | "received_remark":
                return self._holds_remark(line.values)
            case "submission":
                return line.values.get("state") != State.DRAFT.value
            case "evidence_use":
                return self.holds_use(line.values)
            case "evidence" if line.action == "insert":
                return self._holds_file(line.row_id)
            case _:
                return False

    def _holds_days(self, days: Iterable[object]) -> bool:
        return any(day and str(day) <= self._until for day in days)

    def _holds_entry(self, entry_id: object) -> bool:
        day = self._connection.scalar(sa.select(progress_entry.c.day).where(progress_entry.c.id == entry_id))
        return self._holds_days((day,))

    def _holds_remark(self, values: Values) -> bool:
        """A remark of the province, at whichever side it is."""
        if "received_id" in values:
            return self._holds_received(values["received_id"])
        return self._holds_reply(values.get("answer_id"))

    def _holds_reply(self, answer_id: object) -> bool:
        """A reply is stated by every completed revision after the one that was returned."""
        later = submission.alias()
        same = [later.c[name] == submission.c[name] for name in ("unit_code", "kind", "form_code", "period_code")]
        query = (
            sa.select(later.c.id)
            .join(submission, sa.and_(*same, later.c.revision > submission.c.revision))
            .join(answer_from_province, answer_from_province.c.submission_id == submission.c.id)
            .where(answer_from_province.c.id == answer_id, later.c.state.in_(FROZEN_STATES))
        )
        return self._connection.scalar(query) is not None

    def _holds_received(self, received_id: object) -> bool:
        """A remark at the province is part of the answer once the revision was returned, accepted or replaced."""
        state = self._connection.scalar(sa.select(received.c.state).where(received.c.id == received_id))
        return state is not None and state != ReceivedState.RECEIVED.value

    def holds_use(self, use: Values) -> bool:
        """Whether a file that proves this place (answer_id, product_id or neither) is stated by something frozen."""
        if use.get("answer_id"):
            return Kind.ASSESSMENT.value in self._kinds
        if use.get("product_id"):
            entry = sa.select(product.c.entry_id).where(product.c.id == use["product_id"])
            return self._holds_entry(self._connection.scalar(entry))
        return False

    def _holds_file(self, file_id: str) -> bool:
        """A file that proves something frozen, or that is the scan of a signed page or a signed PDF."""
        uses = self._connection.execute(sa.select(evidence_use).where(evidence_use.c.evidence_id == file_id))
        scans = sa.select(submission.c.id).where(submission.c.scan_id == file_id)
        signed = any(known == file_id for known, _submission in signed_files(self._connection))
        if signed or self._connection.scalar(scans) is not None:
            return True
        return any(self.holds_use(dict(row)) for row in uses.mappings())


def _is_letter(line: StepLine) -> bool:
    if line.action == "update":
        return line.field in _PLAN_LETTER
    return any(line.values.get(name) for name in _PLAN_LETTER)
