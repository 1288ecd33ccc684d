"""On what kind of drive a folder lies, and who synchronises it."""

import sys
import time
from pathlib import Path

import pytest

from cchc_desktop.system import volumes
from cchc_desktop.system.volumes import Drive, answers, drive_name, drive_of, synced_by

ON_LINUX = pytest.mark.skipif(sys.platform == "win32", reason="reads /proc")
MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "//may-chu/chung /mnt/chung\\040cua\\040xa cifs rw 0 0\n"
    "may-chu:/so-noi-vu /mnt/nfs nfs4 rw 0 0\n"
    "sshfs#lan@may-chu: /mnt/ssh fuse.sshfs rw 0 0\n"
    "/dev/sdb1 /media/lan/USB vfat rw 0 0\n"
    "/dev/sdc1 /run/media/lan/o-cung ext4 rw 0 0\n"
    "overlay /mnt/container overlay rw 0 0\n"
)


@ON_LINUX
@pytest.mark.parametrize(
    ("path", "mounted"),
    [
        ("/mnt/chung cua xa/cchc", ("//may-chu/chung", "/mnt/chung cua xa", "cifs")),
        ("/media/lan/USB", ("/dev/sdb1", "/media/lan/USB", "vfat")),
        ("/media/lan/USB2", ("/dev/sda1", "/", "ext4")),
    ],
)
def test_the_innermost_mount_says_on_what_a_folder_lies(path: str, mounted: tuple[str, str, str]) -> None:
    assert volumes.mount_of(Path(path), MOUNTS) == mounted


@ON_LINUX
@pytest.mark.parametrize(
    ("path", "drive"),
    [
        ("/mnt/chung cua xa/cchc", Drive.NETWORK),
        ("/mnt/nfs/cchc", Drive.NETWORK),
        ("/mnt/ssh", Drive.NETWORK),
        ("/media/lan/USB/cchc", Drive.REMOVABLE),
        ("/run/media/lan/o-cung", Drive.REMOVABLE),
        ("/mnt/container/cchc", Drive.FIXED),
        ("/srv/cchc", Drive.FIXED),
    ],
)
def test_a_drive_is_known_by_its_mount(path: str, drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "mounts", lambda: MOUNTS)
    monkeypatch.setattr(volumes, "existing", lambda folder: folder)
    assert drive_of(Path(path)) is drive


def test_the_folder_of_the_tests_lies_on_a_fixed_drive_and_is_synchronised_by_nobody(tmp_path: Path) -> None:
    assert drive_of(tmp_path / "chua-co") is Drive.FIXED
    assert synced_by(tmp_path) == ""
    assert drive_name(tmp_path)


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("OneDrive/cchc", "OneDrive"),
        ("OneDrive - UBND xa/Documents/cchc", "OneDrive"),
        ("Google Drive/Drive của tôi/cchc", "Google Drive"),
        ("Dropbox/cchc", "Dropbox"),
        ("Tai lieu/cchc", ""),
        ("dropbox-cu/cchc", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(tmp_path: Path, path: str, program: str) -> None:
    assert synced_by(tmp_path / path) == program


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".dropbox", "Dropbox"),
        (".tmp.driveupload", "Google Drive"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    ],
)
def test_a_synchronised_folder_is_known_by_the_mark_that_its_program_leaves(
    tmp_path: Path, mark: str, program: str
) -> None:
    (tmp_path / mark).touch()
    assert synced_by(tmp_path / "mot" / "hai") == program


def test_a_folder_that_windows_names_as_onedrive_is_known(tmp_path: Path) -> None:
    assert synced_by(tmp_path / "Dam may" / "cchc", environment={"OneDrive": str(tmp_path / "Dam may")}) == "OneDrive"


def test_a_drive_that_does_not_answer_counts_as_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answers(tmp_path)
    assert not answers(tmp_path / "khong-co")
    monkeypatch.setattr(Path, "is_dir", lambda _self: time.sleep(0.5) or True)
    begun = time.monotonic()
    assert not answers(tmp_path, within=0.05)
    assert time.monotonic() - begun < 0.4
