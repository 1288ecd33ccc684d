"""Restoring: what it would cost, what it keeps, the way back, the rehearsal, and a disk that is full meanwhile."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.small_disk import PAGE, SmallDisk, small_disk
from support.workplaces import VIETNAM, desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.services.backups.backups import Where, keep_copies, list_backups
from cchc_desktop.services.data_care import restore as restoring
from cchc_desktop.services.data_care.restore import preview, rehearse, restore, restore_open, start_new
from cchc_desktop.services.workplace import Workplace
from cchc_desktop.system.fault import Fault
from db import backup, contents
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder

TASK = "TQ2025H2-06"
LATER = datetime(2025, 12, 10, 15, 30, tzinfo=VIETNAM)


def with_entry(workplace: Workplace, source: Path | None = None) -> None:
    """One more progress entry, with a file if given."""
    desk = desk_of(workplace)
    entry = desk.tasks.add_entry(TASK).value
    if source is not None:
        desk.evidence.attach_to_product(desk.tasks.add_product(entry, "Quyết định").value, source)


def entries(folder: Path) -> int:
    """How many there are after the folder was opened as the program opens it."""
    workplace = empty_workplace(folder)
    with workplace.store.read() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM progress_entry").scalar_one()
    workplace.store.close(with_backup=False)
    return int(found)


def pdf(tmp_path: Path, name: str) -> Path:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(f"%PDF-1.7 {name}".encode() * 50)
    return path


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """One entry with a file in the backup, two in the database, one of each in files."""
    folder = tmp_path / "du-lieu"
    workplace = new_workplace(folder)
    with_entry(workplace, pdf(tmp_path, "mot"))
    workplace.store.back_up(force=True)
    with_entry(workplace, pdf(tmp_path, "hai"))
    workplace.store.close(with_backup=False)
    return DataFolder(folder)


def newest(data: DataFolder) -> Path:
    return backup.listing(data.backups)[0]


def quiet(_done: int, _total: int, _text: str) -> None:
    return


def test_the_preview_counts_what_would_go_and_by_whom_it_was_written(data: DataFolder) -> None:
    found = preview(data, newest(data))
    assert {item.table: (item.added, item.altered, item.gone) for item in found.lost} == {
        "evidence": (1, 0, 0),
        "evidence_use": (1, 0, 0),
        "product": (1, 0, 0),
        "progress_entry": (1, 0, 0),
    }
    assert [(item.officer, item.count) for item in found.writes] == [("Nguyễn Thị Lan", 3)]
    assert found.present is not None
    assert found.backup.contents is not None
    assert (found.present.evidence, found.backup.contents.evidence) == (2, 1)
    assert found.evidence_missing == 0


def test_rows_that_were_altered_or_deleted_since_are_counted_as_such(data: DataFolder) -> None:
    workplace = empty_workplace(data.path)
    desk = desk_of(workplace)
    first, second = desk.tasks.detail(TASK).entries
    copy = workplace.store.back_up(force=True)
    desk.tasks.edit_entry(first.id, percent=35)
    desk.tasks.delete_entry(second.id)
    workplace.store.close(with_backup=False)
    assert copy is not None
    changed = {item.table: (item.added, item.altered, item.gone) for item in preview(data, copy).lost}
    assert changed["progress_entry"] == (0, 1, 1)


def test_looking_changes_nothing(data: DataFolder) -> None:
    before = {path: path.read_bytes() for path in data.path.rglob("*") if path.is_file()}
    preview(data, newest(data))
    list_backups(data)
    rehearse(data, newest(data), fixed_clock(), step=quiet)
    assert {path: path.read_bytes() for path in data.path.rglob("*") if path.is_file()} == before


def test_a_restore_can_be_undone_and_done_again(data: DataFolder) -> None:
    restore(data.path, newest(data), fixed_clock())
    assert entries(data.path) == 1
    aside = next(item for item in list_backups(data) if item.where is Where.ASIDE)
    restore(data.path, aside.path, fixed_clock())
    assert entries(data.path) == 2
    again = [item for item in list_backups(data) if item.where is Where.ASIDE]
    assert len(again) == 2


def test_a_restore_backs_up_what_it_sets_aside(data: DataFolder) -> None:
    chosen = newest(data)
    restore(data.path, chosen, fixed_clock(LATER))
    copies = backup.listing(data.backups)
    assert len(copies) == 2
    assert contents.read(copies[0]).evidence == 2


def test_a_restore_is_recorded_in_the_trail_of_the_restored_data(data: DataFolder) -> None:
    workplace = empty_workplace(data.path, fixed_clock(LATER))
    officer = desk_of(workplace).session.officer
    restore_open(workplace.store, newest(data), officer_id=officer.id)
    with closing(sqlite3.connect(data.database)) as connection:
        last = connection.execute("SELECT action, officer_id, new FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert last[:2] == ("restore", officer.id)
    assert "cchc-20251210-090000.db" in last[2]
    again = empty_workplace(data.path)
    assert restoring.examine(again.store) == () or all(not item.serious for item in restoring.examine(again.store))
    again.store.close(with_backup=False)


def test_a_store_that_gave_way_writes_no_more(data: DataFolder) -> None:
    workplace = empty_workplace(data.path)
    desk = desk_of(workplace)
    restore_open(workplace.store, newest(data), officer_id=None)
    with pytest.raises(Fault) as fault:
        desk.tasks.add_entry(TASK)
    assert fault.value.code == "store-closed"
    assert entries(data.path) == 1


def test_a_restore_fetches_evidence_files_from_beside_the_backup(data: DataFolder, tmp_path: Path) -> None:
    keep_copies(data, fixed_clock())
    shutil.rmtree(data.evidence)
    restored = restore(data.path, newest(data), fixed_clock())
    assert restored.evidence_missing == 0
    wanted = contents.evidence_hashes(data.database)
    assert len(wanted) == 1
    assert all(EvidenceFiles(data.evidence).sound(sha256) for sha256 in wanted)


def test_a_stick_alone_brings_everything_to_a_new_machine(data: DataFolder, tmp_path: Path) -> None:
    workplace = empty_workplace(data.path)
    workplace.store.back_up(force=True)
    workplace.store.close()
    keep_copies(data, fixed_clock())
    stick = tmp_path / "usb"
    shutil.copytree(data.backups, stick)
    shutil.rmtree(data.path)
    new = DataFolder(tmp_path / "may-moi")
    new.prepare()
    (found, *_) = list_backups(new, elsewhere=stick)
    restored = restore(new.path, found.path, fixed_clock())
    assert restored.evidence_missing == 0
    assert entries(new.path) == 2
    assert len(list(EvidenceFiles(new.evidence).hashes())) == 2


def test_evidence_that_is_nowhere_is_counted_before_and_after(data: DataFolder) -> None:
    shutil.rmtree(data.evidence)
    assert preview(data, newest(data)).evidence_missing == 1
    assert restore(data.path, newest(data), fixed_clock()).evidence_missing == 1
    assert entries(data.path) == 1


def test_a_damaged_database_is_restored_and_kept(data: DataFolder) -> None:
    data.database.write_bytes(b"hong" * 2000)
    assert preview(data, newest(data)).present is None
    restored = restore(data.path, newest(data), fixed_clock())
    assert restored.set_aside is not None
    assert (restored.set_aside / "cchc.db").read_bytes() == b"hong" * 2000
    assert entries(data.path) == 1


def test_a_new_beginning_keeps_backups_and_what_was_there(data: DataFolder) -> None:
    data.database.write_bytes(b"hong" * 2000)
    aside = start_new(data.path, fixed_clock())
    assert (aside / "cchc.db").read_bytes() == b"hong" * 2000
    workplace = empty_workplace(data.path)
    assert workplace.is_new
    workplace.store.close(with_backup=False)
    assert entries_after_regret(data) == 1


def entries_after_regret(data: DataFolder) -> int:
    restore(data.path, newest(data), fixed_clock())
    return entries(data.path)


def test_the_rehearsal_tells_what_it_found(data: DataFolder) -> None:
    found = rehearse(data, newest(data), fixed_clock(), step=quiet)
    assert found.problems == ()
    assert (found.contents.evidence, found.evidence, found.upgraded) == (1, 1, False)


def test_the_rehearsal_of_a_backup_whose_trail_was_altered_says_so(data: DataFolder) -> None:
    with closing(sqlite3.connect(newest(data))) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE audit SET new = '\"sửa trộm\"' WHERE seq = 5")
        connection.commit()
    (problem,) = rehearse(data, newest(data), fixed_clock(), step=quiet).problems
    assert "Nhật ký thay đổi bị sửa hoặc mất dòng từ dòng số 5" in problem


def test_the_rehearsal_leaves_no_trace_in_the_temporary_folder(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tam"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    rehearse(data, newest(data), fixed_clock(), step=quiet)
    assert list(temporary.iterdir()) == []


def test_a_failure_at_any_stage_leaves_the_open_folder_as_it_was(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Exception):
        pass

    def fail(*_args: object, **_more: object) -> None:
        raise Broken

    for name in ("require_free", "bring_back", "_note", "_sound"):
        workplace = empty_workplace(data.path)
        with monkeypatch.context() as patch:
            patch.setattr(restoring, name, fail)
            with pytest.raises(Broken):
                restore_open(workplace.store, newest(data), officer_id=None)
        assert len(desk_of(workplace).tasks.detail(TASK).entries) == 2, name
        workplace.store.close(with_backup=False)
        assert not list(data.path.glob("truoc-phuc-hoi-*")), name


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path, 16) as mounted:
        yield mounted


def outcome_of_restore(there: DataFolder, disk: SmallDisk) -> int:
    """How many entries there must be afterwards; a refusal names the full drive."""
    try:
        restore(there.path, backup.listing(there.backups)[-1], fixed_clock(LATER))
    except Fault as fault:
        return 2 if fault.code == "disk-full" and str(disk.path) in fault.what else -1
    return 1


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_restore_on_a_disk_that_fills_up_at_any_page_leaves_before_or_after(
    disk: SmallDisk, data: DataFolder, monkeypatch: pytest.MonkeyPatch, asks_first: bool
) -> None:
    if not asks_first:
        for module in ("cchc_desktop.services.data_care.restore", "db.backup"):
            monkeypatch.setattr(f"{module}.require_free", lambda _folder, _size: None)
    there = DataFolder(disk.path / "du-lieu")
    shutil.copytree(data.path, there.path)
    outcomes = []
    for number in range(0, 900, 12):
        disk.leave(number * PAGE)
        outcomes.append(outcome_of_restore(there, disk))
        disk.empty()
        assert entries(there.path) == outcomes[-1]
        if outcomes[-1] == 1:
            break
    assert outcomes[0] == 2
    assert outcomes[-1] == 1


def test_a_folder_that_went_away_is_told_as_gone(data: DataFolder) -> None:
    workplace = empty_workplace(data.path)
    desk = desk_of(workplace)
    chosen = data.path.parent / "cchc-20251210-090000.db"
    shutil.copy(newest(data), chosen)
    data.path.rename(data.path.parent / "rut-ra")
    with pytest.raises(Fault) as fault:
        desk.tasks.add_entry(TASK)
    assert fault.value.code == "folder-vanished"
    with pytest.raises(Fault) as fault:
        restore_open(workplace.store, chosen, officer_id=None)
    assert fault.value.code == "folder-vanished"
    (data.path.parent / "rut-ra").rename(data.path)
    workplace.store.close(with_backup=False)
    assert entries(data.path) == 2


def test_a_backup_of_later_days_than_now_is_still_restored(data: DataFolder) -> None:
    future = newest(data).with_name("cchc-20990101-000000.db")
    newest(data).rename(future)
    restore(data.path, None, fixed_clock(LATER - timedelta(days=2)))
    assert entries(data.path) == 1
