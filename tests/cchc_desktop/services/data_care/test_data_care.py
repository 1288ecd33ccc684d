from pathlib import Path

import pytest
from support.workplaces import desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.services.data_care import data_care
from cchc_desktop.system.fault import Fault

TASK = "TQ2025H2-06"


def filled(folder: Path) -> None:
    workplace = new_workplace(folder)
    desk_of(workplace).tasks.add_entry(TASK)
    workplace.close()


def entries(folder: Path) -> int:
    workplace = empty_workplace(folder)
    found = len(desk_of(workplace).tasks.detail(TASK).entries)
    workplace.store.close(with_backup=False)
    return found


def test_a_sound_folder_has_no_problems(tmp_path: Path) -> None:
    filled(tmp_path)
    assert data_care.check(tmp_path, fixed_clock()) == ()


def test_a_restore_brings_the_backup_and_keeps_what_was_there(tmp_path: Path) -> None:
    filled(tmp_path)
    workplace = empty_workplace(tmp_path)
    desk_of(workplace).tasks.add_entry(TASK)
    workplace.store.close(with_backup=False)
    assert entries(tmp_path) == 2
    restored = data_care.restore(tmp_path, None, fixed_clock())
    assert entries(tmp_path) == 1
    assert restored.set_aside is not None
    assert (restored.set_aside / "cchc.db").exists()


def test_a_missing_database_is_restored_from_its_backup(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "cchc.db").unlink()
    assert data_care.restore(tmp_path, None, fixed_clock()).set_aside is None
    assert entries(tmp_path) == 1


@pytest.mark.parametrize("content", [b"khong phai ban sao luu", None])
def test_a_backup_that_is_no_backup_changes_nothing(tmp_path: Path, content: bytes | None) -> None:
    filled(tmp_path)
    chosen = tmp_path / "chon.db"
    if content is not None:
        chosen.write_bytes(content)
    with pytest.raises(Fault) as fault:
        data_care.restore(tmp_path, chosen, fixed_clock())
    assert fault.value.code in ("backup-missing", "database-damaged")
    assert entries(tmp_path) == 1


def test_an_open_folder_is_not_restored_under_its_user(tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path)
    workplace.store.back_up(force=True)
    with pytest.raises(Fault) as fault:
        data_care.restore(tmp_path, None, fixed_clock())
    assert fault.value.code == "already-open"
    workplace.store.close(with_backup=False)
