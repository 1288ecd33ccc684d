"""What the plan says of a task, in its own words, and which of its products are still missing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.screens.tasks.detail_facts import DetailFacts, Expected
from ui.widgets import buttons, icons, theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.looks import GREEN, GREY


class PlanCard(Card):
    """Goal, agencies, products and time; folds away for those who know them. ``folded(bool)`` tells it."""

    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Theo kế hoạch", parent)
        self.fold = buttons.quiet("", "chevron-up", tip="Thu gọn phần này")
        self._content = QWidget()
        self._grid = QGridLayout(self._content)
        self._texts: dict[str, TextLabel] = {}
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE + 4)
        self._grid.setVerticalSpacing(theme.SPACE - 2)
        self._grid.setColumnStretch(1, 1)
        self.add_deed(self.fold)
        self.body.addWidget(self._content)
        self.fold.clicked.connect(lambda: self.set_folded(folded=not self._content.isHidden()))

    def set_folded(self, *, folded: bool) -> None:
        """Fold or unfold."""
        self._content.setVisible(not folded)
        self.fold.setIcon(icons.icon("chevron-down" if folded else "chevron-up", theme.ACCENT))
        self.fold.setToolTip("Mở phần này" if folded else "Thu gọn phần này")
        self.fold.setAccessibleName(self.fold.toolTip())
        self.folded.emit(folded)

    def show_plan(self, plan: tuple[tuple[str, str], ...]) -> None:
        """Show the plan's words as (label, text) pairs."""
        for label, text in plan:
            if label not in self._texts:
                self._add(label)
            self._texts[label].setText(text)

    def _add(self, label: str) -> None:
        name = QLabel(label)
        name.setProperty("kind", "field")
        self._texts[label] = TextLabel()
        row = self._grid.rowCount()
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._texts[label], row, 1)


class ExpectedCard(Card):
    """The expected products as a checklist; ``missing_chosen(name)`` when one that is missing is to be added."""

    missing_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sản phẩm cần có", parent)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self._shown: tuple[Expected, ...] | None = None

    def show_expected(self, facts: DetailFacts) -> None:
        """Show what is there and what is missing."""
        missing = len(facts.missing)
        self.title.setText(f"Sản phẩm cần có: còn thiếu {missing}" if missing else "Sản phẩm cần có: đã đủ")
        self.setVisible(bool(facts.expected))
        if facts.expected == self._shown:
            return
        self._shown = facts.expected
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for expected in facts.expected:
            self._lines.addWidget(self._line(expected))

    def _line(self, expected: Expected) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(theme.SPACE)
        look, icon = (GREEN, "check") if expected.found else (GREY, "circle")
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, look.ink, size=16, scale=self.devicePixelRatioF()))
        picture.setFixedSize(QSize(16, 20))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(expected.name))
        row.addLayout(words, 1)
        if expected.found:
            words.addWidget(HintLabel(expected.found))
        else:
            row.addWidget(self._adder(expected))
        return line

    def _adder(self, expected: Expected) -> QPushButton:
        add = buttons.quiet("Thêm", "plus", tip=f"Ghi văn bản “{expected.name}”")
        add.clicked.connect(lambda: self.missing_chosen.emit(expected.name))
        return add
