import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image
from support.filling import fill_assessment, fill_tasks
from support.paper import printed, scan
from support.workplaces import LEADER_PASSWORD, PREPARER_PASSWORD

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.finding import Level, Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.submission import TRANSITIONS, Kind, SigningWay, State
from cchc_desktop.exports.render import render
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from db.tables import audit, submission


@pytest.fixture
def period(desk: Desk) -> Period:
    return desk.submissions.default_period(Kind.PROGRESS)


@pytest.fixture
def complete(desk: Desk, period: Period) -> SubmissionRow:
    fill_tasks(desk)
    return desk.submissions.complete(Kind.PROGRESS, period).value


def leader_id(desk: Desk) -> str:
    return next(row.id for row in desk.workplace.officers() if row.role is Role.LEADER)


def sign(desk: Desk, period: Period) -> SubmissionRow:
    who = leader_id(desk)
    return desk.submissions.sign_with_password(Kind.PROGRESS, period, leader_id=who, password=LEADER_PASSWORD).value


def test_the_quarter_of_today_is_offered_first(desk: Desk, period: Period) -> None:
    assert period.code == "2025-Q4"
    assert "2025-H2" in {offered.code for offered in desk.submissions.periods(Kind.PROGRESS)}
    assert desk.submissions.default_period(Kind.ASSESSMENT).code == "2025-Y"


def test_completing_freezes_a_snapshot_whose_counts_add_up(desk: Desk, complete: SubmissionRow) -> None:
    assert complete.state is State.COMPLETE
    snapshot = json.loads(desk.submissions.frozen_snapshot(complete.id))
    counts = snapshot["progress"]["counts"]
    assert sum(line["count"] for line in counts) == snapshot["progress"]["total"] == 58
    assert snapshot["signer"]["form"] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_completing_lists_what_blocks_and_changes_nothing(desk: Desk) -> None:
    period = desk.submissions.default_period(Kind.ASSESSMENT)
    with pytest.raises(Refusal) as refused:
        desk.submissions.complete(Kind.ASSESSMENT, period)
    assert len(refused.value.findings) >= 72
    assert all(finding.target.startswith("criterion:") for finding in refused.value.findings)
    assert desk.submissions.current(Kind.ASSESSMENT, period).state is State.DRAFT


def test_the_leader_signs_with_the_own_password(desk: Desk, complete: SubmissionRow, period: Period) -> None:
    signed = sign(desk, period)
    assert (signed.state, signed.signing_way, signed.signed_by) == (State.SIGNED, SigningWay.PASSWORD, "Trần Văn Hùng")
    record = json.loads(desk.submissions.signature(signed.id))
    assert record["snapshot_sha256"] == complete.snapshot_sha256


def test_the_preparers_password_does_not_sign(desk: Desk, complete: SubmissionRow, period: Period) -> None:
    with pytest.raises(Refusal, match="Mật khẩu chưa đúng"):
        desk.submissions.sign_with_password(
            Kind.PROGRESS, period, leader_id=leader_id(desk), password=PREPARER_PASSWORD
        )
    with pytest.raises(Refusal, match="không phải tài khoản lãnh đạo"):
        desk.submissions.sign_with_password(
            Kind.PROGRESS, period, leader_id=desk.session.officer.id, password=PREPARER_PASSWORD
        )
    assert desk.submissions.current(Kind.PROGRESS, period).state is State.COMPLETE


def test_whoever_completed_cannot_sign_not_even_through_the_database(desk: Desk, complete: SubmissionRow) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="four_eyes"), desk.session.store.work(None) as work:
        work.update(submission, complete.id, signed_by=desk.session.officer.id)


def test_a_leader_does_not_complete(leader_desk: Desk) -> None:
    with pytest.raises(Refusal, match="dành cho người lập"):
        leader_desk.submissions.complete(Kind.PROGRESS, leader_desk.submissions.default_period(Kind.PROGRESS))


def test_signing_on_paper_keeps_the_scan(desk: Desk, complete: SubmissionRow, period: Period, tmp_path: Path) -> None:
    scan = tmp_path / "bản ký.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    signed = desk.submissions.sign_on_paper(Kind.PROGRESS, period, scan=scan).value
    record = json.loads(desk.submissions.signature(signed.id))
    assert signed.signing_way is SigningWay.PAPER
    assert desk.evidence.path(record["scan_sha256"]).read_bytes() == b"%PDF-1.4 scan"


