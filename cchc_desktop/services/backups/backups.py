"""Backups of a data folder: those on this machine, those in the second place, and what a restore set aside.

A backup place is a complete copy: databases beside a store of evidence files and beside received packages, quarantine
and signature pictures (``carried_files``); only what is missing there is added.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from cchc_desktop.services.backups import second_place
from cchc_desktop.services.backups.carried_files import CarriedFiles
from cchc_desktop.services.backups.meeting import newer_there
from cchc_desktop.services.backups.second_place import SecondPlace
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.diskspace import free_bytes, require_free
from cchc_desktop.system.fault import Fault
from db import aside, backup, contents, revision
from db.contents import Contents
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder
from db.received_files import NamedFile

LOCAL_RESERVE = 1_000_000_000
"""Bytes that copies of evidence files leave free on the drive of the data: the day's work comes first."""

Step = Callable[[int, int, str], None]


class Where(Enum):
    """Where a backup lies."""

    HERE = "Máy này"
    BOTH = "Máy này và nơi thứ hai"
    SECOND = "Nơi thứ hai"
    ASIDE = "Cất trước khi phục hồi"
    ELSEWHERE = "Thư mục đã chọn"


@dataclass(frozen=True, slots=True)
class Backup:
    """A database that can be restored; ``contents`` is None where the file cannot be read."""

    path: Path
    where: Where
    at: datetime
    size: int
    contents: Contents | None

    @property
    def is_of_earlier_schema(self) -> bool:
        """Whether it was written before an upgrade: an earlier version of the program can read it."""
        return self.contents is not None and self.contents.schema in revision.KNOWN[:-1]

    @property
    def is_of_later_schema(self) -> bool:
        """Whether only a later version of the program can read it."""
        return self.contents is not None and self.contents.schema not in ("", *revision.KNOWN)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done for the copies. ``absent`` names a second place that is not there; ``fault`` what went wrong."""

    files: int = 0
    short: int = 0
    absent: SecondPlace | None = None
    fault: Fault | None = None


def evidence_store(place: Path) -> Path:
    """Where a backup place keeps evidence files."""
    return place / "minh-chung"


def list_backups(data: DataFolder, *, elsewhere: Path | None = None) -> tuple[Backup, ...]:
    """All that can be restored, newest first; ``elsewhere`` is one more folder to look into."""
    found = [_described(path, Where.HERE) for path in backup.listing(data.backups)]
    place = second_place.second_place(data)
    if place is not None and second_place.is_present(place):
        found += [_described(path, Where.SECOND) for path in backup.listing(place.folder)]
    found += [_described(path, Where.ASIDE) for path in _asides(data)]
    if elsewhere is not None:
        found += [_described(path, Where.ELSEWHERE) for path in _within(elsewhere)]
    unique = {item.path.resolve(): item for item in reversed([item for item in found if item is not None])}
    return tuple(sorted(_merged(unique.values()), key=lambda item: (item.at, backup.number(item.path)), reverse=True))


def _merged(found: Iterable[Backup]) -> Iterator[Backup]:
    """The copies of one backup as one line: that of this machine, which is read faster."""
    pairs: dict[tuple[str, int, Contents | None], dict[Where, Backup]] = {}
    for item in found:
        key = (item.path.name if backup.is_backup(item.path) else str(item.path), item.size, item.contents)
        pairs.setdefault(key, {})[item.where] = item
    for copies in pairs.values():
        here = copies.get(Where.HERE)
        if here is not None and Where.SECOND in copies:
            yield replace(here, where=Where.BOTH)
        else:
            yield here or next(iter(copies.values()))


def described(data: DataFolder, path: Path) -> Backup | None:
    """One file as a backup of this folder; None where it is not there."""
    return _described(path, _whereabouts(data, path))


def _whereabouts(data: DataFolder, path: Path) -> Where:
    if path.is_relative_to(data.backups):
        return Where.HERE
    if path.is_relative_to(data.path):
        return Where.ASIDE
    place = second_place.second_place(data)
    return Where.SECOND if place is not None and path.is_relative_to(place.folder) else Where.ELSEWHERE


def keep_copies(data: DataFolder, clock: Clock, *, step: Step | None = None) -> Kept:
    """Bring files that are missing in the backup places there, and the newest backup to the second one.

    What restores set aside long ago goes by its rule (db/aside.py).
    Works on finished files only, so it may run beside the program's own writing. Never raises Fault.
    """
    if data.handed_over.exists():
        return Kept()
    aside.thin(data, now=clock())
    place = second_place.second_place(data)
    newest = next(iter(backup.listing(data.backups)), None)
    absent = fault = None
    files = 0
    if place is not None:
        if not second_place.is_present(place):
            absent = place
        else:
            try:
                met = newer_there(data, place)
                if met is not None:
                    raise met
                if newest is not None:
                    backup.carry(newest, place.folder, at=clock())
                files += _carry_evidence(data, place.folder, step=step)
                files += _carry_beside(data, place.folder, step=step)
                second_place.written(data, place, clock())
            except Fault as error:
                fault = error
    try:
        files += _carry_evidence(data, data.backups, step=step, reserve=LOCAL_RESERVE)
        files += _carry_beside(data, data.backups, step=step, reserve=LOCAL_RESERVE)
    except Fault as error:
        fault = fault or error
    return Kept(files, _short(data, data.backups), absent, fault)


def evidence_sources(data: DataFolder, beside: Path | None = None) -> tuple[EvidenceFiles, ...]:
    """Stores in which an evidence file may still be found; ``beside`` is the folder of a backup."""
    folders = [data.apart, evidence_store(data.backups)]
    place = second_place.second_place(data)
    if place is not None and second_place.is_present(place):
        folders.append(evidence_store(place.folder))
    if beside is not None:
        folders += [evidence_store(beside), evidence_store(beside.parent)]
    return tuple(EvidenceFiles(folder) for folder in dict.fromkeys(folders) if folder != data.evidence)


def bring_back(data: DataFolder, wanted: Iterable[str], sources: tuple[EvidenceFiles, ...]) -> tuple[str, ...]:
    """Fetch evidence files into the store from wherever they are; return those that are nowhere. Raises Fault."""
    own = EvidenceFiles(data.evidence)
    return tuple(sha256 for sha256 in wanted if not any(own.take_from(source, sha256) for source in sources))


def carried_sources(data: DataFolder, beside: Path | None = None) -> tuple[CarriedFiles, ...]:
    """Folders in which a carried file may still be found; ``beside`` is the folder of a backup."""
    folders = [data.apart, data.backups]
    place = second_place.second_place(data)
    if place is not None and second_place.is_present(place):
        folders.append(place.folder)
    if beside is not None:
        folders += [beside, beside.parent]
    return tuple(CarriedFiles(folder) for folder in dict.fromkeys(folders) if folder != data.path)


def bring_back_carried(
    data: DataFolder, wanted: Iterable[NamedFile], sources: tuple[CarriedFiles, ...]
) -> tuple[NamedFile, ...]:
    """Fetch the files that rows name, and reports and pictures that are not here; return the named that are nowhere.

    Raises Fault.
    """
    own = CarriedFiles(data.path)
    absent = [file for file in wanted if own.size(file.place) is None]
    lost = tuple(
        file for file in absent if not any(own.take_from(source, file.place, file.sha256) for source in sources)
    )
    for source in sources[1:]:  # what the check set aside was none of ours
        for place in source.listing():
            if place.endswith((".txt", ".png")) and own.size(place) is None:
                own.take_from(source, place)
    return lost


def _carry_beside(data: DataFolder, place: Path, *, step: Step | None, reserve: int = 0) -> int:
    own, there = CarriedFiles(data.path), CarriedFiles(place)
    missing = [(name, own.size(name) or 0) for name in own.listing() if not own.holds_same(there, name)]
    if not _has_room(place, missing, reserve):
        return 0
    done = 0
    for number, (name, _size) in enumerate(missing, start=1):
        done += there.take_from(own, name)
        if step is not None:
            step(number, len(missing), "Đang chép gói đã nhận vào nơi sao lưu")
    return done


def _has_room(place: Path, missing: list[tuple[str, int]], reserve: int) -> bool:
    """Whether these files go in; ``reserve`` bytes are left free."""
    size = sum(size for _, size in missing)
    if reserve and missing:
        with suppress(OSError):
            if free_bytes(place) - size < reserve:
                return False
    if missing:
        try:
            require_free(place, size)
        except OSError:
            return False
    return True


def _carry_evidence(data: DataFolder, place: Path, *, step: Step | None, reserve: int = 0) -> int:
    own, there = EvidenceFiles(data.evidence), EvidenceFiles(evidence_store(place))
    missing = [(sha256, own.size(sha256) or 0) for sha256 in own.hashes() if there.size(sha256) != own.size(sha256)]
    if not _has_room(place, missing, reserve):
        return 0
    done = 0
    for number, (sha256, _size) in enumerate(missing, start=1):
        done += there.take_from(own, sha256)
        if step is not None:
            step(number, len(missing), "Đang chép tài liệu kiểm chứng vào nơi sao lưu")
    for leftover in there.leftovers():
        with suppress(OSError):
            leftover.unlink()
    return done


def _short(data: DataFolder, place: Path) -> int:
    own, there = EvidenceFiles(data.evidence), EvidenceFiles(evidence_store(place))
    beside, copied = CarriedFiles(data.path), CarriedFiles(place)
    short = sum(1 for sha256 in own.hashes() if there.size(sha256) is None)
    return short + sum(1 for name in beside.listing() if copied.size(name) is None)


def _asides(data: DataFolder) -> Iterator[Path]:
    for folder in aside.listing(data):
        if (folder / data.database.name).is_file():
            yield folder / data.database.name


def _within(folder: Path) -> Iterator[Path]:
    """Backups in a folder that somebody pointed at: in itself, in our own folder in it, or in a whole data folder."""
    yield from backup.listing(folder)
    for inner in sorted((*folder.glob(f"{second_place.OWN_NAME}*"), folder / DataFolder(folder).backups.name)):
        yield from backup.listing(inner)


def _described(path: Path, where: Where) -> Backup | None:
    try:
        size = path.stat().st_size
    except OSError:
        return None
    try:
        found = contents.read(path)
    except sqlite3.Error:
        found = None
    return Backup(path, where, _moment(path), size, found)


def _moment(path: Path) -> datetime:
    if backup.is_backup(path):
        return backup.moment(path)
    return aside.moment(path.parent) or datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - shown in local time
