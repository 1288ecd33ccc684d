"""The foot of the window: save state, a line of help, undo and redo."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.save_state import SaveState


class FootLine(QFrame):
    """``undo_requested`` and ``redo_requested`` (Ctrl+Z, Ctrl+Y outside of text fields, which have their own)."""

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setFixedHeight(5 * theme.SPACE)
        self.save_state = SaveState()
        self._help = ElidedLabel(kind="hint")
        self._undo = buttons.quiet("Hoàn tác", "undo")
        self._redo = buttons.quiet("Làm lại", "redo")
        self._undo.setShortcut(QKeySequence("Ctrl+Z"))
        self._redo.setShortcut(QKeySequence("Ctrl+Y"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, 0, theme.SPACE, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(self.save_state)
        row.addWidget(self._help, 1)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        self._undo.clicked.connect(self.undo_requested)
        self._redo.clicked.connect(self.redo_requested)
        self.set_history(undo="", redo="")

    def set_history(self, *, undo: str, redo: str) -> None:
        """Say what would be undone and redone; an empty text disables the button."""
        for button, word, keys, deed in (
            (self._undo, "Hoàn tác", "Ctrl+Z", undo),
            (self._redo, "Làm lại", "Ctrl+Y", redo),
        ):
            button.setEnabled(bool(deed))
            button.setToolTip(f"{word}: {deed} ({keys})" if deed else f"Không có gì để {word.lower()} ({keys})")

    def set_help(self, text: str) -> None:
        """Show a line of help."""
        self._help.setText(text)
