import pytest
import sqlalchemy as sa
from support.pack_files import (
    CALENDAR,
    CRITERIA,
    FORM,
    PLAN,
    REGISTERS,
    document,
    entry,
    toml_file,
    workbook_file,
)
from support.workplaces import desk_of

from cchc_desktop.catalogue.exchange.changes import Change
from cchc_desktop.catalogue.library import load_pack
from cchc_desktop.catalogue.problem import PackFault
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.finding import Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import parse
from cchc_desktop.services.packs.carry_over import Carried, Homeless
from cchc_desktop.services.packs.importing import PackState
from cchc_desktop.services.session.packs_in_use import take_into_use
from db.tables import pack, pack_use, register_row

TASK = "TQ2025H2-06"


def corrected(found):
    """The plan with one task reworded, one removed, one added."""
    entry(found, "tasks", "TQ2025H2-02")["name"] = "Ban hành Kế hoạch CCHC năm 2026 (sửa)"
    found["tasks"] = [task for task in found["tasks"] if task["code"] != TASK]
    found["tasks"].append({**found["tasks"][-1], "code": "TQ2025H2-59", "number": "59", "name": "Nhiệm vụ mới"})


def state(desk):
    """Everything that an import may change."""
    with desk.session.read() as connection:
        rows = connection.execute(sa.select(pack_use.c.code, pack_use.c.edition).order_by(pack_use.c.code)).all()
        stored = connection.execute(sa.select(pack.c.code, pack.c.edition)).all()
    return [tuple(row) for row in rows], sorted(tuple(row) for row in stored)


def used_edition(desk, code):
    return next(item.edition for item in desk.session.packs.used() if item.code == code)


def test_a_new_edition_shows_what_it_changes_entry_by_entry_and_field_by_field(desk, tmp_path):
    preview = desk.pack_import.preview(toml_file(tmp_path, document(PLAN, corrected, edition="2")))
    (found,) = preview.packs
    assert found.state is PackState.NEW_EDITION
    assert found.used_edition == "Dự thảo tháng 7/2025"
    shown = {(item.change, item.listed, item.code) for item in found.changes.entries}
    assert shown == {
        (Change.CHANGED, "Thông tin chung", PLAN),
        (Change.CHANGED, "Nhiệm vụ", "TQ2025H2-02"),
        (Change.REMOVED, "Nhiệm vụ", TASK),
        (Change.ADDED, "Nhiệm vụ", "TQ2025H2-59"),
    }
    (field,) = next(item for item in found.changes.entries if item.code == "TQ2025H2-02").fields
    assert (field.title, field.old, field.new) == (
        "Nhiệm vụ",
        "Ban hành Kế hoạch CCHC năm 2026.",
        "Ban hành Kế hoạch CCHC năm 2026 (sửa)",
    )
    assert found.changes.unchanged == 56 + 8
    assert [preview.count(change) for change in Change] == [1, 2, 1]


def test_a_preview_writes_nothing(desk, tmp_path):
    before = state(desk)
    desk.pack_import.preview(toml_file(tmp_path, document(PLAN, corrected, edition="2")))
    assert state(desk) == before
    assert desk.session.undo_label == ""


def test_entered_work_is_carried_over_by_code_and_what_loses_its_home_is_named_and_kept(desk, tmp_path):
    for code in ("TQ2025H2-02", TASK, TASK):
        desk.tasks.add_entry(code)
    desk.tasks.set_not_arising(TASK, not_arising=True, reason="Không có")
    preview = desk.pack_import.preview(toml_file(tmp_path, document(PLAN, corrected, edition="2")))
    kept = preview.packs[0].carry_over
    assert kept.carried == (Carried("Cập nhật tiến độ", 1),)
    assert kept.homeless == (Homeless("Cập nhật tiến độ", TASK, 2), Homeless("Phân công", TASK, 1))
    desk.pack_import.apply(preview)
    assert len(desk.tasks.detail("TQ2025H2-02").entries) == 1
    desk.session.undo()
    assert len(desk.tasks.detail(TASK).entries) == 2


