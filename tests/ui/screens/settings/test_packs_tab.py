import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel
from support.pack_files import CRITERIA, PLAN, document, entry, workbook_file

from cchc_desktop.catalogue.exchange.pack_files import load_packs


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def column(table, number):
    return [table.model().index(row, number).data() for row in range(table.model().rowCount())]


@pytest.fixture
def tab(screen):
    screen.open_target("settings:packs")
    return screen.packs


def edited(found):
    entry(found, "tasks", "TQ2025H2-02")["name"] = "Tên mới"
    found["tasks"] = [task for task in found["tasks"] if task["code"] != "TQ2025H2-06"]
    found["tasks"].append({**found["tasks"][-1], "code": "TQ2025H2-59", "number": "59", "name": "Thêm vào"})


def of_2026(found):
    found["header"] |= {"code": "TC-2026"}


@pytest.fixture
def choose(monkeypatch):
    """Answer the file dialog with a path."""

    def answer(path, kind=""):
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path) if path else "", kind))

    return answer


def test_a_file_is_brought_in_looked_through_and_applied_with_the_keyboard(qtbot, tab, desk, choose, tmp_path):
    choose(workbook_file(tmp_path, document(PLAN, edited, edition="2"), document(CRITERIA, of_2026)))
    qtbot.keyClick(tab.bring, Qt.Key.Key_Space)
    preview = tab.preview
    assert tab.pages.currentWidget() is preview
    assert preview.title.text() == "Thay đổi khi nạp bo.xlsx"
    assert preview.packs.hasFocus()
    assert preview.tabs.tabText(1) == "Từng thay đổi (4)"
    (box,) = preview.findChildren(QCheckBox)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.keyClick(preview.apply, Qt.Key.Key_Space)
    assert tab.pages.currentIndex() == 0
    assert desk.session.workspace.plan.task("TQ2025H2-59").name == "Thêm vào"
    assert desk.session.workspace.criteria.header.code == "TC-2026"
    assert "TC-2026" in column(tab.packs, 2)


def test_changes_are_narrowed_by_kind_and_by_words(qtbot, tab, choose, tmp_path):
    choose(workbook_file(tmp_path, document(PLAN, edited, edition="2")))
    tab.bring.click()
    preview = tab.preview
    preview.tabs.setCurrentIndex(1)
    assert column(preview.changes, 0) == ["Sửa", "Sửa", "Thêm", "Bỏ"]
    preview.chips.choose(frozenset({"removed"}))
    assert column(preview.changes, 1) == ["Nhiệm vụ TQ2025H2-06"]
    preview.chips.choose(frozenset())
    qtbot.keyClicks(preview.search, "ten moi")
    qtbot.waitUntil(lambda: column(preview.changes, 4) == ["Tên mới"], timeout=2000)


def test_leaving_the_preview_changes_nothing(tab, desk, choose, tmp_path):
    choose(workbook_file(tmp_path, document(PLAN, edited, edition="2")))
    tab.bring.click()
    tab.preview.leave.click()
    assert tab.pages.currentIndex() == 0
    assert desk.session.workspace.plan.header.edition == "Dự thảo tháng 7/2025"


def test_a_second_file_replaces_the_questions_and_remarks_of_the_first(tab, choose, tmp_path, qapp):
    choose(workbook_file(tmp_path, document(CRITERIA, of_2026)))
    tab.bring.click()
    tab.preview.leave.click()
    choose(workbook_file(tmp_path, document(PLAN, edited), name="hai.xlsx"))
    tab.bring.click()
    assert tab.preview.activated_codes() == ()
    assert not tab.preview.apply.isEnabled()
    assert "hãy ghi lần ban hành mới" in words(tab.preview)
    assert "TC-2026" not in words(tab.preview)


def test_the_same_file_has_nothing_to_apply(tab, choose, tmp_path):
    choose(workbook_file(tmp_path, document(PLAN)))
    tab.bring.click()
    assert not tab.preview.apply.isEnabled()
    assert "không có gì khác" in tab.preview.verdict.text()


def test_faults_are_listed_by_place_and_another_file_may_be_chosen(tab, choose, tmp_path):
    def broken(found):
        found["tasks"][3]["field"] = "XX"

    choose(workbook_file(tmp_path, document(PLAN, broken, edition="2")))
    tab.bring.click()
    assert tab.pages.currentWidget() is tab.faults
    assert [column(tab.faults.lines, number) for number in range(3)] == [["Nhiệm vụ"], ["5"], ["Lĩnh vực"]]
    choose(workbook_file(tmp_path, document(PLAN, edited, edition="2"), name="sua.xlsx"))
    tab.faults.again.click()
    assert tab.pages.currentWidget() is tab.preview
    choose(workbook_file(tmp_path, document(PLAN, broken, edition="2")))
    tab.preview.leave.click()
    tab.bring.click()
    tab.faults.back.click()
    assert tab.pages.currentIndex() == 0


def test_a_fault_without_places_shows_no_empty_table(tab, choose, tmp_path):
    path = tmp_path / "bo.xlsx"
    path.write_bytes(b"")
    choose(path)
    tab.bring.click()
    assert not tab.faults.lines.isVisible()
    assert "không có nội dung" in tab.faults.what.text()


def test_the_chosen_pack_is_exported_and_gets_the_ending_of_the_chosen_kind(tab, choose, tmp_path):
    tab.packs.choose(PLAN)
    choose(tmp_path / "ke-hoach", "Tệp bộ danh mục (*.toml)")
    tab.export_one.click()
    assert load_packs(tmp_path / "ke-hoach.toml")[0].header.code == PLAN
    choose(tmp_path / "tat-ca", "Bảng tính Excel (*.xlsx)")
    tab.export_all.click()
    assert len(load_packs(tmp_path / "tat-ca.xlsx")) == len(column(tab.packs, 2))
    assert tab.bring.isEnabled()


def test_closing_the_file_dialog_does_nothing(tab, choose):
    choose(None)
    tab.bring.click()
    tab.export_all.click()
    assert tab.pages.currentIndex() == 0
