"""Who holds the data (nơi giữ dữ liệu): one row that says which folder this is and where its live copy is.

``folder_id`` stays with the data for ever; ``generation`` grows whenever the live copy moves to another holder, so that
of two copies of one folder the later one is known. A folder that was handed over is never live again by itself.
"""

import platform
import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from db.backup import is_backup, listing
from db.engine import connect_to_look
from db.folder import DataFolder
from db.journal import Work
from db.tables import folder_holder

LIVE, HANDED_OVER = "live", "handed_over"
ROW_ID = "holder"
"""The identity of the only row."""
_COLUMNS = ("folder_id", "generation", "state", "machine", "place", "since", "given_to", "given_code", "given_file")


@dataclass(frozen=True, slots=True)
class Holder:
    """The row. ``machine`` and ``place`` are those of the live folder, ``since`` is when this state began (ISO time).

    ``given_*`` are empty while the folder is live.
    """

    folder_id: str
    generation: int
    state: str = LIVE
    machine: str = ""
    place: str = ""
    since: str = ""
    given_to: str = ""
    given_code: str = ""
    given_file: str = ""

    @property
    def is_live(self) -> bool:
        """Whether the data may be written."""
        return self.state == LIVE

    def live_at(self, *, machine: str, place: str, since: str, generations: int = 1) -> "Holder":
        """The same folder, live at another holder, so many generations later."""
        return Holder(self.folder_id, self.generation + generations, LIVE, machine, place, since)


def read(database: Path) -> Holder | None:
    """The holder that a database file names; None for a file that is not there, has no schema for it or no row."""
    if not database.is_file():
        return None
    mode = "ro" if is_backup(database) else "rw"  # a database with a log needs more than reading to be read
    try:
        with closing(connect_to_look(database, mode=mode)) as connection:
            row = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM folder_holder").fetchone()  # noqa: S608 - our own column names
    except sqlite3.Error:
        return None
    return Holder(*row) if row else None


def this_machine() -> str:
    """The name of this machine."""
    return unicodedata.normalize("NFC", platform.node())


def present(folder: DataFolder) -> Holder | None:
    """The holder of a folder, also where its database is gone or damaged: then the latest that a backup names."""
    found = read(folder.database)
    if found is None:
        for copy in listing(folder.backups):
            found = later(found, read(copy))
    return found


def of(connection: sa.Connection) -> Holder | None:
    """The holder as an open connection sees it."""
    row = connection.execute(sa.select(*(folder_holder.c[name] for name in _COLUMNS))).first()
    return Holder(*row) if row else None


def begin(connection: sa.Connection, holder: Holder) -> None:
    """Note the first holder of a folder that has none; like a run, it is no change of anybody's data."""
    connection.execute(sa.insert(folder_holder).values(id=ROW_ID, only=1, **asdict(holder)))


def change(work: Work, holder: Holder) -> None:
    """Put another holder in place of the present one, journalled."""
    present = of(work.connection)
    if present is None:
        work.insert(folder_holder, id=ROW_ID, **asdict(holder))
        return
    before, after = asdict(present), asdict(holder)
    row_id = str(work.connection.scalar(sa.select(folder_holder.c.id)))
    work.update(folder_holder, row_id, **{name: after[name] for name in _COLUMNS if after[name] != before[name]})


def later(first: Holder | None, second: Holder | None) -> Holder | None:
    """Of two holders of one folder the one of the later generation."""
    if first is None or second is None:
        return first or second
    return first if first.generation >= second.generation else second


def renamed(holder: Holder, *, machine: str, place: str) -> Holder:
    """The same holder under another name of the machine or of the folder."""
    return replace(holder, machine=machine, place=place)
