import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from support.workplaces import fixed_clock

from cchc_desktop.system.fault import Fault
from db.folder import DataFolder
from db.store import open_store
from db.tables import answer


def make(folder: Path) -> DataFolder:
    open_store(folder, fixed_clock()).close(with_backup=False)
    return DataFolder(folder)


def content(path: Path) -> bytes:
    return path.read_bytes()


def test_a_second_start_in_the_same_folder_is_told_and_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path, fixed_clock())
    with pytest.raises(Fault) as fault:
        open_store(tmp_path, fixed_clock())
    assert fault.value.code == "already-open"
    assert "đang được mở" in fault.value.what
    store.close(with_backup=False)


def test_the_lock_of_a_dead_program_clears_itself(tmp_path: Path) -> None:
    script = (
        "from support.workplaces import fixed_clock\n"
        "from db.store import open_store\n"
        "store = open_store(pathlib.Path(sys.argv[1]), fixed_clock())\n"
        "os._exit(9)\n"
    )
    ended = run_python(script, tmp_path)
    assert ended.returncode == 9
    open_store(tmp_path, fixed_clock()).close(with_backup=False)


def test_a_missing_database_is_never_replaced_by_an_empty_one(tmp_path: Path) -> None:
    folder = make(tmp_path)
    folder.database.unlink()
    with pytest.raises(Fault) as fault:
        open_store(tmp_path, fixed_clock())
    assert fault.value.code == "database-missing"
    assert not folder.database.exists()


@pytest.mark.parametrize("damage", [b"", b"khong phai SQLite" * 100, None])
def test_a_damaged_database_is_told_and_left_alone(tmp_path: Path, damage: bytes | None) -> None:
    folder = make(tmp_path)
    whole = content(folder.database)
    broken = whole[:100] + b"\xff" * 4096 + whole[4196:] if damage is None else damage
    folder.database.write_bytes(broken)
    with pytest.raises(Fault) as fault:
        open_store(tmp_path, fixed_clock())
    assert fault.value.code == "database-damaged"
    assert content(folder.database) == broken


def test_a_database_of_a_newer_program_is_refused_untouched(tmp_path: Path) -> None:
    folder = make(tmp_path)
    with closing(sqlite3.connect(folder.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = content(folder.database)
    with pytest.raises(Fault) as fault:
        open_store(tmp_path, fixed_clock())
    assert fault.value.code == "database-newer"
    assert "9999" in fault.value.what
    assert content(folder.database) == before
    assert not list(folder.backups.iterdir())


def test_a_full_disk_is_told_as_full_and_what_was_saved_stays(tmp_path: Path) -> None:
    store = open_store(tmp_path, fixed_clock())
    with store.work(None) as work:
        work.insert(answer, criteria_code="TC", year=2025, criterion_code="1", content="", explanation="đã lưu")
    big = "x" * 20_000_000

    def fill() -> None:
        with store.work(None) as work:
            work.connection.exec_driver_sql("PRAGMA max_page_count = 60")
            work.insert(answer, criteria_code="TC", year=2025, criterion_code="2", content="", explanation=big)

    with pytest.raises(Fault) as fault:
        fill()
    assert fault.value.code == "disk-full"
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT explanation FROM answer").all() == [("đã lưu",)]
    store.close(with_backup=False)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("đây là tệp, không phải thư mục", encoding="utf-8")
    with pytest.raises(Fault) as fault:
        open_store(tmp_path / "tep" / "du-lieu", fixed_clock())
    assert fault.value.what


def test_a_read_only_folder_is_told_as_read_only(tmp_path: Path) -> None:
    make(tmp_path)
    script = (
        "from support.workplaces import fixed_clock\n"
        "from cchc_desktop.system.fault import Fault\n"
        "from db.store import open_store\n"
        "try:\n    open_store(pathlib.Path(sys.argv[1]), fixed_clock())\n"
        "except Fault as fault:\n    print(fault.code)\n"
    )
    for path in (*tmp_path.iterdir(), tmp_path):
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert run_python(script, tmp_path, without_root_powers=True).stdout.split() == ["folder-read-only"]


def run_python(script: str, folder: Path, *, without_root_powers: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run a script that imports the program; root can be made to obey file permissions like everybody."""
    roots = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]
    command = [
        sys.executable,
        "-c",
        f"import sys, os, pathlib; sys.path[:0] = sys.argv[2:]\n{script}",
        str(folder),
        *roots,
    ]
    if without_root_powers and os.geteuid() == 0:
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_closing_backs_up_only_what_changed(tmp_path: Path) -> None:
    store = open_store(tmp_path, fixed_clock())
    with store.work(None) as work:
        work.insert(answer, criteria_code="TC", year=2025, criterion_code="1", content="", explanation="")
    store.close()
    open_store(tmp_path, fixed_clock()).close()
    assert len(list((tmp_path / "sao-luu").iterdir())) == 1
