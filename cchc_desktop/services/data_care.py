"""Care for a data folder without a window: check, back up, restore."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from cchc_desktop.services import audit_trail
from cchc_desktop.system.clock import Clock
from cchc_desktop.system.fault import Fault
from db import backup, revision, store
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder
from db.store import Store, open_store
from db.tables import evidence


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; ``set_aside`` holds the database as it was before, None if there was none."""

    backup: Path
    set_aside: Path | None


def holds_data(folder: Path) -> bool:
    """Whether this is a data folder that was ever used."""
    found = DataFolder(folder)
    return found.marker.exists() or found.database.exists()


def backups_of(folder: Path) -> tuple[Path, ...]:
    """The verified copies of the database, newest first."""
    return tuple(backup.listing(DataFolder(folder).backups))


def back_up(folder: Path, clock: Clock) -> Path:
    """Write a verified backup now."""
    opened = open_store(folder, clock)
    try:
        path = opened.back_up(force=True)
    finally:
        opened.close(with_backup=False)
    assert path is not None
    return path


def check(folder: Path, clock: Clock) -> tuple[str, ...]:
    """Look through the whole folder and list problems in plain words; empty when all is well."""
    opened = open_store(folder, clock)
    try:
        return tuple(problems(opened))
    finally:
        opened.close(with_backup=False)


def problems(opened: Store) -> list[str]:
    """Problems of an open store: integrity, references, audit trail, evidence files."""
    files = EvidenceFiles(opened.folder.evidence)
    found: list[str] = []
    with opened.read() as connection:
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if line != "ok":
                found.append(f"Cơ sở dữ liệu có lỗi cấu trúc: {line}")
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            found.append(f"Có {len(orphans)} dòng dữ liệu tham chiếu đến mục không còn tồn tại.")
        broken = audit_trail.first_broken(connection)
        if broken is not None:
            found.append(f"Nhật ký thay đổi bị sửa hoặc mất dòng từ dòng số {broken}.")
        rows = connection.execute(sa.select(evidence.c.name, evidence.c.sha256)).all()
    found += [
        f"Tệp minh chứng “{row.name}” bị mất hoặc bị thay đổi trong kho." for row in rows if not files.sound(row.sha256)
    ]
    return found


def restore(folder: Path, chosen: Path | None, clock: Clock) -> Restored:
    """Put a backup (the newest unless chosen) in the place of the database; the present one is set aside, not deleted.

    Raises Fault when there is no backup, when the backup is damaged or newer, or when the folder is in use.
    """
    data = DataFolder(folder)
    data.prepare()
    copies = [chosen] if chosen else backup.listing(data.backups)
    if not copies or not copies[0].is_file():
        raise Fault(
            "backup-missing",
            what=f"Không tìm thấy bản sao lưu {chosen or f'trong {data.backups}'}.",
            safe="Dữ liệu hiện tại không bị thay đổi.",
            do="Hãy kiểm tra USB hoặc thư mục sao lưu rồi chỉ rõ tệp bản sao lưu.",
        )
    with closing(_Held(data)):
        found = store.check(copies[0])
        if found is not None and found not in revision.KNOWN:
            raise store.newer(copies[0], found)
        set_aside = _set_aside(data, clock)
        backup.copy_into(copies[0], data.database)
        data.mark()
    return Restored(copies[0], set_aside)


class _Held:
    """The folder's lock, to be closed."""

    def __init__(self, folder: DataFolder) -> None:
        self._lock = folder.lock()

    def close(self) -> None:
        """Let the folder go."""
        self._lock.release()


def _set_aside(data: DataFolder, clock: Clock) -> Path | None:
    aside = data.path / f"truoc-phuc-hoi-{clock():%Y%m%d-%H%M%S}"
    moved = [path for path in data.path.iterdir() if path.name.startswith(data.database.name)]
    if not moved:
        return None
    aside.mkdir()
    for path in moved:
        path.rename(aside / path.name)
    return aside
