"""Where a submission is: its holder in each state, the chain of revisions, the copies, and which of them may go."""

from pathlib import Path

import pytest
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.overview import Waiting
from cchc_desktop.services.sending.copy_presence import Presence
from cchc_desktop.services.sending.custody_words import Holder
from cchc_desktop.services.submissions.package_copies import Medium, record_copy
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from db.tables import answer_from_province, package_copy, submission


@pytest.fixture
def period(desk: Desk) -> Period:
    return desk.submissions.default_period(Kind.PLAN)


def completed(desk: Desk, period: Period) -> SubmissionRow:
    return desk.submissions.complete(Kind.PLAN, period).value


def signed(desk: Desk, period: Period) -> SubmissionRow:
    row = completed(desk, period)
    return desk.submissions.sign_with_password(
        Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD
    ).value


def exported(desk: Desk, period: Period, folder: Path) -> SubmissionRow:
    row = signed(desk, period)
    folder.mkdir(exist_ok=True)
    desk.dispatch.write_package(row.id, folder)
    return desk.submissions.by_id(row.id)


def copied(desk: Desk, row: SubmissionRow, medium: Medium, label: str, place: str, *, parts: int = 1) -> str:
    with desk.session.command("Ghi bản chép", undoable=False) as work:
        return record_copy(
            work,
            row.id,
            medium=medium,
            label=label,
            place=place,
            sha256="a" * 64,
            size=3,
            parts=parts,
        )


def answered(desk: Desk, row: SubmissionRow, state: State, at: str, note: str = "") -> None:
    """What taking an answer of the province stores."""
    with desk.session.command("Nhập phiếu của tỉnh", undoable=False) as work:
        work.insert(
            answer_from_province,
            submission_id=row.id,
            kind=state.value,
            code=f"{state.value}-{row.revision}",
            at=at,
            note=note,
            content=b"{}",
            imported_at=desk.session.now().isoformat(timespec="seconds"),
        )
        work.update(submission, row.id, state=state.value)


def test_a_draft_is_with_the_unit(desk: Desk, period: Period) -> None:
    first = completed(desk, period)
    draft = desk.submissions.reopen(Kind.PLAN, period, reason="Bổ sung nhiệm vụ").value
    card = desk.custody.of(draft.id)
    assert (card.holder, card.sentence) == (Holder.UNIT, "Đơn vị đang soạn bản 2")
    newest, oldest = card.revisions
    assert (newest.revision, newest.parent, newest.reason) == (2, 1, "Bổ sung nhiệm vụ")
    assert newest.reopened_by == "Nguyễn Thị Lan"
    assert newest.reopened_at.startswith("2025-12-10T09:00")
    assert (oldest.revision, oldest.parent, oldest.state, oldest.sha256) == (
        1,
        None,
        State.REOPENED,
        first.snapshot_sha256,
    )
    assert desk.custody.of(first.id) == card


