import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.filling import fill_tasks
from support.paper import printed, scan
from support.workplaces import LEADER_PASSWORD, PREPARER_PASSWORD

from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.exports.render import render

LEADER = "Trần Văn Hùng"


@pytest.fixture
def filled(stage):
    fill_tasks(stage.desk)
    stage.presenter.open()
    return stage


@pytest.fixture
def completed(filled):
    filled.presenter.complete()
    return filled


@pytest.fixture
def signed(completed):
    completed.presenter.sign_with_password(LEADER_PASSWORD)
    return completed


def current(stage, kind=Kind.PROGRESS):
    return stage.desk.submissions.current(kind, stage.desk.submissions.default_period(kind))


def test_the_screen_opens_with_the_quarter_that_runs_and_its_first_draft(stage):
    stage.presenter.open()
    assert stage.view.choice.period == "2025-Q4"
    assert [step.stage for step in stage.view.page.steps] == ["current", "ahead", "ahead", "ahead", "ahead"]
    assert stage.view.page.pane == "draft"
    assert stage.headers[-1].period == "Quý IV năm 2025"


def test_a_draft_that_is_blocked_says_how_many_points_are_left(stage):
    stage.presenter.choose_kind("assessment")
    blocking = [finding for finding in stage.view.findings if finding.level is Level.BLOCK]
    assert blocking
    assert not stage.view.page.may_complete
    assert f"Còn {len(blocking)} điểm phải sửa" in stage.view.page.complete_reason


def test_each_typed_field_is_stored_and_the_others_stay(filled):
    filled.presenter.edit_number("128")
    filled.presenter.edit_day(date(2025, 12, 9))
    filled.presenter.edit_reference_day(date(2025, 12, 1))
    row = current(filled)
    assert (row.document_number, row.document_date, row.reference_day) == ("128", "2025-12-09", date(2025, 12, 1))
    assert filled.saves.said[-1] == "saved 09:00:00"


def test_a_refused_reference_day_is_told_at_its_field_and_does_not_spoil_the_next_edit(filled):
    filled.presenter.edit_reference_day(date(2020, 1, 1))
    assert "Ngày chốt số liệu phải từ" in filled.view.refusals["reference_day"]
    assert filled.saves.said[-1].startswith("unsaved")
    filled.presenter.edit_number("7")
    assert current(filled).document_number == "7"
    assert current(filled).reference_day == date(2025, 12, 10)


def test_an_emptied_reference_day_is_refused_before_anything_is_stored(filled):
    before = current(filled)
    filled.presenter.edit_reference_day(None)
    assert filled.view.refusals["reference_day"]
    assert current(filled) == before


def test_completing_shows_the_signing_pane_with_the_code_of_the_print(completed):
    page = completed.view.page
    assert page.pane == "sign"
    assert page.signing.code == current(completed).code != ""
    assert (page.steps[1].stage, page.steps[1].by) == ("done", "Nguyễn Thị Lan")
    assert page.steps[2].stage == "current"


def test_a_wrong_password_says_how_many_tries_are_left_and_signs_nothing(completed):
    completed.presenter.sign_with_password("sai-mat-khau")
    assert "Còn 4 lần thử" in completed.view.password_refusal
    assert current(completed).state is State.COMPLETE


def test_the_password_of_the_preparer_does_not_sign(completed):
    completed.presenter.sign_with_password(PREPARER_PASSWORD)
    assert current(completed).state is State.COMPLETE


def test_five_wrong_passwords_lock_the_account_and_say_until_when(completed):
    for _ in range(5):
        completed.presenter.sign_with_password("sai-mat-khau")
    assert "tạm khóa đến 09:05:00" in completed.view.password_refusal


def test_no_password_is_asked_for_in_words(completed):
    completed.presenter.sign_with_password("")
    assert completed.view.password_refusal == "Hãy nhập mật khẩu của lãnh đạo ký."


def test_the_leaders_password_signs_while_the_preparer_stays_signed_in(signed):
    row = current(signed)
    assert (row.state, row.signed_by) == (State.SIGNED, LEADER)
    assert signed.desk.session.officer.role is Role.PREPARER
    assert signed.view.page.pane == "export"


def test_a_scan_counts_as_signature_only_after_its_code_was_compared(completed, tmp_path):
    scan = tmp_path / "ban-quet.pdf"
    scan.write_bytes(b"%PDF-1.4 signed by hand")
    completed.presenter.offer_scan(scan)
    assert current(completed).code in completed.view.question.sentence
    assert current(completed).state is State.COMPLETE
    completed.view.confirmed("")
    assert current(completed).state is State.SIGNED
    assert completed.view.page.has_scan
    completed.presenter.printing.look_at_scan()
    assert completed.view.opened[-1].read_bytes() == scan.read_bytes()


