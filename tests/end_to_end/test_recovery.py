"""Backups, a restore and the way back through the real window; a new beginning; what a start tells."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from end_to_end.program import Program, WallClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from cchc_desktop.services import start_checks
from cchc_desktop.services.backups import second_place
from cchc_desktop.system.volumes import Drive
from db.folder import DataFolder
from ui.screens.first_start.view import FirstStartPage
from ui.screens.trouble.view import TroublePage


def write_entry(program: Program, result: str) -> None:
    program.go("tasks")
    program.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    program.settle()
    program.write(program.editor("Kết quả thực hiện"), result)
    program.leave()
    program.settle()


def results(program: Program) -> list[str]:
    return [text for (text,) in program.stored("SELECT result FROM progress_entry ORDER BY sequence, result")]


def show_data(program: Program) -> None:
    program.follow("settings:data", "settings")
    program.settle()


def test_a_restore_in_the_window_brings_the_backup_and_the_undo_brings_everything_back(program: Program) -> None:
    program.sign_in()
    write_entry(program, "Có trong bản sao lưu")
    show_data(program)
    program.click("Sao lưu ngay")
    program.wait(lambda: any("Đã sao lưu" in notice for notice in program.notices()))
    write_entry(program, "Nhập sau bản sao lưu")
    after = results(program)

    show_data(program)
    program.click("Phục hồi…")
    program.wait(lambda: program.says("1 cập nhật tiến độ nhập sau bản này sẽ không còn"))
    program.click("Phục hồi về bản này…")
    program.click("Phục hồi về 09")
    program.gate()
    assert any("Đã phục hồi dữ liệu" in notice for notice in program.notices())
    program.sign_in()
    assert results(program) == ["Có trong bản sao lưu"]

    show_data(program)
    program.click("Quay lại dữ liệu trước khi phục hồi…")
    program.click("Phục hồi về bản này…")
    program.click("Phục hồi về 09")
    program.gate()
    program.sign_in()
    assert results(program) == after
    write_entry(program, "Vẫn làm việc được")
    assert "Vẫn làm việc được" in results(program)
    assert program.close()


def test_what_changed_is_backed_up_while_the_window_is_open_and_goes_to_the_second_place(
    program: Program, tmp_path: Path, clock: WallClock
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    place = second_place.choose(DataFolder(program.folder), usb)
    program.sign_in()
    timer = program.application.caretaker.timer
    assert timer.isActive()
    assert timer.interval() <= 30 * 60 * 1000
    write_entry(program, "Đang làm dở")
    clock.advance(timedelta(minutes=30))
    timer.timeout.emit()
    program.wait(lambda: list(place.folder.glob("cchc-*.db")))
    copies = list((program.folder / "sao-luu").glob("cchc-*.db"))
    timer.timeout.emit()
    program.settle()
    assert list((program.folder / "sao-luu").glob("cchc-*.db")) == copies, "nothing changed since"


def test_signing_in_again_does_not_put_the_next_backup_off(program: Program) -> None:
    program.sign_in()
    timer = program.application.caretaker.timer
    timer.start(1_000_000)
    program.sign_out()
    program.sign_in()
    assert timer.interval() == 1_000_000


def test_closing_brings_the_backup_to_the_second_place(program: Program, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    place = second_place.choose(DataFolder(program.folder), usb)
    program.sign_in()
    write_entry(program, "Cuối ngày")
    assert program.close()
    assert len(list(place.folder.glob("cchc-*.db"))) == 1


def test_a_second_place_that_is_away_is_told_once_and_stops_nothing(
    folder: Path, tmp_path: Path, open_program: Callable[[Path], Program]
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    second_place.choose(DataFolder(folder), usb)
    shutil.rmtree(usb)
    program = open_program(folder)
    program.gate()
    program.wait(lambda: len(program.notices()) == 1)
    assert "chưa có mặt" in program.notices()[0]
    program.sign_in()
    write_entry(program, "Vẫn làm việc")
    program.application.caretaker.timer.timeout.emit()
    program.wait(lambda: list((folder / "sao-luu").glob("cchc-*.db")))
    program.settle()
    assert len(program.notices()) == 1
    assert program.close()


def test_a_new_beginning_leads_to_the_first_start_and_keeps_what_was_there(
    folder: Path, open_program: Callable[[Path], Program]
) -> None:
    (folder / "cchc.db").write_bytes(b"hong" * 3000)
    program = open_program(folder)
    program.wait_for(TroublePage)
    program.settle()
    program.click("Bắt đầu mới…")
    program.wait(lambda: program.says("các bản sao lưu và kho minh chứng giữ nguyên"))
    assert (folder / "cchc.db").read_bytes() == b"hong" * 3000
    program.click(program.wait_for(TroublePage).confirm.deed)
    program.wait_for(FirstStartPage)
    (aside,) = folder.glob("truoc-phuc-hoi-*/cchc.db")
    assert aside.read_bytes() == b"hong" * 3000


def test_backups_on_a_stick_are_found_from_the_trouble_page(
    folder: Path, tmp_path: Path, open_program: Callable[[Path], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_program(folder)
    first.sign_in()
    write_entry(first, "Còn trên USB")
    assert first.close()
    usb = tmp_path / "usb"
    (folder / "sao-luu").rename(usb)
    (folder / "cchc.db").unlink()

    program = open_program(folder)
    page = program.wait_for(TroublePage)
    assert not page.restore.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(usb))
    program.click("Tìm bản sao lưu ở nơi khác…")
    program.click("Phục hồi bản đã chọn")
    program.click("Phục hồi về")
    program.sign_in()
    assert results(program) == ["Còn trên USB"]


def test_a_live_database_on_a_stick_is_not_opened_and_the_page_says_where_to_go(
    folder: Path, open_program: Callable[[Path], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_checks, "drive_of", lambda _folder: Drive.REMOVABLE)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    program = open_program(folder)
    page = program.wait_for(TroublePage)
    assert page.title.text() == "Cần chuyển dữ liệu vào ổ đĩa của máy"
    assert program.says("Hãy chép cả thư mục này vào ổ đĩa của máy")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_clock_that_went_back_is_told_at_the_gate(
    folder: Path, clock: WallClock, open_program: Callable[[Path], Program]
) -> None:
    clock.advance(timedelta(days=-40))
    program = open_program(folder)
    program.gate()
    program.wait(lambda: program.notices())
    assert "Đồng hồ máy đang chỉ 09:00 ngày 31/10/2025, sớm hơn" in program.notices()[0]
