"""The choices of a column with several of them: a menu of ticks at the end of its line, where typing still works."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from cchc_desktop.domain.field_text import parse_typed
from cchc_desktop.domain.field_type import ValueSpec
from ui.widgets import icons, theme

_KEYS = "Alt+Down"


class OptionMenu(QMenu):
    """Ticks stay open until Enter, Esc or a click elsewhere; each writes the labels into the line."""

    def __init__(self, line: QLineEdit, spec: ValueSpec) -> None:
        super().__init__(line)
        self._line, self._spec = line, spec
        self.setObjectName("options")
        for option in spec.options:
            action = self.addAction(option.label)
            action.setCheckable(True)
            action.setData(option.code)
            action.toggled.connect(self._on_toggled)
        self.opener = QAction(icons.icon("chevron-down", theme.INK_SOFT), "Chọn trong danh sách", line)
        self.opener.setToolTip("Mở danh sách để đánh dấu (Alt+mũi tên xuống)")
        self.opener.setShortcut(QKeySequence(_KEYS))
        self.opener.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.opener.triggered.connect(self.open_below)
        line.addAction(self.opener, QLineEdit.ActionPosition.TrailingPosition)
        line.setToolTip("Gõ các lựa chọn cách nhau bằng dấu ; hoặc nhấn Alt+mũi tên xuống để đánh dấu")

    def open_below(self) -> None:
        """Show the ticks as the line says now."""
        chosen = self._chosen()
        for action in self.actions():
            action.blockSignals(True)  # noqa: FBT003 - Qt's signature
            action.setChecked(action.data() in chosen)
            action.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.setMinimumWidth(self._line.width())
        self.popup(self._line.mapToGlobal(QPoint(0, self._line.height())))
        self.setActiveAction(self.actions()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter is done."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.toggle()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click ticks and leaves the list open."""
        action = self.actionAt(event.position().toPoint())
        if action is not None:
            action.toggle()
        else:
            super().mouseReleaseEvent(event)

    def _chosen(self) -> tuple[object, ...]:
        try:
            value = parse_typed(self._line.text(), self._spec)
        except ValueError:  # not finished, or not one of the choices: the ticks begin anew
            return ()
        return value if isinstance(value, tuple) else ()

    def _on_toggled(self) -> None:
        text = "; ".join(action.text() for action in self.actions() if action.isChecked())
        self._line.setText(text)
        self._line.textEdited.emit(text)
