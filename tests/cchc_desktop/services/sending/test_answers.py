"""Answers of the province at the commune: what is taken, what is refused and in which words, what changes a state."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.both_sides import BothSides

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.province_answer import SUFFIX, Answer, AnswerKind, Remark
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.services.sending.answer_file import answer_file, read_answer_file
from cchc_desktop.services.sending.answers import Effect, Incoming
from cchc_desktop.services.submissions.remarks import RemarkRow
from cchc_desktop.services.submissions.rows import SubmissionRow

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[BothSides]:
    opened = BothSides.after_a_plan_was_sent(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def sent(sides: BothSides) -> SubmissionRow:
    """The first revision of the plan, received by the province."""
    return sides.commune.submissions.current(Kind.PLAN, sides.plan_period)


def returned(sides: BothSides, *texts: str, revision: int = 1) -> Path:
    """The file of a return with remarks on the title of the plan."""
    for text in texts or ("Sửa trích yếu.", "Bổ sung căn cứ."):
        sides.remark(revision, target="plan:title", place="Nội dung kế hoạch", text=text)
    return sides.carry(sides.province.appraisal.send_back(sides.received(revision).id).value.id)[0]


def state(sides: BothSides, row: SubmissionRow) -> State:
    return sides.commune.submissions.by_id(row.id).state


def forged(sides: BothSides, path: Path, **changes: object) -> Path:
    """Another answer under the province's own key, as a slip at the province could make it."""
    answer: Answer = replace(read_answer_file(path).answer, **changes)  # type: ignore[arg-type]  # of the test's choice
    target = path.with_name(f"khac{SUFFIX}")
    key = sides.province.devices.own()
    assert key is not None
    target.write_bytes(answer_file(answer, key))
    return target


def looked(sides: BothSides, path: Path) -> Incoming:
    (found,) = sides.commune.answers.look(path)
    return found


def remarks(sides: BothSides) -> tuple[RemarkRow, ...]:
    return sides.commune.answers.remarks(Kind.PLAN, sides.plan_period)


def codes(sides: BothSides) -> set[str]:
    return {each.code for each in sides.commune.submissions.findings(Kind.PLAN, sides.plan_period)}


def test_looking_changes_nothing(sides: BothSides, sent: SubmissionRow) -> None:
    found = looked(sides, returned(sides))
    assert (found.effect, found.kind) == (Effect.STEP, AnswerKind.RETURNED)
    assert "Tỉnh trả lại bản 1" in found.text
    assert state(sides, sent) is State.EXPORTED
    assert sides.commune.answers.of(sent.id) == ()


def test_taking_the_same_file_twice_changes_nothing_and_says_so(sides: BothSides, sent: SubmissionRow) -> None:
    path = returned(sides)
    sides.take([path])
    assert looked(sides, path).effect is Effect.UNCHANGED
    assert "Đã nhập trước đó" in looked(sides, path).text
    assert sides.take([path]) == []
    assert len(remarks(sides)) == 2


def test_a_plan_that_was_looked_at_twice_is_recorded_once(sides: BothSides, sent: SubmissionRow) -> None:
    path = returned(sides)
    answers = sides.commune.answers
    answers.take([*answers.look(path), *answers.look(path)])
    assert [len(each.remarks) for each in answers.of(sent.id)] == [2]


def test_a_folder_of_answers_is_taken_in_the_order_in_which_they_were_made(
    sides: BothSides, sent: SubmissionRow
) -> None:
    appraisal = sides.province.appraisal
    receipt = appraisal.give_receipts([sides.received(1).id]).value.issued[0]
    sides.carry(receipt.id)
    returned(sides)
    (sides.stick / "khac.txt").write_text("khong phai")
    (sides.stick / f"hong{SUFFIX}").write_bytes(b"{}")
    found = sides.commune.answers.look(sides.stick)
    assert [each.kind for each in found] == [AnswerKind.RECEIVED, AnswerKind.RETURNED, None]
    assert found[-1].finding is not None
    assert len(sides.commune.answers.take(found).value) == 2
    assert state(sides, sent) is State.RETURNED


def test_a_receipt_that_comes_after_the_return_is_recorded_and_changes_no_state(
    sides: BothSides, sent: SubmissionRow
) -> None:
    receipt = sides.province.appraisal.give_receipts([sides.received(1).id]).value.issued[0]
    sides.take([returned(sides)])
    (path,) = sides.carry(receipt.id)
    assert looked(sides, path).effect is Effect.RECORD
    sides.take([path])
    assert state(sides, sent) is State.RETURNED
    assert len(sides.commune.answers.of(sent.id)) == 2


