import pytest

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.services.workplace import Desk

TASK = "TQ2025H2-06"


def results(desk: Desk) -> list[str]:
    return [entry.result for entry in desk.tasks.detail(TASK).entries]


def test_undo_and_redo_walk_through_the_commands(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    for text in ("một", "hai"):
        desk.tasks.edit_entry(entry, result=text)
    desk.session.undo()
    assert results(desk) == ["một"]
    desk.session.undo()
    desk.session.undo()
    assert results(desk) == []
    for _ in range(3):
        desk.session.redo()
    assert results(desk) == ["hai"]


def test_a_new_command_ends_what_could_be_done_again(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="một")
    desk.session.undo()
    desk.tasks.edit_entry(entry, result="khác")
    assert desk.session.redo_label == ""
    with pytest.raises(Refusal, match="Không còn thao tác"):
        desk.session.redo()


def test_the_undo_button_names_what_it_takes_back(desk: Desk) -> None:
    desk.tasks.add_entry(TASK)
    assert desk.session.undo_label == "Thêm cập nhật nhiệm vụ 6"


def test_undo_never_overwrites_what_a_colleague_wrote_since(desk: Desk, leader_desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="của Lan")
    leader_desk.tasks.edit_entry(entry, result="của Hùng")
    with pytest.raises(Refusal, match="đã được sửa tiếp"):
        desk.session.undo()
    assert results(desk) == ["của Hùng"]


def test_nothing_to_undo_is_told_calmly(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Không còn thao tác nào để hoàn tác"):
        desk.session.undo()
