"""The rows that cannot be read for certain, one after the other: why, how they stand, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from cchc_desktop.catalogue.task_table.result import Choice, Question
from ui.widgets import buttons
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.scroll_page import ScrollPage
from ui.widgets.theme import SPACE

_LONGEST = 160


class QuestionCard(Card):
    """``answered(question id, choice key)``; F8 and Shift+F8 go to the next and the previous question."""

    answered = Signal(str, str)
    all_accepted = Signal()
    forgotten = Signal()
    shown_question = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Dòng cần trả lời", parent)
        self._questions: tuple[Question, ...] = ()
        self._index = 0
        self.before = buttons.quiet("", "chevron-left", tip="Câu hỏi trước (Shift+F8)")
        self.after = buttons.quiet("", "chevron-right", tip="Câu hỏi sau (F8)")
        self.place = QLabel()
        self.place.setProperty("kind", "field")
        self.reason = TextLabel()
        self.cells = HintLabel()
        self.choices = QVBoxLayout()
        self.answer = buttons.primary("&Chấp nhận", "check", tip="Ghi câu trả lời đang chọn (Alt+C)")
        self.accept = buttons.quiet("Nhận mọi gợi ý", tip="Trả lời mọi câu còn lại theo gợi ý")
        self.forget = buttons.quiet("Hỏi lại từ đầu", tip="Bỏ mọi câu trả lời đã chọn")
        self._radios: list[tuple[QRadioButton, str]] = []
        self._outcomes: list[HintLabel] = []
        self._arrange()
        self.before.clicked.connect(lambda: self.show_question(self._index - 1))
        self.after.clicked.connect(lambda: self.show_question(self._index + 1))
        self.answer.clicked.connect(self._on_answer)
        self.accept.clicked.connect(self.all_accepted)
        self.forget.clicked.connect(self.forgotten)
        QShortcut(QKeySequence("F8"), self).activated.connect(lambda: self.show_question(self._index + 1))
        QShortcut(QKeySequence("Shift+F8"), self).activated.connect(lambda: self.show_question(self._index - 1))

    def show_questions(self, questions: Sequence[Question], *, answered: int) -> None:
        """Show these questions; the place in the list is kept."""
        self._questions = tuple(questions)
        self.forget.setVisible(answered > 0)
        self.accept.setVisible(any(question.suggested for question in questions))
        self.accept.setText(f"Nhận mọi gợi ý ({sum(1 for question in questions if question.suggested)})")
        self.page.setVisible(bool(questions))
        for button in (self.before, self.after, self.answer):
            button.setVisible(bool(questions))
        if questions:
            self.show_question(min(self._index, len(questions) - 1))
        else:
            self.title.setText("Không còn dòng nào cần trả lời")
            self.shown_question.emit(None)

    def show_question(self, index: int) -> None:
        """Bring this question into sight; past the ends nothing happens."""
        if not 0 <= index < len(self._questions):
            return
        self._index = index
        question = self._questions[index]
        self.title.setText(f"Dòng cần trả lời {index + 1}/{len(self._questions)}")
        self.place.setText(question.place.words)
        self.reason.setText(question.text)
        self.cells.setText("\n".join(f"{title}: {_short(text)}" for title, text in question.cells))
        self.before.setEnabled(index > 0)
        self.after.setEnabled(index + 1 < len(self._questions))
        self._show_choices(question)
        self.shown_question.emit(question)

    def _show_choices(self, question: Question) -> None:
        for radio, _key in self._radios:
            radio.deleteLater()
        while self.choices.count():
            self.choices.takeAt(0)
        for old in self._outcomes:
            old.deleteLater()
        self._radios, self._outcomes = [], []
        for choice in question.choices:
            self._add_choice(choice, suggested=choice.key == question.suggested, question=question)
        self.answer.setEnabled(any(radio.isChecked() for radio, _key in self._radios))

    def _add_choice(self, choice: Choice, *, suggested: bool, question: Question) -> None:
        radio = QRadioButton(f"{choice.label} (gợi ý)" if suggested else choice.label)
        radio.setChecked(suggested)
        radio.setToolTip("\n".join(f"{title}: {text}" for title, text in choice.shown) or choice.label)
        radio.toggled.connect(lambda _on: self.answer.setEnabled(True))
        self.choices.addWidget(radio)
        self._radios.append((radio, choice.key))
        changed = [(title, text) for title, text in choice.shown if (title, text) not in question.cells]
        if changed:
            outcome = HintLabel("\n".join(f"{title}: {_short(text)}" for title, text in changed))
            outcome.setContentsMargins(28, 0, 0, 0)
            self.choices.addWidget(outcome)
            self._outcomes.append(outcome)

    def _on_answer(self) -> None:
        key = next((key for radio, key in self._radios if radio.isChecked()), "")
        if key:
            self.answered.emit(self._questions[self._index].id, key)

    def _arrange(self) -> None:
        self.add_deed(self.before)
        self.add_deed(self.after)
        self.page = ScrollPage()
        self.page.body.setSpacing(SPACE)
        for widget in (self.place, self.reason, self.cells):
            self.page.body.addWidget(widget)
        self.choices.setSpacing(2)
        self.page.body.addLayout(self.choices)
        self.page.body.addStretch(1)
        self.body.addWidget(self.page, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.answer)
        row.addStretch(1)
        row.addWidget(self.forget)
        row.addWidget(self.accept)
        self.body.addLayout(row)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
