"""A folder that cannot be opened, a password that is wrong: the page says so and leads back to the data."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from end_to_end.program import Program, WallClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from support.workplaces import PREPARER_PASSWORD, new_workplace

from cchc_desktop.system.paths import remember_folder
from ui.screens.trouble.view import TroublePage


def trouble(program: Program) -> TroublePage:
    page = program.wait_for(TroublePage)
    program.settle()
    return page


def test_a_second_start_says_so_changes_nothing_and_opens_once_the_first_is_closed(
    program: Program, open_program: Callable[[Path], Program]
) -> None:
    program.sign_in()
    second = open_program(program.folder)
    page = trouble(second)
    assert page.title.text() == "Dữ liệu đang được mở ở cửa sổ khác"
    assert second.notices() == []
    assert program.close()
    second.come_to_front()
    second.click("Mở lại")
    second.sign_in()
    assert second.says("Nguyễn Thị Lan · Người lập")


def test_a_missing_database_comes_back_from_the_backup_that_is_chosen_on_the_page(
    folder: Path, open_program: Callable[[Path], Program]
) -> None:
    first = open_program(folder)
    first.sign_in()
    first.go("tasks")
    first.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    first.settle()
    first.write(first.editor("Kết quả thực hiện"), "Còn trong bản sao lưu")
    assert first.close()
    (folder / "cchc.db").unlink()

    second = open_program(folder)
    page = trouble(second)
    assert page.title.text() == "Chưa tìm thấy tệp dữ liệu"
    assert not (folder / "cchc.db").exists()
    second.click("Phục hồi bản đã chọn")
    second.click("Phục hồi về")
    second.sign_in()
    assert second.stored("SELECT result FROM progress_entry") == [("Còn trong bản sao lưu",)]


def test_a_data_folder_that_is_gone_is_told_and_opens_once_it_is_back(
    folder: Path, tmp_path: Path, open_program: Callable[[Path], Program]
) -> None:
    away = tmp_path / "o-dia-da-rut"
    remember_folder(folder)
    folder.rename(away)
    program = open_program(folder)
    page = trouble(program)
    assert page.title.text() == "Không tìm thấy thư mục dữ liệu"
    assert not folder.exists()
    away.rename(folder)
    program.click("Mở lại")
    program.sign_in()
    assert program.says("Nguyễn Thị Lan · Người lập")


def test_a_damaged_database_is_set_aside_when_a_backup_takes_its_place(
    program: Program, open_program: Callable[[Path], Program]
) -> None:
    program.sign_in()
    assert program.application.workplace is not None
    program.application.workplace.store.back_up(force=True)
    assert program.close()
    database = program.folder / "cchc.db"
    database.write_bytes(b"hong" * 3000)
    again = open_program(program.folder)
    assert trouble(again).title.text() == "Tệp dữ liệu bị hỏng"
    assert database.read_bytes() == b"hong" * 3000
    again.click("Phục hồi bản đã chọn")
    again.click("Phục hồi về")
    again.sign_in()
    (aside,) = program.folder.glob("truoc-phuc-hoi-*/cchc.db")
    assert aside.read_bytes() == b"hong" * 3000


def test_a_database_of_a_newer_program_is_left_as_it_is(folder: Path, open_program: Callable[[Path], Program]) -> None:
    database = folder / "cchc.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = database.read_bytes()
    program = open_program(folder)
    page = trouble(program)
    assert page.title.text() == "Dữ liệu thuộc phiên bản chương trình mới hơn"
    assert page.restore.isHidden() or not page.restore.isVisible()
    assert database.read_bytes() == before
    program.click("Thoát")
    program.wait(lambda: not program.frame.isVisible())


def test_another_folder_can_be_chosen_from_the_page(
    folder: Path,
    tmp_path: Path,
    clock: WallClock,
    open_program: Callable[[Path], Program],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "cchc.db").write_bytes(b"hong")
    other = tmp_path / "du-lieu-khac"
    new_workplace(other, clock).store.close(with_backup=False)
    program = open_program(folder)
    trouble(program)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    program.click("Chọn thư mục khác")
    program.sign_in()
    program.screen("overview")


def test_five_wrong_passwords_lock_the_account_until_the_time_that_is_told(program: Program, clock: WallClock) -> None:
    gate = program.gate()
    for left in (4, 3, 2, 1):
        program.sign_in(password="sai-mat-khau")
        program.wait(lambda left=left: f"Còn {left} lần" in gate.field.finding.text())
        assert gate.password.text() == ""
    program.sign_in(password="sai-mat-khau")
    program.wait(lambda: "tạm khóa đến 09:05:00" in gate.field.finding.text())
    program.sign_in(password=PREPARER_PASSWORD)
    program.wait(lambda: "tạm khóa đến 09:05:00" in gate.field.finding.text())
    assert program.window.current_screen == ""
    clock.advance(timedelta(minutes=6))
    program.sign_in()
    program.screen("overview")
