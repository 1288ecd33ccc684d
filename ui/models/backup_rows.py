"""Backups as lists show them: when they were written, how large they are, under which name."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ui.models.file_size import size_words

_NAME = re.compile(r"cchc-(\d{8}-\d{6})(?:-\d+)?\.db")


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup in words; ``when`` is the local time at which it was written."""

    path: Path
    when: str
    size: str


def backup_row(path: Path) -> BackupRow:
    """A backup by its name, which carries the local time of writing; by the date of the file for another name.

    A file that has gone meanwhile shows without a size.
    """
    try:
        stat = path.stat()
    except OSError:
        return BackupRow(path, "Không đọc được", "")
    moment = _named_moment(path.name) or datetime.fromtimestamp(stat.st_mtime)  # noqa: DTZ006 - shown in local time
    return BackupRow(path, f"{moment:%H:%M:%S} ngày {moment:%d/%m/%Y}", size_words(stat.st_size))


def _named_moment(name: str) -> datetime | None:
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], "%Y%m%d-%H%M%S") if found else None  # noqa: DTZ007 - names carry local time
