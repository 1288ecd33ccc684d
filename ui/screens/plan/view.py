"""The plan screen: the tasks with the open one beside them, and the texts of the plan on a second page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.subject import Subject
from ui.screens.plan.facts import Counted, LineFacts, Show
from ui.screens.plan.line_pane import LinePane
from ui.screens.plan.plan_table import PlanTable
from ui.screens.plan.presenter import PlanPresenter
from ui.screens.plan.texts_pane import TextsPane
from ui.widgets import buttons, theme
from ui.widgets.context import AppContext
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.frozen_line import FrozenLine
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from cchc_desktop.services.plan.rows import PlanLine, PlanPage

_TABLE_SHARE, _PANE_SHARE = 62, 38


class PlanScreen(QWidget):
    """Implements ``ViewPort`` of ui.screens.plan.facts."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.presenter = PlanPresenter(self, context)
        self.table = PlanTable(self._field_names)
        self.pane = LinePane(lambda: self.presenter.today)
        self.texts = TextsPane(lambda: self.presenter.today)
        self.search = SearchField("Tìm nhiệm vụ, có dấu hoặc không dấu (Ctrl+F)")
        self.chips = ChipRow("Lọc nhiệm vụ của kế hoạch")
        self.count = QLabel()
        self.count.setProperty("kind", "section")
        self.add = buttons.plain(
            "Thêm nhiệm vụ riêng", "plus", tip="Thêm nhiệm vụ của xã vào lĩnh vực đang chọn (Ctrl+N)"
        )
        self.bring = buttons.plain("Nhập kế hoạch tỉnh…", "import", tip="Nhập kế hoạch mới hoặc bản sửa đổi từ tệp")
        self.preview = buttons.primary("Xem in, hoàn thành", "print", tip="Xem bản in, hoàn thành và trình ký kế hoạch")
        self.frozen_line = FrozenLine("Kế hoạch này")
        self.tabs = QTabWidget()
        self._arrange()
        self._connect()
        self.setObjectName("screen-plan")
        self.setAccessibleName("Kế hoạch của xã, phường")

    def shown(self) -> None:
        """The screen came into sight."""
        self.presenter.open()

    def refresh(self, topics: frozenset[str]) -> None:
        """Something that the plan shows was changed."""
        del topics
        self.presenter.reload()

    def save_again(self) -> None:
        """Offer again what could not be written."""
        self.presenter.save_again()

    def open_target(self, target: str) -> None:
        """Show "plan", "plan:<task code>[:<field>]" or "plan:<text field>"."""
        self.presenter.open_target(target)

    def history_of(self, widget: QWidget) -> Subject | None:
        """Own tasks that were deleted, to bring them back; panes inside know more."""
        del widget
        return subject.removed("commune_task")

    def show_lines(self, lines: "Sequence[PlanLine]", counted: Counted) -> None:
        """Show exactly these lines."""
        self.table.rows.set_rows(lines)
        self.chips.set_chips([Chip(show, show.label, count) for show, count in counted.chips])
        self.count.setText(counted.shown)

    def show_line(self, facts: LineFacts | None, *, renew: bool) -> None:
        """Show the open task."""
        self.pane.show_line(facts, renew=renew)

    def show_texts(self, page: "PlanPage", *, renew: bool) -> None:
        """Show the texts of the plan."""
        self.texts.show_texts(page, renew=renew)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what the plan owes."""
        self.texts.findings.set_findings(findings)

    def show_frozen(self, *, frozen: bool) -> None:
        """Let nothing be added, and say why, or open it again."""
        self.add.setEnabled(not frozen)
        self.frozen_line.setVisible(frozen)

    def choose_line(self, code: str) -> bool:
        """Make this line current."""
        return self.table.choose(code)

    def focus_field(self, field: str) -> None:
        """Bring an editor into sight and put the cursor there."""
        in_pane, in_texts = self.pane.editor(field), self.texts.editor(field)
        self.tabs.setCurrentIndex(0 if in_pane is not None else 1)
        editor = in_pane if in_pane is not None else in_texts
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse_field(self, field: str, text: str) -> None:
        """Mark an editor as refused, or as fine again."""
        editor = self.pane.editor(field) or self.texts.editor(field)
        if hasattr(editor, "set_refusal"):
            editor.set_refusal(text)
        elif text:
            self._context.notices.warn(text)

    def _field_names(self) -> dict[str, str]:
        """Of the plan in use, which an import may have changed."""
        return {field.code: field.name for field in self._context.services.session.workspace.plan.fields}

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE)
        bar.addWidget(self.search, 1)
        for button in (self.add, self.bring, self.preview):
            bar.addWidget(button)
        filters = QHBoxLayout()
        filters.addWidget(self.chips, 1)
        filters.addWidget(self.count)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(self.pane)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([_TABLE_SHARE * 100, _PANE_SHARE * 100])
        self.table.setMinimumWidth(400)
        self.pane.setMinimumWidth(352)
        tasks = QWidget()
        column = QVBoxLayout(tasks)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(filters)
        column.addWidget(splitter, 1)
        self.tabs.addTab(tasks, "&Nhiệm vụ")
        self.tabs.addTab(self.texts, "Nội &dung, nơi gửi")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE)
        whole.addLayout(bar)
        whole.addWidget(self.frozen_line)
        whole.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.pane.serve(self.presenter)
        self.texts.serve(self.presenter)
        self.search.searched.connect(self.presenter.search)
        self.search.left_downwards.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.search.serve(self)
        self.chips.chosen_changed.connect(self._on_chips)
        self.table.row_chosen.connect(self._on_row)
        self.add.clicked.connect(self.presenter.add_own)
        self.bring.clicked.connect(self.presenter.import_plan)
        self.preview.clicked.connect(self.presenter.preview)
        self.frozen_line.deed.clicked.connect(self.presenter.preview)
        self.texts.findings.serve(self)
        new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.presenter.add_own)

    def _on_chips(self, chosen: frozenset[Show]) -> None:
        self.presenter.press(chosen)

    def _on_row(self, line: "PlanLine | None") -> None:
        if line is not None:
            self.presenter.choose(line.task.code)


def build(context: AppContext) -> PlanScreen:
    """Make the screen."""
    return PlanScreen(context)
