"""The tab "Đang ở đâu?": who holds the submission, its copies, the answers of the province, the chain of revisions."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.screens.submissions.custody_page import ChainLine, CopyLine, CustodyPage
from ui.screens.submissions.file_name_label import FileNameLabel
from ui.screens.submissions.warning_line import WarningLine
from ui.widgets import buttons, icons, theme
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel
from ui.widgets.looks import AMBER, BLUE, FAINT, GREEN, GREY, NOTICE_LOOKS, SUBMISSION_LOOKS, Look
from ui.widgets.pill import Pill

_ICON = 20
_HOLDERS: dict[str, Look] = {
    "unit": Look(GREY.ink, GREY.soft, "user", GREY.fill),
    "on_the_way": Look(AMBER.ink, AMBER.soft, "hourglass", AMBER.fill),
    "province": Look(BLUE.ink, BLUE.soft, "inbox", BLUE.fill),
}
_KEEP = Look(AMBER.ink, AMBER.soft, "lock", AMBER.fill)
_MAY_GO = Look(GREEN.ink, GREEN.soft, "check", GREEN.fill)
_GONE = Look(FAINT.ink, FAINT.soft, "dash", FAINT.fill)
_NO_COPIES = "Chưa có bản chép nào: hồ sơ chưa kết xuất."
_NO_ANSWERS = "Chưa có phiếu nào của tỉnh."


class CustodyPane(QStackedWidget):
    """``gone(id)`` to note that a copy is gone, ``place_wanted(id)`` to open where it lies."""

    gone = Signal(str)
    place_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: CustodyPage | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Hồ sơ đang ở đâu")
        self._empty = EmptyState(icon="search", sentence="Chưa có hồ sơ", first_step=" ")
        self.addWidget(self._area)
        self.addWidget(self._empty)

    def show_page(self, page: CustodyPage) -> None:
        """Show it; the same page read again stays where it was scrolled to."""
        self.setCurrentWidget(self._area)
        if page == self._shown:
            return
        place = self._area.verticalScrollBar().value()
        self._shown = page
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.SPACE, theme.SPACE, 0)
        column.setSpacing(theme.SPACE)
        for card in (_holder(page), self._copies(page.copies), _answers(page.answers), _chain(page.chain)):
            column.addWidget(card)
        column.addStretch(1)
        self._area.setWidget(inside)
        self._area.verticalScrollBar().setValue(place)

    def show_nothing(self, text: str) -> None:
        """Show a sentence instead."""
        self._shown = None
        self._empty.step.setText(text)
        self.setCurrentWidget(self._empty)

    def _copies(self, lines: tuple[CopyLine, ...]) -> Card:
        card = Card("Các bản chép của gói nộp")
        if not lines:
            card.body.addWidget(HintLabel(_NO_COPIES))
        for number, line in enumerate(lines):
            if number:
                card.body.addWidget(_rule())
            card.body.addWidget(self._copy(line))
        return card

    def _copy(self, line: CopyLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(_picture(line.icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        row.addLayout(words, 1)
        title = TextLabel(line.title)
        title.setFont(theme.font(strong=True))
        words.addWidget(title)
        place = FileNameLabel()
        place.show_name(line.place)
        words.addWidget(HintLabel(line.written))
        words.addWidget(place)
        words.addLayout(_in_line(_state_pills(line)))
        words.addWidget(HintLabel(line.why))
        if line.identity:
            words.addLayout(_in_line(self._deeds(line)))
        box.setAccessibleName(
            ", ".join(part for part in (line.title, line.written, line.presence, line.keeping) if part)
        )
        return box

    def _deeds(self, line: CopyLine) -> tuple[QWidget, ...]:
        gone = buttons.quiet("Đánh dấu đã xóa", "trash", tip="Ghi nhận bản này không còn; chương trình không xóa tệp")
        gone.clicked.connect(lambda _checked=False, chosen=line.identity: self.gone.emit(chosen))
        if line.presence_level != "success":
            return (gone,)
        look = buttons.quiet("Mở thư mục", "folder", tip=f"Mở nơi chứa {line.title.lower()}")
        look.clicked.connect(lambda _checked=False, chosen=line.identity: self.place_wanted.emit(chosen))
        return (look, gone)


def _holder(page: CustodyPage) -> Card:
    card = Card()
    card.body.addLayout(_in_line((Pill(page.holder_label, _HOLDERS[page.holder]),)))
    sentence = TextLabel(page.sentence)
    sentence.setFont(theme.font(strong=True))
    card.body.addWidget(sentence)
    if page.warning:
        warning = WarningLine()
        warning.setText(page.warning)
        warning.show()
        card.body.addWidget(warning)
    card.setAccessibleName(f"{page.holder_label}: {page.sentence}")
    return card


def _answers(lines: tuple[str, ...]) -> Card:
    card = Card("Trả lời của tỉnh")
    for line in lines or (_NO_ANSWERS,):
        card.body.addWidget(TextLabel(line) if lines else HintLabel(line))
    return card


def _chain(lines: tuple[ChainLine, ...]) -> Card:
    card = Card("Các bản nối tiếp nhau")
    for line in lines:
        card.body.addLayout(_in_line((SectionTitle(line.title), Pill(line.state_label, SUBMISSION_LOOKS[line.state]))))
        card.body.addWidget(HintLabel(line.text))
        if line.reason:
            card.body.addWidget(TextLabel(line.reason))
    return card


def _state_pills(line: CopyLine) -> tuple[Pill, ...]:
    if not line.keeping:
        return (Pill(line.presence, _GONE),)
    presence = Pill(line.presence, NOTICE_LOOKS.get(line.presence_level, GREY))
    return presence, Pill(line.keeping, _MAY_GO if line.may_go else _KEEP)


def _in_line(widgets: Iterable[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _picture(icon: str) -> QLabel:
    label = QLabel()
    label.setFixedSize(QSize(_ICON, _ICON))
    label.setPixmap(icons.pixmap(icon, theme.ACCENT, size=_ICON, scale=label.devicePixelRatioF()))
    return label


def _rule() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setStyleSheet(f"background: {theme.LINE}")
    return line
