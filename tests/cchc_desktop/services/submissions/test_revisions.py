"""Revisions side by side: what is offered, what is compared first, and the reason of reopening on paper."""

from datetime import date

import pytest
from support.filling import fill_tasks
from support.workplaces import LEADER_PASSWORD

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.submission import Kind
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.services.submissions.revisions import PRESENT, Revisions
from cchc_desktop.services.workplace import Desk

REASON = "Sở Nội vụ đề nghị bổ sung số liệu"


@pytest.fixture
def period(desk: Desk) -> Period:
    return desk.submissions.default_period(Kind.PLAN)


@pytest.fixture
def revisions(desk: Desk) -> Revisions:
    return desk.revisions


def freeze(desk: Desk, period: Period) -> str:
    return desk.submissions.complete(Kind.PLAN, period).value.id


def reopen(desk: Desk, period: Period) -> None:
    desk.submissions.reopen(Kind.PLAN, period, reason=REASON)


def test_before_anything_is_frozen_only_the_present_data_are_there(revisions: Revisions, period: Period) -> None:
    assert [side.identity for side in revisions.sides(Kind.PLAN, period)] == [PRESENT]
    assert revisions.usual(Kind.PLAN, period) is None


def test_a_frozen_revision_is_compared_with_the_present_data_first(
    desk: Desk, revisions: Revisions, period: Period
) -> None:
    first = freeze(desk, period)
    assert revisions.usual(Kind.PLAN, period) == (first, PRESENT)
    compared = revisions.compare(Kind.PLAN, period, before=first, after=PRESENT)
    assert compared.differences == ()
    assert compared.after.lines == ("Chưa chốt; muốn đưa vào bản mới, hãy bấm Mở lại để sửa.",)


def test_what_was_edited_after_reopening_is_told_with_the_reason(
    desk: Desk, revisions: Revisions, period: Period
) -> None:
    first = freeze(desk, period)
    reopen(desk, period)
    task = desk.plan.page().lines[0].task
    desk.submissions.set_document(
        Kind.PLAN,
        period,
        number="31",
        day=date(2025, 12, 9),
        leader_id=desk.submissions.current(Kind.PLAN, period).leader_id,
        reference_day=desk.submissions.current(Kind.PLAN, period).reference_day,
    )
    compared = revisions.compare(Kind.PLAN, period, before=first, after=PRESENT)
    assert [(each.label, each.before, each.after) for each in compared.differences] == [
        ("Số văn bản", "", "31"),
        ("Ngày văn bản", "", "09/12/2025"),
        ("Lý do mở lại", "", REASON),
    ]
    assert compared.after.lines[0] == f"Lý do lập lại từ bản 1: {REASON}"
    assert task.code


def test_two_frozen_revisions_tell_who_completed_and_signed_each(
    desk: Desk, revisions: Revisions, period: Period
) -> None:
    first = freeze(desk, period)
    leader = desk.submissions.current(Kind.PLAN, period).leader_id
    desk.submissions.sign_with_password(Kind.PLAN, period, leader_id=leader, password=LEADER_PASSWORD)
    reopen(desk, period)
    second = freeze(desk, period)
    assert revisions.usual(Kind.PLAN, period) == (first, second)
    compared = revisions.compare(Kind.PLAN, period, before=first, after=second)
    assert (compared.before.title, compared.after.title) == ("Bản 1", "Bản 2")
    assert compared.before.lines == (
        "Hoàn thành: Nguyễn Thị Lan, 09:00 ngày 10/12/2025",
        "Ký: Trần Văn Hùng, 09:00 ngày 10/12/2025 (xác nhận bằng mật khẩu)",
    )
    assert compared.after.lines[-1] == "Chưa ký"
    assert [each.after for each in compared.differences] == [REASON]


def test_a_side_that_is_not_there_is_refused(revisions: Revisions, period: Period) -> None:
    with pytest.raises(Refusal, match="hãy chọn lại"):
        revisions.compare(Kind.PLAN, period, before="gone", after=PRESENT)


def test_every_kind_can_be_compared_with_the_present_data(desk: Desk, revisions: Revisions) -> None:
    fill_tasks(desk)
    progress = desk.submissions.default_period(Kind.PROGRESS)
    frozen = desk.submissions.complete(Kind.PROGRESS, progress).value.id
    assert revisions.compare(Kind.PROGRESS, progress, before=frozen, after=PRESENT).differences == ()


def test_the_comparison_on_paper_says_what_the_screen_says(desk: Desk, revisions: Revisions, period: Period) -> None:
    first = freeze(desk, period)
    reopen(desk, period)
    compared = revisions.compare(Kind.PLAN, period, before=first, after=PRESENT)
    text = " ".join(" ".join(page_texts(revisions.pdf(compared))).split())
    assert "SO SÁNH HAI BẢN: KẾ HOẠCH CCHC CỦA XÃ, PHƯỜNG" in text
    assert "Bản 1 và Dữ liệu đang có (số điểm khác nhau: 01)" in text
    assert text.count(REASON) == 2
    same = revisions.compare(Kind.PLAN, period, before=first, after=first)
    assert "không có nội dung nào khác nhau" in " ".join(" ".join(page_texts(revisions.pdf(same))).split())


def test_the_reason_of_reopening_is_printed_in_the_annex_of_the_next_revision(desk: Desk, period: Period) -> None:
    freeze(desk, period)
    before = " ".join(page_texts(desk.dispatch.preview(Kind.PLAN, period)))
    reopen(desk, period)
    freeze(desk, period)
    after = " ".join(" ".join(page_texts(desk.dispatch.preview(Kind.PLAN, period))).split())
    assert "Lý do mở lại" not in before
    assert f"Bản số 2, lập lại từ bản số 1. Lý do mở lại: {REASON}." in after
