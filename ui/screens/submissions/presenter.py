"""The submissions screen without its widgets: what is shown, what may be done next, and the way to the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.period import parse as parse_period
from cchc_desktop.domain.submission import Kind, State
from ui.screens.submissions import pages, wording
from ui.screens.submissions.answer_page import AnswerPort
from ui.screens.submissions.answering import Answering, Said
from ui.screens.submissions.certifying import Certifying
from ui.screens.submissions.comparing import Comparing
from ui.screens.submissions.custody_page import CustodyPort
from ui.screens.submissions.exporting import Exporting
from ui.screens.submissions.page import CUSTODY, FIELDS, REOPEN, Choice, DocumentFields, Question, ViewPort
from ui.screens.submissions.printing import Printing
from ui.screens.submissions.scanning import Scanning, ScanPort
from ui.screens.submissions.send_page import SendPort
from ui.screens.submissions.sending import Sending
from ui.screens.submissions.signing_page import SigningPort
from ui.screens.submissions.whereabouts import Whereabouts
from ui.widgets.context import AppContext, header_facts

if TYPE_CHECKING:
    from cchc_desktop.services.session.session import OfficerRow
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk


class SubmissionsPort(ViewPort, SigningPort, ScanPort, AnswerPort, SendPort, CustodyPort, Protocol):
    """The whole screen, with its cards of signing by certificate."""


REMARK, ANSWER = "remark", "answer"
"""Links to a remark of the province, and to where its answers are brought in."""
NOT_SAVED = "Chưa lưu được; chương trình sẽ lưu lại khi rời ô này."


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that one reading of the database brings."""

    row: SubmissionRow
    findings: tuple[Finding, ...]
    leaders: tuple[OfficerRow, ...]
    every: tuple[SubmissionRow, ...]
    periods: tuple[Period, ...]
    forms: tuple[tuple[str, str], ...]
    clock: str
    said: Said


