"""The cells of the entry line: lines of text, and choices that are found by their first letters."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.register import Column
from cchc_desktop.domain.vietnamese import search_key
from ui.screens.registers.option_menu import OptionMenu
from ui.widgets.theme import mark

_PATIENCE_MS = 1200
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextCell(QLineEdit):
    """``entered`` on Enter, ``left`` when the cursor goes elsewhere, ``table_pasted`` for more than one cell."""

    entered = Signal()
    left = Signal()
    refused = Signal(str)
    table_pasted = Signal()

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)

    def put(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def select(self) -> None:
        """Take the cursor and select the text."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.selectAll()

    def show_problem(self, text: str) -> None:
        """Mark the cell with a sentence, or as fine again."""
        mark(self, "invalid", on=bool(text))
        self.refused.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next cell; pasted cells of a spreadsheet are no text of this cell."""
        if event.matches(QKeySequence.StandardKey.Paste) and holds_table(QGuiApplication.clipboard().text()):
            self.table_pasted.emit()
            return
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving reads the cell, unless only a menu or another window took the cursor."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class ChoiceCell(QComboBox):
    """A choice: letters find it by its beginning or by its initials, whatever the diacritics; digits by its place."""

    entered = Signal()
    left = Signal()
    refused = Signal(str)
    textEdited = Signal(str)

    def __init__(self, words: Sequence[str], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItems(list(words))
        self.setCurrentIndex(-1)
        self.setPlaceholderText("Chọn…")
        self.setToolTip(
            "Gõ chữ đầu hoặc chữ cái đầu mỗi từ để chọn; mũi tên lên, xuống; Alt+mũi tên xuống mở danh sách"
        )
        self._typed = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._forget)
        self.activated.connect(lambda _place: self.textEdited.emit(self.text()))

    def text(self) -> str:
        """The chosen words; empty for no choice."""
        return self.currentText() if self.currentIndex() >= 0 else ""

    def put(self, text: str) -> None:
        """Show another choice; words that are not offered show as no choice."""
        self.setCurrentIndex(self.findText(text) if text else -1)

    def select(self) -> None:
        """Take the cursor."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def show_problem(self, text: str) -> None:
        """Mark the cell with a sentence, or as fine again."""
        mark(self, "invalid", on=bool(text))
        self.refused.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Delete takes the choice away, letters find one."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(-1)
            self._forget()
        elif event.text().isprintable() and event.text().strip() and not self._is_command(event):
            self._find(event.text())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving reads the cell."""
        super().focusOutEvent(event)
        self._forget()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def _is_command(self, event: QKeyEvent) -> bool:
        return bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))

    def _find(self, letters: str) -> None:
        self._patience.start()
        repeated = bool(self._typed) and set(self._typed + letters) == {letters}
        self._typed += letters
        place = find_choice([self.itemText(number) for number in range(self.count())], self._typed)
        if place is None and repeated:
            place = self._next_with(letters)
        if place is None:
            place = find_choice([self.itemText(number) for number in range(self.count())], letters)
            self._typed = letters
        if place is not None:
            self._choose(place)

    def _next_with(self, letter: str) -> int | None:
        """The same letter again goes on to the next choice that begins with it."""
        after = [*range(self.currentIndex() + 1, self.count()), *range(self.currentIndex() + 1)]
        return next((place for place in after if search_key(self.itemText(place)).startswith(search_key(letter))), None)

    def _choose(self, place: int) -> None:
        if place != self.currentIndex():
            self.setCurrentIndex(place)
            self.textEdited.emit(self.text())

    def _forget(self) -> None:
        self._typed = ""
        self._patience.stop()


def holds_table(text: str) -> bool:
    """Whether a copied text is more than one cell."""
    return "\t" in text or "\n" in text.strip()


def find_choice(words: Sequence[str], typed: str) -> int | None:
    """The place of the first choice that begins with the letters, or whose words do; a digit is a place from 1."""
    wanted = search_key(typed)
    keys = [search_key(word) for word in words]
    for found in (
        lambda key: key.startswith(wanted),
        lambda key: "".join(word[0] for word in key.split()).startswith(wanted),
    ):
        place = next((place for place, key in enumerate(keys) if wanted and found(key)), None)
        if place is not None:
            return place
    if wanted.isdigit() and 1 <= int(wanted) <= len(words):
        return int(wanted) - 1
    return None


def cell_for(column: Column) -> TextCell | ChoiceCell:
    """The cell in which a column is typed."""
    if column.spec.type is FieldType.CHOICE:
        return ChoiceCell([option.label for option in column.spec.options])
    if column.spec.type is FieldType.YES_NO:
        return ChoiceCell(["Có", "Không"])
    cell = TextCell(placeholder=hint_of(column))
    if column.spec.type is FieldType.MULTI_CHOICE:
        OptionMenu(cell, column.spec)
    if column.spec.type.is_number:
        cell.setAlignment(Qt.AlignmentFlag.AlignRight)
    return cell


def hint_of(column: Column) -> str:
    """What a cell says while it is empty."""
    match column.spec.type:
        case FieldType.DATE:
            return "ngày/tháng"
        case FieldType.MULTI_CHOICE:
            return "Chọn…"
        case FieldType.DOCUMENT:
            return "12/KH-UBND ngày 05/01/2025"
        case _:
            return column.spec.unit if column.spec.type.is_number else ""


def room_of(column: Column) -> tuple[int, int]:
    """The least width of a column's cell in pixels, and its share of what is spare."""
    match column.spec.type:
        case FieldType.DATE:
            return 116, 0
        case FieldType.YES_NO:
            return 96, 0
        case FieldType.CHOICE | FieldType.MULTI_CHOICE:
            return 168, 2
        case FieldType.LONG_TEXT:
            return 280, 6
        case FieldType.TEXT | FieldType.DOCUMENT:
            return 150, 3
        case _:
            return 104, 1
