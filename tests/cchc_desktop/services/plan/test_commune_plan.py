from datetime import date

import pytest
from support.workplaces import desk_of

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.services.plan.commune_plan import CommunePlan
from cchc_desktop.services.workplace import Desk, Workplace


@pytest.fixture
def plan(desk: Desk) -> CommunePlan:
    return desk.plan


def line(plan: CommunePlan, code: str):
    return next(line for line in plan.page().lines if line.task.code == code)


def test_the_first_draft_takes_the_tasks_in_which_communes_are_named(plan: CommunePlan) -> None:
    page = plan.page()
    assert len(page.lines) == 58
    assert all(line.included == (line.involvement is not Involvement.NOT_NAMED) for line in page.lines)
    assert sum(line.included for line in page.lines) == 42
    assert page.title == "Cải cách hành chính 6 tháng cuối năm 2025 của UBND phường Hà Giang 1"
    assert "Nghị quyết số 76/NQ-CP" in page.basis


def test_a_task_is_left_out_and_taken_in_again_without_touching_its_words(plan: CommunePlan) -> None:
    before = line(plan, "TQ2025H2-06").task
    plan.set_included(["TQ2025H2-06"], included=False)
    assert not line(plan, "TQ2025H2-06").included
    plan.set_included(["TQ2025H2-06"], included=True)
    assert line(plan, "TQ2025H2-06").included
    assert line(plan, "TQ2025H2-06").task == before


def test_the_commune_words_a_task_for_itself_and_the_board_keeps_the_words_of_the_province(
    plan: CommunePlan, desk: Desk
) -> None:
    plan.edit_task("TQ2025H2-06", lead="Văn phòng HĐND và UBND", time="Trước ngày 15/10/2025")
    changed = line(plan, "TQ2025H2-06")
    assert (changed.task.lead, changed.task.time) == ("Văn phòng HĐND và UBND", "Trước ngày 15/10/2025")
    assert changed.original == desk.session.workspace.plan.task("TQ2025H2-06")
    row = next(row for row in desk.tasks.board().rows if row.code == "TQ2025H2-06")
    assert row.lead == changed.original.lead
    plan.reset_task("TQ2025H2-06")
    assert line(plan, "TQ2025H2-06").task == changed.original


def test_an_own_task_is_worked_on_like_every_other_one(plan: CommunePlan, desk: Desk) -> None:
    code = plan.add_task(
        "III", name="Lập tổ lưu động nhận hồ sơ tại thôn", product="Quyết định", time="Quý IV/2025"
    ).value
    row = next(row for row in desk.tasks.board().rows if row.code == code)
    assert (row.number, row.own, row.involvement, row.due) == ("R1", True, Involvement.LEAD, date(2025, 12, 31))
    desk.tasks.assign(code, desk.session.officer.id)
    entry = desk.tasks.add_entry(code, date(2025, 11, 3)).value
    desk.tasks.edit_entry(entry, percent=50, result="Đã khảo sát 04 thôn.")
    assert desk.tasks.detail(code).row.percent == 50
    assert line(plan, code).assignee == "Nguyễn Thị Lan"
    with pytest.raises(Refusal, match="cập nhật tiến độ"):
        plan.delete_task(code)


def test_an_own_task_stands_at_the_end_of_its_field_and_changes_places_with_its_neighbour(plan: CommunePlan) -> None:
    first = plan.add_task("II", name="Một", time="Quý IV/2025").value
    second = plan.add_task("II", name="Hai", time="Quý IV/2025").value
    in_field = [line.task.code for line in plan.page().lines if line.task.field == "II"]
    assert in_field[-2:] == [first, second]
    plan.move_task(second, up=True)
    assert [line.task.code for line in plan.page().lines if line.task.field == "II"][-2:] == [second, first]
    plan.move_task(second, up=True)
    assert [line.task.code for line in plan.page().lines if line.task.field == "II"][-2:] == [second, first]
    plan.delete_task(first)
    assert first not in [line.task.code for line in plan.page().lines]


def test_every_change_of_the_plan_can_be_taken_back(plan: CommunePlan, desk: Desk) -> None:
    before = plan.page()
    plan.set_texts(title="Kế hoạch khác", purpose="Mục đích khác")
    plan.add_task("I", name="Việc riêng", time="Thường xuyên")
    plan.set_included(["TQ2025H2-01", "TQ2025H2-02"], included=False)
    plan.record_sent(number="15/KH-UBND", day=date(2025, 8, 1), to="Sở Nội vụ tỉnh Tuyên Quang")
    assert plan.page().sent_day == date(2025, 8, 1)
    for _command in range(4):
        desk.session.undo()
    assert plan.page() == before


def test_the_same_plan_is_found_after_closing(plan: CommunePlan, workplace: Workplace) -> None:
    plan.set_texts(arrangements="Dòng một\nDòng hai")
    assert desk_of(workplace).plan.page().arrangements == "Dòng một\nDòng hai"
