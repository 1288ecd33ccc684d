"""Handing over in the real window, receiving on another machine, and the copy of a folder that is asked about."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from end_to_end.program import Program
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from cchc_desktop.domain.officer import Role
from db import holder
from ui.screens.arrival.view import ArrivalPage
from ui.screens.elsewhere.view import ElsewherePage
from ui.screens.settings.hand_over_card import HandOverCard

OpenProgram = Callable[[Path], Program]


def write_entry(program: Program, result: str) -> None:
    detail = program.go("tasks").detail
    known = set(detail.cards)
    program.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: set(detail.cards) - known)
    program.settle()
    (entry,) = set(detail.cards) - known
    detail.cards[entry].unfold(shown=True)
    program.write(detail.cards[entry].result, result)
    program.leave()
    program.settle()


def results(program: Program) -> list[str]:
    return [text for (text,) in program.stored("SELECT result FROM progress_entry ORDER BY result")]


def row_of(folder: Path) -> holder.Holder:
    row = holder.read(folder / "cchc.db")
    assert row is not None
    return row


def card_of(program: Program) -> HandOverCard:
    program.follow("settings:data", "settings")
    program.settle()
    return program.wait_for(HandOverCard)


def give(program: Program, stick: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """Fill the card in as people do; return the file and the code on the screen."""
    stick.mkdir(exist_ok=True)
    known = set(stick.glob("*.cchc-ban-giao"))
    card = card_of(program)
    program.click(card.begin)
    program.write(card.to, "Phạm Thị Hoa")
    program.write(card.reason, "Thay máy tính")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    program.click(card.choose)
    program.click(card.give)
    program.wait(lambda: card.confirm.isVisible())
    program.click(card.confirm.deed)
    program.wait(lambda: card.result.isVisible())
    program.settle()
    (file,) = set(stick.glob("*.cchc-ban-giao")) - known
    return file, card.code.text()


def receive(program: Program, file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Choose the file on the page of arrival and receive it; return the code that was shown."""
    page = program.wait_for(ArrivalPage)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    program.click(page.choose)
    program.wait(lambda: page.receive.isVisible() and page.receive.isEnabled())
    code = page.code.text()
    program.click(page.receive)
    program.wait(lambda: page.go_on.isVisible())
    assert program.says("Đã nhận đủ:")
    program.click(page.go_on)
    program.gate()
    return code


