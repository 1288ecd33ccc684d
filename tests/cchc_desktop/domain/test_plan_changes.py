"""Two editions of a plan: what is new, changed, gone or the same, and that codes go on for ever."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.plan import Task
from cchc_desktop.domain.plan_changes import Change, PlanChanges, coded, compare

CODE = "KH-TQ-2025-H2"
OLD = bundled().plan(CODE).tasks
DEPARTMENT = bundled().plan("KH-SKHDT-2023").tasks


def without_codes(tasks: tuple[Task, ...] | list[Task]) -> list[Task]:
    return [replace(task, code="") for task in tasks]


def counts(changes: PlanChanges) -> tuple[int, int, int, int]:
    return tuple(len(changes.of(kind)) for kind in Change)  # type: ignore[return-value]


def test_the_same_table_changes_nothing_and_keeps_every_code() -> None:
    changes = compare(OLD, without_codes(OLD), plan_code=CODE)
    assert counts(changes) == (0, 0, 0, 58)
    assert changes.is_empty
    assert changes.tasks == OLD


def test_a_changed_time_is_told_field_by_field() -> None:
    new = without_codes(OLD)
    new[6] = replace(new[6], time="Quý IV/2025")
    (changed,) = compare(OLD, new, plan_code=CODE).of(Change.CHANGED)
    assert changed.task.code == "TQ2025H2-07"
    assert [(item.label, item.old, item.new) for item in changed.fields] == [
        ("Thời gian", "Quý III, IV/2025", "Quý IV/2025")
    ]


def test_a_task_put_in_between_renumbers_the_others_under_their_old_codes() -> None:
    added = replace(OLD[0], code="", number="5", name="Tổ chức hội thi tìm hiểu cải cách hành chính", goal="")
    shifted = [replace(task, number=str(int(task.number) + 1)) for task in OLD[4:]]
    changes = compare(OLD, without_codes([*OLD[:4], added, *shifted]), plan_code=CODE)
    assert counts(changes) == (1, 54, 0, 4)
    assert [task.code for task in changes.tasks if task.name != added.name] == [task.code for task in OLD]
    assert changes.of(Change.ADDED)[0].task.code not in {task.code for task in OLD}


def test_a_removed_task_is_named() -> None:
    changes = compare(OLD, without_codes([*OLD[:9], *OLD[10:]]), plan_code=CODE)
    assert counts(changes) == (0, 0, 1, 57)
    assert changes.of(Change.REMOVED)[0].task.code == "TQ2025H2-10"


def test_a_reworded_task_at_its_place_is_the_same_task() -> None:
    new = without_codes(OLD)
    new[1] = replace(new[1], name="Xây dựng, ban hành Kế hoạch CCHC năm 2026.")
    (changed,) = compare(OLD, new, plan_code=CODE).of(Change.CHANGED)
    assert changed.task.code == "TQ2025H2-02"


def test_another_task_at_the_same_number_is_another_task() -> None:
    new = without_codes(OLD)
    new[1] = replace(new[1], name="Kiểm tra việc dùng con dấu tại các phòng chuyên môn")
    changes = compare(OLD, new, plan_code=CODE)
    assert counts(changes) == (1, 0, 1, 57)
    assert changes.of(Change.ADDED)[0].task.code == "TQ2025H2-02-2"


def test_tasks_with_nearly_the_same_name_are_not_mixed_up() -> None:
    first, second = DEPARTMENT[3], DEPARTMENT[4]
    new = without_codes([*DEPARTMENT[:3], replace(second, number="1"), replace(first, number="2"), *DEPARTMENT[5:]])
    changes = compare(DEPARTMENT, new, plan_code="KH-SKHDT-2023")
    found = {task.name: task.code for task in changes.tasks}
    assert (found[first.name], found[second.name]) == (first.code, second.code)


def test_codes_of_earlier_editions_are_never_given_again() -> None:
    new = [*without_codes(OLD), replace(OLD[0], code="", number="59", name="Một việc hoàn toàn khác")]
    former = replace(OLD[0], code="TQ2025H2-59", name="Việc của một bản trước")
    changes = compare(OLD, new, plan_code=CODE, former=[former])
    assert changes.of(Change.ADDED)[0].task.code == "TQ2025H2-59-2"


def test_a_task_that_comes_back_gets_its_code_back() -> None:
    changes = compare(OLD[:-1], without_codes(OLD), plan_code=CODE, former=OLD)
    assert [task.code for task in changes.tasks] == [task.code for task in OLD]
    assert counts(changes) == (1, 0, 0, 57)


def test_a_new_plan_gets_the_codes_of_its_own_letters() -> None:
    assert [task.code for task in coded(without_codes(OLD), plan_code=CODE)] == [task.code for task in OLD]
    department = coded(without_codes(DEPARTMENT), plan_code="KH-SKHDT-2023")
    assert [task.code for task in department] == [task.code for task in DEPARTMENT]


tables = st.lists(
    st.builds(
        lambda index, number, time: replace(OLD[index], code="", number=str(number), time=time),
        st.integers(0, 57),
        st.integers(1, 60),
        st.sampled_from(["Quý I/2026", "Thường xuyên"]),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(tables, tables)
def test_each_task_of_both_editions_stands_in_the_changes_once(old: list[Task], new: list[Task]) -> None:
    before = coded(old, plan_code=CODE)
    changes = compare(before, new, plan_code=CODE)
    assert [replace(task, code="") for task in changes.tasks] == new
    olds = [item.old.code for item in changes.items if item.old is not None]
    assert sorted(olds) == sorted(task.code for task in before)


@settings(deadline=None)
@given(tables, tables)
def test_codes_are_unique_and_kept(old: list[Task], new: list[Task]) -> None:
    before = coded(old, plan_code=CODE)
    changes = compare(before, new, plan_code=CODE)
    codes = [task.code for task in changes.tasks]
    assert len(set(codes)) == len(codes)
    assert all(item.old.code == item.new.code for item in changes.items if item.old and item.new)
    assert not {item.task.code for item in changes.of(Change.ADDED)} & {task.code for task in before}


@settings(deadline=None)
@given(tables)
def test_a_table_compared_with_itself_is_unchanged(table: list[Task]) -> None:
    before = coded(table, plan_code=CODE)
    assert compare(before, table, plan_code=CODE).is_empty


@settings(deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_the_rows_does_not_matter_to_the_codes(order: list[int]) -> None:
    new = without_codes([OLD[index] for index in order])
    changes = compare(OLD[:12], new, plan_code=CODE)
    assert [task.code for task in changes.tasks] == [OLD[index].code for index in order]