def test_answers_rows_and_report_figures_are_looked_at_too(desk, tmp_path):
    desk.assessment.set_answer("1.3.1", Answer(yes=True))
    with desk.session.command("Thêm dòng") as work:
        content = '{"ngay": "2025-11-05", "so_ky_hieu": "12/KH-UBND"}'
        work.insert(register_row, register_code="VB", day="2025-11-05", sequence=1, content=content)
    desk.reports.override(FORM, parse("2025-Q3"), "BC1.1.1", "3", "Đếm trên giấy")

    def fewer_criteria(found):
        entry(found, "criteria", "1.3.1")["code"] = "1.3.9"

    def fewer_columns(found):
        register = entry(found, "registers", "VB")
        register["columns"] = [column for column in register["columns"] if column["code"] != "so_ky_hieu"]
        register["identity"] = ["ngay"]

    file = workbook_file(
        tmp_path, document(CRITERIA, fewer_criteria, edition="0.2"), document(REGISTERS, fewer_columns, edition="2")
    )
    criteria, registers = desk.pack_import.preview(file).packs
    assert criteria.carry_over.homeless == (Homeless("Kết quả tự chấm", "1.3.1", 1),)
    assert registers.carry_over.carried == (Carried("Dòng sổ theo dõi", 1),)
    assert registers.carry_over.homeless == (Homeless("Nội dung ở cột sổ", "VB.so_ky_hieu", 1),)
    (form,) = desk.pack_import.preview(toml_file(tmp_path, document(FORM, edition="2"))).packs
    assert form.carry_over.carried == (Carried("Số liệu báo cáo", 1),)


def test_an_answer_whose_rule_changes_is_to_be_looked_at_again(desk, tmp_path):
    desk.assessment.set_answer("1.3.1", Answer(yes=True))

    def stricter(found):
        for code in ("1.3.1", "1.4.1"):
            rule = entry(found, "criteria", code)["rule"]
            rule |= {"yes": "0.5", "no": "0.1"} if rule["kind"] == "yes_no" else {}

    (found,) = desk.pack_import.preview(toml_file(tmp_path, document(CRITERIA, stricter, edition="0.2"))).packs
    assert [(finding.level, finding.target) for finding in found.findings] == [(Level.WARN, "criterion:1.3.1")]


def test_an_applied_edition_is_in_use_at_once_after_a_backup_and_can_be_undone_and_redone(desk, tmp_path):
    before = state(desk)[0]
    preview = desk.pack_import.preview(workbook_file(tmp_path, document(PLAN, corrected, edition="2")))
    outcome = desk.pack_import.apply(preview)
    assert outcome.value.codes == (PLAN,)
    assert outcome.value.backup.is_file()
    assert outcome.changed == {"pack_use"}
    assert desk.session.workspace.plan.task("TQ2025H2-59").name == "Nhiệm vụ mới"
    assert desk.session.undo_label == "Nạp bộ danh mục từ “bo.xlsx”"
    desk.session.undo()
    assert state(desk)[0] == before
    assert desk.session.workspace.plan.header.edition == "Dự thảo tháng 7/2025"
    desk.session.redo()
    assert desk.session.workspace.plan.header.edition == "2"


def test_a_new_year_s_plan_and_criteria_are_worked_with_only_when_asked_for(desk, tmp_path):
    def next_year(found):
        found["header"] |= {"code": found["header"]["code"].replace("2025", "2026"), "title": "Của năm 2026"}

    file = workbook_file(tmp_path, document(PLAN, next_year), document(CRITERIA, next_year))
    preview = desk.pack_import.preview(file)
    assert [one.state for one in preview.packs] == [PackState.NEW, PackState.NEW]
    assert preview.packs[0].replaces_active.startswith("Kế hoạch cải cách hành chính")
    desk.pack_import.apply(preview)
    assert desk.session.workspace.plan.header.code == PLAN
    desk.session.undo()
    outcome = desk.pack_import.apply(desk.pack_import.preview(file), activate=["KH-TQ-2026-H2", "TC-XA-2026-DL"])
    assert outcome.changed == {"pack_use", "workspace"}
    assert desk.session.workspace.plan.header.title == "Của năm 2026"
    assert desk.assessment.sheet().title == "Của năm 2026"
    desk.session.undo()
    assert desk.session.workspace.plan.header.code == PLAN
    assert desk.assessment.sheet().title != "Của năm 2026"


def test_the_same_pack_in_another_layout_is_no_change(desk, tmp_path):
    preview = desk.pack_import.preview(workbook_file(tmp_path, *(document(code) for code in (PLAN, CRITERIA, FORM))))
    assert [one.state for one in preview.packs] == [PackState.SAME] * 3
    assert [one.changes.entries for one in preview.packs] == [()] * 3
    assert not preview.is_applicable
    with pytest.raises(Refusal, match="không có gì khác"):
        desk.pack_import.apply(preview)


