"""The sums of an area or criterion, with a bar for each child."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.assessment.presenter import GroupFacts
from ui.widgets.card import Card
from ui.widgets.charts import ScoreBars
from ui.widgets.labels import HintLabel, TextLabel, TitleLabel
from ui.widgets.scroll_page import ScrollPage


class GroupPane(QWidget):
    """Points reached and possible, and how they are spread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TitleLabel()
        self.title.setWordWrap(True)
        self.points = TitleLabel()
        self.remark = TextLabel()
        self.bars = ScoreBars("Điểm từng tiêu chí")
        head = Card()
        for widget in (self.title, HintLabel("Điểm tự chấm đạt được / điểm có thể đạt"), self.points, self.remark):
            head.body.addWidget(widget)
        spread = Card("Điểm từng tiêu chí")
        spread.body.addWidget(self.bars)
        page = ScrollPage()
        page.body.addWidget(head)
        page.body.addWidget(spread)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.points.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_group(self, facts: GroupFacts) -> None:
        """Show these sums."""
        self.title.setText(facts.title)
        self.points.setText(facts.points)
        self.remark.setText(facts.remark)
        self.bars.set_scores(facts.children)
