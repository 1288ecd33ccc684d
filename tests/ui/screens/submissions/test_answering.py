"""The province's answers on the submissions screen, without widgets: files and codes of a real province."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.communes import new_province
from support.two_desks import TASK, ProvinceSide, TwoDesks, two_desks
from support.workplaces import fixed_clock

from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.workplace import Desk


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoDesks]:
    both = two_desks(tmp_path)
    both.send()
    yield both
    both.close()


@pytest.fixture
def stage(two: TwoDesks, stage_of: Callable[[Desk], Any]) -> Any:
    made = stage_of(two.desk)
    made.presenter.open()
    return made


@pytest.fixture
def returned(stage: Any, two: TwoDesks) -> Any:
    """The stage with the return taken in."""
    stage.presenter.answering.take_files([two.at_province.send_back(note="Gửi lại trước 20/12.")])
    return stage


def test_before_an_answer_the_last_step_waits_for_it(stage: Any) -> None:
    assert [step.stage for step in stage.view.page.steps] == ["done"] * 4 + ["current"]
    assert stage.view.page.steps[4].by == "Chờ phiếu của tỉnh"
    assert stage.view.answer is None


def test_a_receipt_says_at_once_that_the_province_has_it(stage: Any, two: TwoDesks) -> None:
    stage.presenter.answering.take_files([two.at_province.receipt()])
    assert "Tỉnh đã nhận bản 1 ngày 10/12/2025." in stage.book.posted[-1].what
    assert stage.view.answer.title == "Tỉnh đã nhận bản 1 ngày 10/12/2025"
    assert (stage.view.page.steps[4].title, stage.view.page.pane) == ("Tỉnh đã nhận", "answered")


def test_a_code_by_telephone_is_taken_however_it_is_typed(stage: Any, two: TwoDesks) -> None:
    two.at_province.receipt()
    stage.presenter.answering.take_code(two.at_province.spoken().lower().replace("-", " ").replace("0", "o"))
    assert stage.view.code_refusal == ""
    assert stage.view.answer.title == "Tỉnh đã nhận bản 1"
    assert "qua điện thoại" in stage.view.answer.facts


def test_a_code_that_was_misheard_is_refused_in_words_and_changes_nothing(stage: Any, two: TwoDesks) -> None:
    two.at_province.receipt()
    heard = two.at_province.spoken()
    wrong = f"{'2' if heard[0] != '2' else '3'}{heard[1:]}"
    stage.presenter.answering.take_code(wrong)
    assert stage.view.code_refusal.startswith("Mã không khớp với bản nào")
    assert two.desk.submissions.all()[0].state is State.EXPORTED


def test_a_code_with_letters_missing_says_how_many_were_typed(stage: Any) -> None:
    stage.presenter.answering.take_code("7K3M-Q2")
    assert stage.view.code_refusal == "Mã có 12 ký tự; đã nhập 6."


def test_taking_twice_says_that_it_was_known(stage: Any, two: TwoDesks) -> None:
    receipt = two.at_province.receipt()
    stage.presenter.answering.take_files([receipt])
    stage.presenter.answering.take_files([receipt])
    (line,) = stage.view.taken
    assert (line.level, line.link) == ("info", "submission:progress:2025-Q4")
    assert line.sentence.endswith("Đã nhập trước đó.")


def test_many_that_are_known_are_counted_in_one_line(stage: Any, two: TwoDesks) -> None:
    two.at_province.receipt()
    two.at_province.send_back()
    stage.presenter.answering.take_files([two.outbox])
    stage.presenter.answering.take_files([two.outbox])
    assert [line.sentence for line in stage.view.taken] == ["2 phiếu đã nhập trước đó; không có gì thay đổi."]


def test_an_answer_finds_its_submission_whatever_is_on_the_screen(stage: Any, two: TwoDesks) -> None:
    stage.presenter.choose_kind(Kind.PLAN.value)
    stage.presenter.answering.take_files([two.at_province.receipt()])
    assert stage.targets == ["submission:progress:2025-Q4"]


def test_a_file_that_is_no_answer_is_named_with_its_reason(stage: Any, two: TwoDesks) -> None:
    stray = two.outbox / "thu.cchc-tra-loi"
    stray.write_bytes(b"khong phai")
    stage.presenter.answering.take_files([stray])
    (line,) = stage.view.taken
    assert line.level == "error"
    assert line.sentence.startswith("“thu.cchc-tra-loi” không phải tệp trả lời")


def test_a_folder_without_answers_is_said_to_have_none(stage: Any, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    stage.presenter.answering.take_files([tmp_path / "trong"])
    assert "không có tệp trả lời nào" in stage.view.taken[0].sentence


def test_a_key_that_is_not_enrolled_leads_to_where_keys_are_enrolled(stage: Any, two: TwoDesks, tmp_path: Path) -> None:
    other = new_province(tmp_path / "may-khac", fixed_clock())
    side = ProvinceSide(other, two.outbox)
    side.receive(next(two.outbox.glob("*.zip")))
    stage.presenter.answering.take_files([side.receipt()])
    other.store.close(with_backup=False)
    (line,) = stage.view.taken
    assert "khóa chưa ghi nhận ở máy này" in line.sentence
    assert (line.level, line.link, line.link_words) == ("error", "settings:data", "Mở Cài đặt")


def test_a_return_shows_its_remarks_and_offers_to_begin(returned: Any) -> None:
    card = returned.view.answer
    assert (card.look, card.title) == ("returned", "Tỉnh trả lại bản 1: 2 ý kiến phải trả lời")
    assert (card.deed, card.note) == ("Bắt đầu sửa", "Gửi lại trước 20/12.")
    assert [remark.place for remark in card.remarks] == ["Nhiệm vụ 6", "Thông tin văn bản"]
    assert card.facts == "Phiếu trả lại hồ sơ, Hoàng Thị Thu (Chuyên viên), 09:00 ngày 10/12/2025."
    assert not returned.view.page.may_reopen


def test_many_remarks_leave_the_form_in_sight(stage: Any, two: TwoDesks) -> None:
    remarks = [(f"task:{TASK}", f"Nhiệm vụ 6, dòng {number}", "Sai.") for number in range(1, 42)]
    stage.presenter.answering.take_files([two.at_province.send_back(*remarks)])
    assert len(stage.view.answer.remarks) == 40
    assert stage.view.answer.more == "và 1 ý kiến khác, xem ở thẻ Các bản."
    stage.presenter.answering.act()
    assert [remark.place for remark in stage.view.answer.remarks][-1] == "Nhiệm vụ 6, dòng 5"
    assert stage.view.answer.more == "và 36 ý kiến khác, xem ở thanh cuối cửa sổ."


def test_beginning_opens_the_next_revision_at_the_place_of_the_first_remark(returned: Any, two: TwoDesks) -> None:
    returned.presenter.answering.act()
    row = two.desk.submissions.all()[0]
    assert (row.revision, row.state, row.reopen_reason) == (2, State.DRAFT, "Tỉnh trả lại: Gửi lại trước 20/12.")
    assert returned.targets == [f"task:{TASK}"]
    assert returned.view.answer.title == "Sửa theo ý kiến của tỉnh: còn 2/2 ý kiến phải trả lời"


def test_completing_waits_for_each_answer_and_each_finding_leads_to_its_remark(returned: Any, two: TwoDesks) -> None:
    returned.presenter.answering.act()
    owed = [finding for finding in returned.view.findings if finding.code == "remark.unanswered"]
    answers, row = two.desk.answers, two.desk.submissions.all()[0]
    remarks = answers.remarks(row.kind, row.period)
    assert [finding.target for finding in owed] == [remark.link for remark in remarks]
    assert not returned.view.page.may_complete
    returned.presenter.follow(owed[1].target)
    assert returned.targets[-1] == remarks[1].link
    for remark in remarks:
        answers.reply(remark.id, "Đã sửa.")
    returned.presenter.read()
    assert returned.view.page.may_complete
    assert returned.view.answer.title == "Sửa theo ý kiến của tỉnh: đã trả lời đủ 2 ý kiến"


def test_a_return_by_telephone_asks_for_the_file_that_has_the_remarks(stage: Any, two: TwoDesks) -> None:
    back = two.at_province.send_back()
    stage.presenter.answering.take_code(two.at_province.spoken())
    assert stage.view.answer.deed == "Nhập tệp của tỉnh…"
    assert stage.view.page.may_reopen
    stage.presenter.answering.act()
    assert stage.view.is_taking
    assert two.desk.submissions.all()[0].revision == 1
    stage.presenter.answering.take_files([back])
    assert stage.view.answer.deed == "Bắt đầu sửa"


def test_an_acceptance_is_calm_and_what_takes_it_back_is_told(stage: Any, two: TwoDesks) -> None:
    stage.presenter.answering.take_files([two.at_province.accept()])
    assert (stage.view.answer.look, stage.view.answer.title) == ("accepted", "Tỉnh đã duyệt bản 1 ngày 10/12/2025")
    assert stage.view.answer.deed == ""
    assert stage.view.page.steps[4].stage == "done"
    stage.presenter.answering.take_files([two.at_province.take_back("Phát hiện số liệu trùng.")])
    assert stage.view.answer.title == "Tỉnh thu hồi kết quả duyệt, trả lại bản 1: 1 ý kiến phải trả lời"
    assert stage.view.page.steps[4].stage == "returned"


def test_the_history_of_revisions_tells_answers_remarks_and_replies(returned: Any, two: TwoDesks) -> None:
    returned.presenter.answering.act()
    row = two.desk.submissions.all()[0]
    two.desk.answers.reply(two.desk.answers.remarks(row.kind, row.period)[0].id, "Đã sửa số.")
    returned.presenter.read()
    lines = returned.view.revisions[1].lines
    assert "Tỉnh trả lại: Hoàng Thị Thu, 09:00 ngày 10/12/2025" in lines
    assert "Trả lời ý kiến 1: Đã sửa số." in lines
    assert "Ghi chú của tỉnh: Gửi lại trước 20/12." in lines


def test_a_link_to_a_remark_of_an_older_revision_shows_its_submission(returned: Any, two: TwoDesks) -> None:
    row = two.desk.submissions.all()[0]
    link = two.desk.answers.remarks(row.kind, row.period)[0].link
    returned.presenter.choose_kind(Kind.PLAN.value)
    returned.presenter.open_target(link)
    assert returned.view.choice.kind == "progress"


def test_the_link_of_answers_opens_where_they_are_brought_in(stage: Any) -> None:
    stage.presenter.open_target("answer")
    assert stage.view.is_taking
