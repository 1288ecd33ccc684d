"""Copies of a folder: asked about, never opened for work without a word; a folder that moved is no copy."""

import shutil
from pathlib import Path

import pytest
from support.hand_overs import answers, handed_over, note_answer, worked_in
from support.workplaces import LIBRARY, empty_workplace, fixed_clock

from cchc_desktop.services import start_checks
from cchc_desktop.services.backups import meeting as hand_over_meeting
from cchc_desktop.services.backups import second_place
from cchc_desktop.services.backups.backups import keep_copies
from cchc_desktop.services.data_care import restore
from cchc_desktop.services.hand_over.place import adopt, elsewhere, enter, require_at_home, settle
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.volumes import Drive
from db import holder
from db.folder import DataFolder
from db.store import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that was used, and closed."""
    workplace = worked_in(tmp_path / "goc")
    workplace.store.close(with_backup=False)
    return tmp_path / "goc"


def row_of(folder: Path) -> holder.Holder:
    row = holder.read(DataFolder(folder).database)
    assert row is not None
    return row


def enter_and_leave(folder: Path) -> None:
    enter(folder, clock=fixed_clock(), library=LIBRARY).store.close(with_backup=False)


def test_the_place_is_noted_once_and_opening_there_again_asks_nothing(folder: Path) -> None:
    first = row_of(folder)
    assert (first.place, first.generation, first.is_live) == (str(folder), 1, True)
    assert elsewhere(folder) is None
    enter_and_leave(folder)
    assert row_of(folder) == first


def test_noting_the_place_writes_no_line_of_the_trail(folder: Path) -> None:
    store = open_store(folder, fixed_clock())
    with store.read() as connection:
        query = "SELECT count(*) FROM audit WHERE table_name = 'folder_holder'"
        assert connection.exec_driver_sql(query).scalar() == 0
    store.close(with_backup=False)


def test_a_copy_beside_its_original_is_asked_about(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "chep")
    found = elsewhere(tmp_path / "chep")
    assert found is not None
    assert (found.original, found.place, found.is_other_machine) == (folder, str(folder), False)
    with pytest.raises(Fault) as refused:
        require_at_home(tmp_path / "chep")
    assert refused.value.code == "folder-elsewhere"
    assert elsewhere(folder) is None


def test_asking_writes_nothing(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "chep")
    before = {path: path.read_bytes() for path in (tmp_path / "chep").rglob("*") if path.is_file()}
    elsewhere(tmp_path / "chep")
    assert {path: path.read_bytes() for path in (tmp_path / "chep").rglob("*") if path.is_file()} == before


def test_going_on_in_a_copy_is_a_later_generation_and_recorded(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "chep")
    adopt(tmp_path / "chep", fixed_clock())
    assert elsewhere(tmp_path / "chep") is None
    row = row_of(tmp_path / "chep")
    assert (row.generation, row.place, row.folder_id) == (2, str(tmp_path / "chep"), row_of(folder).folder_id)
    store = open_store(tmp_path / "chep", fixed_clock())
    with store.read() as connection:
        reason = connection.exec_driver_sql("SELECT reason FROM audit ORDER BY seq DESC LIMIT 1").scalar()
    store.close(with_backup=False)
    assert reason == f"Chuyển hẳn sang đây; trước đó dùng tại {folder}"


def test_a_folder_that_moved_on_the_same_machine_is_noted_and_not_asked_about(folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "cho-moi")
    assert elsewhere(tmp_path / "cho-moi") is None
    enter_and_leave(tmp_path / "cho-moi")
    row = row_of(tmp_path / "cho-moi")
    assert (row.place, row.generation) == (str(tmp_path / "cho-moi"), 1)


def test_another_folder_in_the_old_place_is_no_original(folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "cho-moi")
    other = worked_in(folder)
    other.store.close(with_backup=False)
    assert elsewhere(tmp_path / "cho-moi") is None


def test_another_machine_is_asked_about_although_the_path_is_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holder, "this_machine", lambda: "MAY-MOI")
    found = elsewhere(folder)
    assert found is not None
    assert found.is_other_machine
    assert found.original is None
    adopt(folder, fixed_clock())
    assert elsewhere(folder) is None


def test_only_looking_writes_nothing_at_all(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "chep")
    found = elsewhere(tmp_path / "chep")
    assert found is not None
    before = DataFolder(tmp_path / "chep").database.read_bytes()
    store = open_store(tmp_path / "chep", fixed_clock(), refusal=found.viewing)
    settle(store)
    with pytest.raises(Fault) as refused, store.work(None):
        pass
    assert refused.value.code == "view-only"
    store.close()
    assert DataFolder(tmp_path / "chep").database.read_bytes() == before


def test_an_unsuited_folder_is_not_entered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_checks, "drive_of", lambda _folder: Drive.NETWORK)
    with pytest.raises(Fault) as refused:
        enter_and_leave(folder)
    assert refused.value.code == "folder-unsuited"


def test_a_handed_over_folder_asks_nothing_wherever_it_lies(folder: Path, tmp_path: Path) -> None:
    workplace = empty_workplace(folder)
    handed_over(workplace, tmp_path / "usb")
    workplace.close()
    shutil.copytree(folder, tmp_path / "chep")
    assert elsewhere(tmp_path / "chep") is None
    store = open_store(tmp_path / "chep", fixed_clock())
    assert store.refusal is not None
    store.close()


def test_a_backup_of_a_later_holder_is_told_before_it_is_restored(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "chep")
    adopt(tmp_path / "chep", fixed_clock())
    other = open_store(tmp_path / "chep", fixed_clock())
    copy = other.back_up(force=True)
    assert copy is not None
    other.close(with_backup=False)
    notice = restore.preview(DataFolder(folder), copy).holder_notice
    assert notice.startswith("Bộ dữ liệu này đã chuyển sang dùng trên máy")
    own = open_store(folder, fixed_clock())
    mine = own.back_up(force=True)
    own.close(with_backup=False)
    assert mine is not None
    assert restore.preview(DataFolder(folder), mine).holder_notice == ""


def test_a_backup_of_another_folder_is_told_and_keeps_its_own_line(folder: Path, tmp_path: Path) -> None:
    other = worked_in(tmp_path / "khac")
    copy = other.store.back_up(force=True)
    other.close()
    assert copy is not None
    assert "bộ dữ liệu khác" in restore.preview(DataFolder(folder), copy).holder_notice
    restore.restore(folder, copy, fixed_clock())
    row, origin = row_of(folder), row_of(tmp_path / "khac")
    assert (row.folder_id, row.generation, row.place) == (origin.folder_id, 2, str(folder))


def test_a_second_place_with_copies_of_a_later_holder_gets_none_and_it_is_told(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    place = second_place.choose(DataFolder(folder), stick)
    shutil.copytree(folder, tmp_path / "chep")
    adopt(tmp_path / "chep", fixed_clock())
    for path in (tmp_path / "chep", folder):
        store = open_store(path, fixed_clock())
        store.back_up(force=True)
        store.close(with_backup=False)
    assert keep_copies(DataFolder(tmp_path / "chep"), fixed_clock()).fault is None
    before = {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}
    kept = keep_copies(DataFolder(folder), fixed_clock())
    assert kept.fault is not None
    assert kept.fault.code == "newer-holder"
    assert {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()} == before
    assert hand_over_meeting.newer_there(DataFolder(tmp_path / "chep"), place) is None


def test_nothing_of_two_copies_is_ever_merged(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "chep")
    adopt(tmp_path / "chep", fixed_clock())
    first, second = empty_workplace(folder), empty_workplace(tmp_path / "chep")
    note_answer(first, "ở gốc")
    note_answer(second, "ở bản chép")
    assert (answers(first), answers(second)) == (["cũ", "ở gốc"], ["cũ", "ở bản chép"])
    first.close()
    second.close()
