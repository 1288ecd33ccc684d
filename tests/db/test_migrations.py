import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import event
from support.released import FOLDER, released
from support.workplaces import fixed_clock

from cchc_desktop.system.fault import Fault
from db import backup, revision
from db.engine import make_engine, reading, writing
from db.journal import broken_link, trail
from db.store import check, open_store
from db.tables import metadata
from db.upgrade import configuration, to_head


def test_the_program_knows_exactly_the_revisions_that_are_there() -> None:
    scripts = ScriptDirectory.from_config(configuration())
    assert scripts.get_heads() == [revision.HEAD]
    assert {script.revision for script in scripts.walk_revisions()} == set(revision.KNOWN)


def test_the_migrations_and_the_tables_do_not_drift_apart(tmp_path: Path) -> None:
    to_head(tmp_path / "cchc.db")
    engine = make_engine(tmp_path / "cchc.db")
    config = configuration()
    with reading(engine) as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_every_constraint_has_a_name(tmp_path: Path) -> None:
    to_head(tmp_path / "cchc.db")
    engine = make_engine(tmp_path / "cchc.db")
    with reading(engine) as connection:
        inspector = sa.inspect(connection)
        assert set(inspector.get_table_names()) == {*metadata.tables, "alembic_version"}
        for table in metadata.tables:
            assert all(check["name"] for check in inspector.get_check_constraints(table))
            assert all(key["name"] for key in inspector.get_foreign_keys(table))


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    def fail(_connection: sa.Connection) -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        to_head(tmp_path / "cchc.db", fail)
    with reading(make_engine(tmp_path / "cchc.db")) as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_after_an_upgrade_foreign_keys_are_on_again(tmp_path: Path) -> None:
    to_head(tmp_path / "cchc.db")
    engine = make_engine(tmp_path / "cchc.db")
    with writing(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_opening_twice_upgrades_once(tmp_path: Path) -> None:
    for _ in range(2):
        store = open_store(tmp_path, fixed_clock())
        with store.read() as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == [(revision.HEAD,)]
        store.close(with_backup=False)


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


OLD_CONTENT = (
    "SELECT plan_code, task_code, day, percent, result FROM progress_entry ORDER BY id",
    "SELECT entry_id, name, number, day FROM product ORDER BY id",
    "SELECT kind, period_code, revision, state, snapshot_sha256, hex(snapshot) FROM submission ORDER BY id",
    "SELECT id, evidence_id, answer_id, product_id, sequence FROM evidence_use ORDER BY id",
    "SELECT seq, hash FROM audit ORDER BY seq",
)


def test_data_of_the_first_schema_come_over_whole(tmp_path: Path) -> None:
    database = released(tmp_path, "0001")
    before = [rows(database, query) for query in OLD_CONTENT]
    assert all(before)
    store = open_store(tmp_path, fixed_clock())
    store.close(with_backup=False)
    assert [rows(database, query) for query in OLD_CONTENT] == before
    assert rows(database, "SELECT version_num FROM alembic_version") == [(revision.HEAD,)]
    assert rows(database, "SELECT DISTINCT form_code FROM submission") == [("",)]
    assert {kind for (kind,) in rows(database, "SELECT kind FROM pack_use")} == {"plan", "criteria", "units"}


def test_before_an_upgrade_the_old_data_are_backed_up(tmp_path: Path) -> None:
    released(tmp_path, "0001")
    open_store(tmp_path, fixed_clock()).close(with_backup=False)
    (copy,) = backup.listing(tmp_path / "sao-luu")
    assert rows(copy, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_every_released_schema_has_a_sample() -> None:
    samples = {path.name.removesuffix(".sqlite3.gz") for path in FOLDER.glob("*.sqlite3.gz")}
    assert samples == set(revision.KNOWN) - {revision.HEAD}, "tests/db/released/README.md says how one is made"


def whole(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, with the schema."""
    with closing(sqlite3.connect(database)) as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        names = [name for kind, name, _ in schema if kind == "table"]
        return {"": schema, **{name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}}


@pytest.mark.parametrize("sample", [known for known in revision.KNOWN if known != revision.HEAD])
def test_every_table_of_a_sample_comes_over_whole(tmp_path: Path, sample: str) -> None:
    database = released(tmp_path, sample)
    before = whole(database)
    to_head(database)
    with closing(sqlite3.connect(database)) as connection:
        for table in before.keys() - {"", "alembic_version", "sqlite_sequence"}:
            with closing(sqlite3.connect(released(tmp_path / "truoc", sample))) as old:
                columns = ", ".join(f'"{row[1]}"' for row in old.execute(f'PRAGMA table_info("{table}")'))
            found = connection.execute(f'SELECT {columns} FROM "{table}"').fetchall()
            assert sorted(found, key=repr) == sorted(before[table], key=repr), table
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with closing(open_store(tmp_path, fixed_clock())) as store, store.read() as reader:
        assert broken_link(trail(reader)) is None


class Cut(Exception):
    """The upgrade ends here."""


def upgrade_cut_at(database: Path, number: int) -> bool:
    """Upgrade while the statement of this number fails; whether there was one."""
    count = 0

    def cut(*_arguments: object) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise Cut

    event.listen(sa.Engine, "before_cursor_execute", cut)
    try:
        to_head(database)
    except Cut:
        return True
    finally:
        event.remove(sa.Engine, "before_cursor_execute", cut)
    return False


@pytest.mark.parametrize("sample", [known for known in revision.KNOWN if known != revision.HEAD])
def test_an_upgrade_that_fails_at_any_statement_leaves_the_old_database(tmp_path: Path, sample: str) -> None:
    database = released(tmp_path, sample)
    before = whole(database)
    number = 1
    while upgrade_cut_at(database, number):
        assert whole(database) == before, number
        assert check(database) == sample
        number += 1
    assert number > 5
    assert check(database) == revision.HEAD


BROKEN = Fault("write-failed", what="Ổ đĩa báo lỗi.", safe="Không có gì thay đổi.", do="Hãy làm lại.")


def break_down(*_arguments: object, **_named: object) -> None:
    """The disk fails here."""
    raise BROKEN


@pytest.mark.parametrize("sample", [known for known in revision.KNOWN if known != revision.HEAD])
@pytest.mark.parametrize("step", ["db.backup.copy_verified", "db.backup.publish", "db.backup.thin"])
def test_no_upgrade_begins_without_its_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: str, step: str
) -> None:
    database = released(tmp_path, sample)
    before = whole(database)
    with monkeypatch.context() as broken:
        broken.setattr(step, break_down)
        with pytest.raises(Fault) as caught:
            open_store(tmp_path, fixed_clock())
    assert caught.value is BROKEN
    assert whole(database) == before
    assert check(database) == sample
    assert not list((tmp_path / "sao-luu").glob("*.dang-ghi*"))
    open_store(tmp_path, fixed_clock()).close(with_backup=False)
    assert check(database) == revision.HEAD
    assert {check(copy) for copy in backup.listing(tmp_path / "sao-luu")} == {sample}


@pytest.mark.parametrize("sample", [known for known in revision.KNOWN if known != revision.HEAD])
def test_an_upgrade_that_could_not_be_marked_is_done_and_marked_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: str
) -> None:
    database = released(tmp_path, sample)
    with monkeypatch.context() as broken:
        broken.setattr("db.folder.write_bytes", break_down)
        with pytest.raises(Fault) as caught:
            open_store(tmp_path, fixed_clock())
    assert caught.value is BROKEN
    assert check(database) == revision.HEAD
    assert not (tmp_path / "cchc-data.json").exists()
    open_store(tmp_path, fixed_clock()).close(with_backup=False)
    assert (tmp_path / "cchc-data.json").exists()
    (copy,) = backup.listing(tmp_path / "sao-luu")
    assert check(copy) == sample
