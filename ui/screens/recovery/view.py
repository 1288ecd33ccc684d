"""The screen after a cut-off: first what is safe, then the typed texts that wait, what was entered and put away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from ui.screens.recovery.presenter import Page, RecoveryPresenter, SafeFacts, TextFacts
from ui.screens.recovery.text_card import TextCard
from ui.widgets import buttons, icons, theme
from ui.widgets.card import Card
from ui.widgets.context import AppContext
from ui.widgets.kept_editors import put_back
from ui.widgets.labels import HintLabel, TextLabel, TitleLabel
from ui.widgets.looks import GREEN
from ui.widgets.scroll_page import ScrollPage

_LOOK_AGAIN_MS, _LOOKS = 80, 60
"""How often, and how many times, the editor of a place is looked for while its screen comes up."""
_NO_HURRY = (
    "Chưa cần làm ngay: chưa xử lý thì nội dung vẫn được giữ, xem lại ở Cài đặt, thẻ Dữ liệu, nút Nội dung gõ dở. "
    "Bỏ nhầm thì lấy lại được trong 30 ngày."
)
_READING = "Đang đọc lại những gì đã ghi lần trước…"
_FOLDED = 8
"""Records shown before "Xem tất cả"."""


class RecoveryScreen(ScrollPage):
    """Implements the presenter's ViewPort."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = RecoveryPresenter(self, context)
        self.title, self.sentence = TitleLabel("Dữ liệu của đơn vị còn nguyên."), TextLabel(_READING)
        self.go_on = buttons.primary("Tiếp tục công việc", "arrow-right", tip="Đến trang Tổng quan")
        self.waiting = Card("Nội dung gõ dở đang chờ")
        self.safe = Card("Đã lưu trong lần bị ngắt")
        self.discarded = Card("Đã bỏ trong 30 ngày")
        self.cards: list[TextCard] = []
        self._awaited: list[tuple[str, str]] = []
        self._looks = 0
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        self._arrange()
        self.go_on.clicked.connect(self.presenter.go_on)
        self.setAccessibleName("Nội dung gõ dở")

    def shown(self) -> None:
        """The screen came into sight."""
        self.presenter.shown()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, page: Page) -> None:
        """Show everything."""
        self.title.setText(page.title)
        self.sentence.setText(page.sentence)
        self.cards = []
        self._fill(self.waiting, page.waiting, waits=True)
        self._fill(self.discarded, page.discarded, waits=False)
        self._show_safe(page.safe)
        QTimer.singleShot(0, self, self._lay_out)

    def put_back(self, texts: Sequence[tuple[str, str]]) -> None:
        """Put texts into the editors of the screen that comes up."""
        self._awaited, self._looks = list(texts), 0
        self._timer.start()

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def _lay_out(self) -> None:
        """Give the new cards their height at once: their texts wrap, which the page learns late."""
        for card in (*self.cards, self.waiting, self.safe, self.discarded):
            layout = card.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
        self.body.invalidate()
        self.body.activate()

    def _look(self) -> None:
        window = self.window()
        self._awaited = [one for one in self._awaited if not put_back(window, *one)]
        self._looks += 1
        if not self._awaited or self._looks >= _LOOKS:
            self._timer.stop()
        if self._awaited and self._looks >= _LOOKS:
            self.presenter.not_put_back()

    def _arrange(self) -> None:
        mark = QLabel()
        mark.setPixmap(icons.pixmap("saved", GREEN.ink, size=32, scale=self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.SPACE)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignTop)
        self.title.setWordWrap(True)
        first = Card()
        first.body.addLayout(head)
        self.body.setSpacing(2 * theme.SPACE)
        for card in (first, self.waiting, self.safe, self.discarded):
            self.body.addWidget(card)
        for card in (self.waiting, self.safe, self.discarded):
            card.hide()
        self.body.addStretch(1)

    def _fill(self, card: Card, texts: Sequence[TextFacts], *, waits: bool) -> None:
        _empty(card.body)
        if waits:
            card.body.addWidget(HintLabel(_NO_HURRY))
        for facts in texts:
            shown = TextCard(facts, waits=waits)
            shown.recovered.connect(self.presenter.recover)
            shown.copied.connect(self.presenter.copy)
            shown.discarded.connect(self.presenter.discard)
            shown.taken_back.connect(self.presenter.take_back)
            card.body.addWidget(shown)
            shown.show()
            self.cards.append(shown)
        card.setVisible(bool(texts))

    def _show_safe(self, safe: Sequence[SafeFacts]) -> None:
        _empty(self.safe.body)
        lines = [self._safe_line(facts) for facts in safe]
        for number, line in enumerate(lines):
            line.setVisible(number < _FOLDED)
            self.safe.body.addWidget(line)
        if len(lines) > _FOLDED:
            more = buttons.quiet(f"Xem tất cả {len(lines)} nơi", "chevron-down")
            more.clicked.connect(lambda: _unfold(lines, more))
            self.safe.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.safe.setVisible(bool(safe))

    def _safe_line(self, facts: SafeFacts) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        time = HintLabel(facts.at)
        time.setFixedWidth(48)
        row.addWidget(time)
        row.addWidget(TextLabel(facts.text), 1)
        if facts.target:
            opener = buttons.quiet("Mở", "eye", tip=f"Mở {facts.text}")
            opener.clicked.connect(lambda: self.presenter.open(facts.target))
            row.addWidget(opener)
        return line


def _unfold(lines: Sequence[QWidget], button: QWidget) -> None:
    for line in lines:
        line.show()
    button.hide()


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def build(context: AppContext) -> QWidget:
    """Make the screen."""
    return RecoveryScreen(context)
