"""Free space is asked before writing and named in megabytes."""

from pathlib import Path

import pytest

from cchc_desktop.system.diskspace import disk_full, free_bytes, require_free
from cchc_desktop.system.fault import Fault


def test_a_folder_that_does_not_exist_yet_has_the_space_of_its_parent(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "chưa" / "có") > 0


def test_enough_space_passes_silently(tmp_path: Path) -> None:
    require_free(tmp_path, 1)


def test_too_little_space_names_the_folder_and_the_megabytes_needed(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        require_free(tmp_path, 10**18)
    assert caught.value.code == "disk-full"
    assert str(tmp_path) in caught.value.what
    assert "cần 1.000.000.000.000 MB" in caught.value.what


def test_megabytes_needed_round_up_and_megabytes_free_round_down() -> None:
    fault = disk_full(Path("usb"), needed=1_000_001, free=1_999_999)
    assert "cần 2 MB, còn trống 1 MB" in fault.what


def test_figures_that_are_not_known_are_left_out() -> None:
    assert "MB" not in disk_full(Path("usb"), needed=None, free=None).what
