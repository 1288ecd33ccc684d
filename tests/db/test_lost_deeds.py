"""A folder that is read-only, renamed or unplugged when a deed is done: refused calmly, and nothing else happened."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.disk_deeds import DEEDS as DOING
from support.disk_deeds import LATER, PAPER, Act, attach, draw_package, make_folder, make_old_folder
from support.disk_outcomes import DEEDS, is_done
from support.failing_disk import Try
from support.forked_deeds import attempt
from support.small_disk import SmallDisk, small_disk
from support.workplaces import LIBRARY

from cchc_desktop.services.opening import look

GONE = {"folder-vanished", "database-missing", "backup-missing"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder that each deed begins with."""
    place = tmp_path_factory.mktemp("truoc")
    make_folder(place / "nay")
    draw_package(place / "nay")
    make_old_folder(place / "cu", "0001")
    return {**dict.fromkeys(DEEDS, place / "nay"), "upgrade": place / "cu"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path, 48) as mounted:
        yield mounted


def doing(deed: str, paper: Path) -> Callable[[Path], Act]:
    """The deed as the program does it: an upgrade begins with the look at the folder, a file comes from elsewhere."""
    if deed == "attach":
        return lambda folder: attach(folder, paper)
    if deed == "upgrade":
        return lambda folder: lambda: look(folder, clock=LATER, library=LIBRARY)
    return DOING[deed]


def require_gone(deed: str, outcome: Try, folder: Path) -> None:
    """The refusal names the folder; a look at a folder that is not there finds nothing and makes nothing."""
    assert not (folder / "cchc.db").exists()
    if deed == "upgrade":
        assert outcome.code == "done"
        assert not folder.exists()
        return
    assert outcome.code in GONE, outcome
    require_calm(outcome)
    assert str(folder) in outcome.text


def require_calm(outcome: Try) -> None:
    assert "chương trình khác" not in outcome.text
    assert "error" not in outcome.text.casefold()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_folder_that_is_renamed_away_takes_no_harm_and_none_grows_in_its_place(
    deed: str, prepared: dict[str, Path], tmp_path: Path
) -> None:
    folder, away = tmp_path / "du-lieu", tmp_path / "noi-khac"
    shutil.copytree(prepared[deed], folder)
    outcome = attempt(doing(deed, prepared[deed] / PAPER), folder, lambda: _rename(folder, away))
    require_gone(deed, outcome, folder)
    shutil.rmtree(folder, ignore_errors=True)
    away.rename(folder)
    assert not is_done(deed, folder, prepared[deed])


@pytest.mark.parametrize("deed", DEEDS)
def test_a_stick_that_is_pulled_out_takes_no_harm(deed: str, prepared: dict[str, Path], disk: SmallDisk) -> None:
    folder, elsewhere = disk.path / "du-lieu", disk.path.with_name("cam-lai")
    shutil.copytree(prepared[deed], folder)
    elsewhere.mkdir()
    subprocess.run(["mount", "--bind", str(disk.path), str(elsewhere)], check=True)  # the stick itself lives on
    try:
        outcome = attempt(doing(deed, prepared[deed] / PAPER), folder, lambda: _mount("umount", "-l", disk.path))
        require_gone(deed, outcome, folder)
        again = elsewhere / "du-lieu"
        assert not is_done(deed, again, prepared[deed])
    finally:
        subprocess.run(["umount", "-l", str(elsewhere)], check=False)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk.path)], check=True)  # for the end of the fixture


@pytest.mark.parametrize("deed", DEEDS)
def test_a_disk_that_became_read_only_changes_nothing(deed: str, prepared: dict[str, Path], disk: SmallDisk) -> None:
    """While files are open for writing no disk can be remounted: those calls fail in test_failing_disk.py."""
    folder = disk.path / "du-lieu"
    shutil.copytree(prepared[deed], folder)
    before = tree(folder)
    _mount("mount", "-o", "remount,ro", disk.path)
    outcome = attempt(lambda folder: lambda: doing(deed, prepared[deed] / PAPER)(folder)(), folder, lambda: None)
    assert outcome.code == "folder-read-only", outcome
    require_calm(outcome)
    assert str(folder) in outcome.text
    assert tree(folder) == before
    _mount("mount", "-o", "remount,rw", disk.path)
    assert not is_done(deed, folder, prepared[deed])


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _rename(folder: Path, away: Path) -> None:
    folder.rename(away)


def _mount(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True)
