from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from support.screens import context_of
from support.task_tables import OLD_LETTERS, PROVINCE, Row, corrected, delimited, html, plan, rows, shifted, write_xlsx

from cchc_desktop.catalogue.task_table.result import Role
from ui.screens.plan_import.facts import Step
from ui.screens.plan_import.view import PlanImportScreen


def paste(screen: PlanImportScreen, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    screen.source.field.insertFromMimeData(mime)
    screen.source.read.click()


def test_a_pasted_table_goes_all_the_way(qtbot, screen, headers, targets):
    paste(screen, delimited(corrected()))
    assert screen.presenter.step is Step.REVIEW
    qtbot.mouseClick(screen.next, Qt.MouseButton.LeftButton)
    assert screen.changes.edition.isChecked()
    assert screen.changes.model.total == 58
    qtbot.mouseClick(screen.next, Qt.MouseButton.LeftButton)
    screen.facts.lines["edition"].setFocus()
    screen.facts.lines["edition"].selectAll()
    qtbot.keyClicks(screen.facts.lines["edition"], "Quyet dinh so 15")
    screen.facts.lines["edition"].commit()
    qtbot.mouseClick(screen.next, Qt.MouseButton.LeftButton)
    assert screen.presenter.step is Step.DONE
    assert "Quyet dinh so 15" in screen.done.words.text()
    assert "thay đổi 1" in screen.done.words.text()
    assert headers
    screen.done.open.click()
    assert targets == ["plan"]


def test_the_table_of_the_clipboard_is_read_with_its_merged_cells(screen):
    mime = QMimeData()
    mime.setText("chỉ là chữ")
    mime.setHtml(html(rows(plan(PROVINCE))))
    screen.source.field.insertFromMimeData(mime)
    screen.source.read.click()
    assert len(screen.presenter.table.tasks) == 58


def test_typing_after_the_paste_reads_the_text(qtbot, screen):
    mime = QMimeData()
    mime.setText("chữ")
    mime.setHtml(html(rows(plan(PROVINCE))))
    screen.source.field.insertFromMimeData(mime)
    qtbot.keyClicks(screen.source.field, " them")
    assert screen.source.field.content() == "chữ them"


def test_a_dropped_file_is_read(screen, tmp_path: Path):
    screen.source.drop.offer([write_xlsx(tmp_path / "ke-hoach.xlsx", rows(plan(PROVINCE)))])
    assert screen.review.name.text() == "ke-hoach.xlsx"
    assert screen.pages.currentWidget() is screen.review


def test_a_question_is_answered_with_the_keyboard(qtbot, screen):
    paste(screen, delimited(shifted()))
    card = screen.review.questions
    assert card.title.text() == "Dòng cần trả lời 1/1"
    assert not screen.next.isEnabled()
    chosen = next(line for line, key in card._lines if key == "right")
    assert chosen.button.isChecked()
    chosen.button.setFocus()
    card.answer.setFocus()
    qtbot.keyClick(card.answer, Qt.Key.Key_Space)
    assert screen.next.isEnabled()
    assert card.title.text() == "Không còn dòng nào cần trả lời"


def test_f8_goes_to_the_next_question(qtbot, screen):
    table = shifted()
    second = next(index for index, row in enumerate(table) if row.cells[0] == "20")
    table[second] = type(table[second])((table[second].cells[0], *table[second].cells[2:], ""))
    paste(screen, delimited(table))
    card = screen.review.questions
    assert card.title.text().endswith("1/2")
    qtbot.keyClick(screen, Qt.Key.Key_F8)
    assert card.title.text().endswith("2/2")
    assert screen.review.table.current_row().mark == "question"
    qtbot.keyClick(screen, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert card.title.text().endswith("1/2")


def test_a_press_on_the_words_of_a_choice_chooses_it(qtbot, screen):
    paste(screen, delimited(shifted()))
    line = next(line for line, key in screen.review.questions._lines if key == "drop")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert line.button.isChecked()


def test_each_column_has_its_choice_above_it(screen):
    paste(screen, delimited(corrected()))
    roles = screen.review.roles
    assert roles.choice(2).value() is Role.NAME
    assert roles.choice(2).x() >= screen.review.table.columnViewportPosition(3)
    roles.choice(5).set_value(Role.PRODUCT)
    roles.role_chosen.emit(5, Role.NOTE)
    assert screen.presenter.table.columns[5].role is Role.NOTE


def test_the_encoding_is_confirmed_on_the_card(screen):
    paste(screen, OLD_LETTERS)
    card = screen.review.encoding
    assert card.isVisible()
    assert "Tập huấn" in card.after.text()
    card.yes.click()
    assert not card.isVisible()
    assert screen.next.isEnabled()


def test_trouble_is_told_in_place(screen):
    paste(screen, "không có bảng")
    assert screen.source.trouble.isVisible()
    assert "dòng tiêu đề" in screen.source.trouble.text()


def test_findings_stand_at_their_fields(qtbot, screen):
    paste(screen, delimited(corrected()))
    screen.next.click()
    screen.next.click()
    screen.facts.lines["title"].set_value("x")
    screen.facts.lines["title"].clear()
    screen.facts.lines["title"].clock.touched()
    screen.facts.lines["title"].commit()
    screen.next.click()
    assert screen.presenter.step is Step.FACTS
    assert screen.facts.fields["title"].finding.text() == "Hãy ghi tên kế hoạch."
    assert QApplication.focusWidget() is screen.facts.lines["title"]


def test_a_target_with_a_path_reads_that_file(screen, tmp_path: Path):
    path = write_xlsx(tmp_path / "ke-hoach.xlsx", rows(plan(PROVINCE)))
    screen.open_target(f"plan-import:{path}")
    assert screen.presenter.step is Step.REVIEW


def test_the_window_reaches_the_screen_only_by_its_target():
    from ui.registry import SCREENS

    spec = next(spec for spec in SCREENS if spec.id == "plan_import")
    assert not spec.listed
    assert spec.targets == {"plan-import"}


def test_a_long_reading_is_stopped_and_leaves_the_screen_ready(qtbot, desk, book, tmp_path: Path):
    from ui.screens.plan_import.view import build
    from ui.widgets.background_runner import BackgroundRunner

    body = [Row((str(n), "Tập huấn", "Sở Nội vụ", "Quý I/2026")) for n in range(1, 20_001)]
    path = write_xlsx(tmp_path / "dai.xlsx", [Row(("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")), *body])
    runner = BackgroundRunner(book.sink(), report=lambda _trace: "")
    screen = build(context_of(desk, runner, notices=book.sink()))
    qtbot.addWidget(screen)
    screen.show()
    screen.source.drop.offer([path])
    qtbot.waitUntil(screen.strip.isVisible, timeout=10_000)
    assert not screen.next.isEnabled()
    screen.strip._stop.click()
    qtbot.waitUntil(lambda: not screen.strip.isVisible(), timeout=10_000)
    assert screen.presenter.step is Step.SOURCE
    assert screen.presenter.table is None
    assert screen.pages.isEnabled()
    runner.flush()
    runner.close()
