"""The search field of a screen: Ctrl+F comes here, Escape empties it, Down goes into the list."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets import icons

_QUIET_MS = 150


class SearchField(QLineEdit):
    """Emits ``searched(text)`` a moment after typing stops; ``left_downwards`` when Down is pressed."""

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, placeholder: str = "Tìm kiếm (Ctrl+F)", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName("Tìm kiếm")
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search", "#4E5A69"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._on_quiet)
        self.textChanged.connect(self._timer.start)

    def serve(self, screen: QWidget) -> None:
        """Make Ctrl+F anywhere in this screen come to the field."""
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_called)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the field, Down leaves it for the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _on_called(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _on_quiet(self) -> None:
        self.searched.emit(self.text())
