"""The rows that cannot be read for certain, one after the other: why, how they stand, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cchc_desktop.catalogue.task_table.result import Choice, Question
from ui.screens.plan_import.choice_line import ChoiceLine
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
        self.forget = buttons.quiet("", "undo", tip="Hỏi lại từ đầu: bỏ mọi câu trả lời đã chọn")
        self._lines: list[tuple[ChoiceLine, str]] = []
        self._group = QButtonGroup(self)
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
        height = QSizePolicy.Policy.Preferred if questions else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, height)
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
        for line, _key in self._lines:
            self.choices.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        self._group = QButtonGroup(self)
        for choice in question.choices:
            self._add_choice(choice, suggested=choice.key == question.suggested, question=question)
        self.answer.setEnabled(self._group.checkedButton() is not None)

    def _add_choice(self, choice: Choice, *, suggested: bool, question: Question) -> None:
        changed = [(title, text) for title, text in choice.shown if (title, text) not in question.cells]
        line = ChoiceLine(
            f"{choice.label} (gợi ý)" if suggested else choice.label,
            "\n".join(f"{title}: {_short(text)}" for title, text in changed),
            tip="\n".join(f"{title}: {text}" for title, text in choice.shown) or choice.label,
        )
        line.button.setChecked(suggested)
        line.button.toggled.connect(lambda _on: self.answer.setEnabled(True))
        self._group.addButton(line.button)
        self.choices.addWidget(line)
        self._lines.append((line, choice.key))

    def _on_answer(self) -> None:
        key = next((key for line, key in self._lines if line.button.isChecked()), "")
        if key:
            self.answered.emit(self._questions[self._index].id, key)

    def _arrange(self) -> None:
        self.add_deed(self.forget)
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
        row.addWidget(self.accept)
        self.body.addLayout(row)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
