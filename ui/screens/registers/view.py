"""The Registers screen: the registers at the left; entry, filter and table of the open one, and a row beside it."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.register import Register
from cchc_desktop.domain.subject import Subject
from ui.screens.registers.book_pane import BookPane
from ui.screens.registers.book_presenter import BookPresenter
from ui.screens.registers.entry_host import EntryHost
from ui.screens.registers.entry_presenter import EntryPresenter
from ui.screens.registers.filter_line import FilterLine
from ui.screens.registers.head_bar import HeadBar
from ui.screens.registers.incoming_pane import IncomingPane
from ui.screens.registers.incoming_presenter import IncomingPresenter
from ui.screens.registers.page import EmptyFacts, FilterFacts
from ui.screens.registers.presenter import RegistersPresenter
from ui.screens.registers.register_list import RegisterList
from ui.screens.registers.row_pane import RowPane
from ui.screens.registers.row_presenter import RowPresenter
from ui.screens.registers.rows_area import RowsArea
from ui.screens.registers.saving import Unsaved
from ui.widgets import theme
from ui.widgets.autosave import QUIET_MS
from ui.widgets.context import AppContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.keeping import Spot

if TYPE_CHECKING:
    from cchc_desktop.services.registers.rows import RegisterRow, RegisterSummary

_LIST_WIDTH, _NARROW_LIST_WIDTH, _PANE_WIDTH = 232, 196, 348
_NARROWEST_PANE = 280
_ROOMY = 1000
"""Width from which the list of registers has its full width."""


class RegistersScreen(QWidget):
    """Implements ``RegistersPort``."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        desk, runner, notices = context.services, context.runner, context.notices
        self._unsaved = Unsaved(context.save_state, desk.session.now)
        self.list = RegisterList()
        self.filter = FilterLine()
        self.entry_host = EntryHost(lambda: self.entry.save())
        self.pane = RowPane(read_day=lambda column, text: self.row.read_day(column, text), today=desk.session.today)
        self.incoming_pane = IncomingPane()
        self.book_pane = BookPane(runner)
        self.presenter = RegistersPresenter(self, desk, runner=runner, notices=notices, unsaved=self._unsaved)
        self.entry = EntryPresenter(
            self.entry_host,
            desk,
            runner=runner,
            notices=notices,
            unsaved=self._unsaved,
            added=self.presenter.note_added,
            keeping=context.keeping,
        )
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self.row = RowPresenter(self.pane, desk, runner=runner, notices=notices, unsaved=self._unsaved)
        self.incoming = IncomingPresenter(
            self.incoming_pane, desk, runner=runner, notices=notices, unsaved=self._unsaved
        )
        self.book = BookPresenter(self.book_pane, desk, runner=runner, notices=notices)
        self._is_new = True
        self._make_widgets()
        self._arrange()
        self._connect()
        self._name_objects()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives its width to the rows."""
        super().resizeEvent(event)
        self.list.setFixedWidth(_LIST_WIDTH if self.width() >= _ROOMY else _NARROW_LIST_WIDTH)

    def shown(self) -> None:
        """The screen came into sight."""
        self._context.show_header(self.presenter.header)
        self.presenter.reload()
        self.row.reload()
        focus = self.window().focusWidget()
        is_elsewhere = self._is_new or focus is None or not self.isAncestorOf(focus)
        self._is_new = False
        if is_elsewhere and not self.row.row_id:
            self.entry_host.focus_first()

    def refresh(self, topics: frozenset[str]) -> None:
        """Data of this screen changed."""
        del topics
        self.presenter.reload()
        self.row.reload()

    def save_again(self) -> None:
        """Offer again what could not be written."""
        self.pane.flush()

    def open_target(self, target: str) -> None:
        """Show "register:<code>[:<from>:<to>]", "register-row:<id>[:<column>]" or "register-new:<code>:<column>"."""
        self._pages.setCurrentWidget(self._book)
        self.presenter.open_target(target)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of a cell in which a new row is typed."""
        column = self.entry_host.column_of(editor)
        return self.entry.spot(column) if column else None

    def history_of(self, widget: QWidget) -> Subject | None:
        """Rows of the open register that were deleted, to bring them back; the table and the open row know more."""
        del widget
        register = self.presenter.register
        return subject.removed("register_row", register_code=register.code) if register is not None else None

    def show_list(self, rows: "Sequence[RegisterSummary]", code: str) -> None:
        """Show the registers with their counts."""
        self._whole.setCurrentWidget(self._screen)
        self.list.show_list(rows, code)

    def show_unavailable(self, sentence: str, advice: str) -> None:
        """There are no registers at all."""
        self._nothing.sentence.setText(sentence)
        self._nothing.step.setText(advice)
        self._whole.setCurrentWidget(self._nothing)

    def show_register(self, register: Register) -> None:
        """Another register is open: its columns, its entry line."""
        focus = self.window().focusWidget()
        was_typing = focus is not None and self.entry_host.isAncestorOf(focus)
        self.row.close()
        self.entry.keep_draft()
        self.head.title.setText(register.name)
        self.list.show_current(register.code)
        self.entry_host.show_register(register)
        self.entry.open(register)
        table = self.rows.show_register(register)
        order = [self.filter.search, *self.filter.chips.values(), *self.entry_host.in_order(), table]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        if was_typing:
            self.entry_host.focus_first()

    def show_rows(self, rows: "Sequence[RegisterRow]") -> None:
        """Show exactly these rows."""
        self.rows.show_rows(rows)
        self.entry_host.show_rows(tuple(rows))

    def show_filter(self, facts: FilterFacts) -> None:
        """Show the days and the counts."""
        self.filter.show_filter(facts)

    def show_empty(self, facts: EmptyFacts | None) -> None:
        """Show why there are no rows, or the table."""
        self.rows.show_empty(facts)

    def choose_row(self, row_id: str) -> bool:
        """Make this row current."""
        return self.rows.choose_row(row_id)

    def open_row(self, register: Register, row: "RegisterRow", field: str) -> None:
        """Show all columns of a row beside the table."""
        self.row.open(register, row, field)

    def paste(self) -> None:
        """Preview the cells that were copied in a spreadsheet."""
        register = self.presenter.register
        if register is not None and self._pages.currentWidget() is self._book:
            self.incoming.paste(register, QGuiApplication.clipboard().text())

    def _make_widgets(self) -> None:
        self.head = HeadBar()
        self.rows = RowsArea()
        self._nothing = EmptyState(icon="registers", sentence="")
        self._whole = QStackedWidget()
        self._pages = QStackedWidget()
        self._screen, self._book = QWidget(), QWidget()

    def _arrange(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.rows)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        self.pane.setMinimumWidth(_NARROWEST_PANE)
        splitter.setSizes([600, _PANE_WIDTH])
        page = QVBoxLayout(self._book)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.SPACE)
        page.addWidget(self.head)
        page.addWidget(self.entry_host)
        page.addWidget(self.filter)
        page.addWidget(splitter, 1)
        for part in (self._book, self.incoming_pane, self.book_pane):
            self._pages.addWidget(part)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE)
        right.addWidget(self.incoming_pane.progress)
        right.addWidget(self._pages, 1)
        row = QHBoxLayout(self._screen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self._whole.addWidget(self._screen)
        self._whole.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)

    def _connect(self) -> None:
        self.list.row_chosen.connect(lambda row: self.presenter.choose(row.register.code) if row else None)
        self.list.row_activated.connect(lambda _row: self.entry_host.focus_first())
        self.filter.search.searched.connect(self.presenter.search)
        self.filter.search.left_downwards.connect(self.rows.enter_first)
        self.filter.search.serve(self)
        self.filter.kind_chosen.connect(self.presenter.choose_span)
        self.filter.moved.connect(self.presenter.move_span)
        self.rows.row_chosen.connect(self._on_row_chosen)
        self.rows.edit_wanted.connect(self.presenter.open_row)
        self.rows.delete_wanted.connect(self.presenter.delete)
        self.rows.empty.started.connect(self._on_clear)
        self.entry_host.left.connect(self.entry.leave)
        self.entry_host.typed.connect(self.entry.typed)
        self.entry_host.typed.connect(self._quiet.start)
        self.entry_host.left.connect(lambda _column: self.entry.keep())
        self._quiet.timeout.connect(self.entry.keep)
        self.entry_host.copy_wanted.connect(self._on_copy)
        self.entry_host.clear_wanted.connect(self.entry.clear)
        self.entry_host.table_pasted.connect(self.paste)
        self._connect_pane()
        self._connect_pages()
        for keys, deed in (
            (QKeySequence(QKeySequence.StandardKey.New), self._on_new),
            (QKeySequence("Ctrl+D"), self._on_copy),
            (QKeySequence(QKeySequence.StandardKey.Paste), self.paste),
            (QKeySequence(QKeySequence.StandardKey.Print), self._on_print),
            (QKeySequence("F8"), partial(self._on_finding, 1)),
            (QKeySequence("Shift+F8"), partial(self._on_finding, -1)),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _connect_pane(self) -> None:
        self.pane.edited.connect(self.row.edit)
        self.pane.refused.connect(self.row.note_refusal)
        self.pane.files_offered.connect(self.row.attach)
        self.pane.removed.connect(self.row.detach)
        self.pane.cited.connect(self.row.cite)
        self.pane.opened.connect(self.row.open_file)
        self.pane.closed.connect(self._on_pane_closed)
        self.pane.opened_up.connect(self.entry_host.hide)
        self.pane.closed_down.connect(self.entry_host.show)

    def _connect_pages(self) -> None:
        self.head.paste.clicked.connect(self.paste)
        self.head.bring.clicked.connect(self._on_import)
        self.head.export.clicked.connect(self._on_export)
        self.head.print.clicked.connect(self._on_print)
        self.incoming_pane.came.connect(lambda: self._pages.setCurrentWidget(self.incoming_pane))
        self.incoming_pane.went.connect(self._on_page_left)
        self.incoming_pane.applied.connect(self.incoming.apply)
        self.incoming_pane.left.connect(self.incoming.leave)
        self.incoming_pane.assigned.connect(self.incoming.assign)
        self.incoming_pane.progress.cancelled.connect(self.incoming.stop)
        self.book_pane.came.connect(lambda: self._pages.setCurrentWidget(self.book_pane))
        self.book_pane.went.connect(self._on_page_left)
        self.book_pane.left.connect(self.book_pane.close_book)
        self.book_pane.save_wanted.connect(self._on_save_book)

    def _name_objects(self) -> None:
        self.setObjectName("screen-registers")
        self.setAccessibleName("Sổ theo dõi")
        self.filter.search.setObjectName("registers-search")

    def _on_row_chosen(self, row: "RegisterRow | None") -> None:
        if row is not None and self.row.row_id and row.id != self.row.row_id:
            self.presenter.open_row(row.id)

    def _on_finding(self, steps: int) -> None:
        row = self.rows.current_row()
        self.presenter.next_finding(row.id if row else "", steps)

    def _on_clear(self) -> None:
        self.filter.search.clear()
        self.presenter.clear_filter()

    def _on_new(self) -> None:
        self.row.close()
        self.entry_host.focus_first()

    def _on_copy(self) -> None:
        self.row.close()
        self.entry.copy_last(self.presenter.rows)

    def _on_pane_closed(self) -> None:
        self.row.close()
        self.rows.enter()

    def _on_page_left(self) -> None:
        self._pages.setCurrentWidget(self._book)
        self.entry_host.focus_first()

    def _on_import(self) -> None:
        register = self.presenter.register
        path = self.head.ask_source() if register is not None else None
        if register is not None and path is not None:
            self.incoming.choose_file(register, path)

    def _on_export(self) -> None:
        register, span = self.presenter.register, self.presenter.span
        if register is None:
            return
        name = self.book.name_of(register, span)
        path = self.head.ask_target("Kết xuất ra Excel", name, "Bảng tính Excel (*.xlsx)")
        if path is not None:
            self.book.save_workbook(register, span, path)

    def _on_print(self) -> None:
        register = self.presenter.register
        if register is not None and self._pages.currentWidget() is self._book:
            self.book.preview(register, self.presenter.span)

    def _on_save_book(self) -> None:
        path = self.head.ask_target("Lưu PDF", self.book.suggested_name(".pdf"), "PDF (*.pdf)")
        if path is not None:
            self.book.save_pdf(path)


def build(context: AppContext) -> RegistersScreen:
    """Make the screen."""
    return RegistersScreen(context)
