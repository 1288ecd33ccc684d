from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.status import TaskStatus
from cchc_desktop.services.tasks.rows import TaskRow
from cchc_desktop.services.workplace import Desk

TASK = "TQ2025H2-06"


def row(desk: Desk, code: str = TASK, on: date | None = None) -> TaskRow:
    return next(row for row in desk.tasks.board(on).rows if row.code == code)


def test_the_board_holds_the_58_tasks_in_8_fields_and_whom_they_concern(desk: Desk) -> None:
    board = desk.tasks.board()
    assert (len(board.rows), len(board.fields)) == (58, 8)
    assert sum(line.involvement is Involvement.LEAD for line in board.rows) == 14


def test_an_entry_moves_the_status_and_the_percent(desk: Desk) -> None:
    assert row(desk).status is TaskStatus.NOT_STARTED
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, percent=50, result="Đang tổng hợp đăng ký")
    assert (row(desk).status, row(desk).percent) == (TaskStatus.IN_PROGRESS, 50)
    desk.tasks.edit_entry(entry, percent=100)
    assert row(desk).status is TaskStatus.DONE_IN_TIME


def test_the_status_of_a_past_day_does_not_know_later_entries(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK, date(2025, 12, 1)).value
    desk.tasks.edit_entry(entry, percent=100)
    assert row(desk, on=date(2025, 11, 30)).status is TaskStatus.NOT_STARTED
    assert row(desk, on=date(2026, 1, 5)).status is TaskStatus.DONE_IN_TIME


def test_a_new_entry_starts_from_the_percent_reached(desk: Desk) -> None:
    first = desk.tasks.add_entry(TASK, date(2025, 10, 1)).value
    desk.tasks.edit_entry(first, percent=40)
    desk.tasks.add_entry(TASK)
    newest = desk.tasks.detail(TASK).entries[0]
    assert (newest.day, newest.percent) == (date(2025, 12, 10), 40)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percent_out_of_bounds_is_refused(desk: Desk, percent: int) -> None:
    entry = desk.tasks.add_entry(TASK).value
    with pytest.raises(Refusal, match="từ 0 đến 100"):
        desk.tasks.edit_entry(entry, percent=percent)


def test_products_carry_number_day_and_files(desk: Desk, tmp_path: Path) -> None:
    entry = desk.tasks.add_entry(TASK).value
    product = desk.tasks.add_product(entry, "Công văn").value
    desk.tasks.edit_product(product, number="12/UBND-VP", day=date(2025, 12, 9))
    source = tmp_path / "công văn.pdf"
    source.write_bytes(b"%PDF-1.4")
    desk.evidence.attach_to_product(product, source)
    (shown,) = desk.tasks.detail(TASK).entries[0].products
    assert (shown.name, shown.number, shown.day) == ("Công văn", "12/UBND-VP", date(2025, 12, 9))
    assert [file.name for file in shown.files] == ["công văn.pdf"]
    assert row(desk).has_product


def test_deleting_an_entry_takes_its_products_and_undo_brings_all_back(desk: Desk, tmp_path: Path) -> None:
    entry = desk.tasks.add_entry(TASK).value
    product = desk.tasks.add_product(entry, "Công văn").value
    source = tmp_path / "a.pdf"
    source.write_bytes(b"x")
    desk.evidence.attach_to_product(product, source)
    before = desk.tasks.detail(TASK).entries
    desk.tasks.delete_entry(entry)
    assert desk.tasks.detail(TASK).entries == ()
    desk.session.undo()
    assert desk.tasks.detail(TASK).entries == before


def test_assignment_due_date_and_not_arising_are_kept_per_task(desk: Desk) -> None:
    desk.tasks.assign(TASK, desk.session.officer.id)
    desk.tasks.set_internal_due(TASK, date(2025, 12, 20))
    desk.tasks.set_not_arising(TASK, not_arising=True, reason="Xã không có đơn vị sự nghiệp")
    shown = row(desk)
    assert (shown.assignee, shown.internal_due) == ("Nguyễn Thị Lan", date(2025, 12, 20))
    assert (shown.status, shown.not_arising_reason) == (TaskStatus.NOT_ARISING, "Xã không có đơn vị sự nghiệp")
    desk.tasks.assign(TASK, None)
    assert row(desk).assignee == ""


def test_text_is_stored_composed(desk: Desk) -> None:
    import unicodedata

    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result=unicodedata.normalize("NFD", "Quyết định"))
    assert desk.tasks.detail(TASK).entries[0].result == "Quyết định"
