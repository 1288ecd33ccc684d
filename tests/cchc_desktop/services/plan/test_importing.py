"""A task table taken into use: as a corrected edition with its progress, as a new plan, undone again."""

from dataclasses import replace
from datetime import date

import pytest
from support.task_tables import EIGHT, PROVINCE, Row, delimited, plan, rows

from cchc_desktop.catalogue.task_table.grid import Source
from cchc_desktop.catalogue.task_table.prepared import Options
from cchc_desktop.catalogue.task_table.result import TaskTable
from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.plan_changes import Change
from cchc_desktop.services.plan.importing import ONLY_FIELD, PlanFacts
from cchc_desktop.services.workplace import Desk, Workplace

TASK = "TQ2025H2-06"


def corrected() -> list[Row]:
    """The plan of the province: task 7 has another time, task 58 is gone, a task 59 is new."""
    table = rows(plan(PROVINCE))
    seventh = next(index for index, row in enumerate(table) if row.cells[0] == "7")
    table[seventh] = Row((*table[seventh].cells[:6], "Quý IV/2025"))
    new = ("58", "", "Đo lường sự hài lòng đối với dịch vụ cấp nước", *table[-1].cells[3:])
    return [*table[:-1], Row(new)]


def opened(desk: Desk, table: list[Row], options: Options = Options()) -> tuple[Source, TaskTable]:  # noqa: B008 - frozen
    source = desk.plan_import.open_text(delimited(table))
    return source, desk.plan_import.preview(source, options)


def facts(desk: Desk, table: list[Row], *, as_edition: bool = True) -> tuple[TaskTable, PlanFacts]:
    source, read = opened(desk, table)
    return read, desk.plan_import.suggested_facts(source, read, as_edition=as_edition)


def test_a_corrected_edition_shows_what_it_changes(desk: Desk) -> None:
    entry = desk.tasks.add_entry("TQ2025H2-58").value
    desk.tasks.edit_entry(entry, percent=20)
    read, given = facts(desk, corrected())
    comparison = desk.plan_import.compare(read, given)
    counts = {kind: len(comparison.changes.of(kind)) for kind in Change}
    assert counts == {Change.ADDED: 1, Change.CHANGED: 1, Change.REMOVED: 1, Change.UNCHANGED: 56}
    assert [(removed.task.code, removed.entries) for removed in comparison.removed] == [("TQ2025H2-58", 1)]


def test_a_corrected_edition_keeps_progress_by_code(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, percent=60)
    read, given = facts(desk, corrected())
    outcome = desk.plan_import.apply(read, given)
    assert desk.session.workspace.plan.header.edition == "Điều chỉnh ngày 10/12/2025"
    board = {row.code: row for row in desk.tasks.board().rows}
    assert board[TASK].percent == 60
    assert board["TQ2025H2-07"].time == "Quý IV/2025"
    assert "TQ2025H2-58" not in board
    assert outcome.value.backup is not None
    assert outcome.value.backup.is_file()
    assert "pack_use" in outcome.changed


def test_progress_of_a_removed_task_stays_in_the_database(desk: Desk) -> None:
    entry = desk.tasks.add_entry("TQ2025H2-58").value
    desk.tasks.edit_entry(entry, percent=20)
    read, given = facts(desk, corrected())
    desk.plan_import.apply(read, given)
    _read, back = facts(desk, rows(plan(PROVINCE)))
    desk.plan_import.apply(opened(desk, rows(plan(PROVINCE)))[1], replace(back, edition="Bản cuối"))
    assert next(row for row in desk.tasks.board().rows if row.code == "TQ2025H2-58").percent == 20


def test_the_import_is_undone_and_done_again_in_one_step(desk: Desk, workplace: Workplace) -> None:
    read, given = facts(desk, corrected())
    desk.plan_import.apply(read, given)
    assert desk.session.undo_label.startswith("Nhập bản điều chỉnh")
    desk.session.undo()
    workplace.forget_workspace()
    assert desk.session.workspace.plan == plan(PROVINCE)
    desk.session.redo()
    workplace.forget_workspace()
    assert desk.session.workspace.plan.header.edition == given.edition


