"""The submissions screen: the way as a line of steps, the present step at the left, the print at the right.

It lays the parts out and passes on to them what the presenters want to be shown.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from ui.screens.submissions.answer_cards import TakeCard
from ui.screens.submissions.answer_page import AnswerCard, TakenLine
from ui.screens.submissions.choice_line import ChoiceLine
from ui.screens.submissions.comparison_page import ComparisonPage, SideChoice
from ui.screens.submissions.custody_page import CustodyPage
from ui.screens.submissions.page import FIELDS, Choice, ExportCard, Page, Question, RevisionCard
from ui.screens.submissions.presenter import Presenter
from ui.screens.submissions.print_side import PrintSide
from ui.screens.submissions.send_page import SendPage
from ui.screens.submissions.signing_page import SignaturesPage, TokenChoice, WaysPage
from ui.screens.submissions.step_line import StepLine
from ui.screens.submissions.step_pane import StepPane
from ui.screens.submissions.waiting_line import WaitingLine
from ui.widgets import buttons, confirm_bar, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.opening import open_with_machine

_LEFT, _RIGHT = 470, 670
_LEAST = 120
"""Pixels that both sides keep while something is asked above them: both scroll."""


def build(context: AppContext) -> QWidget:
    """The screen of the registry."""
    return SubmissionsView(context)


class SubmissionsView(QWidget):
    """Implements ``ViewPort`` of ui.screens.submissions.page."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.choice = ChoiceLine(context.services.submissions.kinds)
        self.waiting = WaitingLine()
        self.steps = StepLine()
        self.reopen = buttons.plain("Mở lại để sửa", "reopen", tip="Lập bản mới để sửa; bản này giữ trong lịch sử")
        self.reopen.setObjectName("submission-reopen")
        self.take = buttons.plain(
            "&Phiếu của tỉnh…", "inbox", tip="Nhập tệp trả lời của tỉnh, hoặc mã nghe qua điện thoại (Alt+P)"
        )
        self.take.setObjectName("submission-take-answer")
        self.taking = TakeCard()
        self.confirm = confirm_bar.ConfirmBar()
        self.step = StepPane(today=lambda: context.services.session.today())
        self.prints = PrintSide(context.runner)
        self.presenter = Presenter(self, context)
        self._arrange()
        self._connect()

    def shown(self) -> None:
        """The screen came into sight."""
        self.presenter.open()

    def refresh(self, topics: frozenset[str]) -> None:
        """Something that the submission says was changed."""
        del topics
        self.presenter.read()

    def open_target(self, target: str) -> None:
        """Show the submission, and the field, that a link names."""
        self.presenter.open_target(target)

    def show_choice(self, choice: Choice) -> None:
        """Show kind and period."""
        self.choice.show_choice(choice)

    def show_waiting(self, waiting: Sequence[tuple[str, str]]) -> None:
        """Show what waits for the signature of the leader at work."""
        self.waiting.show_waiting(waiting)

    def show_page(self, page: Page) -> None:
        """Show the submission and the pane of its present step."""
        self.choice.sample.setVisible(page.sample)
        self.steps.set_steps(page.steps)
        self.reopen.setVisible(page.may_reopen)
        self.prints.show_page(page)
        self.step.show_page(page)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what blocks and what warns."""
        self.step.findings.set_findings(findings)

    def show_revisions(self, revisions: Sequence[RevisionCard]) -> None:
        """Show the history of the submission."""
        self.prints.show_revisions(revisions)

    def show_sides(self, choice: SideChoice) -> None:
        """Show which revisions can be compared."""
        self.prints.compare.show_sides(choice)

    def show_comparison(self, page: ComparisonPage) -> None:
        """Show two revisions side by side."""
        self.prints.compare.show_page(page)

    def show_no_comparison(self, text: str) -> None:
        """Show a sentence in place of a comparison."""
        self.prints.compare.show_nothing(text)

    def show_preview(self, content: bytes, caption: str) -> None:
        """Show a print."""
        self.prints.print.show_pdf(content, caption)

    def show_place_of_preview(self, place: float) -> None:
        """Bring a place of the print into sight."""
        self.prints.print.preview.start_at(place)

    def show_no_preview(self, text: str) -> None:
        """Show a sentence in place of the print."""
        self.prints.print.show_text(text)

    def refuse_field(self, field: str, text: str) -> None:
        """Say under a field why its value was refused."""
        self.step.document.refuse(field, text)

    def refuse_password(self, text: str) -> None:
        """Say why the password was refused."""
        self.step.password.refuse(text)

    def focus_field(self, field: str) -> None:
        """Give a field of the document the focus."""
        if field in FIELDS:
            self.step.document.focus(field)

    def show_folder(self, folder: str) -> None:
        """Show where the package goes."""
        self.step.export.show_folder(folder)

    def show_export(self, card: ExportCard | None) -> None:
        """Show what was written."""
        self.step.show_written(card)

    def show_budget(self, lines: Sequence[tuple[str, str]]) -> None:
        """Say what the package will weigh and what it lacks."""
        self.step.export.budget.show_lines(lines)

    def export_started(self, text: str) -> None:
        """A long job begins."""
        self.step.export.strip.start(text)

    def export_step(self, done: int, total: int, text: str) -> None:
        """The long job is so far."""
        self.step.export.strip.step(done, total, text)

    def export_ended(self) -> None:
        """The long job is over."""
        self.step.export.strip.finish()

    def show_answer(self, card: AnswerCard | None) -> None:
        """Show what the province said."""
        self.step.province.show_card(card)

    def show_taking(self, *, shown: bool) -> None:
        """Show or hide where answers are brought in."""
        if shown:
            self.taking.begin()
        else:
            self.taking.hide()

    def show_taken(self, lines: Sequence[TakenLine]) -> None:
        """Show what became of what was brought in."""
        self.taking.show_taken(lines)

    def refuse_code(self, text: str) -> None:
        """Say why a code is not taken."""
        self.taking.refuse_code(text)

    def show_sending(self, page: SendPage | None) -> None:
        """Show how the package is sent."""
        self.step.show_sending(page)

    def sending_started(self, text: str) -> None:
        """A long job begins."""
        self.step.send.start(text)

    def sending_step(self, done: int, total: int, text: str) -> None:
        """The long job is so far."""
        self.step.send.strip.step(done, total, text)

    def sending_ended(self) -> None:
        """The long job is over."""
        self.step.send.finish()

    def show_custody(self, page: CustodyPage) -> None:
        """Show where the submission is."""
        self.prints.custody.show_page(page)

    def show_no_custody(self, text: str) -> None:
        """Show a sentence in place of it."""
        self.prints.custody.show_nothing(text)

    def show_custody_tab(self) -> None:
        """Bring the tab into sight."""
        self.prints.show_custody_tab()

    def show_ways(self, page: WaysPage) -> None:
        """Show the choice of ways and the card of the chosen one."""
        self.step.digital.show_ways(page)

    def show_tokens(self, choices: Sequence[TokenChoice], text: str) -> None:
        """Show the keys that were found, or say why there is none."""
        self.step.digital.token.show_tokens(choices, text)

    def refuse_signing(self, way: str, text: str, *, ask_sure: bool = False) -> None:
        """Say in the card of a way why it was refused."""
        self.step.digital.refuse(way, text, ask_sure=ask_sure)

    def signing_started(self, text: str) -> None:
        """A key is at work."""
        self.step.digital.start(text)

    def signing_ended(self) -> None:
        """It came to its end."""
        self.step.digital.finish()

    def show_signatures(self, page: SignaturesPage | None) -> None:
        """Show what the signatures are worth."""
        self.step.digital.show_signatures(page)

    def scan_started(self, text: str) -> None:
        """The pages of a scan are about to be read."""
        self.step.paper.strip.start(text)

    def scan_step(self, done: int, total: int, text: str) -> None:
        """So many pages of it."""
        self.step.paper.strip.step(done, total, text)

    def scan_ended(self) -> None:
        """It was read, or refused, or stopped."""
        self.step.paper.strip.finish()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner calls it with one positional flag
        """Hold the deeds of the step while one of them runs."""
        self.reopen.setEnabled(not busy)
        self.step.set_busy(busy=busy)

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask in place."""
        self.confirm.ask(
            confirm_bar.Question(
                question.sentence, question.deed, reason_label=question.reason_label, reason_spot=question.reason_spot
            ),
            confirmed,
        )

    def open_path(self, path: Path) -> bool:
        """Open a file or a folder with the program of the system."""
        return open_with_machine(path)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.choice)
        column.addWidget(self.waiting)
        column.addWidget(self._way())
        column.addWidget(self.taking)
        column.addWidget(self.confirm)
        column.addWidget(self._split(), 1)

    def _way(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.steps, 1)
        deeds = QVBoxLayout()
        deeds.setSpacing(4)
        deeds.addWidget(self.reopen)
        deeds.addWidget(self.take)
        deeds.addStretch(1)
        row.addLayout(deeds)
        return frame

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setMinimumHeight(_LEAST)
        split.addWidget(self.step)
        split.addWidget(self.prints)
        split.setSizes([_LEFT, _RIGHT])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        return split

    def _connect(self) -> None:
        presenter = self.presenter
        self.choice.kind_chosen.connect(lambda kind: self._leave_for(presenter.choose_kind, kind))
        self.choice.form_chosen.connect(lambda form: self._leave_for(presenter.choose_form, form))
        self.choice.period_chosen.connect(lambda code: self._leave_for(presenter.choose_period, code))
        self.waiting.followed.connect(presenter.open_target)
        self.reopen.clicked.connect(presenter.ask_to_reopen)
        self.take.clicked.connect(presenter.answering.begin_taking)
        self.taking.serve(presenter.answering, follow=presenter.answering.follow)
        self.taking.welcome(self)
        self.step.document.complete_wanted.connect(self._on_complete)
        self.step.digital.serve(presenter.certifying, self.prints.print.ask_for_file)
        self.step.findings.serve(self)
        self.step.serve(presenter)
        self.prints.serve(presenter)
        for keys, deed in (("Ctrl+Return", self._on_complete), ("Ctrl+P", presenter.printing.print_pdf)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _leave_for(self, choose: Callable[[str], None], value: str) -> None:
        flush_editors(self.step.document)
        self.confirm.dismiss()
        choose(value)

    def _on_complete(self) -> None:
        if self.step.document.isVisible() and self.step.document.complete.isEnabled():
            flush_editors(self.step.document)
            self.presenter.complete()