class Presenter:
    """Holds which submission is shown; every method names what the user wants."""

    def __init__(self, view: SubmissionsPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._runner = context.runner
        self._kind = Kind.PROGRESS
        self._form = ""
        self._period = self._desk.submissions.default_period(Kind.PROGRESS)
        self._loaded: Loaded | None = None
        self._typed: DocumentFields | None = None
        self._reading = 0
        self._is_first = True
        self._focus = ""
        self._unanswered = 0
        self.exporting = Exporting(view, context)
        self.printing = Printing(view, context)
        self.comparing = Comparing(view, context)
        self.certifying = Certifying(view, context, show_signed=self.printing.look_at_signed)
        self.scanning = Scanning(view, context)
        self.sending = Sending(view, context)
        self.whereabouts = Whereabouts(view, context)
        self.answering = Answering(view, context)

    def open(self) -> None:
        """The screen came into sight."""
        self._show_header()
        self.read()

    def choose_kind(self, kind: str) -> None:
        """Go to another kind, on its first form, in the period that runs."""
        forms = self._forms(Kind(kind))
        self._go(Kind(kind), forms[0] if forms else "")

    def choose_form(self, form: str) -> None:
        """Go to another report form, in the period that runs."""
        self._go(self._kind, form)

    def choose_period(self, code: str) -> None:
        """Go to another period of the same kind and form."""
        self._go(self._kind, self._form, parse_period(code))

    def open_target(self, target: str) -> None:
        """Go where a link points: "submission[:<kind>[:<period>][:<form>]][:<field>]"; the field may be "reopen".

        "remark:<id>" goes to the submission that the remark is about, "answer" asks for an answer of the province.
        """
        self._is_first = False
        prefix, _, rest = target.partition(":")
        if prefix == REMARK:
            self._open_remark(rest)
            return
        if prefix == ANSWER:
            self.answering.begin_taking()
            return
        parts = [part for part in target.split(":")[1:] if part]
        kinds = [kind for kind in self._desk.submissions.kinds if kind.value in parts]
        kind = kinds[0] if kinds else self._kind
        forms = self._forms(kind)
        named = [part for part in parts if part in forms]
        periods = [parse_period(part) for part in parts if part[:1].isdigit() and part not in forms]
        self._focus = next((part for part in parts if part in (*FIELDS, REOPEN, CUSTODY)), "")
        if not kinds:
            self._go(kind, self._form, periods[0] if periods else self._period)
        else:
            self._go(kind, (named or forms or ("",))[0], periods[0] if periods else None)

    def follow(self, target: str) -> None:
        """Go to the place of a finding, here or on another screen."""
        parts = target.split(":")
        if parts[0] == "submission" and len(parts) > 1 and parts[1] in FIELDS:
            self._view.focus_field(parts[1])
        elif parts[0] != "submission":
            self._context.open_target(target)

    def read(self) -> None:
        """Read the submission anew and show it; an answer that comes too late is dropped."""
        self._reading += 1
        number, kind, form, period = self._reading, self._kind, self._form, self._period

        def shown(loaded: Loaded) -> None:
            if number == self._reading:
                self._show(loaded)

        self._runner.run(lambda: self._load(kind, form, period), done=shown, owner=self._view)

    def edit_number(self, number: str) -> None:
        """The number of the document was typed."""
        self._edit(lambda fields: replace(fields, number=number), "number")

    def edit_day(self, day: date | None) -> None:
        """The date of the document was typed."""
        self._edit(lambda fields: replace(fields, day=day), "day")

    def edit_leader(self, leader_id: str) -> None:
        """Another leader was chosen to sign."""
        self._edit(lambda fields: replace(fields, leader=leader_id), "leader")

    def edit_reference_day(self, day: date | None) -> None:
        """The day was typed on which the statuses of the tasks are looked at."""
        if day is None:
            self._view.refuse_field("reference_day", "Hãy nhập ngày chốt số liệu: tình trạng tính đến ngày này.")
            return
        self._edit(lambda fields: replace(fields, reference_day=day), "reference_day")

    def complete(self) -> None:
        """Freeze the content; the preparer's main step."""
        kind, form, period = self._kind, self._form, self._period
        self._runner.run(
            lambda: self._desk.submissions.complete(kind, period, form=form),
            done=_nothing_more,
            refused=lambda _findings: self.read(),  # the list is read anew and shows what blocks now
            failed=lambda _error: self.read(),
            busy=self._view.set_busy,
            owner=self._view,
        )

    def sign_with_password(self, password: str) -> None:
        """The leader named in the snapshot confirms with the own password; the session stays as it is."""
        if self._loaded is None:
            return
        if not password:
            self._view.refuse_password("Hãy nhập mật khẩu của lãnh đạo ký.")
            return
        kind, form, period, leader_id = self._kind, self._form, self._period, self._loaded.row.leader_id
        self._runner.run(
            lambda: self._desk.submissions.sign_with_password(
                kind, period, leader_id=leader_id, password=password, form=form
            ),
            done=_nothing_more,
            refused=lambda findings: self._view.refuse_password(" ".join(finding.text for finding in findings)),
            busy=self._view.set_busy,
            owner=self._view,
        )

    def offer_scan(self, scan: Path) -> None:
        """A scan was chosen: read its codes and ask before it counts as the signature."""
        if self._loaded is not None:
            self.scanning.offer(self._loaded.row, scan)

    def ask_to_reopen(self) -> None:
        """Say what reopening means and ask for the reason."""
        if self._loaded is not None:
            row = self._loaded.row
            spot = pages.place(row).spot(REOPEN, "Lý do mở lại")
            question = Question(wording.reopening(row), "Mở lại để sửa", "Lý do mở lại (bắt buộc)", reason_spot=spot)
            self._view.ask(question, self._reopen)

    def look_at_revision(self, submission_id: str) -> None:
        """Show the print of one revision of the history."""
        every = self._loaded.every if self._loaded else ()
        for row in every:
            if row.id == submission_id:
                self.printing.look_at_revision(row.id, f"Đang xem bản {row.revision}: {row.state.label}")

    def _open_remark(self, remark_id: str) -> None:
        """A remark that is not answered now: its submission shows it."""

        def found(row: SubmissionRow) -> None:
            self._go(row.kind, row.form_code, row.period)

        self._runner.run(lambda: self._desk.answers.submission_of(remark_id), done=found, owner=self._view)

    def _forms(self, kind: Kind) -> tuple[str, ...]:
        return tuple(code for code, _title in self._desk.submissions.forms(kind))

    def _go(self, kind: Kind, form: str, period: Period | None = None) -> None:
        """Show a submission; without a period the one that people work on today."""
        period = period or self._desk.submissions.default_period(kind, form=form)
        if (kind, form, period) != (self._kind, self._form, self._period):
            self._kind, self._form, self._period = kind, form, period
            self._loaded = self._typed = None
            self.exporting.leave()
            self.printing.leave()
            self.comparing.leave()
            self.certifying.leave()
            self.sending.leave()
            self.whereabouts.leave()
        self._show_header()
        self.read()

    def _load(self, kind: Kind, form: str, period: Period) -> Loaded:
        service = self._desk.submissions
        clock = service.look_at_clock()
        row = service.current(kind, period, form=form)
        findings = service.findings(kind, period, form=form) if row.state is State.DRAFT else ()
        periods = service.periods(kind, form=form)
        if period not in periods:
            periods = (*periods, period)  # an ad hoc period that a link brought
        every = service.all()
        said = self.answering.read(row, every)
        return Loaded(row, findings, service.leaders(), every, periods, service.forms(kind), clock, said)

    def _show(self, loaded: Loaded) -> None:
        waiting = self._waiting(loaded)
        if self._is_first and waiting:
            self._is_first = False
            self._go(waiting[0].kind, waiting[0].form_code, waiting[0].period)
            return
        self._is_first = False
        self._loaded = loaded
        page = pages.page(
            loaded.row,
            findings=loaded.findings,
            leaders=loaded.leaders,
            user=self._context.user,
            sample=self._desk.session.workspace.sample,
            clock=loaded.clock,
            answers=loaded.said.of(loaded.row),
        )
        if self._unanswered and self._typed is not None:
            page = replace(page, fields=self._typed)  # what was typed meanwhile is on its way to the database
        self._typed = page.fields
        options = tuple((period.code, period.label) for period in loaded.periods)
        self._view.show_choice(Choice(self._kind.value, loaded.forms, self._form, options, self._period.code))
        self._view.show_waiting([(_target(row), wording.name(row)) for row in waiting])
        self._view.show_page(page)
        self._view.show_findings(loaded.findings)
        self._view.show_revisions(pages.revisions(loaded.every, of=loaded.row, answers=loaded.said.answers))
        self.exporting.show(loaded.row)
        self.printing.show(loaded.row)
        self.comparing.show(loaded.row)
        self.certifying.show(loaded.row)
        self.scanning.show(loaded.row)
        self.sending.show(loaded.row)
        self.whereabouts.show(loaded.row)
        self.answering.show(loaded.row, loaded.said)
        focus, self._focus = self._focus, ""
        if focus == REOPEN and page.may_reopen:
            self.ask_to_reopen()
        elif focus == CUSTODY:
            self._view.show_custody_tab()
        elif focus:
            self._view.focus_field(focus)

    def _waiting(self, loaded: Loaded) -> list[SubmissionRow]:
        user = self._context.user
        return [
            row
            for row in loaded.every
            if user.role is Role.LEADER and row.state is State.COMPLETE and row.leader_id == user.id
        ]

    def _edit(self, change: Callable[[DocumentFields], DocumentFields], field: str) -> None:
        if self._typed is None or not self._typed.editable:
            return
        before, fields = self._typed, change(self._typed)
        self._typed = fields
        self._unanswered += 1
        kind, form, period = self._kind, self._form, self._period
        self._context.save_state.saving()

        def refused(findings: tuple[Finding, ...]) -> None:
            self._unanswered -= 1
            self._typed = before
            text = " ".join(finding.text for finding in findings)
            self._view.refuse_field(field, text)
            self._context.save_state.unsaved(text)

        def failed(error: Exception) -> None:
            self._unanswered -= 1
            self._view.refuse_field(field, NOT_SAVED)
            self._context.save_state.unsaved(str(error))

        self._runner.run(
            lambda: self._desk.submissions.set_document(
                kind,
                period,
                number=fields.number,
                day=fields.day,
                leader_id=fields.leader,
                reference_day=fields.reference_day,
                form=form,
            ),
            done=lambda _outcome: self._tell_saved(field),
            refused=refused,
            failed=failed,
            owner=self._view,
        )

    def _tell_saved(self, field: str) -> None:
        self._unanswered -= 1
        self._view.refuse_field(field, "")
        self._context.save_state.saved(f"{self._desk.session.now():%H:%M:%S}")

    def _reopen(self, reason: str) -> None:
        kind, form, period = self._kind, self._form, self._period
        self._runner.run(
            lambda: self._desk.submissions.reopen(kind, period, reason=reason, form=form),
            done=_nothing_more,
            busy=self._view.set_busy,
            owner=self._view,
        )

    def _show_header(self) -> None:
        workspace = self._desk.session.workspace
        titles = dict(self._desk.submissions.forms(self._kind))
        header = (workspace.criteria if self._kind is Kind.ASSESSMENT else workspace.plan).header
        title = titles.get(self._form, header.title)
        if self._kind is Kind.PLAN:
            title = f"Kế hoạch của {workspace.unit.office}"
        self._context.show_header(header_facts(workspace, title=title, period=self._period.label))


def _target(row: SubmissionRow) -> str:
    return f"submission:{row.kind.value}:{row.period.code}:{row.form_code}".rstrip(":")


def _nothing_more(_outcome: object) -> None:
    """The line of steps tells it: the change brings a new reading of the page."""
