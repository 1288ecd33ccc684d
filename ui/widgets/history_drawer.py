"""The drawer at the right of any screen that shows the history of the field with the focus: F9, and a button below."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from cchc_desktop.domain.subject import Subject
from ui.widgets import theme
from ui.widgets.context import AppContext
from ui.widgets.history_panel import HistoryPanel
from ui.widgets.history_places import subject_of

KEYS = "F9"
WIDTH = 460
_SHARE = 0.6
"""At most this part of a narrow window."""
_NOTHING = "Hãy đặt con trỏ vào một ô, hoặc mở một dòng, rồi nhấn F9 để xem lịch sử của ô đó."


class HistoryDrawer(QFrame):
    """Lies over the right part of ``page`` while it is open; the screen below stays as it is and can be used on."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("card")
        self.setAccessibleName("Lịch sử")
        self._page = page
        self._context: AppContext | None = None
        self._panel: HistoryPanel | None = None
        self._back_to: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        page.installEventFilter(self)
        shortcut = QShortcut(QKeySequence(KEYS), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)
        self.hide()

    @property
    def panel(self) -> HistoryPanel | None:
        """The panel inside; None while nobody works."""
        return self._panel

    def serve(self, context: AppContext | None) -> None:
        """Another officer works, or nobody: forget what was shown."""
        self.hide()
        self._context, self._back_to = context, None
        if self._panel is not None:
            self._column.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None

    def toggle(self) -> None:
        """Show the history of what has the focus; close the drawer where the focus is in it."""
        focus = QApplication.focusWidget()
        if self.isVisible() and focus is not None and self.isAncestorOf(focus):
            self.leave()
            return
        subject = subject_of(focus)
        if subject is not None:
            self.open(subject)
        elif self._context is not None:
            self._context.notices.info(_NOTHING)

    def open(self, subject: Subject) -> None:
        """Show the history of a field or record."""
        if self._context is None:
            return
        if not self.isVisible():
            self._back_to = QApplication.focusWidget()
        panel = self._made(self._context)
        panel.show_subject(subject)
        self._lay_out()
        self.show()
        self.raise_()
        panel.focus()

    def leave(self) -> None:
        """Close the drawer; the focus goes back where it came from."""
        self.hide()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back_to = None

    def refresh(self) -> None:
        """Data changed."""
        if self.isVisible() and self._panel is not None:
            self._panel.reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the drawer at the right edge."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._lay_out()
        return super().eventFilter(watched, event)

    def _made(self, context: AppContext) -> HistoryPanel:
        if self._panel is None:
            self._panel = HistoryPanel(context)
            self._panel.closed.connect(self.leave)
            self._column.addWidget(self._panel)
        return self._panel

    def _lay_out(self) -> None:
        width = min(WIDTH, round(self._page.width() * _SHARE))
        self.setGeometry(self._page.width() - width, 0, width, self._page.height())
