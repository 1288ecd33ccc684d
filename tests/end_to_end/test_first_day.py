"""The first day: first start, work, sign-out and sign-in of the leader, without touching the mouse."""

from collections.abc import Callable
from pathlib import Path

from end_to_end.program import Program
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.screens.first_start.view import FirstStartPage

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def officer(program: Program, name: str, password: str) -> None:
    """Fill in one form from its first field; Tab goes on."""
    program.type(name)
    program.press(Qt.Key.Key_Tab)
    program.press(Qt.Key.Key_Tab)
    program.type(password)
    program.press(Qt.Key.Key_Tab)
    program.type(password)


def test_a_first_start_by_keyboard_leads_to_the_desk_and_both_officers_can_sign_in(
    tmp_path: Path, open_program: Callable[[Path], Program]
) -> None:
    folder = tmp_path / "du-lieu-moi"
    program = open_program(folder)
    page = program.wait_for(FirstStartPage)

    program.type("ha giang 1")
    program.wait(lambda: "Hà Giang 1" in page.unit_step.chosen.text())
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: page.officers_step.leader.name.hasFocus())
    officer(program, "Trần Văn Hùng", "matkhau-ky-1")
    program.press(Qt.Key.Key_Tab)
    officer(program, "Nguyễn Thị Lan", "matkhau-lap-1")
    program.press(Qt.Key.Key_T, ALT)
    program.wait(lambda: page.title.text().startswith("Làm theo kế hoạch"))
    program.press(Qt.Key.Key_T, ALT)
    program.wait(lambda: page.title.text().startswith("Dữ liệu cất ở đâu"))
    program.press(Qt.Key.Key_T, ALT)
    program.wait(lambda: page.title.text().startswith("Xem lại"))
    assert program.says("Trần Văn Hùng - Chủ tịch")
    program.press(Qt.Key.Key_B, ALT)

    program.screen("overview")
    assert program.says("Nguyễn Thị Lan · Người lập")
    assert program.stored("SELECT full_name, role FROM officer ORDER BY role") == [
        ("Trần Văn Hùng", "leader"),
        ("Nguyễn Thị Lan", "preparer"),
    ]
    program.press(Qt.Key.Key_2, ALT)
    program.screen("tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.wait(lambda: program.stored("SELECT count(*) FROM progress_entry") == [(1,)])

    tab_to(program, "Đăng xuất")
    program.press(Qt.Key.Key_Space)
    gate = program.gate()
    assert gate.name.text() == "Nguyễn Thị Lan"
    program.wait(lambda: gate.password.hasFocus())
    program.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    program.press(Qt.Key.Key_Up)
    assert gate.name.text() == "Trần Văn Hùng"
    program.press(Qt.Key.Key_Return)
    program.type("matkhau-ky-1")
    program.press(Qt.Key.Key_Return)
    program.screen("overview")
    assert program.says("Trần Văn Hùng · Lãnh đạo")


def tab_to(program: Program, words: str) -> None:
    """Go on with Tab until a button with these words has the focus."""
    for _ in range(300):
        focus = QApplication.focusWidget()
        if focus is not None and getattr(focus, "text", str)() == words:
            return
        program.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to “{words}”")