def test_an_edition_with_another_content_is_refused_and_says_what_to_do(desk, tmp_path):
    before = state(desk)
    preview = desk.pack_import.preview(
        workbook_file(tmp_path, document(PLAN, corrected), document(CALENDAR, edition="2"))
    )
    assert [one.state for one in preview.packs] == [PackState.CONFLICT, PackState.NEW_EDITION]
    with pytest.raises(Refusal, match="cùng số hiệu lần ban hành nhưng nội dung khác; hãy ghi lần ban hành mới"):
        desk.pack_import.apply(preview)
    assert state(desk) == before


def test_a_code_of_another_kind_of_pack_is_refused(desk, tmp_path):
    def taken(found):
        found["header"]["code"] = PLAN

    preview = desk.pack_import.preview(toml_file(tmp_path, document(CALENDAR, taken, edition="9")))
    with pytest.raises(Refusal, match="đang dùng cho bộ danh mục loại khác"):
        desk.pack_import.apply(preview)


def test_a_faulty_workbook_changes_nothing_and_tells_its_places(desk, tmp_path):
    def broken(found):
        found["tasks"][0]["field"] = "XX"

    before = state(desk)
    file = workbook_file(tmp_path, document(CALENDAR, edition="2"), document(PLAN, broken, edition="2"))
    with pytest.raises(PackFault) as caught:
        desk.pack_import.preview(file)
    assert [problem.place.words for problem in caught.value.problems] == ["Trang «Nhiệm vụ», dòng 2, cột «Lĩnh vực»"]
    assert state(desk) == before


def test_a_formula_that_names_a_register_not_in_use_is_warned_of(desk, tmp_path):
    def unknown_register(found):
        field = next(item for item in found["fields"] if item.get("formula", "").startswith("DEM("))
        field["formula"] = 'DEM("XYZ")'

    preview = desk.pack_import.preview(workbook_file(tmp_path, document(FORM, unknown_register, edition="2")))
    (finding,) = preview.packs[0].findings
    assert finding.level is Level.WARN
    assert "sổ «XYZ» không có trong các sổ theo dõi hiện có" in finding.text
    assert finding.text.startswith("Trang «Chỉ tiêu số liệu», dòng ")
    assert preview.is_applicable


def without(registers, code, column=""):
    """Take a register out of a document, or one of its columns."""
    register = entry(registers, "registers", code)
    if column:
        register["columns"].remove(entry(register, "columns", column))
    else:
        registers["registers"].remove(register)


def text_column(registers):
    spec = entry(entry(registers, "registers", "KT"), "columns", "so_van_de")
    spec["type"] = "text"
    spec.pop("minimum", None)
    spec.pop("unit", None)


def without_option(registers):
    column = entry(entry(registers, "registers", "KT"), "columns", "loai")
    column["options"] = [option for option in column["options"] if option["code"] != "tu_kiem_tra"]


def personal_content(registers):
    entry(entry(registers, "registers", "TT"), "columns", "noi_dung")["personal"] = True


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda found: without(found, "BD"), "Sổ BD đang được "),
        (lambda found: without(found, "KT", "loai"), "Cột loai của sổ KT đang được "),
        (lambda found: without(found, "KT", "loai"), "(mã BC-CCHC-XA), chỉ tiêu BC1.2.2 dùng"),
        (text_column, "chỉ tiêu BC1.2.3: công thức sai kiểu: TONG_SO cần một cột số"),
        (without_option, "Lựa chọn tu_kiem_tra của cột loai đang được "),
        (personal_content, "câu dự thảo của mục I.3: cột «noi_dung» của sổ TT là dữ liệu cá nhân"),
    ],
)
def test_registers_that_lose_what_a_form_in_use_counts_are_refused_with_the_place(desk, tmp_path, edit, words):
    preview = desk.pack_import.preview(toml_file(tmp_path, document(REGISTERS, edit, edition="2")))
    assert any(words in finding.text for finding in preview.blocking)
    assert not preview.is_applicable
    with pytest.raises(Refusal):
        desk.pack_import.apply(preview)
    assert used_edition(desk, REGISTERS) != "2"


