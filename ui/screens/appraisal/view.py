"""The screen of appraisal: the list at the left, the opened submission with its remarks and answers at the right."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.revision_difference import Difference
from cchc_desktop.domain.subject import Subject, by_id
from ui.screens.appraisal.list_pane import ListPane
from ui.screens.appraisal.opened_pane import OpenedPane
from ui.screens.appraisal.page import Answer, Asked, Deeds, Exchange, Given, Head, ListPage, Section
from ui.screens.appraisal.presenter import Presenter
from ui.screens.appraisal.print_pane import PrintPane
from ui.screens.appraisal.receipts_pane import ReceiptsPane
from ui.screens.appraisal.remark_box import RemarkBox
from ui.widgets import theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.keeping import Spot
from ui.widgets.labels import HintLabel, TitleLabel
from ui.widgets.opening import open_with_machine

_LIST_SHARE, _OPENED_SHARE = 40, 60


def build(context: AppContext) -> QWidget:
    """The screen of the registry."""
    return AppraisalView(context)


class AppraisalView(QWidget):
    """Implements ``ViewPort``."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.summary = HintLabel()
        self.list = ListPane()
        self.opened = OpenedPane(context.runner)
        self.receipts = ReceiptsPane()
        self.paper = PrintPane(context.runner)
        self.empty = EmptyState(
            icon="inbox",
            sentence="Nhận gói nộp trước, thẩm định sau",
            first_step="Hồ sơ đã tiếp nhận sẽ hiện ở danh sách bên trái.",
            deed="Mở màn hình Tiếp nhận",
        )
        self.nothing = EmptyState(
            icon="appraise",
            sentence="Chọn một hồ sơ để thẩm định",
            first_step="Bấm vào một dòng ở danh sách bên trái.",
        )
        self.right = QStackedWidget()
        self._before_paper: QWidget = self.empty
        self.presenter = Presenter(self, context)
        self._arrange()
        self._connect()

    def shown(self) -> None:
        """The screen came into sight."""
        if not self.opened.isAncestorOf(self.window().focusWidget()):
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.read()

    def refresh(self, topics: frozenset[str]) -> None:
        """Something was received, remarked on or answered."""
        self.presenter.refresh(topics)

    def save_again(self) -> None:
        """Offer to the database what it could not take before."""
        self.presenter.remarks.save_again()

    def open_target(self, target: str) -> None:
        """Open the submission that a link names."""
        flush_editors(self)
        self.presenter.open_target(target)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of a remark."""
        line = self.opened.content.box_of(editor)
        box = _box_of(self, editor)
        if line is None or box is None:
            return None
        return Spot(*self.presenter.remark_place(line.line.key, box.remark_id))

    def history_of(self, widget: QWidget) -> Subject | None:
        """The remark that is written, else the opened submission."""
        box = _box_of(self, widget)
        if box is not None and box.remark_id:
            return by_id("received_remark", box.remark_id, "text")
        opened = self.presenter.open_id
        return by_id("received", opened) if opened else None

    def show_list(self, page: ListPage) -> None:
        """Show the list."""
        self.summary.setText(page.summary)
        self.list.show_page(page)

    def choose_line(self, received_id: str) -> bool:
        """Make a line of the list current."""
        return self.list.choose(received_id)

    def show_nothing(self, *, is_anything_received: bool) -> None:
        """Nothing is open."""
        self.right.setCurrentWidget(self.nothing if is_anything_received else self.empty)

    def show_head(self, head: Head) -> None:
        """Show the head and the facts of the opened submission."""
        self.opened.show_head(head)
        if self.right.currentWidget() in (self.empty, self.nothing):
            self.right.setCurrentWidget(self.opened)

    def show_content(self, received_id: str, sections: Sequence[Section], *, locked: bool) -> None:
        """Show the content with its remarks."""
        self.opened.show_content(received_id, sections, locked=locked)

    def show_exchanges(self, exchanges: Sequence[Exchange]) -> None:
        """Show the remarks on earlier revisions."""
        self.opened.show_exchanges(exchanges)

    def show_deeds(self, deeds: Deeds) -> None:
        """Say which deeds are open."""
        self.opened.show_deeds(deeds)

    def show_document(self, content: bytes, note: str) -> None:
        """Show the print of the opened submission."""
        self.opened.document.show_pdf(content, note)

    def show_differences(self, before: str, after: str, found: Sequence[Difference]) -> None:
        """Show what differs from the revision before."""
        self.opened.differences.show_differences(before, after, found)

    def show_no_differences(self, text: str) -> None:
        """Show a sentence in place of the differences."""
        self.opened.differences.show_text(text)

    def go_to_line(self, key: str, *, editing: bool) -> None:
        """Bring a line of the content into sight."""
        self.right.setCurrentWidget(self.opened)
        self.opened.go_to_line(key, editing=editing)

    def refuse_remark(self, key: str, text: str) -> None:
        """Say at a line why its remark is not taken."""
        self.opened.content.refuse(key, text)

    def ask(self, asked: Asked, confirmed: Callable[[str], None]) -> None:
        """Ask before a deed."""
        self.right.setCurrentWidget(self.opened)
        self.opened.ask(asked, confirmed)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the newest answer with its code, or none."""
        self.opened.answer.show_answer(answer)

    def show_given(self, given: Sequence[Given]) -> None:
        """Show receipts that were given at once."""
        self.receipts.show_given(given)
        self.right.setCurrentWidget(self.receipts)

    def show_print(self, content: bytes, title: str) -> None:
        """Show a paper as it is printed."""
        if self.right.currentWidget() is not self.paper:
            self._before_paper = self.right.currentWidget() or self.opened
        self.paper.show_paper(content, title)
        self.right.setCurrentWidget(self.paper)

    def open_path(self, path: Path) -> bool:
        """Open a folder with the program of the system."""
        return open_with_machine(path)

    def _arrange(self) -> None:
        for pane in (self.nothing, self.empty, self.opened, self.receipts, self.paper):
            self.right.addWidget(pane)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.right)
        split.setStretchFactor(0, _LIST_SHARE)
        split.setStretchFactor(1, _OPENED_SHARE)
        split.setSizes([10 * _LIST_SHARE, 10 * _OPENED_SHARE])
        split.setChildrenCollapsible(False)
        head = QHBoxLayout()
        head.addWidget(TitleLabel("Thẩm định"))
        head.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(split, 1)

    def _connect(self) -> None:
        self.list.search.serve(self)
        self.empty.started.connect(self.presenter.go_receiving)
        self.list.opened.connect(self._on_opened)
        self.list.narrowed.connect(self._on_narrowed)
        self.list.reading.connect(self.opened.begin_reading)
        self.list.receipts.clicked.connect(self._on_receipts)
        self.opened.content.written.connect(self.presenter.write)
        self.opened.content.removed.connect(self.presenter.remove)
        self.opened.tab_chosen.connect(self.presenter.look_at)
        self.opened.send_back.clicked.connect(self.presenter.send_back)
        self.opened.accept.clicked.connect(self.presenter.accept)
        self.opened.take_back.clicked.connect(self.presenter.take_back)
        self.opened.receipt.clicked.connect(lambda: self.presenter.give_receipts((self.presenter.open_id,)))
        self.opened.answer.file_wanted.connect(lambda issued: self._on_files((issued,)))
        self.opened.answer.print_wanted.connect(self.presenter.answering.print)
        self.receipts.files_wanted.connect(self._on_files)
        self.receipts.print_wanted.connect(self.presenter.answering.print)
        self.receipts.closed.connect(lambda: self.right.setCurrentWidget(self.opened))
        self.paper.back.clicked.connect(lambda: self.right.setCurrentWidget(self._before_paper))
        self.paper.saved.connect(self.presenter.answering.save)
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._on_next_remark(step))

    def _on_opened(self, received_id: str) -> None:
        flush_editors(self.opened)
        self.opened.decision.dismiss()
        if self.right.currentWidget() in (self.receipts, self.paper):
            self.right.setCurrentWidget(self.opened)
        self.presenter.open(received_id)

    def _on_narrowed(self) -> None:
        self.presenter.narrow(state=self.list.state, kind=self.list.kind, period=self.list.period)

    def _on_receipts(self) -> None:
        self.presenter.give_receipts(self.list.selected())

    def _on_next_remark(self, step: int) -> None:
        if not self.opened.next_remark(step):
            self._context.notices.info("Chưa có ý kiến nào ở hồ sơ này.")

    def _on_files(self, issued_ids: tuple[str, ...]) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Ghi tệp trả lời vào thư mục hoặc USB")
        if chosen:
            self.presenter.write_answers(issued_ids, Path(chosen))


def _box_of(screen: QWidget, widget: QWidget) -> RemarkBox | None:
    return next((box for box in screen.findChildren(RemarkBox) if box.isAncestorOf(widget)), None)
