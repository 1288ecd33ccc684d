"""The card "Gửi cho tỉnh": the way, then the sticks that are plugged in, or the mails; and how the deed ended."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.screens.submissions.send_page import FOLDER, MAIL, STICK, WAYS, Band, MailPage, SendPage, StickChoice
from ui.widgets import buttons, icons, theme
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel, TextLabel
from ui.widgets.looks import NOTICE_LOOKS
from ui.widgets.progress_strip import ProgressStrip

_LOOK_EVERY_MS = 3000
_ICON, _GREAT_ICON = 20, 32
_ABREAST = 2
"""Links to drafts side by side."""
_NO_STICK = "Chưa thấy USB nào. Hãy cắm USB vào máy và đợi vài giây; chương trình tự tìm."
_LOOKING = "Đang tìm USB…"
_HOW_MAIL = "Chương trình soạn sẵn thư có người nhận, tiêu đề, nội dung và tệp đính kèm; bạn mở thư, xem lại rồi gửi."


class SendCard(Card):
    """``way_chosen``, ``looked_for``, ``stick_chosen``, and a signal for each deed."""

    way_chosen = Signal(str)
    looked_for = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Gửi cho tỉnh", parent)
        self.ways = {way: _way_button(way, words) for way, words in WAYS}
        self.stick = StickPane()
        self.mail = MailPane()
        self.strip = ProgressStrip()
        self.band = BandLabel()
        self._folder = HintLabel("Ghi gói nộp vào thư mục tự chọn ở ô dưới đây, rồi tự chuyển cho tỉnh.")
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._on_time)
        self._arrange()

    def show_page(self, page: SendPage) -> None:
        """Show the way in sight and how its last deed ended."""
        for way, button in self.ways.items():
            button.setChecked(way == page.way)
        self.stick.setVisible(page.way == STICK)
        self.mail.setVisible(page.way == MAIL)
        self._folder.setVisible(page.way == FOLDER)
        self.stick.show_page(page)
        self.mail.show_page(page.mail)
        self.band.show_band(page.band)

    def start(self, text: str) -> None:
        """A long job begins: nothing is begun beside it."""
        self.strip.start(text)
        self._hold(held=True)

    def finish(self) -> None:
        """It is over."""
        self.strip.finish()
        self._hold(held=False)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks while the card is in sight."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._timer.stop()

    def _on_time(self) -> None:
        if self.stick.isVisible() and self.stick.isEnabled():
            self.looked_for.emit()

    def _hold(self, *, held: bool) -> None:
        for widget in (self.stick, self.mail, *self.ways.values()):
            widget.setEnabled(not held)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        group = QButtonGroup(self)
        group.setExclusive(True)
        for way, button in self.ways.items():
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, chosen=way: self.way_chosen.emit(chosen))
        row.addStretch(1)
        self.body.addLayout(row)
        for widget in (self.strip, self.band, self.stick, self.mail, self._folder):
            self.body.addWidget(widget)


class StickPane(QWidget):
    """``chosen(key)``, ``write_wanted``, ``check_wanted``."""

    chosen = Signal(str)
    write_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[StickChoice, ...] | None = None
        self._sentence = HintLabel(_LOOKING)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(2)
        self._group = QButtonGroup(self)
        self.radios: dict[str, QRadioButton] = {}
        self.write = buttons.primary("Ghi ra USB", "usb", tip="Ghi gói nộp ra USB đã chọn, rồi đọc lại từ chính USB")
        self.write.setObjectName("submission-write-stick")
        self.check = buttons.plain("Kiểm tra lại", "tick", tip="Đọc lại từ USB bản đã ghi gần nhất (cắm lại USB trước)")
        self.check.setObjectName("submission-check-stick")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._sentence)
        column.addLayout(self._choices)
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        self.write.clicked.connect(self.write_wanted)
        self.check.clicked.connect(self.check_wanted)

    def show_page(self, page: SendPage) -> None:
        """Show the sticks and what may be done."""
        self._sentence.setText(_LOOKING if page.sticks is None else _NO_STICK)
        self._sentence.setVisible(not page.sticks)
        if page.sticks is not None and page.sticks != self._shown:
            self._offer(page.sticks)
        self._group.setExclusive(False)  # an exclusive group does not let go of its last choice
        for key, radio in self.radios.items():
            radio.setChecked(key == page.chosen)
        self._group.setExclusive(True)
        words = "Ghi thêm một bản ra USB khác" if page.is_another else "Ghi ra USB"
        self.write.setText(words)
        self.write.setAccessibleName(words)
        self.write.setEnabled(bool(page.chosen))
        self.check.setVisible(page.may_check)

    def _offer(self, sticks: Sequence[StickChoice]) -> None:
        had_focus = any(radio.hasFocus() for radio in self.radios.values())
        for radio in self.radios.values():
            self._group.removeButton(radio)
            self._choices.removeWidget(radio)
            radio.hide()
            radio.deleteLater()
        self._shown = tuple(sticks)
        self.radios = {}
        for stick in sticks:
            radio = QRadioButton(f"{stick.name}\n{stick.room}")
            radio.setEnabled(stick.writable)
            radio.setAccessibleName(f"USB {stick.name}, {stick.room}")
            radio.clicked.connect(lambda _checked=False, key=stick.key: self.chosen.emit(key))
            self._group.addButton(radio)
            self._choices.addWidget(radio)
            self.radios[stick.key] = radio
        if had_focus and self.radios:
            next(iter(self.radios.values())).setFocus()


class MailPane(QWidget):
    """``write_wanted``, ``opened(path)``, ``folder_wanted``."""

    write_wanted = Signal()
    opened = Signal(str)
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._how = HintLabel(_HOW_MAIL)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(2 * theme.SPACE)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(1, 1)
        self._pairs: list[tuple[HintLabel, TextLabel]] = []
        self._refusal = TextLabel()
        self.write = buttons.primary("Soạn thư", "mail", tip="Soạn thư kèm gói nộp và mở trong chương trình thư")
        self.write.setObjectName("submission-write-mail")
        self.folder = buttons.quiet("Mở thư mục thư", "folder", tip="Mở thư mục chứa các thư đã soạn")
        self.folder.setObjectName("submission-mail-folder")
        self._drafts = QGridLayout()
        self._drafts.setSpacing(4)
        self._drafts.setColumnStretch(_ABREAST, 1)
        self._written: tuple[tuple[str, str], ...] = ()
        self._arrange()
        self.write.clicked.connect(self.write_wanted)
        self.folder.clicked.connect(self.folder_wanted)

    def show_page(self, page: MailPage) -> None:
        """Show what the mails are and which drafts are written."""
        while len(self._pairs) < len(page.facts):
            pair = (HintLabel(), TextLabel())
            self._facts.addWidget(pair[0], len(self._pairs), 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(pair[1], len(self._pairs), 1)
            self._pairs.append(pair)
        for number, (label, value) in enumerate(self._pairs):
            words = page.facts[number] if number < len(page.facts) else ("", "")
            label.setText(words[0])
            value.setText(words[1])
            value.setAccessibleName(": ".join(words))
            label.setVisible(bool(words[0]))
            value.setVisible(bool(words[0]))
        self._refusal.setText(page.refusal)
        self._refusal.setVisible(bool(page.refusal))
        self._how.setVisible(not page.refusal and not page.drafts)
        self.write.setEnabled(not page.refusal)
        self.write.setText("Soạn lại thư" if page.drafts else "Soạn thư")
        self.write.setAccessibleName(self.write.text())
        self.folder.setVisible(bool(page.drafts))
        self._offer(page.drafts)

    def _offer(self, drafts: tuple[tuple[str, str], ...]) -> None:
        if drafts == self._written:
            return
        self._written = drafts
        while (item := self._drafts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (path, words) in enumerate(drafts):
            button = buttons.quiet(f"Mở {words.lower()}", "mail", tip=path)
            button.clicked.connect(lambda _checked=False, chosen=path: self.opened.emit(chosen))
            self._drafts.addWidget(button, *divmod(number, _ABREAST))

    def _arrange(self) -> None:
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.SPACE)
        deeds.addWidget(self.write)
        deeds.addWidget(self.folder)
        deeds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._how)
        column.addLayout(self._facts)
        column.addWidget(self._refusal)
        column.addLayout(deeds)
        column.addLayout(self._drafts)


class BandLabel(QFrame):
    """How a deed ended, large: icon, head and sentence; hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("send-band")
        self._picture = QLabel()
        self.head = TextLabel()
        self.text = TextLabel()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.head)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE + 4, 2 * theme.SPACE, theme.SPACE + 4)
        row.setSpacing(theme.SPACE + 4)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.hide()

    def show_band(self, band: Band | None) -> None:
        """Tell it; success in large letters, to be read from afar."""
        self.setVisible(band is not None)
        if band is None:
            return
        look, is_success = NOTICE_LOOKS[band.level], band.level == "success"
        size = _GREAT_ICON if is_success else _ICON
        self._picture.setFixedSize(QSize(size, size))
        self._picture.setPixmap(icons.pixmap(look.icon, look.ink, size=size, scale=self.devicePixelRatioF()))
        self.setStyleSheet(
            f"QFrame#send-band {{ background: {look.soft}; border-left: 4px solid {look.ink}; border-radius: 4px }}"
        )
        letters = theme.TEXT_TITLE if is_success else theme.TEXT_BODY
        self.head.setStyleSheet(f"color: {look.ink}; font-size: {letters}px; font-weight: 600")
        self.head.setText(band.head)
        self.text.setText(band.text)
        self.setAccessibleName(f"{band.head}. {band.text}")


def _way_button(way: str, words: str) -> QPushButton:
    button = buttons.plain(words, tip=f"Gửi gói nộp bằng: {words}")
    button.setCheckable(True)
    button.setProperty("kind", "chip")
    button.setObjectName(f"submission-way-{way}")
    return button
