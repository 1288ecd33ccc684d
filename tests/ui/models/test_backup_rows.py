"""Backups as lists show them."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cchc_desktop.services.backups.backups import Backup, Where
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


def test_a_backup_of_an_earlier_schema_says_that_it_is_from_before_an_upgrade() -> None:
    found = Backup(Path("cchc-20251210-090000.db"), Where.HERE, AT, 5_000_000, replace(HELD, schema="0001"))
    assert backup_row(found).where == "Máy này, trước khi nâng cấp"
    assert backup_row(found).is_readable


def test_a_backup_of_a_later_schema_cannot_be_chosen() -> None:
    found = Backup(Path("cchc-20251210-090000.db"), Where.HERE, AT, 5_000_000, replace(HELD, schema="9999"))
    assert backup_row(found).tasks == "Của phiên bản mới hơn"
    assert not backup_row(found).is_readable
