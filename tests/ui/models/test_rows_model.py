import time
from collections import namedtuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from cchc_desktop.domain.vietnamese import search_key, sort_key
from ui.models.row_delegate import wrapped
from ui.models.rows_model import HEADING_ROLE, LOOK_ROLE, Column, RowsModel
from ui.models.rows_view import RowsView
from ui.widgets import theme
from ui.widgets.looks import TASK_LOOKS

Task = namedtuple("Task", "code field name status")
COLUMNS = (
    Column("TT", lambda task: task.code, 48, "right"),
    Column("Tên nhiệm vụ", lambda task: task.name, stretch=True, sort_key=lambda task: sort_key(task.name)),
    Column("Tình trạng", lambda task: task.status, 180, look=lambda task: TASK_LOOKS[task.status]),
    Column("Cơ quan", lambda task: "Văn phòng", 200, optional=True),
)
TASKS = (
    Task("1", "I. Chỉ đạo", "Ban hành kế hoạch", "overdue"),
    Task("2", "I. Chỉ đạo", "Đối thoại với người dân", "standing"),
    Task("3", "II. Thể chế", "Tuyên truyền cải cách hành chính", "not_started"),
    Task("4", "II. Thể chế", "Áp dụng hệ thống quản lý chất lượng", "in_progress"),
)


@pytest.fixture
def model(qapp) -> RowsModel:
    model = RowsModel(COLUMNS, key=lambda task: task.code, group=lambda task: task.field, fold=search_key)
    model.set_rows(TASKS)
    return model


@pytest.fixture
def view(model, qtbot) -> RowsView:
    view = RowsView(model, "Nhiệm vụ")
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    return view


def codes(model: RowsModel) -> list[str]:
    return [task.code for task in model.visible_rows()]


def test_the_model_keeps_the_contract_of_qt(model) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_filter("truyen")
    model.sort(1)
    model.set_rows(TASKS[:1])
    model.set_rows(())
    assert model.rowCount() == 0


def test_rows_stand_under_the_headings_of_their_fields(model) -> None:
    assert model.heading_rows() == [0, 3]
    assert model.index(0, 0).data(HEADING_ROLE).count == 2
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.row_at(model.index(1, 0)) is TASKS[0]
    assert model.index(1, 2).data(LOOK_ROLE) is TASK_LOOKS["overdue"]


def test_search_ignores_case_and_diacritics(model) -> None:
    model.set_filter("TUYEN truyen")
    assert codes(model) == ["3"]
    assert (model.matching, model.total) == (1, 4)
    model.set_filter("", lambda task: task.status == "standing")
    assert codes(model) == ["2"]
    model.set_filter()
    assert codes(model) == ["1", "2", "3", "4"]


def test_a_column_sorts_by_its_key_without_headings_and_back_to_the_plan(model) -> None:
    model.sort(1)
    assert codes(model) == ["4", "1", "2", "3"]
    assert model.heading_rows() == []
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert codes(model) == ["3", "2", "1", "4"]
    model.sort(-1)
    assert codes(model) == ["1", "2", "3", "4"]
    assert model.heading_rows() == [0, 3]


def test_ten_thousand_rows_filter_within_fifty_milliseconds(qtbot) -> None:
    model = RowsModel(COLUMNS, key=lambda task: task.code, fold=search_key)
    model.set_rows([Task(str(n), "I", TASKS[n % 4].name, "overdue") for n in range(10_000)])
    view = RowsView(model, "Nhiệm vụ")
    qtbot.addWidget(view)
    view.show()
    taken = []
    for needle in ("tuyen truyen", "ban hanh", ""):
        start = time.perf_counter()
        model.set_filter(needle)
        taken.append(time.perf_counter() - start)
    assert min(taken) > 0
    assert sorted(taken)[1] <= 0.05


def test_the_current_row_is_kept_by_its_key_through_a_refresh_and_a_sort(view, model) -> None:
    view.choose("3")
    model.set_rows([task._replace(name=task.name + " mới") for task in reversed(TASKS)])
    assert view.current_row().code == "3"
    model.sort(1)
    assert view.current_row().code == "3"


def test_a_row_that_is_gone_is_told(view, model, qtbot) -> None:
    view.choose("3")
    with qtbot.waitSignal(view.row_chosen) as told:
        model.set_filter("ke hoach")
    assert told.args == [None]


def test_enter_activates_the_current_row(view, qtbot) -> None:
    view.choose_first()
    with qtbot.waitSignal(view.row_activated) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args[0].code == "1"


def test_headings_span_the_table_and_rows_are_28_pixels(view) -> None:
    assert view.columnSpan(0, 0) == len(COLUMNS)
    assert view.rowHeight(1) == theme.ROW


def test_a_long_name_gets_the_lines_it_needs(view, model) -> None:
    model.set_rows([Task("1", "I", "Rà soát, cập nhật, công khai kịp thời thủ tục hành chính " * 3, "overdue")])
    assert view.rowHeight(1) > theme.ROW


def test_optional_columns_give_way_to_the_name(view, qtbot) -> None:
    assert not view.isColumnHidden(3)
    view.resize(640, 400)
    assert view.isColumnHidden(3)
    assert not view.isColumnHidden(2)


def test_wrapped_text_loses_no_word_and_ends_in_dots_when_cut() -> None:
    text = "Rà soát, cập nhật, công khai kịp thời, đầy đủ thủ tục hành chính thuộc thẩm quyền"
    font = theme.font()
    assert " ".join(wrapped(text, font, width=160, lines=20)) == text
    cut = wrapped(text, font, width=160, lines=2)
    assert len(cut) == 2
    assert cut[1].endswith("…")


def test_every_cell_paints(view) -> None:
    assert not view.grab().isNull()
