"""The real screen over a real folder: typing, choosing, pasting, editing, slips, links, widths."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from cchc_desktop.services.workplace import Desk
from ui.screens.registers.entry_fields import ChoiceCell, TextCell, find_choice
from ui.screens.registers.series import slip_form
from ui.screens.registers.view import RegistersScreen
from ui.widgets.kept_editors import put_back

LETTERS = ["Quyết định", "Kế hoạch", "Công văn", "Báo cáo", "Thông báo", "Tờ trình", "Nghị quyết", "Văn bản khác"]
DIRECTIVE = {
    "ngay": "5/10",
    "so_ky_hieu": "12/KH-UBND",
    "loai": "Kế hoạch",
    "trich_yeu": "Kế hoạch cải cách hành chính",
    "linh_vuc": "Cải cách hành chính",
}


def add(desk: Desk, code: str = "VB", **changes: str) -> str:
    return desk.registers.add(code, {**DIRECTIVE, **changes}).value.ids[0]


def cell(screen: RegistersScreen, code: str) -> TextCell | ChoiceCell:
    assert screen.entry_host.line is not None
    return screen.entry_host.line.cells[code]


def type_on(qtbot, screen: RegistersScreen, text: str) -> None:
    """Type where the cursor is, then Enter."""
    widget = screen.window().focusWidget()
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Qt.Key.Key_Return)


def focused(screen: RegistersScreen) -> str:
    return screen.window().focusWidget().objectName()


def shown(screen: RegistersScreen, column: str) -> list[str]:
    return [row.shown.get(column, "") for row in screen.presenter.rows]


def test_a_whole_row_is_typed_without_the_mouse_and_the_next_one_begins(screen, qtbot) -> None:
    assert focused(screen) == "entry-ngay"
    for text in ("5/10", "12/KH-UBND", "kh", "Ke hoach CCHC", "UBND", "cchc"):
        type_on(qtbot, screen, text)
    assert shown(screen, "loai") == ["Kế hoạch"]
    assert shown(screen, "linh_vuc") == ["Cải cách hành chính"]
    assert shown(screen, "ngay") == ["05/10/2025"]
    assert focused(screen) == "entry-ngay"
    assert (cell(screen, "ngay").text(), cell(screen, "ngay").selectedText()) == ("05/10/2025", "05/10/2025")
    assert cell(screen, "so_ky_hieu").text() == ""
    assert screen.rows.table.current_row().shown["so_ky_hieu"] == "12/KH-UBND"


def test_tab_goes_through_the_cells_like_enter(screen, qtbot) -> None:
    for code in ("so_ky_hieu", "loai", "trich_yeu", "co_quan", "linh_vuc"):
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
        assert focused(screen) == f"entry-{code}"


def test_a_date_that_does_not_exist_is_told_below_its_cell(screen, qtbot) -> None:
    type_on(qtbot, screen, "31/2")
    day = cell(screen, "ngay")
    assert (day.text(), day.property("invalid")) == ("31/2", True)
    assert "Không có ngày 31/2/2025" in day.parent().finding.text()
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert focused(screen) == "entry-ngay"
    assert screen.presenter.rows == ()


def test_the_third_line_of_cells_and_the_sentence_below_a_cell_are_in_sight(screen, qtbot) -> None:
    screen.list.choose("TT")
    screen.resize(885, 488)
    qtbot.wait(30)
    assert screen.height() == 488
    line = screen.entry_host.line
    for entry_cell in line.cells.values():
        bottom = entry_cell.mapTo(line, QPoint(0, entry_cell.height())).y()
        assert bottom <= line.store.mapTo(line, QPoint(0, 0)).y()
        assert entry_cell.width() >= 90


@pytest.mark.parametrize(
    ("typed", "place"),
    [("q", 0), ("kế", 1), ("ke h", 1), ("kh", 1), ("cv", 2), ("to", 5), ("nq", 6), ("4", 3), ("x", None), ("9", None)],
)
def test_choices_are_found_by_letters_initials_or_place(typed: str, place: int | None) -> None:
    assert find_choice(LETTERS, typed) == place


def test_the_same_letter_again_goes_to_the_next_choice(qtbot) -> None:
    choice = ChoiceCell(LETTERS)
    qtbot.addWidget(choice)
    found = []
    for _ in range(3):
        qtbot.keyClicks(choice, "t")
        found.append(choice.text())
    assert found == ["Thông báo", "Tờ trình", "Thông báo"]
    qtbot.keyClick(choice, Qt.Key.Key_Delete)
    assert choice.text() == ""


def test_ctrl_d_brings_the_row_before_into_the_cells(screen, qtbot, desk: Desk) -> None:
    add(desk)
    screen.refresh(frozenset())
    qtbot.keyClick(cell(screen, "ngay"), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert cell(screen, "trich_yeu").text() == DIRECTIVE["trich_yeu"]
    assert cell(screen, "loai").text() == "Kế hoạch"
    assert focused(screen) == "entry-ngay"


def test_what_is_half_typed_survives_a_refresh_and_another_register(screen, qtbot, desk: Desk) -> None:
    qtbot.keyClicks(cell(screen, "so_ky_hieu"), "7/CV")
    add(desk)
    screen.refresh(frozenset({"register_row"}))
    assert cell(screen, "so_ky_hieu").text() == "7/CV"
    screen.list.choose("TT")
    screen.list.choose("VB")
    assert cell(screen, "so_ky_hieu").text() == "7/CV"


def test_ctrl_v_of_a_copied_range_opens_the_preview_and_enter_writes_it(screen, qtbot) -> None:
    lines = "Ngày ban hành\tSố, ký hiệu\tLoại văn bản\tTrích yếu\tPhạm vi\n" + "\n".join(
        f"5/10/2025\t{number}/KH\tKế hoạch\tNội dung\tcchc" for number in range(3)
    )
    QGuiApplication.clipboard().setText(lines + "\n31/2/2025\t9/KH\tKế hoạch\tNội dung\tcchc")
    qtbot.keyClick(cell(screen, "ngay"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pane = screen.incoming_pane
    assert pane.isVisible()
    assert pane.apply_button.text() == "Ghi 3 dòng"
    assert pane.table.model().rowCount() == 1
    assert "Không có ngày 31/2/2025" in pane.table.model().index(0, 2).data()
    assert pane.apply_button.hasFocus()
    qtbot.keyClick(pane.apply_button, Qt.Key.Key_Return)
    assert not pane.isVisible()
    assert shown(screen, "so_ky_hieu") == ["0/KH", "1/KH", "2/KH"]


def test_text_of_one_cell_is_pasted_into_the_cell(screen, qtbot) -> None:
    QGuiApplication.clipboard().setText("15/QĐ-UBND")
    qtbot.keyClick(cell(screen, "so_ky_hieu"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert cell(screen, "so_ky_hieu").text() == "15/QĐ-UBND"
    assert not screen.incoming_pane.isVisible()


def test_a_source_column_is_put_right_in_the_preview(screen, qtbot) -> None:
    QGuiApplication.clipboard().setText("5/10/2025\tNội dung\t1/KH\tKế hoạch\tcchc")
    screen.paste()
    assert not screen.incoming_pane.apply_button.isEnabled()
    for place, name in ((1, "Trích yếu nội dung"), (2, "Số, ký hiệu"), (3, "Loại văn bản"), (4, "Phạm vi")):
        choice = screen.incoming_pane.choices[place]
        choice.setCurrentText(name)
        choice.activated.emit(choice.currentIndex())
    assert screen.incoming_pane.apply_button.text() == "Ghi 1 dòng"
    qtbot.keyClick(screen.incoming_pane, Qt.Key.Key_Escape)
    assert not screen.incoming_pane.isVisible()
    assert screen.presenter.rows == ()


def test_f2_opens_all_columns_and_each_is_saved_as_it_is_left(screen, qtbot, desk: Desk) -> None:
    add(desk)
    screen.refresh(frozenset())
    screen.rows.table.setFocus()
    screen.rows.table.choose_first()
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_F2)
    assert screen.pane.isVisible()
    assert not screen.entry_host.isVisible()
    assert focused(screen) == "row-ngay"
    day = screen.pane.editors["ngay"]
    day.selectAll()
    qtbot.keyClicks(day, "6/11")
    qtbot.keyClick(day, Qt.Key.Key_Tab)
    number = screen.pane.editors["so_ky_hieu"]
    number.selectAll()
    qtbot.keyClicks(number, "99/KH")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert (shown(screen, "ngay"), shown(screen, "so_ky_hieu")) == (["06/11/2025"], ["99/KH"])
    assert "Số, ký hiệu: 12/KH-UBND → 99/KH" in screen.pane.history.text()
    qtbot.keyClick(number, Qt.Key.Key_Escape)
    assert not screen.pane.isVisible()
    assert screen.entry_host.isVisible()
    assert screen.rows.table.hasFocus()


def test_a_refused_column_keeps_its_text_with_the_sentence_below(screen, qtbot, desk: Desk) -> None:
    screen.open_target(f"register-row:{add(desk)}:so_ky_hieu")
    number = screen.pane.editors["so_ky_hieu"]
    assert number.hasFocus()
    number.clear()
    qtbot.keyClick(number, Qt.Key.Key_Space)
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.property("invalid")
    assert number.parent().finding.text() == "Chưa nhập “Số, ký hiệu”."
    assert shown(screen, "so_ky_hieu") == ["12/KH-UBND"]


def test_a_refresh_never_takes_what_is_being_typed(screen, qtbot, desk: Desk) -> None:
    row_id = add(desk)
    screen.open_target(f"register-row:{row_id}:trich_yeu")
    text = screen.pane.editors["trich_yeu"]
    qtbot.keyClicks(text, "X ")
    desk.registers.edit(row_id, "co_quan", "UBND")
    screen.refresh(frozenset({"register_row"}))
    assert text.toPlainText().startswith("X ")
    assert screen.pane.editors["co_quan"].text() == "UBND"


def test_the_pane_follows_the_row_under_the_cursor(screen, qtbot, desk: Desk) -> None:
    for number in (1, 2):
        add(desk, so_ky_hieu=f"{number}/KH")
    screen.refresh(frozenset())
    screen.rows.table.setFocus()
    screen.rows.table.choose_first()
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_F2)
    screen.rows.table.setFocus()
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_Down)
    assert screen.pane.editors["so_ky_hieu"].text() == "2/KH"
    assert screen.pane.title.text() == "Dòng 2"


def test_a_link_to_another_register_stays_there_when_data_change(screen, qtbot, desk: Desk) -> None:
    desk.registers.add("BD", {"ngay": "5/10", "noi_dung": "Tập huấn", "so_luot_nguoi": "20"})
    screen.presenter.search("khong co")
    screen.open_target("register:BD:2025-09-15:2025-12-14")
    assert screen.filter.search.text() == ""
    assert screen.list.current_row().register.code == "BD"
    screen.refresh(frozenset({"register_row"}))
    assert screen.presenter.register.code == "BD"
    assert screen.filter.days.text() == "Từ 15/09/2025 đến 14/12/2025"
    assert screen.rows.table.rows.matching == 1


def test_choices_numbers_and_yes_no_are_edited_in_the_pane(screen, qtbot, desk: Desk) -> None:
    values = {"ngay": "5/10", "kenh": "Zalo", "noi_dung": "Đường hỏng", "trang_thai": "dang_xu_ly"}
    register = desk.registers.register("PAKN")
    values["kenh"] = register.column("kenh").spec.options[0].code
    screen.open_target(f"register-row:{desk.registers.add('PAKN', values).value.ids[0]}")
    state, public = screen.pane.editors["trang_thai"], screen.pane.editors["cong_khai"]
    for editor, words in ((state, "Đã xử lý"), (public, "Có")):
        editor.setCurrentText(words)
        editor.activated.emit(editor.currentIndex())
    (row,) = desk.registers.table("PAKN").rows
    assert (row.plain["trang_thai"], row.plain["cong_khai"]) == ("da_xu_ly", "yes")
    attended = {"ngay": "5/10", "noi_dung": "Tập huấn", "so_luot_nguoi": "20"}
    screen.open_target(f"register-row:{desk.registers.add('BD', attended).value.ids[0]}:so_luot_nguoi")
    count = screen.pane.editors["so_luot_nguoi"]
    count.selectAll()
    qtbot.keyClicks(count, "1.200")
    qtbot.keyClick(count, Qt.Key.Key_Return)
    assert desk.registers.table("BD").rows[0].plain["so_luot_nguoi"] == "1200"


def test_files_are_dropped_on_the_row_and_cited(screen, qtbot, desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "kế hoạch.pdf"
    source.write_bytes(b"noi dung")
    screen.open_target(f"register-row:{add(desk)}")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(source))])
    screen.pane.zone.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert [file.name for file in screen.presenter.rows[0].files] == ["kế hoạch.pdf"]
    assert "kế hoạch.pdf" in [label.text() for label in screen.pane.findChildren(QLabel)]
    (pages,) = screen.pane._pages.values()
    qtbot.keyClicks(pages, "trang 5")
    pages.commit()
    assert screen.presenter.rows[0].files[0].pages == "trang 5"
    assert list(screen.pane._pages.values()) == [pages]


def test_delete_takes_the_selected_rows_and_the_notice_brings_them_back(screen, qtbot, desk: Desk, book) -> None:
    for number in range(3):
        add(desk, so_ky_hieu=f"{number}/KH")
    screen.refresh(frozenset())
    screen.rows.table.setFocus()
    screen.rows.table.choose_first()
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_Delete)
    assert shown(screen, "so_ky_hieu") == ["2/KH"]
    book.posted[-1].deed.run()
    assert len(screen.presenter.rows) == 3


def test_f8_goes_to_the_rows_that_owe_something(screen, qtbot, desk: Desk, book) -> None:
    ids = [add(desk, so_ky_hieu=number) for number in ("1/KH", "2/KH", "3/KH", "2/KH")]
    screen.refresh(frozenset())
    screen.rows.table.setFocus()
    seen = []
    for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_F8, keys)
        seen.append(screen.row.row_id)
    assert seen == [ids[1], ids[3], ids[1]]
    assert "Có 2 dòng cùng" in screen.pane.finding.text()
    assert focused(screen) == "row-so_ky_hieu"
    desk.registers.delete([ids[3]])
    screen.refresh(frozenset({"register_row"}))
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_F8)
    assert book.posted[-1].what == "Các dòng đang xem không có vấn đề nào."


def test_search_and_periods_narrow_the_table(screen, qtbot, desk: Desk) -> None:
    add(desk, ngay="14/9/2025", so_ky_hieu="1/KH", trich_yeu="Kiểm tra công vụ")
    add(desk, ngay="15/9/2025", so_ky_hieu="2/KH")
    screen.refresh(frozenset())
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(screen.filter.search, "kiem tra")
    qtbot.waitUntil(lambda: shown(screen, "so_ky_hieu") == ["1/KH"])
    qtbot.mouseClick(screen.filter.chips["quarter"], Qt.MouseButton.LeftButton)
    assert screen.rows.empty.isVisible()
    qtbot.mouseClick(screen.rows.empty.button, Qt.MouseButton.LeftButton)
    assert shown(screen, "so_ky_hieu") == ["1/KH", "2/KH"]
    qtbot.mouseClick(screen.filter.chips["quarter"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.filter.back, Qt.MouseButton.LeftButton)
    assert (shown(screen, "so_ky_hieu"), screen.filter.days.text()) == (["1/KH"], "Quý III năm 2025")


def test_slips_take_one_key_for_the_level_and_enter_for_the_next(screen, qtbot, desk: Desk) -> None:
    screen.list.choose("KS")
    screen.entry_host.focus_first()
    assert focused(screen) == "entry-ngay"
    for text in ("5/12", "Khai sinh"):
        type_on(qtbot, screen, text)
    slips = screen.entry_host.slips
    for level, minutes in (("1", "12"), ("4", "30"), ("2", "")):
        assert slips.levels.hasFocus()
        qtbot.keyClicks(slips.levels, level)
        assert focused(screen) == "entry-thoi_gian_cho"
        type_on(qtbot, screen, minutes)
    rows = desk.registers.table("KS").rows
    assert [row.plain["muc"] for row in rows] == ["rat_hai_long", "khong_hai_long", "hai_long"]
    assert {row.plain["thu_tuc"] for row in rows} == {"Khai sinh"}
    assert slips.count.text() == "Đã nhập 3 dòng; hài lòng trở lên 66,7%."
    assert slips.cells["thu_tuc"].text() == "Khai sinh"


def test_a_slip_without_a_level_says_so(screen, qtbot) -> None:
    screen.list.choose("KS")
    screen.entry_host.focus_first()
    type_on(qtbot, screen, "5/12")
    qtbot.mouseClick(screen.entry_host.slips.store, Qt.MouseButton.LeftButton)
    assert screen.entry_host.slips.finding.text() == "Chưa nhập “Mức độ hài lòng”."
    assert screen.entry_host.slips.levels.hasFocus()


def test_the_book_is_seen_before_it_is_printed(screen, qtbot, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    add(desk)
    screen.refresh(frozenset())
    qtbot.keyClick(cell(screen, "ngay"), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert screen.book_pane.isVisible()
    qtbot.waitUntil(lambda: screen.book_pane.preview.page_count == 1)
    path = tmp_path / "so.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    qtbot.mouseClick(screen.book_pane.save, Qt.MouseButton.LeftButton)
    assert path.read_bytes().startswith(b"%PDF")
    qtbot.keyClick(screen.book_pane, Qt.Key.Key_Escape)
    assert screen.entry_host.isVisible()


def test_a_workbook_goes_out_and_comes_in_again(screen, qtbot, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    row_id = add(desk)
    screen.refresh(frozenset())
    path = tmp_path / "so.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    qtbot.mouseClick(screen.head.export, Qt.MouseButton.LeftButton)
    desk.registers.delete([row_id])
    qtbot.mouseClick(screen.head.bring, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.incoming_pane.apply_button, Qt.MouseButton.LeftButton)
    assert shown(screen, "so_ky_hieu") == ["12/KH-UBND"]


def test_nothing_is_chosen_in_the_file_dialogs(screen, qtbot, monkeypatch) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args: ("", ""))
    qtbot.mouseClick(screen.head.export, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.head.bring, Qt.MouseButton.LeftButton)
    assert screen.entry_host.isVisible()


@pytest.mark.parametrize("width", [885, 1158])
def test_every_register_fits_the_width(screen, qtbot, desk: Desk, width: int) -> None:
    screen.resize(width, 560)
    for summary in desk.registers.summaries():
        screen.list.choose(summary.register.code)
        qtbot.wait(5)
        assert screen.presenter.register.code == summary.register.code
        for label in screen.entry_host.findChildren(QLabel):
            if label.property("kind") == "field" and label.isVisible():
                assert label.width() >= label.sizeHint().width() - 1, (summary.register.code, label.text())
        lines = [line for line in screen.entry_host.findChildren(QLineEdit) if line.isVisible()]
        assert [line.objectName() for line in lines if line.mapTo(screen, QPoint(line.width(), 0)).x() > width] == []


def test_the_level_of_a_slip_goes_back_to_its_keys_and_stores_nothing(screen, desk, qtbot) -> None:
    register = next(one for one in desk.session.packs.registers() if slip_form(one) is not None)
    level = slip_form(register).level
    target = f"register-new:{register.code}:{level.code}"
    screen.open_target(target)
    qtbot.waitUntil(screen.entry_host.slips.levels.isVisible)
    for column, text in ((level, level.spec.options[1].label), (register.columns[0], "1/12/2025")):
        assert put_back(screen, target.replace(level.code, column.code), text)
        assert screen.entry_host.texts()[column.code] == text
    assert [key.isChecked() for key in screen.entry_host.slips.levels.keys][:3] == [False, True, False]
    assert desk.registers.table(register.code).rows == ()
