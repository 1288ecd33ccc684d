from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.officer import Role
from ui.widgets import buttons
from ui.widgets.charts import Bar, BarChart, ScoreBars, Segment, StackedBar
from ui.widgets.confirm_bar import ConfirmBar, Question
from ui.widgets.context import HeaderFacts, SignedIn
from ui.widgets.count_chip import Chip, ChipRow, CountChip
from ui.widgets.donut import DonutChart
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop_zone import FileDropZone
from ui.widgets.header_line import HeaderLine
from ui.widgets.labelled import Labelled
from ui.widgets.labels import ElidedLabel
from ui.widgets.looks import TASK_LOOKS
from ui.widgets.password_field import PasswordField
from ui.widgets.pill import Pill, pill_width
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.save_state import SaveState
from ui.widgets.search_field import SearchField

REOPEN = Question("Mở lại báo cáo Quý IV/2025?", "Mở lại", reason_label="Lý do mở lại")


def test_a_pill_is_as_wide_as_its_word_and_names_itself(qtbot) -> None:
    pill = Pill("Quá hạn", TASK_LOOKS["overdue"])
    qtbot.addWidget(pill)
    pill.set_state("Hoàn thành đúng hạn", TASK_LOOKS["done_in_time"])
    assert pill.sizeHint().width() == pill_width("Hoàn thành đúng hạn")
    assert pill.accessibleName() == "Hoàn thành đúng hạn"


def test_pressed_chips_stay_pressed_when_their_counts_change(qtbot) -> None:
    row = ChipRow("Tình trạng")
    qtbot.addWidget(row)
    row.set_chips([Chip("overdue", "Quá hạn", 3), Chip("standing", "Thường xuyên", 0)])
    with qtbot.waitSignal(row.chosen_changed) as told:
        row.findChildren(CountChip)[0].click()
    assert told.args == [frozenset({"overdue"})]
    row.set_chips([Chip("overdue", "Quá hạn", 2), Chip("standing", "Thường xuyên", 1)])
    assert row.chosen() == frozenset({"overdue"})
    assert row.findChildren(CountChip)[0].accessibleName() == "Quá hạn: 2"


