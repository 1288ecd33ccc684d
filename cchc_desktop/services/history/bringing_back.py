"""Bringing an old value back as a new one, through the command by which it would be typed.

So it is checked, journalled, undoable, and refused where frozen, like every typed value; the reason in the trail says
from when it is.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.field_text import from_plain
from cchc_desktop.domain.field_value import FieldValue, ValueState
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.submission import Kind
from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.services.assessment.self_assessment import SelfAssessment
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.history.fields import FIELDS
from cchc_desktop.services.history.steps import BACK_MARK, Row
from cchc_desktop.services.history.versions import ROW_GONE, Version
from cchc_desktop.services.plan.commune_plan import PAGE_TEXTS, TASK_TEXTS, CommunePlan
from cchc_desktop.services.registers.reading import parse as parse_row
from cchc_desktop.services.registers.registers import Registers
from cchc_desktop.services.reports.reports import Reports
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.services.tasks.tasks import Tasks
from db.tables import product, progress_entry

WRITTEN: Mapping[str, str] = {
    "progress_entry": "_entry",
    "product": "_product",
    "assignment": "_assignment",
    "answer": "_answer",
    "adjustment": "_adjustment",
    "register_row": "_register_row",
    "report_field": "_figure",
    "report_text": "_section",
    "report_explanation": "_explanation",
    "commune_plan": "_plan_texts",
    "commune_task": "_plan_task",
    "evidence": "_document",
    "evidence_use": "_pages",
    "submission": "_submission",
    "workspace": "_defaults",
    "remark": "_reply",
}
"""The tables whose values can be brought back, each with the method that does it."""

SetDefaults = Callable[[str, str], Outcome[None]]
"""Sets "Kính gửi" and "Nơi nhận" (its lines) of documents."""


Reply = Callable[[str, str], Outcome[Any]]
"""Replies to a remark of the province."""


@dataclass(frozen=True, slots=True)
class Commands:
    """The services whose commands write what is brought back."""

    tasks: Tasks
    assessment: SelfAssessment
    evidence: Evidence
    submissions: Submissions
    registers: Registers
    reports: Reports
    plan: CommunePlan
    set_defaults: SetDefaults
    reply: Reply


class BringingBack:
    """Writes the value of a version anew."""

    def __init__(self, session: Session, commands: Commands) -> None:
        self._session, self._commands = session, commands

    def bring_back(self, version: Version) -> Outcome[Any]:
        """Bring back what a version changed, as it was then; Refusal where a command refuses, or nothing can be done.

        A field that cannot be brought back (a step of a submission) is left as it is.
        """
        step = version.step
        if version.barred or step is None:
            raise refusal(version.barred or "Lần này không đưa lại được.")
        fields = FIELDS[step.table]
        codes = [one.code for one in version.changes if one.code not in fields or not fields[one.code].barred]
        row = step.after or step.before or {}
        values: dict[str, Any] = dict(step.after or {})
        with self._session.because(f"{BACK_MARK}giá trị lúc {format_moment(version.at)}"):
            try:
                return self._writer(step.table)(row, codes, values)
            except sa.exc.NoResultFound as error:
                raise refusal(ROW_GONE) from error

    def _writer(self, table: str) -> Callable[[Row, list[str], Mapping[str, Any]], Outcome[Any]]:
        return getattr(self, WRITTEN[table])  # type: ignore[no-any-return]  # one of the methods below

    def _entry(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        changes: dict[str, Any] = {code: _day(values[code]) if code == "day" else values[code] for code in codes}
        return self._commands.tasks.edit_entry(row["id"], **changes)

    def _product(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        changes = {code: _day(values[code]) if code == "day" else values[code] for code in codes}
        return self._commands.tasks.edit_product(row["id"], **changes)

    def _assignment(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        tasks, code = self._commands.tasks, row["task_code"]
        wanted = _one_of(("officer_id",), ("internal_due",), ("not_arising", "not_arising_reason"), codes=codes)
        if wanted == "officer_id":
            return tasks.assign(code, values.get("officer_id"))
        if wanted == "internal_due":
            return tasks.set_internal_due(code, _day(values.get("internal_due")))
        chosen, reason = bool(values.get("not_arising")), values.get("not_arising_reason", "")
        return tasks.set_not_arising(code, not_arising=chosen, reason=reason)

    def _answer(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        criteria = self._session.workspace.criteria
        if (row["criteria_code"], row["year"]) != (criteria.header.code, criteria.year):
            raise refusal("Bộ tiêu chí của kết quả này không còn dùng nên không đưa lại được.")
        code = row["criterion_code"]
        if _one_of(("content",), ("explanation",), codes=codes) == "explanation":
            return self._commands.assessment.explain(code, values.get("explanation", ""))
        content = values.get("content", "")
        try:
            given = Answer.from_plain(json.loads(content)) if content else Answer()
        except ValueError as error:
            raise refusal("Cách chấm của tiêu chí đã khác nên kết quả cũ không đưa lại được.") from error
        return self._commands.assessment.set_answer(code, given)

    def _reply(self, row: Row, _codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        return self._commands.reply(row["id"], values.get("reply", ""))

    def _adjustment(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        sheet = self._commands.assessment.sheet()
        now = next((item for item in (*sheet.bonus, *sheet.deduction) if item.item.code == row["code"]), None)
        if now is None:
            raise refusal("Mục điểm thưởng, điểm trừ này không còn trong bộ tiêu chí đang dùng.")
        cases = values.get("cases", 0) if "cases" in codes else now.cases
        words = values.get("explanation", "") if "explanation" in codes else now.explanation
        return self._commands.assessment.set_cases(row["code"], cases=cases, explanation=words)

    def _register_row(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        if len(codes) > 1:
            raise _several()
        try:
            register = self._commands.registers.register(row["register_code"])
            register.column(codes[0])
        except KeyError as error:
            raise refusal("Sổ hoặc cột này không còn dùng nên không đưa lại được.") from error
        text = parse_row(register, values.get("content") or "{}").shown.get(codes[0], "")
        return self._commands.registers.edit(row["id"], codes[0], text)

    def _figure(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        del codes
        form, period, code = row["form_code"], parse_period(row["period_code"]), row["field_code"]
        try:
            item = self._session.packs.form(form).field(code)
        except KeyError as error:
            raise refusal("Số liệu này không còn trong biểu mẫu đang dùng nên không đưa lại được.") from error
        state = ValueState(values.get("state", "empty"))
        try:
            plain = from_plain(values["value"], item.spec) if state is ValueState.VALUE else None
        except ValueError as error:
            raise refusal("Biểu mẫu đang dùng không đọc được giá trị cũ này nên không đưa lại được.") from error
        value = FieldValue(state, plain, bool(values.get("estimate")) if plain is not None else False)
        reports = self._commands.reports
        if not item.formula:
            return reports.set_field(form, period, code, value)
        if state is ValueState.EMPTY:
            return reports.clear_override(form, period, code)
        return reports.override(form, period, code, value, values.get("override_reason", ""))

    def _section(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        del codes
        form, period, code = row["form_code"], parse_period(row["period_code"]), row["section_code"]
        try:
            return self._commands.reports.set_text(form, period, code, values.get("text", ""))
        except KeyError as error:
            raise refusal("Mục này không còn trong biểu mẫu đang dùng nên không đưa lại được.") from error

    def _explanation(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        del codes
        period = parse_period(row["period_code"])
        return self._commands.reports.explain(row["form_code"], period, row["finding_code"], values.get("text", ""))

    def _plan_texts(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        self._require_plan(row)
        texts = {code: values[code] for code in codes if code in PAGE_TEXTS and code in values}
        if texts:
            return self._commands.plan.set_texts(**texts)
        now = self._commands.plan.page()
        sent = {"number": now.sent_number, "day": now.sent_day, "to": now.sent_to}
        for code in codes:
            name = code.removeprefix("sent_")
            sent[name] = _day(values.get(code)) if name == "day" else values.get(code, "")
        return self._commands.plan.record_sent(**sent)  # type: ignore[arg-type]  # the values of one column each

    def _plan_task(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        self._require_plan(row)
        code = row["task_code"]
        texts = {name: values[name] for name in codes if name in TASK_TEXTS}
        if texts:
            return self._commands.plan.edit_task(code, **texts)
        return self._commands.plan.set_included([code], included=bool(values.get("included")))

    def _document(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        texts = {code: values.get(code, "") for code in codes if code != "day"}
        day = _day(values.get("day")) if "day" in codes else None
        clear = "day" in codes and day is None
        return self._commands.evidence.describe(row["id"], day=day, clear_day=clear, **texts)

    def _pages(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        del codes
        owner = self._commands.assessment if row.get("answer_id") else self._commands.evidence
        with self._session.read() as connection:
            self._refuse_frozen_product(connection, row.get("product_id"))
        return owner.cite(row["id"], values.get("pages", ""))

    def _refuse_frozen_product(self, connection: sa.Connection, product_id: str | None) -> None:
        query = sa.select(progress_entry.c.day).join(product, product.c.entry_id == progress_entry.c.id)
        day = connection.scalar(query.where(product.c.id == product_id)) if product_id else None
        if day:
            self._commands.tasks.refuse_frozen(connection, date.fromisoformat(day))

    def _submission(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        kind, period, form = Kind(row["kind"]), parse_period(row["period_code"]), row.get("form_code", "")
        now = self._commands.submissions.current(kind, period, form=form)
        if now.id != row["id"]:
            text = "Lần trình này đã đóng vì hồ sơ đã mở lại; thông tin của nó giữ nguyên như khi đã nộp."
            raise refusal(text)

        def chosen(code: str, present: Any) -> Any:
            return values.get(code) if code in codes else present

        return self._commands.submissions.set_document(
            kind,
            period,
            number=chosen("document_number", now.document_number) or "",
            day=_day(chosen("document_date", now.document_date)),
            leader_id=chosen("leader_id", now.leader_id) or "",
            reference_day=_day(chosen("reference_day", now.reference_day.isoformat())) or now.reference_day,
            form=form,
        )

    def _defaults(self, row: Row, codes: list[str], values: Mapping[str, Any]) -> Outcome[Any]:
        del row
        now = self._session.workspace
        addressee = values.get("addressee", "") if "addressee" in codes else now.addressee
        recipients = values.get("recipients", "") if "recipients" in codes else "\n".join(now.recipients)
        return self._commands.set_defaults(addressee, recipients)

    def _require_plan(self, row: Row) -> None:
        if row["plan_code"] != self._session.workspace.plan.header.code:
            raise refusal("Kế hoạch này không còn dùng nên không đưa lại được.")


def refusal(text: str) -> Refusal:
    """A refusal to bring something back."""
    return Refusal(Finding("history.barred", Level.INFO, text))


def _several() -> Refusal:
    return refusal("Lần này đổi nhiều ô; hãy đặt con trỏ vào từng ô cần lấy lại và mở lịch sử của ô đó.")


def _one_of(*groups: tuple[str, ...], codes: list[str]) -> str:
    """The first name of the one group of fields to which all codes belong; refuses where they span several."""
    chosen = [group[0] for group in groups if any(code in group for code in codes)]
    if len(chosen) != 1:
        raise _several()
    return chosen[0]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
