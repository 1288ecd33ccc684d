"""The data tab on the real screen."""

import hashlib
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from cchc_desktop.services.backups.backups import Where
from cchc_desktop.services.data_care.data_care import restorable
from db.evidence_files import EvidenceFiles
from ui.screens.settings.data_presenter import ProblemLine

TASK = "TQ2025H2-06"


def words(widget):
    QApplication.processEvents()  # what was just added becomes visible
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_backup_is_written_and_listed(screen):
    screen.open_target("settings:data")
    assert screen.data.no_backups.isVisible()
    assert not screen.data.restore.isEnabled()
    screen.data.back_up.click()
    assert not screen.data.no_backups.isVisible()
    assert screen.data.backups.model().index(0, 1).data() == "Máy này"
    assert screen.data.back_up.isEnabled()
    assert screen.data.restore.isEnabled()


def test_enter_on_a_backup_shows_what_would_differ_and_escape_leaves(qtbot, screen, desk):
    screen.open_target("settings:data")
    screen.data.back_up.click()
    desk.tasks.add_entry(TASK)
    qtbot.keyClick(screen.data.backups, Qt.Key.Key_Return)
    assert "1 cập nhật tiến độ nhập sau bản này sẽ không còn." in words(screen.data.pane)
    assert "0 (ít hơn)" in words(screen.data.pane)
    assert screen.focusWidget() is screen.data.pane.do_rehearse
    qtbot.keyClick(screen.data.pane.do_rehearse, Qt.Key.Key_Escape)
    assert screen.data.pane.isHidden()


def test_a_restore_is_asked_twice_and_then_done(screen, desk):
    screen.open_target("settings:data")
    screen.data.back_up.click()
    desk.tasks.add_entry(TASK)
    screen.data.restore.click()
    screen.data.pane.do_restore.click()
    assert "không bị xóa" in words(screen.data.pane.confirm)
    folder = desk.workplace.store.folder.path
    assert not list(folder.glob("truoc-phuc-hoi-*"))
    screen.data.pane.confirm.deed.click()
    (aside,) = folder.glob("truoc-phuc-hoi-*")
    assert (aside / "cchc.db").is_file()
    screen.shown()
    assert screen.data.undo.isVisible()


def test_a_rehearsal_tells_its_outcome_in_place(screen):
    screen.open_target("settings:data")
    screen.data.back_up.click()
    screen.data.restore.click()
    screen.data.pane.do_rehearse.click()
    assert "phục hồi được. Dữ liệu đang dùng không thay đổi." in words(screen.data.rehearsal)


def test_a_second_place_is_chosen_and_given_up(screen, desk, tmp_path, monkeypatch):
    usb = tmp_path / "usb"
    usb.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(usb))
    screen.open_target("settings:data")
    assert "Chưa chọn" in words(screen.data)
    screen.data.choose.click()
    assert str(usb / "CCHC-sao-luu") in words(screen.data)
    (found,) = restorable(desk.workplace.store.folder.path)
    assert found.where is Where.BOTH
    screen.data.forget.click()
    assert "Chưa chọn" in words(screen.data)
    assert list(usb.rglob("cchc-*.db")), "what was copied stays"


def test_the_check_tells_its_verdict_and_the_problems_of_the_last_check_only(screen):
    screen.open_target("settings:data")
    line = ProblemLine("block", "Tệp minh chứng “a.pdf” bị mất.", can_mend=True)
    screen.data.show_problems([line], verdict="có 1 vấn đề")
    assert screen.data.problem_texts() == ["Tệp minh chứng “a.pdf” bị mất."]
    assert screen.data.check_card.mend.isVisible()
    screen.data.check.click()
    assert screen.data.verdict.text() == "Đã kiểm tra lúc 09:00:00 ngày 10/12/2025: không phát hiện vấn đề nào."
    assert screen.data.problem_texts() == []
    assert not screen.data.check_card.mend.isVisible()


def test_after_mending_the_keyboard_is_at_the_check_and_never_at_the_hand_over(screen, desk, qtbot):
    screen.open_target("settings:data")
    stray = EvidenceFiles(desk.workplace.store.folder.evidence).path(hashlib.sha256(b"thua").hexdigest())
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"thua")
    screen.data.check.click()
    screen.data.check_card.mend.setFocus()
    qtbot.keyClick(screen.data.check_card.mend, Qt.Key.Key_Space)
    assert not screen.data.check_card.mend.isVisible()
    assert screen.focusWidget() is screen.data.check
    assert screen.data.hand_over.begin.isEnabled()


def test_the_preview_says_first_that_nothing_is_deleted(screen, desk):
    screen.open_target("settings:data")
    screen.data.back_up.click()
    desk.tasks.add_entry(TASK)
    screen.data.restore.click()
    told = words(screen.data.pane)
    assert told.index("Dữ liệu hiện nay không bị xóa") < told.index("(ít hơn)")


def test_a_hand_over_form_that_lacks_something_leads_to_it(screen):
    screen.open_target("settings:data")
    card = screen.data.hand_over
    card.begin.click()
    assert not card.begin.isVisible()
    card.to.setText("Phạm Thị Hoa")
    card.give.click()
    assert screen.focusWidget() is card.reason
    card.leave.click()
    assert screen.focusWidget() is card.begin


def test_many_problems_are_shown_in_part_and_counted(screen):
    screen.open_target("settings:data")
    lines = [ProblemLine("warn", f"Tệp {number}", can_mend=False) for number in range(40)]
    screen.data.show_problems(lines, verdict="có 40 vấn đề")
    assert len(screen.data.problem_texts()) == 12
    assert "và 28 vấn đề nữa" in words(screen.data)


def test_the_folder_is_told_with_its_size_and_free_space(screen, desk):
    screen.open_target("settings:data")
    told = words(screen.data)
    assert str(desk.workplace.store.folder.path) in told
    assert "ổ đĩa còn trống" in told


def test_the_data_tab_can_be_walked_through_with_tab(screen, qtbot):
    screen.open_target("settings:data")
    screen.data.back_up.click()
    screen.data.back_up.setFocus()
    reached = set()
    for _ in range(12):
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
        reached.add(screen.focusWidget())
    assert {screen.data.backups, screen.data.restore, screen.data.choose, screen.data.check} <= reached


def test_an_unusual_path_of_the_second_place_is_shown_whole(screen, tmp_path: Path, monkeypatch):
    place = tmp_path / "Ổ đĩa của phòng Nội vụ – bản sao hằng tuần"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    screen.open_target("settings:data")
    screen.data.choose.click()
    assert "phòng Nội vụ – bản sao hằng tuần" in words(screen.data)
