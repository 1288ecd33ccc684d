"""Rows of any register: typed in series by one key, several choices ticked, columns that do not all fit."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.small_registers import RECEPTIONS, VISITS

from ui.screens.registers.entry_host import EntryHost
from ui.screens.registers.entry_line import EntryLine
from ui.screens.registers.option_menu import OptionMenu
from ui.screens.registers.register_table import RegisterRows
from ui.screens.registers.row_editors import editor_for
from ui.screens.registers.series import SlipForm, slip_count, slip_form
from ui.screens.registers.slip_card import SlipCard


def _put_in_front(qtbot: QtBot, widget: QWidget) -> None:
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def _form() -> SlipForm:
    form = slip_form(VISITS)
    assert form is not None
    return form


def _card(qtbot: QtBot, stored: list[dict[str, str]]) -> SlipCard:
    card = SlipCard(_form(), lambda: stored.append(dict(card.texts())) or True)
    qtbot.addWidget(card)
    card.resize(700, 320)
    _put_in_front(qtbot, card)
    return card


def test_the_cursor_never_passes_a_required_column(qtbot: QtBot) -> None:
    card = _card(qtbot, [])
    card.focus_first()
    assert card.cells["ngay"].hasFocus()
    card.fill({"ngay": "05/12/2025", "thon": "Tân Yên"})
    card.focus_first()
    village = card.cells["thon"]
    assert village.hasFocus()
    assert village.selectedText() == "Tân Yên"


def test_the_choice_bears_its_own_name_and_its_keys_stay_within_the_card(qtbot: QtBot) -> None:
    card = _card(qtbot, [])
    card.show_count(slip_count(_form(), ()))
    assert card.levels.accessibleName() == "Việc đã làm"
    assert card.store.text() == "Dòng tiếp theo"
    assert card.count.text() == "Chưa có dòng nào trong khoảng đang xem."
    rights = [key.mapTo(card, QPoint(key.width(), 0)).x() for key in card.levels.keys]
    assert max(rights) <= card.width()
    assert all(key.width() >= key.sizeHint().width() for key in card.levels.keys)
    assert len({key.y() for key in card.levels.keys}) > 1


def test_a_refused_row_of_many_cells_scrolls_instead_of_being_cut(qtbot: QtBot) -> None:
    host = EntryHost(lambda: True)
    qtbot.addWidget(host)
    host.resize(420, 300)
    host.show_register(RECEPTIONS)
    host.show()
    for column in RECEPTIONS.columns:
        host.show_cell(column.code, "sai", "Nội dung này không đọc được. Đề nghị xem lại và nhập lại cho đúng.")
    assert host.line is not None
    qtbot.waitUntil(lambda: host.line.height() >= host.line.heightForWidth(host.line.width()))
    assert host.line.height() > host.height()


def test_escape_asks_to_take_the_row_away(qtbot: QtBot) -> None:
    line = EntryLine(RECEPTIONS, lambda: True)
    qtbot.addWidget(line)
    _put_in_front(qtbot, line)
    line.cells["noi_dung"].setFocus()
    with qtbot.waitSignal(line.clear_wanted):
        qtbot.keyClick(line.cells["noi_dung"], Qt.Key.Key_Escape)


def test_several_choices_are_ticked_by_keyboard_and_stand_in_the_cell(qtbot: QtBot) -> None:
    line = EntryLine(RECEPTIONS, lambda: True)
    qtbot.addWidget(line)
    _put_in_front(qtbot, line)
    cell = line.cells["hinh_thuc"]
    cell.put("Đột xuất")
    cell.setFocus()
    menu = cell.findChild(OptionMenu)
    assert menu is not None
    qtbot.keyClick(cell, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [action.isChecked() for action in menu.actions()] == [False, True, False]
    with qtbot.waitSignal(line.typed):
        qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert cell.text() == "Định kỳ; Đột xuất"
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()
    QApplication.processEvents()


def test_columns_that_a_row_owes_and_its_deadline_come_first_where_not_all_fit(qtbot: QtBot) -> None:
    table = RegisterRows(RECEPTIONS)
    qtbot.addWidget(table)
    table.resize(1400, 200)
    table.show()
    header = table.horizontalHeader()
    names = [column.title for column in table.rows.columns]

    def shown() -> list[str]:
        return [names[header.logicalIndex(place)] for place in range(header.count())]

    assert shown() == names
    table.resize(640, 200)
    qtbot.waitUntil(lambda: shown() != names)
    assert shown()[:4] == ["STT", "Ngày tiếp", "Nội dung", "Hạn giải quyết"]
    assert table.horizontalScrollBar().maximum() > 0
    assert not any(table.isColumnHidden(number) for number in range(len(names)))
    table.resize(1400, 200)
    qtbot.waitUntil(lambda: shown() == names)
    assert table.horizontalScrollBar().maximum() == 0


def test_choices_ticked_beside_the_table_are_saved_like_typed_ones(qtbot: QtBot) -> None:
    column = RECEPTIONS.column("hinh_thuc")
    editor = editor_for(RECEPTIONS, column, read_day=date.fromisoformat, today=date.today)
    qtbot.addWidget(editor)
    _put_in_front(qtbot, editor)
    menu = editor.findChild(OptionMenu)
    assert menu is not None
    with qtbot.waitSignal(editor.committed) as committed:
        menu.actions()[2].toggle()
    assert committed.args == ["Đoàn"]
