import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cchc_desktop.domain.officer import Role
from ui.registry import SCREENS


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_settings_stand_last_in_the_navigation_for_everybody():
    spec = SCREENS[-1]
    assert (spec.id, spec.title) == ("settings", "Cài đặt")
    assert spec.roles == frozenset(Role)
    assert {"officer", "workspace"} <= spec.topics


def test_the_first_tab_tells_unit_plan_and_the_mark_of_the_reconstruction(screen):
    assert screen.tabs.currentIndex() == 0
    told = words(screen.unit)
    assert "Phường Hà Giang 1" in told
    assert "Kế hoạch cải cách hành chính tỉnh Tuyên Quang 6 tháng cuối năm 2025" in told
    assert "Bản dựng lại để phát triển phần mềm" in told


@pytest.mark.parametrize(
    ("target", "number"),
    [("settings:packs", 1), ("officer", 2), ("settings:signing", 4), ("settings:data", 5), ("settings:nowhere", 0)],
)
def test_a_link_opens_its_tab(screen, target, number):
    screen.open_target(target)
    assert screen.tabs.currentIndex() == number


def test_an_officer_is_added_with_the_keyboard(qtbot, screen):
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = screen.officers.new
    assert screen.focusWidget() is form.name
    qtbot.keyClicks(form.name, "Vang A Pao")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert screen.focusWidget() is form.role
    qtbot.keyClicks(form.secret.first, "matkhau-4")
    qtbot.keyClicks(form.secret.second, "matkhau-4")
    qtbot.keyClick(form.secret.second, Qt.Key.Key_Return)
    shown = [screen.officers.officers.model().index(number, 0).data() for number in range(4)]
    assert shown == ["Trần Văn Hùng", "Nguyễn Thị Lan", "Lê Thị Mai", "Vang A Pao"]
    assert form.name.text() == ""
    assert form.secret.password == ""


def test_what_is_wrong_with_a_new_officer_stands_at_its_fields_and_stays_typed(screen):
    form = screen.officers.new
    form.name.setText("Vàng A Páo")
    form.secret.first.setText("ngan")
    form.secret.second.setText("ngan")
    form.add.click()
    assert form.secret.first_field.finding.text() == "Mật khẩu của Vàng A Páo phải có ít nhất 8 ký tự."
    assert form.name.text() == "Vàng A Páo"
    assert form.name_field.finding.text() == ""


def test_the_own_account_cannot_be_stopped_and_another_can(screen, desk):
    tab = screen.officers
    tab.officers.choose(desk.session.officer.id)
    assert not tab.toggle.isEnabled()
    reviewer = next(row.id for row in desk.workplace.officers() if row.role is Role.REVIEWER)
    tab.officers.choose(reviewer)
    tab.toggle.click()
    assert reviewer not in {row.id for row in desk.workplace.officers()}
    assert tab.officers.current_row().id == reviewer
    assert tab.toggle.text() == "Cho &dùng lại"
    tab.toggle.click()
    assert reviewer in {row.id for row in desk.workplace.officers()}


def test_a_wrong_old_password_is_told_at_its_field(screen):
    form = screen.officers.password
    form.old.setText("sai-mat-khau")
    form.secret.first.setText("matkhau-moi-1")
    form.secret.second.setText("matkhau-moi-1")
    form.change.click()
    assert "Còn 4 lần thử" in form.old_field.finding.text()


def test_the_addressee_is_saved_a_moment_after_typing_stops(qtbot, screen, desk, saves):
    screen.open_target("settings:documents")
    line = screen.documents.addressee
    line.selectAll()
    qtbot.keyClicks(line, "UBND tinh Tuyen Quang")
    qtbot.waitUntil(lambda: saves.said[-1:] == ["saved 09:00:00"], timeout=2000)
    assert desk.workplace.workspace().addressee == "UBND tinh Tuyen Quang"


def test_leaving_the_tab_saves_what_was_typed(qtbot, screen, desk):
    screen.open_target("settings:documents")
    qtbot.keyClicks(screen.documents.recipients, "So Noi vu;")
    qtbot.keyClick(screen.documents.recipients, Qt.Key.Key_Return)
    screen.tabs.setCurrentIndex(0)
    assert desk.workplace.workspace().recipients[:2] == ("So Noi vu", "Như trên")


def test_an_emptied_addressee_stays_refused_in_the_field_until_it_is_filled(qtbot, screen, desk):
    screen.open_target("settings:documents")
    line = screen.documents.addressee
    before = desk.workplace.workspace().addressee
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    line.commit()
    assert "Hãy nhập nơi gửi, ví dụ: Sở Nội vụ." in words(screen.documents)
    screen.refresh(frozenset({"workspace"}))
    assert line.text() == ""
    assert desk.workplace.workspace().addressee == before
    qtbot.keyClicks(line, "So Noi vu")
    line.commit()
    assert not line.property("invalid")
    assert desk.workplace.workspace().addressee == "So Noi vu"


def test_typing_survives_a_change_that_arrives_meanwhile(qtbot, screen, desk):
    screen.open_target("settings:documents")
    line = screen.documents.addressee
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, " (phong CCHC)")
    desk.workplace.set_document_defaults(addressee="Khác", recipients=["Lưu: VT"], by=desk.session.officer)
    screen.refresh(frozenset({"workspace"}))
    assert line.text().endswith(" (phong CCHC)")


def test_the_last_tab_tells_version_and_licences(screen):
    told = words(screen.about)
    assert "LGPL-3.0" in told
    assert "SIL Open Font License 1.1" in told


def test_the_header_names_the_plan_and_no_period(screen, stage):
    header = stage.presenter.header
    assert header.period == ""
    assert header.plan == "Kế hoạch cải cách hành chính tỉnh Tuyên Quang 6 tháng cuối năm 2025"