def test_an_answer_to_another_unit_is_refused_by_name(sides: BothSides, sent: SubmissionRow) -> None:
    path = returned(sides)
    of = replace(read_answer_file(path).answer.of, unit_code="00712", unit_name="Phường Hà Giang 2")
    found = looked(sides, forged(sides, path, of=of))
    assert (found.effect, found.finding and found.finding.code) == (Effect.REFUSED, "answer.other-unit")
    assert "Phường Hà Giang 2" in found.text
    assert "Phường Hà Giang 1" in found.text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"period_code": "2024-Q1"}, "answer.unknown"),
        ({"kind": Kind.ASSESSMENT}, "answer.unknown"),
        ({"snapshot_sha256": "ab" * 32}, "answer.other-package"),
        ({"revision": 2}, "answer.other-revision"),
        ({"revision": 2, "snapshot_sha256": "ab" * 32}, "answer.other-revision"),
    ],
)
def test_an_answer_to_something_else_is_refused_and_nothing_is_recorded(
    sides: BothSides, sent: SubmissionRow, changes: dict[str, object], code: str
) -> None:
    path = returned(sides)
    of = replace(read_answer_file(path).answer.of, **changes)  # type: ignore[arg-type]  # of the test's choice
    found = looked(sides, forged(sides, path, of=of))
    assert found.finding is not None
    assert found.finding.code == code
    assert sides.commune.answers.take([found]).value == ()
    assert state(sides, sent) is State.EXPORTED


def test_an_answer_older_than_the_one_that_is_known_is_refused(sides: BothSides, sent: SubmissionRow) -> None:
    path = returned(sides)
    sides.take([path])
    found = looked(sides, forged(sides, path, at="2025-12-01T08:00:00+07:00", note="cũ"))
    assert found.finding is not None
    assert found.finding.code == "answer.older"


def test_a_key_that_was_never_enrolled_is_told_apart_from_a_broken_file(tmp_path: Path) -> None:
    sides = BothSides(tmp_path, enrolled=False)
    row = sides.send_plan()
    path = returned(sides)
    unknown = looked(sides, path)
    assert unknown.finding is not None
    assert (unknown.finding.code, unknown.finding.target) == ("answer.unknown-key", "settings:data")
    assert "Hãy nhập tệp đăng ký máy của tỉnh" in unknown.text
    key = sides.province.devices.own()
    assert key is not None
    assert key.code in unknown.text
    path.write_bytes(path.read_bytes().replace(b"tr\xc3\xadch", b"tr\xc3\xacch"))
    broken = looked(sides, path)
    assert broken.finding is not None
    assert broken.finding.code == "answer-file"
    assert "hỏng" in broken.text
    assert state(sides, row) is State.EXPORTED
    sides.close()


def test_an_answer_signed_by_the_device_of_a_commune_is_refused(sides: BothSides, sent: SubmissionRow) -> None:
    answer = read_answer_file(returned(sides)).answer
    own = sides.commune.devices.own()
    assert own is not None
    path = sides.stick / f"tu-lap{SUFFIX}"
    path.write_bytes(answer_file(answer, own))
    found = looked(sides, path)
    assert found.finding is not None
    assert found.finding.code == "answer.unknown-key"


def test_an_answer_of_an_older_revision_is_kept_in_the_history_and_changes_no_newer_one(
    sides: BothSides, sent: SubmissionRow
) -> None:
    path = returned(sides)
    sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Thiếu căn cứ")
    newer = sides.export(Kind.PLAN, sides.plan_period)
    assert looked(sides, path).effect is Effect.RECORD
    assert sides.take([path]) == ["Tỉnh trả lại bản 1 ngày 10/12/2025: 2 ý kiến."]
    assert state(sides, sent) is State.REOPENED
    assert state(sides, newer) is State.EXPORTED
    assert [each.kind for each in sides.commune.answers.of(sent.id)] == [AnswerKind.RETURNED]
    assert sides.commune.answers.of(newer.id) == ()


def test_a_return_that_comes_while_the_next_draft_is_open_is_owed_by_that_draft(
    sides: BothSides, sent: SubmissionRow
) -> None:
    path = returned(sides)
    sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Thiếu căn cứ")
    sides.take([path])
    findings = sides.commune.submissions.findings(Kind.PLAN, sides.plan_period)
    assert [each.target for each in findings if each.code == "remark.unanswered"] == [
        each.link for each in sides.commune.answers.open_remarks(Kind.PLAN, sides.plan_period)
    ]
    assert state(sides, sent) is State.REOPENED


