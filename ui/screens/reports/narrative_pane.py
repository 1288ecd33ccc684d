"""The narrative of a section with its legend, what a new draft would change, and what is wrong in the text."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.reports.facts import Difference, NarrativeFacts, Remark
from ui.screens.reports.narrative_text import NarrativeText
from ui.screens.reports.remark_line import RemarkLine
from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel, SectionTitle, TextLabel
from ui.widgets.looks import BLUE, GREEN, RED

_MOST_SHOWN = 12


class NarrativePane(QWidget):
    """``written(text)`` when the text was changed, ``redraft_wanted`` when the program's lines are to be renewed."""

    written = Signal(object)
    redraft_wanted = Signal()
    explain_wanted = Signal(str)

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self.text = NarrativeText()
        self.text.setAccessibleName("Nội dung của mục")
        self.redraft = buttons.plain(
            "Soạn lại từ số liệu", "repeat", tip="Viết lại các dòng do máy soạn theo số liệu hiện có; giữ dòng đã gõ"
        )
        self._legend = _Legend()
        self.changes = DifferenceBox()
        self._lines: list[RemarkLine] = []
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(SectionTitle("Nội dung"))
        head.addWidget(self._legend, 1)
        head.addWidget(self.redraft)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE, 0, theme.SPACE, theme.SPACE)
        self._column.setSpacing(theme.SPACE)
        self._column.addLayout(head)
        self._column.addWidget(self.changes)
        self._column.addWidget(self.text)
        self.text.committed.connect(self.written)
        self.redraft.clicked.connect(self._on_redraft)

    def show_facts(self, facts: NarrativeFacts, *, anew: bool) -> None:
        """Show the text; ``anew`` drops what is being typed."""
        if anew:
            self.text.set_value(facts.text)
        else:
            self.text.refresh_value(facts.text)
        self.text.set_generated(facts.generated)
        self._legend.setVisible(bool(facts.generated))
        self.changes.show_differences(facts.differences, is_first=not facts.generated)
        self.redraft.setEnabled(facts.can_draft and not self.text.isReadOnly())
        while len(self._lines) < len(facts.remarks):
            line = RemarkLine()
            line.explain_wanted.connect(self.explain_wanted)
            self._column.addWidget(line)
            self._lines.append(line)
        for number, line in enumerate(self._lines):
            line.show_remark(facts.remarks[number] if number < len(facts.remarks) else Remark("info", ""))

    def set_read_only(self, *, value: bool) -> None:
        """Let the text be read only."""
        self.text.set_read_only(value)
        self.redraft.setVisible(not value)
        self.changes.setEnabled(not value)

    def _on_redraft(self) -> None:
        self.text.commit()
        self.redraft_wanted.emit()


class DifferenceBox(QFrame):
    """The lines that a new draft would take away and bring; hidden where it would change nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.sentence = TextLabel()
        self.toggle = buttons.quiet("Xem chỗ khác", "eye", tip="Xem các dòng sẽ bỏ và các dòng sẽ thêm")
        self.toggle.setCheckable(True)
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        head = QHBoxLayout()
        head.addWidget(self.sentence, 1)
        head.addWidget(self.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, 4, theme.SPACE, 4)
        column.setSpacing(theme.SPACE // 2)
        column.addLayout(head)
        column.addWidget(self._lines)
        self.toggle.toggled.connect(self._on_toggled)
        self._on_toggled(False)  # noqa: FBT003 - the slot of a Qt signal
        self.setVisible(False)

    def show_differences(self, differences: Sequence[Difference], *, is_first: bool) -> None:
        """Say what a new draft would change; before the first draft there is nothing to compare with."""
        shown = bool(differences) and not is_first
        self.setVisible(shown)
        if not shown:
            return
        new = sum(item.sign == "+" for item in differences)
        old = len(differences) - new
        parts = [words for count, words in ((new, f"{new} dòng mới"), (old, f"{old} dòng cũ")) if count]
        self.sentence.setText(f"Số liệu đã thay đổi từ lần soạn trước: {', '.join(parts)}. Dòng tự gõ vẫn giữ nguyên.")
        self._fill(differences[:_MOST_SHOWN])

    def _fill(self, differences: Sequence[Difference]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, difference in enumerate(differences):
            look, words = (GREEN, "Thêm") if difference.sign == "+" else (RED, "Bỏ")
            sign, text = QLabel(words), TextLabel(difference.text)
            for label in (sign, text):
                label.setStyleSheet(f"color: {look.ink}; font-size: {theme.TEXT_SMALL}px")
            self._grid.addWidget(sign, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, place, 1)

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001 - the slot of a Qt signal
        self._lines.setVisible(shown)
        self.toggle.setText("Ẩn chỗ khác" if shown else "Xem chỗ khác")


class _Legend(QWidget):
    """What the bar and the tint mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(_Swatch(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(ElidedLabel("Dòng máy soạn từ số liệu; dòng khác do cán bộ viết", kind="hint"), 1)


class _Swatch(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(18, 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(BLUE.soft))
            painter.fillRect(0, 0, 4, 16, QColor(BLUE.fill))
