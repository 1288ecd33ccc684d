"""The report screen: head, and as tabs the report, its annex of figures, the targets and the print."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from ui.screens.reports.facts import (
    AnnexRow,
    Choices,
    DetailFacts,
    Explaining,
    GoalRow,
    HeadFacts,
    OutlineLine,
    SectionFacts,
)
from ui.screens.reports.head_bar import HeadBar
from ui.screens.reports.presenter import ReportsPresenter
from ui.screens.reports.report_page import ReportPage
from ui.screens.reports.tables import AnnexTab, GoalsTab
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.frozen_line import FrozenLine
from ui.widgets.opening import open_with_machine
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.reconstruction_note import ReconstructionNote

if TYPE_CHECKING:
    from cchc_desktop.services.history.versions import Version

REPORT, ANNEX, GOALS, PREVIEW = range(4)
_TABS = ("Báo cáo", "Phụ lục số liệu", "Chỉ tiêu", "Xem trước")


class ReportsScreen(QWidget):
    """Implements ``ViewPort``."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._make_widgets()
        self._arrange()
        self.presenter = ReportsPresenter(context, self)
        self._connect()
        self._name_objects()

    def shown(self) -> None:
        """The screen came into sight."""
        if not self.isAncestorOf(self.window().focusWidget()):
            self.page.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.shown()

    def refresh(self, topics: frozenset[str]) -> None:
        """Data of this screen changed."""
        self.presenter.refresh(topics)

    def save_again(self) -> None:
        """Offer again what could not be written; what is half typed is judged now."""
        self.page.section.judge()
        self.presenter.save_again()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another screen comes into sight: tell what is left behind."""
        super().hideEvent(event)
        if not event.spontaneous() and self.window() is not self and self.window().isVisible():
            self.page.section.judge()
            self.presenter.left()

    def open_target(self, target: str) -> None:
        """Show a report, a section or a figure."""
        self._settle()
        self.presenter.open_target(target)

    def show_head(self, facts: HeadFacts) -> None:
        """Show window, due date and counts."""
        self._pages.setCurrentWidget(self._whole)
        self.head.show_head(facts)
        self.note.show_sentence(facts.reconstruction)
        self.page.show_offered(facts.offered)

    def show_choices(self, choices: Choices) -> None:
        """Show forms and periods."""
        self.head.show_choices(choices)
        self.page.section.show_report((choices.form, choices.period))

    def show_nothing(self, sentence: str, first_step: str) -> None:
        """Say why there is no report."""
        self.empty.sentence.setText(sentence)
        self.empty.step.setText(first_step)
        self._pages.setCurrentWidget(self.empty)

    def show_outline(self, lines: Sequence[OutlineLine], current: str) -> None:
        """Show sections or found figures."""
        self.page.show_outline(lines, current)

    def show_section(self, facts: SectionFacts) -> None:
        """Show another section."""
        self.page.show_section(facts)

    def refresh_section(self, facts: SectionFacts) -> None:
        """The same section as stored now."""
        self.page.refresh_section(facts)

    def show_details(self, facts: DetailFacts | None) -> None:
        """Show a figure."""
        self.page.show_details(facts)

    def show_history(self, rows: "Sequence[Version]") -> None:
        """Show who changed the figure."""
        self.page.show_history(rows)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the findings."""
        self.page.show_findings(findings)

    def show_explaining(self, explaining: Explaining | None) -> None:
        """Show where an explanation is written."""
        self.page.show_explaining(explaining)

    def show_annex(self, rows: Sequence[AnnexRow]) -> None:
        """Show all figures."""
        self.annex.show_rows(rows)

    def show_goals(self, rows: Sequence[GoalRow]) -> None:
        """Show the targets."""
        self.goals.show_rows(rows)

    def show_frozen(self, *, frozen: bool) -> None:
        """Make everything read only, or open it again."""
        self.frozen_line.setVisible(frozen)
        self.complete.setVisible(not frozen)
        self.page.set_read_only(value=frozen)

    def explain(self, finding: str) -> None:
        """Put the cursor where this finding is explained."""
        self.page.explain(finding)

    def open_override(self, code: str) -> None:
        """Open the box of an override."""
        row = self.page.section.rows.get(code)
        if row is not None:
            row.open_override()

    def drop_unread(self) -> None:
        """Forget what could not be read."""
        self.page.section.drop_unread()

    def show_refusal(self, code: str, text: str) -> None:
        """Show why what was typed is not taken."""
        self.page.show_refusal(code, text)

    def show_ad_hoc_refusal(self, text: str) -> None:
        """Show why the window is not taken."""
        self.head.ad_hoc.show_refusal(text)

    def focus_field(self, code: str) -> None:
        """Put the cursor into a figure."""
        self.page.section.focus_field(code)

    def focus_text(self) -> None:
        """Put the cursor into the narrative."""
        self.page.section.focus_text()

    def show_report_tab(self) -> None:
        """Bring the sections into sight."""
        self.tabs.setCurrentIndex(REPORT)

    def show_preview(self, content: bytes) -> None:
        """Show the PDF."""
        self.preview.show_pdf(content)

    def show_no_preview(self, text: str) -> None:
        """Say why there is no preview."""
        self.preview.clear(text)

    def open_path(self, path: Path) -> bool:
        """Open a file in the program that the user has for it."""
        return open_with_machine(path)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the shape of ``Runner.run``
        """A document is being written, or is written."""
        self.word.setEnabled(not busy)
        self.word.setText("Đang lập…" if busy else "Lưu Word")

    def _today(self) -> date:
        today: date = self._context.services.session.today()
        return today

    def _make_widgets(self) -> None:
        self.head = HeadBar(self._today)
        self.tabs = QTabBar()
        self.word = buttons.plain("Lưu Word", "word", tip="Lưu báo cáo thành tệp Word để sửa tiếp, phát hành (Ctrl+S)")
        self.complete = buttons.primary("Hoàn thành…", "submissions", tip="Đến Hồ sơ nộp để chốt, ký và gửi báo cáo")
        self.note = ReconstructionNote()
        self.frozen_line = FrozenLine("Báo cáo này")
        self.page = ReportPage(self._today)
        self.annex = AnnexTab()
        self.goals = GoalsTab()
        self.preview = PdfPreview(self._context.runner)
        self.empty = EmptyState(icon="reports", sentence="")
        self._stack, self._pages, self._whole = QStackedWidget(), QStackedWidget(), QWidget()

    def _arrange(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for words in _TABS:
            self.tabs.addTab(words)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.tabs)
        deeds.addWidget(self.note, 1)
        deeds.addStretch(0)
        deeds.addWidget(self.word)
        deeds.addWidget(self.complete)
        for page in (self.page, self.annex, self.goals, self.preview):
            self._stack.addWidget(page)
        column = _column(self._whole, theme.SPACE // 2)
        column.addLayout(deeds)
        column.addWidget(self.frozen_line)
        column.addWidget(self._stack, 1)
        self._pages.addWidget(self._whole)
        self._pages.addWidget(self.empty)
        outer = _column(self, theme.SPACE)
        outer.addWidget(self.head)
        outer.addWidget(self._pages, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self.page.serve(presenter)
        self.page.followed.connect(self.open_target)
        self.head.form_chosen.connect(lambda code: self._to_other(presenter.choose_form, code))
        self.head.period_chosen.connect(lambda code: self._to_other(presenter.choose_period, code))
        self.head.ad_hoc_wanted.connect(self._on_ad_hoc)
        self.tabs.currentChanged.connect(self._on_tab)
        self.annex.opened.connect(presenter.open_figure)
        self.goals.opened.connect(presenter.open_figure)
        self.word.clicked.connect(self._on_word)
        self.complete.clicked.connect(self._on_complete)
        self.frozen_line.deed.clicked.connect(presenter.complete)
        for keys, slot in (
            ("Ctrl+PgUp", lambda: self.page.step(-1)),
            ("Ctrl+PgDown", lambda: self.page.step(1)),
            ("F8", lambda: self._on_finding(1)),
            ("Shift+F8", lambda: self._on_finding(-1)),
            ("Ctrl+S", self._on_word),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _name_objects(self) -> None:
        self.setObjectName("screen-reports")
        self.setAccessibleName("Báo cáo")
        self.tabs.setAccessibleName("Báo cáo, phụ lục, chỉ tiêu, xem trước")

    def _to_other(self, show: Callable[[str], None], code: str) -> None:
        """Show another report, after what is pending was saved."""
        self._settle()
        show(code)

    def _on_ad_hoc(self, start: date | None, end: date | None) -> None:
        self._settle()
        self.presenter.open_ad_hoc(start, end)

    def _settle(self) -> None:
        """Save what is pending and judge what is half typed, before something else comes into sight."""
        flush_editors(self)
        self.page.section.judge()

    def _on_tab(self, number: int) -> None:
        flush_editors(self._stack)
        self._stack.setCurrentIndex(number)
        self.presenter.preview.look(in_sight=number == PREVIEW)

    def _on_finding(self, by: int) -> None:
        self.tabs.setCurrentIndex(REPORT)
        self.page.go_to_finding(by)

    def _on_word(self) -> None:
        flush_editors(self)
        suggested = self.presenter.preview.suggested_name()
        chosen, _kind = QFileDialog.getSaveFileName(self, "Lưu Word", suggested, "Word (*.docx)")
        if chosen:
            path = Path(chosen)
            self.presenter.preview.save_word(path if path.suffix.lower() == ".docx" else Path(f"{path}.docx"))

    def _on_complete(self) -> None:
        flush_editors(self)
        self.presenter.complete()


def _column(page: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
