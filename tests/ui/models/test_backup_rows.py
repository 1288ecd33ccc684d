"""Backups as lists show them."""

from datetime import datetime
from pathlib import Path

from cchc_desktop.services.backups import Backup, Where
from db.contents import Contents
from ui.models.backup_rows import backup_row

AT = datetime.fromisoformat("2025-12-10T09:05:07")
HELD = Contents("00694", tasks=12, register_rows=48, reports=3, evidence=9, writes=100, last_write="")


def test_a_backup_tells_when_where_and_how_much() -> None:
    row = backup_row(Backup(Path("cchc-20251210-090507.db"), Where.SECOND, AT, 3_000_000, HELD))
    assert (row.when, row.where, row.size) == ("09:05:07 ngày 10/12/2025", "Nơi thứ hai", "2,9 MB")
    assert (row.tasks, row.register_rows, row.reports, row.evidence) == ("12", "48", "3", "9")
    assert row.is_readable


def test_a_backup_that_cannot_be_read_says_so() -> None:
    row = backup_row(Backup(Path("cchc-20251210-090507.db"), Where.HERE, AT, 4, None))
    assert row.tasks == "Không đọc được"
    assert not row.is_readable
