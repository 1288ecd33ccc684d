"""A line of text with words to choose from: offered while typing, by Down or by a click, never set by themselves."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ui.widgets import icons, theme
from ui.widgets.editors import AutosaveLine

_SHOWN = 8


class OfferedLine(AutosaveLine):
    """``offer`` sets the words; a chosen one is committed at once."""

    def __init__(self, *, placeholder: str = "", max_length: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, max_length=max_length, parent=parent)
        self._placeholder = placeholder
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.activated.connect(self._on_chosen)
        self.setCompleter(self._completer)
        self.choose = QAction(icons.icon("chevron-down", theme.INK_SOFT), "Các gợi ý (phím mũi tên xuống)", self)
        self.choose.setVisible(False)
        self.choose.triggered.connect(self.show_offers)
        self.addAction(self.choose, QLineEdit.ActionPosition.TrailingPosition)

    def offer(self, words: Sequence[str], *, likely: str = "") -> None:
        """Offer these words; the ``likely`` one stands in grey where nothing is typed, and is not the value."""
        if self._words.stringList() != list(words):
            self._words.setStringList(list(words))
        self.choose.setVisible(bool(words) and not self.isReadOnly())
        self.setPlaceholderText(f"Gợi ý: {likely} (phím ↓)" if likely else self._placeholder)

    def offered(self) -> list[str]:
        """The words that are offered now."""
        return self._words.stringList()

    def show_offers(self) -> None:
        """Open the list of all words."""
        if self._words.rowCount() and not self.isReadOnly():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._completer.setCompletionPrefix("")
            self._completer.complete()

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the text be read and copied only."""
        super().set_read_only(value)
        self.choose.setVisible(not value and self._words.rowCount() > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the list."""
        if event.key() == Qt.Key.Key_Down:
            self.show_offers()
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, text: str) -> None:
        self.setText(text)
        self.clock.touched()
        self.commit()
