"""What restores set aside goes after its time, but never the only copy of anything."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.workplaces import VIETNAM, fixed_clock

from db import aside, backup
from db.folder import DataFolder
from db.store import open_store
from db.tables import answer

NOW = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)
MANY = 6


def entry(path: Path, number: int) -> None:
    store = open_store(path, fixed_clock())
    with store.work(None) as work:
        work.insert(answer, criteria_code="TC", year=2025, criterion_code=str(number), content="", explanation="")
    store.close(with_backup=False)


def set_aside(data: DataFolder, days: int) -> Path:
    """A copy of the present data as a restore would have set it aside so many days ago."""
    folder = data.path / f"truoc-phuc-hoi-{NOW - timedelta(days=days):%Y%m%d-%H%M%S}"
    folder.mkdir()
    shutil.copy(data.database, folder)
    (folder / "ghi-chu.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A folder from which six states were set aside, 100 to 600 days ago, all of which the present data hold."""
    found = DataFolder(tmp_path / "du-lieu")
    for number in range(MANY):
        entry(found.path, number)
        set_aside(found, 100 * (MANY - number))
    entry(found.path, MANY)
    return found


def test_older_ones_go_and_the_last_three_stay(data: DataFolder) -> None:
    newest = aside.listing(data)[:3]
    assert aside.thin(data, now=NOW) == MANY - 3
    assert aside.listing(data) == newest


def test_those_of_thirty_days_stay_however_many(data: DataFolder) -> None:
    recent = [set_aside(data, days) for days in (1, 5, 12, 20, 29, 30)]
    aside.thin(data, now=NOW)
    assert aside.listing(data) == recent


def damage(folder: Path) -> None:
    (folder / "cchc.db").write_bytes(b"hong" * 2000)


def lay_something_beside(folder: Path) -> None:
    (folder / "ghi chép.txt").write_text("của ai đó", encoding="utf-8")


def write_into(folder: Path) -> None:
    entry(folder, 99)
    for name in ("minh-chung", "sao-luu", "goi-nop", "nhat-ky"):
        (folder / name).rmdir()
    for name in ("cchc.lock", "cchc-data.json"):
        (folder / name).unlink(missing_ok=True)


def keep_a_text(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "cchc.db")) as connection:
        connection.execute("INSERT INTO kept_text (id, target, label, text, kept_at) VALUES ('k', 't', 'l', 'x', 'n')")
        connection.commit()


@pytest.mark.parametrize("change", [damage, lay_something_beside, write_into, keep_a_text])
def test_the_only_copy_of_anything_stays(data: DataFolder, change) -> None:
    oldest = aside.listing(data)[-1]
    change(oldest)
    before = {path: path.read_bytes() for path in oldest.iterdir() if not path.name.endswith("-shm")}
    assert aside.thin(data, now=NOW) == MANY - 4
    assert oldest in aside.listing(data)
    assert all(path.read_bytes() == content for path, content in before.items())


def test_what_only_a_backup_holds_goes_too(data: DataFolder) -> None:
    oldest = aside.listing(data)[-1]
    backup.write(data.database, data.backups, at=NOW)
    with closing(sqlite3.connect(data.database)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM audit")
        connection.commit()
    aside.thin(data, now=NOW)
    assert not oldest.exists()


def test_nothing_goes_when_the_present_data_are_damaged_and_there_is_no_backup(data: DataFolder) -> None:
    damage(data.path)
    before = aside.listing(data)
    assert aside.thin(data, now=NOW) == 0
    assert aside.listing(data) == before


def test_folders_of_other_names_are_left_alone(data: DataFolder) -> None:
    foreign = data.path / "truoc-phuc-hoi-cua-toi"
    foreign.mkdir()
    aside.thin(data, now=NOW)
    assert foreign.is_dir()
