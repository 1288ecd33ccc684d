"""The answer that was just given: its code in big letters for the telephone, its file and its print."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.appraisal.page import Answer
from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel, SectionTitle, TextLabel

SPEAK = "Đọc qua điện thoại cho xã:"
_LETTERS = 24


class AnswerCard(QFrame):
    """``file_wanted(id)`` and ``print_wanted(id)``; hidden while nothing was answered."""

    file_wanted = Signal(str)
    print_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._id = ""
        self.title = SectionTitle()
        self.hint = ElidedLabel(kind="hint")
        self.code = QLabel()
        self.code.setFont(theme.font(size=_LETTERS, strong=True))
        self.code.setStyleSheet(
            f"font-size: {_LETTERS}px; font-weight: 600; letter-spacing: 2px; color: {theme.ACCENT_DARK}"
        )
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.why = TextLabel()
        self.file = buttons.plain("Ghi &tệp trả lời…", "usb", tip="Ghi tệp trả lời vào thư mục hoặc USB (Alt+T)")
        self.print = buttons.plain("In &phiếu", "print", tip="Xem phiếu, in hoặc lưu PDF (Alt+P)")
        self._arrange()
        self.file.clicked.connect(lambda: self.file_wanted.emit(self._id))
        self.print.clicked.connect(lambda: self.print_wanted.emit(self._id))
        self.hide()

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer, or nothing."""
        self.setVisible(answer is not None)
        if answer is None:
            return
        self._id = answer.id
        self.title.setText(answer.title)
        self.hint.setText(SPEAK if answer.code else answer.at)
        self.setToolTip("\n".join(filter(None, (answer.at, answer.note))))
        self.code.setText(answer.code)
        self.code.setVisible(bool(answer.code))
        self.code.setAccessibleName(f"Mã đọc qua điện thoại: {answer.code}")
        self.why.setText(answer.why)
        self.why.setVisible(bool(answer.why))

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(theme.SPACE)
        first.addWidget(self.title)
        first.addWidget(self.hint, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        words.addWidget(self.code)
        words.addWidget(self.why)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        row.setSpacing(theme.SPACE)
        row.addLayout(words, 1)
        row.addWidget(self.file)
        row.addWidget(self.print)
