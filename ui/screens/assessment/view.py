"""The screen: totals on top, the tree (or the findings) at the left, the chosen leaf at the right."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.subject import Subject
from ui.screens.assessment.adjustments_pane import AdjustmentsPane
from ui.screens.assessment.adjustments_presenter import AdjustmentPage
from ui.screens.assessment.answer_form import AnswerForm
from ui.screens.assessment.criteria_tree import CriteriaTree
from ui.screens.assessment.filter_bar import FilterBar
from ui.screens.assessment.group_pane import GroupPane
from ui.screens.assessment.leaf_form import LeafForm, ScoreFacts
from ui.screens.assessment.leaf_pane import LeafPane
from ui.screens.assessment.leaf_presenter import LeafEntries
from ui.screens.assessment.presenter import AssessmentPresenter, GroupFacts
from ui.screens.assessment.sheet_lines import Filter, Totals, TreeLine
from ui.screens.assessment.totals_strip import TotalsStrip
from ui.widgets import theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.frozen_line import FrozenLine
from ui.widgets.keeping import Spot
from ui.widgets.opening import open_with_machine
from ui.widgets.pages_line import PagesLine
from ui.widgets.reading_folder import ReadingFolder
from ui.widgets.reconstruction_note import ReconstructionNote


class AssessmentView(QWidget):
    """Implements the presenter's ViewPort."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.totals = TotalsStrip()
        self.note = ReconstructionNote()
        self.frozen_line = FrozenLine("Kết quả tự chấm điểm")
        self.left_tabs = QTabBar()
        self.filters = FilterBar()
        self.tree = CriteriaTree()
        self.findings = FindingsPanel()
        self.leaf = LeafPane(context, today=self._today)
        self.group = GroupPane()
        self.adjustments = AdjustmentsPane()
        self._reading = ReadingFolder()
        self._left = QStackedWidget()
        self._right = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self.presenter = AssessmentPresenter(context, self)
        self._connect()
        self._name()

    def shown(self) -> None:
        """The screen came into sight."""
        if not self.isAncestorOf(self.window().focusWidget()):
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.shown()

    def refresh(self, topics: frozenset[str]) -> None:
        """Data changed."""
        self.presenter.refresh(topics)

    def save_again(self) -> None:
        """Offer to the database what it could not take before."""
        self.presenter.save_again()

    def open_target(self, target: str) -> None:
        """Show a criterion, or the criteria of a filter."""
        flush_editors(self)
        self.presenter.open_target(target)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor: of the open leaf, of a file of it, of an item of bonus or deduction."""
        if isinstance(editor, PagesLine):
            return editor.spot
        for file_id, words, fields in self.leaf.evidence.kept():
            for field, own in fields.items():
                if own is editor:
                    return Spot(f"evidence:{file_id}:{field}", f"Tệp {words}, {own.accessibleName()}")
        for place, label, own in (*self.leaf.kept(), *self.adjustments.kept()):
            if own is editor:
                return Spot(f"criterion:{place}:{self.presenter.criteria_code}", label)
        return None

    def show_totals(self, shown: Totals, reconstruction: str) -> None:
        """Show the totals."""
        self.totals.show_totals(shown)
        self.note.show_sentence(reconstruction)

    def show_carried(self, text: str) -> None:
        """Say what the files weigh together, before one more is added."""
        self.leaf.evidence.show_carried(text)

    def show_frozen(self, *, frozen: bool) -> None:
        """Make everything read only, or open it again."""
        self.frozen_line.setVisible(frozen)
        self.leaf.set_read_only(frozen)
        self.adjustments.set_read_only(frozen)

    def show_filters(self, found: dict[Filter, int], chosen: Filter, query: str) -> None:
        """Show the filters."""
        self.filters.show_filters(found, chosen, query)

    def show_tree(self, lines: Sequence[TreeLine]) -> None:
        """Show the tree."""
        self.tree.show_lines(lines)

    def filter_tree(self, codes: frozenset[str] | None) -> None:
        """Narrow the tree."""
        self.tree.show_only(codes)

    def choose(self, code: str) -> None:
        """Make a node current."""
        self.tree.choose(code)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what blocks completing."""
        self.findings.set_findings(findings)
        blocking = sum(finding.level is Level.BLOCK for finding in findings)
        self.left_tabs.setTabText(1, f"Kiểm tra ({blocking})" if blocking else "Kiểm tra")

    def show_group(self, facts: GroupFacts) -> None:
        """Show an area or criterion."""
        self.group.show_group(facts)
        self._right.setCurrentWidget(self.group)

    def show_adjustments_pane(self) -> None:
        """Bring bonus and deduction into sight."""
        self._right.setCurrentWidget(self.adjustments)

    def show_adjustments(self, page: AdjustmentPage) -> None:
        """Show bonus and deduction."""
        self.adjustments.show_adjustments(page)

    def show_leaf(self, form: LeafForm, entries: LeafEntries) -> None:
        """Show another leaf."""
        self.leaf.show_leaf(form, entries)
        self._right.setCurrentWidget(self.leaf)

    def refresh_leaf(self, entries: LeafEntries) -> None:
        """The same leaf as stored now."""
        self.leaf.refresh_leaf(entries)

    def show_score(self, facts: ScoreFacts) -> None:
        """Show the score."""
        self.leaf.show_score(facts)

    def show_copying(self, text: str) -> None:
        """Say which file is being copied in."""
        self.leaf.evidence.show_copying(text)

    def show_history(self, of: Subject) -> None:
        """Show who changed what."""
        self.leaf.show_history(of)

    def focus_part(self, part: str) -> None:
        """Put the cursor into a part of the leaf."""
        self.leaf.focus_part(part)

    def reading_folder(self) -> Path:
        """A folder for copies to read; it goes with the screen."""
        return self._reading.path()

    def open_file(self, path: Path) -> None:
        """Open a file in the program that the user has for it."""
        if not open_with_machine(path):
            self._context.notices.warn(
                f"Máy này chưa có chương trình mở được tệp “{path.name}”.",
                do="Hãy cài chương trình đọc loại tệp này rồi mở lại.",
            )

    def _today(self) -> date:
        today: date = self._context.services.session.today()
        return today

    def _arrange(self) -> None:
        tree_page, column = _page()
        column.addWidget(self.filters)
        column.addWidget(self.tree, 1)
        for words, page in (("Bộ tiêu chí", tree_page), ("Kiểm tra", self.findings)):
            self.left_tabs.addTab(words)
            self._left.addWidget(page)
        self.left_tabs.setDrawBase(False)
        self.left_tabs.setTabToolTip(1, "Những điểm còn phải xử lý (F8: điểm tiếp theo)")
        left, column = _page()
        column.setContentsMargins(0, 0, theme.SPACE // 2, 0)
        column.addWidget(self.left_tabs)
        column.addWidget(self._left, 1)
        right, column = _page()
        column.setContentsMargins(theme.SPACE // 2, 0, 0, 0)
        column.addWidget(self._right, 1)
        for pane in (self.leaf, self.group, self.adjustments):
            self._right.addWidget(pane)
        self._splitter.addWidget(left)
        self._splitter.addWidget(right)
        self._splitter.setChildrenCollapsible(False)
        left.setMinimumWidth(300)
        right.setMinimumWidth(400)
        self._splitter.setSizes([430, 570])
        self._splitter.setStretchFactor(0, 43)
        self._splitter.setStretchFactor(1, 57)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE)
        for widget in (self.totals, self.note, self.frozen_line):
            whole.addWidget(widget)
        whole.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        presenter, leaf = self.presenter, self.presenter.leaf
        self.left_tabs.currentChanged.connect(self._left.setCurrentIndex)
        self.filters.chosen.connect(presenter.choose_filter)
        self.filters.searched.connect(presenter.search)
        self.filters.search.serve(self)
        self.filters.search.left_downwards.connect(self.tree.setFocus)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.entered_leaf.connect(lambda: self.leaf.focus_part("answer"))
        self.findings.activated.connect(self.open_target)
        self.frozen_line.deed.clicked.connect(presenter.to_submissions)
        self.leaf.form_built.connect(self._on_form_built)
        self.leaf.history_wanted.connect(leaf.want_history)
        self.leaf.clear.clicked.connect(leaf.clear)
        self.leaf.explanation.committed.connect(leaf.explain)
        self.leaf.previous.clicked.connect(lambda: self._step(-1))
        self.leaf.next.clicked.connect(lambda: self._step(1))
        self.leaf.unanswered.clicked.connect(self._on_next_unanswered)
        self.adjustments.cases_committed.connect(presenter.adjustments.commit_cases)
        self.adjustments.explained.connect(presenter.adjustments.explain)
        self._connect_evidence()
        for keys, slot in (
            ("Ctrl+PgUp", lambda: self._step(-1)),
            ("Ctrl+PgDown", lambda: self._step(1)),
            ("F7", self._on_next_unanswered),
            ("F8", lambda: self._on_finding(1)),
            ("Shift+F8", lambda: self._on_finding(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _connect_evidence(self) -> None:
        leaf, box = self.presenter.leaf, self.leaf.evidence
        box.files_offered.connect(leaf.attach)
        box.picture_offered.connect(leaf.attach_picture)
        box.removed.connect(leaf.detach)
        box.opened.connect(leaf.open_file)
        box.number_committed.connect(leaf.describe_number)
        box.day_committed.connect(leaf.describe_day)
        box.issuer_committed.connect(leaf.describe_issuer)
        box.title_committed.connect(leaf.describe_title)
        box.pages_committed.connect(leaf.cite)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.leaf)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(box.paste)

    def _on_form_built(self, form: AnswerForm) -> None:
        leaf = self.presenter.leaf
        form.number_typed.connect(leaf.type_number)
        form.number_committed.connect(leaf.commit_number)
        form.yes_chosen.connect(leaf.choose_yes)
        form.option_chosen.connect(leaf.choose_option)
        form.ticked.connect(leaf.tick)
        form.nothing_ticked.connect(leaf.tick_nothing)
        form.zero_condition_set.connect(leaf.set_zero_condition)
        form.day_committed.connect(leaf.commit_day)
        form.never_done_set.connect(leaf.set_never_done)
        form.not_arising_set.connect(leaf.declare_not_arising)

    def _on_chosen(self, code: str) -> None:
        flush_editors(self._right)
        self.presenter.select(code)

    def _step(self, by: int) -> None:
        flush_editors(self._right)
        self.presenter.step(by)

    def _on_next_unanswered(self) -> None:
        flush_editors(self._right)
        self.presenter.next_unanswered()

    def _on_finding(self, by: int) -> None:
        self.left_tabs.setCurrentIndex(1)
        if by > 0:
            self.findings.go_next()
        else:
            self.findings.go_previous()

    def _name(self) -> None:
        self.setObjectName("screen-assessment")
        self.left_tabs.setAccessibleName("Bộ tiêu chí, kiểm tra")
        self.leaf.tabs.setAccessibleName("Chấm điểm, lịch sử")
        self.tree.setObjectName("criteria")
        self.leaf.explanation.setObjectName("explanation")


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE)
    return page, column
