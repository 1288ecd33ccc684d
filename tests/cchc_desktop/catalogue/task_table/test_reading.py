"""Rows that are not as they should be: asked about with the reason, and read as the answer says; never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.task_tables import PROVINCE, SEVEN, Row, cells, delimited, differences, paste, plan, rows

from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.result import Question, Role, TaskTable
from cchc_desktop.system.fault import Fault

HEAD = ("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện")
FIELD = ("I", "Cải cách thể chế", "", "", "", "")
FIRST = ("1", "Ban hành kế hoạch kiểm tra văn bản", "Kế hoạch", "Phòng Tư pháp", "Các phòng", "Quý I/2026")
THIRD = ("3", "Rà soát văn bản của xã", "Báo cáo", "Văn phòng", "Các phòng", "Quý III/2026")


def text(*lines: tuple[str, ...]) -> str:
    return delimited([Row(line) for line in lines])


def asked(*lines: tuple[str, ...]) -> tuple[TaskTable, Question]:
    table = paste(text(HEAD, FIELD, *lines))
    (question,) = table.questions
    return table, question


def answered(*lines: tuple[str, ...], answer: str) -> TaskTable:
    _table, question = asked(*lines)
    return paste(text(HEAD, FIELD, *lines), Options(answers={question.id: answer}))


SHIFTED_LEFT = ("2", "Tập huấn nghiệp vụ cho công chức", "Phòng Nội vụ", "Các phòng", "Quý II/2026", "")
SHIFTED_RIGHT = ("2", "", "Tập huấn nghiệp vụ cho công chức xã", "Báo cáo", "Phòng Nội vụ", "Các phòng", "Quý II/2026")


def test_a_row_with_the_time_in_the_agency_column_is_asked_about_and_not_imported() -> None:
    table, question = asked(FIRST, SHIFTED_LEFT, THIRD)
    assert [task.number for task in table.tasks] == ["1", "3"]
    assert question.text.startswith("Ô cơ quan phối hợp ghi thời gian “Quý II/2026”")
    assert "ô thời gian để trống" in question.text
    assert question.place.row == 4
    assert {choice.key for choice in question.choices} >= {"keep", "right", "join", "drop"}
    assert question.suggested == "right"


def test_shifting_right_puts_the_cells_into_their_columns() -> None:
    task = answered(FIRST, SHIFTED_LEFT, THIRD, answer="right").tasks[1]
    assert (task.product, task.lead, task.cooperation, task.time) == ("", "Phòng Nội vụ", "Các phòng", "Quý II/2026")


def test_shifting_left_takes_the_empty_cell_out() -> None:
    table = answered(FIRST, SHIFTED_RIGHT, THIRD, answer="left")
    task = table.tasks[1]
    assert (task.name, task.product) == ("Tập huấn nghiệp vụ cho công chức xã", "Báo cáo")
    assert (task.lead, task.cooperation, task.time) == ("Phòng Nội vụ", "Các phòng", "Quý II/2026")
    assert table.is_settled


def test_nothing_is_suggested_for_a_row_whose_columns_are_exchanged_and_no_move_puts_right() -> None:
    exchanged = ("2", "Tập huấn nghiệp vụ cho công chức", "Quý II/2026", "Báo cáo", "Phòng Nội vụ", "Các phòng")
    table, question = asked(FIRST, exchanged, THIRD)
    assert [task.number for task in table.tasks] == ["1", "3"]
    assert "Ô sản phẩm ghi thời gian “Quý II/2026”" in question.text
    assert question.suggested == ""


def test_each_choice_shows_the_cells_as_they_would_stand() -> None:
    _table, question = asked(FIRST, SHIFTED_LEFT, THIRD)
    shown = dict(next(choice for choice in question.choices if choice.key == "right").shown)
    assert shown["Thời gian thực hiện"] == "Quý II/2026"


def test_a_row_can_be_kept_as_it_is_with_its_gaps_named() -> None:
    task = answered(FIRST, SHIFTED_LEFT, THIRD, answer="keep").tasks[1]
    assert task.time == "Không nêu trong kế hoạch"
    assert task.lead == "Các phòng"


def test_a_row_can_be_dropped() -> None:
    table = answered(FIRST, SHIFTED_LEFT, THIRD, answer="drop")
    assert [task.number for task in table.tasks] == ["1", "3"]
    assert table.is_settled


UNNUMBERED = ("", "và tổng hợp kết quả", "Báo cáo", "", "", "")


def test_a_row_without_number_amid_a_page_is_asked_about() -> None:
    _table, question = asked(FIRST, UNNUMBERED, THIRD)
    assert "không có số thứ tự" in question.text
    assert question.suggested == "join"


def test_joining_adds_each_cell_to_the_task_above() -> None:
    first = answered(FIRST, UNNUMBERED, THIRD, answer="join").tasks[0]
    assert first.name == "Ban hành kế hoạch kiểm tra văn bản và tổng hợp kết quả"
    assert first.product == "Kế hoạch Báo cáo"


def test_a_row_with_too_few_cells_is_asked_about() -> None:
    lines = text(HEAD, FIELD, FIRST) + "2\tTập huấn\tBáo cáo\r\n" + text(THIRD)
    (question,) = paste(lines).questions
    assert "dòng chỉ có 3 ô, tiêu đề có 6 cột" in question.text.lower()


def test_the_same_number_twice_in_a_field_is_asked_about() -> None:
    twice = ("1", "Tập huấn", "Báo cáo", "Phòng Nội vụ", "Các phòng", "Quý II/2026")
    _table, question = asked(FIRST, twice)
    assert "số thứ tự 1 đã có" in question.text.lower()
    assert answered(FIRST, twice, answer="keep").tasks[1].number == "1a"


def test_a_gap_in_the_numbers_is_remarked_on() -> None:
    table = paste(text(HEAD, FIELD, FIRST, THIRD))
    assert any("nhảy từ 1 sang 3" in remark.text for remark in table.remarks)
    assert len(table.tasks) == 2


def test_an_empty_agency_can_be_taken_from_the_row_above() -> None:
    second = ("2", "Tập huấn", "Báo cáo", "", "Các phòng", "Quý II/2026")
    _table, question = asked(FIRST, second)
    assert "above" in {choice.key for choice in question.choices}
    assert answered(FIRST, second, answer="above").tasks[1].lead == "Phòng Tư pháp"


@pytest.mark.parametrize("time", ["236/6/2022", "31/02/2026", "30/13/2026", "ngày 32 tháng 5 năm 2026"])
def test_an_impossible_date_is_kept_and_remarked_on_by_place(time: str) -> None:
    table = paste(text(HEAD, FIELD, (*FIRST[:5], time)))
    (task,) = table.tasks
    assert (task.time, task.start, task.end, task.recurrence) == (time, None, None, None)
    (remark,) = [remark for remark in table.remarks if time in remark.text]
    assert (remark.place.row, remark.place.column) == (3, "6")


def test_the_time_carried_out_and_the_time_due_become_one_phrase() -> None:
    head = (*HEAD[:5], "Thời gian thực hiện", "Thời gian hoàn thành")
    table = paste(text(head, (*FIELD, ""), (*FIRST[:5], "Quý III/2025", "Tháng 12/2025")))
    (task,) = table.tasks
    assert task.time == "Quý III/2025 - Tháng 12/2025"
    assert task.start is not None
    assert task.end is not None
    assert (task.start.isoformat(), task.end.isoformat()) == ("2025-07-01", "2025-12-31")


def test_only_the_time_due_is_the_time() -> None:
    head = (*HEAD[:5], "Thời gian hoàn thành")
    (task,) = paste(text(head, FIELD, (*FIRST[:5], "Tháng 12/2025"))).tasks
    assert task.time == "Tháng 12/2025"


def test_tags_are_stripped_and_bullets_kept() -> None:
    name = "<p>Rà soát:</p><ul><li>văn bản của HĐND&nbsp;xã</li><li>văn bản của <b>UBND</b></li></ul>"
    (task,) = paste(text(HEAD, FIELD, ("1", name, *FIRST[2:]))).tasks
    assert task.name == "Rà soát:\n- văn bản của HĐND xã\n- văn bản của UBND"


def test_signs_of_comparison_are_no_tags() -> None:
    (task,) = paste(text(HEAD, FIELD, ("1", "Tỷ lệ < 5% và > 2% số hồ sơ", *FIRST[2:]))).tasks
    assert task.name == "Tỷ lệ < 5% và > 2% số hồ sơ"


def test_wrapped_lines_are_joined_and_list_items_kept() -> None:
    (task,) = paste(text(HEAD, FIELD, ("1", "Rà soát văn\nbản giai đoạn 2026-\n2030\n- Công bố", *FIRST[2:]))).tasks
    assert task.name == "Rà soát văn bản giai đoạn 2026-2030\n- Công bố"


def test_the_typing_errors_of_the_source_are_kept() -> None:
    (task,) = paste(text(HEAD, FIELD, ("1", "Vănbản đổi mới dáng tạo", "Kê hoạch", *FIRST[3:]))).tasks
    assert (task.name, task.product) == ("Vănbản đổi mới dáng tạo", "Kê hoạch")


def test_a_column_corrected_by_hand_is_read_as_that() -> None:
    head = ("STT", "Nhiệm vụ", "Bộ phận A", "Bộ phận B", "Cơ quan phối hợp", "Thời gian thực hiện")
    lines = text(head, FIELD, FIRST)
    table = paste(lines, Options(columns={2: Role.PRODUCT, 3: Role.LEAD}))
    assert (table.tasks[0].product, table.tasks[0].lead) == ("Kế hoạch", "Phòng Tư pháp")
    assert table.columns[2].role is Role.PRODUCT


def test_a_table_without_numbers_counts_its_rows() -> None:
    head = HEAD[1:]
    table = paste(text(head, FIRST[1:], THIRD[1:]))
    assert [task.number for task in table.tasks] == ["1", "2"]


def test_a_column_numbering_row_is_dropped() -> None:
    table = paste(text(HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), FIELD, FIRST))
    assert [task.number for task in table.tasks] == ["1"]
    assert table.is_settled


def test_a_field_printed_again_on_the_next_page_is_the_same_field() -> None:
    table = paste(text(HEAD, FIELD, FIRST, ("16", *[""] * 5), HEAD, FIELD, ("2", *THIRD[1:])))
    assert [section.code for section in table.sections] == ["I"]
    assert [task.section for task in table.tasks] == ["I", "I"]
    assert table.is_settled


def test_a_row_after_a_page_break_that_is_complete_without_number_is_asked_about() -> None:
    table = paste(text(HEAD, FIELD, FIRST, HEAD, ("", *THIRD[1:])))
    assert len(table.questions) == 1
    assert len(table.tasks) == 1


def test_a_goal_that_begins_below_the_first_task_is_asked_about() -> None:
    head = ("STT", "Mục tiêu", *HEAD[1:])
    lines = text(head, ("I", "Thể chế", *[""] * 5), ("1", "", *FIRST[1:]), ("2", "Hoàn thiện", *THIRD[1:]))
    (question,) = paste(lines).questions
    assert question.id == "goal:I:1"
    assert paste(lines, Options(answers={question.id: "below"})).tasks[0].goal == "Hoàn thiện"
    assert paste(lines, Options(answers={question.id: "empty"})).tasks[0].goal == ""


def test_a_shifted_row_gives_its_name_to_no_other_task_as_a_goal() -> None:
    table = rows(plan(PROVINCE))
    table[4] = Row((table[4].cells[0], *table[4].cells[2:], ""))
    read = paste(delimited(table))
    assert {task.goal for task in read.tasks[:9]} == {"Hoàn thành 100% mục tiêu, kế hoạch đề ra."}
    assert differences(paste(delimited(table), Options(answers={read.questions[0].id: "right"})), plan(PROVINCE)) == []


def test_text_without_a_header_names_the_words_looked_for() -> None:
    with pytest.raises(Fault) as caught:
        paste(text(("a", "b", "c"), ("d", "e", "f")))
    assert caught.value.code == "header-missing"
    for word in ("STT", "Mục tiêu", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Thời gian"):
        assert word in caught.value.do


@settings(max_examples=40, deadline=None)
@given(st.permutations(SEVEN))
def test_any_order_of_the_columns_gives_the_same_tasks(order: list[str]) -> None:
    table = paste(delimited(rows(plan(PROVINCE), tuple(order))))
    assert differences(table, plan(PROVINCE)) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_row_is_ever_lost_in_silence(data: st.DataObject) -> None:
    whole = [list(cells(task, SEVEN)) for task in plan(PROVINCE).tasks[:12]]
    index = data.draw(st.integers(0, 11))
    column = data.draw(st.integers(0, 6))
    if data.draw(st.booleans()):
        whole[index].insert(column, "")
    else:
        del whole[index][column]
    lines = delimited([rows(plan(PROVINCE))[0], *(Row(tuple(row)) for row in whole)])
    table = paste(lines)
    kept = {task.number for task in table.tasks}
    lost = {str(number) for number in range(1, 13)} - kept
    assert not lost or table.questions
    assert len(table.tasks) + sum(1 for question in table.questions if question.id.endswith(":row")) == 12
