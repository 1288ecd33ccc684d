"""Notices in place: what happened, what is safe, what to do. They stand above the screen and never block it."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.widgets import buttons, icons
from ui.widgets.looks import NOTICE_LOOKS
from ui.widgets.notices import Notice, NoticeSink
from ui.widgets.theme import SPACE, TEXT_SMALL

_SUCCESS_MS = 8_000
_LIMIT = 3
_LOW, _LIMIT_IF_LOW = 700, 2
"""In a window lower than this, as on a small screen at 125 %, fewer notices stand above the work."""


class Banner(QFrame):
    """One notice; ``closed`` when the user or its deed takes it away."""

    closed = Signal()

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        look = NOTICE_LOOKS[notice.kind]
        self.setObjectName("banner")
        self.setAccessibleName(" ".join(part for part in (notice.what, notice.safe, notice.do) if part))
        self.setStyleSheet(
            f"QFrame#banner {{ background: {look.soft}; border: 1px solid {look.fill};"
            f" border-left: 4px solid {look.ink}; border-radius: 4px }}"
        )
        picture = QLabel()
        picture.setFixedSize(QSize(20, 22))
        picture.setPixmap(icons.pixmap(look.icon, look.ink, size=20, scale=self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_line(notice.what, f"font-weight: 600; color: {look.ink}"))
        rest = " ".join(part for part in (notice.safe, notice.do) if part)
        if rest:
            words.addWidget(_line(rest, f"font-size: {TEXT_SMALL}px"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE + 4, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        if notice.deed is not None:
            deed = buttons.plain(notice.deed.text)
            deed.clicked.connect(notice.deed.run)
            deed.clicked.connect(self.closed)
            row.addWidget(deed, 0, Qt.AlignmentFlag.AlignVCenter)
        close = buttons.quiet("", "close", tip="Đóng thông báo")
        close.clicked.connect(self.closed)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)


class BannerStack(QWidget):
    """The place of the notices: newest on top, three at most, two in a low window; ``sink()`` is where to tell them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._banners: list[Banner] = []
        self.setVisible(False)

    def sink(self) -> NoticeSink:
        """A Notices that shows its messages here."""
        return NoticeSink(self.post)

    def post(self, notice: Notice) -> None:
        """Show a notice; the same one again only moves up; a success goes away by itself."""
        for shown in [banner for banner in self._banners if _replaces(notice, banner.notice)]:
            self._remove(shown)
        banner = Banner(notice)
        banner.closed.connect(lambda: self._remove(banner))
        self._banners.insert(0, banner)
        self._column.insertWidget(0, banner)
        while len(self._banners) > (_LIMIT_IF_LOW if self._is_low() else _LIMIT):
            self._remove(self._banners[-1])
        if notice.kind == "success":
            QTimer.singleShot(_SUCCESS_MS, banner, banner.closed.emit)
        self.setVisible(True)

    def shown(self) -> tuple[Notice, ...]:
        """The notices on screen, newest first."""
        return tuple(banner.notice for banner in self._banners)

    def clear(self) -> None:
        """Take all notices away."""
        for banner in tuple(self._banners):
            self._remove(banner)

    def _is_low(self) -> bool:
        window = self.window()
        return window is not self and window.height() < _LOW

    def _remove(self, banner: Banner) -> None:
        if banner in self._banners:
            self._banners.remove(banner)
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))


def _replaces(notice: Notice, shown: Notice) -> bool:
    return shown == notice or bool(notice.topic and shown.topic == notice.topic)


class _Line(QLabel):
    """Words that wrap and are never cut off from below, however little room the screen leaves."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that this width needs."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))


def _line(text: str, style: str) -> QLabel:
    label = _Line(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setStyleSheet(style)
    return label