def test_each_step_before_sending_says_what_is_awaited(desk: Desk, period: Period) -> None:
    row = completed(desk, period)
    assert desk.custody.of(row.id).sentence == "Bản 1 đã hoàn thành, đang chờ Trần Văn Hùng ký"
    desk.submissions.sign_with_password(Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    assert desk.custody.of(row.id).sentence == "Bản 1 đã ký ngày 10/12/2025, chưa gửi"


def test_an_export_alone_is_a_copy_in_a_folder_of_this_machine(desk: Desk, period: Period, tmp_path: Path) -> None:
    row = exported(desk, period, tmp_path / "gói")
    card = desk.custody.of(row.id)
    (held,) = card.copies
    assert (held.copy.medium, held.copy.place, held.presence) == (Medium.FOLDER, row.package_path, Presence.THERE)
    assert card.holder is Holder.ON_THE_WAY
    assert card.sentence == "Bản 1 đã kết xuất ra thư mục ngày 10/12/2025, chưa có phiếu của tỉnh"
    assert card.warning == ""


def test_the_last_way_of_sending_is_named(desk: Desk, period: Period, tmp_path: Path) -> None:
    row = exported(desk, period, tmp_path / "gói")
    copied(desk, row, Medium.STICK, "KINGSTON (số 1A2B-3C4D)", "/media/kingston/goi.zip")
    assert "đã ghi ra USB “KINGSTON (số 1A2B-3C4D)” ngày 10/12/2025" in desk.custody.of(row.id).sentence
    (line,) = desk.custody.on_the_way()
    assert line.text == "Kế hoạch 6 tháng cuối năm 2025: gửi USB 10/12, tỉnh chưa trả lời"
    assert line.target == f"submission:plan:{period.code}:custody"


def test_a_copy_without_an_answer_is_kept_and_with_one_may_go(desk: Desk, period: Period, tmp_path: Path) -> None:
    row = exported(desk, period, tmp_path / "gói")
    (before,) = desk.custody.of(row.id).copies
    assert not before.keeping.may_go
    assert before.keeping.why == "Chưa có phiếu của tỉnh cho bản 1 hoặc bản sau."
    answered(desk, row, State.RECEIVED, "2025-12-11T08:00:00+07:00")
    card = desk.custody.of(row.id)
    assert (card.holder, card.sentence) == (Holder.PROVINCE, "Tỉnh đã nhận bản 1 ngày 11/12/2025")
    assert card.copies[0].keeping.may_go
    assert card.copies[0].keeping.why == "Tỉnh đã có bản 1 ngày 11/12/2025."


def test_an_old_copy_goes_once_a_newer_revision_was_received_not_before(
    desk: Desk, period: Period, tmp_path: Path
) -> None:
    exported(desk, period, tmp_path / "gói")
    desk.submissions.reopen(Kind.PLAN, period, reason="Sai số liệu")
    second = exported(desk, period, tmp_path / "gói")
    assert [held.keeping.may_go for held in desk.custody.of(second.id).copies] == [False, False]
    answered(desk, second, State.RECEIVED, "2025-12-12T08:00:00+07:00")
    newest, oldest = desk.custody.of(second.id).copies
    assert (newest.revision, oldest.revision) == (2, 1)
    assert oldest.keeping.may_go
    assert oldest.keeping.why == "Đã có bản 2 thay bản này, tỉnh đã nhận bản 2."


def test_a_returned_and_an_accepted_revision_say_so_with_the_day(desk: Desk, period: Period, tmp_path: Path) -> None:
    row = exported(desk, period, tmp_path / "gói")
    answered(desk, row, State.RETURNED, "2025-12-12T08:00:00+07:00", "Hai ý kiến")
    card = desk.custody.of(row.id)
    assert (card.holder, card.sentence) == (
        Holder.UNIT,
        "Tỉnh trả lại bản 1 ngày 12/12/2025; đơn vị cần sửa và gửi bản sau",
    )
    draft = desk.submissions.reopen(Kind.PLAN, period, reason="Tỉnh trả lại").value
    assert desk.custody.of(draft.id).sentence == "Đơn vị đang soạn bản 2; tỉnh đã trả lại bản 1 ngày 12/12/2025"
    second = exported(desk, period, tmp_path / "gói")
    answered(desk, second, State.ACCEPTED, "2025-12-20T08:00:00+07:00")
    card = desk.custody.of(second.id)
    assert (card.holder, card.sentence) == (Holder.PROVINCE, "Tỉnh đã duyệt bản 2 ngày 20/12/2025")
    assert [(answer.revision, answer.state) for answer in card.answers] == [(1, State.RETURNED), (2, State.ACCEPTED)]
    assert not desk.custody.on_the_way()


def test_a_copy_that_is_not_where_it_was_is_told(desk: Desk, period: Period, tmp_path: Path) -> None:
    row = exported(desk, period, tmp_path / "gói")
    package = Path(row.package_path)
    package.write_bytes(b"x")
    assert desk.custody.of(row.id).copies[0].presence is Presence.OTHER
    package.unlink()
    card = desk.custody.of(row.id)
    assert card.copies[0].presence is Presence.NOT_THERE
    assert card.warning.startswith("Không thấy bản chép nào của bản 1 và chưa có phiếu của tỉnh.")
    copied(desk, row, Medium.STICK, "KHÔNG CẮM (số 0000-0000)", "/media/khong-cam/goi.zip")
    card = desk.custody.of(row.id)
    assert card.copies[0].presence is Presence.NOT_PLUGGED_IN
    assert card.warning == ""


def test_drafts_of_a_mail_are_looked_for_in_their_folder(desk: Desk, period: Period, tmp_path: Path) -> None:
    row = exported(desk, period, tmp_path / "gói")
    drafts = tmp_path / "thư"
    drafts.mkdir()
    copied(desk, row, Medium.MAIL, "vanthu@tinh.vn", str(drafts), parts=3)
    card = desk.custody.of(row.id)
    assert card.copies[0].presence is Presence.THERE
    assert "đã soạn thư gửi vanthu@tinh.vn ngày 10/12/2025" in card.sentence
    drafts.rmdir()
    assert desk.custody.of(row.id).copies[0].presence is Presence.NOT_THERE


def test_a_copy_is_noted_as_gone_once_and_that_is_undone(desk: Desk, period: Period, tmp_path: Path) -> None:
    row = exported(desk, period, tmp_path / "gói")
    (held,) = desk.custody.of(row.id).copies
    outcome = desk.custody.mark_gone(held.copy.id)
    assert "package_copy" in outcome.changed
    gone = desk.custody.of(row.id).copies[0]
    assert (gone.presence, gone.keeping.why) == (Presence.GONE, "Đã đánh dấu xóa ngày 10/12/2025.")
    with pytest.raises(Refusal, match="đã được đánh dấu xóa"):
        desk.custody.mark_gone(held.copy.id)
    desk.session.undo()
    assert desk.custody.of(row.id).copies[0] == held


def test_an_export_from_before_copies_were_recorded_is_told_too(desk: Desk, period: Period, tmp_path: Path) -> None:
    row = exported(desk, period, tmp_path / "gói")
    (held,) = desk.custody.of(row.id).copies
    with desk.session.store.work(None) as work:
        work.delete(package_copy, held.copy.id)
    (early,) = desk.custody.of(row.id).copies
    assert (early.copy.id, early.copy.place, early.presence) == ("", row.package_path, Presence.THERE)
    assert not early.keeping.may_go


def test_the_overview_says_to_who_prepares_what_waits_for_the_province(
    desk: Desk, leader_desk: Desk, period: Period, tmp_path: Path
) -> None:
    row = exported(desk, period, tmp_path / "gói")
    line = Waiting(
        "Kế hoạch 6 tháng cuối năm 2025: kết xuất 10/12, tỉnh chưa trả lời", f"submission:plan:{period.code}:custody"
    )
    assert line in desk.overview.page().waiting
    assert line not in leader_desk.overview.page().waiting
    answered(desk, row, State.RECEIVED, "2025-12-11T08:00:00+07:00")
    assert line not in desk.overview.page().waiting
