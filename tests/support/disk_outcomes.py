"""What a deed of support/disk_deeds.py left behind: the old state whole, or the new one, and never a part of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from support.disk_deeds import LATER, PAPER, TEXT

from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.system.canonical_json import sha256
from db import backup, revision
from db.evidence_files import EvidenceFiles
from db.journal import broken_link, trail
from db.store import check, open_store
from db.swap import ASIDE, ASIDE_NOTE

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
    """What was there lies aside with its note; an exchange that was ended late and then done again lies there too."""
    (copy,) = backup.listing(before / "sao-luu")
    present, past, then = (rows_of(path) for path in (folder / "cchc.db", before / "cchc.db", copy))
    assert present in (past, then)
    if present == then:
        first, *later = sorted(folder.glob(f"{ASIDE}-*/cchc.db"))
        assert rows_of(first) == past
        assert all(rows_of(path) == then for path in later)
        assert all((path.parent / ASIDE_NOTE).exists() for path in (first, *later))
    return present == then


def is_upgraded(folder: Path, before: Path) -> bool:
    """Before the next start completes it: all old, or all new with the old beside it."""
    database, old = folder / "cchc.db", before / "cchc.db"
    found, released = check(database), check(old)
    if found == released:
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
    assert all(check(copy) == released and rows_of(copy) == rows_of(old) for copy in copies)
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
