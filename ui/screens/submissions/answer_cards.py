"""The card in which an answer of the province is brought in, by file or by a code heard on the telephone."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.screens.submissions.answer_page import TakenLine
from ui.screens.submissions.answering import Answering
from ui.screens.submissions.code_field import CodeField
from ui.widgets import buttons, icons, theme
from ui.widgets.card import Card
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.looks import NOTICE_LOOKS

SUFFIX = ".cchc-tra-loi"
_ICON = 20
_LINE, _LISTED = 40, 3
"""Pixels of an outcome of two lines of text, and how many are in sight without scrolling."""
NO_UNDO = "Phiếu đã nhập thì không hoàn tác được."
_FILTER = f"Tệp trả lời của tỉnh (*{SUFFIX});;Mọi tệp (*)"


class TakeCard(Card):
    """``files_chosen(list[Path])``, ``code_given(str)``, ``followed(str)`` and ``left``; files may be dropped on it.

    ``welcome`` lets files be dropped anywhere on another widget too.
    """

    files_chosen = Signal(list)
    code_given = Signal(str)
    followed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Nhập phiếu của tỉnh", parent)
        self.files = buttons.plain("Chọn tệp…", "file", tip=f"Tệp trả lời của tỉnh ({SUFFIX}); chọn được nhiều tệp")
        self.folder = buttons.plain("Thư mục, USB…", "usb", tip="Tìm mọi tệp trả lời trong thư mục hoặc USB")
        self.code = CodeField()
        self.take = buttons.primary("Nhận mã", "check", tip="Nhận mã đã nghe (Enter)")
        self._refusal = FindingLine()
        self._results = QVBoxLayout()
        self._listed = QScrollArea()
        self._close = buttons.quiet("", "close", tip="Đóng (Esc)")
        self._arrange()
        self._connect()
        self._name()
        self.hide()

    def serve(self, answering: Answering, *, follow: Callable[[str], None]) -> None:
        """Take the presenter."""
        self.files_chosen.connect(answering.take_files)
        self.code_given.connect(answering.take_code)
        self.left.connect(answering.leave_taking)
        self.followed.connect(follow)

    def begin(self) -> None:
        """Come into sight, ready for a code to be typed."""
        self.code.clear()
        self.refuse_code("")
        self.show_taken(())
        self.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_taken(self, lines: Sequence[TakenLine]) -> None:
        """Show what became of what was brought in."""
        while (item := self._results.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            shown = _TakenLine(line)
            shown.followed.connect(self.followed)
            self._results.addWidget(shown)
        self._listed.setVisible(bool(lines))
        self._listed.setFixedHeight(min(len(lines), _LISTED) * _LINE)

    def refuse_code(self, text: str) -> None:
        """Say under the code why it is not taken."""
        self._refusal.show_finding("block", text)
        self.code.setAccessibleDescription(text)
        theme.mark(self.code, "invalid", on=bool(text))

    def welcome(self, widget: QWidget) -> None:
        """Let files be dropped on this widget too."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped."""
        if isinstance(event, QDropEvent):
            files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            if isinstance(event, QDragEnterEvent):
                event.setAccepted(bool(files))
                return True
            if files:
                event.acceptProposedAction()
                self.files_chosen.emit(files)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.add_deed(self._close)
        by_file, by_code = QLabel("Kéo thả &tệp trả lời vào đây, hoặc"), QLabel("Hoặc &mã 12 ký tự nghe qua điện thoại")
        by_file.setBuddy(self.files)
        by_code.setBuddy(self.code)
        hint = HintLabel(f"Tệp mang đủ ý kiến; mã chỉ báo kết quả.\n{NO_UNDO}")
        hint.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout()
        row.setSpacing(3 * theme.SPACE)
        row.addLayout(_column(by_file, (self.files, self.folder), hint))
        row.addLayout(_column(by_code, (self.code, self.take), self._refusal), 1)
        self.body.addLayout(row)
        self.body.addWidget(self._listed)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._results.setContentsMargins(0, 0, theme.SPACE, 0)
        self._results.setSpacing(4)
        inside.setLayout(self._results)
        self._listed.setWidgetResizable(True)
        self._listed.setFrameShape(QFrame.Shape.NoFrame)
        self._listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._listed.setAccessibleName("Kết quả nhập phiếu")
        self._listed.setWidget(inside)

    def _connect(self) -> None:
        self.welcome(self)
        self.files.clicked.connect(self._on_files)
        self.folder.clicked.connect(self._on_folder)
        self.take.clicked.connect(lambda: self.code_given.emit(self.code.text()))
        self.code.returnPressed.connect(self.take.click)
        self.code.textEdited.connect(lambda _text: self.refuse_code(""))
        self._close.clicked.connect(self.left)

    def _name(self) -> None:
        self.files.setObjectName("answer-files")
        self.folder.setObjectName("answer-folder")
        self.code.setObjectName("answer-code")
        self.code.setAccessibleName("Mã 12 ký tự nghe qua điện thoại")
        self.take.setObjectName("answer-take-code")

    def _on_files(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, "Chọn tệp trả lời của tỉnh", "", _FILTER)
        if chosen:
            self.files_chosen.emit([Path(name) for name in chosen])

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục hoặc USB có tệp trả lời của tỉnh")
        if chosen:
            self.files_chosen.emit([Path(chosen)])


def _column(label: QLabel, deeds: Sequence[QWidget], below: QWidget) -> QVBoxLayout:
    """Label, what is done, and what is to be known below it."""
    label.setProperty("kind", "field")
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE)
    for deed in deeds:
        row.addWidget(deed)
    row.addStretch(1)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label)
    column.addLayout(row)
    column.addWidget(below)
    column.addStretch(1)
    return column


class _TakenLine(QWidget):
    """One outcome: icon, sentence, the way to the submission."""

    followed = Signal(str)

    def __init__(self, line: TakenLine) -> None:
        super().__init__()
        look = NOTICE_LOOKS[line.level]
        picture = QLabel()
        picture.setFixedSize(QSize(_ICON, _ICON))
        picture.setPixmap(icons.pixmap(look.icon, look.ink, size=_ICON, scale=self.devicePixelRatioF()))
        words = TextLabel(line.sentence)
        words.setStyleSheet(f"color: {look.ink}; font-weight: 600")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        if line.link:
            go = buttons.plain(line.link_words, "arrow-right", tip="Mở hồ sơ này")
            go.clicked.connect(lambda: self.followed.emit(line.link))
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