def test_remarks_that_were_not_answered_are_owed_by_the_revision_after_next(
    sides: BothSides, sent: SubmissionRow
) -> None:
    """A return of revision 1 that came after revision 2 was sent: revision 3 answers it."""
    path = returned(sides)
    sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Thiếu căn cứ")
    sides.send(Kind.PLAN, sides.plan_period)
    sides.take([path])
    again = returned(sides, "Vẫn thiếu căn cứ.", revision=2)
    sides.take([again])
    second = sides.commune.submissions.current(Kind.PLAN, sides.plan_period)
    sides.commune.answers.start_answering(second.id)
    assert [(each.revision, each.text) for each in remarks(sides)] == [
        (1, "Sửa trích yếu."),
        (1, "Bổ sung căn cứ."),
        (2, "Vẫn thiếu căn cứ."),
    ]


def test_a_finding_names_place_and_remark(sides: BothSides, sent: SubmissionRow) -> None:
    sides.take([returned(sides)])
    sides.commune.answers.start_answering(sent.id)
    with pytest.raises(Refusal) as refused:
        sides.commune.submissions.complete(Kind.PLAN, sides.plan_period)
    first = refused.value.findings[0]
    text = "Chưa trả lời ý kiến 1 của tỉnh về bản 1, Nội dung kế hoạch: “Sửa trích yếu.”."
    assert (first.text, first.target) == (text, remarks(sides)[0].link)


def test_a_reply_is_undone_and_done_again(sides: BothSides, sent: SubmissionRow) -> None:
    sides.take([returned(sides)])
    answers = sides.commune.answers
    answers.start_answering(sent.id)
    first = remarks(sides)[0]
    replied = answers.reply(first.id, "  Đã sửa.\r\n").value
    assert (replied.reply, replied.replied_by) == ("Đã sửa.", "Nguyễn Thị Lan")
    assert replied.replied_at.startswith("2025-12-10T")
    sides.commune.session.undo()
    assert answers.remark(first.id).reply == ""
    sides.commune.session.redo()
    assert answers.remark(first.id).reply == "Đã sửa."
    assert answers.reply(first.id, "").value.is_open


def test_a_reply_may_be_written_before_the_next_revision_is_opened(sides: BothSides, sent: SubmissionRow) -> None:
    sides.take([returned(sides)])
    sides.commune.answers.reply(remarks(sides)[0].id, "Đã sửa.")
    sides.commune.answers.start_answering(sent.id)
    assert [each.is_open for each in remarks(sides)] == [False, True]


def test_the_replies_are_frozen_with_the_next_revision(sides: BothSides, sent: SubmissionRow) -> None:
    sides.take([returned(sides)])
    answers = sides.commune.answers
    answers.start_answering(sent.id)
    for each in remarks(sides):
        answers.reply(each.id, f"Đã làm {each.sequence}.")
    sides.commune.submissions.complete(Kind.PLAN, sides.plan_period)
    row = sides.commune.submissions.current(Kind.PLAN, sides.plan_period)
    snapshot = json.loads(sides.commune.submissions.frozen_snapshot(row.id))
    assert snapshot["format_version"] == 4
    assert [(each["text"], each["reply"]) for each in snapshot["replies"]] == [
        ("Sửa trích yếu.", "Đã làm 1."),
        ("Bổ sung căn cứ.", "Đã làm 2."),
    ]
    with pytest.raises(Refusal) as refused:
        answers.reply(remarks(sides)[0].id, "Khác")
    assert refused.value.findings[0].code == "remark.frozen"
    with pytest.raises(Refusal) as held:
        sides.commune.session.undo()
    assert held.value.findings[0].code in ("undo.frozen", "undo.empty")


def test_a_snapshot_without_replies_stays_in_the_form_that_older_programs_read(
    sides: BothSides, sent: SubmissionRow
) -> None:
    snapshot = json.loads(sides.commune.submissions.frozen_snapshot(sent.id))
    assert snapshot["format_version"] == 3
    assert "replies" not in snapshot


def test_a_reply_that_the_province_has_seen_is_not_changed_any_more(sides: BothSides, sent: SubmissionRow) -> None:
    sides.take([returned(sides, "Sửa trích yếu.")])
    answers = sides.commune.answers
    answers.start_answering(sent.id)
    first = remarks(sides)[0]
    answers.reply(first.id, "Đã sửa.")
    second = sides.send(Kind.PLAN, sides.plan_period)
    sides.take([returned(sides, "Vẫn sai.", revision=2)])
    answers.start_answering(second.id)
    with pytest.raises(Refusal) as refused:
        answers.reply(first.id, "Khác")
    assert refused.value.findings[0].code == "remark.settled"
    assert [each.is_open for each in remarks(sides)] == [False, True]


