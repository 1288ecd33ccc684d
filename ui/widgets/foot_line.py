"""The foot of the window: save state, a line of help, the history of a field, undo and redo."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.save_state import SaveState
from ui.widgets.undo_buttons import UndoButtons


class FootLine(QFrame):
    """``undo_requested`` and ``redo_requested`` (Ctrl+Z, Ctrl+Y outside of text fields, which have their own).

    ``history_requested`` leaves the focus where it is: the history is that of the field that has it.
    """

    undo_requested = Signal()
    redo_requested = Signal()
    history_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setFixedHeight(5 * theme.SPACE)
        self.save_state = SaveState()
        self._help = ElidedLabel(kind="hint")
        self._history = buttons.quiet("Lịch sử", "history", tip="Lịch sử của ô đang có con trỏ (F9)")
        self._history.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.steps = UndoButtons()
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, 0, theme.SPACE, 0)
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(self.save_state)
        row.addWidget(self._help, 1)
        row.addWidget(self._history)
        row.addWidget(self.steps)
        self._history.clicked.connect(self.history_requested)
        self.steps.undo_requested.connect(self.undo_requested)
        self.steps.redo_requested.connect(self.redo_requested)

    def set_help(self, text: str) -> None:
        """Show a line of help."""
        self._help.setText(text)
