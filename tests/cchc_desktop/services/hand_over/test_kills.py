"""A process killed at any step of giving or receiving: never two live folders from one, never half a folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.hand_overs import answers, handed_over, no_step, note_answer, worked_in
from support.workplaces import empty_workplace, fixed_clock

from cchc_desktop.services.hand_over import arrival
from cchc_desktop.services.hand_over.arrival import Received
from db import handed_over as given_away
from db import holder
from db.folder import DataFolder
from db.store import open_store

SCRIPT = Path(__file__).with_name("hand_over_apart.py")
ROOT = Path(__file__).parents[4]
LEAST = 30

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.timeout(600),
]


def killed_everywhere(what: str, start: Path, trials: Path) -> list[Path]:
    """One trial for each point at which it was killed, and the one that came through as the last."""
    trials.mkdir()
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    line = [sys.executable, str(SCRIPT), what, str(start), str(trials)]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= LEAST
    return [trials / f"{number:03}" for number in range(int(done.stdout) + 1)]


def received_again(file: Path, folder: Path) -> Received:
    return arrival.receive(arrival.inspect(file, step=no_step), folder, fixed_clock(), step=no_step)


def test_a_giver_killed_at_any_step_is_live_without_a_file_or_has_handed_over_with_it(tmp_path: Path) -> None:
    start = tmp_path / "dau"
    start.mkdir()
    worked_in(start / "du-lieu").store.close(with_backup=False)
    states = []
    for trial in killed_everywhere("give", start, tmp_path / "lan"):
        data, stick = DataFolder(trial / "du-lieu"), trial / "usb"
        row = holder.read(data.database)
        if row is not None and row.is_live:
            assert not list(stick.glob("*.cchc-ban-giao")), "a file with its name while the folder is live"
        store = open_store(data.path, fixed_clock())
        is_given = store.refusal is not None
        store.close(with_backup=False)
        files = list(stick.glob("*.cchc-ban-giao"))
        assert bool(files) == is_given
        assert not list(stick.glob("*.dang-ghi"))
        assert not data.hand_over_note.exists()
        assert data.handed_over.exists() == is_given
        if is_given:
            told = given_away.state(data)
            assert told is not None
            assert arrival.inspect(files[0], step=no_step).code == told.code
        states.append(is_given)
    assert states == sorted(states), "once it was given away it stays so"
    assert set(states) == {False, True}


def test_a_receiver_killed_at_any_step_has_nothing_or_everything_and_can_receive_again(tmp_path: Path) -> None:
    start = tmp_path / "dau"
    start.mkdir()
    workplace = worked_in(start / "du-lieu")
    handed_over(workplace, start / "usb")
    workplace.close()
    states = []
    for trial in killed_everywhere("receive", start, tmp_path / "lan"):
        folder = trial / "noi-nhan"
        has_all = folder.exists()
        if not has_all:
            (file,) = (trial / "usb").glob("*.cchc-ban-giao")
            received_again(file, folder)
        assert not list(trial.glob("*.dang-nhan"))
        assert_whole(folder)
        states.append(has_all)
    assert states == sorted(states)
    assert set(states) == {False, True}


def test_a_receiver_killed_while_an_older_copy_is_set_aside_has_the_one_or_the_other(tmp_path: Path) -> None:
    start = tmp_path / "dau"
    start.mkdir()
    first = worked_in(start / "noi-nhan")
    sent = handed_over(first, start / "di")
    first.close()
    received_again(sent.file, start / "du-lieu")
    second = empty_workplace(start / "du-lieu")
    note_answer(second, "mới")
    handed_over(second, start / "usb")
    second.close()
    generations = []
    for trial in killed_everywhere("replace", start, tmp_path / "lan"):
        data = DataFolder(trial / "noi-nhan")
        opened = empty_workplace(data.path)
        found, row = answers(opened), holder.read(data.database)
        is_live = opened.store.refusal is None
        opened.store.close(with_backup=False)
        assert row is not None
        assert (found, row.generation, is_live) in ((["cũ"], 1, False), (["cũ", "mới"], 3, True))
        assert bool(list(data.path.glob("truoc-phuc-hoi-*/cchc.db"))) == is_live
        generations.append(row.generation)
    assert generations == sorted(generations)
    assert set(generations) == {1, 3}


def assert_whole(folder: Path) -> None:
    opened = empty_workplace(folder)
    row = holder.read(opened.store.folder.database)
    assert row is not None
    assert (answers(opened), row.generation, row.is_live) == (["cũ"], 2, True)
    assert len(list((folder / "minh-chung").glob("??/*"))) == 1
    assert (folder / "goi-nop" / "Gói nộp quý IV.zip").read_bytes() == b"PK gia" * 100
    opened.store.close(with_backup=False)
