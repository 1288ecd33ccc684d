"""Care for a data folder without a window: check, back up, restore."""

from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.services.backups import second_place
from cchc_desktop.services.backups.backups import Backup, Kept, keep_copies, list_backups
from cchc_desktop.services.backups.second_place import SecondPlace
from cchc_desktop.services.data_care.data_check import Mended, Problem, examine, mend
from cchc_desktop.services.data_care.restore import Rehearsal, Restored, newest_backup, rehearse, restore
from cchc_desktop.system.clock import Clock
from db import backup
from db.folder import DataFolder
from db.store import open_store

__all__ = ["Restored", "restore"]


@dataclass(frozen=True, slots=True)
class PlaceState:
    """The second place as it is now; ``place`` is None where none was chosen."""

    place: SecondPlace | None
    is_present: bool = False
    is_on_same_drive: bool = False


def holds_data(folder: Path) -> bool:
    """Whether this is a data folder that was ever used."""
    found = DataFolder(folder)
    return found.marker.exists() or found.database.exists() or found.swap_note.exists()


def backups_of(folder: Path) -> tuple[Path, ...]:
    """The verified copies of the database on this machine, newest first."""
    return tuple(backup.listing(DataFolder(folder).backups))


def restorable(folder: Path, *, elsewhere: Path | None = None) -> tuple[Backup, ...]:
    """Everything that can be restored, newest first, with what it holds; see ``backups.list_backups``."""
    return list_backups(DataFolder(folder), elsewhere=elsewhere)


def place_state(folder: Path) -> PlaceState:
    """The second place, and whether it is there; answers within a few seconds."""
    data = DataFolder(folder)
    place = second_place.second_place(data)
    if place is None or not second_place.is_present(place):
        return PlaceState(place)
    return PlaceState(place, is_present=True, is_on_same_drive=second_place.on_same_drive(data, place))


def back_up(folder: Path, clock: Clock) -> Path:
    """Write a verified backup now."""
    opened = open_store(folder, clock)
    try:
        path = opened.back_up(force=True)
    finally:
        opened.close(with_backup=False)
    assert path is not None
    return path


def copies(folder: Path, clock: Clock) -> Kept:
    """Bring evidence files and the newest backup to the backup places; see ``backups.keep_copies``."""
    return keep_copies(DataFolder(folder), clock)


def rehearse_newest(folder: Path, chosen: Path | None, clock: Clock) -> Rehearsal:
    """Try a restore of ``chosen``, or of the newest backup, out in a temporary folder."""
    data = DataFolder(folder)
    return rehearse(data, newest_backup(data, chosen), clock, step=lambda _done, _total, _text: None)


def check(folder: Path, clock: Clock) -> tuple[str, ...]:
    """Look through the whole folder and list problems in plain words; empty when all is well."""
    opened = open_store(folder, clock)
    try:
        return tuple(problem.text for problem in examine(opened))
    finally:
        opened.close(with_backup=False)


def check_and_mend(folder: Path, clock: Clock) -> tuple[tuple[Problem, ...], Mended | None]:
    """Look through the folder and mend what can be mended; None where there was nothing to do."""
    opened = open_store(folder, clock)
    try:
        found = examine(opened)
        return found, mend(opened, found) if found else None
    finally:
        opened.close(with_backup=False)
