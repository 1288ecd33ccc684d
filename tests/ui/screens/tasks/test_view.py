"""The real screen over a real folder: keys, chips, links, widths."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from cchc_desktop.domain.status import TaskStatus
from ui.screens.tasks.filters import Quick
from ui.screens.tasks.view import TasksScreen

TASK = "TQ2025H2-06"


def visible_titles(screen) -> list[str]:
    return [
        column.title
        for number, column in enumerate(screen.table.rows.columns)
        if not screen.table.isColumnHidden(number)
    ]


def test_the_table_groups_58_tasks_under_8_fields(screen) -> None:
    assert screen.table.rows.matching == 58
    assert len(screen.table.rows.heading_rows()) == 8
    assert screen.count.text() == "58/58 nhiệm vụ"


def test_search_by_keyboard_without_diacritics(screen, qtbot) -> None:
    qtbot.keyClick(screen.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(screen.search.hasFocus)
    qtbot.keyClicks(screen.search, "sang kien")
    qtbot.waitUntil(lambda: screen.table.rows.matching < 58)
    assert screen.count.text() == f"{screen.table.rows.matching}/58 nhiệm vụ"
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.table.hasFocus()
    qtbot.keyClick(screen.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen.table.rows.matching == 58)


def test_a_chip_filters_and_clearing_brings_all_back(screen, qtbot) -> None:
    chip = screen.chips.chip(TaskStatus.OVERDUE)
    assert chip.text() == "Quá hạn  1"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert screen.table.rows.matching == 1
    assert screen.clear.isEnabled()
    qtbot.mouseClick(screen.clear, Qt.MouseButton.LeftButton)
    assert screen.table.rows.matching == 58
    assert not chip.isChecked()


def test_an_empty_result_offers_to_drop_the_filter(screen, qtbot) -> None:
    qtbot.mouseClick(screen.chips.chip(Quick.MINE), Qt.MouseButton.LeftButton)
    assert screen.empty.isVisible()
    assert "“Của tôi”" in screen.empty.step.text()
    qtbot.mouseClick(screen.empty.button, Qt.MouseButton.LeftButton)
    assert screen.table.isVisible()


def test_the_field_selector_narrows_the_table(screen, qtbot) -> None:
    screen.field.setFocus()
    qtbot.keyClick(screen.field, Qt.Key.Key_Down)
    screen.field.activated.emit(1)
    assert screen.table.rows.matching == 10
    assert screen.field.currentText() == "I. Công tác chỉ đạo điều hành (10)"


def test_sorting_by_a_column_takes_the_headings_away(screen) -> None:
    screen.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert screen.table.rows.heading_rows() == []
    assert screen.table.rows.visible_rows()[0].number == "38"


def test_facts_stand_in_own_columns_where_there_is_room_and_stacked_elsewhere(screen, qtbot) -> None:
    assert visible_titles(screen) == ["Số", "Nhiệm vụ", "Vai trò, cán bộ", "Thời hạn", "Tình trạng, %"]
    assert screen.table.columnWidth(1) >= 220
    screen.detail.hide()
    qtbot.waitUntil(lambda: len(visible_titles(screen)) == 7)
    assert visible_titles(screen) == [
        "Số",
        "Nhiệm vụ",
        "Vai trò",
        "Thời hạn",
        "Người thực hiện",
        "%",
        "Tình trạng",
    ]


def test_no_label_is_wider_than_the_pane_at_125_percent(screen, qtbot) -> None:
    screen.resize(869, 470)
    screen.open_target(f"task:{TASK}:entries")
    pane = screen.detail
    qtbot.waitUntil(lambda: pane._page.widget().width() <= pane._page.viewport().width())
    wide = [label.text() for label in pane.findChildren(QLabel) if label.isVisible() and label.width() > pane.width()]
    assert wide == []


def test_a_link_opens_the_task_and_its_field(screen, desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    screen.open_target(f"task:{TASK}:difficulty")
    assert screen.detail.title.text() == "Nhiệm vụ số 6"
    assert screen.detail.cards[entry].difficulty.hasFocus()
    assert screen.table.current_row().code == TASK


def test_a_link_to_a_field_of_a_task_without_entries_goes_to_the_button_that_adds_one(screen) -> None:
    screen.open_target(f"task:{TASK}:entries")
    assert screen.detail.add_entry.hasFocus()


def test_enter_in_the_table_goes_into_the_newest_entry(screen, desk, qtbot) -> None:
    entry = desk.tasks.add_entry(TASK).value
    screen.open_target(f"task:{TASK}")
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.detail.cards[entry].result.hasFocus()


def test_arrows_go_from_task_to_task(screen, qtbot) -> None:
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Down)
    assert screen.detail.title.text() == "Nhiệm vụ số 2"


def test_f8_goes_to_what_the_open_task_lacks(screen, desk, qtbot) -> None:
    desk.tasks.set_not_arising(TASK, not_arising=True, reason="")
    screen.open_target(f"task:{TASK}")
    screen.detail.presenter.reload()
    qtbot.keyClick(screen.table, Qt.Key.Key_F8)
    assert screen.detail.assignment.reason.hasFocus()


class Windows(QObject):
    """Writes down every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - the name is Qt's
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(watched)
        return False


