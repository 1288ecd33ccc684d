"""The Tasks screen: filter bar, table, and the open task beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.screens.tasks.chip_flow import ChipFlow
from ui.screens.tasks.detail_pane import DetailPane
from ui.screens.tasks.presenter import EmptyFacts, FilterFacts, TasksPresenter
from ui.screens.tasks.tab_order import chain, in_layout_order
from ui.screens.tasks.task_table import TaskTable
from ui.widgets import buttons, theme
from ui.widgets.context import AppContext
from ui.widgets.editors import AutosaveChoice
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from cchc_desktop.services.tasks.rows import TaskRow

_TABLE_SHARE, _DETAIL_SHARE = 64, 36
_NARROWEST_DETAIL, _NARROWEST_TABLE = 352, 400


class TasksScreen(QWidget):
    """Implements ``BoardPort``."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.detail = DetailPane(context)
        self.presenter = TasksPresenter(self, context.services, runner=context.runner, detail=self.detail.presenter)
        self.table = TaskTable(self._field_names)
        self._make_widgets()
        self._arrange()
        self._connect()
        self._name_objects()
        self._restore()

    def shown(self) -> None:
        """The screen came into sight."""
        self._context.show_header(self.presenter.header)
        if not self.isAncestorOf(self.window().focusWidget()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.reload()
        self.detail.presenter.reload()

    def refresh(self, topics: frozenset[str]) -> None:
        """Data of this screen changed."""
        del topics
        self.presenter.reload()
        self.detail.presenter.reload()

    def save_again(self) -> None:
        """Offer again what could not be written."""
        self.detail.presenter.save_again()

    def open_target(self, target: str) -> None:
        """Show "task:<code>[:<field>]" or "tasks:<filter>"."""
        self.presenter.open_target(target)

    def show_rows(self, rows: "Sequence[TaskRow]") -> None:
        """Show exactly these rows."""
        self.table.rows.set_rows(rows)

    def show_filter(self, facts: FilterFacts) -> None:
        """Show counts and what is pressed."""
        wanted = facts.wanted
        self.chips.show_chips(facts.chips, pressed=frozenset({*wanted.statuses, *wanted.quick}))
        chain([self.search, self.field, self.clear, *in_layout_order(self.chips), self.table, self.detail.add_entry])
        self.field.set_options(facts.fields)
        self.field.set_value(wanted.field)
        self.count.setText(facts.shown)
        self.clear.setEnabled(not wanted.is_empty)
        if wanted.text != self.search.text() and not self.search.hasFocus():
            self.search.setText(wanted.text)

    def show_empty(self, facts: EmptyFacts | None) -> None:
        """Show why there are no rows, or the table."""
        self._tables.setCurrentIndex(0 if facts is None else 1)
        if facts is not None:
            self.empty.sentence.setText(facts.sentence)
            self.empty.step.setText(facts.advice)

    def show_outside(self, *, outside: bool) -> None:
        """Say that the open task is none of the rows."""
        self.detail.show_outside(outside=outside)

    def choose_row(self, code: str) -> bool:
        """Make this row current."""
        return self.table.choose(code)

    def choose_first_row(self) -> None:
        """Make the first row current."""
        self.table.choose_first()

    def _field_names(self) -> dict[str, str]:
        """Of the plan in use, which an import may have changed."""
        return {field.code: field.name for field in self._context.services.session.workspace.plan.fields}

    def _make_widgets(self) -> None:
        self.search = SearchField("Tìm nhiệm vụ, có dấu hoặc không dấu (Ctrl+F)")
        self.field = AutosaveChoice()
        self.count = QLabel()
        self.count.setProperty("kind", "section")
        self.clear = buttons.quiet("Bỏ lọc", "close", tip="Bỏ mọi bộ lọc, hiện tất cả nhiệm vụ")
        self.chips = ChipFlow("Lọc theo tình trạng và theo việc")
        self.empty = EmptyState(icon="filter", sentence="", deed="Bỏ mọi bộ lọc")
        self._tables = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE)
        bar.addWidget(self.search, 3)
        bar.addWidget(self.field, 3)
        bar.addStretch(1)
        bar.addWidget(self.count)
        bar.addWidget(self.clear)
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.empty)
        self._tables.setMinimumWidth(_NARROWEST_TABLE)
        self.detail.setMinimumWidth(_NARROWEST_DETAIL)
        self.splitter.addWidget(self._tables)
        self.splitter.addWidget(self.detail)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, _TABLE_SHARE)
        self.splitter.setStretchFactor(1, _DETAIL_SHARE)
        self.splitter.setSizes([_TABLE_SHARE * 100, _DETAIL_SHARE * 100])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(bar)
        column.addWidget(self.chips)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self.presenter.search)
        self.search.left_downwards.connect(self._on_search_left)
        self.field.committed.connect(lambda code: self.presenter.choose_field(str(code or "")))
        self.chips.pressed_changed.connect(self.presenter.press)
        self.clear.clicked.connect(self._on_clear)
        self.empty.started.connect(self._on_clear)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_activated.connect(self._on_row_activated)
        self.splitter.splitterMoved.connect(lambda *_: self._remember("splitter", self.splitter.saveState()))
        self.detail.plan_folded.connect(lambda folded: self._remember("plan_folded", "folded" if folded else "open"))
        self.search.serve(self)
        self.detail.findings.serve(self)
        new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.detail.presenter.add_entry)

    def _name_objects(self) -> None:
        self.setObjectName("screen-tasks")
        self.setAccessibleName("Nhiệm vụ")
        self.field.setAccessibleName("Lĩnh vực")
        self.field.setToolTip("Chọn lĩnh vực cải cách hành chính")
        self.search.setObjectName("tasks-search")
        self.field.setObjectName("tasks-field")
        self.clear.setObjectName("tasks-clear")
        self.count.setObjectName("tasks-count")

    def _on_row_chosen(self, row: "TaskRow | None") -> None:
        """A row that the filter took away stays open beside the table."""
        if row is not None:
            self.presenter.choose(row.code)

    def _on_row_activated(self, row: "TaskRow") -> None:
        self.presenter.open_target(f"task:{row.code}:entries")

    def _on_search_left(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.current_row() is None:
            self.table.choose_first()

    def _on_clear(self) -> None:
        self.search.clear()
        self.presenter.clear()

    def _restore(self) -> None:
        """Take over the width of the pane from last time; the program names itself where it may remember."""
        if not QCoreApplication.organizationName():
            return
        kept = QSettings()
        state = kept.value("tasks/splitter")
        if state is not None:
            self.splitter.restoreState(state)
        self.detail.plan.set_folded(folded=kept.value("tasks/plan_folded") == "folded")

    def _remember(self, name: str, value: object) -> None:
        if QCoreApplication.organizationName():
            QSettings().setValue(f"tasks/{name}", value)


def build(context: AppContext) -> TasksScreen:
    """Make the screen."""
    return TasksScreen(context)
