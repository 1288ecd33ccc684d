"""Each connection that writes keeps our settings: WAL, FULL, foreign keys, a busy timeout (features G1)."""

import ast
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from support.disk_deeds import LATER
from support.workplaces import desk_of, empty_workplace, new_workplace

from cchc_desktop.services.data_care.data_care import backups_of, check_and_mend, rehearse_newest
from cchc_desktop.services.data_care.restore import preview, restore
from db import contents
from db.engine import PRAGMAS, connect_to_copy, connect_to_look
from db.folder import DataFolder

ROOT = Path(__file__).parents[2]
SOURCES = [path for part in ("db", "cchc_desktop", "ui") for path in sorted((ROOT / part).rglob("*.py"))]
OPENS = {"connect", "create_engine"}
CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What each connection that is opened from now on says."""
    said: list[list[str]] = []
    really = sqlite3.connect

    def connect(*arguments: Any, **more: Any) -> sqlite3.Connection:
        connection = really(*arguments, **more)
        lines: list[str] = []
        said.append(lines)
        connection.set_trace_callback(lines.append)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect)
    monkeypatch.setattr(sqlite3.dbapi2, "connect", connect)
    return said


def is_change(line: str) -> bool:
    return line.lstrip().upper().startswith(CHANGES)


def settings_before_writing(lines: list[str]) -> set[str]:
    first = next(number for number, line in enumerate(lines) if is_change(line))
    return {line.upper().replace(" ", "") for line in lines[:first] if line.upper().startswith("PRAGMA")}


def said(name: str, value: object) -> str:
    return f"PRAGMA{name}={value}".upper().replace(" ", "")


def test_whatever_the_program_does_each_connection_that_writes_keeps_our_settings(
    tmp_path: Path, connections: list[list[str]]
) -> None:
    folder = tmp_path / "du-lieu"
    workplace = new_workplace(folder)
    desk = desk_of(workplace)
    desk.tasks.add_entry("TQ2025H2-06")
    workplace.store.back_up(force=True)
    desk.tasks.add_entry("TQ2025H2-06")
    workplace.store.close()
    check_and_mend(folder, LATER)
    (*_, oldest) = backups_of(folder)
    rehearse_newest(folder, oldest, LATER)
    preview(DataFolder(folder), oldest)
    contents.differences(DataFolder(folder).database, oldest)
    restore(folder, oldest, LATER)
    writers = [lines for lines in connections if any(map(is_change, lines))]
    fillers_of_copies = [lines for lines in writers if "PRAGMA journal_mode = DELETE" in lines]
    assert len(connections) > 20
    assert len(writers) > 3
    for lines in writers:
        wanted = [pair for pair in PRAGMAS if not (lines in fillers_of_copies and pair[0] == "journal_mode")]
        assert {said(name, value) for name, value in wanted} <= settings_before_writing(lines), lines[:8]


def test_an_upgrade_writes_with_our_settings_but_for_the_foreign_keys_which_it_checks_itself(
    tmp_path: Path, connections: list[list[str]]
) -> None:
    empty_workplace(tmp_path / "du-lieu").store.close(with_backup=False)
    upgrade = next(lines for lines in connections if any(line.strip().startswith("CREATE TABLE") for line in lines))
    kept = settings_before_writing(upgrade)
    assert {said(name, value) for name, value in PRAGMAS if name != "foreign_keys"} <= kept
    assert any("foreign_key_check" in line for line in upgrade)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_connections_are_made_in_one_module_only(path: Path) -> None:
    found = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("sqlite3", "sa", "sqlalchemy")
        and node.func.attr in OPENS
    }
    assert not found or path.relative_to(ROOT) == Path("db/engine.py")


def test_a_connection_to_look_cannot_change_a_row(tmp_path: Path) -> None:
    connection = connect_to_copy(tmp_path / "a.db")
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    looking = connect_to_look(tmp_path / "a.db", mode="rw")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        looking.execute("INSERT INTO t VALUES (1)")
    looking.close()


def test_a_copy_is_made_with_our_settings_but_without_a_log(tmp_path: Path) -> None:
    connection = connect_to_copy(tmp_path / "a.db")
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name, _ in PRAGMAS}
    connection.close()
    assert found == {**dict(PRAGMAS), "journal_mode": "delete"}
