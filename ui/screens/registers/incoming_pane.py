"""The preview of rows from Excel: which column is which, what is good, what is not and why, and the deed."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cchc_desktop.domain.register import Column as RegisterColumn
from cchc_desktop.domain.register import Register
from ui.models.rows_model import Column, RowsModel
from ui.models.rows_view import RowsView
from ui.screens.registers.entry_presenter import typed_form
from ui.screens.registers.incoming_presenter import IncomingFacts
from ui.widgets import buttons, looks, theme
from ui.widgets.count_chip import Chip, ChipRow
from ui.widgets.editors import AutosaveChoice
from ui.widgets.labelled import Labelled
from ui.widgets.labels import ElidedLabel, HintLabel
from ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from cchc_desktop.services.registers.rows import IncomingRow

_SKIPPED = "(bỏ qua)"


class IncomingPane(QFrame):
    """Implements ``IncomingPort``; ``came`` and ``went`` ask for its page; ``progress`` stands outside of it."""

    came = Signal()
    went = Signal()
    applied = Signal()
    left = Signal()
    assigned = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("Xem trước dữ liệu nhập")
        self.title = ElidedLabel(kind="title")
        self.chips = ChipRow("Lọc theo kết quả đọc")
        self.advice = HintLabel()
        self.mapping = QScrollArea()
        self.choices: list[AutosaveChoice] = []
        self.table: RowsView[IncomingRow] | None = None
        self._rows: tuple[IncomingRow, ...] = ()
        self.apply_button = buttons.primary("Ghi", "check")
        self.leave_button = buttons.plain("Không ghi", "close", tip="Bỏ dữ liệu này, không ghi gì (Esc)")
        self.progress = ProgressStrip()
        self._place = QVBoxLayout()
        self._arrange()
        self.apply_button.clicked.connect(self.applied)
        self.leave_button.clicked.connect(self.left)
        self.chips.chosen_changed.connect(lambda _values: self._show_rows())

    def show_incoming(self, facts: IncomingFacts, rows: "Sequence[IncomingRow]") -> None:
        """Show the preview."""
        self._rows = tuple(rows)
        self.title.setText(f"{facts.source}: {facts.register.name}")
        self.advice.setText(facts.advice)
        self.chips.set_chips(
            [
                Chip("good", "Sẽ ghi", facts.good, looks.GREEN),
                Chip("problem", "Có lỗi", facts.problems, looks.FINDING_LOOKS["block"]),
                Chip("twice", "Trùng", facts.duplicates, looks.AMBER),
            ]
        )
        self.chips.choose(frozenset({"problem"} if facts.problems else ()))
        self.apply_button.setText(facts.deed or "Chưa có dòng ghi được")
        self.apply_button.setEnabled(bool(facts.deed))
        self._show_mapping(facts)
        self._make_table(facts.register)
        self._show_rows()
        self.came.emit()
        if facts.deed:
            self.apply_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.choices:
            self.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_incoming(self) -> None:
        """Go back to the table."""
        self._rows = ()
        self._show_rows()
        self.went.emit()

    def begin(self, text: str) -> None:
        """A long job begins."""
        self.progress.start(text)
        self.apply_button.setEnabled(False)

    def step(self, done: int, total: int, text: str) -> None:
        """So far it has come."""
        self.progress.step(done, total, text)

    def end(self) -> None:
        """It is over."""
        self.progress.finish()
        self.apply_button.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.title, 1)
        head.addWidget(self.leave_button)
        head.addWidget(self.apply_button)
        self.mapping.setWidgetResizable(True)
        self.mapping.setFrameShape(QFrame.Shape.NoFrame)
        self.mapping.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.mapping.setFixedHeight(76)
        line = QHBoxLayout()
        line.setSpacing(2 * theme.SPACE)
        line.addWidget(self.chips)
        line.addWidget(self.advice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE + 4)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(HintLabel("Cột trong nguồn ứng với cột của sổ (chọn lại nếu chưa đúng):"))
        column.addWidget(self.mapping)
        column.addLayout(line)
        column.addLayout(self._place, 1)

    def _show_mapping(self, facts: IncomingFacts) -> None:
        strip = QWidget()
        strip.setObjectName("scrolled")
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        options = [("", _SKIPPED), *((column.code, column.name) for column in facts.register.columns)]
        self.choices = []
        for place, (title, code) in enumerate(facts.columns):
            choice = AutosaveChoice(options)
            choice.set_value(code)
            choice.setMinimumWidth(148)
            choice.committed.connect(lambda value, place=place: self.assigned.emit(place, str(value or "")))
            words = title.strip().replace("\n", " ").replace("&", "&&") or f"Cột {place + 1}"
            labelled = Labelled(words if len(words) <= 24 else f"{words[:23]}…", choice)
            labelled.label.setToolTip(title)
            row.addWidget(labelled, 1, Qt.AlignmentFlag.AlignTop)
            self.choices.append(choice)
        self.mapping.setWidget(strip)

    def _make_table(self, register: Register) -> None:
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        model: RowsModel[IncomingRow] = RowsModel(_columns(register), key=lambda row: row.line, search=lambda _row: "")
        self.table = RowsView(model, "Các dòng đọc được", max_lines=8)
        model.setParent(self.table)
        self._place.addWidget(self.table)

    def _show_rows(self) -> None:
        if self.table is None:
            return
        wanted = self.chips.chosen()
        model = self.table.model()
        assert isinstance(model, RowsModel)
        model.set_rows([row for row in self._rows if not wanted or _state(row) in wanted])


def _state(row: "IncomingRow") -> str:
    if row.problems:
        return "problem"
    return "twice" if row.duplicate else "good"


_WORDS = {"good": "Sẽ ghi", "problem": "Có lỗi", "twice": "Trùng"}
_LOOKS = {"good": looks.GREEN, "problem": looks.FINDING_LOOKS["block"], "twice": looks.AMBER}


def _reason(row: "IncomingRow") -> str:
    if row.problems:
        return "\n".join(row.problems)
    return "Sổ đã có dòng này, hoặc dòng này lặp lại ở trên." if row.duplicate else ""


def _columns(register: Register) -> "tuple[Column[IncomingRow], ...]":
    shown = [column for column in register.columns if column.required or column.code == register.date_column][:4]
    return (
        Column("Dòng", lambda row: str(row.line), width=60, align="right"),
        Column("Kết quả", lambda row: _WORDS[_state(row)], width=108, look=lambda row: _LOOKS[_state(row)]),
        Column("Lý do", _reason, stretch=True),
        *(Column(item.name, partial(_cell, column=item), width=140, optional=at > 0) for at, item in enumerate(shown)),
    )


def _cell(row: "IncomingRow", column: RegisterColumn) -> str:
    text = row.shown.get(column.code, "")
    return typed_form(column, text) if column.code in row.plain else text