def trail_reason(desk: Desk, submission_id: str) -> str:
    query = sa.select(audit.c.reason).where(audit.c.row_id == submission_id, audit.c.field == "signed_at")
    with desk.session.read() as connection:
        return str(connection.scalar(query))


def scanned(desk: Desk, row: SubmissionRow, target: Path) -> Path:
    """The first page of a frozen revision, printed and scanned."""
    frozen = desk.submissions.frozen_snapshot(row.id)
    return scan(target, printed(render(json.loads(frozen), sha256=row.snapshot_sha256).pdf, 1))


def test_a_scan_of_another_revision_is_refused_and_the_right_one_is_read_by_machine(
    desk: Desk, complete: SubmissionRow, period: Period, tmp_path: Path
) -> None:
    old = scanned(desk, complete, tmp_path / "ban 1.pdf")
    desk.submissions.reopen(Kind.PROGRESS, period, reason="Sai số liệu")
    second = desk.submissions.complete(Kind.PROGRESS, period).value
    stored = sorted(desk.session.store.folder.evidence.rglob("*"))
    with pytest.raises(Refusal) as refused:
        desk.submissions.sign_on_paper(Kind.PROGRESS, period, scan=old)
    text = refused.value.findings[0].text
    assert f"bản chốt số 1 (mã {complete.code})" in text
    assert f"bản chốt số 2 (mã {second.code})" in text
    assert desk.submissions.by_id(second.id).state is State.COMPLETE
    assert sorted(desk.session.store.folder.evidence.rglob("*")) == stored
    signed = desk.submissions.sign_on_paper(
        Kind.PROGRESS, period, scan=scanned(desk, second, tmp_path / "ban 2.pdf")
    ).value
    assert trail_reason(desk, signed.id).startswith("Máy đọc được mã bản chốt ở 1/1 trang của bản quét. Bản quét thiếu")


def test_the_trail_says_that_nothing_could_be_read_by_machine(
    desk: Desk, complete: SubmissionRow, period: Period, tmp_path: Path
) -> None:
    blank = scan(tmp_path / "mo.png", [Image.new("L", (400, 500), 255)])
    signed = desk.submissions.sign_on_paper(Kind.PROGRESS, period, scan=blank).value
    assert trail_reason(desk, signed.id).startswith("Bản quét không đọc được mã bằng máy")


def test_what_a_snapshot_covers_can_only_be_changed_after_reopening(
    desk: Desk, complete: SubmissionRow, period: Period
) -> None:
    entry = desk.tasks.detail("TQ2025H2-06").entries[0]
    assert entry.locked
    for command in (
        lambda: desk.tasks.edit_entry(entry.id, result="khác"),
        lambda: desk.tasks.delete_entry(entry.id),
        lambda: desk.tasks.add_entry("TQ2025H2-06", date(2025, 12, 1)),
        lambda: desk.tasks.edit_product(entry.products[0].id, number="1"),
    ):
        with pytest.raises(Refusal, match="đã chốt"):
            command()
    desk.submissions.reopen(Kind.PROGRESS, period, reason="Bổ sung kết quả")
    assert desk.tasks.edit_entry(entry.id, result="khác").value


def test_reopening_needs_a_reason_and_makes_the_next_revision(
    desk: Desk, complete: SubmissionRow, period: Period
) -> None:
    with pytest.raises(Refusal, match="nêu lý do"):
        desk.submissions.reopen(Kind.PROGRESS, period, reason="   ")
    second = desk.submissions.reopen(Kind.PROGRESS, period, reason="Sai số liệu").value
    assert (second.revision, second.state, second.reopen_reason) == (2, State.DRAFT, "Sai số liệu")
    again = desk.submissions.complete(Kind.PROGRESS, period).value
    snapshot = json.loads(desk.submissions.frozen_snapshot(again.id))
    assert (snapshot["revision"], snapshot["parent_id"]) == (2, complete.id)
    states = {row.revision: row.state for row in desk.submissions.all()}
    assert states == {1: State.REOPENED, 2: State.COMPLETE}


