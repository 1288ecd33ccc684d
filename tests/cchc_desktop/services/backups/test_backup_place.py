from pathlib import Path

import pytest

from cchc_desktop.services.backups.backup_place import BackupPlace
from cchc_desktop.services.backups.second_place import second_place
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.fault import Fault


def chosen(desk: Desk) -> Path | None:
    place = second_place(desk.session.store.folder)
    return place.folder.parent if place else None


def test_choosing_and_giving_up_a_second_place_is_undone_and_done_again(desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "usb 1", tmp_path / "usb 2"
    first.mkdir()
    second.mkdir()
    place, session = BackupPlace(desk.session), desk.session
    place.choose(first)
    place.choose(second)
    place.forget()
    assert (chosen(desk), session.undo_label) == (None, "Không dùng nơi sao lưu thứ hai")
    assert session.undo().changed == {"backup_place"}
    assert chosen(desk) == second
    session.undo()
    assert chosen(desk) == first
    session.undo()
    assert chosen(desk) is None
    for _ in range(3):
        session.redo()
    assert chosen(desk) is None
    session.undo()
    assert chosen(desk) == second


def test_a_place_that_is_refused_leaves_nothing_to_undo(desk: Desk) -> None:
    with pytest.raises(Fault):
        BackupPlace(desk.session).choose(desk.session.store.folder.path)
    assert desk.session.undo_label == ""