def test_after_an_undo_the_same_table_can_be_imported_again(desk: Desk, workplace: Workplace) -> None:
    read, given = facts(desk, corrected())
    desk.plan_import.apply(read, given)
    desk.session.undo()
    workplace.forget_workspace()
    desk.plan_import.apply(read, given)
    assert desk.session.workspace.plan.header.edition == given.edition


def test_a_new_plan_becomes_the_plan_of_the_folder(desk: Desk, workplace: Workplace) -> None:
    read, given = facts(desk, rows(plan(PROVINCE), EIGHT), as_edition=False)
    assert (given.code, given.valid_from, given.valid_to) == ("KH-2025", date(2025, 1, 1), date(2025, 12, 31))
    desk.plan_import.apply(read, replace(given, code="KH-TQ-2026", title="Kế hoạch CCHC năm 2026"))
    now = desk.session.workspace.plan
    assert (now.header.code, len(now.tasks), now.tasks[0].code) == ("KH-TQ-2026", 58, "TQ2026-01")
    desk.session.undo()
    workplace.forget_workspace()
    assert desk.session.workspace.plan.header.code == PROVINCE


def test_a_table_without_fields_gets_one(desk: Desk) -> None:
    head = Row(("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"))
    table = [head, Row(("1", "Tập huấn", "Phòng Nội vụ", "Quý I/2026"))]
    read, given = facts(desk, table, as_edition=False)
    made = desk.plan_import.apply(read, given).value.plan
    assert made.fields == (ONLY_FIELD,)
    assert made.tasks[0].field == ONLY_FIELD.code


def test_open_questions_refuse_the_import_and_are_named(desk: Desk) -> None:
    table = corrected()
    table[3] = Row(("2", *table[3].cells[2:], ""))
    read, given = facts(desk, table)
    before = desk.session.workspace.plan
    with pytest.raises(Refusal) as caught:
        desk.plan_import.apply(read, given)
    (finding,) = caught.value.findings
    assert finding.code == "plan-import.question-open"
    assert finding.text.startswith("Dòng ")
    assert finding.target == f"plan-import:{read.questions[0].id}"
    assert desk.session.workspace.plan == before


def test_the_same_plan_again_is_refused(desk: Desk) -> None:
    read, given = facts(desk, rows(plan(PROVINCE)))
    with pytest.raises(Refusal, match="giống hệt kế hoạch đang dùng"):
        desk.plan_import.apply(read, given)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"edition": "Dự thảo tháng 7/2025"}, "edition-taken"),
        ({"edition": "  "}, "edition-empty"),
        ({"title": ""}, "title-empty"),
        ({"issuer": ""}, "issuer-empty"),
        ({"valid_to": date(2020, 1, 1)}, "validity-reversed"),
        ({"as_edition": False, "code": "TC-XA-2025-DL"}, "code-taken"),
        ({"as_edition": False, "code": "Kế hoạch 2026"}, "code-malformed"),
    ],
)
def test_wrong_facts_are_refused_by_field(desk: Desk, changes: dict[str, object], code: str) -> None:
    read, given = facts(desk, corrected())
    with pytest.raises(Refusal) as caught:
        desk.plan_import.apply(read, replace(given, **changes))
    assert f"plan-import.{code}" in {finding.code for finding in caught.value.findings}
    assert desk.session.workspace.plan == plan(PROVINCE)


def test_a_reviewer_may_not_import(workplace: Workplace) -> None:
    from support.workplaces import desk_of

    from cchc_desktop.domain.officer import Role

    reviewer = desk_of(workplace, Role.REVIEWER)
    read, given = facts(reviewer, corrected())
    with pytest.raises(Refusal, match="dành cho"):
        reviewer.plan_import.apply(read, given)


def test_stopping_before_the_transaction_leaves_everything_as_it_was(desk: Desk) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, _total: int, _text: str) -> None:
        if done == 2:
            raise Stopped

    read, given = facts(desk, corrected())
    with pytest.raises(Stopped):
        desk.plan_import.apply(read, given, step=stop)
    assert desk.session.workspace.plan == plan(PROVINCE)
    assert desk.session.undo_label == ""
