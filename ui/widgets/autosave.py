"""When an editor commits what was typed: on leaving, on Enter, or a moment after the last keystroke."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.widgets.kept_editors import send

QUIET_MS = 800


class CommitClock(QObject):
    """The clock of one editor.

    ``touched`` is called at each change by the user, ``settle`` when the editor is left. ``commit`` is never called
    while an input method composes (Telex through IBus or TSF): half a syllable is not an answer. What ``commit``
    cannot read or the services refuse is kept beside the data (``ui.widgets.keeping``).
    """

    def __init__(self, editor: QWidget, commit: Callable[[], None]) -> None:
        super().__init__(editor)
        self.composing = False
        self.dirty = False
        self._editor = editor
        self._commit = commit
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self.settle)

    def touched(self) -> None:
        """The user changed something."""
        self.dirty = True
        self._timer.start()

    def composed(self, *, composing: bool) -> None:
        """The input method began or ended a composition."""
        self.composing = composing
        if self.dirty or composing:
            self._timer.start()

    def settle(self) -> None:
        """Commit now what is pending, unless a composition is open."""
        if self.composing:
            self._timer.start()
            return
        self._timer.stop()
        if self.dirty:
            self.dirty = False
            self.through(self._commit)

    def through(self, commit: Callable[[], None]) -> None:
        """Commit in this way now: what is stored so takes the place of a text that was refused before."""
        send(self._editor, commit, is_unread=lambda: self.dirty or bool(self._editor.property("invalid")))

    def forget(self) -> None:
        """Nothing is pending any more: the editor was given another value."""
        self._timer.stop()
        self.dirty = False


def flush_editors(container: QWidget) -> None:
    """Commit what is pending in every editor inside; call it before another record is shown and at close."""
    for clock in container.findChildren(CommitClock):
        clock.settle()
