import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.workplaces import VIETNAM, fixed_clock

from cchc_desktop.system.fault import Fault
from db import backup
from db.store import open_store
from db.tables import answer

NOW = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)


def rows(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT explanation FROM answer").fetchall()


def test_a_backup_of_an_open_database_holds_all_committed_rows(tmp_path: Path) -> None:
    store = open_store(tmp_path, fixed_clock())
    for number in range(100):
        with store.work(None) as work:
            work.insert(
                answer, criteria_code="TC", year=2025, criterion_code=str(number), content="", explanation=str(number)
            )
    copy = store.back_up()
    assert copy is not None
    assert len(rows(copy)) == 100
    store.close(with_backup=False)


def test_two_backups_in_one_second_do_not_overwrite_each_other(tmp_path: Path) -> None:
    store = open_store(tmp_path, fixed_clock())
    first, second = store.back_up(force=True), store.back_up(force=True)
    assert first != second
    assert set(backup.listing(store.folder.backups)) == {first, second}
    store.close(with_backup=False)


def test_a_backup_that_does_not_equal_its_source_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path, fixed_clock())
    good = store.back_up(force=True)
    answers = iter(({"a": 1}, {"a": 2}))
    monkeypatch.setattr(backup, "_row_counts", lambda _connection: next(answers))
    with pytest.raises(Fault) as fault:
        store.back_up(force=True)
    assert fault.value.code == "backup-unsound"
    assert list(store.folder.backups.iterdir()) == [good]
    store.close(with_backup=False)


def test_restoring_brings_the_rows_of_the_backup(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a", fixed_clock())
    with store.work(None) as work:
        work.insert(answer, criteria_code="TC", year=2025, criterion_code="1", content="", explanation="giữ lại")
    copy = store.back_up()
    store.close(with_backup=False)
    assert copy is not None
    backup.copy_into(copy, tmp_path / "moi.db")
    assert rows(tmp_path / "moi.db") == [("giữ lại",)]


def named(ages_in_hours: list[int]) -> list[Path]:
    moments = sorted({NOW.replace(tzinfo=None) - timedelta(hours=age) for age in ages_in_hours}, reverse=True)
    return [Path(f"cchc-{moment:%Y%m%d-%H%M%S}.db") for moment in moments]


@given(st.lists(st.integers(0, 24 * 400), min_size=1, max_size=200))
def test_thinning_keeps_the_newest_and_all_of_two_days(ages: list[int]) -> None:
    copies = named(ages)
    gone = set(backup.surplus(copies, now=NOW))
    assert copies[0] not in gone
    recent = [path for path in copies if path.name > f"cchc-{NOW - backup.KEEP_ALL:%Y%m%d-%H%M%S}.db"]
    assert not gone.intersection(recent)


@given(st.lists(st.integers(-24 * 400, 24 * 400), min_size=1, max_size=200), st.integers(0, 199))
def test_thinning_keeps_one_of_each_of_12_days_10_weeks_and_9_months_whatever_the_clock_did(
    ages: list[int], written: int
) -> None:
    copies = named(ages)
    keep = copies[written % len(copies)]
    gone = set(backup.surplus(copies, now=NOW, keep=keep))
    left = [path for path in copies if path not in gone]
    today = NOW.replace(tzinfo=None)
    past = [path for path in copies if backup.moment(path) <= today]
    assert keep in left
    assert copies[0] in left
    assert not gone.intersection(path for path in copies if backup.moment(path) > today), "made under a wrong clock"
    for number, pattern in backup.KEEP:
        wanted = list(dict.fromkeys(f"{backup.moment(path):{pattern}}" for path in past))[:number]
        kept = {f"{backup.moment(path):{pattern}}" for path in left}
        assert kept.issuperset(wanted), pattern
    old = [path for path in left if path in past and backup.moment(path) <= today - backup.KEEP_ALL]
    assert len(old) <= 12 + 10 + 9 + 2


@given(st.lists(st.integers(0, 24 * 90), min_size=1, max_size=60))
def test_thinning_after_each_backup_loses_no_day_week_or_month_that_thinning_once_keeps(hours: list[int]) -> None:
    kept: list[Path] = []
    moments = sorted({NOW.replace(tzinfo=None) - timedelta(hours=age) for age in hours})
    for moment in moments:
        kept.insert(0, Path(f"cchc-{moment:%Y%m%d-%H%M%S}.db"))
        gone = set(backup.surplus(kept, now=moment.replace(tzinfo=VIETNAM), keep=kept[0]))
        kept = [path for path in kept if path not in gone]
    days = list(dict.fromkeys(f"{moment:%Y-%m-%d}" for moment in reversed(moments)))[:12]
    assert {f"{backup.moment(path):%Y-%m-%d}" for path in kept}.issuperset(days)


def test_a_year_of_hourly_backups_is_thinned_to_a_few_dozen() -> None:
    copies = named(list(range(24 * 365)))
    kept = len(copies) - len(backup.surplus(copies, now=NOW))
    assert 48 + 12 <= kept <= 48 + 12 + 10 + 9


@given(st.lists(st.integers(0, 24 * 400), min_size=1, max_size=200))
def test_thinning_twice_changes_nothing_more(ages: list[int]) -> None:
    copies = named(ages)
    gone = set(backup.surplus(copies, now=NOW))
    left = [path for path in copies if path not in gone]
    assert backup.surplus(left, now=NOW) == []


def test_the_evidence_of_a_write_is_on_the_disk_before_it_counts(tmp_path: Path) -> None:
    store = open_store(tmp_path, fixed_clock())
    copy = store.back_up(force=True)
    assert copy is not None
    assert copy.stat().st_size > 0
    assert not list(store.folder.backups.glob("*.dang-ghi"))
    store.close(with_backup=False)


def of_schema(folder: Path, at: datetime, schema: str) -> Path:
    """A backup as a program with this schema wrote it."""
    path = folder / f"cchc-{at:%Y%m%d-%H%M%S}.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (schema,))
        connection.commit()
    return path


def test_the_last_backup_of_each_earlier_schema_is_never_thinned(tmp_path: Path) -> None:
    now = NOW.replace(tzinfo=None)
    old = [of_schema(tmp_path, now - timedelta(days=days), "0001") for days in (900, 899)]
    middle = [of_schema(tmp_path, now - timedelta(days=500, hours=hours), "0002") for hours in (5, 0)]
    new = [of_schema(tmp_path, now - timedelta(days=days), "0003") for days in range(0, 400, 7)]
    backup.thin(tmp_path, now=now, keep=new[0])
    kept = set(backup.listing(tmp_path))
    assert {old[1], middle[1]} <= kept
    assert not {old[0], middle[0]} & kept
    assert len(kept) < len(new)
