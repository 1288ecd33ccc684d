"""Closing backs up; the next start finds everything."""

from collections.abc import Callable
from pathlib import Path

from end_to_end.program import Program, rows_of
from PySide6.QtCore import Qt


def test_closing_leaves_a_verified_backup_and_the_next_start_finds_everything(
    program: Program, open_program: Callable[[Path], Program]
) -> None:
    program.sign_in()
    program.go("tasks")
    program.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    program.settle()
    program.write(program.editor("Tỷ lệ hoàn thành"), "40")
    leaf = program.follow("criterion:1.3.1", "assessment").leaf
    program.go_to(leaf.form.yes_no[0])
    program.press(Qt.Key.Key_Space)
    assert program.close()

    assert not (program.folder / "cchc.db-wal").exists()
    (backup,) = (program.folder / "sao-luu").glob("*.db")
    assert rows_of(backup, "PRAGMA integrity_check") == [("ok",)]
    for query in ("SELECT percent FROM progress_entry", "SELECT criterion_code, content FROM answer"):
        assert rows_of(backup, query) == program.stored(query) != []

    again = open_program(program.folder)
    again.sign_in()
    again.go("tasks")
    assert again.editor("Tỷ lệ hoàn thành").typed.text() == "40"
    again.follow("criterion:1.3.1", "assessment")
    assert again.says("0,50/0,50")
    assert again.close()
    assert len(list((program.folder / "sao-luu").glob("*.db"))) == 1


def test_the_window_of_a_folder_that_was_only_looked_at_writes_no_second_backup(
    program: Program, open_program: Callable[[Path], Program]
) -> None:
    program.gate()
    assert program.close()
    backups = list((program.folder / "sao-luu").glob("*.db"))
    assert len(backups) == 1, "what an earlier run left without a backup gets one"
    again = open_program(program.folder)
    again.gate()
    assert again.close()
    assert list((program.folder / "sao-luu").glob("*.db")) == backups
