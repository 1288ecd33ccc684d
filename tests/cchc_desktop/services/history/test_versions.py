"""Versions of fields and records: newest first, in the user's words, with how they came about."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from support.workplaces import VIETNAM, desk_of, new_workplace

from cchc_desktop.domain import subject
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.field_value import NOT_ARISING
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.history.steps import How
from cchc_desktop.services.history.versions import compare
from cchc_desktop.services.workplace import Desk

TASK = "TQ2025H2-06"
FORM, PERIOD, TYPED, DERIVED = "BC-CCHC-XA", parse("2025-Q3"), "BC3.2.1", "BC1.2.3"
DIRECTIVE = {
    "ngay": "5/10/2025",
    "so_ky_hieu": "12/KH-UBND",
    "loai": "Kế hoạch",
    "trich_yeu": "Kế hoạch cải cách hành chính quý IV",
    "linh_vuc": "cchc",
}


def told(desk: Desk, of: subject.Subject) -> list[tuple[str, str, str, str]]:
    """Each change as (how, field, old, new), newest first."""
    return [
        (version.how.label, change.name, change.old, change.new)
        for version in desk.history.of(of)
        for change in version.changes
    ]


def test_a_field_of_an_entry_tells_its_own_changes_only(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="một")
    desk.tasks.edit_entry(entry, percent=40)
    desk.tasks.edit_entry(entry, result="hai")
    assert told(desk, subject.by_id("progress_entry", entry, "result")) == [
        ("Sửa", "Kết quả", "một", "hai"),
        ("Sửa", "Kết quả", "", "một"),
    ]
    newest = desk.history.of(subject.by_id("progress_entry", entry, "result"))[0]
    assert (newest.officer, newest.record) == ("Nguyễn Thị Lan", "Nhiệm vụ 6, cập nhật ngày 10/12/2025")
    assert newest.target == f"task:{TASK}"


def test_a_task_tells_of_its_entries_products_files_and_assignment(desk: Desk, tmp_path: Path) -> None:
    entry = desk.tasks.add_entry(TASK).value
    product = desk.tasks.add_product(entry, "Công văn").value
    source = tmp_path / "công văn.pdf"
    source.write_bytes(b"noi dung")
    desk.evidence.attach_to_product(product, source)
    desk.tasks.set_internal_due(TASK, date(2025, 12, 20))
    found = [(version.how, version.record) for version in desk.history.of(subject.task(TASK))]
    assert found == [
        (How.ADDED, "Nhiệm vụ 6, phân công"),
        (How.ADDED, "Nhiệm vụ 6, sản phẩm “Công văn”, tài liệu kiểm chứng"),
        (How.ADDED, "Nhiệm vụ 6, sản phẩm “Công văn”"),
        (How.ADDED, "Nhiệm vụ 6, cập nhật ngày 10/12/2025"),
    ]
    assert desk.history.of(subject.task("TQ2025H2-07")) == ()


def test_an_undo_and_a_redo_are_told_as_such(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="một")
    desk.session.undo()
    desk.session.redo()
    versions = desk.history.of(subject.by_id("progress_entry", entry, "result"))
    assert [(one.how, one.reason) for one in versions] == [
        (How.REDONE, "Sửa kết quả nhiệm vụ 6"),
        (How.UNDONE, "Sửa kết quả nhiệm vụ 6"),
        (How.CHANGED, ""),
    ]


def test_a_column_of_a_register_row_tells_its_own_changes(desk: Desk) -> None:
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    desk.registers.edit(row_id, "ngay", "6/11/2025")
    desk.registers.edit(row_id, "co_quan", "UBND phường")
    assert told(desk, subject.by_id("register_row", row_id, "co_quan")) == [
        ("Sửa", "Cơ quan ban hành", "", "UBND phường")
    ]
    assert told(desk, subject.by_id("register_row", row_id, "ngay")) == [
        ("Sửa", "Ngày ban hành", "05/10/2025", "06/11/2025"),
        ("Thêm", "Ngày ban hành", "", "05/10/2025"),
    ]


def test_a_row_of_a_register_tells_of_its_files_and_its_removal(desk: Desk, tmp_path: Path) -> None:
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    source = tmp_path / "kế hoạch.pdf"
    source.write_bytes(b"noi dung")
    desk.registers.attach(row_id, source)
    desk.registers.delete([row_id])
    found = [(one.how, one.record, one.is_removal) for one in desk.history.of(subject.by_id("register_row", row_id))]
    row = "Sổ văn bản chỉ đạo, điều hành, dòng ngày 05/10/2025"
    file = f"{row}, tài liệu kiểm chứng"
    assert found == [
        (How.REMOVED, row, True),
        (How.REMOVED, file, True),
        (How.ADDED, file, False),
        (How.ADDED, row, False),
    ]


def test_a_figure_is_told_as_one_value_with_estimate_and_override(desk: Desk) -> None:
    desk.reports.type_field(FORM, PERIOD, TYPED, "1855")
    desk.reports.type_field(FORM, PERIOD, TYPED, "ước 1.860")
    desk.reports.set_field(FORM, PERIOD, TYPED, NOT_ARISING)
    assert [(old, new) for _how, _name, old, new in told(desk, subject.figure(FORM, PERIOD.code, TYPED))] == [
        ("ước 1.860", "Không phát sinh"),
        ("1.855", "ước 1.860"),
        ("", "1.855"),
    ]
    desk.reports.override(FORM, PERIOD, DERIVED, "5", "Sổ chưa ghi đủ")
    (version,) = desk.history.of(subject.figure(FORM, PERIOD.code, DERIVED))
    assert version.reason == "Lý do thay số: Sổ chưa ghi đủ"
    assert desk.history.of(subject.figure(FORM, "2025-Q1", TYPED)) == ()


def test_texts_and_explanations_of_a_report_are_told(desk: Desk) -> None:
    desk.reports.set_text(FORM, PERIOD, "IV", "Đề nghị tập huấn.")
    desk.reports.set_text(FORM, PERIOD, "IV", "Đề nghị tập huấn nghiệp vụ.")
    desk.reports.explain(FORM, PERIOD, "report.check:KT52", "Do mưa lũ.")
    assert told(desk, subject.section(FORM, PERIOD.code, "IV"))[0][2:] == (
        "Đề nghị tập huấn.",
        "Đề nghị tập huấn nghiệp vụ.",
    )
    assert told(desk, subject.explanation(FORM, PERIOD.code, "report.check:KT52")) == [
        ("Thêm", "Giải trình", "", "Do mưa lũ.")
    ]


def test_an_answer_is_told_in_the_words_of_its_rule(desk: Desk) -> None:
    desk.assessment.set_answer("1.1.3", Answer(numbers={"a": Decimal(61), "b": Decimal(50)}))
    desk.assessment.explain("1.1.3", "Theo báo cáo năm")
    ((_how, name, old, new),) = told(desk, subject.answer("1.1.3", "content"))
    assert (name, old, "61" in new, "{" in new) == ("Kết quả tự chấm", "", True, False)
    assert told(desk, subject.answer("1.1.3", "explanation")) == [("Sửa", "Giải trình", "", "Theo báo cáo năm")]


def test_a_task_of_the_plan_begins_with_the_words_of_the_province(desk: Desk) -> None:
    desk.plan.edit_task(TASK, lead="Phòng Văn hóa")
    ((how, name, old, new),) = told(desk, subject.plan_task(TASK, "lead"))
    assert (how, name, new) == ("Thêm", "Chủ trì", "Phòng Văn hóa")
    assert old == desk.session.workspace.plan.task(TASK).lead


def test_document_data_of_a_submission_and_of_a_file_are_told(desk: Desk, tmp_path: Path) -> None:
    period = desk.submissions.default_period(Kind.PROGRESS)
    leader = desk.submissions.leaders()[0].id
    day = period.window[1]
    for number in ("1/BC-UBND", "2/BC-UBND"):
        done = desk.submissions.set_document(
            Kind.PROGRESS, period, number=number, day=None, leader_id=leader, reference_day=day
        )
    assert told(desk, subject.by_id("submission", done.value.id, "document_number"))[0][1:] == (
        "Số văn bản",
        "1/BC-UBND",
        "2/BC-UBND",
    )
    source = tmp_path / "kế hoạch.pdf"
    source.write_bytes(b"noi dung")
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    file_id = desk.registers.attach(row_id, source).value.file_id
    desk.evidence.describe(file_id, number="12/KH-UBND")
    assert told(desk, subject.by_id("evidence", file_id, "number")) == [("Sửa", "Số, ký hiệu", "", "12/KH-UBND")]


def test_two_versions_are_compared_word_by_word(desk: Desk) -> None:
    desk.reports.set_text(FORM, PERIOD, "IV", "Đề nghị Sở tập huấn nghiệp vụ.")
    desk.reports.set_text(FORM, PERIOD, "IV", "Đề nghị Sở Nội vụ tập huấn sớm nghiệp vụ.")
    new, old = desk.history.of(subject.section(FORM, PERIOD.code, "IV"))
    (compared,) = compare(old, new)
    assert compared.differs
    assert [segment.text for segment in compared.left if segment.differs] == []
    assert [segment.text.strip() for segment in compared.right if segment.differs] == ["Nội vụ", "sớm"]


def test_whole_rows_are_compared_field_by_field(desk: Desk) -> None:
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    desk.registers.edit(row_id, "so_ky_hieu", "13/KH-UBND")
    new, old = desk.history.of(subject.by_id("register_row", row_id))
    assert [one.name for one in compare(old, new) if one.differs] == ["Số, ký hiệu"]
    assert "Trích yếu nội dung" in [one.name for one in compare(old, new)]


def test_versions_of_two_records_are_not_compared(desk: Desk) -> None:
    desk.tasks.add_entry(TASK)
    desk.tasks.add_entry(TASK)
    one, other = desk.history.of(subject.task(TASK))
    with pytest.raises(ValueError, match="one record"):
        desk.history.compare(one, other)


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[tuple[Desk, Callable[[timedelta], None]]]:
    """A desk, and a way to set the clock of the machine."""
    now = [datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)]

    def turn(by: timedelta) -> None:
        now[0] += by

    workplace = new_workplace(tmp_path / "du-lieu", lambda: now[0])
    yield desk_of(workplace), turn
    workplace.store.close(with_backup=False)


def test_a_line_written_while_the_clock_was_behind_is_marked_and_keeps_its_place(
    wall: tuple[Desk, Callable[[timedelta], None]],
) -> None:
    desk, turn = wall
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="một")
    turn(timedelta(days=-400))
    desk.tasks.edit_entry(entry, result="hai")
    turn(timedelta(days=401))
    desk.tasks.edit_entry(entry, result="ba")
    newest, behind, before = desk.history.of(subject.by_id("progress_entry", entry, "result"))
    assert [one.changes[0].new for one in (newest, behind, before)] == ["ba", "hai", "một"]
    assert (newest.clock, before.clock) == ("", "")
    assert behind.clock.startswith("Đồng hồ máy bị lùi khi ghi dòng này; giờ đúng khoảng 09:00 ngày 10/12/2025")
