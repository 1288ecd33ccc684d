"""The tabs at the right with the deeds of the print in their corner.

The deeds have words where there is room and icons where not; where even these have none, the titles get shorter.
"""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QWidget

_GAP = 4
_SPARE = 12
"""Pixels that stay free between tabs and deeds."""


class PrintTabs(QTabWidget):
    """A tab widget whose ``deeds`` never push its tabs out of sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds: tuple[QPushButton, ...] = ()
        self._words: tuple[str, ...] = ()
        self._titles: dict[int, tuple[str, str]] = {}

    def set_deeds(self, deeds: Sequence[QPushButton]) -> None:
        """Put these buttons into the corner; each keeps its words as its name."""
        self._deeds = tuple(deeds)
        self._words = tuple(button.text() for button in deeds)
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for button in deeds:
            row.addWidget(button)
        self.setCornerWidget(corner)

    def name_tab(self, number: int, title: str, *, short: str) -> None:
        """Give a tab its title, and the one that it has where there is little room."""
        self._titles[number] = (title, short)
        self.fit()

    def fit(self) -> None:
        """Say as much as there is room for."""
        bare = ("",) * len(self._words)
        shorter = tuple(text.removeprefix("Lưu ") for text in self._words)
        for size, words in ((0, self._words), (0, shorter), (0, bare), (1, bare)):
            for number, titles in self._titles.items():
                self.setTabText(number, titles[size])
            for button, text in zip(self._deeds, words, strict=True):
                button.setText(text)
            if self._needed() <= self.width() - self.tabBar().sizeHint().width() - _SPARE:
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the deeds before the tabs are laid out."""
        self.fit()
        super().resizeEvent(event)

    def _needed(self) -> int:
        shown = [button for button in self._deeds if not button.isHidden()]
        return sum(button.sizeHint().width() + _GAP for button in shown)
