from PySide6.QtCore import Qt

from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.workplace import Desk


def test_what_is_typed_into_a_task_is_in_the_plan_when_the_field_is_left(qtbot, screen, desk: Desk):
    screen.open_target("plan:TQ2025H2-06:lead")
    editor = screen.pane.texts["lead"]
    editor.selectAll()
    qtbot.keyClicks(editor, "Van phong UBND")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    line = next(line for line in desk.plan.page().lines if line.task.code == "TQ2025H2-06")
    assert line.task.lead == "Van phong UBND"
    assert "Lời của tỉnh" in screen.pane.fields["lead"].hint.text()


def test_choosing_a_row_opens_it_and_the_tick_leaves_it_out(qtbot, screen, desk: Desk):
    screen.table.choose("TQ2025H2-01")
    assert screen.pane.code == "TQ2025H2-01"
    screen.pane.included.click()
    line = next(line for line in desk.plan.page().lines if line.task.code == "TQ2025H2-01")
    assert not line.included


def test_ctrl_n_adds_an_own_task_and_the_cursor_stands_in_its_name(qtbot, screen, desk: Desk):
    screen.add.click()
    qtbot.keyClicks(screen.pane.texts["name"], "Lap to luu dong")
    screen.pane.texts["name"].commit()
    assert [line.task.name for line in desk.plan.page().lines if line.own] == ["Lap to luu dong"]


def test_the_texts_are_saved_a_paragraph_a_line(qtbot, screen, desk: Desk):
    screen.open_target("plan:purpose")
    editor = screen.texts.texts["purpose"]
    editor.selectAll()
    qtbot.keyClicks(editor, "Mot")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "Hai")
    editor.commit()
    assert desk.plan.page().purpose == "Mot\nHai"


def test_a_completed_plan_says_where_it_is_opened_again(screen, desk: Desk, targets):
    assert screen.frozen_line.isHidden()
    desk.submissions.complete(Kind.PLAN, desk.submissions.default_period(Kind.PLAN))
    screen.refresh(frozenset({"submission"}))
    assert screen.frozen_line.isVisible()
    assert not screen.add.isEnabled()
    screen.frozen_line.deed.click()
    assert targets == ["submission:plan"]
