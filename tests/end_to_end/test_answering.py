"""The province's answer at the commune, by hand: the code by telephone, the file dropped, two remarks answered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from end_to_end.program import Program, WallClock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from support.two_desks import TASK, two_desks

from ui.screens.answers.view import RemarksBar
from ui.screens.submissions.answer_cards import TakeCard
from ui.screens.submissions.province_card import ProvinceCard

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
STATES = "SELECT revision, state FROM submission ORDER BY revision"


@pytest.fixture
def said(tmp_path: Path, clock: WallClock) -> tuple[Path, str, Path]:
    """The commune's folder, the code of the receipt, and the file of the return with two remarks."""
    both = two_desks(tmp_path / "hai-ben", clock)
    both.send()
    both.at_province.receipt()
    code = both.at_province.spoken()
    back = both.at_province.send_back()
    both.close()
    return tmp_path / "hai-ben" / "xa", code, back


def test_a_return_is_heard_brought_mended_answered_and_completed(
    said: tuple[Path, str, Path], open_program: Callable[[Path], Program]
) -> None:
    folder, code, back = said
    program = open_program(folder)
    program.sign_in()
    submissions = program.follow("submission:progress", "submissions")
    program.click("Phiếu của tỉnh")
    program.type(code.lower().replace("-", " "))
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: program.stored(STATES) == [(1, "received")])
    program.wait(lambda: program.says("Tỉnh đã nhận bản 1"))
    assert not program.visible(TakeCard)
    program.drop(submissions, [back])
    program.wait(lambda: program.stored(STATES) == [(1, "returned")])
    card = program.wait_for(ProvinceCard)
    program.wait(lambda: card.accessibleName() == "Tỉnh trả lại bản 1: 2 ý kiến phải trả lời")
    program.click("Bắt đầu sửa")
    tasks = program.screen("tasks")
    program.wait(lambda: tasks.detail.presenter.code == TASK)
    bar = program.wait_for(RemarksBar)
    program.press(Qt.Key.Key_0, ALT)
    program.wait(bar.reply.hasFocus)
    program.type("Đã sửa số văn bản")
    program.go("submissions")
    program.wait(lambda: program.stored("SELECT reply FROM remark ORDER BY sequence")[0] == ("Đã sửa số văn bản",))
    assert not submissions.step.document.complete.isEnabled()
    program.go_to(submissions.step.document.number)
    program.press(Qt.Key.Key_F8)
    program.wait(bar.reply.hasFocus)
    program.type("Văn thư ghi số khi phát hành")
    program.press(Qt.Key.Key_F8)
    program.wait(submissions.step.document.complete.isEnabled)
    program.click("Hoàn thành")
    program.wait(lambda: program.stored(STATES) == [(1, "reopened"), (2, "complete")])
    program.wait(lambda: not program.visible(RemarksBar))


def test_an_answer_half_typed_when_the_window_is_closed_is_there_again(
    said: tuple[Path, str, Path], open_program: Callable[[Path], Program]
) -> None:
    folder, _code, back = said
    program = open_program(folder)
    program.sign_in()
    program.drop(program.follow("submission:progress", "submissions"), [back])
    program.click("Bắt đầu sửa")
    tasks = program.screen("tasks")
    program.wait(lambda: tasks.detail.presenter.code == TASK)
    bar = program.wait_for(RemarksBar)
    program.write(bar.reply, "Đang rà soát")
    assert program.close()
    again = open_program(folder)
    again.sign_in()
    bar = again.wait_for(RemarksBar)
    again.wait(lambda: bar.presenter.holds(f"remark:{remark_ids(again)[0]}"))
    again.press(Qt.Key.Key_0, ALT)
    again.wait(bar.reply.hasFocus)
    again.click(again.wait_for(QWidget, lambda widget: widget is bar.previous))
    again.wait(lambda: bar.reply.toPlainText() == "Đang rà soát")


def remark_ids(program: Program) -> list[str]:
    return [row[0] for row in program.stored("SELECT id FROM remark ORDER BY sequence")]
