"""The open task: each field is saved by itself, refusals stay at their field, deletions can be taken back."""

from datetime import date
from decimal import Decimal

import pytest
from support.filling import fill_tasks
from support.pack_files import PLAN, document, toml_file

from cchc_desktop.domain import subject
from cchc_desktop.domain.submission import Kind
from ui.screens.tasks.detail_presenter import Place

TASK = "TQ2025H2-06"


@pytest.fixture
def entry(bench) -> str:
    bench.detail.show(TASK)
    bench.detail.add_entry()
    return bench.pane.shown.entries[0].row.id


def first(bench):
    return bench.pane.shown.entries[0].row


def test_the_pane_tells_the_plan_and_how_its_time_was_understood(bench) -> None:
    bench.detail.show(TASK)
    plan = dict(bench.pane.shown.plan)
    assert plan["Thời gian"].endswith("Hiểu là: từ 01/07/2025 đến hết 31/12/2025.")
    assert bench.pane.shown.deadline == "Hạn 31/12/2025 (còn 21 ngày) · Chủ trì"


def test_a_new_entry_is_of_today_and_its_result_gets_the_cursor(bench, entry: str) -> None:
    assert (first(bench).day, first(bench).percent) == (date(2025, 12, 10), 0)
    assert bench.pane.focused[-1] == Place(entry, "result")
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_each_field_is_saved_alone(bench, entry: str) -> None:
    bench.detail.edit_entry(entry, "result", "Đã đăng ký 02 sáng kiến")
    bench.detail.edit_entry(entry, "percent", Decimal(75))
    bench.detail.edit_entry(entry, "day", date(2025, 12, 1))
    kept = bench.desk.tasks.detail(TASK).entries[0]
    assert (kept.result, kept.percent, kept.day) == ("Đã đăng ký 02 sáng kiến", 75, date(2025, 12, 1))


def test_an_emptied_day_is_refused_at_its_field_and_the_foot_says_so(bench, entry: str) -> None:
    bench.detail.edit_entry(entry, "day", None)
    assert bench.pane.refused == [(Place(entry, "day"), "Cập nhật phải có ngày.")]
    assert bench.saves.said[-1].startswith("unsaved")
    bench.detail.edit_entry(entry, "result", "Khác")
    assert bench.saves.said[-1].startswith("unsaved"), "another field does not put it right"
    bench.detail.edit_entry(entry, "day", date(2025, 12, 2))
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_a_refused_field_is_told_when_another_task_is_opened(bench, entry: str) -> None:
    bench.detail.edit_entry(entry, "percent", None)
    bench.detail.show("TQ2025H2-07")
    assert bench.notices.posted[-1].do == "Chưa nhập tỷ lệ hoàn thành."
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_a_refused_field_that_goes_with_its_entry_is_forgotten(bench, entry: str) -> None:
    bench.detail.note_refusal(Place(entry, "percent"), "Tỷ lệ hoàn thành là số nguyên từ 0 đến 100.")
    assert bench.saves.said[-1].startswith("unsaved")
    bench.detail.delete_entry(entry)
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_a_deleted_entry_comes_back_by_the_notice(bench, entry: str) -> None:
    bench.detail.edit_entry(entry, "result", "Giữ lại")
    bench.detail.delete_entry(entry)
    assert bench.pane.shown.entries == ()
    notice = bench.notices.posted[-1]
    assert notice.what == "Đã xóa cập nhật ngày 10/12/2025."
    notice.deed.run()
    assert first(bench).result == "Giữ lại"


def test_the_notice_does_not_undo_something_else(bench, entry: str) -> None:
    bench.detail.delete_entry(entry)
    deed = bench.notices.posted[-1].deed
    bench.detail.assign(bench.desk.session.officer.id)
    deed.run()
    assert bench.pane.shown.assignee_id == bench.desk.session.officer.id
    assert bench.notices.posted[-1].what.startswith("Đã có thao tác khác sau đó")


def test_missing_products_are_a_checklist_that_gets_shorter(bench, entry: str) -> None:
    missing = bench.pane.shown.missing
    assert missing
    bench.detail.add_missing(missing[0])
    product = first(bench).products[0]
    assert product.name == missing[0]
    assert bench.pane.focused[-1] == Place(product.id, "number")
    bench.detail.edit_product(product.id, "number", "15/QĐ-UBND")
    bench.detail.edit_product(product.id, "day", date(2025, 11, 5))
    assert bench.pane.shown.missing == missing[1:]
    assert bench.pane.shown.expected[0].found == "số 15/QĐ-UBND ngày 05/11/2025"


def test_a_missing_product_of_a_task_without_entries_starts_with_an_entry(bench) -> None:
    bench.detail.show(TASK)
    bench.detail.add_missing(bench.pane.shown.missing[0])
    assert len(bench.pane.shown.entries) == 1


def test_a_deleted_product_and_its_files_come_back(bench, entry: str, tmp_path) -> None:
    bench.detail.add_product(entry, "Quyết định")
    product = first(bench).products[0].id
    scan = tmp_path / "quyet-dinh.pdf"
    scan.write_bytes(b"%PDF-1.7")
    bench.attachments.attach(product, [scan])
    bench.detail.delete_product(product)
    assert first(bench).products == ()
    bench.notices.posted[-1].deed.run()
    assert [file.name for file in first(bench).products[0].files] == ["quyet-dinh.pdf"]


