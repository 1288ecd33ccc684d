"""Old values brought back as new ones, and deleted rows restored: through the ordinary commands."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.two_desks import two_desks
from support.workplaces import desk_of

from cchc_desktop.domain import subject
from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.register import Column
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.history.steps import How
from cchc_desktop.services.history.versions import Version
from cchc_desktop.services.workplace import Desk
from db.tables import submission

TASK = "TQ2025H2-06"
FORM, PERIOD, TYPED, DERIVED = "BC-CCHC-XA", parse("2025-Q3"), "BC3.2.1", "BC1.2.3"
DIRECTIVE = {
    "ngay": "5/10/2025",
    "so_ky_hieu": "12/KH-UBND",
    "loai": "Kế hoạch",
    "trich_yeu": "Kế hoạch cải cách hành chính quý IV",
    "linh_vuc": "cchc",
}


def first(desk: Desk, of: subject.Subject) -> Version:
    """The oldest version."""
    return desk.history.of(of)[-1]


def newest_words(desk: Desk, of: subject.Subject) -> str:
    """What stands now in a field, by its history."""
    return desk.history.of(of)[0].changes[0].new


def test_an_old_text_comes_back_as_a_new_value_that_can_be_undone(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="một")
    desk.tasks.edit_entry(entry, result="hai")
    of = subject.by_id("progress_entry", entry, "result")
    desk.history.bring_back(first(desk, of))
    assert desk.tasks.detail(TASK).entries[0].result == "một"
    newest = desk.history.of(of)[0]
    assert (newest.how, newest.reason) == (How.BROUGHT_BACK, "Đưa lại giá trị lúc 09:00 ngày 10/12/2025")
    assert desk.session.undo_label == "Sửa kết quả nhiệm vụ 6"
    desk.session.undo()
    assert desk.tasks.detail(TASK).entries[0].result == "hai"


def test_the_value_in_use_is_not_brought_back(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="một")
    newest = desk.history.of(subject.by_id("progress_entry", entry, "result"))[0]
    assert newest.barred == "Đây là giá trị đang dùng."
    with pytest.raises(Refusal, match="đang dùng"):
        desk.history.bring_back(newest)


def test_fields_of_a_product_come_back(desk: Desk) -> None:
    product = desk.tasks.add_product(desk.tasks.add_entry(TASK).value, "Công văn").value
    desk.tasks.edit_product(product, day=date(2025, 12, 9))
    desk.tasks.edit_product(product, day=None, name="Tờ trình")
    desk.history.bring_back(first(desk, subject.by_id("product", product, "day")))
    desk.history.bring_back(first(desk, subject.by_id("product", product, "name")))
    (shown,) = desk.tasks.detail(TASK).entries[0].products
    assert (shown.name, shown.day) == ("Công văn", date(2025, 12, 9))


def test_fields_of_an_assignment_come_back(desk: Desk) -> None:
    officer = desk.tasks.officers()[0].id
    desk.tasks.assign(TASK, officer)
    desk.tasks.assign(TASK, None)
    desk.tasks.set_internal_due(TASK, date(2025, 12, 20))
    desk.tasks.set_internal_due(TASK, None)
    desk.tasks.set_not_arising(TASK, not_arising=True, reason="Không có đơn vị")
    desk.tasks.set_not_arising(TASK, not_arising=False, reason="")
    for part, name in (("officer_id", ""), ("internal_due", "20/12/2025"), ("not_arising", "Có")):
        versions = desk.history.of(subject.assignment(TASK, part))
        desk.history.bring_back(versions[1])
        assert newest_words(desk, subject.assignment(TASK, part)) == (name or versions[1].changes[0].new)


def test_an_answer_and_its_explanation_come_back(desk: Desk) -> None:
    old = Answer(numbers={"a": Decimal(61), "b": Decimal(50)})
    desk.assessment.set_answer("1.1.3", old)
    desk.assessment.set_answer("1.1.3", Answer(numbers={"a": Decimal(61), "b": Decimal(60)}))
    desk.assessment.explain("1.1.3", "cũ")
    desk.assessment.explain("1.1.3", "mới")
    desk.history.bring_back(first(desk, subject.answer("1.1.3", "content")))
    desk.history.bring_back(first(desk, subject.answer("1.1.3", "explanation")))
    row = next(row for row in desk.assessment.sheet().rows if row.criterion.code == "1.1.3")
    assert (row.answer, row.explanation) == (old, "cũ")


def test_the_cases_of_a_bonus_come_back(desk: Desk) -> None:
    code = desk.assessment.sheet().bonus[0].item.code
    desk.assessment.set_cases(code, cases=1, explanation="một")
    desk.assessment.set_cases(code, cases=2, explanation="hai")
    desk.history.bring_back(first(desk, subject.adjustment(code, "cases")))
    row = desk.assessment.sheet().bonus[0]
    assert (row.cases, row.explanation) == (1, "hai")


def test_a_column_of_a_register_comes_back_as_it_was_typed(desk: Desk) -> None:
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    before = desk.registers.row(row_id)[1].plain
    for column, text in (("ngay", "7/10/2025"), ("so_ky_hieu", "99/BC"), ("loai", "Báo cáo"), ("trich_yeu", "Khác")):
        desk.registers.edit(row_id, column, text)
        desk.history.bring_back(first(desk, subject.by_id("register_row", row_id, column)))
    assert desk.registers.row(row_id)[1].plain == before


def typed_in(column: Column, *, other: bool) -> str:
    """Something that can be typed into a column; ``other`` gives another value of the same kind."""
    spec = column.spec
    if spec.options:
        return spec.options[-1 if other else 0].label
    texts = {
        FieldType.DATE: ("05/10/2025", "6/11/2025"),
        FieldType.YES_NO: ("Có", "Không"),
        FieldType.DOCUMENT: ("12/KH-UBND ngày 05/10/2025, kế hoạch", "13/BC-UBND"),
    }
    small = "2" if spec.maximum is not None else "1.234"
    return texts.get(spec.type, ("1", small) if spec.type.is_number else ("Một dòng chữ", "Dòng chữ khác"))[other]


def test_every_column_of_every_register_comes_back_as_it_was(desk: Desk) -> None:
    tried = 0
    for register in desk.session.packs.registers():
        typed = {item.code: typed_in(item, other=False) for item in register.columns}
        row_id = desk.registers.add(register.code, typed).value.ids[0]
        before = desk.registers.row(row_id)[1].plain
        for column in register.columns:
            desk.registers.edit(row_id, column.code, typed_in(column, other=True))
            assert desk.registers.row(row_id)[1].plain != before, column
            desk.history.bring_back(first(desk, subject.by_id("register_row", row_id, column.code)))
            assert desk.registers.row(row_id)[1].plain == before
            tried += 1
    assert tried > 60


def test_several_columns_at_once_are_not_brought_back_half(desk: Desk) -> None:
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    desk.registers.edit(row_id, "so_ky_hieu", "99/BC")
    with pytest.raises(Refusal, match="nhiều ô"):
        desk.history.bring_back(first(desk, subject.by_id("register_row", row_id)))


@pytest.mark.parametrize("old", ["1855", "ước 1.860", "Không phát sinh"])
def test_a_figure_comes_back_with_its_state(desk: Desk, old: str) -> None:
    desk.reports.type_field(FORM, PERIOD, TYPED, old)
    words = newest_words(desk, subject.figure(FORM, PERIOD.code, TYPED))
    desk.reports.type_field(FORM, PERIOD, TYPED, "7")
    desk.history.bring_back(first(desk, subject.figure(FORM, PERIOD.code, TYPED)))
    assert newest_words(desk, subject.figure(FORM, PERIOD.code, TYPED)) == words


def test_an_override_comes_back_with_its_reason_and_goes_again(desk: Desk) -> None:
    of = subject.figure(FORM, PERIOD.code, DERIVED)
    desk.reports.override(FORM, PERIOD, DERIVED, "5", "Sổ chưa ghi đủ")
    desk.reports.clear_override(FORM, PERIOD, DERIVED)
    cleared, entered = desk.history.of(of)
    desk.history.bring_back(entered)
    assert desk.history.of(of)[0].reason.startswith("Lý do thay số: Sổ chưa ghi đủ")
    desk.history.bring_back(next(one for one in desk.history.of(of) if one.seq == cleared.seq))
    assert newest_words(desk, of) == ""


def test_texts_of_a_report_come_back(desk: Desk) -> None:
    for text in ("cũ", "mới"):
        desk.reports.set_text(FORM, PERIOD, "IV", text)
        desk.reports.explain(FORM, PERIOD, "report.check:KT52", text)
    for of in (
        subject.section(FORM, PERIOD.code, "IV"),
        subject.explanation(FORM, PERIOD.code, "report.check:KT52"),
    ):
        desk.history.bring_back(first(desk, of))
        assert newest_words(desk, of) == "cũ"


def test_words_of_the_plan_come_back(desk: Desk) -> None:
    desk.plan.edit_task(TASK, lead="Một")
    desk.plan.edit_task(TASK, lead="Hai")
    desk.history.bring_back(first(desk, subject.plan_task(TASK, "lead")))
    desk.plan.set_texts(purpose="Một")
    desk.plan.set_texts(purpose="Hai")
    desk.history.bring_back(first(desk, subject.plan_text("purpose")))
    desk.plan.record_sent(number="1/KH", day=date(2025, 7, 1), to="Sở Nội vụ")
    desk.plan.record_sent(number="2/KH", day=None, to="Sở Nội vụ")
    desk.history.bring_back(first(desk, subject.plan_text("sent_number")))
    desk.history.bring_back(first(desk, subject.plan_text("sent_day")))
    page = desk.plan.page()
    line = next(line for line in page.lines if line.task.code == TASK)
    assert (line.task.lead, page.purpose) == ("Một", "Một")
    assert (page.sent_number, page.sent_day) == ("1/KH", date(2025, 7, 1))


def test_a_task_left_out_of_the_plan_comes_back(desk: Desk) -> None:
    desk.plan.set_included([TASK], included=False)
    desk.plan.set_included([TASK], included=True)
    desk.history.bring_back(first(desk, subject.plan_task(TASK, "included")))
    assert not next(line for line in desk.plan.page().lines if line.task.code == TASK).included


def test_data_of_a_document_and_its_pages_come_back(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "kế hoạch.pdf"
    source.write_bytes(b"noi dung")
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    done = desk.registers.attach(row_id, source).value
    desk.evidence.describe(done.file_id, number="1", title="cũ", issuer="Sở", day=date(2025, 10, 5))
    desk.evidence.describe(done.file_id, number="2", title="mới", issuer="Bộ", clear_day=True)
    desk.evidence.cite(done.use_id, "trang 2")
    desk.evidence.cite(done.use_id, "trang 3")
    for part in ("number", "title", "issuer", "day"):
        desk.history.bring_back(desk.history.of(subject.by_id("evidence", done.file_id, part))[1])
    desk.history.bring_back(first(desk, subject.by_id("evidence_use", done.use_id, "pages")))
    (file,) = desk.registers.row(row_id)[1].files
    assert (file.number, file.title, file.issuer, file.day) == ("1", "cũ", "Sở", date(2025, 10, 5))
    assert file.pages == "trang 2"


def test_data_of_a_submission_come_back_one_by_one(desk: Desk) -> None:
    period = desk.submissions.default_period(Kind.PROGRESS)
    leader, day = desk.submissions.leaders()[0].id, period.window[1]
    for number, dated in (("1/BC", date(2025, 12, 1)), ("2/BC", date(2025, 12, 2))):
        row = desk.submissions.set_document(
            Kind.PROGRESS, period, number=number, day=dated, leader_id=leader, reference_day=day
        ).value
    desk.history.bring_back(first(desk, subject.by_id("submission", row.id, "document_number")))
    now = desk.submissions.current(Kind.PROGRESS, period)
    assert (now.document_number, now.document_date) == ("1/BC", "2025-12-02")


def test_where_documents_go_comes_back(desk: Desk) -> None:
    by = desk.session.officer
    for name in ("Sở Nội vụ", "UBND tỉnh"):
        desk.workplace.set_document_defaults(addressee=name, recipients=["Như trên", name], by=by)
    for part in ("addressee", "recipients"):
        desk.history.bring_back(desk.history.of(subject.document_defaults(part))[1])
    workspace = desk.workplace.workspace()
    assert (workspace.addressee, workspace.recipients) == ("Sở Nội vụ", ("Như trên", "Sở Nội vụ"))


def test_a_deleted_entry_comes_back_with_its_products_and_files(desk: Desk, tmp_path: Path) -> None:
    entry = desk.tasks.add_entry(TASK).value
    product = desk.tasks.add_product(entry, "Công văn").value
    source = tmp_path / "công văn.pdf"
    source.write_bytes(b"noi dung")
    desk.evidence.attach_to_product(product, source)
    before = desk.tasks.detail(TASK).entries
    desk.tasks.delete_entry(entry)
    removed = next(one for one in desk.history.of(subject.by_id("progress_entry", entry)) if one.is_removal)
    desk.history.bring_back(removed)
    assert desk.tasks.detail(TASK).entries == before
    newest = desk.history.of(subject.by_id("progress_entry", entry))[0]
    assert (newest.how, newest.reason) == (How.BROUGHT_BACK, "Đưa lại dòng đã xóa lúc 09:00 ngày 10/12/2025")
    assert desk.session.undo_label == "Khôi phục cập nhật tiến độ đã xóa"
    desk.session.undo()
    assert desk.tasks.detail(TASK).entries == ()


def test_one_of_several_deleted_rows_of_a_register_comes_back(desk: Desk) -> None:
    ids = [desk.registers.add("VB", {**DIRECTIVE, "so_ky_hieu": f"{n}/KH"}).value.ids[0] for n in (1, 2)]
    desk.registers.delete(ids)
    desk.history.bring_back(desk.history.of(subject.by_id("register_row", ids[1]))[0])
    assert [row.id for row in desk.registers.table("VB").rows] == [ids[1]]


def test_an_own_task_of_the_plan_comes_back(desk: Desk) -> None:
    field = desk.session.workspace.plan.fields[0].code
    code = desk.plan.add_task(field, name="Nhiệm vụ riêng").value
    desk.plan.delete_task(code)
    desk.history.bring_back(desk.history.of(subject.plan_task(code))[0])
    assert any(line.task.code == code for line in desk.plan.page().lines)


def test_a_detached_file_comes_back_unless_it_is_there_again(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "kế hoạch.pdf"
    source.write_bytes(b"noi dung")
    desk.assessment.attach("1.1.3", source)
    use = next(row for row in desk.assessment.sheet().rows if row.criterion.code == "1.1.3").files[0].use_id
    desk.assessment.detach(use)
    gone = desk.history.of(subject.by_id("evidence_use", use))[0]
    desk.history.bring_back(gone)
    row = next(row for row in desk.assessment.sheet().rows if row.criterion.code == "1.1.3")
    assert [file.use_id for file in row.files] == [use]
    desk.assessment.detach(use)
    desk.assessment.attach("1.1.3", source)
    with pytest.raises(Refusal, match="đã được đính kèm lại"):
        desk.history.bring_back(desk.history.of(subject.by_id("evidence_use", use))[0])


def test_a_row_whose_owner_is_gone_asks_for_the_owner_first(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    product = desk.tasks.add_product(entry, "Công văn").value
    desk.tasks.delete_product(product)
    desk.tasks.delete_entry(entry)
    with pytest.raises(Refusal, match="hãy khôi phục cập nhật tiến độ đó trước"):
        desk.history.bring_back(desk.history.of(subject.by_id("product", product))[0])


def test_a_field_of_a_deleted_row_asks_for_the_row_first(desk: Desk) -> None:
    row_id = desk.registers.add("VB", DIRECTIVE).value.ids[0]
    desk.registers.edit(row_id, "so_ky_hieu", "99/BC")
    desk.registers.delete([row_id])
    removal, changed, _added = desk.history.of(subject.by_id("register_row", row_id, "so_ky_hieu"))
    assert removal.barred == ""
    assert "khôi phục dòng" in changed.barred


def test_what_is_frozen_is_refused_with_the_usual_sentence(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK, date(2025, 12, 1)).value
    desk.tasks.edit_entry(entry, result="một")
    desk.tasks.edit_entry(entry, result="hai")
    gone = desk.tasks.add_entry(TASK, date(2025, 12, 2)).value
    desk.tasks.delete_entry(gone)
    with desk.session.store.work(None) as work:
        row = work.insert(
            submission,
            kind="progress",
            unit_code=desk.session.workspace.unit.code,
            period_code="2025-Y",
            revision=1,
            state="draft",
            reference_day="2025-12-05",
            snapshot=b"{}",
        )
        work.update(submission, row, state="complete")
    for of in (subject.by_id("progress_entry", entry, "result"), subject.by_id("progress_entry", gone)):
        version = next(one for one in desk.history.of(of) if not one.barred)
        with pytest.raises(Refusal, match="đã chốt trong hồ sơ đã hoàn thành"):
            desk.history.bring_back(version)


def test_a_step_of_a_submission_says_why_it_stays(desk: Desk) -> None:
    period = desk.submissions.default_period(Kind.PROGRESS)
    leader = desk.submissions.leaders()[0].id
    row = desk.submissions.set_document(
        Kind.PROGRESS, period, number="", day=None, leader_id=leader, reference_day=period.window[1]
    ).value
    (version,) = desk.history.of(subject.by_id("submission", row.id, "state"))
    assert "hãy mở lại hồ sơ" in version.barred


def test_another_officer_can_bring_a_value_back(desk: Desk) -> None:
    entry = desk.tasks.add_entry(TASK).value
    desk.tasks.edit_entry(entry, result="một")
    desk.tasks.edit_entry(entry, result="hai")
    other = desk_of(desk.workplace, Role.REVIEWER)
    of = subject.by_id("progress_entry", entry, "result")
    other.history.bring_back(first(other, of))
    assert (other.history.of(of)[0].officer, newest_words(other, of)) == ("Lê Thị Mai", "một")


def test_an_earlier_reply_to_the_province_comes_back(tmp_path: Path) -> None:
    sides = two_desks(tmp_path)
    returned = sides.send()
    sides.desk.answers.take(sides.desk.answers.look(sides.at_province.send_back()))
    sides.desk.answers.start_answering(returned.id)
    remark = sides.desk.answers.open_remarks(Kind.PROGRESS, returned.period)[0]
    for text in ("Đã bổ sung số văn bản.", "Đã sửa."):
        sides.desk.answers.reply(remark.id, text)
    of = subject.by_id("remark", remark.id, "reply")
    earlier = next(version for version in sides.desk.history.of(of) if version.changes[0].new.startswith("Đã bổ sung"))
    sides.desk.history.bring_back(earlier)
    assert sides.desk.answers.remark(remark.id).reply == "Đã bổ sung số văn bản."
    sides.desk.session.undo()
    assert sides.desk.answers.remark(remark.id).reply == "Đã sửa."
    sides.close()
