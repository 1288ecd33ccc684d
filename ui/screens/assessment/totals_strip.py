"""The line of totals above the tree, and the sentence that marks a reconstructed set of criteria."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.assessment.sheet_lines import Totals
from ui.widgets import icons, theme
from ui.widgets.labels import ElidedLabel, HintLabel, TitleLabel
from ui.widgets.looks import AMBER

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


class ReconstructionBadge(QFrame):
    """An amber line that never goes away while the set of criteria is no official text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reconstruction")
        self.setStyleSheet(
            f"QFrame#reconstruction {{ background: {AMBER.soft}; border: 1px solid {AMBER.fill};"
            f" border-radius: 4px }} QFrame#reconstruction QLabel {{ color: {AMBER.ink}; font-size: 13px }}"
        )
        picture = QLabel()
        picture.setFixedSize(QSize(16, 16))
        picture.setPixmap(icons.pixmap("alert", AMBER.ink, size=16, scale=self.devicePixelRatioF()))
        self.sentence = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, 3, theme.SPACE, 3)
        row.setSpacing(theme.SPACE)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.sentence, 1)
        self.setVisible(False)

    def show_sentence(self, sentence: str) -> None:
        """Show the sentence; an empty one hides the line."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


def _divider() -> QWidget:
    line = QFrame()
    line.setFixedWidth(33)
    line.setStyleSheet(f"border: 0; border-left: 1px solid {theme.LINE}; margin: 4px 16px")
    return line
