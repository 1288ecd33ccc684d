"""The report itself: outline at the left, the section in the middle, details and findings at the right."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import parse as parse_period
from ui.screens.reports.details_pane import DetailsPane
from ui.screens.reports.facts import DetailFacts, Explaining, OutlineLine, SectionFacts
from ui.screens.reports.figure_row import FigureRow
from ui.screens.reports.findings_pane import FindingsPane
from ui.screens.reports.narrative_pane import NarrativePane
from ui.screens.reports.outline_list import OutlineList
from ui.screens.reports.presenter import ReportsPresenter
from ui.screens.reports.section_page import SectionPage
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.keeping import Spot
from ui.widgets.labels import HintLabel
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from cchc_desktop.services.history.versions import Version

_FINDINGS = 1


class ReportPage(QSplitter):
    """``followed(target)`` when any link on it is pressed."""

    followed = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._frozen, self._offered = False, 0
        self.search = SearchField("Tìm số liệu (Ctrl+F)")
        self.outline = OutlineList()
        self.draft_all = buttons.plain(
            "Soạn cả báo cáo", "repeat", tip="Soạn nội dung mọi mục từ số liệu hiện có; giữ nguyên các dòng đã gõ"
        )
        self.take_all = buttons.plain("", tip="Lấy số của kỳ trước cho các ô còn trống và ít thay đổi; sửa lại được")
        self.section = SectionPage(today)
        self.side_tabs = QTabBar()
        self.details = DetailsPane()
        self.findings = FindingsPane()
        self._side = QStackedWidget()
        self._arrange()
        self._name()

    def serve(self, presenter: ReportsPresenter) -> None:
        """Tell this presenter what the user wants."""
        entries = presenter.entries
        self._presenter = presenter
        self.search.searched.connect(presenter.search)
        self.search.left_downwards.connect(self._on_search_left)
        self.outline.chosen.connect(self._on_line)
        self.outline.entered_line.connect(self._on_line_entered)
        self.draft_all.clicked.connect(self._on_draft_all)
        self.take_all.clicked.connect(lambda: entries.accept_offered(""))
        self.section.row_made.connect(self._on_row_made)
        self.section.narrative_made.connect(self._on_narrative_made)
        self.section.child_wanted.connect(self.followed)
        self.side_tabs.currentChanged.connect(self._side.setCurrentIndex)
        self.details.followed.connect(self.followed)
        self.findings.activated.connect(self.followed)
        self.findings.chosen.connect(presenter.findings.choose)
        self.findings.explained.connect(entries.explain)
        for keys, slot in (
            ("PgUp", lambda: self.step(-1)),
            ("PgDown", lambda: self.step(1)),
            ("Ctrl+F", self._on_search),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_offered(self, count: int) -> None:
        """Offer to take over this many values of the previous period."""
        self._offered = count
        self.take_all.setText(f"Dùng số kỳ trước: {count} ô")
        self.take_all.setVisible(count > 0 and not self._frozen)

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

    def show_history(self, rows: "Sequence[Version]") -> None:
        """Show who changed the figure."""
        self.details.show_history(rows)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the findings."""
        self.findings.show_findings(findings)
        owed = sum(finding.level is not Level.INFO for finding in findings)
        self.side_tabs.setTabText(_FINDINGS, f"Kiểm tra ({owed})" if owed else "Kiểm tra")

    def show_explaining(self, explaining: Explaining | None) -> None:
        """Show where an explanation is written."""
        self.findings.show_explaining(explaining)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of the explanation of a finding."""
        form, period = self.section.report
        if editor is not self.findings.text or not form or not self.findings.code:
            return None
        label = f"Báo cáo {parse_period(period).label}, Giải trình"
        return Spot(f"report:{form}:{period}:!{self.findings.code}", label)

    def show_refusal(self, code: str, text: str) -> None:
        """Show under a figure why what was typed is not taken."""
        row = self.section.rows.get(code)
        if row is not None:
            row.show_refusal(text)

    def set_read_only(self, *, value: bool) -> None:
        """Let everything be read only."""
        self._frozen = value
        self.section.set_read_only(value=value)
        self.findings.set_read_only(value=value)
        self.draft_all.setVisible(not value)
        self.show_offered(self._offered)

    def step(self, by: int) -> None:
        """Go to the next or previous section, with the cursor in its first figure."""
        flush_editors(self.section)
        self._presenter.step_section(by)
        self.section.focus_first()

    def explain(self, finding: str) -> None:
        """Open the box in which this finding is explained, with the cursor in it."""
        self.side_tabs.setCurrentIndex(_FINDINGS)
        self.findings.explain(finding)

    def go_to_finding(self, by: int) -> None:
        """Go to the next or previous finding."""
        self.side_tabs.setCurrentIndex(_FINDINGS)
        if by > 0:
            self.findings.panel.go_next()
        else:
            self.findings.panel.go_previous()

    def _arrange(self) -> None:
        left, right = QWidget(), QWidget()
        column = _column(left)
        column.addWidget(self.search)
        column.addWidget(self.outline, 1)
        column.addWidget(self.take_all)
        column.addWidget(self.draft_all)
        column.addWidget(HintLabel("Enter: ô sau · PgDn: mục sau\nCtrl+0: không phát sinh"))
        self.side_tabs.setDrawBase(False)
        self.side_tabs.setExpanding(False)
        self.side_tabs.setUsesScrollButtons(False)
        for words in ("Chi tiết", "Kiểm tra"):
            self.side_tabs.addTab(words)
        self.side_tabs.setTabToolTip(
            _FINDINGS, "Các điểm phải sửa, cần giải trình (F8: điểm tiếp theo, Shift+F8: điểm trước)"
        )
        self._side.addWidget(self.details)
        self._side.addWidget(self.findings)
        column = _column(right)
        column.addWidget(self.side_tabs)
        column.addWidget(self._side, 1)
        for widget, least, share in ((left, 180, 22), (self.section, 380, 52), (right, 230, 26)):
            widget.setMinimumWidth(least)
            self.addWidget(widget)
            self.setStretchFactor(self.count() - 1, share)
        self.setSizes([236, 640, 266])
        self.setChildrenCollapsible(False)

    def _name(self) -> None:
        self.side_tabs.setAccessibleName("Chi tiết, kiểm tra")
        self.section.setAccessibleName("Mục đang soạn")
        self.search.setObjectName("search")

    def _on_row_made(self, row: FigureRow) -> None:
        presenter, entries = self._presenter, self._presenter.entries
        row.entered.connect(entries.commit)
        row.override_done.connect(entries.override)
        row.override_dropped.connect(entries.clear_override)
        row.override_left.connect(entries.leave_override)
        row.explain_wanted.connect(self.explain)
        row.offer_accepted.connect(entries.accept_offered)
        row.origin_wanted.connect(self.followed)
        row.unread.connect(presenter.keep_unread)
        row.focused.connect(presenter.enter_figure)

    def _on_narrative_made(self, pane: NarrativePane) -> None:
        entries, code = self._presenter.entries, pane.code
        pane.written.connect(lambda text: entries.write(code, text))
        pane.explain_wanted.connect(self.explain)
        pane.redraft_wanted.connect(lambda: entries.redraft(code))
        pane.text.entered.connect(self._presenter.enter_text)

    def _on_line(self, key: str, is_figure: bool) -> None:  # noqa: FBT001 - the shape of a Qt signal
        flush_editors(self.section)
        if not is_figure:
            self._presenter.choose_section(key)

    def _on_line_entered(self) -> None:
        if self.outline.shows_figures():
            self._presenter.open_figure(self.outline.current_key())
        else:
            self.section.focus_first()

    def _on_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_search_left(self) -> None:
        self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.outline.currentRow() < 0:
            self.outline.setCurrentRow(0)

    def _on_draft_all(self) -> None:
        flush_editors(self.section)
        self._presenter.entries.redraft("")


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE)
    return column
