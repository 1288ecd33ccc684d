"""A disk that fails at any call of save, attach, export, backup, restore and upgrade: before or after, never between.

A few calls of each kind have their turn here; with CCHC_EVERY_POINT=1 every single one has (docs/reliability.md).
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import product
from pathlib import Path

import pytest
from support.disk_deeds import make_folder, make_old_folder
from support.disk_outcomes import DEEDS, is_done
from support.failing_disk import CALLS, KILL, FailingDisk, Try, failing_disk

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.volumes import drive_name
from db.faults import translating
from db.folder import DataFolder
from db.swap import ASIDE

EVERY = os.environ.get("CCHC_EVERY_POINT") == "1"
WRITING = ("pwrite64", "write", "fdatasync", "rename")
FOR_GOOD = tuple(product(WRITING, ("EIO", "EROFS"))) if EVERY else (("pwrite64", "EIO"), ("rename", "EROFS"))
CHANGING = tuple(call for call in CALLS if call != "pread64")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that each try begins with."""
    folder = tmp_path_factory.mktemp("truoc") / "du-lieu"
    make_folder(folder)
    return folder


@pytest.fixture(scope="module")
def old_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for the upgrade."""
    folder = tmp_path_factory.mktemp("cu") / "du-lieu"
    make_old_folder(folder, "0001")
    return folder


def points() -> Iterator[int]:
    """The calls that have their turn: all, or the first ones and then fewer and fewer."""
    number = 1
    while True:
        yield number
        number += 1 if EVERY else number * 6


def note(line: str) -> None:
    """Tell the numbers of a long run; seen with pytest -s."""
    if EVERY:
        sys.stderr.write(f"\n{line}\n")


def require_calm(outcome: Try, folder: Path) -> None:
    """A refusal names drive and folder, in Vietnamese, and never says that somebody else holds the data."""
    assert outcome.code not in ("bug", "database-busy", "disk-full"), outcome.text
    assert drive_name(folder) in outcome.text
    assert str(folder) in outcome.text
    assert "error" not in outcome.text.casefold()


@contextmanager
def a_copy(of: Path, place: Path) -> Iterator[Path]:
    folder = place / "du-lieu"
    shutil.copytree(of, folder)
    yield folder
    shutil.rmtree(folder)


def tries(
    disk: FailingDisk, deed: str, before: Path, place: Path, *, again: bool = False
) -> Iterator[tuple[Try, Path]]:
    """Do the deed in copies of the folder with one call after the other failing, until none of its calls is left."""
    for number in points():
        with a_copy(before, place) as folder:
            outcome = disk.attempt("start" if deed == "upgrade" else deed, number, folder, again=again)
            yield outcome, folder
        if not outcome.reached:
            return


@pytest.fixture
def begin(before: Path, old_before: Path) -> Callable[[str], Path]:
    """The folder that a deed begins with."""
    return lambda deed: old_before if deed == "upgrade" else before


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("call", CALLS if EVERY else ("pwrite64", "fsync", "rename", "pread64"))
def test_a_call_that_fails_once_is_told_and_doing_it_again_succeeds(
    call: str, begin: Callable[[str], Path], tmp_path: Path
) -> None:
    with failing_disk(call, "EIO") as disk:
        for deed in DEEDS:
            count = refused = 0
            for outcome, folder in tries(disk, deed, begin(deed), tmp_path, again=True):
                count += outcome.reached
                if outcome.code != "done":
                    refused += 1
                    require_calm(outcome, folder)
                    assert outcome.again == "done"
                assert is_done(deed, folder, begin(deed)), outcome
            note(f"EIO {call} {deed}: {count} tries, {refused} refused")


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("call", "failure"), FOR_GOOD)
def test_a_disk_that_fails_for_good_leaves_before_or_after(
    call: str,
    failure: str,
    begin: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    with failing_disk(call, failure, lasting=True) as disk:
        for deed in DEEDS:
            count = refused = 0
            for outcome, folder in tries(disk, deed, begin(deed), tmp_path):
                count += outcome.reached
                if outcome.code == "done":
                    assert is_done(deed, folder, begin(deed)), outcome
                    continue
                refused += 1
                require_calm(outcome, folder)
                is_done(deed, folder, begin(deed))
            note(f"{failure} for good {call} {deed}: {count} tries, {refused} refused")


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("call", CHANGING if EVERY else ("pwrite64", "rename"))
def test_a_program_that_is_killed_at_a_call_leaves_before_or_after(
    call: str, begin: Callable[[str], Path], tmp_path: Path
) -> None:
    with failing_disk(call, KILL) as disk:
        for deed in DEEDS:
            count = 0
            for outcome, folder in tries(disk, deed, begin(deed), tmp_path):
                count += outcome.reached
                assert outcome.code in ("done", "killed"), outcome.text
                done = is_done(deed, folder, begin(deed))
                assert done or outcome.code == "killed"
            note(f"KILL {call} {deed}: {count} tries")


def test_the_traced_deeds_are_the_ones_of_the_program(begin: Callable[[str], Path], tmp_path: Path) -> None:
    with failing_disk("mkdir", KILL) as disk:
        for deed in DEEDS:
            with a_copy(begin(deed), tmp_path) as folder:
                assert disk.attempt("start" if deed == "upgrade" else deed, 900, folder).code == "done"
                assert is_done(deed, folder, begin(deed))
                assert DataFolder(folder).database.exists()


def test_what_the_disk_said_first_is_told_where_clearing_up_failed_too(tmp_path: Path) -> None:
    """A migration that meets a lost disk drops its own table, which went with the transaction."""
    first = sqlite3.OperationalError("disk I/O error")
    first.sqlite_errorname = "SQLITE_IOERR_WRITE"

    def migrate() -> None:
        with closing(sqlite3.connect(":memory:")) as connection:
            try:
                raise first
            except sqlite3.OperationalError:
                connection.execute("DROP TABLE _alembic_tmp_submission")

    with pytest.raises(Fault) as told, translating(tmp_path):
        migrate()
    assert told.value.code == "write-failed"


def test_a_restore_that_could_not_be_announced_leaves_no_folder_of_things_set_aside(
    before: Path, tmp_path: Path
) -> None:
    asides = []
    with failing_disk("rename", "EIO") as disk:
        for number in range(1, 900):
            with a_copy(before, tmp_path) as folder:
                if not disk.attempt("restore", number, folder).reached:
                    break
                asides.append([path.name for path in folder.glob(f"{ASIDE}-*") if not (path / "cchc.db").exists()])
    assert len(asides) > 3
    assert not any(asides)


def test_a_disk_that_fails_for_good_reaches_the_calls_that_one_failure_reaches(before: Path, tmp_path: Path) -> None:
    reached = []
    for lasting in (False, True):
        with failing_disk("fsync", "EIO", lasting=lasting) as disk:
            number = 0
            for number in range(1, 900):
                with a_copy(before, tmp_path) as folder:
                    if not disk.attempt("attach", number, folder).reached:
                        break
            reached.append(number)
    assert reached[0] == reached[1] > 2
