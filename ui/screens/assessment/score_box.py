"""The score at once: points, the arithmetic written out to check it with a finger, and the mark, always in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.assessment.leaf_form import ScoreFacts
from ui.screens.assessment.marks import Mark
from ui.widgets import theme
from ui.widgets.labels import HintLabel, TextLabel, TitleLabel
from ui.widgets.looks import GREY, Look
from ui.widgets.pill import Pill


class ScoreBox(QFrame):
    """Coloured softly by the mark of the score."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score")
        self.pill = Pill(Mark.UNANSWERED.label, GREY)
        self.points = TitleLabel("–")
        self.arithmetic = TextLabel()
        self.arithmetic.setProperty("kind", "strong")
        self.remark = HintLabel()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.points, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(HintLabel("điểm"), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addSpacing(theme.SPACE)
        head.addWidget(self.arithmetic, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, 4, theme.SPACE + 4, 4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.remark)
        self.setMinimumHeight(_HEIGHT)
        self._colour(GREY)

    def show_score(self, facts: ScoreFacts) -> None:
        """Show this score."""
        look = facts.mark.look
        self.pill.set_state(facts.mark.label, look)
        self.points.setText(facts.points)
        self.arithmetic.setText(facts.arithmetic)
        self.remark.setText(facts.remark)
        self.remark.setVisible(bool(facts.remark))
        self.setAccessibleName(f"{facts.mark.label}, {facts.points} điểm. {facts.arithmetic}")
        self._colour(look)

    def _colour(self, look: Look) -> None:
        self.setStyleSheet(
            f"QFrame#score {{ background: {look.soft}; border: 1px solid {look.fill};"
            f" border-radius: {theme.RADIUS}px }}"
            f'QLabel[kind="strong"] {{ font-weight: 600 }}'
        )


_HEIGHT = 40
