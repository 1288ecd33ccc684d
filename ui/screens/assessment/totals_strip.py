"""The line of totals above the tree."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.assessment.sheet_lines import Totals
from ui.widgets import theme
from ui.widgets.labels import HintLabel, TitleLabel

_CELLS = (
    ("points", "Điểm tự chấm"),
    ("bonus", "Thưởng"),
    ("deduction", "Trừ"),
    ("rescaled", "Quy đổi thang 100"),
    ("grade", "Dự kiến xếp loại"),
    ("answered", "Đã chấm"),
)


class TotalsStrip(QFrame):
    """Six figures side by side; the class is only foretold, and says so while leaves are open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._values = {name: TitleLabel("–") for name, _ in _CELLS}
        self._labels = {name: HintLabel(words) for name, words in _CELLS}
        self.deeds = QHBoxLayout()
        self.deeds.setSpacing(theme.SPACE)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, 6, theme.SPACE, 6)
        row.setSpacing(0)
        for number, (name, _) in enumerate(_CELLS):
            if number:
                row.addWidget(_divider())
            row.addLayout(self._cell(name))
        row.addStretch(1)
        row.addLayout(self.deeds)

    def show_totals(self, shown: Totals) -> None:
        """Show these totals."""
        values = {name: getattr(shown, name) or "–" for name, _ in _CELLS}
        for name, value in values.items():
            self._values[name].setText(value)
        self._labels["grade"].setText("Dự kiến xếp loại" if shown.complete else "Dự kiến (chưa chấm đủ)")
        self.setAccessibleName(
            f"Điểm tự chấm {shown.points}, thưởng {shown.bonus}, trừ {shown.deduction}, "
            f"quy đổi thang 100: {shown.rescaled}, dự kiến xếp loại {values['grade']}, đã chấm {shown.answered}"
        )

    def value(self, name: str) -> str:
        """The words of one figure."""
        return self._values[name].text()

    def _cell(self, name: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self._labels[name].setWordWrap(False)
        column.addWidget(self._labels[name])
        column.addWidget(self._values[name])
        return column


def _divider() -> QWidget:
    line = QFrame()
    line.setFixedWidth(33)
    line.setStyleSheet(f"border: 0; border-left: 1px solid {theme.LINE}; margin: 4px 16px")
    return line