def test_no_part_of_the_pane_flashes_up_as_a_window_of_its_own(screen, desk, qapp) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    desk.tasks.set_not_arising(TASK, not_arising=True, reason="")
    screen.open_target(f"task:{TASK}")
    screen.detail.presenter.add_entry()
    screen.detail.presenter.add_missing(screen.detail.presenter._facts.missing[0])
    qapp.removeEventFilter(windows)
    assert windows.opened == []


def test_every_control_has_a_name_for_the_screen_reader(screen, desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.add_product(entry, "Quyết định")
    screen.open_target(f"task:{TASK}")
    nameless = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
        for widget in screen.findChildren(kind)
        if widget.isVisible() and not widget.accessibleName() and not getattr(widget, "text", str)()
    ]
    qts_own = (QLineEdit, QTabBar)  # the small buttons inside them
    assert [widget for widget in nameless if not isinstance(widget.parent(), qts_own)] == []


@pytest.fixture
def remembering(tmp_path):
    QCoreApplication.setOrganizationName("cchc-thu")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "nho"))
    yield
    QCoreApplication.setOrganizationName("")


def test_the_width_of_the_pane_is_remembered(remembering, screen, desk, qtbot) -> None:
    screen.splitter.setSizes([600, 534])
    screen.splitter.splitterMoved.emit(600, 1)
    screen.detail.plan.set_folded(folded=True)
    kept = screen.splitter.sizes()
    again = TasksScreen(screen._context)
    qtbot.addWidget(again)
    again.resize(1142, 616)
    again.show()
    QApplication.processEvents()
    assert again.splitter.sizes() == kept
    assert again.detail.plan._content.isHidden()


def tab_stops(screen, count: int) -> list[str]:
    names = []
    widget = screen.search
    while len(names) < count:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            names.append(widget.accessibleName() or type(widget).__name__)
        widget = widget.nextInFocusChain()
    return names


def test_tab_goes_from_the_filters_over_the_table_down_through_the_task(screen, desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    screen.open_target(f"task:{TASK}")
    names = tab_stops(screen, 40)
    expected = [
        "Tìm kiếm",
        "Lĩnh vực",
        "Chưa triển khai: 57",
        "Chưa có sản phẩm: 58",
        "Danh sách nhiệm vụ",
        "Thêm cập nhật",
        "Người thực hiện",
        f"Cập nhật {screen.detail.cards[entry].head.text()}",
        "Ngày cập nhật",
        "Kết quả thực hiện",
        "Lý do khách quan",
        "Thêm sản phẩm",
    ]
    assert [name for name in dict.fromkeys(names) if name in expected] == expected
