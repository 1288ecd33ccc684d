"""Filter chips: a word with its count; the pressed ones narrow the list below."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.widgets import icons
from ui.widgets.looks import Look
from ui.widgets.theme import SPACE, mark


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip of a row: the value it stands for, its word, its count and (for states) its look."""

    value: Hashable
    text: str
    count: int
    look: Look | None = None


class CountChip(QPushButton):
    """A checkable chip "Quá hạn 3"; a count of nothing is dimmed but can still be pressed."""

    def __init__(self, text: str, count: int = 0, look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._words = text
        if look is not None:
            self.setIcon(icons.icon(look.icon, look.ink, gap=3))
            self.setIconSize(QSize(19, 16))
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Show another count."""
        self.count = count
        self.setText(f"{self._words}  {count}")
        self.setAccessibleName(f"{self._words}: {count}")
        mark(self, "nothing", on=count == 0)


class ChipRow(QWidget):
    """Chips of which any number may be pressed; ``chosen_changed`` tells the set of pressed values (empty: all)."""

    chosen_changed = Signal(frozenset)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chips: dict[Hashable, CountChip] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips; known ones only get their new count and stay pressed."""
        wanted = [chip.value for chip in chips]
        if wanted != list(self._chips):
            self._rebuild(chips)
        for chip in chips:
            self._chips[chip.value].set_count(chip.count)

    def chosen(self) -> frozenset[Hashable]:
        """The values of the pressed chips."""
        return frozenset(value for value, chip in self._chips.items() if chip.isChecked())

    def choose(self, values: frozenset[Hashable]) -> None:
        """Press exactly the chips of these values and tell it once."""
        for value, chip in self._chips.items():
            chip.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
            chip.setChecked(value in values)
            chip.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword here
        self.chosen_changed.emit(self.chosen())

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        pressed = self.chosen()
        for old in self._chips.values():
            self._row.removeWidget(old)
            old.deleteLater()
        self._chips = {}
        for chip in chips:
            made = CountChip(chip.text, chip.count, chip.look)
            made.setChecked(chip.value in pressed)
            made.toggled.connect(self._on_toggled)
            self._row.addWidget(made)
            self._chips[chip.value] = made

    def _on_toggled(self) -> None:
        self.chosen_changed.emit(self.chosen())
