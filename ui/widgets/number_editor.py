"""A field for a Vietnamese number: ``1.855`` and ``41,05`` as people type them; the parser refuses what it must."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cchc_desktop.domain.finding import Refusal
from ui.widgets.autosave import CommitClock
from ui.widgets.theme import mark

Parse = Callable[[str], Decimal]
Format = Callable[[Decimal], str]


class AutosaveNumber(QLineEdit):
    """A number or nothing (None).

    ``parse`` raises ValueError or Refusal with the Vietnamese sentence to show (an ambiguous number names both
    readings); ``show`` writes the number back. A refused text stays in the field and is not committed.
    """

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, *, parse: Parse, show: Format, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parse, self._show = parse, show
        self._last: Decimal | None = None
        self._offer_again = False
        self.setPlaceholderText(placeholder)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.clock = CommitClock(self, self._commit)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.clock.settle)

    def value(self) -> Decimal | None:
        """The last number that was understood; None for an empty field."""
        return self._last

    def set_value(self, value: Decimal | None) -> None:
        """Show another record's number."""
        self.clock.forget()
        self._last, self._offer_again = value, False
        self.setText("" if value is None else self._show(value))
        self._mark("")

    def refresh_value(self, value: Decimal | None) -> None:
        """Show the same record's number unless the user is typing or the typed text was refused."""
        if not self.clock.dirty and not self.property("invalid") and value != self._last:
            self.set_value(value)

    def set_refusal(self, text: str) -> None:
        """Mark the number as refused by the service (it is offered again on leaving), or as fine again."""
        self._offer_again = bool(text)
        self.clock.dirty = self.clock.dirty or bool(text)
        self._mark(text)

    def commit(self) -> None:
        """Commit now what is pending."""
        self.clock.settle()

    def set_read_only(self, value: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Let the number be read and copied only."""
        self.setReadOnly(value)
        mark(self, "locked", on=value)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a composition is open."""
        super().inputMethodEvent(event)
        self.clock.composed(composing=bool(event.preeditString()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving ends a composition, then commits."""
        self.clock.composing = False
        super().focusOutEvent(event)
        self.clock.settle()

    def _on_edited(self) -> None:
        if self.property("invalid"):
            self._mark("")
        self.clock.touched()

    def _commit(self) -> None:
        typed = self.text().strip()
        try:
            value = self._parse(typed) if typed else None
        except (ValueError, Refusal) as error:
            self._mark(str(error))
            return
        if not self.hasFocus() and value is not None:
            self.setText(self._show(value))
        if value != self._last or self._offer_again:
            self._last, self._offer_again = value, False
            self.committed.emit(value)

    def _mark(self, text: str) -> None:
        mark(self, "invalid", on=bool(text))
        self.refused.emit(text)
