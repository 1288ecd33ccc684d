"""The plan screen without its widgets: which tasks are shown, which one is open, and the way to the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.domain.vietnamese import matches
from ui.screens.plan.facts import TASK_FIELDS, TEXT_FIELDS, Counted, LineFacts, Sent, Show, ViewPort
from ui.widgets.context import AppContext, header_facts
from ui.widgets.saver import Saver
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.services.plan.rows import PlanLine, PlanPage
    from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that one reading of the database brings."""

    page: PlanPage
    findings: tuple[Finding, ...]
    officers: tuple[tuple[str, str], ...]
    period: Period


class PlanPresenter:
    """One public method for each intent of the user."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._loaded: Loaded | None = None
        self._text = ""
        self._pressed: frozenset[Show] = frozenset()
        self._code = ""
        self._focus = ""
        self._reading = 0
        self._saver = Saver(context, view, self.reload)

    @property
    def today(self) -> date:
        """The present day, for typed dates without a year and for the calendar."""
        return self._desk.session.today()

    @property
    def plan_code(self) -> str:
        """The code of the plan that is worked on."""
        return self._desk.session.workspace.plan.header.code

    def open(self) -> None:
        """The screen came into sight."""
        workspace = self._desk.session.workspace
        self._context.show_header(header_facts(workspace, title=f"Kế hoạch của {workspace.unit.office}"))
        self.reload()

    def reload(self) -> None:
        """Read the plan anew; an answer that comes too late is dropped."""
        self._reading += 1
        number = self._reading

        def shown(loaded: Loaded) -> None:
            if number == self._reading:
                self._show(loaded)

        self._context.runner.run(self._load, done=shown, owner=self._view)

    def open_target(self, target: str) -> None:
        """Go where a link points: "plan", "plan:<task code>[:<field>]" or "plan:<text field>"; the plan may follow."""
        parts = target.split(":")[1:]
        if parts and parts[0] in {"sent", *(name for name, _label, _hint in TEXT_FIELDS)}:
            self._focus = parts[0]
        elif parts:
            self._code, self._focus = parts[0], parts[1] if len(parts) > 1 else "name"
            self._text, self._pressed = "", frozenset()
        self.reload()

    def search(self, text: str) -> None:
        """Show the tasks that hold these words."""
        self._text = text
        self._show_lines()

    def press(self, shows: frozenset[Show]) -> None:
        """Show the tasks that pass one of the pressed filters; all without any."""
        self._pressed = shows
        self._show_lines()

    def choose(self, code: str) -> None:
        """Open a task beside the table."""
        if code != self._code:
            self._code = code
            self._show_line(renew=True)

    def set_included(self, code: str, *, included: bool) -> None:
        """Take a task of the province into the plan, or leave it out."""
        self._save("included", lambda: self._desk.plan.set_included([code], included=included))

    def edit(self, field: str, text: str) -> None:
        """Word the open task in another way."""
        code = self._code
        self._save(field, lambda: self._desk.plan.edit_task(code, **{field: text}))

    def reset(self) -> None:
        """Take back the province's words for the open task."""
        code = self._code
        self._save("name", lambda: self._desk.plan.reset_task(code))

    def assign(self, officer_id: str) -> None:
        """Give the open task to an officer."""
        code = self._code
        self._save("assignee", lambda: self._desk.tasks.assign(code, officer_id or None))

    def set_internal_due(self, day: date | None) -> None:
        """Set the day by which the commune wants the open task done."""
        code = self._code
        self._save("internal_due", lambda: self._desk.tasks.set_internal_due(code, day))

    def add_own(self) -> None:
        """Add an own task to the field of the open one, and write its name."""
        field = next((line.task.field for line in self._lines() if line.task.code == self._code), "")
        fields = self._loaded.page.fields if self._loaded else ()
        chosen = field or (fields[0].code if fields else "")

        def added(outcome: Any) -> None:
            self._code, self._focus = outcome.value, "name"
            self._text, self._pressed = "", frozenset()

        self._run("name", lambda: self._desk.plan.add_task(chosen, name="", time=""), added)

    def delete_own(self) -> None:
        """Remove the open own task; the notice offers to take it back."""
        code = self._code

        def deleted(_outcome: object) -> None:
            session = self._desk.session
            undo = undo_deed(session, self._context.notices, lambda: self._save("name", session.undo))
            self._context.notices.success("Đã xóa nhiệm vụ riêng khỏi kế hoạch.", deed=undo)

        self._run("name", lambda: self._desk.plan.delete_task(code), deleted)

    def move_own(self, *, up: bool) -> None:
        """Let the open own task change places with its neighbour."""
        code = self._code
        self._save("name", lambda: self._desk.plan.move_task(code, up=up))

    def edit_text(self, field: str, text: str) -> None:
        """Change a text of the plan."""
        self._save(field, lambda: self._desk.plan.set_texts(**{field: text}))

    def record_sent(self, sent: Sent) -> None:
        """Record where the plan was sent."""
        self._save("sent", lambda: self._desk.plan.record_sent(number=sent.number, day=sent.day, to=sent.to))

    def preview(self) -> None:
        """Look at the print, complete and sign: the submissions screen does it."""
        self._context.open_target("submission:plan")

    def import_plan(self) -> None:
        """Bring in a new plan or a corrected edition of the province's plan."""
        self._context.open_target("plan-import")

    def follow(self, target: str) -> None:
        """Go to the place of a finding."""
        if target.startswith("plan"):
            self.open_target(target)
        else:
            self._context.open_target(target)

    def _load(self) -> Loaded:
        submissions = self._desk.submissions
        period = submissions.default_period(Kind.PLAN)
        row = submissions.current(Kind.PLAN, period)
        findings = submissions.findings(Kind.PLAN, period) if row.state is State.DRAFT else ()
        officers = tuple((officer.id, officer.full_name) for officer in self._desk.tasks.officers())
        return Loaded(self._desk.plan.page(), findings, (("", "Chưa phân công"), *officers), period)

    def _show(self, loaded: Loaded) -> None:
        renew = self._loaded is None
        self._loaded = loaded
        self._view.show_frozen(frozen=loaded.page.frozen)
        code = self._code
        self._show_lines()  # the table stays on its line and chooses it; a task that was just added is another one
        self._code = code if any(line.task.code == code for line in loaded.page.lines) else ""
        if self._code:
            self._view.choose_line(self._code)
        self._show_line(renew=False)
        self._view.show_texts(loaded.page, renew=renew)
        self._view.show_findings(loaded.findings)
        if self._focus:
            focus, self._focus = self._focus, ""
            self._view.focus_field(focus)

    def _show_lines(self) -> None:
        if self._loaded is None:
            return
        every = self._loaded.page.lines
        found = [line for line in every if self._passes(line)]
        chips = tuple((show, sum(show.holds(line) for line in every)) for show in Show)
        shown = f"{len(found)} nhiệm vụ" if len(found) == len(every) else f"{len(found)}/{len(every)} nhiệm vụ"
        self._view.show_lines(found, Counted(chips, shown))

    def _passes(self, line: PlanLine) -> bool:
        task = line.task
        if self._pressed and not any(show.holds(line) for show in self._pressed):
            return False
        return matches(self._text, task.number, task.name, task.goal, task.lead, task.product, line.assignee)

    def _show_line(self, *, renew: bool) -> None:
        line = next((line for line in self._lines() if line.task.code == self._code), None)
        if line is None or self._loaded is None:
            self._view.show_line(None, renew=renew)
            return
        original = line.original
        differs = {name for name, _ in TASK_FIELDS if original and getattr(original, name) != getattr(line.task, name)}
        own = tuple(finding for finding in self._loaded.findings if finding.target.split(":")[1:2] == [line.task.code])
        editable = not self._loaded.page.frozen
        self._view.show_line(LineFacts(line, self._loaded.officers, frozenset(differs), editable, own), renew=renew)

    def _lines(self) -> tuple[PlanLine, ...]:
        return self._loaded.page.lines if self._loaded else ()

    def save_again(self) -> None:
        """Offer again what the disk or the folder did not take."""
        self._saver.run_failed()

    def _save(self, field: str, job: Callable[[], object]) -> None:
        self._run(field, job, lambda _outcome: None)

    def _run(self, field: str, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def finished(outcome: Any) -> None:
            self._view.refuse_field(field, "")
            done(outcome)
            self.reload()

        def refused(findings: tuple[Finding, ...]) -> None:
            self._view.refuse_field(field, " ".join(finding.text for finding in findings))

        self._saver.run((self._code, field), job, done=finished, refused=refused)