def test_a_reply_that_was_never_sent_may_still_be_changed(sides: BothSides, sent: SubmissionRow) -> None:
    """Revision 2 was completed and opened again before it went out."""
    sides.take([returned(sides, "Sửa trích yếu.")])
    answers = sides.commune.answers
    answers.start_answering(sent.id)
    answers.reply(remarks(sides)[0].id, "Đã sửa.")
    sides.commune.submissions.complete(Kind.PLAN, sides.plan_period)
    sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Sửa thêm")
    assert answers.reply(remarks(sides)[0].id, "Đã sửa lại.").value.reply == "Đã sửa lại."


def test_only_what_was_returned_is_opened_for_answering(sides: BothSides, sent: SubmissionRow) -> None:
    with pytest.raises(Refusal) as refused:
        sides.commune.answers.start_answering(sent.id)
    assert refused.value.findings[0].code == "answer.not-returned"


def test_what_was_accepted_can_be_returned_by_the_province_alone(sides: BothSides, sent: SubmissionRow) -> None:
    appraisal = sides.province.appraisal
    accepted = appraisal.accept(sides.received(1).id).value
    sides.take(sides.carry(accepted.id))
    assert state(sides, sent) is State.ACCEPTED
    with pytest.raises(Refusal):
        sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Sửa thêm")
    back = appraisal.take_back_acceptance(sides.received(1).id, reason="Số liệu sai.").value
    assert sides.take(sides.carry(back.id)) == ["Tỉnh trả lại bản 1 ngày 10/12/2025: 1 ý kiến."]
    assert state(sides, sent) is State.RETURNED
    assert [(each.place, each.text) for each in remarks(sides)] == [("Toàn bộ hồ sơ", "Số liệu sai.")]


def test_advice_that_comes_with_an_acceptance_owes_no_reply(sides: BothSides, sent: SubmissionRow) -> None:
    sides.remark(1, target="plan:title", place="Nội dung kế hoạch", text="Năm sau nêu rõ hơn.")
    sides.take(sides.carry(sides.province.appraisal.accept(sides.received(1).id).value.id))
    assert remarks(sides) == ()
    (answer,) = sides.commune.answers.of(sent.id)
    assert [each.text for each in answer.remarks] == ["Năm sau nêu rõ hơn."]


def test_a_change_at_the_place_of_a_remark_is_offered_as_its_reply(sides: BothSides, sent: SubmissionRow) -> None:
    sides.take([returned(sides, "Sửa trích yếu.")])
    answers = sides.commune.answers
    before = sides.commune.plan.page().title
    answers.start_answering(sent.id)
    remark_id = remarks(sides)[0].id
    assert answers.suggested_reply(remark_id) == ""
    sides.commune.plan.set_texts(title="Kế hoạch cải cách hành chính năm 2026")
    assert answers.suggested_reply(remark_id) == (
        f"Đã sửa theo ý kiến: {before} → Kế hoạch cải cách hành chính năm 2026."
    )


def test_a_telephone_tells_the_state_and_the_file_brings_the_remarks_later(
    sides: BothSides, sent: SubmissionRow
) -> None:
    path = returned(sides)
    (issued,) = sides.province.appraisal.issued(sides.received(1).id)
    answers = sides.commune.answers
    assert answers.take_code(issued.code).value.text == "Tỉnh trả lại bản 1."
    assert state(sides, sent) is State.RETURNED
    answers.start_answering(sent.id)
    assert remarks(sides) == ()
    assert "remark.untold" in codes(sides)
    assert answers.take_code(issued.code).changed == frozenset()
    assert looked(sides, path).effect is Effect.COMPLETE
    sides.take([path])
    assert len(remarks(sides)) == 2
    assert "remark.untold" not in codes(sides)
    (row,) = answers.of(sent.id)
    assert (row.has_file, row.by, row.code) == (True, "Hoàng Thị Thu", issued.code)


def test_a_code_heard_after_the_file_changes_nothing(sides: BothSides, sent: SubmissionRow) -> None:
    sides.take([returned(sides)])
    (issued,) = sides.province.appraisal.issued(sides.received(1).id)
    assert sides.commune.answers.look_at_code(issued.code).effect is Effect.UNCHANGED
    assert sides.commune.answers.take_code(issued.code).changed == frozenset()
    assert len(sides.commune.answers.of(sent.id)) == 1


