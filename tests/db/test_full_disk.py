"""A disk that is full at any page of a save, an attachment, a backup or an upgrade: the old state stays whole."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.small_disk import PAGE, SmallDisk, small_disk
from support.workplaces import fixed_clock

from cchc_desktop.system.fault import Fault
from db import backup, revision
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder
from db.store import Store, check, open_store
from db.tables import answer

RELEASED = Path(__file__).parent / "released" / "0001.sqlite3.gz"
LONG = "Đã tổng hợp số liệu của 07 phòng, ban. " * 900


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path, 12) as mounted:
        yield mounted


@pytest.fixture
def store(disk: SmallDisk) -> Iterator[Store]:
    opened = open_store(disk.path / "du-lieu", fixed_clock())
    saved(opened)  # as the program reads before anybody types
    yield opened
    disk.empty()
    opened.close(with_backup=False)


def save(store: Store, number: int) -> None:
    with store.work(None) as work:
        work.insert(answer, criteria_code="TC", year=2025, criterion_code=str(number), content="", explanation=LONG)


def saved(store: Store) -> set[str]:
    with store.read() as connection:
        return {code for (code,) in connection.exec_driver_sql("SELECT criterion_code FROM answer")}


def require_full(fault: Fault, disk: SmallDisk) -> None:
    """The message names the drive and megabytes, and never says that somebody else holds the data."""
    assert fault.code == "disk-full", fault
    assert str(disk.path) in fault.what
    assert "MB" in fault.what
    assert "cần" in fault.what
    assert "còn trống" in fault.what


def test_a_save_at_every_page_of_a_filling_disk_is_whole_or_refused(disk: SmallDisk, store: Store) -> None:
    kept: set[str] = set()
    refused = 0
    for number in range(60):
        disk.leave(number * PAGE)
        try:
            save(store, number)
            kept.add(str(number))
        except Fault as fault:
            require_full(fault, disk)
            refused += 1
        assert saved(store) == kept
    disk.empty()
    assert 10 < refused < 60
    assert check(store.folder.database) == revision.HEAD
    save(store, 999)
    assert saved(store) == kept | {"999"}


def test_a_program_that_starts_on_a_full_disk_finds_everything_once_there_is_room(disk: SmallDisk) -> None:
    folder = disk.path / "du-lieu"
    first = open_store(folder, fixed_clock())
    save(first, 1)
    first.close(with_backup=False)
    refused = 0
    for number in range(24):
        disk.leave(number * PAGE)
        try:
            again = open_store(folder, fixed_clock())
        except Fault as fault:
            require_full(fault, disk)
            refused += 1
            continue
        try:
            assert saved(again) == {"1"}
        except Fault as fault:
            require_full(fault, disk)
            refused += 1
        finally:
            disk.empty()
            again.close(with_backup=False)
    assert refused > 0
    disk.empty()
    with closing(open_store(folder, fixed_clock())) as opened:
        assert saved(opened) == {"1"}


@pytest.mark.parametrize("asks_first", [True, False])
def test_an_attachment_at_every_page_is_whole_or_leaves_nothing(
    disk: SmallDisk, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asks_first: bool
) -> None:
    if not asks_first:
        monkeypatch.setattr("db.evidence_files.require_free", lambda _folder, _size: None)
    files = EvidenceFiles(store.folder.evidence)
    source = tmp_path / "quyet-dinh.pdf"
    refused = 0
    for number in range(40):
        source.write_bytes(f"{number:04}".encode() * 25_000)
        disk.leave(number * PAGE)
        before = list(files.hashes())
        try:
            added = files.add(source)
            assert files.sound(added.sha256)
        except Fault as fault:
            require_full(fault, disk)
            refused += 1
            assert list(files.hashes()) == before
        assert not list(store.folder.evidence.glob("dang-chep-*"))
    assert 10 < refused < 40


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_backup_at_every_page_is_whole_or_leaves_the_older_ones(
    disk: SmallDisk, store: Store, monkeypatch: pytest.MonkeyPatch, asks_first: bool
) -> None:
    if not asks_first:
        monkeypatch.setattr("db.backup.require_free", lambda _folder, _size: None)
    save(store, 1)
    good = [store.back_up(force=True)]
    refused = 0
    for number in range(0, 200, 4):
        disk.leave(number * PAGE)
        try:
            good.insert(0, store.back_up(force=True))
        except Fault as fault:
            require_full(fault, disk)
            refused += 1
        assert set(backup.listing(store.folder.backups)) == set(good)
        assert not list(store.folder.backups.glob("*.dang-ghi*"))
        if len(good) > 1:
            break
    disk.empty()
    assert refused > 5
    for copy in good:
        assert copy is not None
        assert check(copy) == revision.HEAD


def test_a_copy_to_a_full_second_place_leaves_what_is_there(
    disk: SmallDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.backup.require_free", lambda _folder, _size: None)
    store = open_store(tmp_path / "du-lieu", fixed_clock())
    copy = store.back_up(force=True)
    store.close(with_backup=False)
    assert copy is not None
    for number in range(0, copy.stat().st_size // PAGE, 9):
        disk.leave(number * PAGE)
        with pytest.raises(Fault) as fault:
            backup.carry(copy, disk.path, at=fixed_clock()())
        require_full(fault.value, disk)
        assert [path.name for path in disk.path.iterdir()] == ["day-o-dia"]
    disk.empty()
    assert backup.carry(copy, disk.path, at=fixed_clock()()).read_bytes() == copy.read_bytes()


def test_an_upgrade_at_every_page_is_done_or_leaves_the_old_database(disk: SmallDisk) -> None:
    outcomes = []
    for number in range(0, 1200, 12):
        folder = DataFolder(disk.path / f"du-lieu-{number}")
        disk.empty()
        folder.prepare()
        folder.database.write_bytes(gzip.decompress(RELEASED.read_bytes()))
        folder.mark()
        before = rows(folder.database)
        disk.leave(number * PAGE)
        try:
            opened = open_store(folder.path, fixed_clock())
            disk.empty()
            opened.close(with_backup=False)
            outcomes.append("done")
            assert check(folder.database) == revision.HEAD
        except Fault as fault:
            require_full(fault, disk)
            disk.empty()
            outcomes.append("refused")
            assert check(folder.database) == "0001"
        assert rows(folder.database) == before
        remove(folder.path)
        if outcomes[-2:] == ["done", "done"]:
            break
    assert outcomes[0] == "refused"
    assert outcomes[-1] == "done"


def rows(database: Path) -> list[tuple[str, int]]:
    """How many rows the tables of the first release hold."""
    with closing(sqlite3.connect(database)) as connection:
        return [
            (table, connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("officer", "progress_entry", "answer", "evidence", "audit")
        ]


def remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
