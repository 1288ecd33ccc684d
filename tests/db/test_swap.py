"""A power cut at any step of a restore leaves the state before or the state after, never none and never a mixture."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.workplaces import fixed_clock

from cchc_desktop.system import safe_write
from cchc_desktop.system.fault import Fault
from db import backup, swap
from db.folder import DataFolder
from db.store import open_store
from db.tables import answer


class PowerCut(BaseException):
    """The machine goes off here."""


def write_one(folder: Path, text: str) -> None:
    store = open_store(folder, fixed_clock())
    with store.work(None) as work:
        work.insert(answer, criteria_code="TC", year=2025, criterion_code=text, content="", explanation=text)
    store.close(with_backup=False)


def answers(folder: Path) -> list[str]:
    store = open_store(folder, fixed_clock())
    with store.read() as connection:
        found = [text for (text,) in connection.exec_driver_sql("SELECT explanation FROM answer ORDER BY 1")]
    store.close(with_backup=False)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A folder with a backup of "cũ" and a database with "cũ" and "mới"."""
    data = DataFolder(tmp_path / "du-lieu")
    write_one(data.path, "cũ")
    backup.write(data.database, data.backups, at=fixed_clock()())
    write_one(data.path, "mới")
    return data


def exchange(data: DataFolder) -> Path:
    lock = data.lock()
    try:
        backup.copy_into(backup.listing(data.backups)[0], data.staged)
        return swap.exchange(data, at=fixed_clock()(), note={"reason": "restore"}, staged=True)
    finally:
        lock.release()


class Countdown:
    """Cuts the power at the n-th call of any operation that changes the folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.left = at
        for name in ("replace", "rename", "mkdir", "unlink"):
            monkeypatch.setattr(Path, name, self._cutting(getattr(Path, name)))
        monkeypatch.setattr(safe_write.os, "fsync", self._cutting(safe_write.os.fsync))

    def _cutting(self, real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            self.left -= 1
            if self.left < 0:
                raise PowerCut
            return real(*args, **kwargs)

        return step


def test_an_exchange_brings_the_backup_and_keeps_the_present_database(folder: DataFolder) -> None:
    aside = exchange(folder)
    assert answers(folder.path) == ["cũ"]
    assert (aside / "cchc.db").is_file()
    assert not folder.swap_note.exists()


def test_a_power_cut_at_every_step_leaves_before_or_after(folder: DataFolder, tmp_path: Path) -> None:
    states = []
    for number in range(60):
        trial = DataFolder(tmp_path / f"lan-{number}")
        shutil.copytree(folder.path, trial.path)
        with pytest.MonkeyPatch.context() as patch:
            Countdown(patch, number)
            try:
                exchange(trial)
                done = True
            except PowerCut:
                done = False
        found = answers(trial.path)
        assert found in (["cũ"], ["cũ", "mới"]), f"step {number}"
        kept = list(trial.path.glob("truoc-phuc-hoi-*/cchc.db"))
        assert (found == ["cũ"]) == bool(kept), f"step {number}: the other state is lost"
        assert not trial.staged.exists()
        states.append(found)
        if done:
            break
    else:
        pytest.fail("the exchange never came to its end")
    assert states[0] == ["cũ", "mới"]
    assert states[-1] == ["cũ"]
    assert states == sorted(states, key=len, reverse=True), "once it is bound to happen it happens"
    assert len(states) > 8


def test_a_power_cut_while_an_interrupted_exchange_is_ended_is_ended_the_next_time(
    folder: DataFolder, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        real = Path.replace

        def cut(self: Path, target: Path) -> Path:
            if self.name == folder.staged.name and Path(target).name == "cchc.db":
                raise PowerCut
            return real(self, target)

        patch.setattr(Path, "replace", cut)
        for _ in range(3):
            with pytest.raises(PowerCut):
                exchange(folder) if not folder.swap_note.exists() else open_store(folder.path, fixed_clock())
    assert answers(folder.path) == ["cũ"]
    assert len(list(folder.path.glob("truoc-phuc-hoi-*/cchc.db"))) == 1


def test_a_refused_exchange_leaves_the_database_in_its_place(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "cchc.db":
            raise PermissionError(13, "in use")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(Fault):
            exchange(folder)
    assert answers(folder.path) == ["cũ", "mới"]
    assert not list(folder.path.glob("truoc-phuc-hoi-*"))


def test_a_new_beginning_sets_everything_aside_and_a_power_cut_in_it_ends_the_same(
    folder: DataFolder, tmp_path: Path
) -> None:
    for number in range(30):
        trial = DataFolder(tmp_path / f"lan-{number}")
        shutil.copytree(folder.path, trial.path)
        with pytest.MonkeyPatch.context() as patch:
            Countdown(patch, number)
            try:
                swap.exchange(trial, at=fixed_clock()(), note={"reason": "start-new"}, staged=False)
                done = True
            except PowerCut:
                done = False
        found = answers(trial.path)
        kept = list(trial.path.glob("truoc-phuc-hoi-*/cchc.db"))
        assert (found, bool(kept)) in ((["cũ", "mới"], False), ([], True)), f"step {number}"
        assert backup.listing(trial.backups)
        if done:
            return
    pytest.fail("it never came to its end")


def test_two_exchanges_in_one_second_keep_both_states(folder: DataFolder) -> None:
    first, second = exchange(folder), exchange(folder)
    assert first != second
    assert all((aside / "cchc.db").is_file() for aside in (first, second))
