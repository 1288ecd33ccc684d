"""Whether a copy of a package is still where it was written: a look at names and sizes, no byte of it is read."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.session.stored_paths import path_of
from cchc_desktop.services.submissions.package_copies import CopyRow, Medium
from cchc_desktop.system.removable import Stick, plugged_in
from cchc_desktop.system.volumes import answers


class Presence(Enum):
    """What a look at the place of a copy found."""

    THERE = "there"
    OTHER = "other"
    NOT_THERE = "not_there"
    NOT_PLUGGED_IN = "not_plugged_in"
    GONE = "gone"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "there": "Còn ở đó",
            "other": "Tệp ở đó đã khác",
            "not_there": "Không thấy ở đó",
            "not_plugged_in": "USB chưa cắm",
            "gone": "Đã xóa",
        }[self.value]


def presences(copies: Sequence[CopyRow]) -> tuple[Presence, ...]:
    """What a look finds for each copy; the sticks are asked once, a drive that does not answer counts as absent."""
    sticks: tuple[Stick, ...] = ()
    if any(copy.medium is Medium.STICK and not copy.gone_at for copy in copies):
        sticks = plugged_in()
    return tuple(_presence(copy, sticks) for copy in copies)


def _presence(copy: CopyRow, sticks: Sequence[Stick]) -> Presence:
    if copy.gone_at:
        return Presence.GONE
    place = path_of(copy.place)
    if copy.medium is Medium.MAIL:
        return Presence.THERE if answers(place) else Presence.NOT_THERE
    if copy.medium is Medium.FOLDER:
        return _looked_at(place, copy.size)
    found = [_looked_at(stick.path / place.name, copy.size) for stick in sticks if nfc(stick.name) == copy.label]
    if not found:
        return Presence.NOT_PLUGGED_IN
    return Presence.THERE if Presence.THERE in found else found[0]


def _looked_at(path: Path, size: int) -> Presence:
    """The hash is not read: another size is what tells another file here; an unknown size (0) tells nothing."""
    if not answers(path.parent):
        return Presence.NOT_THERE
    try:
        return Presence.THERE if path.stat().st_size == size or not size else Presence.OTHER
    except OSError:
        return Presence.NOT_THERE
