"""Backups as lists show them: when they were written, where they lie, and how much they hold."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ui.models.file_size import size_words

if TYPE_CHECKING:
    from cchc_desktop.services.backups import Backup

UNREADABLE = "Không đọc được"


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup in words; ``when`` is the local time at which it was written."""

    path: Path
    when: str
    where: str
    size: str
    tasks: str = ""
    register_rows: str = ""
    reports: str = ""
    evidence: str = ""
    is_readable: bool = True


def backup_row(found: "Backup") -> BackupRow:
    """A backup in words; one that cannot be read says so in place of its counts."""
    when = f"{found.at:%H:%M:%S} ngày {found.at:%d/%m/%Y}"
    held = found.contents
    if held is None:
        return BackupRow(found.path, when, found.where.value, size_words(found.size), UNREADABLE, is_readable=False)
    return BackupRow(
        path=found.path,
        when=when,
        where=found.where.value,
        size=size_words(found.size),
        tasks=str(held.tasks),
        register_rows=str(held.register_rows),
        reports=str(held.reports),
        evidence=str(held.evidence),
    )
