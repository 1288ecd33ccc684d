"""The history beside the screen: real desk, real widgets."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from support.fixtures import desk, workplace
from support.screens import SaveBook, context_of

from cchc_desktop.domain import subject
from cchc_desktop.domain.subject import Subject
from cchc_desktop.services.workplace import Desk
from ui.widgets.editors import AutosaveLine
from ui.widgets.history_drawer import HistoryDrawer
from ui.widgets.history_list import COME, GONE, change_html
from ui.widgets.history_panel import HistoryPanel, comparison_html
from ui.widgets.history_panel_presenter import ChangeWords, Comparison, told_in_line
from ui.widgets.history_places import subject_of, subject_of_link
from ui.widgets.keeping import Spot
from ui.widgets.notices import NoticeBook
from ui.widgets.runner import InlineRunner

__all__ = ["desk", "workplace"]
TASK = "TQ2025H2-06"


@pytest.fixture
def book() -> NoticeBook:
    """What would be told."""
    return NoticeBook()


@pytest.fixture
def entry(desk: Desk) -> str:
    """An entry whose result was written three times."""
    identity = desk.tasks.add_entry(TASK).value
    for text in ("Đã trình kế hoạch", "Đã ban hành kế hoạch", "Đã ban hành kế hoạch số 112"):
        desk.tasks.edit_entry(identity, result=text)
    return identity


@pytest.fixture
def panel(desk: Desk, book: NoticeBook, qtbot: QtBot) -> HistoryPanel:
    """A panel at the desk."""
    made = HistoryPanel(context_of(desk, InlineRunner(book.sink()), notices=book.sink(), saves=SaveBook()))
    qtbot.addWidget(made)
    made.resize(460, 560)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def result_of(entry: str) -> Subject:
    """The field that the tests look at."""
    return subject.by_id("progress_entry", entry, "result")


def test_the_versions_of_a_field_are_listed_newest_first(panel: HistoryPanel, entry: str) -> None:
    panel.show_subject(result_of(entry))
    assert panel.title.text() == "Lịch sử: kết quả"
    assert panel.place.text() == "Nhiệm vụ 6, cập nhật ngày 10/12/2025"
    assert [text.rsplit("→ ", 1)[1] for text in panel.list.texts()] == [
        "Đã ban hành kế hoạch số 112",
        "Đã ban hành kế hoạch",
        "Đã trình kế hoạch",
    ]


def test_two_versions_ticked_with_space_are_compared_older_at_the_left(
    panel: HistoryPanel, entry: str, qtbot: QtBot
) -> None:
    panel.show_subject(result_of(entry))
    panel.focus()
    assert not panel.compare.isEnabled()
    for keys in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(panel.list, keys)
    panel.compare.click()
    html = panel.both.toHtml()
    assert panel.both.toPlainText().index("Đã trình") < panel.both.toPlainText().index("Đã ban hành")
    assert "line-through" in html
    assert "underline" in html
    qtbot.keyClick(panel.both, Qt.Key.Key_Escape)
    assert panel.list.isVisible()


def test_of_three_ticked_versions_the_first_gives_way(panel: HistoryPanel, entry: str) -> None:
    panel.show_subject(result_of(entry))
    for row in (0, 1, 2):
        panel.list.item(row).setCheckState(Qt.CheckState.Checked)
    assert len(panel.list.ticked()) == 2
    assert panel.list.item(2).checkState() is Qt.CheckState.Checked


def test_an_old_value_is_brought_back_and_told(panel: HistoryPanel, desk: Desk, entry: str, book: NoticeBook) -> None:
    panel.show_subject(result_of(entry))
    assert not panel.bring.isEnabled()
    assert panel.hint.text() == "Đây là giá trị đang dùng."
    panel.list.setCurrentRow(2)
    assert panel.bring.isEnabled()
    panel.bring.click()
    assert desk.tasks.detail(TASK).entries[0].result == "Đã trình kế hoạch"
    assert book.posted[-1].what == "Đã đưa lại giá trị lúc 09:00 ngày 10/12/2025; hoàn tác được."
    assert "Đưa lại giá trị cũ" in panel.list.texts()[0]


def test_a_refused_value_is_told_with_the_usual_sentence(
    panel: HistoryPanel, desk: Desk, entry: str, book: NoticeBook
) -> None:
    panel.show_subject(result_of(entry))
    panel.list.setCurrentRow(2)
    desk.tasks.delete_entry(entry)
    panel.bring.click()
    assert (book.posted[-1].kind, book.posted[-1].what) == ("warn", "Chưa đưa lại được.")
    assert "khôi phục dòng" in book.posted[-1].do


def test_a_deleted_row_is_restored_by_its_own_words(panel: HistoryPanel, desk: Desk, entry: str) -> None:
    desk.tasks.delete_entry(entry)
    panel.show_subject(subject.task(TASK))
    assert panel.bring.text() == "Khôi phục dòng đã xóa"
    panel.bring.click()
    assert desk.tasks.detail(TASK).entries[0].id == entry


def test_a_field_can_be_widened_to_its_row_and_back(panel: HistoryPanel, desk: Desk, entry: str) -> None:
    desk.tasks.edit_entry(entry, percent=50)
    panel.show_subject(result_of(entry))
    assert panel.other.text() == "Cả dòng này"
    panel.other.click()
    assert (panel.list.count(), panel.other.text()) == (5, "Chỉ ô này")
    panel.other.click()
    assert panel.list.count() == 3


def test_versions_of_two_rows_are_not_compared_and_say_so(panel: HistoryPanel, desk: Desk) -> None:
    desk.tasks.add_entry(TASK)
    desk.tasks.add_entry(TASK)
    panel.show_subject(subject.task(TASK))
    for row in (0, 1):
        panel.list.item(row).setCheckState(Qt.CheckState.Checked)
    assert not panel.compare.isEnabled()
    assert "hai dòng khác nhau" in panel.hint.text()


def test_a_field_without_changes_says_so(panel: HistoryPanel) -> None:
    panel.show_subject(subject.assignment(TASK, "internal_due"))
    assert panel.nothing.text() == "Chưa có thay đổi nào được ghi."
    assert not panel.bring.isVisible()


def test_marks_do_not_rest_on_colour_alone() -> None:
    html = change_html(ChangeWords("", "số 12", "số 13"))
    assert f"background-color:{GONE}; text-decoration:line-through" in html
    assert f"background-color:{COME}; text-decoration:underline" in html


def test_typed_marks_are_no_markup(panel: HistoryPanel, desk: Desk, entry: str) -> None:
    desk.tasks.edit_entry(entry, result="<b>a & b</b>")
    new, old = desk.history.of(result_of(entry))[:2]
    panel.show_subject(result_of(entry))
    panel.presenter.choose([new.seq, old.seq])
    panel.presenter.compare()
    assert "<b>a & b</b>" in panel.both.toPlainText()


def test_a_change_is_told_in_a_line_for_narrow_places(desk: Desk, entry: str) -> None:
    (newest, *_older) = desk.history.of(result_of(entry))
    assert told_in_line(newest) == (
        "10/12/2025 09:00 · Nguyễn Thị Lan: sửa\nKết quả: Đã ban hành kế hoạch → Đã ban hành kế hoạch số 112"
    )


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("plan:TQ2025H2-06:lead:KH", subject.plan_task("TQ2025H2-06", "lead")),
        ("plan:TQ2025H2-06:internal_due:KH", subject.assignment("TQ2025H2-06", "internal_due")),
        ("plan:purpose::KH", subject.plan_text("purpose")),
        ("plan:sent:day:KH", subject.plan_text("sent_day")),
        ("register-row:abc:ngay", subject.by_id("register_row", "abc", "ngay")),
        ("report:BC:2025-Q3:BC1", subject.figure("BC", "2025-Q3", "BC1")),
        ("report:BC:2025-Q3:BC1~override", subject.figure("BC", "2025-Q3", "BC1")),
        ("report:BC:2025-Q3:#IV", subject.section("BC", "2025-Q3", "IV")),
        ("report:BC:2025-Q3:!report.check:KT52", subject.explanation("BC", "2025-Q3", "report.check:KT52")),
        ("criterion:1.1.3:a:TC", subject.answer("1.1.3", "content")),
        ("criterion:1.1.3:explanation:TC", subject.answer("1.1.3", "explanation")),
        ("criterion:adjustments:cases.T1:TC", subject.adjustment("T1", "cases")),
        ("evidence:abc:number", subject.by_id("evidence", "abc", "number")),
        ("settings:documents:addressee", subject.document_defaults("addressee")),
        ("register-new:VB:ngay", None),
        ("plan:odd", None),
    ],
)
def test_links_of_editors_name_what_the_history_is_of(target: str, found: Subject | None) -> None:
    assert subject_of_link(target) == found


class _Pane(QWidget):
    """A pane with a field of its own, one with a link, and one that nobody knows."""

    def __init__(self, entry: str) -> None:
        super().__init__()
        self._entry = entry
        self.own, self.linked, self.other = AutosaveLine(), AutosaveLine(), AutosaveLine()
        column = QVBoxLayout(self)
        for editor in (self.own, self.linked, self.other):
            column.addWidget(editor)

    def kept_spot(self, editor: QWidget) -> Spot | None:
        return Spot("plan:purpose::KH", "Kế hoạch") if editor is self.linked else None

    def history_of(self, widget: QWidget) -> Subject | None:
        return result_of(self._entry) if widget is not self.other else None


def test_a_link_is_more_exact_than_the_pane(entry: str, qtbot: QtBot) -> None:
    pane = _Pane(entry)
    qtbot.addWidget(pane)
    assert subject_of(pane.own) == result_of(entry)
    assert subject_of(pane.linked) == subject.plan_text("purpose")
    assert subject_of(pane.other) is None
    assert subject_of(None) is None


@pytest.fixture
def window(desk: Desk, book: NoticeBook, entry: str, qtbot: QtBot) -> Any:
    """A page with a pane, and the drawer over it."""
    page = QStackedWidget()
    pane = _Pane(entry)
    page.addWidget(pane)
    drawer = HistoryDrawer(page)
    qtbot.addWidget(page)
    drawer.serve(context_of(desk, InlineRunner(book.sink()), notices=book.sink()))
    page.resize(1142, 616)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page, pane, drawer


def test_f9_opens_the_history_of_the_field_and_escape_goes_back_to_it(window: Any, qtbot: QtBot) -> None:
    _page, pane, drawer = window
    pane.own.setFocus()
    qtbot.keyClick(pane.own, Qt.Key.Key_F9)
    assert drawer.isVisible()
    assert drawer.panel.title.text() == "Lịch sử: kết quả"
    assert drawer.panel.list.hasFocus()
    qtbot.keyClick(drawer.panel.list, Qt.Key.Key_Escape)
    assert not drawer.isVisible()
    assert pane.own.hasFocus()


def test_the_drawer_keeps_to_the_right_edge_and_leaves_room_in_a_narrow_window(window: Any, qtbot: QtBot) -> None:
    page, pane, drawer = window
    pane.own.setFocus()
    qtbot.keyClick(pane.own, Qt.Key.Key_F9)
    assert drawer.geometry().right() == page.width() - 1
    page.resize(600, 500)
    qtbot.waitUntil(lambda: drawer.width() == 360)
    assert drawer.geometry().right() == page.width() - 1


def test_a_place_without_history_says_what_to_do(window: Any, book: NoticeBook, qtbot: QtBot) -> None:
    _page, pane, drawer = window
    pane.other.setFocus()
    qtbot.keyClick(pane.other, Qt.Key.Key_F9)
    assert not drawer.isVisible()
    assert "nhấn F9" in book.posted[-1].what


def test_the_open_drawer_follows_changes(window: Any, desk: Desk, entry: str, qtbot: QtBot) -> None:
    _page, pane, drawer = window
    pane.own.setFocus()
    qtbot.keyClick(pane.own, Qt.Key.Key_F9)
    desk.tasks.edit_entry(entry, result="mới nữa")
    drawer.refresh()
    assert drawer.panel.list.texts()[0].endswith("mới nữa")


def test_signing_out_takes_the_history_away(window: Any, qtbot: QtBot) -> None:
    _page, pane, drawer = window
    pane.own.setFocus()
    qtbot.keyClick(pane.own, Qt.Key.Key_F9)
    drawer.serve(None)
    assert drawer.panel is None
    assert not drawer.isVisible()


def test_the_whole_of_a_comparison_is_a_table_of_two_columns(desk: Desk, entry: str) -> None:
    versions = desk.history.of(subject.by_id("progress_entry", entry))
    fields = desk.history.compare(versions[-1], versions[0])
    html = comparison_html(Comparison("cũ", "mới", fields))
    assert html.count("<td width='50%'") == 2 * (1 + len(fields))
    assert "(không đổi)" in html
