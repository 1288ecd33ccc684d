"""What the province said of the submission in sight: a card in the colour of the answer, with its remarks."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.submissions.answer_page import AnswerCard, RemarkLine
from ui.widgets import buttons, icons, theme
from ui.widgets.labels import HintLabel, SectionTitle, TextLabel
from ui.widgets.looks import AMBER, GREEN, SUBMISSION_LOOKS, Look

_LOOKS: dict[str, Look] = {**SUBMISSION_LOOKS, "draft": AMBER}
_ICON = 20


class ProvinceCard(QFrame):
    """What the province said of the submission in sight: ``deed_wanted`` and ``followed(str)`` of a remark."""

    deed_wanted = Signal()
    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("province-card")
        self._shown: AnswerCard | None = None
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(_ICON, _ICON))
        self._title = SectionTitle()
        self._title.setWordWrap(True)
        self._facts = HintLabel()
        self._note = TextLabel()
        self._more = HintLabel()
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(theme.SPACE)
        self.deed = buttons.primary("Bắt đầu sửa", "draft")
        self.deed.setObjectName("answer-deed")
        self._deed_hint = HintLabel()
        self._arrange()
        self.deed.clicked.connect(self.deed_wanted)
        self.hide()

    def show_card(self, card: AnswerCard | None) -> None:
        """Show an answer; None hides the card."""
        self.setVisible(card is not None)
        if card is None or card == self._shown:
            return
        self._shown = card
        self._paint(_LOOKS[card.look])
        self._title.setText(card.title)
        self.setAccessibleName(card.title)
        for label, text in (
            (self._facts, card.facts),
            (self._note, card.note),
            (self._more, card.more),
            (self._deed_hint, card.deed_hint),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.deed.setText(card.deed)
        self.deed.setAccessibleName(card.deed)
        self.deed.setVisible(bool(card.deed))
        self._show_remarks(card.remarks)

    def _show_remarks(self, remarks: Sequence[RemarkLine]) -> None:
        while (item := self._remarks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, remark in enumerate(remarks, start=1):
            line = RemarkBox(remark, number)
            line.followed.connect(self.followed)
            self._remarks.addWidget(line)

    def _paint(self, look: Look) -> None:
        self._icon.setPixmap(icons.pixmap(look.icon, look.ink, size=_ICON, scale=self.devicePixelRatioF()))
        self._title.setStyleSheet(f"color: {look.ink}; font-weight: 600")
        self.setStyleSheet(
            f"QFrame#province-card {{ background: {look.soft}; border: 1px solid {look.fill};"
            f" border-left: 4px solid {look.ink}; border-radius: {theme.RADIUS}px }}"
        )

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        deed = QHBoxLayout()
        deed.setSpacing(theme.SPACE)
        deed.addWidget(self.deed)
        deed.addWidget(self._deed_hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, theme.SPACE + 4, 2 * theme.SPACE, theme.SPACE + 4)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self._note)
        column.addLayout(deed)
        column.addLayout(self._remarks)
        column.addWidget(self._more)


class RemarkBox(QWidget):
    """A remark with its answer: ``followed(str)`` to where it is answered, or to what it is about."""

    followed = Signal(str)

    def __init__(self, remark: RemarkLine, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = AMBER if remark.is_open else GREEN
        picture = QLabel()
        picture.setFixedSize(QSize(16, theme.FIELD if remark.link else 18))  # level with the first line
        picture.setPixmap(icons.pixmap(look.icon, look.ink, size=16, scale=self.devicePixelRatioF()))
        place = TextLabel(f"{number}. {remark.place}")
        place.setStyleSheet("font-weight: 600")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, (theme.FIELD - theme.TEXT_LINE) // 2 if remark.link else 0, 0, 0)
        words.addWidget(place)
        if remark.text:
            words.addWidget(TextLabel(remark.text))
        if remark.reply:
            words.addWidget(HintLabel(f"Trả lời: {remark.reply}"))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if remark.link:
            words_of_link = "Trả lời" if remark.is_open else "Xem lại"
            go = buttons.quiet(words_of_link, "arrow-right", tip=f"Mở ý kiến {number}: {remark.place}")
            go.clicked.connect(lambda: self.followed.emit(remark.link))
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"Ý kiến {number}, {'chưa trả lời' if remark.is_open else 'đã trả lời'}: {remark.place}")
