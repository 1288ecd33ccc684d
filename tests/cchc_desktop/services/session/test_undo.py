"""Undo beside steps that freeze, beside colleagues, and beside the journal."""

from pathlib import Path

import pytest
from support.filling import fill_assessment, fill_tasks
from support.stored_files import written
from support.workplaces import LEADER_PASSWORD, desk_of

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.session.done_steps import Beside
from cchc_desktop.services.workplace import Desk, Workplace
from cchc_desktop.system.fault import Fault
from db.evidence_files import vanished

TASK = "TQ2025H2-06"
LEAF = "1.1.1"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A preparer who has filled in all tasks, the task 6 last, and before that assigned it."""
    fill_tasks(desk)
    desk.tasks.assign(TASK, desk.session.officer.id)
    entry = desk.tasks.detail(TASK).entries[0].id
    desk.tasks.edit_entry(entry, result="Đã ban hành kế hoạch")
    return desk


def complete_progress(desk: Desk) -> None:
    desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS))


def reopen_progress(desk: Desk) -> None:
    desk.submissions.reopen(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS), reason="Bổ sung số liệu")


def result(desk: Desk) -> str:
    return desk.tasks.detail(TASK).entries[0].result


def assignee(desk: Desk) -> str:
    return next(row.assignee for row in desk.tasks.board().rows if row.code == TASK)


def test_completing_takes_nothing_frozen_back_and_leaves_the_rest_in_the_list(filled: Desk) -> None:
    complete_progress(filled)
    assert filled.session.undo_label == "Phân công nhiệm vụ 6"
    assert filled.session.holds_back
    filled.session.undo()
    assert (assignee(filled), result(filled)) == ("", "Đã ban hành kế hoạch")


def test_when_everything_was_frozen_undo_says_why_it_has_nothing_to_take_back(desk: Desk) -> None:
    fill_tasks(desk)
    complete_progress(desk)
    assert desk.session.undo_label == ""
    with pytest.raises(Refusal, match="đã chốt trong hồ sơ đã hoàn thành"):
        desk.session.undo()


def test_what_was_frozen_can_be_undone_again_after_reopening(filled: Desk) -> None:
    before = filled.session.undo_label
    complete_progress(filled)
    reopen_progress(filled)
    assert filled.session.undo_label == before
    filled.session.undo()
    assert result(filled) != "Đã ban hành kế hoạch"


def test_what_is_done_after_completing_is_undone_first(filled: Desk) -> None:
    complete_progress(filled)
    filled.tasks.assign("TQ2025H2-07", filled.session.officer.id)
    assert filled.session.undo_label == "Phân công nhiệm vụ 7"
    filled.session.undo()
    assert filled.session.undo_label == "Phân công nhiệm vụ 6"


def test_the_details_of_a_completed_document_are_not_undone(filled: Desk) -> None:
    period = filled.submissions.default_period(Kind.PROGRESS)
    row = filled.submissions.current(Kind.PROGRESS, period)
    filled.submissions.set_document(
        Kind.PROGRESS, period, number="12/BC", day=None, leader_id=row.leader_id, reference_day=row.reference_day
    )
    assert filled.session.undo_label == "Sửa thông tin văn bản"
    complete_progress(filled)
    assert filled.session.undo_label == "Phân công nhiệm vụ 6"
    reopen_progress(filled)
    filled.session.undo()
    rows = {row.revision: row.document_number for row in filled.submissions.all()}
    assert rows[1] == "12/BC"


def test_a_file_that_proves_something_frozen_stays_in_the_library(desk: Desk, tmp_path: Path) -> None:
    fill_assessment(desk, written(tmp_path, "minh chứng.txt"))
    period = desk.submissions.default_period(Kind.ASSESSMENT)
    desk.submissions.complete(Kind.ASSESSMENT, period)
    assert desk.session.undo_label == ""
    desk.tasks.add_entry(TASK)
    desk.session.undo()
    assert desk.session.undo_label == ""
    assert desk.assessment.sheet().rows[2].answer is not None


def test_signing_and_exporting_keep_the_list(filled: Desk, workplace: Workplace, tmp_path: Path) -> None:
    complete_progress(filled)
    period = filled.submissions.default_period(Kind.PROGRESS)
    leader = next(row.id for row in workplace.officers() if row.role is Role.LEADER)
    signed = filled.submissions.sign_with_password(
        Kind.PROGRESS, period, leader_id=leader, password=LEADER_PASSWORD
    ).value
    filled.dispatch.write_package(signed.id, tmp_path)
    assert filled.session.undo_label == "Phân công nhiệm vụ 6"


def test_a_step_that_is_overtaken_says_where_by_whom_and_when(desk: Desk, leader_desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="của Lan")
    leader_desk.tasks.edit_entry(entry, result="của Hùng")
    with pytest.raises(Refusal) as refused:
        desk.session.undo()
    (finding,) = refused.value.findings
    assert "cập nhật tiến độ (nhiệm vụ 6)" in finding.text
    assert "Trần Văn Hùng" in finding.text
    assert "09:00 ngày 10/12/2025" in finding.text
    assert "giá trị cũ vẫn xem được ở Lịch sử" in finding.text
    assert finding.target == f"task:{TASK}"


def test_what_a_colleague_wrote_into_an_entry_is_not_removed_with_it(desk: Desk, leader_desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    leader_desk.tasks.edit_entry(entry, result="của Hùng")
    with pytest.raises(Refusal, match="đã được sửa tiếp"):
        desk.session.undo()
    assert result(desk) == "của Hùng"


def test_who_signs_in_after_another_cannot_undo_the_others_work(desk: Desk, workplace: Workplace) -> None:
    desk.tasks.add_entry(TASK)
    hung = desk_of(workplace, Role.LEADER)
    assert (hung.session.undo_label, hung.session.redo_label) == ("", "")
    with pytest.raises(Refusal, match="Không còn thao tác nào để hoàn tác"):
        hung.session.undo()
    lan = desk_of(workplace)
    assert lan.session.undo_label == ""
    assert len(lan.tasks.detail(TASK).entries) == 1


def test_undo_leads_to_the_place_that_it_changed(desk: Desk, tmp_path: Path) -> None:
    desk.tasks.add_entry(TASK)
    assert desk.session.undo().value.targets == (f"task:{TASK}",)
    file_id = desk.assessment.attach(LEAF, written(tmp_path, "quyết định.pdf")).value.file_id
    assert desk.session.undo().value.targets == (f"criterion:{LEAF}", f"evidence:{file_id}")


def test_an_undo_that_the_disk_refuses_stays_in_the_list(desk: Desk, workplace: Workplace) -> None:
    desk.tasks.add_entry(TASK)
    workplace.store.close(with_backup=False)
    with pytest.raises(Fault):
        desk.session.undo()
    assert (desk.session.undo_label, desk.session.redo_label) == ("Thêm cập nhật nhiệm vụ 6", "")


def test_a_deed_beside_the_journal_is_undone_and_done_again_in_its_turn(desk: Desk) -> None:
    chosen = ["E:"]
    beside = Beside(chosen.clear, lambda: chosen.append("E:"), frozenset({"backup_place"}), "settings:data")
    desk.tasks.add_entry(TASK)
    desk.session.did("Chọn nơi sao lưu", beside)
    assert desk.session.undo().changed == {"backup_place"}
    assert chosen == []
    assert desk.session.undo_label == "Thêm cập nhật nhiệm vụ 6"
    assert desk.session.redo().value.targets == ("settings:data",)
    assert chosen == ["E:"]
    assert desk.session.undo_label == "Chọn nơi sao lưu"


def test_a_deed_that_cannot_be_taken_back_now_stays_in_the_list(desk: Desk) -> None:
    def fail() -> None:
        raise vanished(Path("E:"))

    desk.session.did("Chọn nơi sao lưu", Beside(fail, fail, frozenset(), ""))
    with pytest.raises(Fault):
        desk.session.undo()
    assert desk.session.undo_label == "Chọn nơi sao lưu"
