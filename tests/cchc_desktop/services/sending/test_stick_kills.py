"""A process killed at any step of writing to a stick: a whole file or none, and never a record without the file.

The stick is looked at twice: as the living system sees it, and as it is when it is pulled at the moment of the kill,
with what had reached it by then. Ten points have their turn here; with CCHC_EVERY_POINT=1 fifty and more.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.loop_sticks import LoopStick, loop_stick, run, taken_for_plugged_in
from support.signed_folders import make_signed_folder, the_plan
from support.workplaces import empty_workplace

from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.province.sources import sources
from cchc_desktop.services.sending.stick import Ending
from cchc_desktop.services.submissions.package_copies import CopyRow, Medium, copies_of
from cchc_desktop.services.workplace import Desk
from cchc_desktop.system.clock import system_clock

SCRIPT = Path(__file__).with_name("stick_apart.py")
ROOT = Path(__file__).parents[4]
EVERY = os.environ.get("CCHC_EVERY_POINT") == "1"
KILLS = 60 if EVERY else 10
BEYOND = 10_000
MEGABYTES = 12

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.timeout(900 if EVERY else 300),
]

Attempt = Callable[[Path, Path, int], str]


@dataclass(frozen=True)
class Left:
    """What a kill left: a file of the package as the system sees it, one on the pulled stick, a part, a record."""

    file: bool
    on_pulled: bool
    part: bool
    record: bool
    exported: bool


@pytest.fixture
def attempt() -> Iterator[Attempt]:
    """Writes in a process of its own that is killed before a step."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    with subprocess.Popen(
        [sys.executable, str(SCRIPT)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def ask(folder: Path, stick: Path, step: int) -> str:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{folder}\t{stick}\t{step}\n")
            process.stdin.flush()
            return process.stdout.readline().rstrip("\n")

        yield ask


@contextmanager
def opened(folder: Path) -> Iterator[Desk]:
    workplace = empty_workplace(folder, system_clock)
    try:
        yield workplace.command_line_desk()
    finally:
        workplace.store.close(with_backup=False)


@contextmanager
def pulled_now(usb: LoopStick, folder: Path) -> Iterator[Path]:
    """The stick with nothing but what had reached it by now, plugged in elsewhere."""
    image, point = folder / "rut-ra.img", folder / "rut-ra"
    shutil.copyfile(usb.image, image)
    point.mkdir()
    run("mount", "-o", "loop", str(image), str(point))
    try:
        yield point
    finally:
        run("umount", str(point))
        image.unlink()


def rows(desk: Desk, medium: Medium) -> list[CopyRow]:
    with desk.session.read() as connection:
        return [row for row in copies_of(connection, the_plan(desk).id) if row.medium is medium]


def packages(folder: Path, expected: bytes) -> bool:
    """Whether the package is there; whatever bears a name of a package must be the whole one."""
    found = sources([folder]).packages
    assert [path.read_bytes() == expected for path in found] in ([], [True])
    assert all(verify(path).verdict is Verdict.VALID for path in found)
    return bool(found)


def left_after(usb: LoopStick, trial: Path, expected: bytes) -> Left:
    """Look at what a kill left, which must be the state before or after."""
    with pulled_now(usb, trial) as pulled:
        on_pulled = packages(pulled, expected)
    file = packages(usb.path, expected)
    part = any(name.startswith(".cchc-usb-") for name in usb.names)
    with opened(trial / "du-lieu") as desk:
        on_stick, in_machine = rows(desk, Medium.STICK), rows(desk, Medium.FOLDER)
        assert len(on_stick) <= 1
        assert all(Path(row.place).read_bytes() == expected for row in (*on_stick, *in_machine))
        exported = bool(in_machine)
        assert exported == bool(the_plan(desk).exported_at)
    return Left(file, on_pulled, part, bool(on_stick), exported)


def the_next_write(usb: LoopStick, trial: Path, expected: bytes) -> None:
    """It clears away what was left, and ends with one whole file and one record."""
    with opened(trial / "du-lieu") as desk:
        (stick,) = desk.sticks.plugged_in()
        done = desk.sticks.write(the_plan(desk).id, stick).value
        assert done.ending is Ending.SAFE
        assert usb.names == [done.path.name]
        assert done.path.read_bytes() == expected
        assert [row.id for row in rows(desk, Medium.STICK)] == [done.copy_id]
        assert desk.sticks.verify_again(done.copy_id).value.may_unplug


def chosen(names: list[str]) -> list[int]:
    """The last step of each kind, and others spread over all."""
    last = {name: number for number, name in enumerate(names)}
    spread = (number * (len(names) - 1) // (KILLS - 1) for number in range(KILLS))
    points = dict.fromkeys([*last.values(), *spread])
    return sorted(list(points)[: max(KILLS, len(last))])


def test_a_write_killed_at_any_step_leaves_a_whole_file_or_none_and_no_record_without_it(
    tmp_path: Path, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    start = tmp_path / "dau" / "du-lieu"
    make_signed_folder(start, system_clock)
    with opened(start) as desk:
        desk.devices.own_or_new()
    with loop_stick(tmp_path / "cam", megabytes=MEGABYTES) as usb:
        shutil.copytree(start, tmp_path / "tron" / "du-lieu")
        names = attempt(tmp_path / "tron" / "du-lieu", usb.path, BEYOND).split(";")
        (whole,) = sources([usb.path]).packages
        expected = whole.read_bytes()
        found = []
        for number in chosen(names):
            _emptied(usb)
            trial = tmp_path / f"{number:04}"
            shutil.copytree(start, trial / "du-lieu")
            assert attempt(trial / "du-lieu", usb.path, number) == "killed"
            left = left_after(usb, trial, expected)
            assert not (left.record and not (left.file and left.on_pulled)), names[number]
            the_next_write(usb, trial, expected)
            found.append(left)
            shutil.rmtree(trial)
    _tell(names, found)
    assert len(found) >= KILLS
    assert {(left.file, left.record) for left in found} == {(False, False), (True, False), (True, True)}
    assert any(left.part for left in found)
    assert not all(left.exported for left in found)


def _emptied(usb: LoopStick) -> None:
    for name in usb.names:
        (usb.path / name).unlink()
    os.sync()


def _tell(names: list[str], found: list[Left]) -> None:
    """The numbers of a long run; seen with pytest -s."""
    if EVERY:
        counts = {name: sum(getattr(left, name) for left in found) for name in Left.__dataclass_fields__}
        sys.stderr.write(f"\nsteps of a write: {len(names)}; killed {len(found)} times; after that: {counts}\n")