def test_the_code_of_another_revision_is_named(sides: BothSides, sent: SubmissionRow) -> None:
    (receipt,) = sides.province.appraisal.give_receipts([sides.received(1).id]).value.issued
    sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Thiếu căn cứ")
    newer = sides.export(Kind.PLAN, sides.plan_period)
    answers = sides.commune.answers
    with pytest.raises(Refusal) as refused:
        answers.look_at_code(receipt.code, expected=newer.id)
    assert refused.value.findings[0].code == "answer.code-other"
    assert "Tỉnh đã nhận bản 1." in refused.value.findings[0].text
    assert answers.look_at_code(receipt.code).effect is Effect.RECORD
    answers.take_code(receipt.code)
    assert state(sides, newer) is State.EXPORTED


def test_every_slip_of_one_letter_and_every_neighbouring_swap_is_refused(sides: BothSides, sent: SubmissionRow) -> None:
    (receipt,) = sides.province.appraisal.give_receipts([sides.received(1).id]).value.issued
    plain = receipt.code.replace("-", "")
    slips = {plain[:at] + letter + plain[at + 1 :] for at in range(12) for letter in ALPHABET} - {plain}
    swaps = {plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(11)} - {plain}
    assert len(slips) == 12 * 31
    for heard in slips | swaps:
        with pytest.raises(Refusal):
            sides.commune.answers.look_at_code(heard)
    assert sides.commune.answers.look_at_code(plain.lower()).kind is AnswerKind.RECEIVED


def test_a_code_without_enrolment_says_what_to_do(tmp_path: Path) -> None:
    sides = BothSides(tmp_path, enrolled=False)
    sides.send_plan()
    with pytest.raises(Refusal) as refused:
        sides.commune.answers.look_at_code("0123-4567-89AB")
    assert refused.value.findings[0].code == "answer.no-device"
    with pytest.raises(Refusal) as form:
        sides.commune.answers.look_at_code("0123")
    assert "đã nhập 4" in form.value.findings[0].text
    sides.close()


def test_remarks_come_with_the_words_that_the_province_signed(sides: BothSides, sent: SubmissionRow) -> None:
    path = returned(sides, "Ý 1.", "Ý 2.")
    (remark, other) = read_answer_file(path).answer.remarks
    assert (remark, other.sequence) == (Remark(1, "plan:title", "Nội dung kế hoạch", "Ý 1."), 2)
    sides.take([path])
    assert [(each.sequence, each.target, each.text) for each in remarks(sides)] == [
        (1, "plan:title", "Ý 1."),
        (2, "plan:title", "Ý 2."),
    ]


def test_both_sides_tell_the_same_history_after_an_acceptance_was_taken_back(
    sides: BothSides, sent: SubmissionRow
) -> None:
    appraisal, received_id = sides.province.appraisal, sides.received(1).id
    issued = [*appraisal.give_receipts([received_id]).value.issued, appraisal.accept(received_id).value]
    issued.append(appraisal.take_back_acceptance(received_id, reason="Số liệu sai.").value)
    paths = sides.carry(*(each.id for each in issued))
    answers = sides.commune.answers
    answers.take(answers.look(reversed(paths)))
    assert state(sides, sent) is State.RETURNED
    here = answers.history(Kind.PLAN, sides.plan_period)
    assert here == appraisal.history(received_id)
    assert [each.event for each in here] == ["completed", "signed", "received", "accepted", "returned"]


def test_an_answer_waits_until_the_package_was_written_where_the_folder_was_restored(tmp_path: Path) -> None:
    """A folder brought back from before the export: the answer is recorded now, its step taken after the export."""
    sides = BothSides(tmp_path)
    signed = sides.sign(Kind.PLAN, sides.plan_period)
    kept = sides.keep_commune()
    sides.commune.dispatch.write_package(signed.id, sides.stick)
    sides.receive()
    path = returned(sides)
    sides.bring_back(kept)
    assert looked(sides, path).effect is Effect.RECORD
    sides.take([path])
    assert state(sides, signed) is State.SIGNED
    sides.commune.dispatch.write_package(signed.id, sides.stick)
    assert looked(sides, path).effect is Effect.STEP
    sides.take([path])
    assert state(sides, signed) is State.RETURNED
    assert len(sides.commune.answers.of(signed.id)) == 1
    sides.close()
