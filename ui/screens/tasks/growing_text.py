"""A text field that shows all of its wrapped lines, also those that came with a narrower pane or one long paragraph."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.editors import AutosaveText


class GrowingText(AutosaveText):
    """The kit measures when the number of paragraphs changes; this one measures at each change and each width."""

    def __init__(self, *, placeholder: str, lines: int, max_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, lines=lines, max_lines=max_lines, parent=parent)
        self.textChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the text in another way."""
        super().resizeEvent(event)
        self._fit()
