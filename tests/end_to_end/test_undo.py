"""Undo and redo in the real window: keys inside and outside of text, where it leads, and whose work it is."""

from end_to_end.program import Program
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from support.workplaces import REVIEWER_PASSWORD

from cchc_desktop.domain.officer import Role
from ui.widgets.undo_buttons import LIVES

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TASK = "TQ2025H2-02"
RESULTS = "SELECT result FROM progress_entry"


def undo_button(program: Program) -> QPushButton:
    return program.wait_for(QPushButton, lambda button: button.objectName() == "undo")


def with_an_entry(program: Program) -> None:
    """The preparer is at a task and has added an entry."""
    program.sign_in()
    program.go("tasks")
    program.follow(f"task:{TASK}", "tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.settle()


def test_ctrl_z_inside_a_text_takes_typing_back_and_never_other_work(program: Program) -> None:
    with_an_entry(program)
    result = program.editor("Kết quả thực hiện")
    program.go_to(result)
    program.type("Da ban hanh")
    program.press(Qt.Key.Key_Z, CONTROL)
    assert result.toPlainText() == ""
    for _ in range(3):
        program.press(Qt.Key.Key_Z, CONTROL)
    program.settle()
    assert program.stored("SELECT count(*) FROM progress_entry") == [(1,)]
    program.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert result.toPlainText() == "Da ban hanh"
    program.press(Qt.Key.Key_Z, CONTROL)
    program.press(Qt.Key.Key_Y, CONTROL)
    assert result.toPlainText() == "Da ban hanh"


def test_what_is_typed_but_not_stored_yet_is_what_undo_takes_back_first(program: Program) -> None:
    with_an_entry(program)
    program.go_to(program.editor("Kết quả thực hiện"))
    program.type("Da ban hanh")
    program.click(undo_button(program))
    program.settle()
    assert program.stored(RESULTS) == [("",)]
    assert "Đã hoàn tác: Sửa kết quả nhiệm vụ 2." in program.notices()[0]


def test_undo_and_redo_by_all_keys_outside_of_text(program: Program) -> None:
    with_an_entry(program)
    program.write(program.editor("Kết quả thực hiện"), "mot")
    program.leave()
    program.settle()
    program.go_to(program.button("Thêm cập nhật"))
    program.press(Qt.Key.Key_Z, CONTROL)
    program.settle()
    assert program.stored(RESULTS) == [("",)]
    program.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    program.settle()
    assert program.stored(RESULTS) == [("mot",)]
    program.press(Qt.Key.Key_Z, CONTROL)
    program.settle()
    program.press(Qt.Key.Key_Y, CONTROL)
    program.settle()
    assert program.stored(RESULTS) == [("mot",)]


def test_the_button_names_what_it_takes_back_and_undo_leads_there(program: Program) -> None:
    with_an_entry(program)
    program.write(program.editor("Kết quả thực hiện"), "mot")
    program.leave()
    program.settle()
    program.follow("settings:documents", "settings")
    button = undo_button(program)
    assert button.text() == "Hoàn tác: Sửa kết quả nhiệm vụ 2"
    assert LIVES in button.toolTip()
    program.click(button)
    program.screen("tasks")
    program.settle()
    assert program.stored(RESULTS) == [("",)]
    assert program.notices()[0].startswith("Đã hoàn tác: Sửa kết quả nhiệm vụ 2.")
    program.click(program.wait_for(QPushButton, lambda found: found.text() == "Làm lại" and found.objectName() == ""))
    program.settle()
    assert program.stored(RESULTS) == [("mot",)]
    assert [line for line in program.notices() if "hoàn tác" in line] == [], "one notice follows the other"


def test_the_keys_go_on_undoing_wherever_the_undo_led(program: Program) -> None:
    with_an_entry(program)
    program.write(program.editor("Kết quả thực hiện"), "mot")
    program.leave()
    program.settle()
    program.follow("plan:title", "plan")
    program.write(program.wait_for(QPlainTextEdit, lambda found: found.hasFocus()), "Ke hoach cua xa")
    program.leave()
    program.settle()
    program.follow("settings:data", "settings")
    program.go_to(undo_button(program))
    for _ in range(3):
        program.press(Qt.Key.Key_Z, CONTROL)
        program.settle()
    assert program.stored("SELECT count(*) FROM commune_plan") == [(0,)]
    assert program.stored("SELECT count(*) FROM progress_entry") == [(0,)]
    for _ in range(3):
        program.press(Qt.Key.Key_Y, CONTROL)
        program.settle()
    assert program.stored(RESULTS) == [("mot",)]
    assert program.stored("SELECT title FROM commune_plan") == [("Ke hoach cua xa",)]


def test_who_signs_in_next_finds_nothing_of_another_to_undo(program: Program) -> None:
    with_an_entry(program)
    program.sign_out()
    program.sign_in(Role.REVIEWER, REVIEWER_PASSWORD)
    program.wait(lambda: program.window.current_screen)
    program.settle()
    assert not undo_button(program).isEnabled()
    program.press(Qt.Key.Key_Z, CONTROL)
    program.settle()
    assert program.stored("SELECT count(*) FROM progress_entry") == [(1,)]
