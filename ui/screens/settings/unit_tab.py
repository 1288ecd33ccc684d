"""Unit, plan and criteria set: to be read only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from ui.screens.settings.fact_table import fact_table
from ui.screens.settings.facts import FactGroup
from ui.widgets.card import Card
from ui.widgets.scroll_page import ScrollPage


class UnitTab(ScrollPage):
    """One card for each group of facts."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing in it can be edited: the arrows scroll it
        self.setAccessibleName("Đơn vị và kế hoạch")
        self._cards: list[Card] = []
        self.body.addStretch(1)

    def show_facts(self, groups: Sequence[FactGroup]) -> None:
        """Show these groups in place of those before."""
        for card in self._cards:
            self.body.removeWidget(card)
            card.deleteLater()
        self._cards = []
        for number, group in enumerate(groups):
            card = Card(group.title)
            card.body.addWidget(fact_table(group.facts))
            self.body.insertWidget(number, card)
            self._cards.append(card)
