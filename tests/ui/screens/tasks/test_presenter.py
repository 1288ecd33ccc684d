"""The table side: what is shown, counted, said, and which task a link opens."""

from datetime import date

from cchc_desktop.domain.status import TaskStatus
from ui.screens.tasks.filters import Quick

TASK = "TQ2025H2-06"


def test_the_first_board_shows_all_tasks_and_opens_the_first(bench) -> None:
    bench.board.reload()
    assert bench.board_view.filter.shown == "58/58 nhiệm vụ"
    assert bench.board_view.chosen == ["TQ2025H2-01"]


def test_the_filtered_count_is_always_said(bench) -> None:
    bench.board.reload()
    bench.board.search("sang kien")
    shown = len(bench.board_view.rows)
    assert bench.board_view.filter.shown == f"{shown}/58 nhiệm vụ"
    assert 0 < shown < 58


def test_the_choice_of_fields_counts_its_tasks_in_running_letters(bench) -> None:
    bench.board.reload()
    options = dict(bench.board_view.filter.fields)
    assert options[""] == "Tất cả lĩnh vực (58)"
    assert options["III"] == "III. Cải cách thủ tục hành chính (12)"


def test_chips_filter_by_status_and_by_what_is_mine(bench) -> None:
    bench.desk.tasks.assign(TASK, bench.desk.session.officer.id)
    bench.board.reload()
    bench.board.press(frozenset({TaskStatus.NOT_STARTED, Quick.MINE}))
    assert bench.board_view.numbers() == ["6"]
    counts = {chip.value: chip.count for chip in bench.board_view.filter.chips}
    assert counts[Quick.MINE] == 1
    assert counts[TaskStatus.OVERDUE] == 0, "no overdue task is mine"


def test_an_empty_table_names_the_filters_and_the_one_to_clear(bench) -> None:
    bench.board.reload()
    bench.board.press(frozenset({Quick.MINE}))
    bench.board.search("sang kien")
    facts = bench.board_view.empty
    assert facts.sentence == "Không có nhiệm vụ nào khớp bộ lọc"
    assert facts.advice.startswith("Đang lọc: từ khóa “sang kien”, “Của tôi”. Bỏ “Của tôi” sẽ thấy ")
    bench.board.clear()
    assert bench.board_view.empty is None
    assert len(bench.board_view.rows) == 58


def test_the_links_of_the_overview_apply_their_filter(bench) -> None:
    bench.board.open_target("tasks:overdue")
    bench.board.reload()
    assert bench.board_view.filter.wanted.statuses == frozenset({TaskStatus.OVERDUE})
    assert bench.board_view.numbers() == ["38"]
    assert bench.board_view.chosen == ["TQ2025H2-38"]
    bench.board.open_target("tasks:not_started")
    assert len(bench.board_view.rows) == 57


def test_a_link_to_a_task_clears_a_filter_that_hides_it_and_names_the_field(bench) -> None:
    bench.board.reload()
    bench.board.open_target("tasks:overdue")
    bench.board.open_target(f"task:{TASK}:difficulty")
    assert len(bench.board_view.rows) == 58
    assert bench.board_view.chosen[-1] == TASK
    assert bench.pane.shown.code == TASK
    assert bench.pane.focused[-1].field == "difficulty"


def test_a_link_to_an_unknown_task_changes_nothing(bench) -> None:
    bench.board.reload()
    bench.board.open_target("task:KHONG-CO")
    assert bench.board_view.chosen == ["TQ2025H2-01"]


def test_a_link_that_comes_before_the_board_is_followed_once_it_is_there(bench) -> None:
    bench.board.open_target(f"task:{TASK}")
    bench.board.reload()
    assert bench.pane.shown.code == TASK


def test_the_filter_stays_when_data_change(bench) -> None:
    bench.board.reload()
    bench.board.press(frozenset({TaskStatus.NOT_STARTED}))
    before = len(bench.board_view.rows)
    bench.detail.show(TASK)
    bench.detail.add_entry()
    bench.detail.edit_entry(bench.pane.shown.entries[0].row.id, "percent", 50)
    assert len(bench.board_view.rows) == before - 1
    assert bench.pane.shown.code == TASK, "the task that left the filter stays open"


def test_the_header_says_unit_plan_and_day(bench) -> None:
    assert bench.board.header.unit == "UBND phường Hà Giang 1"
    assert bench.board.header.period == f"Ngày {date(2025, 12, 10):%d/%m/%Y}"


def test_a_link_to_a_field_shows_the_tasks_of_that_field(bench) -> None:
    bench.board.reload()
    bench.board.open_target("tasks:field:III")
    assert {row.field_code for row in bench.board_view.rows} == {"III"}


def test_an_open_task_that_the_filter_hides_is_said_to_be_hidden(bench) -> None:
    bench.board.reload()
    bench.board.choose(TASK)
    bench.board.search("sang kien")
    assert not bench.board_view.outside, "task 6 is about initiatives"
    bench.board.search("kiem tra")
    assert TASK not in [row.code for row in bench.board_view.rows]
    assert bench.board_view.outside
    bench.board.choose(bench.board_view.rows[0].code)
    assert not bench.board_view.outside
    bench.board.clear()
    assert not bench.board_view.outside
