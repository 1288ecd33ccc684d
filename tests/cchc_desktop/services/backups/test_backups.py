"""Backup places: whole copies, nothing copied twice, a second place known by its mark, and what is listed."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.workplaces import VIETNAM, desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.services.backups import second_place
from cchc_desktop.services.backups.backups import LOCAL_RESERVE, Where, evidence_store, keep_copies, list_backups
from cchc_desktop.system.fault import Fault
from db import backup
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder

TASK = "TQ2025H2-06"
NOON = datetime(2025, 12, 10, 12, 0, tzinfo=VIETNAM)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A folder with two evidence files and one backup."""
    workplace = new_workplace(tmp_path / "du-lieu")
    desk = desk_of(workplace)
    entry = desk.tasks.add_entry(TASK).value
    product = desk.tasks.add_product(entry, "Quyết định").value
    for name in ("mot", "hai"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(f"%PDF-1.7 {name}".encode() * 500)
        desk.evidence.attach_to_product(product, path)
    workplace.store.back_up(force=True)
    workplace.store.close(with_backup=False)
    return DataFolder(tmp_path / "du-lieu")


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    path = tmp_path / "usb"
    path.mkdir()
    return path


def files_in(place: Path) -> list[str]:
    return list(EvidenceFiles(evidence_store(place)).hashes())


def test_both_places_become_whole_copies(data: DataFolder, usb: Path) -> None:
    place = second_place.choose(data, usb)
    kept = keep_copies(data, fixed_clock(NOON))
    assert (kept.files, kept.short, kept.absent, kept.fault) == (4, 0, None, None)
    for folder in (data.backups, place.folder):
        assert files_in(folder) == list(EvidenceFiles(data.evidence).hashes())
        assert len(backup.listing(folder)) == 1
    (here,) = backup.listing(data.backups)
    (there,) = backup.listing(place.folder)
    assert here.read_bytes() == there.read_bytes()


def test_what_did_not_change_is_not_copied_again(data: DataFolder, usb: Path) -> None:
    place = second_place.choose(data, usb)
    keep_copies(data, fixed_clock(NOON))
    before = {path: path.stat().st_mtime_ns for path in place.folder.rglob("*") if path.is_file()}
    assert keep_copies(data, fixed_clock(NOON)).files == 0
    after = {path: path.stat().st_mtime_ns for path in place.folder.rglob("*") if path.is_file()}
    assert after == before


def test_a_file_that_was_altered_here_does_not_spoil_the_copy_elsewhere(data: DataFolder, usb: Path) -> None:
    place = second_place.choose(data, usb)
    files = EvidenceFiles(data.evidence)
    bad = next(files.hashes())
    files.path(bad).write_bytes(b"hong")
    keep_copies(data, fixed_clock(NOON))
    assert bad not in files_in(place.folder)
    assert len(files_in(place.folder)) == 1


def test_a_half_copied_file_at_the_second_place_is_copied_anew(data: DataFolder, usb: Path) -> None:
    place = second_place.choose(data, usb)
    keep_copies(data, fixed_clock(NOON))
    there = EvidenceFiles(evidence_store(place.folder))
    half = next(there.hashes())
    there.path(half).write_bytes(b"nua")
    keep_copies(data, fixed_clock(NOON))
    assert there.sound(half)


def test_an_absent_second_place_is_named_and_the_copy_here_is_made(data: DataFolder, usb: Path) -> None:
    place = second_place.choose(data, usb)
    usb.rename(usb.with_name("rut-ra"))
    kept = keep_copies(data, fixed_clock(NOON))
    assert kept.absent is not None
    assert kept.absent.folder == place.folder
    assert kept.fault is None
    assert files_in(data.backups) != []
    assert not usb.exists(), "nothing is written where the stick was"


def test_a_stick_of_somebody_else_under_the_same_name_is_left_alone(data: DataFolder, usb: Path) -> None:
    place = second_place.choose(data, usb)
    shutil.rmtree(usb)
    (place.folder).mkdir(parents=True)
    (place.folder / "thu.docx").write_bytes(b"cua nguoi khac")
    assert keep_copies(data, fixed_clock(NOON)).absent is not None
    assert [path.name for path in place.folder.iterdir()] == ["thu.docx"]


def test_the_same_stick_chosen_again_goes_on_in_its_folder_and_another_unit_gets_its_own(
    data: DataFolder, usb: Path, tmp_path: Path
) -> None:
    first = second_place.choose(data, usb)
    assert second_place.choose(data, usb).folder == first.folder
    assert second_place.choose(data, first.folder).folder == first.folder
    other = DataFolder(tmp_path / "don-vi-khac")
    other.prepare()
    assert second_place.choose(other, usb).folder != first.folder


def test_a_write_protected_stick_is_told_and_the_backups_here_go_on(
    data: DataFolder, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = second_place.choose(data, usb)
    real = Path.open

    def refuse(self: Path, mode: str = "r", *args: object, **more: object) -> object:
        if self.is_relative_to(place.folder) and ("x" in mode or "w" in mode):
            raise OSError(30, "read-only")
        return real(self, mode, *args, **more)  # type: ignore[call-overload]  # passes on what it got

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        kept = keep_copies(data, fixed_clock(NOON))
    assert kept.fault is not None
    assert kept.fault.code == "folder-read-only"
    assert len(files_in(data.backups)) == 2


def test_copies_here_leave_room_for_the_days_work(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_desktop.services.backups.backups.free_bytes", lambda _folder: LOCAL_RESERVE)
    kept = keep_copies(data, fixed_clock(NOON))
    assert (kept.files, kept.short, kept.fault) == (0, 2, None)


def test_the_list_merges_copies_and_names_where_each_lies(data: DataFolder, usb: Path) -> None:
    second_place.choose(data, usb)
    keep_copies(data, fixed_clock(NOON))
    workplace = empty_workplace(data.path, fixed_clock(NOON))
    workplace.store.back_up(force=True)
    workplace.store.close(with_backup=False)
    found = list_backups(data)
    assert [item.where for item in found] == [Where.HERE, Where.BOTH]
    assert found[0].contents is not None
    assert (found[0].contents.tasks, found[0].contents.evidence) == (1, 2)


def test_a_whole_data_folder_on_a_stick_is_searched_for_backups(data: DataFolder, tmp_path: Path) -> None:
    copied = tmp_path / "ban-chep"
    shutil.copytree(data.path, copied)
    empty = DataFolder(tmp_path / "trong")
    empty.prepare()
    assert [item.where for item in list_backups(empty, elsewhere=copied)] == [Where.ELSEWHERE]


def test_a_note_of_the_second_place_that_cannot_be_read_means_none(data: DataFolder) -> None:
    data.second_place.write_text("hỏng", encoding="utf-8")
    assert second_place.second_place(data) is None
    assert keep_copies(data, fixed_clock(NOON)).fault is None


def test_the_data_folder_is_no_second_place(data: DataFolder) -> None:
    for chosen in (data.path, data.backups, data.path / "moi"):
        with pytest.raises(Fault) as fault:
            second_place.choose(data, chosen)
        assert fault.value.code == "place-inside"


def test_a_backup_is_owed_after_a_crash_and_not_twice(data: DataFolder) -> None:
    later = fixed_clock(NOON + timedelta(hours=1))
    first = empty_workplace(data.path, later)
    assert first.store.back_up() is None, "all of it is in the backup"
    desk_of(first).tasks.add_entry(TASK)
    first.store.close(with_backup=False)  # as a power cut leaves it
    second = empty_workplace(data.path, later)
    assert second.store.back_up() is not None
    assert second.store.back_up() is None
    second.store.close()
    assert len(backup.listing(data.backups)) == 2


def test_an_unfinished_backup_of_an_earlier_run_is_cleared_away(data: DataFolder) -> None:
    left = data.backups / "cchc-20251201-080000.dang-ghi"
    left.write_bytes(os.urandom(100))
    workplace = empty_workplace(data.path, fixed_clock(NOON))
    workplace.store.back_up(force=True)
    workplace.store.close(with_backup=False)
    assert not left.exists()
