"""The pane of one leaf: what is asked and how it is scored, the answer, explanation, evidence, and its history."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.subject import Subject
from ui.screens.assessment.answer_form import AnswerForm
from ui.screens.assessment.evidence_box import EvidenceBox
from ui.screens.assessment.leaf_form import LeafForm, ScoreFacts
from ui.screens.assessment.leaf_presenter import LeafEntries
from ui.screens.assessment.score_box import ScoreBox
from ui.widgets import buttons, theme
from ui.widgets.card import Card
from ui.widgets.context import AppContext
from ui.widgets.editors import AutosaveText
from ui.widgets.history_panel import HistoryPanel
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import ElidedLabel, HintLabel, SectionTitle, TextLabel
from ui.widgets.scroll_page import ScrollPage


class LeafPane(QWidget):
    """Shows a leaf; ``form_built(AnswerForm)`` whenever the input of another leaf was made."""

    form_built = Signal(object)
    history_wanted = Signal()

    def __init__(self, context: AppContext, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._read_only = False
        self._survey = False
        self.form: AnswerForm | None = None
        self.name = SectionTitle()
        self.name.setWordWrap(True)
        self.owner = ElidedLabel(kind="hint")
        self.previous = buttons.quiet("", "chevron-left", tip="Tiêu chí trước (Ctrl+PgUp)")
        self.next = buttons.quiet("", "chevron-right", tip="Tiêu chí sau (Ctrl+PgDn)")
        self.unanswered = buttons.quiet("Chưa chấm tiếp theo", "arrow-right", tip="Tiêu chí chưa chấm tiếp theo (F7)")
        self.rule = TextLabel()
        self.note = HintLabel()
        self.clear = buttons.quiet("Xóa kết quả", "undo", tip="Xóa kết quả chấm; lấy lại bằng Hoàn tác (Ctrl+Z)")
        self.score = ScoreBox()
        self.explanation = AutosaveText(placeholder="Nội dung giải trình…", lines=3, max_lines=10)
        self.explanation.setAccessibleName("Giải trình")
        self.explanation_finding = FindingLine()
        self.evidence = EvidenceBox(today=today)
        self.history = HistoryPanel(context, closable=False)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self._pages = QStackedWidget()
        self._arrange()
        self.setAcceptDrops(True)
        self.explanation.setAcceptDrops(False)
        self.explanation.installEventFilter(self)
        self.tabs.currentChanged.connect(self._on_tab)

    def show_leaf(self, form: LeafForm, entries: LeafEntries) -> None:
        """Show another leaf."""
        self._survey = form.survey
        self.name.setText(f"{form.code}. {form.name}")
        self.owner.setText(f"Tối đa {form.max_points} điểm · Phụ trách: {form.owner}")
        self.rule.setText(f"Cách chấm: {form.rule}")
        self.note.setText(form.note)
        self.note.setVisible(bool(form.note))
        self.evidence.show_expected(form.expected)
        self._replace_form(form)
        self.explanation.set_value(entries.explanation)
        self.evidence.show_files(())
        for part in (self._explanation_card, self.evidence, self.clear, self.score):
            part.setVisible(not form.survey)
        self._answer_card.title.setText("Điều tra xã hội học" if form.survey else "Kết quả tự chấm")
        self.tabs.setCurrentIndex(0)
        self._page.verticalScrollBar().setValue(0)
        self.refresh_leaf(entries)

    def refresh_leaf(self, entries: LeafEntries) -> None:
        """The same leaf as it is stored now."""
        if self.form is not None:
            self.form.show_answer(entries.answer)
            self.form.show_offers(entries.offers)
        self.clear.setEnabled(not entries.answer.is_empty)
        self.explanation.refresh_value(entries.explanation)
        self.evidence.show_files(entries.files)
        if self.tabs.currentIndex() == 1:
            self.history_wanted.emit()

    def kept(self) -> Iterator[tuple[str, str, QWidget]]:
        """The editors of the leaf whose texts are kept: code and part, words, editor."""
        if self.form is None:
            return
        code = self.form.code
        yield f"{code}:explanation", f"Tiêu chí {code}, Giải trình", self.explanation
        for key, words, editor in self.form.kept():
            yield f"{code}:{key}", f"Tiêu chí {code}, {words}", editor

    def show_score(self, facts: ScoreFacts) -> None:
        """Show the score and what is wrong or owed, each where it is."""
        self.score.show_score(facts)
        if self.form is not None:
            self.form.show_findings(facts)
        owed = facts.of("explanation")
        self.explanation_finding.show_finding("warn", owed.text if owed else "")
        self.evidence.show_finding(facts.of("evidence"))

    def show_history(self, of: Subject) -> None:
        """Show who changed what."""
        self.history.show_subject(of)

    def history_of(self, widget: QWidget) -> Subject | None:
        """The answer in which the cursor is, a file with it, else everything of the leaf."""
        if self.form is None:
            return None
        if self.form.isAncestorOf(widget):
            return subject.answer(self.form.code, "content")
        for row in self.evidence.rows.values():
            if row.isAncestorOf(widget):
                return subject.by_id("evidence", row.file_id)
        return subject.criterion(self.form.code)

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the leaf be read only."""
        self._read_only = value
        if self.form is not None:
            self.form.set_read_only(value)
        self.explanation.set_read_only(value)
        self.evidence.set_read_only(value)
        self.clear.setVisible(not value and not self._survey)

    def focus_part(self, part: str) -> None:
        """Put the cursor into a part."""
        self.tabs.setCurrentIndex(0)
        if part == "explanation":
            self.explanation.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif part == "evidence":
            self.evidence.focus()
        elif self.form is not None:
            self.form.focus_part(part)
        QTimer.singleShot(0, self, self._show_focus)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files anywhere on the pane."""
        if self._takes_files() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files dropped anywhere are evidence of this leaf."""
        self.tabs.setCurrentIndex(0)
        self.evidence.zone.dropEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+V in the explanation attach files when the clipboard holds files."""
        pasting = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        if pasting and event.type() is QEvent.Type.KeyPress and self._takes_files() and self.evidence.paste():
            return True
        return super().eventFilter(watched, event)

    def _takes_files(self) -> bool:
        return not self._read_only and not self._survey

    def _show_focus(self) -> None:
        """Bring all of what has the focus into sight, once the pane is laid out; Qt alone would show its cursor."""
        focus = self._page.focusWidget()
        if focus is not None:
            top = focus.mapTo(cast(QWidget, self._page.widget()), QPoint(0, 0)).y()
            for edge in (top + focus.height(), top):
                self._page.ensureVisible(0, edge, 0, 3 * theme.SPACE)

    def _replace_form(self, form: LeafForm) -> None:
        if self.form is not None:
            self._answer_card.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = AnswerForm(form, today=self._today)
        self._answer_card.body.addWidget(self.form)
        self.form.set_read_only(self._read_only)
        self.form_built.emit(self.form)

    def _arrange(self) -> None:
        self._answer_card = Card("Kết quả tự chấm")
        self._answer_card.add_deed(self.clear)
        self._answer_card.body.addWidget(self.rule)
        self._answer_card.body.addWidget(self.note)
        self._explanation_card = Card("Giải trình")
        self._explanation_card.body.addWidget(self.explanation_finding)
        self._explanation_card.body.addWidget(self.explanation)
        self._page = ScrollPage()
        self._page.body.setSpacing(theme.SPACE)
        for card in (self._answer_card, self._explanation_card, self.evidence):
            self._page.body.addWidget(card)
        self._page.body.addStretch(1)
        trail = QWidget()
        listed = QVBoxLayout(trail)
        listed.setContentsMargins(0, theme.SPACE, 0, 0)
        listed.addWidget(self.history, 1)
        marking = QWidget()
        marked = QVBoxLayout(marking)
        marked.setContentsMargins(0, 0, 0, 0)
        marked.setSpacing(theme.SPACE)
        marked.addWidget(self.score)
        marked.addWidget(self._page, 1)
        for words, page in (("Chấm điểm", marking), ("Lịch sử", trail)):
            self.tabs.addTab(words)
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._head())
        column.addWidget(self._pages, 1)

    def _head(self) -> QWidget:
        head = QFrame()
        head.setObjectName("card")
        words = QHBoxLayout()
        words.addWidget(self.name, 1)
        words.addWidget(self.previous, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.next, 0, Qt.AlignmentFlag.AlignTop)
        steps = QHBoxLayout()
        steps.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        steps.addStretch(1)
        steps.addWidget(self.unanswered, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(head)
        column.setContentsMargins(2 * theme.SPACE, theme.SPACE, theme.SPACE, 0)
        column.setSpacing(2)
        column.addLayout(words)
        column.addWidget(self.owner)
        column.addLayout(steps)
        return head

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        if place == 1:
            self.history_wanted.emit()
