"""The open task beside the table: the plan's words, the assignment, the progress entries, the history."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.subject import Subject
from ui.screens.tasks.assignment_card import AssignmentCard, AssignmentDeeds
from ui.screens.tasks.attachments import Attachments
from ui.screens.tasks.detail_presenter import DetailPresenter, Place
from ui.screens.tasks.entry_card import ENTRY_FIELDS, EntryCard, EntryDeeds
from ui.screens.tasks.finding_links import FindingLinks
from ui.screens.tasks.plan_card import ExpectedCard, PlanCard
from ui.screens.tasks.product_box import PRODUCT_FIELDS, ProductDeeds
from ui.screens.tasks.tab_order import chain, in_layout_order
from ui.widgets import buttons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.history_panel import HistoryPanel
from ui.widgets.keeping import Spot
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import ElidedLabel, HintLabel, SectionTitle, TextLabel
from ui.widgets.looks import GREY, TASK_LOOKS
from ui.widgets.opening import open_with_machine
from ui.widgets.pages_line import PagesLine
from ui.widgets.pill import Pill
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reading_folder import ReadingFolder
from ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from ui.screens.tasks.detail_facts import DetailFacts, EntryFacts

ENTRY_PARTS = ("day", "percent", "result", "difficulty", "objective_reason")
PRODUCT_PARTS = ("name", "number", "day")
ASSIGNMENT_PARTS = (("assignee", "officer_id"), ("internal_due", "internal_due"), ("not_arising", "not_arising"))
"""The fields that have a history of their own: as the editors, and as the data name them."""
_SETTLED_MS = 40
"""After this time the layout of new cards has found its place."""
_OUTSIDE = "Nhiệm vụ này không có trong danh sách đang lọc."


class DetailPane(QWidget):
    """Implements ``DetailPort`` and ``AttachmentPort``; ``plan_folded(bool)`` so that it can be remembered."""

    plan_folded = Signal(bool)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        desk, runner, notices, save_state = context.services, context.runner, context.notices, context.save_state
        self.presenter = DetailPresenter(self, desk, runner=runner, notices=notices, save_state=save_state)
        self.attachments = Attachments(self, desk, runner=runner, notices=notices, save_state=save_state)
        self._code = ""
        self._cards: dict[str, EntryCard] = {}
        self._reading = ReadingFolder()
        self._make_widgets()
        self._arrange()
        self._connect()
        self._name_objects()
        self.show_nothing()

    @property
    def cards(self) -> dict[str, EntryCard]:
        """The entry cards by identity, newest first."""
        return self._cards

    def show_task(self, facts: "DetailFacts") -> None:
        """Show a task; editors of the same task keep what is being typed."""
        renew = facts.code != self._code
        if renew:
            self._clear_cards()
            self._page.verticalScrollBar().setValue(0)
        self._code = facts.code
        self._stack.setCurrentIndex(1)
        self.title.setText(facts.title)
        self.pill.set_state(facts.status_label, TASK_LOOKS[facts.status])
        self.name.setText(facts.name)
        self.deadline.setText(facts.deadline)
        self.findings.show_findings(facts.findings)
        self.plan.show_plan(facts.plan)
        self.expected.show_expected(facts)
        self.assignment.show_assignment(facts, renew=renew)
        self._show_entries(facts)
        chain([self.add_entry, self.tabs, self.tabs.tabBar(), *in_layout_order(self._content)])

    def show_nothing(self) -> None:
        """No task is chosen."""
        flush_editors(self)
        self._code = ""
        self._clear_cards()
        self._stack.setCurrentIndex(0)

    def show_outside(self, *, outside: bool) -> None:
        """Say that the filter of the table hides the open task."""
        self.outside.show_finding("info", _OUTSIDE if outside else "")

    def show_history(self, of: Subject | None) -> None:
        """Show the history of the task in its tab, or nothing while the tab is not in sight."""
        self.history.show_subject(of)

    def history_of(self, widget: QWidget) -> Subject | None:
        """The field in which the cursor is, else its entry or product, else everything of the open task."""
        if not self._code:
            return None
        part = next((part for name, part in ASSIGNMENT_PARTS if _is_in(self.assignment.editor(name), widget)), "")
        if part:
            return subject.assignment(self._code, part)
        for entry, card in self._cards.items():
            if card.isAncestorOf(widget):
                return _in_card(card, entry, widget)
        return subject.task(self._code)

    def show_refusal(self, place: Place, text: str) -> bool:
        """Mark the editor; false when it is not in sight any more or cannot be marked."""
        editor = self._editor(place)
        if editor is None or not hasattr(editor, "set_refusal"):
            return False
        editor.set_refusal(text)
        return True

    def focus_place(self, place: Place) -> None:
        """Bring the editor into sight and put the cursor there."""
        self.tabs.setCurrentIndex(0)
        card = self._cards.get(place.record) or self._card_with(place.record)
        if place.record == "" and place.field in ("entries", "product", "difficulty"):
            card = next((card for card in self._cards.values()), None)
        if card is not None:
            card.unfold(shown=True)
        editor = self._editor(place) or self.add_entry
        editor.setFocus()
        QTimer.singleShot(_SETTLED_MS, editor, lambda: self._bring_into_sight(editor, card))

    def show_copying(self, name: str) -> None:
        """A file is being copied in."""
        self.strip.start(f"Đang chép “{name}” vào kho minh chứng…")

    def step_copying(self, done: int, total: int, text: str) -> None:
        """So far the copying has come."""
        self.strip.step(done, total, f"Đang chép “{text}” vào kho minh chứng…")

    def end_copying(self) -> None:
        """The copying is over."""
        self.strip.finish()

    def reading_folder(self) -> Path:
        """A folder for copies to read; it goes with the pane."""
        return self._reading.path()

    def open_file(self, path: Path) -> None:
        """Open a file with the program that the machine has for it."""
        open_with_machine(path)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of an editor of the open task: the entry, the product or the assignment that it belongs to."""
        if isinstance(editor, PagesLine):
            return editor.spot
        places = [(record, name, False) for record in self._cards for name in ENTRY_FIELDS]
        products = [record for card in self._cards.values() for record in card.boxes]
        places += [(record, name, True) for record in products for name in PRODUCT_FIELDS]
        places += [("", name, False) for name in self.assignment.kept]
        for record, name, of_product in places:
            place = Place(record, name)
            if _holds(self.assignment.kept[name] if not record else self._editor(place), editor):
                return self.presenter.spot(place, code=self._code, title=self.title.text(), of_product=of_product)
        return None

    def _make_widgets(self) -> None:
        self.title = SectionTitle()
        self.pill = Pill("", GREY)
        self.add_entry: QPushButton = buttons.primary("Thêm cập nhật", "plus", tip="Ghi kết quả mới (Ctrl+N)")
        self.outside = FindingLine()
        self.deadline = ElidedLabel(kind="hint")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._page = ScrollPage()
        self._content = cast(QWidget, self._page.widget())
        self.name = TextLabel()
        self.findings = FindingLinks()
        self.plan = PlanCard()
        self.expected = ExpectedCard()
        self.assignment = AssignmentCard(
            AssignmentDeeds(
                assign=self.presenter.assign,
                set_internal_due=self.presenter.set_internal_due,
                set_not_arising=lambda chosen, reason: self.presenter.set_not_arising(
                    not_arising=chosen, reason=reason
                ),
                refuse=lambda field, text: self._on_refused("", field, text),
                today=lambda: self.presenter.today,
            )
        )
        self.entries_title = SectionTitle()
        self.no_entries = HintLabel("Chưa có cập nhật nào. Bấm “Thêm cập nhật” (Ctrl+N) để ghi kết quả đầu tiên.")
        self.history = HistoryPanel(self._context, closable=False)
        self.strip = ProgressStrip()
        self._deeds = EntryDeeds(
            edit=self.presenter.edit_entry,
            refuse=self._on_refused,
            delete=self.presenter.delete_entry,
            add_product=self.presenter.add_product,
            today=lambda: self.presenter.today,
            product=ProductDeeds(
                edit=self.presenter.edit_product,
                refuse=self._on_refused,
                delete=self.presenter.delete_product,
                attach=self.attachments.attach,
                open_file=self.attachments.open_file,
                detach=self.presenter.detach,
                cite=self.presenter.cite,
            ),
        )

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.add_entry)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(theme.SPACE)
        body = self._page.body
        body.setSpacing(theme.SPACE + 4)
        body.setContentsMargins(0, theme.SPACE, theme.SPACE, theme.SPACE)
        state = QHBoxLayout()
        state.setSpacing(theme.SPACE)
        state.addWidget(self.pill)
        state.addWidget(self.deadline, 1)
        body.addWidget(self.name)
        body.addLayout(state)
        for widget in (self.findings, self.plan, self.expected, self.assignment):
            body.addWidget(widget)
        body.addWidget(self.entries_title)
        body.addWidget(self.no_entries)
        body.addLayout(self._entries)
        body.addStretch(1)
        self.tabs.addTab(self._page, "Nhiệm vụ")
        self.tabs.addTab(self.history, "Lịch sử")
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        column.addLayout(head)
        column.addWidget(self.outside)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.strip)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(
            EmptyState(
                icon="tasks", sentence="Chọn một nhiệm vụ", first_step="Nội dung và tiến độ sẽ hiện ở đây để xem, ghi."
            )
        )
        self._stack.addWidget(shown)

    def _connect(self) -> None:
        self.add_entry.clicked.connect(self.presenter.add_entry)
        self.expected.missing_chosen.connect(self.presenter.add_missing)
        self.plan.folded.connect(self.plan_folded)
        self.findings.chosen.connect(lambda field: self.focus_place(Place("", field)))
        self.tabs.currentChanged.connect(lambda number: self.presenter.show_history(shown=number == 1))
        self.strip.cancelled.connect(self.attachments.stop)

    def _name_objects(self) -> None:
        self.setAccessibleName("Nhiệm vụ đang mở")
        self.add_entry.setObjectName("task-add-entry")
        self.tabs.setObjectName("task-tabs")
        self._page.setObjectName("task-page")

    def _show_entries(self, facts: "DetailFacts") -> None:
        count = len(facts.entries)
        self.entries_title.setText(f"Cập nhật tiến độ ({count})" if count else "Cập nhật tiến độ")
        self.no_entries.setVisible(count == 0)
        locks = {entry.row.id: bool(entry.lock) for entry in facts.entries}
        unfolded = {code for code, card in self._cards.items() if card.is_open}
        is_first = not self._cards
        for gone in [code for code, card in self._cards.items() if locks.get(code) is not card.is_locked]:
            self._drop(self._cards.pop(gone))
        known = self._cards
        self._cards = {}
        for number, entry in enumerate(facts.entries):
            shown = number == 0 if is_first else entry.row.id in unfolded
            card = known.get(entry.row.id) or self._made(entry, unfolded=shown)
            if self._entries.indexOf(card) != number:
                self._entries.insertWidget(number, card)
                card.show()  # now, not at the next turn of the event loop: the cursor may go there at once
            card.show_entry(entry, facts.missing)
            self._cards[entry.row.id] = card

    def _made(self, entry: "EntryFacts", *, unfolded: bool) -> EntryCard:
        card = EntryCard(entry, self._deeds)
        card.unfold(shown=unfolded)
        return card

    def _clear_cards(self) -> None:
        flush_editors(self)
        for card in self._cards.values():
            self._drop(card)
        self._cards = {}

    def _drop(self, card: EntryCard) -> None:
        self._entries.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _card_with(self, product_id: str) -> EntryCard | None:
        return next((card for card in self._cards.values() if product_id and product_id in card.boxes), None)

    def _on_refused(self, record: str, field: str, text: str) -> None:
        self.presenter.note_refusal(Place(record, field), text)

    def _bring_into_sight(self, editor: QWidget, card: EntryCard | None) -> None:
        """A card starts at the top of the page, as far as its editor stays in sight."""
        if card is not None:
            self._page.verticalScrollBar().setValue(card.mapTo(self._content, QPoint(0, 0)).y())
        self._page.ensureWidgetVisible(editor, 0, 5 * theme.SPACE)

    def _editor(self, place: Place) -> Any:
        if place.record in self._cards:
            return self._cards[place.record].editor(place.field)
        holder = self._card_with(place.record)
        if holder is not None:
            return holder.boxes[place.record].editor(place.field)
        if place.record:
            return None
        return self.assignment.editor(place.field) or self._editor_of_newest(place.field)

    def _editor_of_newest(self, field: str) -> Any:
        """Links name a field of the task's entries: that of the newest entry is meant."""
        newest = next(iter(self._cards.values()), None)
        return newest.editor("result" if field == "entries" else field) if newest else None


def _in_card(card: EntryCard, entry: str, widget: QWidget) -> Subject:
    for product, box in card.boxes.items():
        if box.isAncestorOf(widget):
            field = next((field for field in PRODUCT_PARTS if _is_in(box.editor(field), widget)), "")
            return subject.by_id("product", product, field)
    field = next((field for field in ENTRY_PARTS if _is_in(card.editor(field), widget)), "")
    return subject.by_id("progress_entry", entry, field)


def _is_in(field: Any, widget: QWidget) -> bool:
    return isinstance(field, QWidget) and (field is widget or field.isAncestorOf(widget))


def _holds(field: Any, editor: QWidget) -> bool:
    return isinstance(field, QWidget) and (field is editor or field.isAncestorOf(editor))
