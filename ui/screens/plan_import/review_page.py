"""Step 2: the table as it was read, a choice over each column, and beside it what is to be answered or looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from cchc_desktop.catalogue.task_table.result import Column as TableColumn
from cchc_desktop.catalogue.task_table.result import Question, Remark, Role
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.plan_import.column_roles import ColumnRoles
from ui.screens.plan_import.encoding_card import EncodingCard
from ui.screens.plan_import.facts import Review, SourceLine
from ui.screens.plan_import.question_card import QuestionCard
from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, SectionTitle
from ui.widgets.looks import AMBER, GREY, Look

_WIDTHS = {
    Role.NUMBER: 84,
    Role.NAME: 260,
    Role.GOAL: 150,
    Role.LEAD: 130,
    Role.COOPERATION: 140,
    Role.PRODUCT: 140,
    Role.TIME: 120,
    Role.DUE: 120,
}
_OTHER_WIDTH = 120
_LINE_WIDTH = 88
_SIDE = 392
_MARKS = {"question": AMBER, "header": GREY}


class ReviewPage(QWidget):
    """``role_chosen(index, Role or None)``; the cards have their own signals."""

    role_chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = SectionTitle()
        self.summary = HintLabel()
        self.encoding = EncodingCard()
        self.questions = QuestionCard()
        self.remarks = Card("Lưu ý")
        self._told = _remark_model()
        self.remark_list = RowsView(self._told, "Lưu ý khi đọc bảng", max_lines=6)
        self.remark_list.setFrameShape(QFrame.Shape.NoFrame)
        self.table: RowsView[SourceLine] | None = None
        self._model: RowsModel[SourceLine] | None = None
        self.roles: ColumnRoles | None = None
        self._shape: tuple[Role | None, ...] = ()
        self._holder = QVBoxLayout()
        self._arrange()
        self.questions.shown_question.connect(self._on_question)
        self.remark_list.row_chosen.connect(self._on_remark)

    def show_review(self, review: Review) -> None:
        """Show the table, its questions and remarks."""
        self.name.setText(review.name)
        self.summary.setText(review.summary)
        self._show_table(review)
        self.encoding.show_proposal(review.proposal)
        self.questions.setVisible(bool(review.questions or review.answered))
        self.questions.show_questions(review.questions, answered=review.answered)
        self.remarks.setVisible(bool(review.remarks) and not review.questions)  # one thing after the other
        self.remarks.title.setText(f"Lưu ý ({len(review.remarks)})")
        self._told.set_rows(list(enumerate(review.remarks)))

    def _show_table(self, review: Review) -> None:
        columns = review.columns or _plain_columns(review.lines)
        shape = tuple(column.role for column in columns)
        if self.table is None or len(shape) != len(self._shape):
            self._make_table(columns)
        self._shape = shape
        assert self._model is not None
        assert self.roles is not None
        self._model.set_rows(review.lines)
        self.roles.setVisible(bool(review.columns))
        self.roles.show_columns(columns)

    def _make_table(self, columns: Sequence[TableColumn]) -> None:
        while self._holder.count():
            item = self._holder.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        described: list[Column[SourceLine]] = [Column("Dòng", _line_words, width=_LINE_WIDTH, look=_line_look)]
        described += [_described(column) for column in columns]
        self._model = RowsModel(described, key=lambda line: line.number)
        self.table = RowsView(self._model, "Bảng đã đọc", max_lines=1)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.roles = ColumnRoles(self.table)
        self.roles.role_chosen.connect(self.role_chosen)
        self._holder.addWidget(self.roles)
        self._holder.addWidget(self.table, 1)
        QWidget.setTabOrder(self.roles, self.table)

    def _on_question(self, question: Question | None) -> None:
        if question is not None and self.table is not None:
            self.table.choose(question.place.row)

    def _on_remark(self, item: tuple[int, Remark] | None) -> None:
        if item is not None and self.table is not None:
            self.table.choose(item[1].place.row)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addWidget(self.summary, 1)
        sheet = Card()
        sheet.body.addLayout(head)
        self._holder.setSpacing(0)
        sheet.body.addLayout(self._holder, 1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.encoding)
        column.addWidget(self.questions, 4)
        self.remarks.body.addWidget(self.remark_list, 1)
        column.addWidget(self.remarks, 1)
        column.addStretch(0)
        splitter = QSplitter()
        splitter.addWidget(sheet)
        splitter.addWidget(side)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, _SIDE])
        side.setMinimumWidth(300)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)


def _remark_model() -> RowsModel[tuple[int, Remark]]:
    columns: list[Column[tuple[int, Remark]]] = [
        Column("Dòng", lambda item: str(item[1].place.row or ""), width=64, tooltip=lambda item: item[1].place.words),
        Column("Nội dung", lambda item: item[1].text, stretch=True),
    ]
    return RowsModel(columns, key=lambda item: item[0])


def _plain_columns(lines: Sequence[SourceLine]) -> tuple[TableColumn, ...]:
    width = max((len(line.cells) for line in lines), default=1)
    return tuple(TableColumn(index, str(index + 1), "", None) for index in range(width))


def _described(column: TableColumn) -> Column[SourceLine]:
    def value(line: SourceLine) -> str:
        return line.cells[column.index] if column.index < len(line.cells) else ""

    width = _WIDTHS.get(column.role, _OTHER_WIDTH) if column.role else _OTHER_WIDTH
    return Column(column.title or f"Cột {column.name}", value, width=width)


def _line_words(line: SourceLine) -> str:
    return str(line.number)


def _line_look(line: SourceLine) -> Look | None:
    return _MARKS.get(line.mark)