def test_search_waits_for_the_hand_to_rest_and_escape_empties(qtbot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    heard: list[str] = []
    field.searched.connect(heard.append)
    qtbot.keyClicks(field, "tuyen")
    qtbot.waitUntil(lambda: heard == ["tuyen"], timeout=1_000)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_label_is_the_buddy_and_the_name_of_its_editor(qtbot) -> None:
    editor = QLineEdit()
    field = Labelled("&Kết quả", editor, required=True)
    qtbot.addWidget(field)
    assert field.label.buddy() is editor
    assert editor.accessibleName() == "Kết quả"
    field.set_finding("block", "Chưa ghi kết quả.")
    assert editor.accessibleDescription() == "Chưa ghi kết quả."
    field.clear_finding()
    assert field.finding.isHidden()


def test_a_shortened_label_keeps_its_whole_text_at_hand(qtbot) -> None:
    label = ElidedLabel("Kế hoạch cải cách hành chính 6 tháng cuối năm 2025")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(800, 20)
    assert label.toolTip() == ""


def test_a_reason_that_is_owed_must_be_written_before_the_deed(qtbot) -> None:
    bar, heard = ConfirmBar(), []
    qtbot.addWidget(bar)
    bar.ask(REOPEN, heard.append)
    assert not bar.deed.isEnabled()
    bar.reason.setText("  sai số liệu ")
    bar.deed.click()
    assert heard == ["sai số liệu"]
    assert bar.isHidden()


def test_escape_leaves_without_doing_anything_and_gives_the_focus_back(qtbot) -> None:
    page, heard = QWidget(), []
    qtbot.addWidget(page)
    field, bar = QLineEdit(), ConfirmBar()
    column = QVBoxLayout(page)
    column.addWidget(field)
    column.addWidget(bar)
    page.show()
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    bar.ask(REOPEN, heard.append)
    qtbot.waitUntil(bar.reason.hasFocus)
    qtbot.keyClick(bar.reason, Qt.Key.Key_Escape)
    assert heard == []
    assert field.hasFocus()


def test_a_short_job_shows_no_progress_and_a_long_one_can_be_stopped(qtbot) -> None:
    strip, heard = ProgressStrip(), []
    qtbot.addWidget(strip)
    strip.cancelled.connect(lambda: heard.append("stop"))
    strip.start("Đang kết xuất…")
    assert strip.isHidden()
    qtbot.waitUntil(strip.isVisible, timeout=2_000)
    strip.step(3, 8, "Trang 3")
    next(b for b in strip.findChildren(type(buttons.plain(""))) if b.text() == "Dừng").click()
    assert heard == ["stop"]
    strip.finish()
    assert strip.isHidden()


def test_files_of_another_kind_are_named_and_not_taken(qtbot) -> None:
    zone, heard = FileDropZone("Kéo tệp vào đây", suffixes=(".pdf",), kinds="Tệp PDF"), []
    qtbot.addWidget(zone)
    zone.files_chosen.connect(heard.append)
    zone.offer([Path("a.PDF"), Path("b.exe")])
    assert heard == [[Path("a.PDF")]]
    assert "b.exe" in zone.finding.text()


def test_one_file_means_one_file(qtbot) -> None:
    zone, heard = FileDropZone("Kéo tệp vào đây", many=False), []
    qtbot.addWidget(zone)
    zone.files_chosen.connect(heard.append)
    zone.offer([Path("a.pdf"), Path("b.pdf")])
    assert heard == []
    assert zone.finding.text()


def test_a_password_is_taken_once_and_hidden_again(qtbot) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    field.setText("mat khau")
    field.actions()[0].trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert field.take() == "mat khau"
    assert field.text() == ""
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_the_save_state_says_it_in_words(qtbot) -> None:
    state = SaveState()
    qtbot.addWidget(state)
    state.saving()
    assert state.text() == "Đang lưu…"
    state.unsaved("đĩa đầy")
    assert state.text() == "CHƯA LƯU: đĩa đầy"
    assert state.is_unsaved
    state.saved("14:05:12")
    assert state.text() == "Đã lưu 14:05:12"
    assert not state.is_unsaved
    state.read_only()
    assert state.text() == "Chỉ đọc"


def test_the_header_says_where_and_who(qtbot) -> None:
    header = HeaderLine()
    qtbot.addWidget(header)
    header.show_facts(HeaderFacts("UBND xã Thái Bình", "Kế hoạch 2025", "Quý IV/2025"))
    header.show_user(SignedIn("1", "Nguyễn Thị Hương", Role.PREPARER))
    assert header.accessibleName() == "UBND xã Thái Bình, Kế hoạch 2025, Quý IV/2025"
    with qtbot.waitSignal(header.sign_out_requested):
        header.sign_out.click()


def test_an_empty_screen_offers_the_first_step(qtbot) -> None:
    empty = EmptyState(icon="tasks", sentence="Chưa có kế hoạch", first_step="Nhập kế hoạch.", deed="Nhập")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.started):
        empty.button.click()


@pytest.mark.parametrize("width", [260, 420, 900])
def test_bars_give_long_labels_the_height_that_they_need(width: int, qtbot) -> None:
    chart = BarChart("Điểm")
    qtbot.addWidget(chart)
    chart.set_bars([Bar("Xây dựng và phát triển chính quyền điện tử, chính quyền số", 3, "3")])
    one_line = chart.heightForWidth(4_000)
    assert chart.heightForWidth(width) >= one_line
    assert chart.heightForWidth(260) > one_line
    chart.resize(width, chart.heightForWidth(width))
    assert not chart.grab().isNull()
    assert "chính quyền số: 3" in chart.accessibleDescription()


def test_charts_of_nothing_paint_without_dividing_by_it(qtbot) -> None:
    nothing = [Segment("Quá hạn", 0, "0", "#CC4B44")]
    stacked, donut, scores = StackedBar("a"), DonutChart("b"), ScoreBars("c")
    for chart in (stacked, donut, scores):
        qtbot.addWidget(chart)
    stacked.set_segments(nothing)
    donut.set_segments(nothing, figure="0", caption="nhiệm vụ")
    scores.set_scores([("Cải cách thể chế", 0, 0, "0,00 / 0")])
    assert all(not chart.grab().isNull() for chart in (stacked, donut, scores))
    assert donut.accessibleDescription() == "0 nhiệm vụ. Quá hạn: 0"


def test_a_donut_is_wide_enough_for_its_legend(qtbot) -> None:
    donut = DonutChart("Tình trạng")
    qtbot.addWidget(donut)
    donut.set_segments([Segment("Hoàn thành đúng hạn", 12, "12", "#3B9461")], figure="12")
    text = donut.fontMetrics().horizontalAdvance("Hoàn thành đúng hạn")
    assert donut.minimumSizeHint().width() >= 160 + 24 + 20 + text


def test_an_icon_only_button_has_a_name(qtbot) -> None:
    button = buttons.quiet("", "close", tip="Đóng")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Đóng"
