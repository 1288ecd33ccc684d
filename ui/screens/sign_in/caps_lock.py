"""Telling that Caps Lock is on, from the letters that arrive: Qt does not say so itself."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class CapsLockWatch(QObject):
    """Watches one field; ``changed(on)`` when Caps Lock is found to be on or off."""

    changed = Signal(bool)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._on: bool | None = None
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each key; the key itself goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look(event)
        return super().eventFilter(watched, event)

    def _look(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(on=letter.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock and self._on is not None:
            self._tell(on=not self._on)

    def _tell(self, *, on: bool) -> None:
        if on is not self._on:
            self._on = on
            self.changed.emit(on)
