"""The choice of the second backup place at the desk of an officer: made, given up, and undone like everything else.

Copies that are in a place stay there whatever is chosen.
"""

from pathlib import Path

from cchc_desktop.services.backups import second_place
from cchc_desktop.services.backups.second_place import SecondPlace
from cchc_desktop.services.session.done_steps import Beside
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session

CHANGED = frozenset({"backup_place"})
_TARGET = "settings:data"


class BackupPlace:
    """The second place of one data folder."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._data = session.store.folder

    def choose(self, chosen: Path) -> Outcome[SecondPlace]:
        """Keep copies in this folder as well; Fault as ``second_place.choose`` says."""
        before = second_place.second_place(self._data)
        place = second_place.choose(self._data, chosen)
        self._did("Chọn nơi sao lưu thứ hai", before, place)
        return Outcome(place, CHANGED)

    def forget(self) -> Outcome[None]:
        """Keep no copies elsewhere from now on. Raises Fault."""
        before = second_place.second_place(self._data)
        second_place.forget(self._data)
        self._did("Không dùng nơi sao lưu thứ hai", before, None)
        return Outcome(None, CHANGED)

    def _did(self, label: str, before: SecondPlace | None, after: SecondPlace | None) -> None:
        beside = Beside(lambda: self._put(before), lambda: self._put(after), CHANGED, _TARGET)
        self._session.did(label, beside)

    def _put(self, place: SecondPlace | None) -> None:
        if place is None:
            second_place.forget(self._data)
        else:
            second_place.remember(self._data, place)
