"""The window: navigation, header, notices, the screens of the registry, foot.

It shows its frame before any data is open. ``__main__`` (or the application) builds services and context afterwards
and calls ``open``; screens are built at their first show. The window holds no rule and no data.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.registry import ScreenSpec
from ui.widgets import theme
from ui.widgets.autosave import flush_editors
from ui.widgets.banner import BannerStack
from ui.widgets.beside import Beside
from ui.widgets.context import AppContext, HeaderFacts
from ui.widgets.foot_line import FootLine
from ui.widgets.header_line import HeaderLine
from ui.widgets.history_drawer import HistoryDrawer
from ui.widgets.keeping import Keeping
from ui.widgets.navigation import Navigation, Place
from ui.widgets.notices import Deed, Notice, Notices
from ui.widgets.runner import Runner
from ui.widgets.save_state import SaveState
from ui.widgets.standing_band import StandingBand
from ui.widgets.view_only import ViewOnly

LEAST_SCREEN = 300
"""Pixels that a screen keeps on a low display while the bar beside it is unfolded."""


@runtime_checkable
class Shown(Protocol):
    """A screen that wants to know when it comes into sight."""

    def shown(self) -> None:
        """The screen is in sight."""
        ...


@runtime_checkable
class Refreshing(Protocol):
    """A screen that reloads when data changed."""

    def refresh(self, topics: frozenset[str]) -> None:
        """Reload what depends on these topics."""
        ...


@runtime_checkable
class Targeted(Protocol):
    """A screen that can show one thing by its link."""

    def open_target(self, target: str) -> None:
        """Show this target ("task:<code>:<field>")."""
        ...


@runtime_checkable
class Owing(Protocol):
    """A screen that keeps commands which the environment let fail."""

    def save_again(self) -> None:
        """Offer them to the database again."""
        ...


class MainWindow(QMainWindow):
    """The one window of the program."""

    sign_out_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    screen_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._context: AppContext | None = None
        self._heard: Runner | None = None
        self._specs: dict[str, ScreenSpec] = {}
        self._screens: dict[str, QWidget] = {}
        self._stale: dict[str, frozenset[str]] = {}
        self._headers: dict[str, HeaderFacts] = {}
        self._current = ""
        self._may_leave_unsaved = False
        self._navigation = Navigation()
        self._header = HeaderLine()
        self._band = StandingBand()
        self._banners = BannerStack()
        self._stack = QStackedWidget()
        self._placeholder = QLabel("Đang mở dữ liệu…")
        self._gate: QWidget | None = None
        self._beside = Beside()
        self._beside_topics: frozenset[str] = frozenset()
        self._foot = FootLine()
        self._drawer = HistoryDrawer(self._stack)
        self._view_only = ViewOnly(self)
        self._arrange()
        self._connect()

    @property
    def notices(self) -> Notices:
        """Where the program tells its notices."""
        return self._banners.sink()

    @property
    def save_state(self) -> SaveState:
        """The save state at the foot."""
        return self._foot.save_state

    @property
    def current_screen(self) -> str:
        """The id of the screen in sight; empty before ``open``."""
        return self._current

    @property
    def keeping(self) -> Keeping | None:
        """Where the editors keep what cannot be stored yet; None while nobody works."""
        return self._context.keeping if self._context is not None else None

    def open(self, context: AppContext, screens: Sequence[ScreenSpec], *, first: str = "") -> None:
        """Take the context, show the screens of the user's role and go to the first one."""
        self.close_screens()
        self._context = context
        self._drawer.serve(context)
        allowed = [spec for spec in screens if context.user.role in spec.roles]
        self._specs = {spec.id: spec for spec in allowed if not spec.beside}
        self._navigation.set_places(
            [Place(spec.id, spec.title, spec.icon, spec.shortcut, spec.group) for spec in allowed if spec.listed]
        )
        self._header.show_user(context.user)
        if self._heard is not context.runner:
            self._heard = context.runner
            context.runner.subscribe(self._on_changed)
        self._show_chrome(visible=True)
        self.save_state.idle()
        if allowed:
            self.show_screen(first or allowed[0].id)
        for spec in allowed:
            if spec.beside:
                self._beside_topics = spec.topics
                self._beside.serve(spec.build(context))

    def show_gate(self, gate: QWidget) -> None:
        """Show a widget (first start, sign-in) in place of navigation and screens; it is deleted when it is left."""
        self.close_screens()
        self._gate = gate
        self._stack.addWidget(gate)
        self._stack.setCurrentWidget(gate)
        self._show_chrome(visible=False)

    def close_screens(self) -> None:
        """Save what is pending and take all screens down (sign-out, restored data)."""
        flush_editors(self)
        self._drawer.serve(None)
        self._beside.serve(None)
        leaving = [*self._screens.values(), *([self._gate] if self._gate else [])]
        self._screens, self._stale, self._headers, self._gate, self._current = {}, {}, {}, None, ""
        self._stack.setCurrentWidget(self._placeholder)
        for widget in leaving:
            self._stack.removeWidget(widget)
            widget.deleteLater()
        self._navigation.set_places([])
        self._header.show_user(None)
        self.save_state.rest()

    def show_screen(self, screen_id: str) -> None:
        """Go to a screen; it is built now if this is its first show."""
        if screen_id not in self._specs or self._context is None:
            return
        leaving = self._screens.get(self._current)
        if leaving is not None:
            flush_editors(leaving)
        first_show = screen_id not in self._screens
        screen = self._build(screen_id) if first_show else self._screens[screen_id]
        self._current = screen_id
        self._drawer.leave()
        self._stack.setCurrentWidget(screen)
        self._navigation.show_current(screen_id)
        self.setWindowTitle(f"{self._specs[screen_id].title} - CCHC Desktop")
        if screen_id in self._headers:
            self.show_header(self._headers[screen_id])
        topics = self._stale.pop(screen_id, frozenset())
        if isinstance(screen, Shown):
            screen.shown()
        if topics and isinstance(screen, Refreshing):
            screen.refresh(topics)
        self.screen_shown.emit(screen_id)

    def open_target(self, target: str) -> None:
        """Go to the screen that owns the target's prefix and show the target there; or to the bar beside them."""
        if self._beside.open_first(target):
            return
        prefix = target.partition(":")[0]
        for spec in self._specs.values():
            if prefix in spec.targets:
                self.show_screen(spec.id)
                screen = self._screens[spec.id]
                if isinstance(screen, Targeted):
                    screen.open_target(target)
                return

    def show_header(self, facts: HeaderFacts) -> None:
        """Show unit, plan and period."""
        self._header.show_facts(facts)

    def _show_header_of(self, screen_id: str, facts: HeaderFacts) -> None:
        """What a screen out of sight says of the header waits until it comes into sight."""
        self._headers[screen_id] = facts
        if screen_id == self._current:
            self.show_header(facts)

    def show_place(self, targets: Sequence[str]) -> None:
        """Go to one of these targets: the first that belongs to the screen in sight, else the first that has one."""
        if self._beside.open_first(*targets):
            return
        here = self._specs.get(self._current)
        for spec in (here, *self._specs.values()):
            for target in targets:
                if spec is not None and target.partition(":")[0] in spec.targets:
                    self.open_target(target)
                    return

    def show_band(self, sentence: str, *, deed: str = "", run: Callable[[], None] | None = None) -> None:
        """Say above everything that the folder is only looked at; an empty sentence takes the band away."""
        self._band.say(sentence, deed=deed, run=run)
        self.save_state.view_only(bool(sentence))
        self._view_only.hold(viewing=bool(sentence))

    def keep_undo_keys(self) -> None:
        """After an undo that led into a text: let the next press of its keys undo further, not the typing there."""
        self._foot.steps.take_focus()

    def set_history(self, *, undo: str, redo: str, holds_back: bool = False) -> None:
        """Say what would be undone and redone, empty when nothing; and whether some of it waits for a reopening."""
        self._foot.steps.show_history(undo=undo, redo=redo, holds_back=holds_back)

    def begin_revert(self, words: str) -> None:
        """An undo or a redo is under way; ``end_revert`` and ``set_history`` follow."""
        flush_editors(self)
        self._foot.steps.begin(words)

    def end_revert(self) -> None:
        """It is over, in whatever way."""
        self._foot.steps.end()

    def tell_reverted(self, kind: str, what: str, deed: Deed | None) -> None:
        """Tell how an undo or a redo ended, in place of the one before."""
        self._banners.post(Notice(kind, what, deed=deed, topic="undo"))

    def set_help(self, text: str) -> None:
        """Show a line of help at the foot."""
        self._foot.set_help(text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is pending; what could not be saved is told before the window goes."""
        if self._may_leave_unsaved or self._is_all_saved("Thoát, bỏ thay đổi", self._leave_unsaved):
            super().closeEvent(event)
        else:
            event.ignore()

    def _is_all_saved(self, deed: str, leave: Callable[[], None]) -> bool:
        """Save what is pending; tell what could not be saved and offer to ``leave`` without it."""
        flush_editors(self)
        if self._context is None or self._band.is_said:  # what is only looked at has nothing to save
            return True
        for screen in self._screens.values():
            if isinstance(screen, Owing):
                screen.save_again()
        self._beside.save_again()
        self._context.runner.flush()
        if self.save_state.is_unsaved:
            self.notices.error(
                "Thay đổi vừa nhập chưa lưu được xuống đĩa.",
                safe="Dữ liệu đã lưu trước đó vẫn nguyên vẹn.",
                do="Hãy xử lý theo thông báo rồi làm lại; nếu rời đi ngay, thay đổi vừa nhập sẽ mất.",
                deed=Deed(deed, leave),
            )
        return not self.save_state.is_unsaved

    def _arrange(self) -> None:
        self.setWindowTitle("CCHC Desktop")
        self.resize(1366, 728)
        self.setMinimumSize(1024, 600)
        self._stack.setMinimumHeight(LEAST_SCREEN)
        self._placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._placeholder.setProperty("kind", "hint")
        self._stack.addWidget(self._placeholder)
        page = QVBoxLayout()
        page.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        page.setSpacing(theme.SPACE)
        page.addWidget(self._banners)
        page.addWidget(self._stack, 1)
        page.addLayout(self._beside)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._band)
        right.addWidget(self._header)
        right.addLayout(page, 1)
        right.addWidget(self._foot)
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(frame)

    def _connect(self) -> None:
        self._navigation.went_to.connect(self.show_screen)
        self._header.sign_out_requested.connect(self._on_sign_out)
        self._foot.history_requested.connect(self._drawer.toggle)
        self._foot.undo_requested.connect(self.undo_requested)
        self._foot.redo_requested.connect(self.redo_requested)

    def _show_chrome(self, *, visible: bool) -> None:
        for widget in (self._navigation, self._header, self._foot):
            widget.setVisible(visible)

    def _build(self, screen_id: str) -> QWidget:
        context = cast(AppContext, self._context)
        own = replace(context, show_header=partial(self._show_header_of, screen_id))
        screen = self._specs[screen_id].build(own)
        screen.setObjectName(screen.objectName() or f"screen-{screen_id}")
        self._screens[screen_id] = screen
        self._stack.addWidget(screen)
        return screen

    def _on_changed(self, topics: frozenset[str], _initiator: object) -> None:
        self._drawer.refresh()
        if topics & self._beside_topics:
            self._beside.refresh(topics)
        for screen_id, screen in self._screens.items():
            touched = topics & self._specs[screen_id].topics
            if not touched:
                continue
            if screen_id != self._current:
                self._stale[screen_id] = self._stale.get(screen_id, frozenset()) | touched
            elif isinstance(screen, Refreshing):
                screen.refresh(touched)

    def _on_sign_out(self) -> None:
        if self._is_all_saved("Đăng xuất, bỏ thay đổi", self.sign_out_requested.emit):
            self.sign_out_requested.emit()

    def _leave_unsaved(self) -> None:
        self._may_leave_unsaved = True
        self.window().close()  # the frame that holds this window, or this window itself
