"""The save state at the foot as this screen tells it: never "Đã lưu" while typed text stands unread in an editor."""

from collections.abc import Callable

from ui.widgets.context import SavePort


class Foot:
    """Implements ``SavePort``; ``reason`` says what is not saved, "" while everything typed was understood."""

    def __init__(self, port: SavePort, reason: Callable[[], str], now: Callable[[], str]) -> None:
        self._port, self._reason, self._now = port, reason, now
        self._told: Callable[[], None] | None = None

    def saving(self) -> None:
        """A command is on its way."""
        self._port.saving()

    def saved(self, time: str) -> None:
        """All commands are done."""
        self._told = lambda: self._port.saved(time)
        self.tell()

    def unsaved(self, reason: str) -> None:
        """A command failed or was refused."""
        self._told = lambda: self._port.unsaved(reason)
        self.tell()

    def read_only(self, reason: str = "") -> None:
        """Nothing can be changed."""
        self._told = lambda: self._port.read_only(reason)
        self.tell()

    def tell(self) -> None:
        """Say what is unread; where nothing is, what was said last."""
        reason = self._reason()
        if reason:
            self._port.unsaved(reason)
        elif self._told is not None:
            self._told()
        else:
            self._port.saved(self._now())

    def remind(self) -> None:
        """Say it again where something is unread: another screen may have spoken in between."""
        if self._reason():
            self.tell()
