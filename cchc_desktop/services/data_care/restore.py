"""Restoring (phục hồi): what would be lost, the exchange itself, the way back, a new beginning, and the rehearsal.

Whatever can fail comes first, on a staged copy: copying, holding it against the backup, upgrading, fetching evidence
files. The exchange then only renames; a power cut leaves the state before or the state after (db/swap.py).
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.services.backups.backups import (
    Backup,
    Where,
    bring_back,
    bring_back_carried,
    carried_sources,
    described,
    evidence_sources,
    list_backups,
)
from cchc_desktop.services.backups.carried_files import CarriedFiles
from cchc_desktop.services.backups.meeting import holder_after, met_in_backup, require_live
from cchc_desktop.services.data_care.data_check import examine
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import translate
from db import backup, contents, holder, revision, store, swap
from db.contents import Changed, Contents, Writes
from db.engine import make_engine, writing
from db.evidence_files import EvidenceFiles
from db.faults import translating
from db.folder import DataFolder
from db.journal import Work
from db.received_files import named_files
from db.store import Store, open_store
from db.tables import workspace

__all__ = ["Changed", "Contents", "Preview", "Rehearsal", "Restored", "Writes", "preview", "rehearse", "restore"]

DATABASE = frozenset({"database"})
"""The topic of a change that took the whole database: everybody has to sign in anew."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; ``set_aside`` holds the database as it was before, None if there was none.

    ``evidence_missing`` and, at the province, ``packages_missing`` count the files that the restored data refer to and
    that are nowhere to be found. A ``fault`` says that the exchange itself was refused, and the folder has to be opened
    anew all the same.
    """

    backup: Path
    set_aside: Path | None
    evidence_missing: int = 0
    changed: frozenset[str] = DATABASE
    fault: Fault | None = None
    packages_missing: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a restore would bring and take; ``present`` is None where the present data cannot be read.

    ``holder_notice`` is to be told where the backup is of another or of a later holder; empty otherwise.
    """

    backup: Backup
    present: Contents | None
    lost: tuple[Changed, ...]
    writes: tuple[Writes, ...]
    evidence_missing: int
    holder_notice: str = ""
    packages_missing: int = 0


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A restore tried out in a folder of its own: what it would bring, and what is wrong with it."""

    backup: Backup
    contents: Contents
    upgraded: bool
    evidence: int
    problems: tuple[str, ...]
    seconds: float


def preview(data: DataFolder, path: Path) -> Preview:
    """Look at what restoring ``path`` would mean; raises Fault where the backup cannot be read."""
    found = _sound(data, path)
    present: Contents | None = None
    lost: tuple[Changed, ...] = ()
    writes: tuple[Writes, ...] = ()
    if data.database.exists():
        try:
            present = contents.read(data.database)
            lost = contents.differences(data.database, path)
            writes = contents.writes_since(data.database, path)
        except sqlite3.Error:
            present = None
    missing = _not_here(data, path)
    sources = evidence_sources(data, path.parent)
    nowhere = sum(1 for sha256 in missing if not any(source.size(sha256) for source in sources))
    return Preview(found, present, lost, writes, nowhere, met_in_backup(data, path), _packages_nowhere(data, path))


def restore(folder: Path, chosen: Path | None, clock: Clock) -> Restored:
    """Put a backup (the newest unless chosen) in the place of the database of a folder that nobody has open.

    Raises Fault when there is no backup, when it is damaged or newer, when the folder is in use or the disk is full;
    the data are as before then.
    """
    data = DataFolder(folder)
    data.prepare()
    path = newest_backup(data, chosen)
    with _holding(data), translating(folder):
        swap.finish(data)
        require_live(data)
        missing, lost = _stage(data, path, clock, officer_id=None)
        _back_up_present(data, clock)
        aside = _exchange(data, path, clock)
        data.mark()
    return Restored(path, aside, missing, packages_missing=lost)


def newest_backup(data: DataFolder, chosen: Path | None) -> Path:
    """The backup that was chosen, or the newest that can be read; raises Fault "backup-missing"."""
    copies = [chosen] if chosen else [item.path for item in list_backups(data) if _may_be_newest(item)]
    if not copies or not copies[0].is_file():
        raise _no_backup(data, chosen)
    return copies[0]


def restore_open(opened: Store, path: Path, *, officer_id: str | None) -> Restored:
    """The same under the open program; the store is closed afterwards and the folder has to be opened anew.

    A Fault leaves the store open and the data as they were.
    """
    data = opened.folder
    opened.require_writable()
    with translating(data.path):
        missing, lost = _stage(data, path, opened.clock, officer_id=officer_id)
        opened.back_up()
    try:
        aside = opened.give_way(lambda: _exchange(data, path, opened.clock))
    except Fault as fault:
        return Restored(path, None, missing, fault=fault, packages_missing=lost)
    return Restored(path, aside, missing, packages_missing=lost)


def start_new(folder: Path, clock: Clock) -> Path:
    """Set a damaged database (or the memory of a lost one) aside, so that the folder begins anew; nothing is deleted.

    Backups and evidence files stay where they are. Returns where the old data lie.
    """
    data = DataFolder(folder)
    with _holding(data), translating(folder):
        swap.finish(data)
        require_live(data)
        return swap.exchange(data, at=clock(), note={"reason": "start-new"}, staged=False)


def rehearse(data: DataFolder, path: Path, clock: Clock, *, step: Callable[[int, int, str], None]) -> Rehearsal:
    """Restore a backup into a temporary folder, open it there, look through it and take it away again.

    The data in use are not touched. Raises Fault where that cannot be done at all.
    """
    begun = time.monotonic()
    found = _sound(data, path)
    revised = store.check(path) != revision.HEAD
    try:
        with tempfile.TemporaryDirectory(prefix="cchc-thu-phuc-hoi-") as name:
            trial = DataFolder(Path(name))
            require_free(trial.path, 3 * found.size)
            step(1, 4, "Đang chép bản sao lưu vào thư mục tạm")
            backup.copy_into(path, trial.database)
            step(2, 4, "Đang mở dữ liệu vừa phục hồi")
            opened = open_store(trial.path, clock)
            try:
                step(3, 4, "Đang kiểm tra dữ liệu vừa phục hồi")
                problems = [item.text for item in examine(opened, files=False)]
            finally:
                opened.close(with_backup=False)
            held = contents.read(trial.database)
            wanted = contents.evidence_hashes(trial.database)
    except OSError as error:
        raise translate(error, Path(tempfile.gettempdir()) / "cchc.db", 3 * found.size) from error
    step(4, 4, "Đang tìm tài liệu kiểm chứng")
    here = (EvidenceFiles(data.evidence), *evidence_sources(data, path.parent))
    lost = sum(1 for sha256 in wanted if not any(source.sound(sha256) for source in here))
    if lost:
        problems.append(f"Thiếu {lost} trong {len(wanted)} tệp minh chứng: không tìm thấy ở đâu.")
    packages = _packages_nowhere(data, path)
    if packages:
        problems.append(f"Thiếu {packages} gói nộp đã nhận hoặc cách ly: không tìm thấy ở đâu.")
    return Rehearsal(found, held, revised, len(wanted) - lost, tuple(problems), time.monotonic() - begun)


def _may_be_newest(item: Backup) -> bool:
    return item.contents is not None and item.where is not Where.ASIDE and not item.is_of_later_schema


def _sound(data: DataFolder, path: Path) -> Backup:
    """The backup, once SQLite vouches for it and this program knows its schema."""
    found = described(data, path)
    if found is None:
        raise _no_backup(data, path)
    known = store.check(path)
    if known is None:
        raise store.damaged(path)
    if known not in revision.KNOWN:
        raise store.newer(path, known)
    return found


def _stage(data: DataFolder, path: Path, clock: Clock, *, officer_id: str | None) -> tuple[int, int]:
    """Prepare the staged database, evidence files and packages; return how many of both kinds are nowhere."""
    _sound(data, path)
    require_free(data.path, 3 * backup.size_with_log(path))
    missing = bring_back(data, _not_here(data, path), evidence_sources(data, path.parent))
    lost = bring_back_carried(data, named_files(path), carried_sources(data, path.parent))
    backup.copy_into(path, data.staged)
    if store.check(data.staged) != revision.HEAD:
        from db.upgrade import to_head  # Alembic costs 100 ms and is needed only here

        to_head(data.staged)
    _note(data, path, clock, officer_id)
    return len(missing), len(lost)


def _note(data: DataFolder, path: Path, clock: Clock, officer_id: str | None) -> None:
    """Write into the staged data that they were restored, from what and by whom, and who holds them from now on."""
    since = clock().isoformat(timespec="seconds")
    after = holder_after(data, data.staged, since=since)
    engine = make_engine(data.staged)
    try:
        with writing(engine) as connection:
            row = connection.scalar(sa.select(workspace.c.id))
            known = connection.scalar(sa.text("SELECT id FROM officer WHERE id = :id"), {"id": officer_id})
            work = Work(connection, at=clock(), officer_id=known, reason="")
            if row is not None:
                work.note("restore", workspace, row, backup=f"{path.parent.name}/{path.name}")
            if after is not None:
                holder.change(work, after)
    finally:
        engine.dispose()


def _back_up_present(data: DataFolder, clock: Clock) -> None:
    """A backup of what is about to be set aside, where it is sound and has none yet."""
    try:
        sound = data.database.exists() and store.check(data.database) in revision.KNOWN
    except Fault:
        return
    copies = backup.listing(data.backups)
    if sound and not (copies and backup.holds_all_of(copies[0], data.database)):
        backup.write(data.database, data.backups, at=clock())


def _exchange(data: DataFolder, path: Path, clock: Clock) -> Path | None:
    had_one = bool(swap.live_files(data))
    note = {"reason": "restore", "backup": str(path), "at": clock().isoformat(timespec="seconds")}
    aside = swap.exchange(data, at=clock(), note=note, staged=True)
    return aside if had_one else None


def _not_here(data: DataFolder, path: Path) -> list[str]:
    own = EvidenceFiles(data.evidence)
    return sorted(sha256 for sha256 in contents.evidence_hashes(path) if own.size(sha256) is None)


def _packages_nowhere(data: DataFolder, path: Path) -> int:
    """How many files that the rows of the province name are neither here nor anywhere else."""
    places = (CarriedFiles(data.path), *carried_sources(data, path.parent))
    return sum(1 for file in named_files(path) if not any(place.size(file.place) is not None for place in places))


@contextmanager
def _holding(data: DataFolder) -> Iterator[None]:
    lock = data.lock()
    try:
        yield
    finally:
        lock.release()


def _no_backup(data: DataFolder, chosen: Path | None) -> Fault:
    place = chosen or f"trong {data.backups}"
    return Fault(
        "backup-missing",
        what=f"Không tìm thấy bản sao lưu {place}.",
        safe="Dữ liệu hiện tại không bị thay đổi.",
        do="Hãy kiểm tra USB hoặc thư mục sao lưu rồi chỉ rõ tệp bản sao lưu.",
    )
