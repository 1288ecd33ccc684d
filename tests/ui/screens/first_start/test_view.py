from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from support.workplaces import new_workplace

from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.officer import Role
from ui.main_window import MainWindow
from ui.screens.first_start.packs_step import PackCard
from ui.screens.first_start.presenter import Step
from ui.screens.first_start.view import FirstStartPage, build


@pytest.fixture
def page(qtbot: QtBot, given, suggested: Path, book) -> FirstStartPage:
    made = build(suggested_folder=suggested, notices=book.sink(), **given)
    assert isinstance(made, FirstStartPage)
    qtbot.addWidget(made)
    made.resize(1334, 696)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def cursor(page: FirstStartPage) -> QWidget:
    widget = page.focusWidget()
    assert widget is not None
    return widget


def tab_to(qtbot: QtBot, page: FirstStartPage, wanted: QWidget) -> None:
    for _ in range(12):
        if cursor(page) is wanted:
            return
        qtbot.keyClick(cursor(page), Qt.Key.Key_Tab)
    pytest.fail(f"Tab never came to {wanted.objectName()}")


def type_here(qtbot: QtBot, page: FirstStartPage, text: str) -> None:
    qtbot.keyClicks(cursor(page), text)
    qtbot.keyClick(cursor(page), Qt.Key.Key_Tab)


def fill_officers(page: FirstStartPage) -> None:
    leader, preparer = page.officers_step.forms
    for form, name, password in (
        (leader, "Trần Văn Hùng", "matkhau-ky-1"),
        (preparer, "Nguyễn Thị Lan", "matkhau-lap-1"),
    ):
        form.name.setText(name)
        form.secret.first.setText(password)
        form.secret.second.setText(password)


def go_to(page: FirstStartPage, step: Step) -> None:
    page.unit_step.units.choose("00694")
    fill_officers(page)
    for _ in range(step):
        page.next.click()
    assert page.steps.currentIndex() == step


def test_the_whole_first_start_goes_by_keyboard_alone(qtbot, page, ends, begun):
    assert cursor(page) is page.unit_step.search
    qtbot.keyClicks(cursor(page), "ha giang 1")
    qtbot.keyClick(cursor(page), Qt.Key.Key_Return)
    assert cursor(page) is page.officers_step.leader.name
    type_here(qtbot, page, "Tran Van Hung")
    qtbot.keyClick(cursor(page), Qt.Key.Key_Down)
    qtbot.keyClick(cursor(page), Qt.Key.Key_Tab)
    type_here(qtbot, page, "matkhau-ky-1")
    type_here(qtbot, page, "matkhau-ky-1")
    assert cursor(page) is page.officers_step.preparer.name
    type_here(qtbot, page, "Nguyen Thi Lan")
    qtbot.keyClick(cursor(page), Qt.Key.Key_Tab)
    type_here(qtbot, page, "matkhau-lap-1")
    type_here(qtbot, page, "matkhau-lap-1")
    for step in (Step.PACKS, Step.FOLDER, Step.SUMMARY):
        tab_to(qtbot, page, page.next)
        qtbot.keyClick(page.next, Qt.Key.Key_Return)
        assert page.steps.currentIndex() == step
    assert cursor(page) is page.next
    qtbot.keyClick(page.next, Qt.Key.Key_Return)
    workplace = begun(ends)
    assert workplace.workspace().unit.code == "00694"
    assert [(row.full_name, row.post) for row in workplace.officers()] == [
        ("Tran Van Hung", "Phó Chủ tịch"),
        ("Nguyen Thi Lan", "Chuyên viên"),
    ]
    assert workplace.workspace().plan.header.code == "KH-TQ-2025-H2"


def test_typing_can_begin_at_once_when_the_window_shows_the_page(qtbot, given, suggested, book):
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    made = build(suggested_folder=suggested, notices=book.sink(), **given)
    assert isinstance(made, FirstStartPage)
    window.show_gate(made)
    assert window.focusWidget() is made.unit_step.search


