"""The submissions screen: the way as a line of steps, the present step at the left, the print at the right."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.finding import Finding
from ui.screens.submissions.choice_line import ChoiceLine
from ui.screens.submissions.compare_pane import ComparePane
from ui.screens.submissions.comparison_page import ComparisonPage, SideChoice
from ui.screens.submissions.digital_panes import DigitalPanes
from ui.screens.submissions.document_card import DocumentCard
from ui.screens.submissions.export_cards import ExportDeed, WrittenCard
from ui.screens.submissions.facts_card import FactsCard
from ui.screens.submissions.page import FIELDS, Choice, ExportCard, Page, Question, RevisionCard
from ui.screens.submissions.presenter import Presenter
from ui.screens.submissions.print_pane import PrintPane
from ui.screens.submissions.print_tabs import PrintTabs
from ui.screens.submissions.revisions_pane import RevisionsPane
from ui.screens.submissions.signing_cards import PaperCard, PasswordCard
from ui.screens.submissions.signing_page import SignaturesPage, TokenChoice, WaysPage
from ui.screens.submissions.step_line import StepLine
from ui.screens.submissions.warning_line import WarningLine
from ui.widgets import buttons, confirm_bar, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.labels import HintLabel, SectionTitle
from ui.widgets.opening import open_with_machine

_LEFT, _RIGHT = 470, 670


def build(context: AppContext) -> QWidget:
    """The screen of the registry."""
    return SubmissionsView(context)


class SubmissionsView(QWidget):
    """Implements ``ViewPort`` of ui.screens.submissions.page."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._choice = ChoiceLine(context.services.submissions.kinds)
        self._waiting = QFrame()
        self._waiting_links = QVBoxLayout()
        self._steps = StepLine()
        self._reopen = buttons.plain("Mở lại để sửa", "reopen", tip="Lập bản mới để sửa; bản này giữ trong lịch sử")
        self._confirm = confirm_bar.ConfirmBar()
        self._note = HintLabel()
        self._clock = WarningLine()
        self._document = DocumentCard(today=lambda: context.services.session.today())
        self._findings = FindingsPanel()
        self._facts = FactsCard()
        self._password = PasswordCard()
        self._paper = PaperCard()
        self._digital = DigitalPanes(password=self._password, paper=self._paper)
        self._export = ExportDeed()
        self._written = WrittenCard()
        self._print = PrintPane(context.runner)
        self._revisions = RevisionsPane()
        self._compare = ComparePane()
        self._tabs = PrintTabs()
        self._save_pdf = buttons.quiet("Lưu PDF", "pdf", tip="Lưu bản in thành tệp PDF")
        self._save_excel = buttons.quiet("Lưu Excel", "excel", tip="Lưu bản chốt thành tệp Excel")
        self._save_word = buttons.quiet(
            "Lưu Word", "word", tip="Lưu tệp Word để phát hành trên hệ thống quản lý văn bản"
        )
        self._print_out = buttons.quiet("In", "print", tip="Mở bản in bằng chương trình xem PDF để in (Ctrl+P)")
        self._pane = ""
        self._heads = {
            "draft": self._document.number,
            "sign": self._password.password,
            "export": self._export.export,
        }
        self.presenter = Presenter(self, context)
        self._arrange()
        self._connect()
        self._name()

    def shown(self) -> None:
        """The screen came into sight."""
        self._export.look_for_sticks()
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
        self._choice.show_choice(choice)

    def show_waiting(self, waiting: Sequence[tuple[str, str]]) -> None:
        """Show what waits for the signature of the leader at work."""
        self._waiting.setVisible(bool(waiting))
        while (item := self._waiting_links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for target, words in waiting:
            button = buttons.quiet(words, "sign", tip="Mở hồ sơ để xem và ký")
            button.clicked.connect(lambda _checked=False, chosen=target: self.presenter.open_target(chosen))
            self._waiting_links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_page(self, page: Page) -> None:
        """Show the submission and the pane of its present step."""
        self._choice.sample.setVisible(page.sample)
        self._steps.set_steps(page.steps)
        self._reopen.setVisible(page.may_reopen)
        self._note.setText(page.note)
        self._note.setVisible(bool(page.note))
        self._clock.setText(page.clock)
        self._clock.setVisible(bool(page.clock))
        self._document.show_fields(page.fields)
        self._document.show_complete(enabled=page.may_complete, reason=page.complete_reason)
        self._facts.show_facts(page.facts)
        self._password.show_signing(page.signing)
        self._paper.show_signing(page.signing)
        self._export.show_step(is_again=page.is_exported)
        self._scan.setVisible(page.has_scan)
        self._save_excel.setEnabled(page.may_save_excel)
        self._save_excel.setToolTip(
            "Lưu bản chốt thành tệp Excel" if page.may_save_excel else "Có sau khi hoàn thành: Excel lập từ bản chốt"
        )
        self._save_word.setVisible(page.has_word)
        self._tabs.fit()
        self._show_pane(page.pane)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what blocks and what warns."""
        self._findings.set_findings(findings)

    def show_revisions(self, revisions: Sequence[RevisionCard]) -> None:
        """Show the history of the submission."""
        self._revisions.set_revisions(revisions)
        self._tabs.setTabText(1, f"Các bản ({len(revisions)})")
        self._tabs.fit()

    def show_sides(self, choice: SideChoice) -> None:
        """Show which revisions can be compared."""
        self._compare.show_sides(choice)

    def show_comparison(self, page: ComparisonPage) -> None:
        """Show two revisions side by side."""
        self._compare.show_page(page)

    def show_no_comparison(self, text: str) -> None:
        """Show a sentence in place of a comparison."""
        self._compare.show_nothing(text)

    def show_preview(self, content: bytes, caption: str) -> None:
        """Show a print."""
        self._print.show_pdf(content, caption)

    def show_place_of_preview(self, place: float) -> None:
        """Bring a place of the print into sight."""
        self._print.preview.start_at(place)

    def show_no_preview(self, text: str) -> None:
        """Show a sentence in place of the print."""
        self._print.show_text(text)

    def refuse_field(self, field: str, text: str) -> None:
        """Say under a field why its value was refused."""
        self._document.refuse(field, text)

    def refuse_password(self, text: str) -> None:
        """Say why the password was refused."""
        self._password.refuse(text)

    def focus_field(self, field: str) -> None:
        """Give a field of the document the focus."""
        if field in FIELDS:
            self._document.focus(field)

    def show_folder(self, folder: str) -> None:
        """Show where the package goes."""
        self._export.show_folder(folder)

    def show_export(self, card: ExportCard | None) -> None:
        """Show what was written."""
        self._written.setVisible(card is not None and self._pane == "export")
        if card is not None:
            self._written.show_card(card)

    def show_budget(self, lines: Sequence[tuple[str, str]]) -> None:
        """Say what the package will weigh and what it lacks."""
        self._export.budget.show_lines(lines)

    def export_started(self, text: str) -> None:
        """A long job begins."""
        self._export.strip.start(text)

    def export_step(self, done: int, total: int, text: str) -> None:
        """The long job is so far."""
        self._export.strip.step(done, total, text)

    def export_ended(self) -> None:
        """The long job is over."""
        self._export.strip.finish()

    def show_ways(self, page: WaysPage) -> None:
        """Show the choice of ways and the card of the chosen one."""
        self._digital.show_ways(page)

    def show_tokens(self, choices: Sequence[TokenChoice], text: str) -> None:
        """Show the keys that were found, or say why there is none."""
        self._digital.token.show_tokens(choices, text)

    def refuse_signing(self, way: str, text: str, *, ask_sure: bool = False) -> None:
        """Say in the card of a way why it was refused."""
        self._digital.refuse(way, text, ask_sure=ask_sure)

    def signing_started(self, text: str) -> None:
        """A key is at work."""
        self._digital.start(text)

    def signing_ended(self) -> None:
        """It came to its end."""
        self._digital.finish()

    def show_signatures(self, page: SignaturesPage | None) -> None:
        """Show what the signatures are worth."""
        self._digital.show_signatures(page)

    def scan_started(self, text: str) -> None:
        """The pages of a scan are about to be read."""
        self._paper.strip.start(text)

    def scan_step(self, done: int, total: int, text: str) -> None:
        """So many pages of it."""
        self._paper.strip.step(done, total, text)

    def scan_ended(self) -> None:
        """It was read, or refused, or stopped."""
        self._paper.strip.finish()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner calls it with one positional flag
        """Hold the deeds of the step while one of them runs."""
        for widget in (self._password.sign, self._export.export, self._reopen, self._paper.drop):
            widget.setEnabled(not busy)
        if busy:
            self._document.complete.setEnabled(False)

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask in place."""
        self._confirm.ask(
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
        column.addWidget(self._choice)
        column.addWidget(self._waiting)
        column.addWidget(self._way())
        column.addWidget(self._confirm)
        column.addWidget(self._split(), 1)
        self._arrange_waiting()

    def _arrange_waiting(self) -> None:
        self._waiting.setObjectName("card")
        row = QHBoxLayout(self._waiting)
        row.setContentsMargins(2 * theme.SPACE, 4, theme.SPACE, 4)
        row.setSpacing(theme.SPACE)
        self._waiting_links.setSpacing(0)
        row.addWidget(SectionTitle("Hồ sơ chờ ký:"))
        row.addLayout(self._waiting_links, 1)
        self._waiting.hide()

    def _way(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._steps, 1)
        row.addWidget(self._reopen)
        return frame

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([_LEFT, _RIGHT])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        return split

    def _left(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(theme.SPACE)
        self._scan = buttons.quiet("Xem bản quét đã ký", "eye", tip="Mở bản quét đã đính kèm khi ký")
        self._facts.body.addWidget(self._scan, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (
            self._clock,
            self._note,
            self._document,
            self._digital,
            self._export,
            self._written,
        ):
            column.addWidget(widget)
        column.addWidget(self._facts)
        column.addWidget(self._findings, 1)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        self._findings.setMinimumHeight(170)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName("Việc của bước hiện tại")
        area.setMinimumWidth(360)
        return area

    def _right(self) -> PrintTabs:
        self._tabs.addTab(self._print, "Bản in")
        self._tabs.addTab(self._revisions, "Các bản")
        self._tabs.addTab(self._compare, "So sánh")
        self._tabs.setTabToolTip(2, "So sánh các bản: hai bản bất kỳ, hoặc bản chốt với dữ liệu đang có")
        self._tabs.set_deeds((self._save_pdf, self._save_excel, self._save_word, self._print_out))
        self._tabs.setMinimumWidth(380)
        return self._tabs

    def _connect(self) -> None:
        presenter = self.presenter
        self._choice.kind_chosen.connect(lambda kind: self._leave_for(presenter.choose_kind, kind))
        self._choice.form_chosen.connect(lambda form: self._leave_for(presenter.choose_form, form))
        self._choice.period_chosen.connect(lambda code: self._leave_for(presenter.choose_period, code))
        self._reopen.clicked.connect(presenter.ask_to_reopen)
        self._document.number_edited.connect(presenter.edit_number)
        self._document.day_edited.connect(presenter.edit_day)
        self._document.leader_edited.connect(presenter.edit_leader)
        self._document.reference_day_edited.connect(presenter.edit_reference_day)
        self._document.complete_wanted.connect(self._on_complete)
        self._findings.activated.connect(presenter.follow)
        self._password.signed.connect(presenter.sign_with_password)
        self._paper.scan_chosen.connect(presenter.offer_scan)
        self._paper.strip.cancelled.connect(presenter.scanning.cancel)
        self._digital.serve(presenter.certifying, self._print.ask_for_file)
        self._export.folder_chosen.connect(presenter.exporting.choose_folder)
        self._export.export_wanted.connect(presenter.exporting.export)
        self._export.cancelled.connect(presenter.exporting.cancel)
        self._written.folder_wanted.connect(presenter.exporting.open_folder)
        self._written.check_wanted.connect(presenter.exporting.verify)
        self._connect_print()

    def _connect_print(self) -> None:
        printing = self.presenter.printing
        self._paper.print_wanted.connect(printing.print_pdf)
        self._print_out.clicked.connect(printing.print_pdf)
        self._scan.clicked.connect(printing.look_at_scan)
        self._print.present_wanted.connect(printing.look_at_present)
        self._save_pdf.clicked.connect(lambda: self._on_save(".pdf"))
        self._save_excel.clicked.connect(lambda: self._on_save(".xlsx"))
        self._save_word.clicked.connect(lambda: self._on_save(".docx"))
        self._revisions.print_wanted.connect(self._on_look_at_revision)
        self._tabs.currentChanged.connect(self._on_tab)
        self._connect_comparison()
        self._findings.serve(self)
        for keys, deed in (("Ctrl+Return", self._on_complete), ("Ctrl+P", printing.print_pdf)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _connect_comparison(self) -> None:
        comparing = self.presenter.comparing
        self._compare.chosen.connect(comparing.choose)
        self._compare.swapped.connect(comparing.swap)
        self._compare.followed.connect(comparing.follow)
        self._compare.save_wanted.connect(self._on_save_comparison)

    def _name(self) -> None:
        self._reopen.setObjectName("submission-reopen")
        self._save_pdf.setObjectName("submission-save-pdf")
        self._save_excel.setObjectName("submission-save-excel")
        self._save_word.setObjectName("submission-save-word")
        self._print_out.setObjectName("submission-print")
        self._scan.setObjectName("submission-look-at-scan")

    def _show_pane(self, pane: str) -> None:
        is_next = pane != self._pane
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._pane = pane
        self._document.setVisible(pane == "draft")
        self._findings.setVisible(pane == "draft")
        self._digital.setVisible(pane != "draft")
        self._export.setVisible(pane == "export")
        self._facts.setVisible(pane != "draft")
        self._filler.setVisible(pane != "draft")
        if is_next:
            self._digital.forget()
            if had_focus:
                self._heads[pane].setFocus()

    def _leave_for(self, choose: Callable[[str], None], value: str) -> None:
        flush_editors(self._document)
        self._confirm.dismiss()
        choose(value)

    def _on_complete(self) -> None:
        if self._document.isVisible() and self._document.complete.isEnabled():
            flush_editors(self._document)
            self.presenter.complete()

    def _on_look_at_revision(self, submission_id: str) -> None:
        self._tabs.setCurrentIndex(0)
        self.presenter.look_at_revision(submission_id)

    def _on_tab(self, _number: int) -> None:
        shown = self._tabs.currentWidget()
        self._tabs.cornerWidget().setVisible(shown is not self._compare)
        self.presenter.printing.look(in_sight=shown is self._print)
        self.presenter.comparing.look(in_sight=shown is self._compare)

    def _on_save_comparison(self) -> None:
        path = self._compare.ask_for_file(self.presenter.comparing.suggested_name())
        if path is not None:
            self.presenter.comparing.save_pdf(path)

    def _on_save(self, suffix: str) -> None:
        printing = self.presenter.printing
        kind, save = {
            ".pdf": ("PDF", printing.save_pdf),
            ".xlsx": ("Excel", printing.save_excel),
            ".docx": ("Word", printing.save_word),
        }[suffix]
        path = self._print.ask_for_file(printing.suggested_name(suffix), kind)
        if path is not None:
            save(path)
