"""Undo and redo: two buttons that name what they would take back or do again."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from ui.widgets import icons, theme

WIDEST = 340
"""Pixels that a long label may take; the tooltip has the whole of it."""
SHOW_BUSY_MS = 300

LIVES = (
    "Danh sách hoàn tác giữ việc bạn làm từ lúc đăng nhập; đăng xuất hoặc đóng chương trình thì danh sách hết, "
    "dữ liệu và Lịch sử vẫn còn."
)
HELD_BACK = "Những việc trước đó đã chốt trong hồ sơ đã hoàn thành; muốn sửa, hãy mở lại hồ sơ."


class DeedButton(QPushButton):
    """A quiet button whose words shorten themselves where there is no room."""

    def __init__(self, word: str, icon: str) -> None:
        super().__init__(word)
        self._word, self._whole = word, word
        self.setProperty("kind", "quiet")
        self.setIcon(icons.icon(icon, theme.ACCENT, gap=4))
        self.setIconSize(QSize(20, 16))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def name(self, deed: str) -> None:
        """Name the deed; an empty text leaves the bare word."""
        self.say(f"{self._word}: {deed}" if deed else self._word)

    def say(self, words: str) -> None:
        """Show these words, as far as there is room."""
        self._whole = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as the whole words, up to ``WIDEST``."""
        return QSize(min(self._around() + self._width_of(self._whole), WIDEST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The bare word is always shown."""
        return QSize(self._around() + self._width_of(self._word), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words, or show more of them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - self._around(), self._width_of(self._word))
        fitted = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(fitted.replace("&", "&&"))

    def _around(self) -> int:
        """What is not words: the icon, its gap and the padding."""
        return self.iconSize().width() + 4 * theme.SPACE

    def _width_of(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + 2


class UndoButtons(QWidget):
    """``undo_requested`` (Ctrl+Z) and ``redo_requested`` (Ctrl+Y, Ctrl+Shift+Z).

    Inside a text field these keys are the field's own: they take typing back, never work that was done elsewhere.
    """

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.undo = DeedButton("Hoàn tác", "undo")
        self.redo = DeedButton("Làm lại", "redo")
        self.undo.setObjectName("undo")
        self.redo.setObjectName("redo")
        self._busy = ""
        self._slow = QTimer(self, singleShot=True, interval=SHOW_BUSY_MS)
        self._slow.timeout.connect(lambda: self.undo.say(self._busy))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.undo.clicked.connect(self.undo_requested)
        self.redo.clicked.connect(self.redo_requested)
        for keys, button in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        self.show_history(undo="", redo="")

    def show_history(self, *, undo: str, redo: str, holds_back: bool = False) -> None:
        """Say what would be undone and redone; an empty text disables the button.

        ``holds_back`` when some of what was done waits for a completed submission to be opened again.
        """
        for button, word, keys, deed in (
            (self.undo, "Hoàn tác", "Ctrl+Z", undo),
            (self.redo, "Làm lại", "Ctrl+Y", redo),
        ):
            _enable(button, on=bool(deed) and not self._busy)
            button.name(deed)
            told = f"{word}: {deed}" if deed else f"Không có gì để {word.lower()}"
            held = HELD_BACK if holds_back and button is self.undo else ""
            lines = (f"{told} ({keys}, khi con trỏ không ở trong ô chữ).", held, LIVES)
            button.setToolTip("\n".join(line for line in lines if line))

    def take_focus(self) -> None:
        """Take the keyboard where undoing left it in a text or nowhere, so that the same keys go on undoing."""
        focus = self.window().focusWidget()
        ready = next((button for button in (self.undo, self.redo) if button.isEnabled()), None)
        if ready is not None and (focus is None or isinstance(focus, (QLineEdit, QPlainTextEdit, DeedButton))):
            ready.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, words: str) -> None:
        """Undoing is under way: one after the other; ``words`` are shown once it takes its time."""
        self._busy = words
        for button in (self.undo, self.redo):
            _enable(button, on=False)
        self._slow.start()

    def end(self) -> None:
        """It is over; ``show_history`` follows."""
        self._busy = ""
        self._slow.stop()


def _enable(button: QPushButton, *, on: bool) -> None:
    """Without throwing the keyboard to some other place of the window."""
    if not on and button.hasFocus():
        button.clearFocus()
    button.setEnabled(on)
