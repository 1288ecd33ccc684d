"""What is known of sticks: their names, numbers, room, and since when they are there."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.loop_sticks import LoopStick, loop_stick, taken_for_plugged_in

from cchc_desktop.system import removable, volumes
from cchc_desktop.system.removable import Stick, plugged_in, plugged_in_after, stick_at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="reads /proc and /dev")


def a_stick(path: Path, *, number: str = "1A2B-3C4D", cluster: int = 4096) -> Stick:
    return Stick(path, "KINGSTON", number, free=0, size=0, writable=True, cluster=cluster, device=path.stat().st_dev)


def test_a_stick_is_called_by_its_name_and_number(tmp_path: Path) -> None:
    assert a_stick(tmp_path).name == "KINGSTON (số 1A2B-3C4D)"
    assert a_stick(tmp_path, number="").name == "KINGSTON"


@pytest.mark.parametrize("cluster", [512, 4096, 65536])
@pytest.mark.parametrize("size", [0, 1, 65536, 5_000_000])
def test_a_file_needs_whole_clusters_and_room_for_the_file_system(tmp_path: Path, size: int, cluster: int) -> None:
    needed = a_stick(tmp_path, cluster=cluster).needed(size)
    assert needed % cluster == (1 << 20) % cluster
    assert size + (1 << 20) < needed < size + (1 << 20) + 66 * cluster


def test_sticks_are_told_apart_from_drives_networks_and_discs(monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "/dev/sda2 /boot/efi vfat rw 0 0\n"
        "//may-chu/chung /media/lan/chung cifs rw 0 0\n"
        "/dev/sdb1 /media/lan/USB\\040c\\134ũ vfat rw 0 0\n"
        "/dev/sr0 /media/lan/dia iso9660 ro 0 0\n"
        "/dev/sdc1 /run/media/lan/HOA exfat rw 0 0\n"
    )
    monkeypatch.setattr(volumes, "mounts", lambda: mounts)
    points = removable._points()
    assert points == (Path("/media/lan/USB c\\ũ"), Path("/run/media/lan/HOA"))


def test_sticks_come_by_name_with_their_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_plugged_in(tmp_path, monkeypatch)
    with loop_stick(tmp_path, "b-USB") as second, loop_stick(tmp_path, "A-USB") as first:
        assert [stick.path for stick in plugged_in()] == [first.path, second.path]
        before = plugged_in()[0]
        (first.path / "tep").write_bytes(bytes(1 << 20))
        os.sync()
        now = before.now()
        assert now is not None
        assert before.free - now.free == 1 << 20
    assert plugged_in() == ()


def test_a_folder_left_behind_by_a_stick_is_not_the_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_plugged_in(tmp_path, monkeypatch)
    with loop_stick(tmp_path) as usb:
        (stick,) = plugged_in()
        assert stick.is_still_there()
        usb.pull()
        assert not stick.is_still_there()
        assert stick.now() is None


def test_a_stick_whose_device_is_gone_is_not_there_although_its_folder_still_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removable, "mounts", lambda: f"/dev/khong-co1 {tmp_path} vfat rw 0 0\n")
    assert not a_stick(tmp_path).is_still_there()
    monkeypatch.setattr(removable, "mounts", lambda: f"/dev/null {tmp_path} vfat rw 0 0\n")
    assert a_stick(tmp_path).is_still_there()


def test_name_and_number_are_those_that_the_system_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_for_plugged_in(tmp_path, monkeypatch)
    with loop_stick(tmp_path) as usb:
        _known_as(usb, tmp_path, monkeypatch, label="V\\xc4\\x83n\\x20ph\\xc3\\xb2ng", number="c0ffee12-5f4e-4a5d-b4f2")
        (stick,) = plugged_in()
    assert (stick.label, stick.number) == ("Văn phòng", "C0FFEE12")


def _known_as(usb: LoopStick, folder: Path, monkeypatch: pytest.MonkeyPatch, *, label: str, number: str) -> None:
    for name, link in (("_BY_LABEL", label), ("_BY_NUMBER", number)):
        (folder / name).mkdir()
        (folder / name / link).symlink_to(usb.device)
        monkeypatch.setattr(removable, name, folder / name)


def test_since_when_a_stick_is_there_is_told_by_its_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = tmp_path / "thiet-bi"
    device.touch()
    met = datetime.fromtimestamp(device.stat().st_mtime, UTC)
    monkeypatch.setattr(removable, "mounts", lambda: f"{device} {tmp_path} vfat rw 0 0\n")
    assert plugged_in_after(a_stick(tmp_path), met - timedelta(seconds=2))
    assert not plugged_in_after(a_stick(tmp_path), met.replace(microsecond=0))
    monkeypatch.setattr(removable, "mounts", lambda: f"tmpfs {tmp_path} tmpfs rw 0 0\n")
    assert not plugged_in_after(a_stick(tmp_path), met - timedelta(days=1))


def test_a_folder_of_this_machine_is_no_stick_and_is_described_like_one(tmp_path: Path) -> None:
    stick = stick_at(tmp_path)
    assert not stick.removable
    assert stick.writable
    assert 0 < stick.free <= stick.size