def test_data_go_to_another_machine_and_come_back(
    program: Program, tmp_path: Path, open_program: OpenProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, stick, new = program.folder, tmp_path / "usb", tmp_path / "may-moi"
    program.sign_in()
    write_entry(program, "Nhap o may cu")
    file, code = give(program, stick, monkeypatch)
    assert program.says(f"Dữ liệu này đã bàn giao cho Phạm Thị Hoa ngày 10/12/2025 (mã {code}). Chỉ xem")
    assert file.with_suffix(".pdf").is_file()
    assert program.close()
    before = (old / "cchc.db").read_bytes()

    second = open_program(new)
    second.click("Nhận bàn giao từ máy khác")
    assert receive(second, file, monkeypatch) == code
    second.sign_in()
    write_entry(second, "Nhap o may moi")
    assert results(second) == ["Nhap o may cu", "Nhap o may moi"]
    assert not second.says("Chỉ xem")
    back, back_code = give(second, stick, monkeypatch)
    assert second.close()

    first = open_program(old)
    first.gate()
    first.wait(lambda: first.says("Chỉ xem"))
    assert (old / "cchc.db").read_bytes() == before
    first.click("Nhận bàn giao về đây")
    assert receive(first, back, monkeypatch) == back_code
    assert not first.says("Chỉ xem")
    first.sign_in()
    write_entry(first, "Lai o may cu")
    assert results(first) == ["Lai o may cu", "Nhap o may cu", "Nhap o may moi"]
    assert row_of(old).generation == 3
    assert first.close()


def test_what_is_typed_into_a_folder_that_was_handed_over_is_refused_in_calm_words(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.sign_in()
    give(program, tmp_path / "usb", monkeypatch)
    program.go("tasks")
    program.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    program.settle()
    program.wait(lambda: any("đã bàn giao cho Phạm Thị Hoa" in notice for notice in program.notices()))
    assert results(program) == []
    program.sign_out()
    program.sign_in(Role.REVIEWER)
    assert program.says("Chỉ xem")


def test_a_folder_that_was_handed_over_takes_no_typing_and_the_foot_says_so_calmly(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.sign_in()
    write_entry(program, "Nhap truoc")
    give(program, tmp_path / "usb", monkeypatch)
    detail = program.go("tasks").detail
    (card,) = detail.cards.values()
    program.wait(lambda: program.window.save_state.text() == "Chỉ đọc")
    program.write(card.result, "them vao")
    program.settle()
    assert card.result.toPlainText() == "Nhap truoc"
    assignment = detail.assignment
    assigned = assignment.assignee.currentIndex()
    assignment.assignee.setFocus()
    program.press(Qt.Key.Key_Down)
    program.settle()
    program.wait(lambda: assignment.assignee.currentIndex() == assigned)
    program.click(assignment.not_arising)
    program.settle()
    program.wait(lambda: not assignment.not_arising.isChecked())
    assert any("đã bàn giao cho Phạm Thị Hoa" in notice for notice in program.notices())
    assert program.window.save_state.text() == "Chỉ đọc"
    assert not program.window.save_state.is_unsaved
    assert results(program) == ["Nhap truoc"]
    assert program.stored("SELECT count(*) FROM assignment WHERE not_arising OR officer_id IS NOT NULL") == [(0,)]
    assert program.close()


def test_a_leader_takes_back_and_works_on(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.sign_in()
    give(program, tmp_path / "usb", monkeypatch)
    assert not card_of(program).take_back.isVisible()
    program.sign_out()
    program.sign_in(Role.LEADER)
    card = card_of(program)
    program.wait(lambda: card.take_back.isVisible())
    program.click(card.take_back)
    program.write(card.confirm.reason, "Nguoi nhan khong nhan nua")
    program.click(card.confirm.deed)
    program.gate()
    program.wait(lambda: not program.says("Chỉ xem"))
    assert any("Đã lấy lại quyền ghi" in notice for notice in program.notices())
    program.sign_in()
    write_entry(program, "Lam tiep")
    assert results(program) == ["Lam tiep"]
    assert program.close()


def test_a_damaged_file_is_refused_on_the_page_and_nothing_is_written(
    program: Program, tmp_path: Path, open_program: OpenProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.sign_in()
    file, _code = give(program, tmp_path / "usb", monkeypatch)
    assert program.close()
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 4
    file.write_bytes(content)
    second = open_program(tmp_path / "may-moi")
    second.click("Nhận bàn giao từ máy khác")
    page = second.wait_for(ArrivalPage)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    second.click(page.choose)
    second.wait(lambda: any("không còn nguyên vẹn" in notice for notice in second.notices()))
    assert not page.receive.isVisible()
    assert not (tmp_path / "may-moi").exists()
    second.click(page.leave)
    second.button("Nhận bàn giao từ máy khác")


def test_a_copied_folder_is_asked_about_and_can_be_only_looked_at(
    program: Program, tmp_path: Path, open_program: OpenProgram
) -> None:
    program.sign_in()
    write_entry(program, "O thu muc goc")
    assert program.close()
    copy = tmp_path / "ban-chep"
    shutil.copytree(program.folder, copy)
    before = (copy / "cchc.db").read_bytes()

    second = open_program(copy)
    page = second.wait_for(ElsewherePage)
    assert second.says("Thư mục gốc vẫn còn ở chỗ cũ")
    second.click(page.look)
    second.gate()
    second.wait(lambda: second.says("đang mở chỉ để xem"))
    second.sign_in()
    second.go("tasks")
    second.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    second.settle()
    assert second.close()
    assert (copy / "cchc.db").read_bytes() == before


def test_going_on_in_a_copied_folder_is_chosen_once(
    program: Program, tmp_path: Path, open_program: OpenProgram
) -> None:
    program.gate()
    program.settle()
    assert program.close()
    copy = tmp_path / "ban-chep"
    shutil.copytree(program.folder, copy)
    second = open_program(copy)
    second.click(second.wait_for(ElsewherePage).adopt)
    second.sign_in()
    write_entry(second, "O ban chep")
    assert results(second) == ["O ban chep"]
    assert second.close()
    assert (row_of(copy).generation, row_of(program.folder).generation) == (2, 1)
    open_program(copy).gate()


def test_a_folder_that_was_moved_opens_as_ever(program: Program, tmp_path: Path, open_program: OpenProgram) -> None:
    program.gate()
    program.settle()
    assert program.close()
    program.folder.rename(tmp_path / "cho-moi")
    second = open_program(tmp_path / "cho-moi")
    second.sign_in()
    assert not second.says("Chỉ xem")
    assert row_of(tmp_path / "cho-moi").place == str(tmp_path / "cho-moi")