def test_what_is_broken_already_is_told_and_does_not_stand_against_another_file(desk, tmp_path):
    lost = load_pack(toml_file(tmp_path, document(REGISTERS, lambda found: without(found, "KT", "loai"), edition="2")))
    with desk.session.command("Bản trước đã nhận") as work:
        take_into_use(work, lost, at="2026-01-01T00:00:00+07:00")
    preview = desk.pack_import.preview(toml_file(tmp_path, document(PLAN, corrected, edition="2"), name="khac.toml"))
    assert preview.is_applicable
    assert any("Cột loai của sổ KT" in found.text and found.level is Level.WARN for found in preview.findings)
    mended = document(REGISTERS, edition="3")
    assert desk.pack_import.preview(toml_file(tmp_path, mended, name="sua.toml")).findings == ()


def test_a_form_that_loses_a_field_of_a_target_in_use_is_refused(desk, tmp_path):
    def without_field(found):
        found["fields"].remove(entry(found, "fields", "BC1.1.3"))
        for section in found["sections"]:
            section["draft"] = [line for line in section.get("draft", ()) if "{BC1.1.3}" not in line]

    file = toml_file(tmp_path, document(FORM, without_field, edition="2"))
    preview = desk.pack_import.preview(file)
    assert any("Chỉ tiêu BC1.1.3 đang được" in found.text and "CT2025-01" in found.text for found in preview.blocking)


def test_registers_and_a_form_that_no_longer_needs_the_column_come_in_together(desk, tmp_path):
    def without_training(found):
        found["fields"] = [item for item in found["fields"] if "'BD'" not in item.get("formula", "")]

    registers = document(REGISTERS, lambda found: without(found, "BD"), edition="2")
    kept = {item["code"] for item in document(FORM, without_training)["fields"]}
    lost = {item["code"] for item in document(FORM)["fields"]} - kept
    assert lost

    def typed_instead(found):
        for item in found["fields"]:
            if item["code"] in lost:
                item.pop("formula")
                item.pop("overridable", None)

    file = workbook_file(tmp_path, registers, document(FORM, typed_instead, edition="2"))
    preview = desk.pack_import.preview(file)
    assert preview.is_applicable
    assert used_edition(desk, REGISTERS) != "2"
    desk.pack_import.apply(preview)
    assert used_edition(desk, REGISTERS) == "2"


def test_an_edition_that_came_in_since_the_preview_stops_the_older_preview(desk, tmp_path):
    older = desk.pack_import.preview(toml_file(tmp_path, document(PLAN, corrected, edition="2")))
    desk.pack_import.apply(desk.pack_import.preview(toml_file(tmp_path, document(PLAN, edition="2"), name="khac.toml")))
    with pytest.raises(Refusal, match="đã thay đổi từ lúc xem trước"):
        desk.pack_import.apply(older)
    assert used_edition(desk, PLAN) == "2"
    assert len(desk.session.workspace.plan.tasks) == 58


def test_going_back_to_a_stored_edition_is_a_change_like_any_other(desk, tmp_path):
    first = toml_file(tmp_path, document(CALENDAR), name="cu.toml")
    desk.pack_import.apply(desk.pack_import.preview(toml_file(tmp_path, document(CALENDAR, edition="2"))))
    preview = desk.pack_import.preview(first)
    assert preview.packs[0].state is PackState.NEW_EDITION
    desk.pack_import.apply(preview)
    assert used_edition(desk, CALENDAR) == document(CALENDAR)["header"]["edition"]


def test_a_reviewer_does_not_bring_in_packs(workplace, tmp_path):
    desk = desk_of(workplace, Role.REVIEWER)
    preview = desk.pack_import.preview(toml_file(tmp_path, document(CALENDAR, edition="2")))
    with pytest.raises(Refusal, match="người lập"):
        desk.pack_import.apply(preview)


def test_a_changed_order_is_told_once_for_its_list(desk, tmp_path):
    def reordered(found):
        found["tasks"].insert(0, found["tasks"].pop())

    preview = desk.pack_import.preview(toml_file(tmp_path, document(PLAN, reordered, edition="2")))
    moved = [item for item in preview.packs[0].changes.entries if item.listed == "Nhiệm vụ"]
    assert [(item.code, item.fields[0].title) for item in moved] == [("", "Thứ tự")]


def test_the_steps_of_a_long_import_can_stop_it_before_anything_is_written(desk, tmp_path):
    preview = desk.pack_import.preview(toml_file(tmp_path, document(PLAN, corrected, edition="2")))
    before = state(desk)

    def stop(_done, _total, text):
        if text == "Đang áp dụng":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        desk.pack_import.apply(preview, step=stop)
    assert state(desk) == before
