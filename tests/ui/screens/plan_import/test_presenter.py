from dataclasses import replace
from pathlib import Path

import pytest
from support.task_tables import OLD_LETTERS, PROVINCE, corrected, delimited, plan, rows, shifted, write_xlsx

from cchc_desktop.catalogue.task_table.result import Encoding, Role
from cchc_desktop.domain.plan_changes import Change
from ui.screens.plan_import.facts import Step


def test_a_file_is_read_and_shown(stage, tmp_path: Path):
    stage.presenter.choose_file(write_xlsx(tmp_path / "ke-hoach.xlsx", rows(plan(PROVINCE))))
    review = stage.view.review
    assert (stage.view.step, review.name) == (Step.REVIEW, "ke-hoach.xlsx")
    assert review.summary == "8 lĩnh vực, 58 nhiệm vụ đọc được"
    assert [column.role for column in review.columns][:3] == [Role.NUMBER, Role.GOAL, Role.NAME]
    assert stage.view.may_go_on
    assert stage.view.running == 0


def test_what_cannot_be_read_is_told_at_the_first_step(stage, tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("không có bảng nào ở đây", encoding="utf-8")
    stage.presenter.choose_file(path)
    assert stage.view.step is Step.SOURCE
    assert "Không tìm thấy dòng tiêu đề" in stage.view.trouble
    assert "Cơ quan chủ trì" in stage.view.trouble
    stage.presenter.paste(delimited(corrected()))
    assert stage.view.trouble == ""
    assert stage.view.step is Step.REVIEW


def test_nothing_pasted_is_said(stage):
    stage.presenter.paste("  \n ")
    assert stage.view.trouble.startswith("Hãy chọn tệp")


def test_open_questions_hold_the_way_until_they_are_answered(stage):
    stage.presenter.paste(delimited(shifted()))
    (question,) = stage.view.review.questions
    assert (stage.view.may_go_on, stage.view.why_not) == (False, "Còn 1 dòng cần trả lời.")
    assert [line.number for line in stage.view.review.lines if line.mark == "question"] == [question.place.row]
    stage.presenter.go_on()
    assert stage.view.step is Step.REVIEW
    stage.presenter.answer(question.id, "right")
    assert stage.view.may_go_on
    assert stage.view.review.answered == 1


def test_all_suggestions_are_taken_only_when_asked_for(stage):
    stage.presenter.paste(delimited(shifted()))
    stage.presenter.accept_suggestions()
    assert stage.view.review.questions == ()
    stage.presenter.forget_answers()
    assert len(stage.view.review.questions) == 1


def test_a_column_is_corrected_by_hand(stage):
    stage.presenter.paste(delimited(corrected()))
    stage.presenter.set_column(5, Role.NOTE)
    assert stage.view.review.columns[5].role is Role.NOTE
    assert stage.presenter.table.tasks[0].product == ""
    stage.presenter.set_column(5, Role.PRODUCT)
    assert stage.presenter.table.tasks[0].product == "Quyết định; Kế hoạch; Công văn..."


def test_an_old_encoding_is_shown_and_waits_for_a_yes(stage):
    stage.presenter.paste(OLD_LETTERS)
    proposal = stage.view.review.proposal
    assert proposal.encoding is Encoding.TCVN3
    assert "Tập huấn nghiệp vụ" in proposal.after
    assert stage.view.why_not == "Hãy xác nhận bảng mã của chữ trong bảng."
    assert stage.view.review.lines[1].cells[1].startswith("TËp huÊn")
    stage.presenter.confirm_encoding(yes=True)
    assert stage.view.review.proposal is None
    assert stage.view.review.lines[1].cells[1].startswith("Tập huấn")
    assert stage.view.may_go_on


def test_a_text_that_is_no_old_encoding_stays_as_it_is(stage):
    table = "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\r\n" + OLD_LETTERS.splitlines()[1] + "\r\n"
    stage.presenter.paste(table)
    if stage.view.review.proposal is not None:
        stage.presenter.confirm_encoding(yes=False)
    assert stage.presenter.table.tasks[0].name.startswith("TËp huÊn")


def test_the_changes_are_counted_and_the_progress_of_removed_tasks_named(stage):
    entry = stage.desk.tasks.add_entry("TQ2025H2-58").value
    stage.desk.tasks.edit_entry(entry, percent=20)
    stage.presenter.paste(delimited(corrected()))
    stage.presenter.go_on()
    comparison = stage.view.comparison
    assert [len(comparison.changes.of(kind)) for kind in Change] == [0, 1, 1, 56]
    assert [(item.task.code, item.entries) for item in comparison.removed] == [("TQ2025H2-58", 1)]


def test_a_new_plan_has_facts_of_its_own(stage):
    stage.presenter.paste(delimited(corrected()))
    stage.presenter.go_on()
    assert stage.view.facts.code == PROVINCE
    stage.presenter.choose_kind(as_edition=False)
    assert stage.view.facts.code == "KH-2025"
    assert len(stage.view.comparison.changes.of(Change.ADDED)) == 57


def imported(stage):
    stage.presenter.paste(delimited(corrected()))
    for _ in range(3):
        stage.presenter.go_on()


def test_the_import_ends_with_what_was_done_and_can_be_undone(stage):
    imported(stage)
    assert stage.view.step is Step.DONE
    assert len(stage.view.done.plan.tasks) == 57
    assert stage.desk.session.workspace.plan.header.edition == "Điều chỉnh ngày 10/12/2025"
    stage.desk.session.undo()
    stage.desk.workplace.forget_workspace()
    assert len(stage.desk.session.workspace.plan.tasks) == 58


def test_wrong_facts_are_shown_at_their_field_and_nothing_is_written(stage):
    stage.presenter.paste(delimited(corrected()))
    stage.presenter.go_on()
    stage.presenter.go_on()
    stage.presenter.change_facts(replace(stage.view.facts, edition=" "))
    stage.presenter.go_on()
    assert [finding.target for finding in stage.view.findings] == ["plan-import:edition"]
    assert stage.view.step is Step.FACTS
    assert len(stage.desk.session.workspace.plan.tasks) == 58


def test_the_same_plan_again_is_told_in_a_notice(stage):
    stage.presenter.paste(delimited(rows(plan(PROVINCE))))
    for _ in range(3):
        stage.presenter.go_on()
    assert stage.view.step is Step.FACTS
    assert "giống hệt" in stage.book.posted[-1].what


def test_going_back_loses_nothing(stage):
    stage.presenter.paste(delimited(shifted()))
    stage.presenter.accept_suggestions()
    stage.presenter.go_on()
    stage.presenter.go_back()
    assert stage.view.step is Step.REVIEW
    assert stage.view.review.answered == 1


def test_another_table_is_begun_after_the_end(stage):
    imported(stage)
    assert stage.view.next_text == "&Nhập bảng khác"
    stage.presenter.go_on()
    assert (stage.view.step, stage.presenter.table) == (Step.SOURCE, None)


@pytest.mark.parametrize("step", [Step.SOURCE, Step.REVIEW])
def test_a_change_elsewhere_does_not_disturb_the_first_steps(stage, step: Step):
    if step is Step.REVIEW:
        stage.presenter.paste(delimited(corrected()))
    jobs = len(stage.view.jobs)
    stage.presenter.plan_changed()
    assert len(stage.view.jobs) == jobs
