"""Backups as lists show them: when they were written, where they lie, and how much they hold."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ui.models.file_size import size_words

if TYPE_CHECKING:
    from cchc_desktop.services.backups.backups import Backup

UNREADABLE = "Không đọc được"
OF_LATER_PROGRAM = "Của phiên bản mới hơn"
BEFORE_UPGRADE = ", trước khi nâng cấp"


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
    if held is None or found.is_of_later_schema:
        why = UNREADABLE if held is None else OF_LATER_PROGRAM
        return BackupRow(found.path, when, found.where.value, size_words(found.size), why, is_readable=False)
    return BackupRow(
        path=found.path,
        when=when,
        where=f"{found.where.value}{BEFORE_UPGRADE if found.is_of_earlier_schema else ''}",
        size=size_words(found.size),
        tasks=str(held.tasks),
        register_rows=str(held.register_rows),
        reports=str(held.reports),
        evidence=str(held.evidence),
    )
