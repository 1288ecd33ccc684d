import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.engine import PRAGMAS, make_engine, reading, writing


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    engine = make_engine(tmp_path / "cchc.db")
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)")
    return engine


def test_every_connection_has_the_settings_of_the_house(engine: sa.Engine) -> None:
    with reading(engine) as first, reading(engine) as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name, _ in PRAGMAS}
            assert found == dict(PRAGMAS)


def test_a_write_takes_the_lock_at_its_start(engine: sa.Engine, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "cchc.db", timeout=0, isolation_level=None)
    with writing(engine), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_failing_write_leaves_nothing_behind_not_even_its_tables(engine: sa.Engine) -> None:
    def fail() -> None:
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO t (v) VALUES ('a')")
            connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        assert "half" not in sa.inspect(connection).get_table_names()


def test_a_reader_sees_one_state_while_a_writer_commits(engine: sa.Engine) -> None:
    with reading(engine) as reader:
        before = reader.exec_driver_sql("SELECT count(*) FROM t").scalar()
        with writing(engine) as writer:
            writer.exec_driver_sql("INSERT INTO t (v) VALUES ('a')")
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == before == 0