@pytest.mark.parametrize(("typed", "chosen"), [("ha giang 1", "00694"), ("yen son", "Xã Yên Sơn"), ("00691", "00691")])
def test_a_unit_is_chosen_as_its_name_is_typed(qtbot, page, typed, chosen):
    qtbot.keyClicks(page.unit_step.search, typed)
    qtbot.waitUntil(lambda: chosen in page.unit_step.chosen.text(), timeout=2000)


def test_a_unit_that_no_name_fits_is_told(qtbot, page):
    qtbot.keyClicks(page.unit_step.search, "khong co xa nay")
    qtbot.waitUntil(lambda: "Không có đơn vị nào khớp" in page.unit_step.count.text(), timeout=2000)
    qtbot.keyClick(page.unit_step.search, Qt.Key.Key_Return)
    assert page.steps.currentIndex() == Step.UNIT
    assert "Hãy chọn đơn vị" in page.unit_step.finding.text()


def test_arrows_go_from_the_search_through_the_list(qtbot, page):
    qtbot.keyClick(page.unit_step.search, Qt.Key.Key_Down)
    assert cursor(page) is page.unit_step.units
    qtbot.keyClick(cursor(page), Qt.Key.Key_Down)
    second = page.unit_step.units.current_row()
    assert second is not None
    assert second.full_name in page.unit_step.chosen.text()
    qtbot.keyClick(cursor(page), Qt.Key.Key_Return)
    assert page.steps.currentIndex() == Step.OFFICERS


def test_what_is_missing_is_told_at_its_field_and_the_cursor_goes_there(page):
    go_to(page, Step.OFFICERS)
    preparer = page.officers_step.preparer
    preparer.name.clear()
    preparer.secret.second.setText("khac")
    page.next.click()
    assert page.steps.currentIndex() == Step.OFFICERS
    assert preparer.name_field.finding.text() == "Chưa nhập họ và tên."
    assert preparer.secret.second_field.finding.text() == "Hai lần nhập chưa giống nhau."
    assert cursor(page) is preparer.name
    preparer.name.setText("Nguyễn Thị Lan")
    assert preparer.name_field.finding.text() == ""


def test_nothing_typed_is_lost_by_going_back_and_forth(page):
    go_to(page, Step.FOLDER)
    for _ in range(3):
        page.back.click()
    assert page.steps.currentIndex() == Step.UNIT
    page.next.click()
    assert page.officers_step.leader.name.text() == "Trần Văn Hùng"
    assert page.officers_step.leader.secret.again == "matkhau-ky-1"


def test_a_reviewer_is_added_and_taken_away_again(page, ends, begun):
    go_to(page, Step.OFFICERS)
    page.officers_step.more.click()
    reviewer = page.officers_step.forms[2]
    assert cursor(page) is reviewer.name
    reviewer.name.setText("Lê Thị Mai")
    reviewer.secret.first.setText("matkhau-duyet-1")
    reviewer.secret.second.setText("matkhau-duyet-1")
    page.officers_step.more.click()
    page.officers_step.forms[3].remove.click()
    for _ in range(4):
        page.next.click()
    assert [row.full_name for row in begun(ends).officers() if row.role is Role.REVIEWER] == ["Lê Thị Mai"]


def test_a_second_leader_must_have_a_post_that_signs(page):
    go_to(page, Step.OFFICERS)
    page.officers_step.more.click()
    form = page.officers_step.forms[2]
    form.role.setCurrentIndex(2)
    form.role.activated.emit(2)
    assert form.draft().role is Role.LEADER
    assert form.draft().post == "Chủ tịch"


def test_another_plan_is_chosen_with_the_arrow_keys(qtbot, page, ends):
    go_to(page, Step.PACKS)
    qtbot.keyClick(cursor(page), Qt.Key.Key_Down)
    for _ in range(3):
        page.next.click()
    assert ends.starts[0][0].plan_code == "KH-SKHDT-2023"


def test_the_reconstruction_is_marked_where_it_is_chosen(page):
    go_to(page, Step.PACKS)
    marks = [card.mark.text() for card in page.packs_step.criteria.findChildren(PackCard)]
    assert [mark[:12] for mark in marks] == ["Bản dựng lại"]


