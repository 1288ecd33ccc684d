"""What a restore would bring and take, side by side, before anything happens; and what a rehearsal found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.models.restore_words import SAFE, CountLine, RehearsalWords, RestoreWords
from ui.widgets import buttons, theme
from ui.widgets.confirm_bar import ConfirmBar, Question
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel


class RestorePane(QFrame):
    """Hidden until ``show_words``; ``restore`` and ``rehearse`` carry the row.

    ``left`` when nothing is to happen, ``grown`` when something more is shown at its foot.
    """

    restore = Signal(object)
    rehearse = Signal(object)
    left = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restore-pane")
        self._words: RestoreWords | None = None
        self.title = SectionTitle("")
        self._body = QVBoxLayout()
        self._filling: QWidget | None = None
        self.do_restore = buttons.primary("&Phục hồi về bản này…", "history", tip="Sẽ hỏi lại một lần nữa (Alt+P)")
        self.do_rehearse = buttons.plain(
            "Thử phụ&c hồi",
            "check",
            tip="Phục hồi thử vào một thư mục tạm; dữ liệu đang dùng không thay đổi (Alt+C)",
        )
        self.leave = buttons.plain("Không phục hồi", "close", tip="Thôi, không thay đổi gì (Esc)")
        self.confirm = ConfirmBar()
        self._arrange()
        self.do_restore.clicked.connect(self._on_restore)
        self.do_rehearse.clicked.connect(lambda: self.rehearse.emit(self._row()))
        self.leave.clicked.connect(self.left)
        self.setVisible(False)

    def show_words(self, words: RestoreWords | None) -> None:
        """Show a preview, or hide."""
        self._words = words
        self.confirm.setVisible(False)
        if self._filling is not None:
            self._body.removeWidget(self._filling)
            self._filling.deleteLater()
            self._filling = None
        self.setVisible(words is not None)
        if words is None:
            return
        self.title.setText(words.title)
        self._filling = _filling(words)
        self._body.addWidget(self._filling)
        self.do_rehearse.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape and self.leave.isEnabled():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner's own call
        """One deed after the other."""
        for button in (self.do_restore, self.do_rehearse, self.leave):
            button.setEnabled(not busy)

    def _row(self) -> object:
        return self._words.row if self._words is not None else None

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.title)
        column.addLayout(self._body)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        for button in (self.do_restore, self.do_rehearse, self.leave):
            deeds.addWidget(button)
        deeds.addStretch(1)
        column.addLayout(deeds)
        column.addWidget(self.confirm)

    def _on_restore(self) -> None:
        words = self._words
        if words is not None:
            question = Question(words.question, f"Phục hồi về {words.row.when}")
            self.confirm.ask(question, lambda _reason: self.restore.emit(words.row))
            self.grown.emit()


class RehearsalPane(QWidget):
    """The outcome of the last rehearsal; hidden until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.SPACE, 0, 0)
        self._column.setSpacing(4)
        self.verdict = FindingLine()
        self._column.addWidget(self.verdict)
        self._lines: list[QWidget] = []
        self.setVisible(False)

    def show_words(self, words: RehearsalWords | None) -> None:
        """Show an outcome, or hide."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = []
        self.setVisible(words is not None)
        if words is None:
            return
        self.verdict.show_finding("info" if words.is_good else "warn", words.verdict)
        self._lines = [TextLabel(text) for text in words.lines]
        for line in self._lines:
            self._column.addWidget(line)


def _filling(words: RestoreWords) -> QWidget:
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE)
    _add_line(column, "info", SAFE)  # who fears for the data reads this before the figures
    column.addWidget(_counts(words.counts))
    for warning in words.warnings:
        _add_line(column, "warn", warning)
    column.addWidget(SectionTitle("Những gì sẽ khác so với hiện nay"))
    for text in words.lost:
        column.addWidget(TextLabel(f"•  {text}"))
    if words.writers:
        column.addWidget(HintLabel("Người đã ghi sau bản này: " + " ".join(words.writers)))
    return frame


def _add_line(column: QVBoxLayout, level: str, text: str) -> None:
    line = FindingLine()
    column.addWidget(line)  # first: shown without a parent it would flash up as a window
    line.show_finding(level, text)


def _counts(lines: Sequence[CountLine]) -> QWidget:
    frame = QWidget()
    grid = QGridLayout(frame)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(3 * theme.SPACE)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, 200)
    for place, text in enumerate(("Trong dữ liệu có", "Hiện nay", "Sau khi phục hồi")):
        grid.addWidget(HintLabel(text), 0, place, _side(place))
    for number, line in enumerate(lines, start=1):
        grid.addWidget(TextLabel(line.name), number, 0)
        grid.addWidget(TextLabel(line.now), number, 1, _side(1))
        grid.addWidget(TextLabel(f"{line.then} (ít hơn)" if line.is_less else line.then), number, 2, _side(2))
    grid.setColumnStretch(3, 1)
    return frame


def _side(place: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
