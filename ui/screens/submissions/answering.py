"""The province's answers of the submission in sight: brought in by file or telephone code, and the way to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.domain.submission import State
from ui.screens.submissions import answer_words
from ui.screens.submissions.answer_page import AnswerPort
from ui.widgets.context import AppContext
from ui.widgets.submission_link import told_of

if TYPE_CHECKING:
    from cchc_desktop.domain.finding import Finding
    from cchc_desktop.services.sending.answers import AnswerRow, Incoming, Taken
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.submissions.remarks import RemarkRow
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True, slots=True)
class Said:
    """What the province said of a submission: the answers by revision, and the remarks that its present one owes."""

    answers: dict[str, tuple[AnswerRow, ...]]
    remarks: tuple[RemarkRow, ...]

    def of(self, row: SubmissionRow) -> tuple[AnswerRow, ...]:
        """The answers to one revision."""
        return self.answers.get(row.id, ())


@dataclass(frozen=True, slots=True)
class _Brought:
    """What became of several files; ``changed`` tells the other screens."""

    taken: tuple[Taken, ...]
    left: tuple[Incoming, ...]
    changed: frozenset[str]


class Answering:
    """Holds the submission in sight; every method names what the user wants."""

    def __init__(self, view: AnswerPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._row: SubmissionRow | None = None
        self._first = ""

    def read(self, row: SubmissionRow, every: Sequence[SubmissionRow]) -> Said:
        """In the job that reads the page: what was said of all revisions of this submission."""
        same = [each for each in every if (each.kind, each.form_code, each.period) == _place(row)]
        if not any(each.exported_at for each in same):
            return Said({}, ())
        answers = self._desk.answers
        remarks = answers.remarks(row.kind, row.period, form=row.form_code)
        return Said(
            {each.id: answers.of(each.id) for each in same if each.exported_at},
            tuple(each for each in remarks if not each.is_settled),
        )

    def show(self, row: SubmissionRow, said: Said) -> None:
        """Show what the province said of this submission."""
        self._row = row
        self._view.show_answer(answer_words.card(row, said.of(row), said.remarks))
        first, self._first = self._first, ""
        if first and row.state is State.DRAFT:
            self._context.open_target(first)  # only now: the bar of remarks stands, nothing moves any more

    def begin_taking(self) -> None:
        """Ask for a file or a code."""
        self._view.show_taking(shown=True)

    def leave_taking(self) -> None:
        """Ask no more."""
        self._view.show_taking(shown=False)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look at files, folders or sticks, record the answers in them, and go to the last one."""
        wanted = tuple(paths)

        def job() -> _Brought:
            looked = self._desk.answers.look(wanted)
            outcome = self._desk.answers.take(looked)
            return _Brought(outcome.value, tuple(each for each in looked if not each.is_new), outcome.changed)

        self._view.show_taking(shown=True)
        self._view.show_taken([answer_words.READING])
        self._context.runner.run(
            job, done=self._brought, failed=lambda _error: self._view.show_taken(()), owner=self._view
        )

    def take_code(self, code: str) -> None:
        """Record the answer that a code heard by telephone tells; it finds its submission itself."""

        def done(outcome: Outcome[Taken]) -> None:
            said = outcome.value
            self._view.refuse_code("")
            if said.incoming.is_new:
                self._tell([said], [])
            else:
                self._tell([], [said.incoming])
            self._go(said.submission)

        def refused(findings: tuple[Finding, ...]) -> None:
            self._view.refuse_code(" ".join(finding.text for finding in findings))

        self._context.runner.run(
            lambda: self._desk.answers.take_code(code), done=done, refused=refused, owner=self._view
        )

    def follow(self, target: str) -> None:
        """Go on from an outcome: to its submission, or to where keys are enrolled."""
        self.leave_taking()
        self._context.open_target(target)

    def act(self) -> None:
        """Do what the card offers: begin to mend, or bring the file that has the remarks."""
        row = self._row
        if row is None or row.state is not State.RETURNED:
            return

        def job() -> _Started:
            answers = self._desk.answers
            if not any(each.has_file for each in answers.of(row.id) if each.kind.state is State.RETURNED):
                return _Started(None, (), frozenset())
            outcome = answers.start_answering(row.id)
            draft = outcome.value
            remarks = answers.open_remarks(draft.kind, draft.period, form=draft.form_code)
            return _Started(draft, remarks, outcome.changed)

        self._context.runner.run(job, done=self._started, owner=self._view)

    def _started(self, started: _Started) -> None:
        if started.draft is None:
            self.begin_taking()
            return
        self.leave_taking()
        target = next((each.target for each in started.remarks if each.target), "")
        if target:
            draft = started.draft
            self._first = told_of(target, draft.kind, draft.period, form=draft.form_code)

    def _brought(self, brought: _Brought) -> None:
        self._tell(brought.taken, brought.left)
        if brought.taken:
            self._go(brought.taken[-1].submission)

    def _tell(self, taken: Sequence[Taken], left: Sequence[Incoming]) -> None:
        """Several outcomes stand in a list; of a single answer its submission tells the rest."""
        lines = answer_words.outcomes(taken, left)
        if len(taken) == 1 and not any(each.finding for each in left):
            self.leave_taking()
            warned = bool(taken[0].incoming.warning)
            tell = self._context.notices.warn if warned else self._context.notices.success
            tell(f"Đã nhập: {lines[0].sentence}")
        else:
            self._view.show_taken(lines)

    def _go(self, row: SubmissionRow) -> None:
        if self._row is None or _place(self._row) != _place(row):
            self._context.open_target(answer_words.link(row))


@dataclass(frozen=True, slots=True)
class _Started:
    """The draft that answers, with what it has to answer; None where the file of the remarks is not here yet."""

    draft: SubmissionRow | None
    remarks: tuple[RemarkRow, ...]
    changed: frozenset[str]


def _place(row: SubmissionRow) -> tuple[object, ...]:
    return row.kind, row.form_code, row.period
