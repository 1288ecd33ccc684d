"""The field of the code that is read by telephone: twelve letters in groups of four, forgiving as they are typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets import theme

_LETTERS, _GROUP = 12, 4
_SAME = str.maketrans("OIL", "011")
"""Letters that are heard for a figure; the code has none of them."""
_TEXT = 18
_WIDTH = 218


class CodeField(QLineEdit):
    """Puts letters into capitals and groups; an input method does not touch them (Telex would make "Đ" of "DD")."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setPlaceholderText("XXXX-XXXX-XXXX")
        font = theme.font(strong=True)
        font.setPixelSize(_TEXT)
        self.setFont(font)
        self.setStyleSheet(f"font-size: {_TEXT}px; font-weight: 600")
        self.setFixedWidth(_WIDTH)
        self.textEdited.connect(self._on_edited)

    def letters(self) -> str:
        """What was typed, without dashes and blanks."""
        return _letters(self.text())

    def is_whole(self) -> bool:
        """Whether there are as many letters as a code has."""
        return len(self.letters()) == _LETTERS

    def _on_edited(self, text: str) -> None:
        before = len(_letters(text[: self.cursorPosition()]))
        letters = _letters(text)
        shown = "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))
        self.setText(shown)
        self.setCursorPosition(before + max(before - 1, 0) // _GROUP)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum()).translate(_SAME)
