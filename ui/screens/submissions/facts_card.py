"""The facts of a frozen submission: number, date, signer, reference day and the code printed on every page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.widgets import theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel


class FactsCard(Card):
    """``show_facts`` lays out pairs of label and value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Thông tin bản chốt", parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * theme.SPACE)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self.body.addLayout(self._grid)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these facts."""
        while len(self._pairs) < len(facts):
            pair = (HintLabel(), TextLabel())
            line = len(self._pairs)
            self._grid.addWidget(pair[0], line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(pair[1], line, 1)
            self._pairs.append(pair)
        for number, (label, value) in enumerate(self._pairs):
            words = facts[number] if number < len(facts) else ("", "")
            label.setText(words[0])
            value.setText(words[1])
            label.setVisible(bool(words[0]))
            value.setVisible(bool(words[0]))
            value.setAccessibleName(": ".join(words))
