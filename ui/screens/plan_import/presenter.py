"""The import of a task table: what was chosen, read, answered and compared; the pages only show it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from cchc_desktop.catalogue.task_table.grid import Source
from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.result import Encoding, Role, TaskTable
from cchc_desktop.domain.finding import Finding
from cchc_desktop.system.fault import Fault
from ui.screens.plan_import.facts import Review, Step, ViewPort
from ui.screens.plan_import.review import review_of
from ui.widgets.notices import Notices
from ui.widgets.runner import Progress, Runner

if TYPE_CHECKING:
    from cchc_desktop.services.plan.importing import Comparison, Imported, PlanFacts, PlanImport
    from cchc_desktop.services.session.outcome import Outcome

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Found:
    """A source read in one way."""

    source: Source
    options: Options
    table: TaskTable
    review: Review


class Services(Protocol):
    """What the presenter uses of the desk."""

    @property
    def plan_import(self) -> "PlanImport":
        """The import service."""
        ...


class PlanImportPresenter:
    """Holds the source, what was decided about it and where in the four steps the official is."""

    def __init__(self, view: ViewPort, services: Services, *, runner: Runner, notices: Notices) -> None:
        self._view, self._runner, self._notices = view, runner, notices
        self._service = services.plan_import
        self.step = Step.SOURCE
        self.source: Source | None = None
        self.options = Options()
        self.table: TaskTable | None = None
        self.as_edition = True
        self.facts: PlanFacts | None = None
        self._job: Progress | None = None

    def begin(self) -> None:
        """Show where the official is."""
        self._go(self.step)

    def start_again(self) -> None:
        """Forget the table and choose another."""
        self.source, self.table, self.facts, self.options = None, None, None, Options()
        self._go(Step.SOURCE)

    def choose_file(self, path: Path) -> None:
        """Read this file."""
        self._open(lambda progress: self._service.open_file(path, step=progress.step), f"Đang đọc {path.name}")

    def paste(self, text: str) -> None:
        """Read pasted text or the web page that the clipboard held."""
        if text.strip():
            self._open(lambda progress: self._service.open_text(text, step=progress.step), "Đang đọc nội dung đã dán")
        else:
            self._view.show_trouble("Hãy chọn tệp, hoặc dán bảng nhiệm vụ vào ô.")

    def answer(self, question: str, choice: str) -> None:
        """Take an answer and read the table again with it."""
        self._read_again(replace(self.options, answers={**self.options.answers, question: choice}))

    def accept_suggestions(self) -> None:
        """Take the suggested answer of every question that has one."""
        if self.table is not None:
            taken = {question.id: question.suggested for question in self.table.questions if question.suggested}
            self._read_again(replace(self.options, answers={**self.options.answers, **taken}))

    def forget_answers(self) -> None:
        """Ask everything again."""
        self._read_again(replace(self.options, answers={}))

    def set_column(self, index: int, role: Role | None) -> None:
        """A column was corrected by hand; answers to questions about the old columns no longer hold."""
        self._read_again(replace(self.options, columns={**self.options.columns, index: role}, answers={}))

    def confirm_encoding(self, *, yes: bool) -> None:
        """Read the text in the proposed encoding, or as it stands."""
        if self.table is not None and self.table.proposal is not None:
            encoding: Encoding | None = self.table.proposal.encoding if yes else None
            self._read_again(replace(self.options, encoding=encoding, unicode_confirmed=not yes))

    def choose_kind(self, *, as_edition: bool) -> None:
        """Take the table as a corrected edition of the plan in use, or as a new plan."""
        if as_edition != self.as_edition or self.facts is None:
            self.as_edition, self.facts = as_edition, None
            self._compare()

    def change_facts(self, facts: "PlanFacts") -> None:
        """Something was typed about the plan."""
        self.facts = facts

    def go_back(self) -> None:
        """To the step before; nothing is lost."""
        if Step.SOURCE < self.step < Step.DONE:
            self._go(Step(self.step - 1))

    def go_on(self) -> None:
        """To the next step, or import at the last one."""
        if self.step is Step.SOURCE and self.table is not None:
            self._go(Step.REVIEW)
        elif self.step is Step.REVIEW and self._is_settled:
            self._go(Step.CHANGES)
            self._compare()
        elif self.step is Step.CHANGES:
            self._go(Step.FACTS)
        elif self.step is Step.FACTS:
            self._apply()
        elif self.step is Step.DONE:
            self.start_again()

    def plan_changed(self) -> None:
        """The plan in use was changed elsewhere: what was compared with it is compared anew."""
        if self.step in (Step.CHANGES, Step.FACTS):
            self._compare()

    def stop(self) -> None:
        """Stop the job that runs."""
        if self._job is not None:
            self._job.cancel()

    @property
    def _is_settled(self) -> bool:
        return self.table is not None and self.table.is_settled and bool(self.table.tasks)

    def _open(self, read: Callable[[Progress], Source], text: str) -> None:
        def job(progress: Progress) -> _Found | Fault:
            try:
                return self._found(read(progress), Options(), progress)
            except Fault as fault:
                return fault  # told at the field, where the next try is made

        def done(found: _Found | Fault) -> None:
            if isinstance(found, Fault):
                self._view.show_trouble(f"{found.what} {found.do}")
                return
            self._take(found)
            self._go(Step.REVIEW)

        self._view.show_trouble("")
        self._run(job, done=done, text=text)

    def _read_again(self, options: Options) -> None:
        source = self.source
        if source is None:
            return

        def done(found: _Found) -> None:
            self._take(found)
            self._show_deeds()

        self._run(lambda progress: self._found(source, options, progress), done=done, text="Đang đọc lại")

    def _found(self, source: Source, options: Options, progress: Progress) -> "_Found":
        """Read the table and lay out its page, in the worker thread."""
        table = self._service.preview(source, options, step=progress.step)
        return _Found(source, options, table, review_of(source, table, options))

    def _take(self, found: "_Found") -> None:
        self.source, self.options, self.table, self.facts = found.source, found.options, found.table, None
        self._view.show_review(found.review)
        if found.table.questions:
            self._view.show_question(0)

    def _compare(self) -> None:
        source, table, as_edition = self.source, self.table, self.as_edition
        if source is None or table is None:
            return

        def job(progress: Progress) -> "tuple[PlanFacts, Comparison]":
            progress.step(0, 0, "Đang so sánh với kế hoạch đang dùng")
            facts = self.facts or self._service.suggested_facts(source, table, as_edition=as_edition)
            return facts, self._service.compare(table, facts)

        def done(found: "tuple[PlanFacts, Comparison]") -> None:
            self.facts = found[0]
            self._view.show_changes(found[1], as_edition=as_edition)
            self._view.show_facts(found[0])
            self._show_deeds()

        self._run(job, done=done, text="Đang so sánh")

    def _apply(self) -> None:
        table, facts = self.table, self.facts
        if table is None or facts is None:
            return

        def done(outcome: "Outcome[Imported]") -> None:
            self._view.show_done(outcome.value)
            self._go(Step.DONE)

        self._view.show_findings(())
        self._run(
            lambda progress: self._service.apply(table, facts, step=progress.step),
            done=done,
            text="Đang nhập kế hoạch",
            refused=self._refuse,
        )

    def _refuse(self, findings: tuple[Finding, ...]) -> None:
        self._view.show_findings(findings)
        for finding in findings:
            if not finding.target.startswith("plan-import:") or finding.target == "plan-import:":
                self._notices.warn(finding.text)

    def _run(
        self,
        job: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        text: str,
        refused: Callable[[tuple[Finding, ...]], None] | None = None,
    ) -> None:
        """One job after the other, with progress and a way to stop; a stopped one leaves all as it was."""

        def ended() -> None:
            self._view.end_job()
            self._show_deeds()

        def finished(result: T) -> None:
            ended()
            done(result)

        def told(findings: tuple[Finding, ...]) -> None:
            ended()
            (refused or self._refuse)(findings)

        self._view.start_job(text)
        self._job = self._runner.run_long(
            job,
            done=finished,
            progressed=self._view.step_job,
            cancelled=ended,
            refused=told,
            failed=lambda _error: ended(),
            owner=self._view,
        )

    def _go(self, step: Step) -> None:
        self.step = step
        self._view.show_step(step)
        self._show_deeds()

    def _show_deeds(self) -> None:
        words = {Step.FACTS: "&Nhập kế hoạch", Step.DONE: "&Nhập bảng khác"}
        why = ""
        if self.step is Step.REVIEW and not self._is_settled:
            why = self._what_is_open()
        may = (self.step is not Step.SOURCE or self.table is not None) and not why
        self._view.show_deeds(may_go_on=may, next_text=words.get(self.step, "&Tiếp tục"), why_not=why)

    def _what_is_open(self) -> str:
        table = self.table
        if table is None:
            return ""
        if table.proposal is not None:
            return "Hãy xác nhận bảng mã của chữ trong bảng."
        if table.questions:
            return f"Còn {len(table.questions)} dòng cần trả lời."
        return "Bảng không có nhiệm vụ nào."
