"""The bar of remarks at the foot of every screen: what the province wrote, and the unit's answer beside it.

It stays in sight while a revision that was returned is prepared anew, so that a value can be mended and answered for
without going to and fro; folded it takes one line.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cchc_desktop.domain import subject
from cchc_desktop.domain.subject import Subject
from ui.screens.answers.page import BarPage
from ui.screens.answers.presenter import FILL, Presenter
from ui.widgets import buttons, icons, theme
from ui.widgets.autosave import flush_editors
from ui.widgets.context import AppContext
from ui.widgets.editors import AutosaveText
from ui.widgets.keeping import Spot
from ui.widgets.labelled import FindingLine
from ui.widgets.labels import ElidedLabel, SectionTitle, TextLabel
from ui.widgets.looks import AMBER, GREEN, Look
from ui.widgets.pill import Pill

KEYS = "Alt+0"
_LINES = 2
_BODY = _LINES * theme.TEXT_LINE + 16
_ICON = 20
_LOW = 660
"""Pixels of a window below which the bar folds by itself."""


def build(context: AppContext) -> QWidget:
    """The bar of the window."""
    return RemarksBar(context)


class RemarksBar(QFrame):
    """Implements ``ViewPort``; hidden while no remark waits to be answered."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._page: BarPage | None = None
        self._is_folded = False
        self._icon = QLabel()
        self._title = SectionTitle()
        self._place = ElidedLabel()
        self._state = Pill("Chưa trả lời", AMBER)
        self._count = QLabel()
        self.answer = buttons.quiet("Trả lời", "draft", tip=f"Mở ô trả lời ({KEYS})")
        self.there = buttons.quiet("Đến chỗ này", "arrow-right", tip="Mở nơi mà ý kiến nói đến để xem, sửa")
        self.finish = buttons.quiet("Về hồ sơ", "submissions", tip="Mọi ý kiến đã trả lời: mở hồ sơ để hoàn thành")
        self.previous = buttons.quiet("", "chevron-left", tip="Ý kiến trước")
        self.next = buttons.quiet(
            "", "chevron-right", tip="Ý kiến sau (F8 trong ô trả lời: ý kiến chưa trả lời tiếp theo)"
        )
        self.fold = buttons.quiet("", "chevron-down", tip=f"Thu gọn ý kiến của tỉnh ({KEYS} để mở lại)")
        self._text = TextLabel()
        self.reply = AutosaveText(
            placeholder="Trả lời của đơn vị: đã sửa thế nào, hoặc vì sao giữ nguyên", lines=_LINES, max_lines=4
        )
        self._finding = FindingLine()
        self.suggest = buttons.quiet(FILL, "plus", tip="Điền vào ô trả lời chỗ đã sửa so với bản tỉnh trả lại")
        self._body = QWidget()
        self.presenter = Presenter(self, context)
        self._arrange()
        self._connect()
        self._name()
        self.hide()

    def shown(self) -> None:
        """The window opened."""
        self.presenter.read()

    def refresh(self, topics: frozenset[str]) -> None:
        """Data changed."""
        del topics
        self.presenter.read()

    def holds(self, target: str) -> bool:
        """Whether a link leads into this bar."""
        return self.presenter.holds(target)

    def open_target(self, target: str) -> None:
        """Show the remark that a link names."""
        flush_editors(self)
        self.presenter.open_target(target)

    def save_again(self) -> None:
        """Offer to the database again what it did not take."""
        self.presenter.save_again()

    def kept_spot(self, editor: QWidget) -> Spot | None:
        """The place of the answer."""
        return self._page.remark.spot if editor is self.reply and self._page is not None else None

    def history_of(self, widget: QWidget) -> Subject | None:
        """The history of the answer, or of the remark."""
        if self._page is None:
            return None
        return subject.by_id("remark", self._page.remark.id, "reply" if widget is self.reply else "")

    def show_page(self, page: BarPage | None) -> None:
        """Show a remark."""
        before, self._page = self._page, page
        self.setVisible(page is not None)
        if page is None:
            return
        self._tell_head(page)
        shown = page.remark
        self._text.setText(shown.text)
        if before is None or before.remark.id != shown.id:
            self.reply.set_value(shown.reply)
        else:
            self.reply.refresh_value(shown.reply)
        self.suggest.setText(shown.suggestion)
        self.suggest.setAccessibleName(shown.suggestion)
        self.suggest.setVisible(bool(shown.suggestion))
        if before is None:
            self._make_room()
        self._fold()

    def tell_reply(self, level: str, text: str) -> None:
        """Say under the answer why it is not taken, or what to know."""
        self._finding.show_finding(level, text)
        if level == "block":
            self.reply.set_refusal(text)

    def put_reply(self, text: str) -> None:
        """Put a text into the answer as if it were typed."""
        self.reply.selectAll()
        self.reply.insertPlainText(text)
        self.reply.commit()
        self.reply.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_reply(self) -> None:
        """Unfold the bar and put the cursor into the answer."""
        self._is_folded = False
        self._fold()
        self.reply.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever begins to answer is offered what was mended."""
        if event.type() is QEvent.Type.FocusIn and watched is self.reply:
            self.presenter.look_for_suggestion()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape folds the bar."""
        if event.key() == Qt.Key.Key_Escape and not self._is_folded:
            self._on_fold()
        else:
            super().keyPressEvent(event)

    def _tell_head(self, page: BarPage) -> None:
        shown, look = page.remark, GREEN if page.is_done else AMBER
        self._title.setText(page.title)
        self._state.set_state(*(("Đã trả lời", GREEN) if shown.reply else ("Chưa trả lời", AMBER)))
        self._count.setText(page.count)
        self._count.setStyleSheet(f"color: {look.ink}; font-weight: 600")
        self._paint(look)

    def _paint(self, look: Look) -> None:
        self._icon.setPixmap(icons.pixmap("appraise", look.ink, size=_ICON, scale=self.devicePixelRatioF()))
        self.setStyleSheet(
            f"QFrame#remarks-bar {{ background: {look.soft}; border: 1px solid {look.fill};"
            f" border-left: 4px solid {look.ink}; border-radius: {theme.RADIUS}px }}"
        )

    def _arrange(self) -> None:
        self._icon.setFixedSize(QSize(_ICON, _ICON))
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        for widget, stretch in (
            (self._icon, 0),
            (self._title, 0),
            (self._place, 1),
            (self._state, 0),
            (self._count, 0),
            (self.finish, 0),
            (self.answer, 0),
            (self.there, 0),
            (self.previous, 0),
            (self.next, 0),
            (self.fold, 0),
        ):
            head.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE + 4, 2, 4, 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._body)
        self._arrange_body()

    def _arrange_body(self) -> None:
        said = QScrollArea()
        said.setWidgetResizable(True)
        said.setFrameShape(QFrame.Shape.NoFrame)
        said.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        said.setMinimumHeight(_BODY)
        said.setMaximumHeight(2 * _BODY)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setObjectName("scrolled")
        said.setWidget(self._text)
        answer = QVBoxLayout()
        answer.setSpacing(2)
        answer.addWidget(self.reply)
        answer.addWidget(self._finding)
        answer.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignLeft)
        answer.addStretch(1)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, theme.SPACE, theme.SPACE - 4)
        row.setSpacing(2 * theme.SPACE)
        row.addWidget(said, 1)
        row.addLayout(answer, 1)

    def _connect(self) -> None:
        self.answer.clicked.connect(self.focus_reply)
        self.there.clicked.connect(self._on_there)
        self.finish.clicked.connect(self.presenter.finish)
        self.previous.clicked.connect(lambda: self._on_step(-1))
        self.next.clicked.connect(lambda: self._on_step(1))
        self.fold.clicked.connect(self._on_fold)
        self.reply.installEventFilter(self)
        self.reply.committed.connect(lambda text: self.presenter.reply(str(text)))
        self.suggest.clicked.connect(self._on_suggest)
        for keys, by in (("F8", 1), ("Shift+F8", -1)):
            inside = QShortcut(QKeySequence(keys), self)
            inside.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            inside.activated.connect(lambda step=by: self._on_step_open(step))
        shortcut = QShortcut(QKeySequence(KEYS), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.focus_reply)

    def _name(self) -> None:
        self.setObjectName("remarks-bar")
        self.setAccessibleName("Ý kiến của tỉnh")
        self.reply.setObjectName("remark-reply")
        self.reply.setAccessibleName("Trả lời ý kiến của tỉnh")
        for button, name in ((self.there, "there"), (self.finish, "finish"), (self.suggest, "suggest")):
            button.setObjectName(f"remark-{name}")

    def _fold(self) -> None:
        if self._page is not None:
            shown = self._page.remark
            words = f"“{' '.join(shown.text.split())}” · {shown.place}" if self._is_folded else shown.place
            self._place.setText(f"{words} · {shown.where}")
            self._choose_deeds(self._page)
        self._body.setVisible(not self._is_folded)
        way = "up" if self._is_folded else "down"
        self.fold.setIcon(icons.icon(f"chevron-{way}", theme.ACCENT))
        tip = f"Mở ý kiến của tỉnh ({KEYS})" if self._is_folded else f"Thu gọn ý kiến của tỉnh ({KEYS} để mở lại)"
        self.fold.setToolTip(tip)
        self.fold.setAccessibleName(tip)

    def _make_room(self) -> None:
        """A low window is left to the place that is to be mended; one line says what the remark is."""
        if self.window().height() < _LOW:
            self._is_folded = True
            self._fold()

    def _choose_deeds(self, page: BarPage) -> None:
        """Folded, the words of the province get the room."""
        is_open = not self._is_folded
        self._state.setVisible(is_open and not page.is_done)
        self.finish.setVisible(page.is_done)
        self.answer.setVisible(self._is_folded and not page.is_done)
        self.there.setVisible(page.remark.has_target and (is_open or not page.is_done))
        for button in (self.previous, self.next):
            button.setVisible(is_open and page.has_several)

    def _on_fold(self) -> None:
        flush_editors(self)
        self._is_folded = not self._is_folded
        self._fold()

    def _on_step(self, by: int) -> None:
        flush_editors(self)
        self.presenter.step(by)

    def _on_step_open(self, by: int) -> None:
        flush_editors(self)
        self.presenter.step_open(by)

    def _on_there(self) -> None:
        flush_editors(self)
        self._make_room()
        self.presenter.go_there()

    def _on_suggest(self) -> None:
        flush_editors(self)
        self.presenter.take_suggestion()
