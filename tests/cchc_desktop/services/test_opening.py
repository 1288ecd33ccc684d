"""A folder that was in use and is not there any more is told; nothing empty takes its place."""

from pathlib import Path

import pytest
from support.workplaces import LIBRARY, first_start, fixed_clock, new_workplace

from cchc_desktop.services.opening import begin, look
from cchc_desktop.system.fault import Fault


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The choice of the folder is kept in a place of this test."""
    monkeypatch.setattr("cchc_desktop.system.paths.settings_file", lambda: tmp_path / "cai-dat" / "cai-dat.json")


def test_the_folder_of_the_last_time_that_is_gone_is_named_and_not_made_anew(tmp_path: Path) -> None:
    folder, away = tmp_path / "du-lieu", tmp_path / "noi-khac"
    begin(first_start(), folder, clock=fixed_clock(), library=LIBRARY).close()
    folder.rename(away)
    with pytest.raises(Fault) as caught:
        look(folder, clock=fixed_clock(), library=LIBRARY)
    assert caught.value.code == "folder-vanished"
    assert str(folder) in caught.value.what
    assert not folder.exists()
    away.rename(folder)
    found = look(folder, clock=fixed_clock(), library=LIBRARY)
    assert found.workplace is not None
    found.workplace.close()


def test_a_folder_that_nobody_used_is_a_new_beginning(tmp_path: Path) -> None:
    assert look(tmp_path / "chua-co", clock=fixed_clock(), library=LIBRARY).workplace is None


def test_another_folder_that_holds_data_opens_although_the_last_one_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "du-lieu"
    begin(first_start(), folder, clock=fixed_clock(), library=LIBRARY).close()
    folder.rename(tmp_path / "noi-khac")
    new_workplace(tmp_path / "khac").close()
    found = look(tmp_path / "khac", clock=fixed_clock(), library=LIBRARY)
    assert found.workplace is not None
    found.workplace.close()