def test_the_pages_of_a_scan_are_read_before_anything_is_asked(completed, tmp_path):
    row = current(completed)
    frozen = json.loads(completed.desk.submissions.frozen_snapshot(row.id))
    pages = printed(render(frozen, sha256=row.snapshot_sha256).pdf, 1, 2)
    completed.presenter.offer_scan(scan(tmp_path / "hai trang.pdf", pages))
    assert "Đang đọc mã trang 2/2 của bản quét…" in completed.view.scan_steps
    assert completed.view.scan_steps[-1] == "ended"
    assert "2 trang của bản quét: đúng bản chốt này. Bản quét thiếu trang 3" in completed.view.question.sentence


def test_a_scan_of_another_revision_is_refused_without_a_question(completed, tmp_path):
    frozen = json.loads(completed.desk.submissions.frozen_snapshot(current(completed).id))
    other = printed(render(frozen, sha256="0" * 64).pdf, 1)
    completed.presenter.offer_scan(scan(tmp_path / "ban khac.pdf", other))
    assert completed.view.question is None
    assert any("(mã 0000-0000-00)" in notice.what for notice in completed.book.posted)
    assert not completed.view.is_busy
    assert current(completed).state is State.COMPLETE


def test_reopening_asks_for_a_reason_and_names_the_next_revision(signed):
    signed.presenter.ask_to_reopen()
    assert "bản 1 đã ký được giữ nguyên" in signed.view.question.sentence
    assert "bản 2" in signed.view.question.sentence
    signed.view.confirmed("Sai số liệu nhiệm vụ 6")
    assert current(signed).revision == 2
    assert [card.title for card in signed.view.revisions] == ["Bản 2", "Bản 1"]
    assert "Sai số liệu nhiệm vụ 6" in signed.view.revisions[0].lines[0]
    assert "Sai số liệu nhiệm vụ 6" in signed.view.page.note


