"""What of this screen is not stored yet, told at the foot of the window: a half typed row, a refused field."""

from collections.abc import Callable, Hashable
from datetime import datetime

from ui.widgets.context import SavePort


class Unsaved:
    """Reasons by place; the foot says "Đã lưu" only when there is none."""

    def __init__(self, save_state: SavePort, now: Callable[[], datetime]) -> None:
        self._save_state, self._now = save_state, now
        self._reasons: dict[Hashable, str] = {}

    def saving(self) -> None:
        """A command is on its way."""
        self._save_state.saving()

    def saved(self, place: Hashable = None) -> None:
        """A command is done; nothing is owed at this place any more."""
        self._reasons.pop(place, None)
        self._tell()

    def owe(self, place: Hashable, reason: str) -> None:
        """Something stands on the screen only."""
        self._reasons[place] = reason
        self._tell()

    def forget(self, place: Hashable) -> None:
        """The place is empty, or fine again."""
        if self._reasons.pop(place, None) is not None:
            self._tell()

    def _tell(self) -> None:
        if self._reasons:
            self._save_state.unsaved(next(iter(self._reasons.values())))
        else:
            self._save_state.saved(f"{self._now():%H:%M:%S}")
