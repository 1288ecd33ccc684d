import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.workplaces import new_workplace

from ui.screens.first_start import data_place
from ui.screens.first_start.data_place import LITTLE, TOO_LITTLE, Drive, look, within

ON_LINUX = pytest.mark.skipif(sys.platform == "win32", reason="reads /proc")


def test_looking_at_a_new_folder_changes_nothing(tmp_path: Path) -> None:
    place = look(tmp_path / "moi" / "du-lieu")
    assert (place.refusal, place.warning, place.holds_data) == ("", "", False)
    assert place.free is not None
    assert list(tmp_path.iterdir()) == []


def test_data_that_are_there_are_found(tmp_path: Path) -> None:
    new_workplace(tmp_path).store.close(with_backup=False)
    assert look(tmp_path).holds_data
    assert not look(tmp_path, is_new=True).holds_data


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tep").touch()
    assert "Không ghi được" in look(tmp_path / "tep" / "du-lieu").refusal


@ON_LINUX
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    root = Path(__file__).parents[4]
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[2])\n"
        "from ui.screens.first_start.data_place import look\n"
        "print(look(pathlib.Path(sys.argv[1])).refusal)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "du-lieu"), str(root)]
    if os.geteuid() == 0:  # root obeys file permissions only without these powers
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    assert "Không ghi được" in shown.stdout


def test_a_path_that_is_not_whole_is_refused() -> None:
    assert "đường dẫn đầy đủ" in look(Path("du-lieu")).refusal


@pytest.mark.parametrize(
    ("free", "refused", "warned"),
    [(TOO_LITTLE - 1, True, False), (TOO_LITTLE, False, True), (LITTLE - 1, False, True), (LITTLE, False, False)],
)
def test_a_full_drive_is_refused_and_a_nearly_full_one_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, refused: bool, warned: bool
) -> None:
    monkeypatch.setattr(data_place, "free_bytes", lambda _folder: free)
    place = look(tmp_path)
    assert (bool(place.refusal), bool(place.warning)) == (refused, warned)


@pytest.mark.parametrize(("drive", "word"), [(Drive.NETWORK, "ổ mạng"), (Drive.REMOVABLE, "USB")])
def test_a_network_drive_and_a_stick_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: Drive, word: str
) -> None:
    monkeypatch.setattr(data_place, "drive_of", lambda _folder: drive)
    assert word in look(tmp_path).refusal


def test_a_folder_that_a_cloud_program_synchronises_is_refused(tmp_path: Path) -> None:
    assert "Google Drive" in look(tmp_path / "Google Drive" / "cchc").refusal


def test_a_folder_with_other_things_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    full, empty, data = tmp_path / "tai-lieu", tmp_path / "trong", tmp_path / "du-lieu"
    for folder in (full, empty):
        folder.mkdir()
    (full / "thu.docx").touch()
    new_workplace(data).store.close(with_backup=False)
    assert within(full) == full / "CCHC Desktop"
    assert within(empty) == empty
    assert within(data) == data
    assert within(tmp_path / "chua-co") == tmp_path / "chua-co"