def test_files_are_attached_one_by_one_and_an_empty_one_stops_nothing(bench, entry: str, tmp_path) -> None:
    bench.detail.add_product(entry, "Quyết định")
    product = first(bench).products[0].id
    whole, empty = tmp_path / "a.pdf", tmp_path / "b.pdf"
    whole.write_bytes(b"%PDF-1.7")
    empty.write_bytes(b"")
    bench.attachments.attach(product, [empty, whole])
    assert [file.name for file in first(bench).products[0].files] == ["a.pdf"]
    assert any("không có nội dung" in notice.what for notice in bench.notices.posted)
    assert bench.pane.copying[-1] == "end"


def test_a_file_is_opened_as_a_copy_under_its_own_name(bench, entry: str, tmp_path) -> None:
    bench.detail.add_product(entry, "Quyết định")
    scan = tmp_path / "quyết định.pdf"
    scan.write_bytes(b"%PDF-1.7")
    bench.attachments.attach(first(bench).products[0].id, [scan])
    file = first(bench).products[0].files[0]
    bench.attachments.open_file(file)
    assert bench.pane.opened[0].name == "quyết định.pdf"
    assert bench.pane.opened[0].read_bytes() == b"%PDF-1.7"
    assert bench.pane.opened[0].is_relative_to(bench.pane.folder)


def test_a_file_that_is_gone_from_the_store_is_told(bench, entry: str, tmp_path) -> None:
    bench.detail.add_product(entry, "Quyết định")
    scan = tmp_path / "mat.pdf"
    scan.write_bytes(b"%PDF-1.7")
    bench.attachments.attach(first(bench).products[0].id, [scan])
    file = first(bench).products[0].files[0]
    bench.desk.evidence.path(file.sha256).unlink()
    bench.attachments.open_file(file)
    assert bench.notices.posted[-1].what == "Không mở được tệp “mat.pdf” trong kho minh chứng."


def test_a_detached_file_can_be_put_back(bench, entry: str, tmp_path) -> None:
    bench.detail.add_product(entry, "Quyết định")
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.7")
    bench.attachments.attach(first(bench).products[0].id, [scan])
    bench.detail.detach(first(bench).products[0].files[0])
    assert first(bench).products[0].files == ()
    bench.notices.posted[-1].deed.run()
    assert len(first(bench).products[0].files) == 1


def test_not_arising_asks_for_its_reason(bench) -> None:
    bench.detail.show(TASK)
    bench.detail.set_not_arising(not_arising=True, reason="")
    assert bench.pane.focused[-1] == Place("", "not_arising")
    assert any("chưa nêu lý do" in finding.text for finding in bench.pane.shown.findings)
    bench.detail.set_not_arising(not_arising=True, reason="Không có đối tượng")
    assert bench.pane.shown.status_label == "Không phát sinh"
    assert not any("chưa nêu lý do" in finding.text for finding in bench.pane.shown.findings)


def test_an_internal_due_day_after_the_plans_is_remarked(bench) -> None:
    bench.detail.show(TASK)
    bench.detail.set_internal_due(date(2026, 1, 15))
    assert bench.pane.shown.internal_due_hint == "Sau hạn của kế hoạch (31/12/2025)."


def test_entries_under_a_completed_report_are_locked_and_new_ones_come_after_it(bench) -> None:
    fill_tasks(bench.desk)
    bench.desk.submissions.complete(Kind.PROGRESS, bench.desk.submissions.default_period(Kind.PROGRESS))
    bench.detail.show(TASK)
    old = bench.pane.shown.entries[0]
    assert old.lock.startswith("Tiến độ đến hết 10/12/2025 đã chốt trong hồ sơ")
    bench.detail.add_entry()
    assert first(bench).day == date(2025, 12, 11)
    assert bench.pane.shown.entries[0].day_hint.startswith("Sau ngày hôm nay")
    assert "11/12/2025" in bench.notices.posted[-1].what
    bench.detail.edit_entry(old.row.id, "result", "Sửa lén")
    assert "đã chốt" in bench.pane.refused[-1][1]


def test_the_history_of_the_open_task_is_shown_while_its_tab_is_in_sight(bench) -> None:
    bench.detail.show(TASK)
    assert bench.pane.history is None
    bench.detail.show_history(shown=True)
    assert bench.pane.history == subject.task(TASK)
    bench.detail.show_history(shown=False)
    assert bench.pane.history is None


def test_a_refusal_whose_editor_is_gone_becomes_a_notice(bench, entry: str) -> None:
    bench.pane.in_sight = False
    bench.detail.edit_entry(entry, "day", None)
    assert bench.notices.posted[-1].what == "Cập nhật phải có ngày."
    assert bench.saves.said[-1] == "saved 09:00:00"


def test_a_task_that_an_incoming_edition_of_the_plan_lacks_leaves_the_pane(bench, tmp_path) -> None:
    def without(found):
        found["tasks"] = [task for task in found["tasks"] if task["code"] != TASK]

    bench.detail.show(TASK)
    incoming = bench.desk.pack_import.preview(toml_file(tmp_path, document(PLAN, without, edition="2")))
    bench.desk.pack_import.apply(incoming)
    bench.detail.reload()
    assert bench.pane.task is None
    assert bench.detail.code == ""
