"""Periodic reports (báo cáo định kỳ): the sheet of a form and period, and the commands that fill it in.

Every command is one journalled step that can be undone. A report whose latest revision is completed is read only:
commands refuse with the finding "report.frozen" until it is opened again in Hồ sơ nộp.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.draft_merge import redrafted
from cchc_desktop.domain.field_text import parse_typed, to_plain
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.field_value import EMPTY, NOT_ARISING, FieldValue, ValueState, of
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.form import Form, FormField, Section
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.vietnamese import printable, search_key
from cchc_desktop.domain.working_calendar import DueDate
from cchc_desktop.services.reports.counted_rows import RegisterSource
from cchc_desktop.services.reports.frozen import frozen_sheet
from cchc_desktop.services.reports.origins import report_target
from cchc_desktop.services.reports.periods import offered_periods, period_of_today
from cchc_desktop.services.reports.reading import ReportReader, ReportReading
from cchc_desktop.services.reports.rows import ReportSheet
from cchc_desktop.services.reports.sheet import sheet_of
from cchc_desktop.services.reports.store import ReportStore
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.tasks.tasks import Tasks
from db.journal import Work
from db.tables import report_explanation, report_field, report_text

FROZEN_TEXT = (
    "Báo cáo đã chốt trong hồ sơ đã hoàn thành nên không sửa được; muốn sửa, hãy mở lại ở Hồ sơ nộp và nêu lý do."
)
_ESTIMATE = "uoc "
_NOTHING_ARISES = ("khong phat sinh", "kps")


class Reports:
    """Queries and commands on the periodic reports of the forms in use."""

    def __init__(
        self, session: Session, tasks: Tasks, registers: RegisterSource, *, unit_names: Sequence[str] = ()
    ) -> None:
        self._session = session
        self._store = ReportStore(session)
        self._reader = ReportReader(session, tasks, registers, store=self._store, unit_names=unit_names)

    def forms(self) -> tuple[Form, ...]:
        """The report forms in use."""
        return self._session.packs.forms()

    def periods(self, form: str) -> tuple[Period, ...]:
        """The periods that can be reported, oldest first, with those on demand that have entries."""
        chosen = self._session.packs.form(form)
        return offered_periods(chosen, today=self._session.today(), entered=self._store.periods(form))

    def default_period(self, form: str) -> Period | None:
        """The report that is being written today; None for a form that serves no regular period."""
        chosen, calendar = self._session.packs.form(form), self._session.packs.calendar()
        return period_of_today(chosen, today=self._session.today(), calendar=calendar)

    def due(self, period: Period) -> DueDate | None:
        """When the report of a period is due; None where no calendar in use says so."""
        calendar = self._session.packs.calendar()
        return calendar.due(period) if calendar else None

    def sheet(self, form: str, period: Period) -> ReportSheet:
        """The whole report of a period as it stands, or as completed; KeyError for a form that is not in use."""
        reading = self.reading(form, period)
        part = reading.stored.frozen
        if part is None:
            return self.laid_out(reading)
        packs = self._session.packs
        edition = self._store.frozen_form(part) or reading.form
        return frozen_sheet(reading, part, edition, targets=packs.targets(), calendar=packs.calendar())

    def reading(self, form: str, period: Period) -> ReportReading:
        """The report as it is read, for those who make something else of it than a sheet."""
        return self._reader.read(form, period)

    def laid_out(self, reading: ReportReading) -> ReportSheet:
        """The sheet of a report that was read."""
        return sheet_of(reading, targets=self._session.packs.targets(), due=self.due(reading.period))

    def set_field(self, form: str, period: Period, field: str, value: FieldValue) -> Outcome[bool]:
        """Store a typed value, or empty the field. Refuses a derived field and what the field does not allow."""
        item = self._typed_field(form, period, field)
        if value.state is ValueState.NOT_ARISING and not item.not_arising:
            raise _refusal(
                "report.not-arising",
                f"{item.name}: phải có giá trị, không chọn được Không phát sinh.",
                form,
                period,
                field,
            )
        with self._command(f"Nhập {field} {item.name}", form, period) as work:
            self._write_field(work, form, period, item, value)
        return _changed(work)

    def type_field(self, form: str, period: Period, field: str, text: str) -> Outcome[FieldValue]:
        """Store what was typed ("1.855", "ước 41,05", "Không phát sinh", "" to empty); refuses what has no reading."""
        item = self._session.packs.form(form).field(field)
        value = self._read(text, item, form, period)
        done = self.set_field(form, period, field, value)
        return Outcome(value, done.changed)

    def set_not_arising(self, form: str, period: Period, field: str) -> Outcome[bool]:
        """Declare that the matter of a field did not arise."""
        return self.set_field(form, period, field, NOT_ARISING)

    def override(self, form: str, period: Period, field: str, value: FieldValue | str, reason: str) -> Outcome[bool]:
        """Put a value in the place of the derived one; refuses without a reason, and where the form forbids it."""
        item = self._session.packs.form(form).field(field)
        if not item.formula or not item.overridable:
            text = f"{item.name}: biểu mẫu không cho nhập tay thay số tự tính."
            raise _refusal("report.not-overridable", text, form, period, field)
        why = printable(reason).strip()
        if not why:
            text = f"{item.name}: hãy nêu lý do nhập tay thay số tự tính."
            raise _refusal("report.override-reason", text, form, period, field)
        given = self._read(value, item, form, period) if isinstance(value, str) else value
        if given.state is ValueState.EMPTY:
            raise _refusal("report.override-value", f"{item.name}: hãy nhập số thay thế.", form, period, field)
        with self._command(f"Thay số tự tính {field} {item.name}", form, period) as work:
            self._write_field(work, form, period, item, given, reason=why)
        return _changed(work)

    def clear_override(self, form: str, period: Period, field: str) -> Outcome[bool]:
        """Let the derived value count again."""
        item = self._session.packs.form(form).field(field)
        with self._command(f"Bỏ số nhập tay {field} {item.name}", form, period) as work:
            self._write_field(work, form, period, item, EMPTY)
        return _changed(work)

    def set_text(self, form: str, period: Period, section: str, text: str) -> Outcome[bool]:
        """Store the text of a section; lines that stand as drafted stay recognised as such."""
        found = _section(self._session.packs.form(form), section)
        with self._command(f"Sửa nội dung mục “{found.title}”", form, period) as work:
            self._write(work, report_text, form, period, {"section_code": section}, text=printable(text))
        return _changed(work)

    def redraft(self, form: str, period: Period, section: str = "") -> Outcome[int]:
        """Draft a section (all for "") anew from the data; lines that were typed stay. Return how many changed."""
        reading = self.reading(form, period)
        chosen = [item for item in reading.sections if item.narrative and section in ("", item.code)]
        changed = 0
        with self._command("Soạn lại dự thảo báo cáo", form, period) as work:
            for item in chosen:
                stored, draft = reading.text(item), reading.new_draft(item)
                if not item.draft and not stored.draft:
                    continue
                text = redrafted(stored.text, old=stored.draft, new=draft)
                key = {"section_code": item.code}
                changed += self._write(work, report_text, form, period, key, text=text, draft=draft)
        return Outcome(changed, frozenset(work.touched))

    def explain(self, form: str, period: Period, finding: str, text: str) -> Outcome[bool]:
        """Store the explanation of a warning, by the code of the finding; an empty text takes it away."""
        with self._command("Giải trình cảnh báo", form, period) as work:
            self._write(work, report_explanation, form, period, {"finding_code": finding}, text=printable(text).strip())
        return _changed(work)

    def accept_offered(self, form: str, period: Period, field: str = "") -> Outcome[int]:
        """Take over the offered value of a field (all for ""); return how many were taken over."""
        offered = {
            row.field.code: row
            for section in self.sheet(form, period).sections
            for row in section.fields
            if row.offered is not None and field in ("", row.field.code)
        }
        with self._command("Lấy số liệu kỳ trước", form, period) as work:
            for row in offered.values():
                if row.offered is not None:
                    self._write_field(work, form, period, row.field, row.offered)
        return Outcome(len(offered), frozenset(work.touched))

    @contextmanager
    def _command(self, label: str, form: str, period: Period) -> Iterator[Work]:
        """One step on a report that is not completed."""
        with self._session.command(label) as work:
            if self._store.is_frozen(work.connection, form, period):
                target = f"submission:report:{period.code}:{form}"
                raise Refusal(Finding("report.frozen", Level.BLOCK, FROZEN_TEXT, target))
            yield work

    def _typed_field(self, form: str, period: Period, field: str) -> FormField:
        item = self._session.packs.form(form).field(field)
        if item.spec.type is FieldType.HEADING:
            raise _refusal("report.heading", f"{item.name} là tiêu đề nhóm, không nhập số liệu.", form, period, field)
        if item.formula:
            text = f"{item.name} được tính tự động; muốn nhập tay, hãy thay số tự tính và nêu lý do."
            raise _refusal("report.derived", text, form, period, field)
        return item

    def _read(self, typed: str, item: FormField, form: str, period: Period) -> FieldValue:
        """A typed text as a value; refuses it with the sentence that says why."""
        text = printable(typed).strip()
        key = search_key(text)
        if not text:
            return EMPTY
        if key in _NOTHING_ARISES:
            return NOT_ARISING
        is_estimate = item.spec.type.is_number and key.startswith(_ESTIMATE)
        try:
            value = parse_typed(text[len(_ESTIMATE) :] if is_estimate else text, item.spec, window=period.window)
        except ValueError as error:
            raise _refusal("report.value", f"{item.name}: {error}", form, period, item.code) from error
        return of(value, estimate=is_estimate)

    def _write_field(
        self, work: Work, form: str, period: Period, item: FormField, value: FieldValue, *, reason: str = ""
    ) -> bool:
        plain = "" if value.value is None else to_plain(value.value, item.spec)
        return self._write(
            work,
            report_field,
            form,
            period,
            {"field_code": item.code},
            state=value.state.value,
            value=plain,
            estimate=value.estimate,
            override_reason=reason,
        )

    def _write(
        self, work: Work, table: sa.Table, form: str, period: Period, key: Mapping[str, str], **values: str | bool
    ) -> bool:
        """Write a row by its key; a row that says nothing is not added."""
        place = {"form_code": form, "period_code": period.code, **key}
        found = work.connection.scalar(sa.select(table.c.id).filter_by(**place))
        if found is not None:
            return work.update(table, found, **values)
        if not any(value and value != ValueState.EMPTY.value for value in values.values()):
            return False
        added: dict[str, Any] = {**place, **values}
        work.insert(table, **added)
        return True


def _section(form: Form, code: str) -> Section:
    for section in form.sections:
        if section.code == code:
            return section
    raise KeyError(code)


def _changed(work: Work) -> Outcome[bool]:
    return Outcome(bool(work.touched), frozenset(work.touched))


def _refusal(code: str, text: str, form: str, period: Period, field: str) -> Refusal:
    return Refusal(Finding(code, Level.BLOCK, text, report_target(form, period, field)))
