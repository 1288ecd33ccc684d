"""The filter chips of the screen in as many lines as they need."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.screens.tasks.flow_layout import FlowLayout
from ui.widgets.count_chip import CountChip
from ui.widgets.looks import TASK_LOOKS
from ui.widgets.theme import LINE

if TYPE_CHECKING:
    from collections.abc import Hashable

    from ui.screens.tasks.presenter import ChipFacts


class ChipFlow(QWidget):
    """``pressed_changed(frozenset)`` tells the values of the pressed chips."""

    pressed_changed = Signal(frozenset)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chips: dict[Hashable, CountChip] = {}
        self._flow = FlowLayout(self, gap=6)

    def chip(self, value: "Hashable") -> CountChip:
        """The chip of a value; KeyError when it is not shown."""
        return self._chips[value]

    def show_chips(self, chips: "Sequence[ChipFacts]", *, pressed: "frozenset[Hashable]") -> None:
        """Show counts, and press exactly these; nothing is told."""
        for facts in chips:
            if facts.value not in self._chips:
                self._chips[facts.value] = self._made(facts)
            chip = self._chips[facts.value]
            chip.set_count(facts.count)
            chip.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
            chip.setChecked(facts.value in pressed)
            chip.blockSignals(False)  # noqa: FBT003 - Qt takes no keyword here

    def _made(self, facts: "ChipFacts") -> CountChip:
        chip = CountChip(facts.text, facts.count, TASK_LOOKS.get(str(facts.value.value)))
        chip.setToolTip(facts.tip)
        chip.setObjectName(f"chip-{facts.value.value}")
        chip.toggled.connect(self._on_toggled)
        if self._chips and type(facts.value) is not type(next(reversed(self._chips))):
            self._flow.addWidget(_gap())
        self._flow.addWidget(chip)
        return chip

    def _on_toggled(self) -> None:
        self.pressed_changed.emit(frozenset(value for value, chip in self._chips.items() if chip.isChecked()))


def _gap() -> QFrame:
    """A thin line between the statuses and the quick filters."""
    line = QFrame()
    line.setFixedSize(9, 28)
    line.setFrameShape(QFrame.Shape.VLine)
    line.setStyleSheet(f"color: {LINE}")
    return line
