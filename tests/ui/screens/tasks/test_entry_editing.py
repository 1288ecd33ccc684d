"""Typing into the open task: what is typed is in the database, and no refresh takes it away."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from support.filling import fill_tasks

from cchc_desktop.domain.submission import Kind

TASK = "TQ2025H2-06"


@pytest.fixture
def card(screen, qtbot):
    """The card of a new entry, made by Ctrl+N."""
    screen.open_target(f"task:{TASK}")
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return next(iter(screen.detail.cards.values()))


def kept(desk):
    return desk.tasks.detail(TASK).entries[0]


def box_of(card):
    return next(iter(card.boxes.values()))


def test_ctrl_n_adds_an_entry_and_puts_the_cursor_into_its_result(card) -> None:
    assert card.is_open
    assert card.result.hasFocus()


def test_what_is_typed_is_saved_on_leaving(card, desk, qtbot) -> None:
    qtbot.keyClicks(card.result, "Da dang ky 02 sang kien")
    qtbot.keyClick(card.result, Qt.Key.Key_Tab)
    assert kept(desk).result == "Da dang ky 02 sang kien"
    assert card.difficulty.hasFocus()


def test_what_is_typed_is_saved_within_a_second_without_leaving(card, desk, qtbot) -> None:
    qtbot.keyClicks(card.difficulty, "Thieu kinh phi")
    qtbot.waitUntil(lambda: kept(desk).difficulty == "Thieu kinh phi", timeout=1_500)


def test_a_refresh_does_not_take_away_what_is_being_typed(card, screen, desk, qtbot) -> None:
    qtbot.keyClicks(card.result, "Dang go do")
    desk.tasks.edit_entry(card.entry_id, result="Người khác sửa", difficulty="Người khác ghi")
    screen.refresh(frozenset({"progress_entry"}))
    assert card.result.toPlainText() == "Dang go do"
    assert card.difficulty.toPlainText() == "Người khác ghi"


def test_going_to_another_task_saves_first(card, screen, desk, qtbot) -> None:
    qtbot.keyClicks(card.result, "Chua roi o")
    screen.open_target("task:TQ2025H2-07")
    assert kept(desk).result == "Chua roi o"


def test_a_quick_choice_sets_the_percentage_and_the_status(card, screen, desk, qtbot) -> None:
    qtbot.mouseClick(card.percent.choices[75], Qt.MouseButton.LeftButton)
    assert kept(desk).percent == 75
    assert screen.detail.pill.text() == "Đang thực hiện, trong hạn"
    assert card.percent.typed.text() == "75"


def test_a_percentage_over_100_stays_in_its_field_with_the_sentence_below(card, desk, saves, qtbot) -> None:
    card.percent.typed.setFocus()
    card.percent.typed.selectAll()
    qtbot.keyClicks(card.percent.typed, "120")
    qtbot.keyClick(card.percent.typed, Qt.Key.Key_Return)
    assert card.percent.typed.text() == "120"
    assert kept(desk).percent == 0
    shown = card.percent.parentWidget().finding.text()
    assert shown == "Tỷ lệ hoàn thành là số nguyên từ 0 đến 100."
    assert saves.said[-1].startswith("unsaved"), "the foot never says saved while a field is not"
    qtbot.mouseClick(card.percent.choices[100], Qt.MouseButton.LeftButton)
    assert kept(desk).percent == 100
    assert saves.said[-1] == "saved 09:00:00"


def test_a_day_typed_without_its_year_is_of_this_year(card, screen, desk, qtbot) -> None:
    card.day.setFocus()
    card.day.selectAll()
    qtbot.keyClicks(card.day, "5/11")
    qtbot.keyClick(card.day, Qt.Key.Key_Return)
    assert kept(desk).day == date(2025, 11, 5)
    assert card.head.text().startswith("05/11/2025")


def test_an_emptied_day_is_refused_in_place(card, desk, qtbot) -> None:
    card.day.setFocus()
    card.day.selectAll()
    qtbot.keyClick(card.day, Qt.Key.Key_Delete)
    qtbot.keyClick(card.day, Qt.Key.Key_Return)
    assert kept(desk).day == date(2025, 12, 10)
    assert card._day_field.finding.text() == "Cập nhật phải có ngày."


def test_delete_on_the_heading_removes_the_entry_and_undo_brings_it_back(card, screen, desk, book, qtbot) -> None:
    qtbot.keyClicks(card.result, "Giu lai")
    qtbot.keyClick(card.head, Qt.Key.Key_Delete)
    assert screen.detail.cards == {}
    assert screen.detail.no_entries.isVisible()
    desk.session.undo()
    screen.refresh(frozenset({"progress_entry"}))
    assert next(iter(screen.detail.cards.values())).result.toPlainText() == "Giu lai"


def test_undo_at_the_window_shows_the_old_value_in_the_field(card, screen, desk, qtbot) -> None:
    qtbot.keyClicks(card.result, "Mot")
    card.result.commit()
    desk.session.undo()
    screen.refresh(frozenset({"progress_entry"}))
    assert card.result.toPlainText() == ""


def test_older_entries_are_folded_to_one_line_and_open_by_keyboard(card, screen, qtbot) -> None:
    qtbot.keyClicks(card.result, "Ket qua lan mot")
    qtbot.keyClick(screen.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    screen.open_target("task:TQ2025H2-07")
    screen.open_target(f"task:{TASK}")
    newest, older = screen.detail.cards.values()
    assert (newest.is_open, older.is_open) == (True, False)
    assert older.summary.text() == "Ket qua lan mot"
    older.head.setFocus()
    qtbot.keyClick(older.head, Qt.Key.Key_Space)
    assert older.is_open


def test_an_expected_product_is_offered_as_a_button_and_its_number_gets_the_cursor(card, screen, desk, qtbot) -> None:
    missing = screen.detail.presenter._facts.missing[0]
    offer = next(button for button in card._offers if missing in button.toolTip())
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    box = box_of(card)
    assert box.number.hasFocus()
    qtbot.keyClicks(box.number, "15/KH-UBND")
    qtbot.keyClick(box.number, Qt.Key.Key_Tab)
    qtbot.keyClicks(box.day, "5/11/2025")
    qtbot.keyClick(box.day, Qt.Key.Key_Return)
    product = kept(desk).products[0]
    assert (product.name, product.number, product.day) == (missing, "15/KH-UBND", date(2025, 11, 5))
    assert missing not in screen.detail.presenter._facts.missing


def test_a_file_dropped_on_a_product_is_attached_cited_and_can_be_removed(card, desk, qtbot, tmp_path) -> None:
    card._deeds.add_product(card.entry_id, "Quyết định")
    scan = tmp_path / "Quyết định 15.pdf"
    scan.write_bytes(b"%PDF-1.7")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    box = box_of(card)
    box.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert [file.name for file in kept(desk).products[0].files] == ["Quyết định 15.pdf"]
    row = box._file_rows.itemAt(0).widget()
    pages = box.editor(f"pages:{kept(desk).products[0].files[0].use_id}")
    qtbot.keyClicks(pages, "2-3")
    pages.commit()
    assert kept(desk).products[0].files[0].pages == "2-3"
    assert box._file_rows.itemAt(0).widget() is row
    remove = row.layout().itemAt(2).widget()
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert kept(desk).products[0].files == ()


def test_entries_under_a_completed_report_are_read_only_and_say_why(screen, desk) -> None:
    fill_tasks(desk)
    desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))
    screen.open_target(f"task:{TASK}")
    card = next(iter(screen.detail.cards.values()))
    assert card.result.isReadOnly()
    assert card.day.isReadOnly()
    assert card.lock.text().startswith("Tiến độ đến hết 10/12/2025 đã chốt")
    assert not card.delete.isVisible()
    assert box_of(card).number.isReadOnly()


def test_the_person_and_the_internal_due_day_are_saved(screen, desk, qtbot) -> None:
    screen.open_target(f"task:{TASK}")
    choice = screen.detail.assignment.assignee
    number = choice.findText("Nguyễn Thị Lan", Qt.MatchFlag.MatchStartsWith)
    choice.setCurrentIndex(number)
    choice.activated.emit(number)
    due = screen.detail.assignment.internal_due
    qtbot.keyClicks(due, "1/12/2025")
    qtbot.keyClick(due, Qt.Key.Key_Return)
    row = desk.tasks.detail(TASK).row
    assert (row.assignee, row.internal_due) == ("Nguyễn Thị Lan", date(2025, 12, 1))


def test_not_arising_asks_for_the_reason_and_keeps_it(screen, desk, qtbot) -> None:
    screen.open_target(f"task:{TASK}")
    box = screen.detail.assignment
    assert not box.reason.isVisible()
    box.not_arising.click()
    assert box.reason.hasFocus()
    qtbot.keyClicks(box.reason, "Khong co doi tuong")
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    row = desk.tasks.detail(TASK).row
    assert (row.not_arising, row.not_arising_reason) == (True, "Khong co doi tuong")
    assert screen.detail.pill.text() == "Không phát sinh"


def test_the_history_tab_lists_the_changes(card, screen, qtbot) -> None:
    qtbot.keyClicks(card.result, "Mot")
    screen.detail.tabs.setCurrentIndex(1)
    newest, *older = screen.detail.history.list.texts()
    assert newest.endswith("Sửa\nNhiệm vụ 6, cập nhật ngày 10/12/2025\nKết quả: (trống) → Mot")
    assert older


def test_the_save_state_says_saved_at(card, saves, qtbot) -> None:
    qtbot.keyClicks(card.result, "Mot")
    card.result.commit()
    assert saves.said[-2:] == ["saving", "saved 09:00:00"]


def test_a_chosen_completion_of_the_product_name_is_saved(card, desk) -> None:
    card._deeds.add_product(card.entry_id, "")
    box = box_of(card)
    box.name.setText("Quyết định")
    box._completer.activated.emit("Quyết định")
    assert kept(desk).products[0].name == "Quyết định"
