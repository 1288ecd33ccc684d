"""The report screen: head, outline, section, findings and details; the annex, the targets and the print as tabs."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.finding import Finding, Level
from ui.screens.reports.details_pane import DetailsPane
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
from ui.screens.reports.figure_row import FigureRow
from ui.screens.reports.findings_pane import FindingsPane
from ui.screens.reports.frozen_line import FrozenLine
from ui.screens.reports.head_bar import HeadBar
from ui.screens.reports.narrative_pane import NarrativePane
from ui.screens.reports.outline_list import OutlineList
from ui.screens.reports.presenter import ReportsPresenter
from ui.screens.reports.section_page import SectionPage
from ui.screens.reports.tables import AnnexTab, GoalsTab
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.looks import FINDING_LOOKS
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.pill import Pill
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from cchc_desktop.services.history import HistoryRow

_REPORT, _ANNEX, _GOALS, _PREVIEW = range(4)
_TABS = ("Báo cáo", "Phụ lục số liệu", "Chỉ tiêu", "Xem trước")


class ReportsScreen(QWidget):
    """Implements ``ViewPort``."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._frozen, self._offered = False, 0
        self._make_widgets()
        self._arrange()
        self.presenter = ReportsPresenter(context, self)
        self._connect()
        self._add_shortcuts()
        self._name_objects()

    def shown(self) -> None:
        """The screen came into sight."""
        if not self.isAncestorOf(self.window().focusWidget()):
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.shown()

    def refresh(self, topics: frozenset[str]) -> None:
        """Data of this screen changed."""
        self.presenter.refresh(topics)

    def save_again(self) -> None:
        """Offer again what could not be written."""
        self.presenter.save_again()

    def open_target(self, target: str) -> None:
        """Show a report, a section or a figure."""
        flush_editors(self)
        self.presenter.open_target(target)

    def show_head(self, facts: HeadFacts) -> None:
        """Show window, due date and counts."""
        self._pages.setCurrentWidget(self._whole)
        self.head.show_head(facts)
        self._offered = facts.offered
        self._show_offers()
        for pill, level, words, count in (
            (self.blocking, "block", "Phải sửa", facts.blocking),
            (self.warning, "warn", "Cần giải trình", facts.warning),
        ):
            pill.set_state(f"{words}: {count}", FINDING_LOOKS[level])
            pill.setVisible(count > 0)

    def show_choices(self, choices: Choices) -> None:
        """Show forms and periods."""
        self.head.show_choices(choices)
        self.section.show_report((choices.form, choices.period))

    def show_nothing(self, sentence: str, first_step: str) -> None:
        """Say why there is no report."""
        self.empty.sentence.setText(sentence)
        self.empty.step.setText(first_step)
        self._pages.setCurrentWidget(self.empty)

    def show_outline(self, lines: Sequence[OutlineLine], current: str) -> None:
        """Show sections or found figures."""
        self.outline.show_lines(lines, current)

    def show_section(self, facts: SectionFacts) -> None:
        """Show another section."""
        self.section.show_section(facts)

    def refresh_section(self, facts: SectionFacts) -> None:
        """The same section as stored now."""
        self.section.refresh_section(facts)

    def show_details(self, facts: DetailFacts | None) -> None:
        """Show a figure."""
        self.details.show_details(facts)

    def show_history(self, rows: "Sequence[HistoryRow]") -> None:
        """Show who changed the figure."""
        self.details.show_history(rows)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the findings."""
        self.findings.show_findings(findings)
        owed = sum(finding.level is not Level.INFO for finding in findings)
        self.side_tabs.setTabText(1, f"Kiểm tra ({owed})" if owed else "Kiểm tra")

    def show_explaining(self, explaining: Explaining | None) -> None:
        """Show where an explanation is written."""
        self.findings.show_explaining(explaining)

    def show_annex(self, rows: Sequence[AnnexRow]) -> None:
        """Show all figures."""
        self.annex.show_rows(rows)

    def show_goals(self, rows: Sequence[GoalRow]) -> None:
        """Show the targets."""
        self.goals.show_rows(rows)

    def show_frozen(self, *, frozen: bool) -> None:
        """Make everything read only, or open it again."""
        self.frozen_line.setVisible(frozen)
        self.section.set_read_only(value=frozen)
        self.findings.set_read_only(value=frozen)
        self.draft_all.setVisible(not frozen)
        self._frozen = frozen
        self._show_offers()
        self.complete.setText("Hồ sơ nộp" if frozen else "Hoàn thành…")

    def _show_offers(self) -> None:
        self.take_all.setText(f"Dùng số kỳ trước: {self._offered} ô")
        self.take_all.setVisible(self._offered > 0 and not self._frozen)

    def show_refusal(self, code: str, text: str) -> None:
        """Show why what was typed is not taken."""
        row = self.section.rows.get(code)
        if row is not None:
            row.show_refusal(text)

    def show_ad_hoc_refusal(self, text: str) -> None:
        """Show why the window is not taken."""
        self.head.ad_hoc.show_refusal(text)

    def focus_field(self, code: str) -> None:
        """Put the cursor into a figure."""
        self.section.focus_field(code)

    def focus_text(self) -> None:
        """Put the cursor into the narrative."""
        self.section.focus_text()

    def show_report_tab(self) -> None:
        """Bring the sections into sight."""
        self.tabs.setCurrentIndex(_REPORT)

    def show_preview(self, content: bytes) -> None:
        """Show the PDF."""
        self.preview.show_pdf(content)

    def show_no_preview(self, text: str) -> None:
        """Say why there is no preview."""
        self.preview.clear(text)

    def open_path(self, path: Path) -> bool:
        """Open a file in the program that the user has for it."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

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
        self.blocking = Pill("", FINDING_LOOKS["block"])
        self.warning = Pill("", FINDING_LOOKS["warn"])
        self.word = buttons.plain("Lưu Word", "word", tip="Lưu báo cáo thành tệp Word để sửa tiếp, phát hành (Ctrl+S)")
        self.complete = buttons.primary("Hoàn thành…", "submissions", tip="Đến Hồ sơ nộp để chốt, ký và gửi báo cáo")
        self.frozen_line = FrozenLine()
        self.search = SearchField("Tìm số liệu (Ctrl+F)")
        self.outline = OutlineList()
        self.draft_all = buttons.plain(
            "Soạn cả báo cáo", "repeat", tip="Soạn nội dung mọi mục từ số liệu hiện có; giữ nguyên các dòng đã gõ"
        )
        self.take_all = buttons.plain("", tip="Lấy số của kỳ trước cho các ô còn trống và ít thay đổi; sửa lại được")
        self.section = SectionPage(self._today)
        self.side_tabs = QTabBar()
        self.details = DetailsPane()
        self.findings = FindingsPane()
        self.annex = AnnexTab()
        self.goals = GoalsTab()
        self.preview = PdfPreview(self._context.runner)
        self.empty = EmptyState(icon="reports", sentence="")
        self._side, self._stack, self._pages = QStackedWidget(), QStackedWidget(), QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._whole = QWidget()

    def _arrange(self) -> None:
        for bar, words in ((self.tabs, _TABS), (self.side_tabs, ("Chi tiết", "Kiểm tra"))):
            bar.setDrawBase(False)
            bar.setExpanding(False)
            bar.setUsesScrollButtons(False)
            for word in words:
                bar.addTab(word)
        self.side_tabs.setTabToolTip(1, "Các điểm phải sửa, cần giải trình (F8: điểm tiếp theo, Shift+F8: điểm trước)")
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.tabs)
        deeds.addStretch(1)
        for widget in (self.blocking, self.warning, self.word, self.complete):
            deeds.addWidget(widget)
        for page in (self._report_page(), self.annex, self.goals, self.preview):
            self._stack.addWidget(page)
        column = _column(self._whole)
        column.setSpacing(theme.SPACE // 2)
        column.addLayout(deeds)
        column.addWidget(self.frozen_line)
        column.addWidget(self._stack, 1)
        self._pages.addWidget(self._whole)
        self._pages.addWidget(self.empty)
        outer = _column(self)
        outer.addWidget(self.head)
        outer.addWidget(self._pages, 1)

    def _report_page(self) -> QWidget:
        left, right = QWidget(), QWidget()
        column = _column(left)
        column.addWidget(self.search)
        column.addWidget(self.outline, 1)
        column.addWidget(self.take_all)
        column.addWidget(self.draft_all)
        self._side.addWidget(self.details)
        self._side.addWidget(self.findings)
        column = _column(right)
        column.addWidget(self.side_tabs)
        column.addWidget(self._side, 1)
        for widget, least, share in ((left, 180, 22), (self.section, 380, 52), (right, 230, 26)):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes([236, 640, 266])
        self.splitter.setChildrenCollapsible(False)
        return self.splitter

    def _connect(self) -> None:
        presenter, entries = self.presenter, self.presenter.entries
        self.head.form_chosen.connect(self._flushed(presenter.choose_form))
        self.head.period_chosen.connect(self._flushed(presenter.choose_period))
        self.head.ad_hoc_wanted.connect(presenter.open_ad_hoc)
        self.tabs.currentChanged.connect(self._on_tab)
        self.side_tabs.currentChanged.connect(self._side.setCurrentIndex)
        self.search.searched.connect(presenter.search)
        self.search.left_downwards.connect(self._on_search_left)
        self.outline.chosen.connect(self._on_line)
        self.outline.entered_line.connect(self._on_line_entered)
        self.draft_all.clicked.connect(self._on_draft_all)
        self.take_all.clicked.connect(lambda: entries.accept_offered(""))
        self.section.row_made.connect(self._on_row_made)
        self.section.narrative_made.connect(self._on_narrative_made)
        self.section.child_wanted.connect(self.open_target)
        self.details.followed.connect(self.open_target)
        self.findings.activated.connect(self.open_target)
        self.findings.chosen.connect(presenter.choose_finding)
        self.findings.explained.connect(entries.explain)
        self.annex.opened.connect(presenter.open_figure)
        self.goals.opened.connect(presenter.open_figure)
        self.word.clicked.connect(self._on_word)
        self.complete.clicked.connect(self._on_complete)
        self.frozen_line.deed.clicked.connect(presenter.complete)

    def _add_shortcuts(self) -> None:
        for keys, owner, slot in (
            ("PgUp", self.splitter, lambda: self._step(-1)),
            ("PgDown", self.splitter, lambda: self._step(1)),
            ("Ctrl+PgUp", self, lambda: self._step(-1)),
            ("Ctrl+PgDown", self, lambda: self._step(1)),
            ("Ctrl+F", self.splitter, self._on_search),
            ("F8", self, lambda: self._on_finding(1)),
            ("Shift+F8", self, lambda: self._on_finding(-1)),
            ("Ctrl+S", self, self._on_word),
        ):
            shortcut = QShortcut(QKeySequence(keys), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _name_objects(self) -> None:
        self.setObjectName("screen-reports")
        self.setAccessibleName("Báo cáo")
        self.tabs.setAccessibleName("Báo cáo, phụ lục, chỉ tiêu, xem trước")
        self.side_tabs.setAccessibleName("Chi tiết, kiểm tra")
        self.section.setAccessibleName("Mục đang soạn")
        self.search.setObjectName("search")

    def _flushed(self, deed: object) -> object:
        """A deed that shows another report, after what is pending was saved."""

        def run(code: str) -> None:
            flush_editors(self._whole)
            if callable(deed):
                deed(code)

        return run

    def _on_row_made(self, row: FigureRow) -> None:
        presenter, entries = self.presenter, self.presenter.entries
        row.entered.connect(entries.commit)
        row.override_done.connect(entries.override)
        row.override_dropped.connect(entries.clear_override)
        row.offer_accepted.connect(entries.accept_offered)
        row.origin_wanted.connect(self.open_target)
        row.unread.connect(presenter.keep_unread)
        row.focused.connect(presenter.enter_figure)

    def _on_narrative_made(self, pane: NarrativePane) -> None:
        pane.written.connect(lambda text, code=pane.code: self.presenter.entries.write(code, text))
        pane.redraft_wanted.connect(lambda code=pane.code: self.presenter.entries.redraft(code))

    def _on_tab(self, number: int) -> None:
        flush_editors(self._stack)
        self._stack.setCurrentIndex(number)
        self.presenter.preview.look(in_sight=number == _PREVIEW)

    def _on_line(self, key: str, is_figure: bool) -> None:  # noqa: FBT001 - the shape of a Qt signal
        flush_editors(self.section)
        if is_figure:
            return
        self.presenter.choose_section(key)

    def _on_line_entered(self) -> None:
        key = self.outline.current_key()
        if self.outline.shows_figures():
            self.presenter.open_figure(key)
        else:
            self.section.focus_first()

    def _on_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_search_left(self) -> None:
        self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.outline.currentRow() < 0:
            self.outline.setCurrentRow(0)

    def _step(self, by: int) -> None:
        flush_editors(self.section)
        self.presenter.step_section(by)
        self.section.focus_first()

    def _on_finding(self, by: int) -> None:
        self.tabs.setCurrentIndex(_REPORT)
        self.side_tabs.setCurrentIndex(1)
        if by > 0:
            self.findings.panel.go_next()
        else:
            self.findings.panel.go_previous()

    def _on_word(self) -> None:
        flush_editors(self)
        suggested = self.presenter.preview.suggested_name()
        chosen, _kind = QFileDialog.getSaveFileName(self, "Lưu Word", suggested, "Word (*.docx)")
        if chosen:
            path = Path(chosen)
            self.presenter.preview.save_word(path if path.suffix.lower() == ".docx" else path.with_suffix(".docx"))

    def _on_draft_all(self) -> None:
        flush_editors(self)
        self.presenter.entries.redraft("")

    def _on_complete(self) -> None:
        flush_editors(self)
        self.presenter.complete()


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE)
    return column
