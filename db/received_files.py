"""Files of the data folder that rows of the province name: received packages and what is in quarantine."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.domain.vietnamese import ascii_slug
from db.backup import is_backup
from db.engine import connect_to_look

RECEIVED, QUARANTINE = "goi-nhan", "cach-ly"
_HASH_HEAD = 12


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a row names: where it lies in the data folder, its hash, and what people call it."""

    place: str
    sha256: str
    name: str


def package_place(sha256: str) -> str:
    """Where a received package lies."""
    return f"{RECEIVED}/{sha256[:2]}/{sha256}.zip"


def quarantine_place(sha256: str, name: str) -> str:
    """Where a file of this hash and name is held: a name that shows what it was, and that is safe everywhere."""
    return f"{QUARANTINE}/{sha256[:_HASH_HEAD]}_{ascii_slug(Path(name).stem)}.zip"


def named_files(database: Path) -> tuple[NamedFile, ...]:
    """The files that a database names, received packages first; raises sqlite3.Error for a file that is no database.

    A database of before the province's desk names none.
    """
    with closing(connect_to_look(database, mode="ro" if is_backup(database) else "rw")) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables.issuperset({"received", "quarantined"}):
            return ()
        packages = connection.execute("SELECT package_sha256, package_name FROM received ORDER BY 2, 1").fetchall()
        held = connection.execute(
            "SELECT package_sha256, name FROM quarantined WHERE released_at = '' ORDER BY 2, 1"
        ).fetchall()
    return (
        *(NamedFile(package_place(sha256), sha256, name) for sha256, name in packages),
        *(NamedFile(quarantine_place(sha256, name), sha256, name) for sha256, name in held),
    )
