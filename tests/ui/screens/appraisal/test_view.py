"""The screen of appraisal with real keys, over the real folders of the province and of a commune."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from support.both_sides import BothSides
from support.communes import new_province, province_desk
from support.screens import HEIGHT, WIDTH, context_of, put_in_sight
from support.workplaces import fixed_clock

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.province.desk import ProvinceDesk
from ui.registry import PROVINCE_SCREENS, load_code
from ui.screens.appraisal.line_box import LineBox
from ui.screens.appraisal.view import AppraisalView
from ui.widgets.history_places import subject_of
from ui.widgets.keeping import Keeping, KeepingRunner
from ui.widgets.kept_editors import put_back, spot_of
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

SPEC = next(spec for spec in PROVINCE_SCREENS if spec.id == "appraisal")


class Window(QWidget):
    """Stands for the window: it knows where texts are kept."""

    def __init__(self, desk: ProvinceDesk) -> None:
        super().__init__()
        notices = NoticeBook().sink()
        inner = InlineRunner(notices)
        self.keeping = Keeping(inner)
        self.keeping.serve(desk.kept_texts)
        self.screen = AppraisalView(context_of(desk, KeepingRunner(inner, self.keeping), notices=notices))
        self.screen.setParent(self)
        self.screen.resize(WIDTH, HEIGHT)
        self.resize(WIDTH, HEIGHT)
        inner.subscribe(lambda topics, _initiator: self.screen.refresh(topics & SPEC.topics))


def window_of(desk: ProvinceDesk, qtbot: QtBot) -> Window:
    window = Window(desk)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.screen.shown()
    return window


@pytest.fixture
def window(sides: BothSides, qtbot: QtBot) -> Window:
    return window_of(sides.province, qtbot)


@pytest.fixture
def screen(window: Window) -> AppraisalView:
    return window.screen


def a_line(screen: AppraisalView, number: int = 0) -> LineBox:
    """A line on what was done for a task."""
    screen.opened.content.go_to_first()
    return [box for key, box in screen.opened.content.boxes.items() if key.startswith("entry:")][number]


def remark(screen: AppraisalView, qtbot: QtBot, text: str, number: int = 0) -> LineBox:
    """Type a remark with the keyboard and go back to its line."""
    box = a_line(screen, number)
    box.row.setFocus()
    qtbot.keyClick(box.row, Qt.Key.Key_F2)
    qtbot.keyClicks(box.boxes[0].text, text)
    qtbot.keyClick(box.boxes[0].text, Qt.Key.Key_Escape)
    return box


def test_the_registry_builds_the_screen_of_the_province(sides: BothSides, qtbot: QtBot) -> None:
    load_code(SPEC)
    notices = NoticeBook().sink()
    runner = InlineRunner(notices)
    view = SPEC.build(context_of(sides.province, runner, notices=notices))
    put_in_sight(view, qtbot, runner)
    assert isinstance(view, AppraisalView)
    assert view.opened.head.unit.text() == "Phường Hà Giang 1"


def test_every_line_that_says_something_stands_in_the_content(screen: AppraisalView, sides: BothSides) -> None:
    screen.opened.content.go_to_first()
    opened = sides.province.appraisal.open(sides.received(1).id)
    wanted = {line.key for section in opened.sections for line in section.lines if not line.key.startswith("field:")}
    assert len(screen.opened.content.boxes) > 60
    assert wanted <= set(screen.opened.content.boxes)


def test_f2_writes_a_remark_under_the_line_and_it_is_stored_by_itself(
    screen: AppraisalView, sides: BothSides, qtbot: QtBot
) -> None:
    box = a_line(screen)
    box.row.setFocus()
    qtbot.keyClick(box.row, Qt.Key.Key_F2)
    qtbot.keyClicks(box.boxes[0].text, "Neu so lieu")
    qtbot.waitUntil(lambda: len(sides.province.appraisal.open(sides.received(1).id).remarks) == 1, timeout=3000)
    assert box.boxes[0].text.hasFocus()
    qtbot.keyClicks(box.boxes[0].text, " cu the")
    qtbot.keyClick(box.boxes[0].text, Qt.Key.Key_Escape)
    assert box.row.hasFocus()
    (found,) = sides.province.appraisal.open(sides.received(1).id).remarks
    assert found.text == "Neu so lieu cu the"
    assert screen.opened.tabs.tabText(0) == "Nội dung (1)"


def test_a_press_on_the_deed_of_a_line_opens_its_remark(screen: AppraisalView, qtbot: QtBot) -> None:
    box = a_line(screen)
    qtbot.mouseClick(box.row, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert box.row.hasFocus()
    assert not box.has_remark
    qtbot.mouseClick(box.row, Qt.MouseButton.LeftButton, pos=box.row.deed_area().center())
    assert box.boxes[0].text.hasFocus()


def test_an_empty_remark_leaves_nothing_behind(screen: AppraisalView, sides: BothSides, qtbot: QtBot) -> None:
    box = a_line(screen)
    box.row.setFocus()
    qtbot.keyClick(box.row, Qt.Key.Key_Return)
    qtbot.keyClick(box.boxes[0].text, Qt.Key.Key_Escape)
    assert not box.has_remark
    assert sides.province.appraisal.open(sides.received(1).id).remarks == ()


def test_a_remark_is_taken_away_and_undone(screen: AppraisalView, sides: BothSides, qtbot: QtBot) -> None:
    box = remark(screen, qtbot, "Neu so lieu")
    box.boxes[0].remove.click()
    assert not box.has_remark
    assert sides.province.appraisal.open(sides.received(1).id).remarks == ()
    sides.province.session.undo()
    screen.refresh(SPEC.topics)
    assert box.boxes[0].text.value() == "Neu so lieu"


def test_the_arrows_go_from_line_to_line_and_f8_from_remark_to_remark(screen: AppraisalView, qtbot: QtBot) -> None:
    first, second = remark(screen, qtbot, "Mot", 0), remark(screen, qtbot, "Hai", 3)
    qtbot.keyClick(second.row, Qt.Key.Key_Down)
    assert not second.row.hasFocus()
    screen.opened.next_remark(1)
    assert first.row.hasFocus()
    screen.opened.next_remark(1)
    assert second.row.hasFocus()
    screen.opened.next_remark(-1)
    assert first.row.hasFocus()


def test_tab_leaves_the_lines_at_once_and_comes_back_to_the_current_one(screen: AppraisalView, qtbot: QtBot) -> None:
    line = a_line(screen, 4)
    line.row.setFocus()
    qtbot.keyClick(line.row, Qt.Key.Key_Tab)
    assert not screen.opened.content.current_key
    here = screen.window().focusWidget()
    qtbot.keyClick(here, Qt.Key.Key_Backtab)
    assert line.row.hasFocus()


def test_a_return_shows_its_code_in_letters_that_the_commune_takes(
    screen: AppraisalView, sides: BothSides, qtbot: QtBot
) -> None:
    remark(screen, qtbot, "Neu so lieu")
    screen.opened.send_back.click()
    assert screen.opened.decision.isVisible()
    assert not screen.opened.send_back.isVisible()
    qtbot.keyClicks(screen.opened.decision.text, "Gui lai truoc 20/12")
    qtbot.keyClick(screen.opened.decision.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sides.received(1).state is ReceivedState.RETURNED
    assert screen.opened.answer.isVisible()
    assert not screen.opened.decision.isVisible()
    sides.commune.answers.take_code(screen.opened.answer.code.text())
    assert sides.commune.submissions.current(Kind.PROGRESS, parse("2025-Q4")).state is State.RETURNED


def test_a_return_without_remark_and_without_reason_cannot_be_pressed(screen: AppraisalView, qtbot: QtBot) -> None:
    screen.opened.send_back.click()
    assert not screen.opened.decision.deed.isEnabled()
    qtbot.keyClicks(screen.opened.decision.text, "Nham ky")
    assert screen.opened.decision.deed.isEnabled()


def test_escape_leaves_a_question_and_the_deeds_come_back(
    screen: AppraisalView, sides: BothSides, qtbot: QtBot
) -> None:
    screen.opened.accept.click()
    qtbot.keyClick(screen.opened.decision.text, Qt.Key.Key_Escape)
    assert not screen.opened.decision.isVisible()
    assert screen.opened.accept.isVisible()
    assert sides.received(1).state is ReceivedState.RECEIVED


def test_what_is_decided_can_only_be_read(screen: AppraisalView, qtbot: QtBot) -> None:
    box = remark(screen, qtbot, "Neu so lieu")
    screen.opened.accept.click()
    screen.opened.decision.deed.click()
    assert box.boxes[0].text.isReadOnly()
    box.row.setFocus()
    other = a_line(screen, 2)
    qtbot.keyClick(other.row, Qt.Key.Key_F2)
    assert not other.has_remark
    assert screen.opened.take_back.isVisible()


def test_the_reason_of_a_return_is_kept_until_it_is_given(
    screen: AppraisalView, sides: BothSides, qtbot: QtBot
) -> None:
    screen.opened.send_back.click()
    qtbot.keyClicks(screen.opened.decision.text, "Nham ky")
    screen.opened.decision.dismiss()
    (kept,) = sides.province.kept_texts.waiting()
    assert (kept.text, kept.now, kept.label) == ("Nham ky", "", "Lý do trả lại, xã phải trả lời")
    screen.open_target(kept.target)
    assert put_back(screen.window(), kept.target, kept.text)
    screen.opened.decision.deed.click()
    assert sides.received(1).state is ReceivedState.RETURNED
    assert sides.province.kept_texts.waiting() == ()


def test_a_remark_that_is_refused_stays_as_it_was_typed(screen: AppraisalView, sides: BothSides, qtbot: QtBot) -> None:
    box = remark(screen, qtbot, "Neu so lieu")
    box.boxes[0].text.setPlainText("a" * 5_000)
    box.boxes[0].text.commit()
    assert "dài nhất" in box.boxes[0].finding.text()
    (kept,) = sides.province.kept_texts.waiting()
    assert (kept.now, len(kept.text)) == ("Neu so lieu", 5_000)
    box.boxes[0].text.setPlainText("Ngan gon")
    box.boxes[0].text.commit()
    assert sides.province.kept_texts.waiting() == ()


def test_a_remark_knows_its_history_and_its_place(screen: AppraisalView, sides: BothSides, qtbot: QtBot) -> None:
    box = remark(screen, qtbot, "Neu so lieu")
    (found,) = sides.province.appraisal.open(sides.received(1).id).remarks
    subject = subject_of(box.boxes[0].text)
    assert subject is not None
    assert sides.province.history.of(subject)
    spot = spot_of(box.boxes[0].text)
    assert spot is not None
    assert spot.target == f"appraisal:{sides.received(1).id}:remark:{found.id}"


def test_a_unit_is_found_without_diacritics(desk: ProvinceDesk, qtbot: QtBot) -> None:
    window = window_of(desk, qtbot)
    screen = window.screen
    assert len(screen.list.visible()) == 5
    screen.list.search.searched.emit("ha giang 2")
    assert len(screen.list.visible()) == 1
    assert screen.list.count.text().startswith("1 hồ sơ.")
    screen.list.search.searched.emit("khong co")
    assert screen.list.empty.isVisible()


def test_what_is_selected_stays_selected_when_the_list_is_read_again(desk: ProvinceDesk, qtbot: QtBot) -> None:
    window = window_of(desk, qtbot)
    screen = window.screen
    first, second, third = screen.list.visible()[:3]
    assert screen.list.selected() == (first,)
    screen.refresh(SPEC.topics)
    assert screen.list.selected() == (first,)
    screen.list.table.selectAll()
    screen.refresh(SPEC.topics)
    assert len(screen.list.selected()) == 5
    screen.list.table.choose(second)
    assert screen.presenter.open_id == second
    screen.open_target(f"appraisal:{third}")
    assert screen.list.selected() == (third,)


def test_the_chips_show_one_state_at_a_time(desk: ProvinceDesk, qtbot: QtBot) -> None:
    window = window_of(desk, qtbot)
    screen = window.screen
    screen.opened.accept.click()
    screen.opened.decision.deed.click()
    assert len(screen.list.visible()) == 4
    screen.list.chips.choose(frozenset({"received", "accepted"}))
    assert screen.list.state == "accepted"
    assert len(screen.list.visible()) == 1
    screen.list.chips.choose(frozenset())
    assert len(screen.list.visible()) == 5


def test_receipts_of_all_that_is_selected_go_into_one_folder(
    desk: ProvinceDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_of(desk, qtbot)
    screen = window.screen
    screen.list.table.selectAll()
    assert screen.list.receipts.text() == "5 phiếu tiếp nhận"
    screen.list.receipts.click()
    assert screen.right.currentWidget() is screen.receipts
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(tmp_path))
    screen.receipts.files.click()
    assert len(list(tmp_path.glob("*.cchc-tra-loi"))) == 5


def test_the_paper_of_an_answer_is_shown_and_left(screen: AppraisalView) -> None:
    screen.opened.accept.click()
    screen.opened.decision.deed.click()
    screen.opened.answer.print.click()
    assert screen.right.currentWidget() is screen.paper
    assert screen.paper.preview.page_count == 1
    screen.paper.back.click()
    assert screen.right.currentWidget() is screen.opened


def test_a_folder_without_anything_received_says_what_to_do_first(qtbot: QtBot, empty: ProvinceDesk) -> None:
    window = window_of(empty, qtbot)
    screen = window.screen
    assert screen.list.empty.sentence.text() == "Chưa nhận được hồ sơ nào"
    assert screen.right.currentWidget() is screen.empty


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[ProvinceDesk]:
    workplace = new_province(tmp_path / "trong", fixed_clock())
    yield province_desk(workplace)
    workplace.store.close(with_backup=False)
