"""The tab "Đang ở đâu?": what it says of a submission on its way, and how a copy is noted as gone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from support.screens import context_of, put_in_sight
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.submissions.package_copies import Medium, record_copy
from db.tables import answer_from_province, submission
from ui.screens.submissions.custody_page import CustodyPage
from ui.screens.submissions.custody_pane import CustodyPane
from ui.screens.submissions.print_tabs import PrintTabs
from ui.screens.submissions.view import SubmissionsView
from ui.widgets import buttons
from ui.widgets.pill import Pill


def plan(desk):
    return desk.submissions.current(Kind.PLAN, desk.submissions.default_period(Kind.PLAN))


def send(desk, folder: Path):
    folder.mkdir(exist_ok=True)
    period = desk.submissions.default_period(Kind.PLAN)
    row = desk.submissions.complete(Kind.PLAN, period).value
    desk.submissions.sign_with_password(Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    desk.dispatch.write_package(row.id, folder)
    return plan(desk)


def copied(desk, medium, label, place, parts=1):
    with desk.session.command("Ghi bản chép", undoable=False) as work:
        return record_copy(
            work, plan(desk).id, medium=medium, label=label, place=place, sha256="a" * 64, size=3 << 20, parts=parts
        )


def told_by_telephone(desk, row, state):
    with desk.session.command("Nhập phiếu của tỉnh", undoable=False) as work:
        work.insert(
            answer_from_province,
            submission_id=row.id,
            kind=state.value,
            code="ma",
            content=None,
            imported_at="2025-12-12T10:00:00+07:00",
        )
        work.update(submission, row.id, state=state.value)


@pytest.fixture
def looking(stage):
    """The plan, with the tab in sight."""
    stage.presenter.open()
    stage.presenter.choose_kind("plan")
    stage.presenter.whereabouts.look(in_sight=True)
    return stage


def test_before_anything_was_stored_there_is_nothing_to_find(looking):
    assert looking.view.custody is None
    assert looking.view.no_custody.startswith("Chưa lập hồ sơ cho kỳ này.")


def test_drives_are_not_asked_while_the_tab_is_out_of_sight(stage, tmp_path):
    send(stage.desk, tmp_path / "gói")
    stage.presenter.open()
    stage.presenter.choose_kind("plan")
    assert stage.view.custody is None
    assert stage.view.no_custody == ""


def test_a_rich_history_is_told_in_words(looking, tmp_path):
    desk = looking.desk
    first = send(desk, tmp_path / "gói")
    copied(desk, Medium.STICK, "KINGSTON (số 1A2B-3C4D)", "/media/kingston/goi.zip")
    told_by_telephone(desk, first, State.RETURNED)
    desk.submissions.reopen(Kind.PLAN, first.period, reason="Tỉnh trả lại: Bổ sung căn cứ")
    send(desk, tmp_path / "gói")
    copied(desk, Medium.MAIL, "vanthu@tinh.vn", str(tmp_path), parts=3)
    looking.presenter.read()
    page: CustodyPage = looking.view.custody
    assert (page.holder, page.holder_label) == ("on_the_way", "Chờ phiếu của tỉnh")
    assert page.sentence == "Bản 2 đã soạn thư gửi vanthu@tinh.vn ngày 10/12/2025, chưa có phiếu của tỉnh."
    assert [(line.title, line.presence, line.keeping) for line in page.copies] == [
        ("Bản 2, thư gửi vanthu@tinh.vn (3 thư)", "Còn ở đó", "Chưa được xóa"),
        ("Bản 2, thư mục", "Còn ở đó", "Chưa được xóa"),
        ("Bản 1, USB “KINGSTON (số 1A2B-3C4D)”", "USB chưa cắm", "Có thể xóa"),
        ("Bản 1, thư mục", "Còn ở đó", "Có thể xóa"),
    ]
    assert page.copies[2].written == "Ghi 09:00 ngày 10/12/2025 · 3,0 MB · chưa đọc lại từ chính USB"
    assert page.answers == ("Bản 1: tỉnh trả lại (mã đọc qua điện thoại); nhập vào máy 10:00 ngày 12/12/2025",)
    newest, oldest = page.chain
    assert newest.text.startswith(f"Lập từ bản 1 · mã {plan(desk).code} · sha256 {plan(desk).snapshot_sha256[:12]}…")
    assert newest.reason == "Lý do lập lại (Nguyễn Thị Lan, 09:00 ngày 10/12/2025): Tỉnh trả lại: Bổ sung căn cứ"
    assert (oldest.title, oldest.state_label) == ("Bản 1", "Đã mở lại (có bản sau)")


def test_noting_a_copy_as_gone_asks_first_and_can_be_undone(looking, tmp_path):
    send(looking.desk, tmp_path / "gói")
    looking.presenter.read()
    (line,) = looking.view.custody.copies
    looking.presenter.whereabouts.ask_whether_gone(line.identity)
    assert looking.view.question.deed == "Đánh dấu đã xóa"
    assert looking.view.question.sentence.startswith("Chưa có phiếu của tỉnh cho bản 1 hoặc bản sau. Bản này chưa")
    assert looking.view.custody.copies == (line,)
    looking.view.confirmed("")
    (gone,) = looking.view.custody.copies
    assert (gone.presence, gone.keeping, gone.identity) == ("Đã xóa", "", "")
    looking.desk.session.undo()
    looking.presenter.read()
    assert looking.view.custody.copies == (line,)


def test_the_folder_of_a_copy_is_opened(looking, tmp_path):
    send(looking.desk, tmp_path / "gói")
    looking.presenter.read()
    looking.presenter.whereabouts.open_place(looking.view.custody.copies[0].identity)
    assert looking.view.opened == [tmp_path / "gói"]


def test_a_link_leads_to_the_tab(stage, tmp_path):
    row = send(stage.desk, tmp_path / "gói")
    stage.presenter.open_target(f"submission:plan:{row.period.code}:custody")
    assert stage.view.choice.kind == "plan"
    assert stage.view.custody_shown == 1


@pytest.fixture
def screen(desk, book, inline_runner, qtbot) -> Callable[[], SubmissionsView]:
    def shown() -> SubmissionsView:
        made = SubmissionsView(context_of(desk, inline_runner, notices=book.sink()))
        put_in_sight(made, qtbot, inline_runner)
        return made

    return shown


def test_the_tab_shows_it_and_a_copy_is_noted_with_the_keyboard(screen, desk, tmp_path, qtbot):
    row = send(desk, tmp_path / "gói")
    made = screen()
    made.open_target(f"submission:plan:{row.period.code}:custody")
    pane = made.prints.currentWidget()
    assert isinstance(pane, CustodyPane)
    assert made.prints.cornerWidget().isHidden()
    assert "Chưa được xóa" in [pill.text() for pill in pane.findChildren(Pill)]
    deed = next(button for button in pane.findChildren(QPushButton) if button.text() == "Đánh dấu đã xóa")
    qtbot.keyClick(deed, Qt.Key.Key_Space)
    qtbot.keyClick(made.confirm.deed, Qt.Key.Key_Return)
    assert "Đã xóa" in [pill.text() for pill in pane.findChildren(Pill)]
    assert any(label.text().startswith("Đã đánh dấu xóa ngày") for label in pane.findChildren(QLabel))


@pytest.fixture
def tabs(qtbot):
    made = PrintTabs()
    qtbot.addWidget(made)
    for title in ("Bản in", "Các bản", "So sánh", ""):
        made.addTab(QLabel(title), title)
    made.set_deeds([buttons.quiet("Lưu PDF", "pdf"), buttons.quiet("In", "print")])
    made.name_tab(3, "Đang ở đâu?", short="Ở đâu?")
    made.show()
    return made


def told(tabs):
    return tabs.tabText(3), [button.text() for button in (tabs.cornerWidget().findChildren(QPushButton))]


def test_titles_get_shorter_only_where_even_bare_deeds_have_no_room(tabs):
    seen = []
    for width in range(700, 350, -10):
        tabs.resize(width, 200)
        if told(tabs) not in seen:
            seen.append(told(tabs))
    assert seen == [
        ("Đang ở đâu?", ["Lưu PDF", "In"]),
        ("Đang ở đâu?", ["PDF", "In"]),
        ("Đang ở đâu?", ["", ""]),
        ("Ở đâu?", ["", ""]),
    ]
    tabs.resize(700, 200)
    assert told(tabs) == seen[0]
