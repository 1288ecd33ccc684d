"""The percentage of an entry: typed, or taken from the five usual ones."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.screens.tasks.wording import PERCENT_STEPS, parse_percent, show_percent
from ui.widgets.autosave import CommitClock
from ui.widgets.number_editor import AutosaveNumber


class PercentField(QWidget):
    """An ``AutosaveNumber`` with quick choices beside it; works like any editor of the kit."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.typed = AutosaveNumber(parse=parse_percent, show=show_percent)
        self.typed.setFixedWidth(50)
        self.typed.setAccessibleName("Tỷ lệ hoàn thành (%)")
        self.choices = {step: _choice(step) for step in PERCENT_STEPS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.typed)
        for step, choice in self.choices.items():
            row.addWidget(choice)
            choice.clicked.connect(lambda _checked=False, chosen=step: self._on_chosen(chosen))
        row.addStretch(1)
        self.setFocusProxy(self.typed)
        self.typed.committed.connect(self._on_typed)
        self.typed.refused.connect(self.refused)

    @property
    def clock(self) -> CommitClock:
        """The commit clock of the typed part."""
        return self.typed.clock

    def value(self) -> Decimal | None:
        """The percentage; None for an empty field."""
        return self.typed.value()

    def set_value(self, value: int) -> None:
        """Show another entry's percentage."""
        self.typed.set_value(Decimal(value))
        self._mark()

    def refresh_value(self, value: int) -> None:
        """Show the same entry's percentage unless the user is typing."""
        self.typed.refresh_value(Decimal(value))
        self._mark()

    def set_refusal(self, text: str) -> None:
        """Mark the percentage as refused, or as fine again."""
        self.typed.set_refusal(text)

    def commit(self) -> None:
        """Commit now what is pending."""
        self.typed.commit()

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the percentage be read only; the choices go."""
        self.typed.set_read_only(value)
        for choice in self.choices.values():
            choice.setVisible(not value)

    def _on_chosen(self, step: int) -> None:
        changed = self.typed.value() != Decimal(step)
        self.set_value(step)
        if changed:
            self.clock.through(lambda: self.committed.emit(Decimal(step)))

    def _on_typed(self, value: object) -> None:
        self._mark()
        self.committed.emit(value)

    def _mark(self) -> None:
        for step, choice in self.choices.items():
            choice.setChecked(self.typed.value() == Decimal(step))


def _choice(step: int) -> QPushButton:
    choice = QPushButton(str(step))
    choice.setProperty("kind", "chip")
    choice.setStyleSheet("padding: 0")
    choice.setCheckable(True)
    choice.setAutoDefault(True)
    choice.setFixedWidth(36)
    choice.setToolTip(f"Đạt {step}%")
    choice.setAccessibleName(f"{step}%")
    return choice
