"""Receiving a hand-over file: all or nothing, every byte counts, other data are never touched."""

import json
import random
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from support.hand_overs import answers, handed_over, no_step, note_answer, worked_in
from support.small_disk import small_disk
from support.workplaces import desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.domain.officer import Role
from cchc_desktop.packages.container import ContainerWriter
from cchc_desktop.services import start_checks
from cchc_desktop.services.hand_over import arrival, hand_over
from cchc_desktop.services.hand_over.arrival import Offer, Place, Received
from cchc_desktop.services.hand_over.file import MANIFEST, READ_FIRST, read_whole
from cchc_desktop.services.hand_over.manifest import FORMAT, VERSION
from cchc_desktop.services.hand_over.place import settle
from cchc_desktop.system.canonical_json import canonical, sha256
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.volumes import Drive
from db import holder
from db.folder import DataFolder

TRIES = 200


def receive(file: Path, folder: Path) -> Received:
    return arrival.receive(arrival.inspect(file, step=no_step), folder, fixed_clock(), step=no_step)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file handed over from the folder "du-lieu"."""
    workplace = worked_in(tmp_path / "du-lieu")
    given = handed_over(workplace, tmp_path / "usb")
    workplace.close()
    return given.file


def test_a_new_folder_has_everything_and_passwords_stay_valid(file: Path, tmp_path: Path) -> None:
    received = receive(file, tmp_path / "moi" / "du-lieu")
    assert received.sentence.startswith("Đã nhận đủ: 1 tài liệu kiểm chứng, 3 tài khoản cán bộ, 1 tệp minh chứng; mã")
    opened = empty_workplace(received.folder)
    assert answers(opened) == ["cũ"]
    desk_of(opened, Role.LEADER)
    note_answer(opened, "ghi tiếp")
    row = holder.read(opened.store.folder.database)
    assert row is not None
    assert (row.generation, row.is_live, row.place) == (2, True, str(received.folder))
    assert (received.folder / "goi-nop" / "Gói nộp quý IV.zip").read_bytes() == b"PK gia" * 100
    assert received.protocol is not None
    assert received.protocol.read_bytes().startswith(b"%PDF")
    opened.close()


def test_the_trail_says_from_whom_it_came_and_the_run_of_the_giver_has_an_end(file: Path, tmp_path: Path) -> None:
    received = receive(file, tmp_path / "moi")
    with closing(sqlite3.connect(received.folder / "cchc.db")) as connection:
        (reason,) = connection.execute("SELECT reason FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        open_runs = connection.execute("SELECT count(*) FROM program_run WHERE ended_at = ''").fetchone()
    assert reason == f"Nhận bàn giao từ Nguyễn Thị Lan, mã {received.code}"
    assert open_runs == (0,)


def test_nothing_is_written_while_the_file_is_only_looked_at(file: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    offer = arrival.inspect(file, step=no_step)
    assert arrival.meet(offer, tmp_path / "moi").place is Place.NEW
    assert sorted(tmp_path.rglob("*")) == before


def test_one_wrong_byte_anywhere_is_refused_and_nothing_is_written(file: Path, tmp_path: Path) -> None:
    content, dice = file.read_bytes(), random.Random(20251210)
    with zipfile.ZipFile(file) as found:
        members = found.infolist()
    inside = [(item.header_offset + 30 + len(item.filename), item.file_size) for item in members]
    places = [start + dice.randrange(size) for start, size in inside for _ in range(8)]
    places += [dice.randrange(len(content)) for _ in range(TRIES - len(places))]
    places += [*range(30), *(len(content) - 1 - back for back in range(60))]
    trial = tmp_path / "hong.cchc-ban-giao"
    for place in places:
        spoiled = bytearray(content)
        spoiled[place] ^= 1 << dice.randrange(8)
        trial.write_bytes(spoiled)
        with pytest.raises(Fault) as refused:
            read_whole(trial, step=no_step)
        assert refused.value.code in {"hand-over-damaged", "hand-over-foreign", "hand-over-newer"}, place
    with pytest.raises(Fault):
        receive(trial, tmp_path / "moi")
    assert not (tmp_path / "moi").exists()


def test_a_file_cut_short_or_longer_anywhere_is_refused(file: Path, tmp_path: Path) -> None:
    content, dice = file.read_bytes(), random.Random(7)
    trial = tmp_path / "hong.cchc-ban-giao"
    for length in [0, 1, 21, 22, *(dice.randrange(len(content)) for _ in range(40)), len(content) - 1]:
        trial.write_bytes(content[:length])
        with pytest.raises(Fault):
            read_whole(trial, step=no_step)
    for spoiled in (content + b"x", b"x" + content, content + content):
        trial.write_bytes(spoiled)
        with pytest.raises(Fault):
            read_whole(trial, step=no_step)


def rewritten(
    file: Path, target: Path, change: dict[str, object], *, extra: tuple[tuple[str, bytes], ...] = ()
) -> Path:
    """The same file with another manifest and more members, in the right form."""
    with zipfile.ZipFile(file) as found, target.open("w+b") as stream:
        manifest = {**json.loads(found.read(MANIFEST)), **change}
        writer = ContainerWriter(stream)
        for name in found.namelist():
            if name not in (MANIFEST, READ_FIRST):
                writer.add(name, [found.read(name)])
        for name, content in extra:
            writer.add(name, [content])
        writer.add(READ_FIRST, [found.read(READ_FIRST)])
        writer.add(MANIFEST, [canonical(manifest)])
        writer.finish()
    return target


@pytest.mark.parametrize(
    "change",
    [
        {"folder_id": "khác"},
        {"generation": 5},
        {"unit_code": "00691"},
        {"counts": {"tasks": 0, "register_rows": 3, "reports": 0, "submissions": 0, "evidence": 1, "officers": 3}},
        {"counts": {}},
        {"trail": [1, "0" * 64, "2025-12-10T09:00:00+07:00"]},
        {"missing": ["0" * 64]},
        {"files": []},
        {"giving": {}},
        {"giving": "x"},
        {"generation": "1"},
        {"format": "x"},
    ],
)
def test_a_manifest_that_does_not_fit_the_data_is_refused(
    file: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    other = rewritten(file, tmp_path / "khac.cchc-ban-giao", change)
    with pytest.raises(Fault) as refused:
        receive(other, tmp_path / "moi")
    assert refused.value.code in {"arrival-not-what-it-says", "hand-over-damaged", "hand-over-foreign"}
    assert not (tmp_path / "moi").exists()


def test_a_file_of_a_newer_program_is_told_apart_from_a_damaged_one(file: Path, tmp_path: Path) -> None:
    other = rewritten(file, tmp_path / "khac.cchc-ban-giao", {"format": FORMAT, "format_version": VERSION + 1})
    with pytest.raises(Fault) as refused:
        arrival.inspect(other, step=no_step)
    assert refused.value.code == "hand-over-newer"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../ra-ngoai", ""),
        ("goi-nop/000002", "../ra-ngoai.txt"),
        ("goi-nop/000002", "..\\ra-ngoai.txt"),
        ("goi-nop/000002", "C:ra-ngoai.txt"),
        ("goi-nop/000002", "NUL.txt"),
        ("goi-nop/000002", ".."),
        ("goi-nop/000002", ""),
        ("minh-chung/aa/bb", ""),
        ("cchc.db", ""),
    ],
)
def test_a_member_that_wants_out_of_the_folder_is_refused(file: Path, tmp_path: Path, path: str, name: str) -> None:
    content = b"xau"
    part = {"path": path, "size": len(content), "sha256": sha256(content), "name": name}
    with zipfile.ZipFile(file) as found:
        files = [*json.loads(found.read(MANIFEST))["files"], part]
    other = rewritten(file, tmp_path / "khac.cchc-ban-giao", {"files": files}, extra=((path, content),))
    with pytest.raises(Fault):
        receive(other, tmp_path / "moi")
    assert not (tmp_path / "moi").exists()
    assert not list(tmp_path.rglob("ra-ngoai*"))


def test_other_files_are_named_as_such(tmp_path: Path) -> None:
    picture = tmp_path / "anh.png"
    picture.write_bytes(b"\x89PNG" * 100)
    with pytest.raises(Fault, match="không phải tệp bàn giao"):
        read_whole(picture, step=no_step)
    with zipfile.ZipFile(tmp_path / "goi.zip", "w") as other:
        other.writestr("x", "y")
    with pytest.raises(Fault):
        read_whole(tmp_path / "goi.zip", step=no_step)
    with pytest.raises(Fault, match="Không đọc được"):
        read_whole(tmp_path / "khong-co", step=no_step)


def test_a_folder_of_other_data_or_with_other_files_is_refused_by_name(file: Path, tmp_path: Path) -> None:
    other = new_workplace(tmp_path / "khac")
    settle(other.store)
    other.close()
    with pytest.raises(Fault) as refused:
        receive(file, tmp_path / "khac")
    assert refused.value.code == "arrival-other-data"
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "gia-dinh.jpg").write_bytes(b"x")
    with pytest.raises(Fault) as refused:
        receive(file, tmp_path / "anh")
    assert refused.value.code == "arrival-not-empty"
    assert [path.name for path in (tmp_path / "anh").iterdir()] == ["gia-dinh.jpg"]


def test_an_unsuited_folder_is_refused(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_checks, "drive_of", lambda _folder: Drive.REMOVABLE)
    with pytest.raises(Fault) as refused:
        receive(file, tmp_path / "moi")
    assert refused.value.code == "folder-unsuited"


def test_a_file_is_received_once(file: Path, tmp_path: Path) -> None:
    receive(file, tmp_path / "moi")
    with pytest.raises(Fault) as refused:
        receive(file, tmp_path / "moi")
    assert refused.value.code == "arrival-later-data"


def test_a_folder_that_was_taken_back_refuses_the_old_file(file: Path, tmp_path: Path) -> None:
    old = empty_workplace(tmp_path / "du-lieu")
    hand_over.take_back(old.store, desk_of(old, Role.LEADER).session.officer, reason="thử")
    with pytest.raises(Fault, match="đã lấy lại quyền ghi"):
        receive(file, tmp_path / "du-lieu")


def test_data_that_come_back_set_the_old_ones_aside_after_a_backup(file: Path, tmp_path: Path) -> None:
    receive(file, tmp_path / "moi")
    second = empty_workplace(tmp_path / "moi")
    note_answer(second, "mới")
    back = handed_over(second, tmp_path / "usb-2")
    second.close()
    offer = arrival.inspect(back.file, step=no_step)
    meeting = arrival.meet(offer, tmp_path / "du-lieu")
    assert (meeting.place, meeting.is_live) == (Place.EARLIER, False)
    copies = len(list((tmp_path / "du-lieu" / "sao-luu").glob("cchc-*.db")))
    received = arrival.receive(offer, tmp_path / "du-lieu", fixed_clock(), step=no_step)
    assert received.set_aside is not None
    assert (received.set_aside / "cchc.db").is_file()
    assert len(list((tmp_path / "du-lieu" / "sao-luu").glob("cchc-*.db"))) == copies + 1
    opened = empty_workplace(tmp_path / "du-lieu")
    note_answer(opened, "về lại")
    assert answers(opened) == ["cũ", "mới", "về lại"]
    assert not DataFolder(tmp_path / "du-lieu").handed_over.exists()
    opened.close()


def test_an_older_copy_that_is_still_written_is_asked_about_first(file: Path, tmp_path: Path) -> None:
    receive(file, tmp_path / "moi")
    shutil.copytree(tmp_path / "moi", tmp_path / "ban-chep")
    second = empty_workplace(tmp_path / "moi")
    given = handed_over(second, tmp_path / "usb-2")
    second.close()
    meeting = arrival.meet(arrival.inspect(given.file, step=no_step), tmp_path / "ban-chep")
    assert (meeting.place, meeting.is_live) == (Place.EARLIER, True)
    assert meeting.present is not None


def fault_of(offer: Offer, folder: Path) -> str:
    """The code of what was refused; empty where all was received."""
    try:
        arrival.receive(offer, folder, fixed_clock(), step=no_step)
    except Fault as fault:
        return fault.code
    return ""


def test_a_full_disk_leaves_nothing_behind(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = arrival.inspect(file, step=no_step)
    with small_disk(tmp_path, 8) as disk:
        disk.leave(400_000)
        with pytest.raises(Fault) as refused:
            arrival.receive(offer, disk.path / "moi", fixed_clock(), step=no_step)
        assert refused.value.code == "disk-full"
        monkeypatch.setattr(arrival, "require_free", lambda *_: None)
        refusals = 0
        for free in range(0, 4_000_000, 24 * 4096):
            disk.leave(free)
            code = fault_of(offer, disk.path / "moi")
            if not code:
                break
            assert code == "disk-full", free
            assert not list(disk.path.glob("moi*")), free
            refusals += 1
        assert refusals >= 4
        disk.empty()
        opened = empty_workplace(disk.path / "moi")
        assert answers(opened) == ["cũ"]
        opened.store.close(with_backup=False)