def test_a_typed_folder_is_looked_at_and_a_bad_one_holds_the_step(qtbot, page, tmp_path):
    go_to(page, Step.FOLDER)
    (tmp_path / "tep").touch()
    line = page.folder_step.path
    line.selectAll()
    qtbot.keyClicks(line, str(tmp_path / "tep" / "du-lieu"))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "Không ghi được" in page.folder_step.field.finding.text()
    page.next.click()
    assert page.steps.currentIndex() == Step.FOLDER
    assert cursor(page) is line
    line.selectAll()
    qtbot.keyClicks(line, str(tmp_path / "tot"))
    page.next.setFocus()
    page.next.click()
    assert page.steps.currentIndex() == Step.SUMMARY


def test_data_that_are_there_are_offered_to_be_opened(qtbot, page, tmp_path, ends):
    new_workplace(tmp_path / "cu").store.close(with_backup=False)
    go_to(page, Step.FOLDER)
    page.folder_step.picked.emit(tmp_path / "cu")
    assert page.folder_step.existing.isVisible()
    page.next.click()
    assert cursor(page) is page.folder_step.open_existing
    qtbot.keyClick(cursor(page), Qt.Key.Key_Return)
    assert ends.opened == [tmp_path / "cu"]


def test_a_line_of_the_summary_leads_back_to_its_step(qtbot, page):
    go_to(page, Step.SUMMARY)
    ways = [button for button in page.summary_step.findChildren(type(page.next)) if button.text() == "Sửa"]
    assert [way.accessibleName() for way in ways] == [
        "Sửa đơn vị",
        "Sửa lãnh đạo ký",
        "Sửa kế hoạch",
        "Sửa thư mục dữ liệu",
    ]
    ways[1].click()
    assert page.steps.currentIndex() == Step.OFFICERS
    assert page.officers_step.leader.name.text() == "Trần Văn Hùng"


def test_a_refusal_of_the_start_is_shown_at_the_field(page):
    go_to(page, Step.SUMMARY)
    page.refuse((Finding("officer.name-empty", Level.BLOCK, "Chưa nhập họ và tên.", "officer:0:full_name"),))
    assert page.steps.currentIndex() == Step.OFFICERS
    assert page.officers_step.leader.name_field.finding.text() == "Chưa nhập họ và tên."


def test_every_field_has_a_name_for_those_who_cannot_see_it(page):
    go_to(page, Step.SUMMARY)
    inner = {"QComboBoxListView", "QComboBoxPrivateContainer"}
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.metaObject().className() not in inner
        and widget.objectName() != "qt_scrollarea_viewport"
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_the_first_step_offers_data_that_are_there_already(qtbot, page, ends, tmp_path, monkeypatch):
    assert page.existing.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "trong"))
    page.existing.click()
    assert "không có dữ liệu CCHC Desktop" in page.no_data.text()
    new_workplace(tmp_path / "cu").store.close(with_backup=False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "cu"))
    page.existing.click()
    assert ends.opened == [tmp_path / "cu"]
    go_to(page, Step.OFFICERS)
    assert not page.existing.isVisible()


def test_the_desk_of_the_province_asks_for_no_unit_and_begins_with_the_posts_of_a_department(page, ends, begun) -> None:
    page.unit_step.province.click()
    assert not page.unit_step.units.isVisible()
    assert "Sở Nội vụ tỉnh Tuyên Quang" in page.unit_step.chosen.text()
    page.next.click()
    for form, name in ((page.officers_step.leader, "Đỗ Quang Minh"), (page.officers_step.preparer, "Hoàng Thị Thu")):
        form.name.setText(name)
        form.secret.first.setText("matkhau-tinh-1")
        form.secret.second.setText("matkhau-tinh-1")
    assert page.officers_step.leader.post.words() == "Giám đốc"
    for _step in range(4):
        page.next.click()
    assert begun(ends).workspace().is_province
