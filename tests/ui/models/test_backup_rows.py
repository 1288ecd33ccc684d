from datetime import datetime
from os import utime
from pathlib import Path

from ui.models.backup_rows import backup_row


def test_a_backup_is_dated_by_its_name_not_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / "cchc-20251210-090500-2.db"
    path.write_bytes(b"x" * 2048)
    utime(path, (0, 0))
    row = backup_row(path)
    assert (row.when, row.size) == ("09:05:00 ngày 10/12/2025", "2 KB")


def test_a_backup_with_another_name_is_dated_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ban-chep.db"
    path.touch()
    moment = datetime.fromisoformat("2025-03-05T07:08:09").timestamp()
    utime(path, (moment, moment))
    assert backup_row(path).when == "07:08:09 ngày 05/03/2025"


def test_a_backup_that_has_gone_is_told_so(tmp_path: Path) -> None:
    assert backup_row(tmp_path / "cchc-20251210-090500.db").when == "Không đọc được"
