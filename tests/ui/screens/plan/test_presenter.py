from datetime import date

import pytest

from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.submission import Kind
from ui.screens.plan.facts import Sent, Show


def test_the_first_sight_shows_all_tasks_with_the_counts_of_the_filters(stage):
    assert len(stage.view.lines) == 58
    assert dict(stage.view.counted.chips) == {Show.INCLUDED: 42, Show.LEFT_OUT: 16, Show.OWN: 0, Show.UNASSIGNED: 42}
    assert stage.headers[-1].plan == "Kế hoạch của UBND phường Hà Giang 1"


def test_search_and_filters_narrow_the_table_together(stage):
    stage.presenter.press(frozenset({Show.LEFT_OUT}))
    assert len(stage.view.lines) == 16
    stage.presenter.search("khong co trong ke hoach")
    assert stage.view.lines == ()
    assert stage.view.counted.shown == "0/58 nhiệm vụ"


def test_a_changed_wording_is_saved_and_stands_beside_that_of_the_province(stage):
    stage.presenter.choose("TQ2025H2-06")
    stage.presenter.edit("lead", "Văn phòng HĐND và UBND")
    assert stage.view.line.differs == {"lead"}
    assert stage.view.line.line.original.lead != "Văn phòng HĐND và UBND"
    assert stage.saves.said[-1] == "saved 09:00:00"
    stage.presenter.reset()
    assert stage.view.line.differs == frozenset()


def test_an_own_task_is_added_to_the_field_of_the_open_one_and_its_name_is_asked_for(stage):
    stage.presenter.choose("TQ2025H2-14")
    field = stage.view.line.line.task.field
    stage.presenter.add_own()
    line = stage.view.line.line
    assert (line.own, line.task.field, stage.view.focus) == (True, field, ["name"])
    owed = {finding.code for finding in stage.view.line.findings}
    assert {"plan.task-no-name", "plan.task-no-time"} <= owed


def test_a_deleted_own_task_comes_back_by_the_notice(stage):
    stage.presenter.add_own()
    stage.presenter.edit("name", "Việc riêng")
    stage.presenter.delete_own()
    assert not any(line.own for line in stage.view.lines)
    stage.notices.posted[-1].deed.run()
    assert [line.task.name for line in stage.view.lines if line.own] == ["Việc riêng"]


def test_assignment_and_internal_due_are_those_of_the_task(stage):
    stage.presenter.choose("TQ2025H2-06")
    stage.presenter.assign(stage.desk.session.officer.id)
    stage.presenter.set_internal_due(date(2025, 11, 20))
    row = next(row for row in stage.desk.tasks.board().rows if row.code == "TQ2025H2-06")
    assert (row.assignee, row.internal_due) == ("Nguyễn Thị Lan", date(2025, 11, 20))


def test_where_the_plan_was_sent_is_recorded_and_is_no_finding_any_more(stage):
    assert "plan.not-sent" in {finding.code for finding in stage.view.findings}
    stage.presenter.record_sent(Sent("15/KH-UBND", date(2025, 8, 1), "Sở Nội vụ tỉnh Tuyên Quang"))
    assert stage.view.page.sent_number == "15/KH-UBND"
    assert "plan.not-sent" not in {finding.code for finding in stage.view.findings}


@pytest.mark.parametrize(
    ("target", "focus"),
    [
        ("plan:TQ2025H2-06", "name"),
        ("plan:TQ2025H2-06:time", "time"),
        ("plan:purpose", "purpose"),
        ("plan:sent", "sent"),
    ],
)
def test_a_link_comes_to_its_place(stage, target, focus):
    stage.presenter.open_target(target)
    assert stage.view.focus == [focus]


def test_a_completed_plan_is_read_only_and_says_how_to_reopen_it(stage):
    period = stage.desk.submissions.default_period(Kind.PLAN)
    blocking = [item for item in stage.desk.submissions.findings(Kind.PLAN, period) if item.level is Level.BLOCK]
    assert blocking == []
    stage.desk.submissions.complete(Kind.PLAN, period)
    stage.presenter.reload()
    assert stage.view.frozen
    stage.presenter.edit_text("title", "Khác")
    assert "mở lại ở màn hình Hồ sơ nộp" in stage.notices.posted[-1].what
    assert stage.view.page.title != "Khác"
