"""The save state at the foot of the window: saved when, saving, not saved and why, or read only."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.widgets import icons
from ui.widgets.labels import ElidedLabel
from ui.widgets.looks import BLUE, FAINT, GREEN, RED, Look


class SaveState(QWidget):
    """Implements ``SavePort`` of ui.widgets.context."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(16, 16))
        self._text = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self._unsaved = self._viewing = False
        self.setMinimumWidth(168)

    @property
    def is_unsaved(self) -> bool:
        """Whether the last change is not on disk."""
        return self._unsaved

    def view_only(self, viewing: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Say "Chỉ đọc" whatever the screens tell, or listen to them again."""
        self._viewing = viewing
        if self._text.text():
            self.idle()

    def text(self) -> str:
        """The words shown."""
        return self._text.text()

    def rest(self) -> None:
        """Say nothing: nobody is at the desk."""
        self._icon.clear()
        self._text.setText("")
        self.setAccessibleName("")
        self._unsaved = False

    def idle(self) -> None:
        """Say that nothing waits to be saved, before the first save of a session."""
        self._show("Mọi thay đổi đã được lưu", "saved", FAINT)

    def saving(self) -> None:
        """Say that a save is under way."""
        self._show("Đang lưu…", "saving", BLUE)

    def saved(self, time: str) -> None:
        """Say when the last save ended; ``time`` is already formatted."""
        self._show(f"Đã lưu {time}", "saved", GREEN)

    def unsaved(self, reason: str) -> None:
        """Say that the last change is not on disk, and why."""
        self._show(f"CHƯA LƯU: {reason}", "unsaved", RED)

    def read_only(self, reason: str = "") -> None:
        """Say that nothing can be changed here."""
        self._show(f"Chỉ đọc: {reason}" if reason else "Chỉ đọc", "lock", FAINT)

    def _show(self, text: str, icon: str, look: Look) -> None:
        if self._viewing and icon != "lock":
            text, icon, look = "Chỉ đọc", "lock", FAINT
        self._unsaved = look is RED
        self._icon.setPixmap(icons.pixmap(icon, look.ink, size=16, scale=self.devicePixelRatioF()))
        self._text.setText(text)
        self._text.setStyleSheet(f"color: {look.ink}; font-weight: {600 if look is RED else 400}")
        self._text.setMinimumWidth(min(self._text.sizeHint().width() + 4, 480))
        self.setAccessibleName(text)
