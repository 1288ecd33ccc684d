"""Copies of packages (bản chép gói nộp): where each package was written, when, and when its bytes were last read back.

One row stands for one file (or one mail): what is written over by the same bytes keeps its row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.session.stored_paths import path_of
from db.journal import Work
from db.tables import package_copy


class Medium(Enum):
    """On what a copy travels."""

    FOLDER = "folder"
    STICK = "stick"
    MAIL = "mail"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"folder": "Thư mục", "stick": "USB", "mail": "Thư điện tử"}[self.value]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy. ``label`` is the name of the stick or the receiver of the mail, ``place`` the file or where drafts lie.

    ``read_back_at`` is when the bytes were read from the medium itself and were right, "" while nobody did;
    ``gone_at`` when the copy was known to be gone. Moments are ISO 8601 with offset.
    """

    id: str
    submission_id: str
    medium: Medium
    label: str
    place: str
    sha256: str
    size: int
    parts: int
    written_at: str
    read_back_at: str
    gone_at: str


def record_copy(
    work: Work,
    submission_id: str,
    *,
    medium: Medium,
    label: str,
    place: str,
    sha256: str,
    size: int,
    parts: int = 1,
    read_back_at: str = "",
) -> str:
    """Record a copy that was just written, and return its identity; read ``place`` again by ``path_of``.

    The same bytes at the same place again are the same copy: it keeps its row, and when it was first written. A mail
    is a new one each time.
    """
    label, place = nfc(label), nfc(place)
    if medium is not Medium.MAIL:
        for row in copies_of(work.connection, submission_id):
            if (row.medium, row.label, row.place, row.sha256, row.gone_at) == (medium, label, place, sha256, ""):
                if read_back_at:
                    work.update(package_copy, row.id, read_back_at=read_back_at)
                return row.id
    return work.insert(
        package_copy,
        submission_id=submission_id,
        medium=medium.value,
        label=label,
        place=place,
        sha256=sha256,
        size=size,
        parts=parts,
        written_at=stamp(work),
        read_back_at=read_back_at,
    )


def mark_read_back(work: Work, copy_id: str) -> None:
    """Record that the copy was read from its medium now, and is whole."""
    work.update(package_copy, copy_id, read_back_at=stamp(work), gone_at="")


def mark_gone(work: Work, copy_id: str) -> None:
    """Record that the copy is no longer there, or no longer whole."""
    work.update(package_copy, copy_id, gone_at=stamp(work))


def copies_of(connection: sa.Connection, submission_id: str) -> tuple[CopyRow, ...]:
    """All copies of one revision that were ever written, oldest first."""
    return tuple(_rows(connection, package_copy.c.submission_id == submission_id))


def copy_by_id(connection: sa.Connection, copy_id: str) -> CopyRow:
    """One copy; NoResultFound if there is none."""
    return _read(connection.execute(sa.select(package_copy).where(package_copy.c.id == copy_id)).one())


def copies_here(connection: sa.Connection, submission_id: str) -> tuple[CopyRow, ...]:
    """The copies in folders of this machine whose file is there with its size, newest first; nothing is read of it."""
    return tuple(
        row
        for row in reversed(copies_of(connection, submission_id))
        if row.medium is Medium.FOLDER and not row.gone_at and _has_size(path_of(row.place), row.size)
    )


def stamp(work: Work) -> str:
    """The moment of a work as it stands in these rows."""
    return work.at.isoformat(timespec="seconds")


def _rows(connection: sa.Connection, which: sa.ColumnElement[bool]) -> Iterator[CopyRow]:
    as_recorded: sa.ColumnElement[int] = sa.literal_column("package_copy.rowid")  # two of them may be of one second
    query = sa.select(package_copy).where(which).order_by(as_recorded)
    yield from map(_read, connection.execute(query))


def _read(row: Any) -> CopyRow:
    return CopyRow(
        id=row.id,
        submission_id=row.submission_id,
        medium=Medium(row.medium),
        label=row.label,
        place=row.place,
        sha256=row.sha256,
        size=row.size,
        parts=row.parts,
        written_at=row.written_at,
        read_back_at=row.read_back_at,
        gone_at=row.gone_at,
    )


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.is_file() and path.stat().st_size == size
    except OSError:
        return False