def test_the_frozen_bytes_of_a_revision_never_change(desk: Desk, complete: SubmissionRow, period: Period) -> None:
    before = desk.submissions.frozen_snapshot(complete.id)
    sign(desk, period)
    desk.submissions.reopen(Kind.PROGRESS, period, reason="Bổ sung")
    desk.tasks.add_entry("TQ2025H2-06")
    assert desk.submissions.frozen_snapshot(complete.id) == before


def test_steps_that_the_table_does_not_allow_are_refused(desk: Desk, complete: SubmissionRow, period: Period) -> None:
    with pytest.raises(Refusal, match="nên không làm được bước này"):
        desk.submissions.complete(Kind.PROGRESS, period)
    sign(desk, period)
    with pytest.raises(Refusal, match="nên không làm được bước này"):
        sign(desk, period)


def test_every_state_has_its_line_in_the_transition_table() -> None:
    assert set(TRANSITIONS) == set(State)


def test_the_document_number_stays_empty_until_it_is_typed(desk: Desk, period: Period) -> None:
    draft = desk.submissions.draft_snapshot(Kind.PROGRESS, period)
    assert (draft["document"]["number"], draft["document"]["date"]) == ("", "")
    row = desk.submissions.current(Kind.PROGRESS, period)
    desk.submissions.set_document(
        Kind.PROGRESS,
        period,
        number=" 5 ",
        day=date(2025, 12, 11),
        leader_id=row.leader_id,
        reference_day=row.reference_day,
    )
    assert desk.submissions.draft_snapshot(Kind.PROGRESS, period)["document"]["number"] == "5"


def test_a_reference_day_before_the_window_is_refused(desk: Desk, period: Period) -> None:
    row = desk.submissions.current(Kind.PROGRESS, period)
    with pytest.raises(Refusal, match="Ngày chốt số liệu"):
        desk.submissions.set_document(
            Kind.PROGRESS, period, number="", day=None, leader_id=row.leader_id, reference_day=date(2025, 1, 1)
        )


def test_missing_evidence_blocks_completing(desk: Desk, period: Period, tmp_path: Path) -> None:
    fill_tasks(desk)
    product = desk.tasks.detail("TQ2025H2-06").entries[0].products[0]
    source = tmp_path / "a.pdf"
    source.write_bytes(b"x")
    desk.evidence.attach_to_product(product.id, source)
    (file,) = desk.tasks.detail("TQ2025H2-06").entries[0].products[0].files
    desk.evidence.path(file.sha256).unlink()
    findings = desk.submissions.findings(Kind.PROGRESS, period)
    assert [finding.code for finding in findings if finding.level is Level.BLOCK] == ["evidence.unsound"]


def test_a_completed_self_assessment_is_read_only(desk: Desk, tmp_path: Path) -> None:
    evidence = tmp_path / "mc.pdf"
    evidence.write_bytes(b"%PDF-1.4")
    fill_assessment(desk, evidence)
    period = desk.submissions.default_period(Kind.ASSESSMENT)
    row = desk.submissions.complete(Kind.ASSESSMENT, period).value
    sheet = desk.assessment.sheet()
    snapshot = json.loads(desk.submissions.frozen_snapshot(row.id))
    assert sheet.frozen
    assert snapshot["assessment"]["self_points"] == f"{sheet.result.self_points.normalize():f}"
    with pytest.raises(Refusal, match="đã chốt"):
        desk.assessment.set_answer("1.3.1", Answer(yes=False))


def test_text_that_cannot_be_printed_is_refused_before_anything_freezes(desk: Desk, period: Period) -> None:
    fill_tasks(desk)
    desk.tasks.edit_entry(desk.tasks.detail("TQ2025H2-06").entries[0].id, result="Đã xong \N{THUMBS UP SIGN}")
    with pytest.raises(Refusal, match="không in được") as refused:
        desk.submissions.complete(Kind.PROGRESS, period)
    assert refused.value.findings[0].target.startswith("task:TQ2025H2-06")
    assert desk.submissions.current(Kind.PROGRESS, period).state is State.DRAFT