def test_exporting_writes_package_pdf_and_excel_and_says_that_they_are_sound(signed, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    signed.presenter.exporting.choose_folder(folder)
    signed.presenter.exporting.export()
    assert signed.view.export.verdict == "valid"
    written = dict(signed.view.export.paths)
    assert written["Thư mục"] == str(folder)
    assert all((folder / written[label]).is_file() for label in ("Gói nộp", "PDF", "Excel"))
    assert current(signed).state is State.EXPORTED
    assert not signed.view.is_busy


def test_an_altered_package_is_found_out_when_it_is_checked_again(signed):
    signed.presenter.exporting.export()
    path = Path(current(signed).package_path)
    path.write_bytes(path.read_bytes()[:-200])
    signed.presenter.exporting.verify()
    assert signed.view.export.verdict == "invalid"
    assert signed.view.export.problems


def test_a_package_that_is_gone_is_told_as_unreadable(signed):
    signed.presenter.exporting.export()
    Path(current(signed).package_path).unlink()
    signed.presenter.exporting.verify()
    assert signed.view.export.verdict == "undetermined"


def test_a_full_or_missing_folder_leaves_the_submission_signed(signed, tmp_path):
    signed.presenter.exporting.choose_folder(tmp_path / "khong-co")
    signed.presenter.exporting.export()
    assert current(signed).state is State.SIGNED
    assert signed.book.posted[-1].kind == "error"
    assert signed.view.steps[-1] == "ended"


def test_the_preview_of_a_draft_is_drawn_and_that_of_a_snapshot_only_once(filled):
    filled.presenter.printing.look(in_sight=True)
    assert filled.view.previews[-1][0].startswith(b"%PDF")
    filled.presenter.complete()
    drawn = len(filled.view.previews)
    filled.presenter.read()
    assert len(filled.view.previews) == drawn


def test_the_preview_is_not_drawn_while_nobody_looks_at_it(filled):
    filled.presenter.edit_number("9")
    assert filled.view.previews == []
    filled.presenter.printing.look(in_sight=True)
    assert len(filled.view.previews) == 1


def test_a_draft_without_a_signer_says_so_and_is_drawn_again_once_one_is_chosen(filled):
    leader = current(filled).leader_id
    filled.presenter.edit_leader("")
    filled.presenter.printing.look(in_sight=True)
    assert filled.view.texts[-1] == "Chưa chọn lãnh đạo ký."
    assert not filled.view.page.may_complete
    filled.presenter.edit_leader(leader)
    assert filled.view.previews[-1][0].startswith(b"%PDF")


def test_what_came_to_block_meanwhile_is_shown_when_completing_is_refused(filled):
    row = next(row for row in filled.desk.tasks.board().rows if row.entries and row.involvement.value == "lead")
    entry = filled.desk.tasks.detail(row.code).entries[0].id
    filled.desk.tasks.edit_entry(entry, result="")
    filled.presenter.complete()
    assert current(filled).state is State.DRAFT
    assert any(finding.target.startswith(f"task:{row.code}") for finding in filled.view.findings)
    assert not filled.view.page.may_complete


def test_an_old_revision_can_be_looked_at(signed):
    signed.presenter.ask_to_reopen()
    signed.view.confirmed("Sửa")
    signed.presenter.look_at_revision(signed.view.revisions[1].identity)
    content, caption = signed.view.previews[-1]
    assert content.startswith(b"%PDF")
    assert caption == "Đang xem bản 1: Đã mở lại (có bản sau)"


def test_documents_are_saved_where_the_user_says(completed, tmp_path):
    printing = completed.presenter.printing
    assert printing.suggested_name(".pdf") == "CCHC_00694_2025-Q4_tien-do_ban1.pdf"
    printing.save_pdf(tmp_path / "bao-cao.pdf")
    printing.save_excel(tmp_path / "bao-cao.xlsx")
    assert (tmp_path / "bao-cao.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "bao-cao.xlsx").read_bytes().startswith(b"PK")


def test_printing_opens_the_pdf_in_the_systems_program(completed):
    completed.presenter.printing.print_pdf()
    assert completed.view.opened[-1].name == "CCHC_00694_2025-Q4_tien-do_ban1.pdf"
    assert completed.view.opened[-1].read_bytes().startswith(b"%PDF")


def test_a_leader_is_brought_to_what_waits_for_the_own_signature(completed, stage_of, leader_desk):
    leader = stage_of(leader_desk)
    leader.presenter.open()
    assert leader.view.page.pane == "sign"
    assert [words for _, words in leader.view.waiting] == ["Báo cáo tiến độ nhiệm vụ, Quý IV năm 2025 (bản 1)"]
    assert "mật khẩu của chính mình" in leader.view.page.signing.sentence
    assert leader.view.page.signing.paper_reason
    leader.presenter.sign_with_password(LEADER_PASSWORD)
    assert current(leader).state is State.SIGNED
    assert leader.view.waiting == []


def test_a_leader_leaves_completing_to_the_preparers(filled, stage_of, leader_desk):
    leader = stage_of(leader_desk)
    leader.presenter.open()
    assert not leader.view.page.may_complete
    assert "người lập" in leader.view.page.complete_reason
    assert not leader.view.page.fields.editable


@pytest.mark.parametrize(
    ("target", "kind", "period", "focused"),
    [
        ("submission:assessment", "assessment", "2025-Y", []),
        ("submission:progress:leader", "progress", "2025-Q4", ["leader"]),
        ("submission:progress:2025-M11", "progress", "2025-M11", []),
        ("submission:reference_day", "progress", "2025-Q4", ["reference_day"]),
    ],
)
def test_links_lead_to_kind_period_and_field(stage, target, kind, period, focused):
    stage.presenter.open_target(target)
    assert (stage.view.choice.kind, stage.view.choice.period) == (kind, period)
    assert stage.view.focused == focused


def test_findings_lead_to_their_fields_here_and_elsewhere(stage):
    stage.presenter.open()
    stage.presenter.follow("submission:leader")
    stage.presenter.follow("task:T1:difficulty")
    assert stage.view.focused == ["leader"]
    assert stage.targets == ["task:T1:difficulty"]


def test_a_link_to_the_periodic_report_shows_its_form_and_offers_a_word_file(filled, tmp_path):
    filled.presenter.open_target("submission:report:2025-Q3:BC-CCHC-XA")
    assert (filled.view.choice.kind, filled.view.choice.form, filled.view.choice.period) == (
        "report",
        "BC-CCHC-XA",
        "2025-Q3",
    )
    assert filled.view.page.has_word
    assert filled.view.findings
    path = tmp_path / "bao-cao.docx"
    filled.presenter.printing.save_word(path)
    assert path.read_bytes().startswith(b"PK")


def test_the_plan_of_the_commune_goes_the_same_way(filled):
    filled.presenter.choose_kind("plan")
    assert filled.view.choice.period == "2025-H2"
    filled.presenter.complete()
    assert filled.view.page.pane == "sign"
    assert ("Số văn bản", "Chưa có (văn thư ghi khi phát hành)") in filled.view.page.facts


def test_the_weight_of_the_package_is_told_before_it_is_written(signed):
    (level, text), *_ = signed.view.budget
    assert level == "info"
    assert text.startswith("Gói nộp khoảng ")


def test_a_clock_that_was_changed_is_named_beside_signing(completed):
    assert completed.view.page.clock == ""
    watch, real = completed.desk.workplace.clock_watch, completed.desk.session.store.clock
    completed.desk.session.store.clock = lambda: real() - timedelta(days=1)
    watch._steady = lambda: real().timestamp()
    completed.presenter.read()
    assert "đồng hồ máy đã 1 lần sai hoặc bị đổi" in completed.view.page.clock
    completed.presenter.sign_with_password(LEADER_PASSWORD)
    completed.presenter.exporting.export()
    assert "đồng hồ máy đã 1 lần sai hoặc bị đổi" in completed.view.export.sentence
    assert completed.view.export.verdict == "valid"
