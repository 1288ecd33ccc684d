"""A disk that does not take what was typed: the foot says so, the text stays and is saved once the disk takes it."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from end_to_end import apart
from end_to_end.program import Program
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import event

LONG = "Đã tổng hợp số liệu của 07 phòng, ban. " * 150


class Disk:
    """The disk under the open database, which can be full or write-protected for a while."""

    def __init__(self, program: Program) -> None:
        workplace = program.application.workplace
        assert workplace is not None
        self._pages, self._protected = 1_000_000, False
        event.listen(workplace.store._engine, "begin", self._limit)

    def fill(self) -> None:
        self._pages = 1

    def protect(self) -> None:
        self._protected = True

    def free(self) -> None:
        self._pages, self._protected = 1_000_000, False

    def _limit(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {self._pages}")
        connection.exec_driver_sql(f"PRAGMA query_only = {self._protected:d}")


@pytest.fixture
def disk(program: Program) -> Disk:
    """The preparer works on a disk that can fill up."""
    program.sign_in()
    return Disk(program)


def full_entry(program: Program, disk: Disk) -> Any:
    """Type a long result into a new entry of the open task while the disk is full; the cursor stays."""
    program.go("tasks")
    program.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    program.settle()
    disk.fill()
    result = program.editor("Kết quả thực hiện")
    program.go_to(result)
    result.insertPlainText(LONG)
    return result


def test_a_full_disk_is_told_the_text_stays_and_is_saved_when_there_is_room_again(program: Program, disk: Disk) -> None:
    result = full_entry(program, disk)
    program.leave()
    program.settle()
    assert program.window.save_state.text().startswith("CHƯA LƯU")
    assert "không đủ chỗ trống" in program.notices()[0]
    assert result.toPlainText() == LONG
    assert program.stored("SELECT result FROM progress_entry") == [("",)]

    disk.free()
    program.go_to(result)
    program.leave()
    program.wait(lambda: program.stored("SELECT result FROM progress_entry") == [(LONG.strip(),)])
    program.wait(lambda: program.window.save_state.text().startswith("Đã lưu"))


def test_the_window_does_not_close_over_text_that_the_disk_did_not_take(program: Program, disk: Disk) -> None:
    result = full_entry(program, disk)
    assert not program.close()
    assert program.frame.isVisible()
    assert any("chưa lưu" in notice for notice in program.notices())
    assert result.toPlainText() == LONG
    disk.free()
    assert program.close()
    assert program.stored("SELECT result FROM progress_entry") == [(LONG.strip(),)]


def test_whoever_closes_all_the_same_gets_the_window_closed(program: Program, disk: Disk) -> None:
    full_entry(program, disk)
    assert not program.close()
    program.click("Thoát, bỏ thay đổi")
    program.wait(lambda: not program.frame.isVisible())
    assert program.stored("SELECT result FROM progress_entry") == [("",)]
    disk.free()


def test_nobody_signs_out_over_text_that_the_disk_did_not_take(program: Program, disk: Disk) -> None:
    result = full_entry(program, disk)
    program.click("Đăng xuất")
    program.settle()
    assert program.window.current_screen == "tasks"
    assert result.toPlainText() == LONG
    assert any("chưa lưu" in notice for notice in program.notices())
    disk.free()
    program.click(program.wait_for(QPushButton, lambda button: button.text() == "Đăng xuất"))
    program.gate()
    assert program.stored("SELECT result FROM progress_entry") == [(LONG.strip(),)]


def test_whoever_signs_out_all_the_same_leaves_a_clean_desk_and_a_window_that_closes(
    program: Program, disk: Disk
) -> None:
    full_entry(program, disk)
    program.click("Đăng xuất")
    program.click("Đăng xuất, bỏ thay đổi")
    program.gate()
    disk.free()
    program.sign_in()
    assert not program.window.save_state.is_unsaved
    assert program.close()


def test_a_score_that_the_disk_did_not_take_is_saved_at_the_latest_when_the_window_closes(
    program: Program, disk: Disk
) -> None:
    leaf = program.follow("criterion:1.3.1", "assessment").leaf
    disk.fill()
    program.go_to(leaf.explanation)
    leaf.explanation.insertPlainText(LONG)
    program.leave()
    program.settle()
    assert program.window.save_state.text().startswith("CHƯA LƯU")
    assert leaf.explanation.toPlainText() == LONG
    disk.free()
    assert program.close()
    assert program.stored("SELECT explanation FROM answer") == [(LONG.strip(),)]


def test_a_document_number_that_the_disk_did_not_take_outlives_another_screen(program: Program, disk: Disk) -> None:
    program.go("submissions")
    disk.protect()
    number = program.editor("Số văn bản")
    program.write(number, "128")
    program.leave()
    program.settle()
    assert program.window.save_state.text().startswith("CHƯA LƯU")
    program.go("tasks")
    program.go("submissions")
    assert number.text() == "128"
    disk.free()
    program.go_to(number)
    program.leave()
    program.wait(lambda: program.stored("SELECT document_number FROM submission") == [("128",)])
    program.wait(lambda: program.window.save_state.text().startswith("Đã lưu"))


def test_a_folder_that_became_read_only_is_told_and_the_text_is_saved_once_it_can_be_written(
    folder: Path, tmp_path: Path
) -> None:
    ended = apart.run(apart.command("read_only_folder.py", folder, obeying=True), tmp_path)
    said, notice, outcome = ended.stdout.splitlines()
    assert said.startswith("CHƯA LƯU")
    assert "Không được phép ghi" in notice
    assert outcome == "saved"
