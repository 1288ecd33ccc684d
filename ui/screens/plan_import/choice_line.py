"""One answer to a question: a round button, its words, and how the cells would stand then; all of it can be pressed."""

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QRadioButton, QWidget

from ui.widgets.labels import HintLabel
from ui.widgets.theme import SPACE


class ChoiceLine(QWidget):
    """Put ``button`` into the group; the words wrap, which those of a radio button do not."""

    def __init__(self, words: str, outcome: str, *, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QRadioButton()
        self.button.setAccessibleName(words)
        self.button.setAccessibleDescription(outcome)
        self.button.setToolTip(tip)
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(28)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.button, 0, 0)
        grid.addWidget(self.words, 0, 1)
        grid.setColumnStretch(1, 1)
        if outcome:
            grid.addWidget(HintLabel(outcome), 1, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the words chooses as well."""
        self.button.setChecked(True)
        self.button.setFocus()
        event.accept()
