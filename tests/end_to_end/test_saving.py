"""What is typed is on the disk a moment later, and nothing that the window does loses it."""

from collections.abc import Callable
from pathlib import Path

from end_to_end.program import Program
from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier
TASK = "TQ2025H2-02"
RESULT = "Đã trình UBND phường dự thảo Kế hoạch, lấy ý kiến 07 phòng ban."


def reaches_the_file(program: Program, query: str, *expected: tuple[object, ...]) -> None:
    """The file comes to hold this by itself; how fast is measured in benchmarks and held by test_killed."""
    program.wait(lambda: program.stored(query) == list(expected))


def test_each_field_of_an_entry_is_in_the_file_once_it_is_left(program: Program) -> None:
    program.sign_in()
    program.go("tasks")
    program.follow(f"task:{TASK}", "tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.settle()

    program.write(program.editor("Ngày cập nhật"), "5/12")
    program.leave()
    reaches_the_file(program, "SELECT day FROM progress_entry", ("2025-12-05",))
    program.write(program.editor("Tỷ lệ hoàn thành"), "75")
    program.leave()
    reaches_the_file(program, "SELECT percent FROM progress_entry", (75,))
    program.write(program.editor("Kết quả thực hiện"), RESULT)
    program.leave()
    reaches_the_file(program, "SELECT result FROM progress_entry", (RESULT,))
    program.click("Thêm sản phẩm")
    program.write(program.editor("Tên văn bản"), "Kế hoạch")
    program.leave()
    reaches_the_file(program, "SELECT name FROM product", ("Kế hoạch",))
    program.write(program.editor("Số, ký hiệu"), "118/KH-UBND")
    program.leave()
    reaches_the_file(program, "SELECT number FROM product", ("118/KH-UBND",))
    program.write(program.editor("Ngày văn bản"), "4/12/2025")
    program.leave()
    reaches_the_file(program, "SELECT day FROM product", ("2025-12-04",))

    assert program.editor("Ngày cập nhật").text() == "05/12/2025"
    program.wait(lambda: program.window.save_state.text() == "Đã lưu 09:00:00")
    assert program.stored("SELECT task_code FROM progress_entry") == [(TASK,)]


def test_ctrl_z_takes_a_field_back_and_ctrl_y_brings_it_again(program: Program) -> None:
    program.sign_in()
    program.go("tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.settle()
    program.write(program.editor("Tỷ lệ hoàn thành"), "60")
    program.leave()
    reaches_the_file(program, "SELECT percent FROM progress_entry", (60,))
    program.go_to(program.button("Thêm cập nhật"))
    program.press(Qt.Key.Key_Z, CONTROL)
    reaches_the_file(program, "SELECT percent FROM progress_entry", (0,))
    program.settle()
    assert program.editor("Tỷ lệ hoàn thành").typed.text() == "0"
    program.press(Qt.Key.Key_Y, CONTROL)
    reaches_the_file(program, "SELECT percent FROM progress_entry", (60,))
    program.settle()
    assert program.editor("Tỷ lệ hoàn thành").typed.text() == "60"


def test_typing_that_stops_is_saved_while_the_cursor_stays_in_the_field(program: Program) -> None:
    program.sign_in()
    program.go("tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.settle()
    result = program.editor("Kết quả thực hiện")
    program.write(result, "Đang lấy ý kiến")
    reaches_the_file(program, "SELECT result FROM progress_entry", ("Đang lấy ý kiến",))
    assert result.hasFocus()
    program.type(" các phòng")
    assert result.toPlainText() == "Đang lấy ý kiến các phòng"
    reaches_the_file(program, "SELECT result FROM progress_entry", ("Đang lấy ý kiến các phòng",))


def test_half_a_word_outlives_another_screen_and_is_in_the_file(program: Program) -> None:
    program.sign_in()
    program.go("tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.settle()
    program.write(program.editor("Kết quả thực hiện"), "Đã ban hà")
    program.press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    reaches_the_file(program, "SELECT result FROM progress_entry", ("Đã ban hà",))
    program.screen("assessment")
    program.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    program.screen("tasks")
    assert program.editor("Kết quả thực hiện").toPlainText() == "Đã ban hà"


def test_signing_out_in_the_middle_of_a_field_saves_it(program: Program) -> None:
    program.sign_in()
    program.go("tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.settle()
    program.write(program.editor("Khó khăn"), "Thiếu kinh phí")
    program.window.sign_out_requested.emit()
    program.gate()
    reaches_the_file(program, "SELECT difficulty FROM progress_entry", ("Thiếu kinh phí",))
    program.sign_in()
    program.go("tasks")
    assert program.editor("Khó khăn").toPlainText() == "Thiếu kinh phí"


def test_closing_the_window_in_the_middle_of_a_field_saves_it(
    program: Program, open_program: Callable[[Path], Program]
) -> None:
    program.sign_in()
    program.go("tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.settle()
    program.write(program.editor("Kết quả thực hiện"), RESULT)
    assert program.close()
    assert program.stored("SELECT result FROM progress_entry") == [(RESULT,)]

    again = open_program(program.folder)
    again.sign_in()
    again.go("tasks")
    assert again.editor("Kết quả thực hiện").toPlainText() == RESULT


def test_a_field_that_is_refused_keeps_its_text_and_the_foot_does_not_say_saved(program: Program) -> None:
    program.sign_in()
    program.go("tasks")
    program.press(Qt.Key.Key_N, CONTROL)
    program.settle()
    program.write(program.editor("Tỷ lệ hoàn thành"), "175")
    program.leave()
    program.settle()
    assert program.editor("Tỷ lệ hoàn thành").typed.text() == "175"
    assert program.refusal("Tỷ lệ hoàn thành")
    assert program.window.save_state.text().startswith("CHƯA LƯU")
    program.write(program.editor("Tỷ lệ hoàn thành"), "75")
    program.leave()
    reaches_the_file(program, "SELECT percent FROM progress_entry", (75,))
    program.wait(lambda: program.window.save_state.text().startswith("Đã lưu"))
    assert program.refusal("Tỷ lệ hoàn thành") == ""
