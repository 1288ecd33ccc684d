"""A disk that fails at any call of save, attach, export, backup, restore and upgrade: before or after, never between.

A few calls of each kind have their turn here; with CCHC_EVERY_POINT=1 every single one has (docs/reliability.md).
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from support.disk_deeds import LATER, PAPER, TEXT, make_folder, make_old_folder
from support.failing_disk import CALLS, KILL, FailingDisk, Try, failing_disk

from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.system.canonical_json import sha256
from cchc_desktop.system.volumes import drive_name
from db import backup, revision
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder
from db.journal import broken_link, trail
from db.store import check, open_store

EVERY = os.environ.get("CCHC_EVERY_POINT") == "1"
WRITING = ("pwrite64", "write", "fdatasync", "rename")
CHANGING = tuple(call for call in CALLS if call != "pread64")
DEEDS = ("save", "attach", "export", "backup", "restore", "upgrade")
TOUCHED = {
    "save": {"answer"},
    "attach": {"evidence", "evidence_use"},
    "export": {"submission"},
    "backup": set[str](),
    "restore": set[str](),
    "upgrade": set[str](),
}
COMES_AND_GOES = frozenset({"audit", "program_run", "folder_holder", "alembic_version", "sqlite_sequence"})

Rows = dict[str, list[tuple[object, ...]]]


def rows_of(database: Path) -> Rows:
    """All rows of the user's tables, in order."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
            if name not in COMES_AND_GOES
        }


def columns_of(database: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def settle(folder: Path) -> None:
    """Open the folder as the next start does, and see that SQLite and the chain of the audit trail vouch for it."""
    store = open_store(folder, LATER)
    with store.read() as connection:
        assert broken_link(trail(connection)) is None
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    store.close(with_backup=False)
    assert check(folder / "cchc.db") == revision.HEAD


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


def is_saved(folder: Path, _before: Path) -> bool:
    texts = rows_of(folder / "cchc.db")["answer"]
    assert all(TEXT in row for row in texts)
    return bool(texts)


def is_attached(folder: Path, _before: Path) -> bool:
    files, digest = EvidenceFiles(folder / "minh-chung"), sha256((folder / PAPER).read_bytes())
    held = {row[1] for row in rows_of(folder / "cchc.db")["evidence"]}
    assert all(files.sound(name) for name in (*held, *files.hashes()))
    return digest in held


def is_exported(folder: Path, _before: Path) -> bool:
    packages = list((folder / "goi-nop").glob("*.zip"))
    assert all(verify(path).verdict is Verdict.VALID for path in packages)
    with closing(sqlite3.connect(folder / "cchc.db")) as connection:
        ((state,),) = connection.execute("SELECT state FROM submission").fetchall()
    assert state == "signed" or packages
    return str(state) == "exported"


def is_backed_up(folder: Path, before: Path) -> bool:
    copies = backup.listing(folder / "sao-luu")
    old = backup.listing(before / "sao-luu")
    assert {path.name for path in old} <= {path.name for path in copies}
    new = [path for path in copies if path.name not in {found.name for found in old}]
    assert all(check(path) == revision.HEAD for path in copies)
    assert all(rows_of(path) == rows_of(before / "cchc.db") for path in new)
    return bool(new)


def is_restored(folder: Path, before: Path) -> bool:
    (copy,) = backup.listing(before / "sao-luu")
    present, past, then = (rows_of(path) for path in (folder / "cchc.db", before / "cchc.db", copy))
    assert present in (past, then)
    if present == then:
        (aside,) = folder.glob("truoc-phuc-hoi-*/cchc.db")
        assert rows_of(aside) == past
    return present == then


def is_upgraded(folder: Path, before: Path) -> bool:
    """Before the next start completes it: all old, or all new with the old beside it."""
    database, old = folder / "cchc.db", before / "cchc.db"
    found = check(database)
    if found == "0001":
        with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(old)) as then:
            schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
            assert now.execute(schema).fetchall() == then.execute(schema).fetchall()
            trail_rows = "SELECT * FROM audit ORDER BY seq"
            assert now.execute(trail_rows).fetchall() == then.execute(trail_rows).fetchall()
        assert rows_of(database) == rows_of(old)
        return False
    assert found == revision.HEAD
    for table, rows in rows_of(old).items():
        names = ", ".join(f'"{name}"' for name in columns_of(old, table))
        with closing(sqlite3.connect(database)) as connection:
            assert sorted(connection.execute(f'SELECT {names} FROM "{table}"').fetchall(), key=repr) == rows
    copies = backup.listing(folder / "sao-luu")
    assert copies
    assert all(check(copy) == "0001" and rows_of(copy) == rows_of(old) for copy in copies)
    return True


LOOK: dict[str, Callable[[Path, Path], bool]] = {
    "save": is_saved,
    "attach": is_attached,
    "export": is_exported,
    "backup": is_backed_up,
    "restore": is_restored,
    "upgrade": is_upgraded,
}


def is_done(deed: str, folder: Path, before: Path) -> bool:
    """Whether the deed took place; fails where it took place by half, or anything else changed."""
    if deed == "upgrade":
        done = is_upgraded(folder, before)
        settle(folder)
        return done
    settle(folder)
    done = LOOK[deed](folder, before)
    if deed != "restore":
        now, then = rows_of(folder / "cchc.db"), rows_of(before / "cchc.db")
        assert {name: now[name] for name in now if name not in TOUCHED[deed]} == {
            name: then[name] for name in then if name not in TOUCHED[deed]
        }
    return done


def points() -> Iterator[int]:
    """The calls that have their turn: all, or the first ones and then fewer and fewer."""
    number = 1
    while True:
        yield number
        number += 1 if EVERY else number


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
@pytest.mark.parametrize("failure", ["EIO", "EROFS"])
@pytest.mark.parametrize("call", WRITING if EVERY else ("pwrite64",))
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
                count += 1
                if outcome.code == "done":
                    assert is_done(deed, folder, begin(deed)), outcome
                    continue
                refused += 1
                require_calm(outcome, folder)
                is_done(deed, folder, begin(deed))
            note(f"{failure} for good {call} {deed}: {count} tries, {refused} refused")


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("call", CHANGING if EVERY else ("pwrite64", "fdatasync", "rename", "unlink"))
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
