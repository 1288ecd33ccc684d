"""A white card: a part of the page with an optional title and deeds at its right."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.labels import SectionTitle
from ui.widgets.theme import SPACE


class Card(QFrame):
    """Put widgets into ``body`` (a vertical layout); ``add_deed`` puts a small button beside the title."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, 2 * SPACE)
        outer.setSpacing(SPACE)
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE)
        if title:
            self.title = SectionTitle(title)
            self._head.addWidget(self.title, 1)
            self.setAccessibleName(title)
            outer.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE)
        outer.addLayout(self.body, 1)

    def add_deed(self, widget: QWidget) -> None:
        """Put a widget at the right of the title."""
        self._head.addWidget(widget)
