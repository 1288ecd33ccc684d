"""A password field with a button to look at what was typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets import icons, theme


class PasswordField(QLineEdit):
    """Hides its text; the eye (or Ctrl+E) shows it until it is pressed again or the field is emptied."""

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName("Mật khẩu")
        self._eye = self.addAction(
            icons.icon("eye", theme.INK_SOFT),
            QLineEdit.ActionPosition.TrailingPosition,
        )
        self._eye.setToolTip("Hiện mật khẩu (Ctrl+E)")
        self._eye.setShortcut("Ctrl+E")
        self._eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # belongs to the field that is typed in
        self._eye.triggered.connect(self._on_eye)

    def take(self) -> str:
        """Give the password to the caller and empty the field."""
        password = self.text()
        self.clear()
        self._show_letters(shown=False)
        return password

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the field."""
        super().keyPressEvent(event)
        if not self.text():
            self._show_letters(shown=False)

    def _on_eye(self) -> None:
        self._show_letters(shown=self.echoMode() == QLineEdit.EchoMode.Password)

    def _show_letters(self, *, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icons.icon("eye-off" if shown else "eye", theme.INK_SOFT))
        self._eye.setToolTip("Ẩn mật khẩu (Ctrl+E)" if shown else "Hiện mật khẩu (Ctrl+E)")
