"""The answer that was just given: its code in big letters for the telephone, its file and its print."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.appraisal.page import Answer
from ui.widgets import buttons, theme
from ui.widgets.labels import ElidedLabel, SectionTitle, TextLabel

SPEAK = "Đọc qua điện thoại cho xã:"
_LETTERS = 22


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
        self.code.setStyleSheet(f"font-size: {_LETTERS}px; font-weight: 600; color: {theme.ACCENT_DARK}")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.why = TextLabel()
        self.file = buttons.plain("Ghi &tệp…", "usb", tip="Ghi tệp trả lời vào thư mục hoặc USB (Alt+T)")
        self.print = buttons.plain("In &phiếu", "print", tip="Xem phiếu, in hoặc lưu PDF (Alt+P)")
        self._arrange()
        self.file.clicked.connect(lambda: self.file_wanted.emit(self._id))
        self.print.clicked.connect(lambda: self.print_wanted.emit(self._id))
        self.hide()

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer, or nothing."""
        self._id = answer.id if answer is not None else ""
        self.make_room(needed=False)
        if answer is None:
            return
        self.title.setText(answer.title)
        self.hint.setText(SPEAK if answer.code else answer.at)
        self.setToolTip("\n".join(filter(None, (answer.at, answer.note))))
        self.code.setText(answer.code)
        self.code.setVisible(bool(answer.code))
        letters = QFontMetrics(theme.font(size=_LETTERS, strong=True))
        self.code.setMinimumWidth(letters.horizontalAdvance(answer.code) + theme.SPACE)
        self.code.setAccessibleName(f"Mã đọc qua điện thoại: {answer.code}")
        self.why.setText(answer.why)
        self.why.setVisible(bool(answer.why))

    def make_room(self, *, needed: bool) -> None:
        """Stand aside while a question needs the room, and come back."""
        self.setVisible(bool(self._id) and not needed)

    def _arrange(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(theme.SPACE)
        said.addWidget(self.title)
        said.addWidget(self.hint, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.code)
        deeds.addWidget(self.why, 1)
        deeds.addStretch(0)
        deeds.addWidget(self.file)
        deeds.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(0)
        column.addLayout(said)
        column.addLayout(deeds)
