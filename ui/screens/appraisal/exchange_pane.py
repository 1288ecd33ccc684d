"""What the province remarked on earlier revisions, and what the unit answered to each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.screens.appraisal.page import Exchange
from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel


class ExchangePane(QScrollArea):
    """Remarks, each a card with its answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Ý kiến trước và trả lời của đơn vị")
        self.cards: list[Card] = []
        self._shown: tuple[Exchange, ...] | None = None

    def show_exchanges(self, exchanges: Sequence[Exchange]) -> None:
        """Show these remarks."""
        if tuple(exchanges) == self._shown:
            return
        self._shown = tuple(exchanges)
        self.cards = [_card(each) for each in exchanges]
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.SPACE, theme.SPACE, 0)
        column.setSpacing(theme.SPACE)
        if not exchanges:
            column.addWidget(HintLabel("Các bản trước không có ý kiến nào của tỉnh."))
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inside)


def _card(each: Exchange) -> Card:
    card = Card(each.title)
    card.body.addWidget(HintLabel(each.place))
    card.body.addWidget(TextLabel(f"Tỉnh: {each.text}"))
    card.body.addWidget(TextLabel(f"Xã: {each.reply}" if each.reply else "Xã chưa trả lời ý kiến này."))
    return card
