from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.filling import fill_assessment

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.submission import Kind
from ui.screens.assessment.answer_form import AnswerForm
from ui.screens.assessment.leaf_form import LeafForm, PartFinding, ScoreFacts
from ui.screens.assessment.marks import Mark
from ui.screens.assessment.sheet_lines import ADJUSTMENTS, Filter
from ui.screens.assessment.view import AssessmentView


@pytest.fixture
def open_screen(qtbot: QtBot, stage: Any) -> Callable[[str], AssessmentView]:
    def opened(target: str = "") -> AssessmentView:
        view = AssessmentView(stage.context)
        qtbot.addWidget(view)
        stage.runner.subscribe(lambda topics, _initiator: view.refresh(topics))
        view.resize(1130, 620)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.shown()
        if target:
            view.open_target(target)
        return view

    return opened


def stored(stage: Any, code: str) -> Any:
    return next(row for row in stage.desk.assessment.sheet().rows if row.criterion.code == code)


def test_typing_shows_the_score_at_once_and_leaving_stores_it(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.3.2:a")
    assert view.leaf.form is not None
    a, b = (view.leaf.form.numbers[key] for key in "ab")
    qtbot.keyClicks(a, "45")
    qtbot.keyClicks(b, "41")
    assert view.leaf.score.arithmetic.text() == "b/a = 41/45 = 91,11% ≥ 70% và < 100% → 0,25"
    assert view.leaf.score.points.text() == "0,25/0,50"
    a.commit()
    b.commit()
    assert stored(stage, "1.3.2").answer == Answer(numbers={"a": Decimal(45), "b": Decimal(41)})
    assert view.totals.value("points") == "0,25/70"


def test_typing_and_saving_keep_the_nodes_of_the_tree_and_the_form(
    qtbot: QtBot, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.3.2:a")
    rebuilt: list[object] = []
    view.tree.model().modelReset.connect(lambda: rebuilt.append("reset"))
    view.tree.model().rowsRemoved.connect(lambda *_: rebuilt.append("removed"))
    form = view.leaf.form
    assert form is not None
    qtbot.keyClicks(form.numbers["a"], "45")
    form.numbers["a"].commit()
    view.open_target("criterion:1.3.3")
    view.open_target("criterion:1.3.2")
    assert rebuilt == []
    assert view.leaf.form is not form


def test_an_ambiguous_number_stays_and_shows_both_readings(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:6.1:a")
    assert view.leaf.form is not None
    field = view.leaf.form.numbers["a"]
    qtbot.keyClicks(field, "1.5")
    field.commit()
    assert "1,5 hoặc 15" in field.accessibleDescription()
    assert field.text() == "1.5"
    view.refresh(frozenset({"answer"}))
    assert field.text() == "1.5"
    assert stored(stage, "6.1").answer is None


def test_a_refresh_never_overwrites_what_is_being_typed(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.3.1:explanation")
    qtbot.keyClicks(view.leaf.explanation, "Ke hoach ban hanh")
    stage.runner.run(lambda: stage.desk.assessment.explain("1.3.1", "Nội dung khác"), done=lambda _done: None)
    assert view.leaf.explanation.toPlainText() == "Ke hoach ban hanh"
    view.leaf.explanation.commit()
    assert stored(stage, "1.3.1").explanation == "Ke hoach ban hanh"


def test_leaving_for_another_leaf_stores_what_was_typed_on_the_first(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.3.1:explanation")
    qtbot.keyClicks(view.leaf.explanation, "Cham do sap xep bo may")
    qtbot.keyClick(view.leaf.explanation, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert stored(stage, "1.3.1").explanation == "Cham do sap xep bo may"
    assert stored(stage, "1.3.2").explanation == ""
    assert view.leaf.name.text().startswith("1.3.2.")
    assert view.leaf.explanation.value() == ""


def test_choices_are_made_with_the_mouse_on_the_whole_line_and_with_the_arrows(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.3.1")
    assert view.leaf.form is not None
    yes, no = view.leaf.form.yes_no
    line = yes.parentWidget()
    assert line is not None
    qtbot.waitUntil(line.isVisible)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert stored(stage, "1.3.1").answer == Answer(yes=True)
    qtbot.keyClick(yes, Qt.Key.Key_Right)
    assert no.isChecked()
    assert stored(stage, "1.3.1").answer == Answer(yes=False)


def test_ticks_are_stored_one_by_one(stage: Any, open_screen: Callable[[str], AssessmentView]) -> None:
    view = open_screen("criterion:1.1.2")
    assert view.leaf.form is not None
    view.leaf.form.ticks[0].click()
    view.leaf.form.ticks[2].click()
    assert stored(stage, "1.1.2").answer == Answer(ticks=frozenset({0, 2}))
    assert view.leaf.score.points.text() == "0,35/0,50"


def test_declaring_not_arising_closes_the_numbers(stage: Any, open_screen: Callable[[str], AssessmentView]) -> None:
    view = open_screen("criterion:1.3.3")
    assert view.leaf.form is not None
    assert view.leaf.form.not_arising is not None
    view.leaf.form.not_arising.click()
    assert view.leaf.form.numbers["a"].isReadOnly()
    assert view.leaf.explanation_finding.text() == "Cần ghi xác nhận không phát sinh."
    assert stored(stage, "1.3.3").answer == Answer(not_arising=True)


def test_files_are_attached_by_drop_and_by_paste_and_described(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView], document: Path, tmp_path: Path
) -> None:
    view = open_screen("criterion:1.1.1")
    other = tmp_path / "Phụ lục.xlsx"
    other.write_bytes(b"phu luc")
    view.leaf.dropEvent(_dropped(document))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(other))])
    QGuiApplication.clipboard().setMimeData(mime)
    view.leaf.explanation.setFocus()
    qtbot.keyClick(view.leaf.explanation, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    assert view.leaf.explanation.toPlainText() == ""
    assert [file.name for file in stored(stage, "1.1.1").files] == ["Kế hoạch CCHC.pdf", "Phụ lục.xlsx"]
    editor = next(iter(view.leaf.evidence.rows.values()))
    qtbot.keyClicks(editor.number, "15/KH-UBND")
    qtbot.keyClicks(editor.day, "20/1")
    qtbot.keyClicks(editor.issuer, "So Noi vu")
    qtbot.keyClicks(editor.title, "Ke hoach CCHC")
    qtbot.keyClicks(editor.pages, "2-3")
    for field in (editor.number, editor.day, editor.issuer, editor.title, editor.pages):
        field.commit()
    file = stored(stage, "1.1.1").files[0]
    assert (file.number, file.issuer, file.title, file.pages) == ("15/KH-UBND", "So Noi vu", "Ke hoach CCHC", "2-3")
    editor.day.setFocus()
    view.leaf.explanation.setFocus()
    assert stored(stage, "1.1.1").files[0].day == date(2025, 1, 20)
    qtbot.keyClick(editor.remove, Qt.Key.Key_Delete)
    assert [file.name for file in stored(stage, "1.1.1").files] == ["Phụ lục.xlsx"]


def test_a_survey_leaf_is_shown_closed(open_screen: Callable[[str], AssessmentView]) -> None:
    view = open_screen("criterion:1.9")
    assert not view.leaf.evidence.isVisible()
    assert not view.leaf.explanation.isVisible()
    assert not view.leaf.clear.isVisible()


def test_the_function_keys_go_to_the_next_open_leaf_and_the_next_finding(
    qtbot: QtBot, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.1.2")
    qtbot.keyClick(view.tree, Qt.Key.Key_F7)
    assert view.leaf.name.text().startswith("1.1.3.")
    qtbot.keyClick(view.tree, Qt.Key.Key_F8)
    assert view.left_tabs.currentIndex() == 1
    assert view.leaf.name.text().startswith("1.1.1.")
    qtbot.keyClick(view.findings.list, Qt.Key.Key_F8)
    assert view.leaf.name.text().startswith("1.1.2.")


def test_chips_and_search_narrow_the_tree(qtbot: QtBot, open_screen: Callable[[str], AssessmentView]) -> None:
    view = open_screen("criterion:1.3.1")
    assert view.leaf.form is not None
    view.leaf.form.yes_no[1].click()
    view.filters.chips[Filter.LOST].click()
    assert view.tree.visible_codes() == ["1", "1.3", "1.3.1"]
    view.filters.chips[Filter.ALL].click()
    qtbot.keyClick(view.tree, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(view.filters.searched):
        qtbot.keyClicks(view.filters.search, "giai ngan")
    assert view.tree.visible_codes() == ["1", "1.3", "1.3.1", "6", "6.1"]


def test_arrows_in_the_tree_show_the_leaf_and_enter_goes_to_its_answer(
    qtbot: QtBot, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.1.2")
    view.tree.setFocus()
    qtbot.keyClick(view.tree, Qt.Key.Key_Down)
    assert view.leaf.name.text().startswith("1.1.3.")
    assert view.tree.hasFocus()
    qtbot.keyClick(view.tree, Qt.Key.Key_Return)
    assert view.leaf.form is not None
    assert view.leaf.form.numbers["a"].hasFocus()


def test_bonus_is_entered_on_its_own_page(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.1.1")
    view.tree.chosen.emit(ADJUSTMENTS)
    editor = view.adjustments.items["T1"]
    qtbot.keyClicks(editor.cases, "1")
    editor.cases.commit()
    qtbot.keyClicks(editor.explanation, "QD 12")
    editor.explanation.commit()
    bonus = stage.desk.assessment.sheet().bonus[0]
    assert (bonus.cases, bonus.explanation) == (1, "QD 12")
    assert view.totals.value("bonus") == "+1,00"


def test_the_history_tab_shows_who_changed_what(stage: Any, open_screen: Callable[[str], AssessmentView]) -> None:
    stage.desk.assessment.set_answer("1.3.1", Answer(yes=True))
    view = open_screen("criterion:1.3.1")
    view.leaf.tabs.setCurrentIndex(1)
    (told,) = view.leaf.history.list.texts()
    assert told == "10/12/2025 09:00 · Nguyễn Thị Lan\nThêm\nTiêu chí 1.3.1\nKết quả tự chấm: (trống) → Kết quả: Có"


def test_a_frozen_sheet_can_only_be_read(
    stage: Any, open_screen: Callable[[str], AssessmentView], document: Path
) -> None:
    fill_assessment(stage.desk, document)
    stage.desk.submissions.complete(Kind.ASSESSMENT, stage.desk.submissions.default_period(Kind.ASSESSMENT))
    view = open_screen("criterion:1.3.2")
    assert view.frozen_line.isVisible()
    assert view.leaf.form is not None
    assert view.leaf.form.numbers["a"].isReadOnly()
    assert view.leaf.explanation.isReadOnly()
    assert not view.leaf.evidence.zone.isVisible()
    view.open_target("criterion:1.3.3")
    assert view.leaf.form.numbers["a"].isReadOnly()
    view.frozen_line.deed.click()
    assert stage.targets == ["submission:assessment"]


def test_a_deadline_is_answered_by_a_day_or_by_never_done(qtbot: QtBot) -> None:
    leaf = LeafForm("9.1", "Gửi báo cáo", "1,00", "Văn phòng", "", "", (), deadline="Hạn: hết ngày 31/01/2026")
    form = AnswerForm(leaf, today=lambda: date(2025, 12, 10))
    qtbot.addWidget(form)
    days: list[object] = []
    form.day_committed.connect(days.append)
    assert form.day is not None
    assert form.never_done is not None
    qtbot.keyClicks(form.day, "20/12/2025")
    form.day.commit()
    with qtbot.waitSignal(form.never_done_set) as never:
        form.never_done.click()
    form.show_findings(ScoreFacts(Mark.ZERO, "0/1", "", "", (PartFinding("day", "block", "Quá hạn"),)))
    assert days == [date(2025, 12, 20)]
    assert never.args == [True]


def _dropped(file: Path) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.kept = mime  # type: ignore[attr-defined]  # Qt does not own the data of a made-up event
    return event


def test_the_score_stays_in_sight_from_the_first_number_to_the_evidence(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.3.2:a")
    assert view.leaf.form is not None
    for part in ("b", "explanation", "evidence"):
        view.leaf.focus_part(part)
        qtbot.waitUntil(lambda: is_whole(view.leaf.score) and is_whole(view.focusWidget()), timeout=2_000)


def is_whole(widget: QWidget | None) -> bool:
    return widget is not None and widget.visibleRegion().boundingRect().height() >= widget.height() - 2


def test_a_screenshot_of_the_clipboard_becomes_a_file_of_the_leaf(
    qtbot: QtBot, stage: Any, open_screen: Callable[[str], AssessmentView]
) -> None:
    view = open_screen("criterion:1.1.1")
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(0)
    QGuiApplication.clipboard().setImage(picture)
    view.leaf.evidence.zone.button.setFocus()
    qtbot.keyClick(view.leaf.evidence.zone.button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    (file,) = stored(stage, "1.1.1").files
    assert file.name == "Ảnh chụp màn hình 2025-12-10 09.00.png"
    assert file.media_type == "image/png"
