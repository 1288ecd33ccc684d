"""The whole loop over two data folders: sent, returned with two remarks, answered, sent again, accepted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.both_sides import BothSides
from support.filling import fill_tasks

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.province_answer import AnswerKind
from cchc_desktop.domain.reception import ReceivedState
from cchc_desktop.domain.snapshot_sections import Line
from cchc_desktop.domain.submission import Kind, State

QUARTER = parse("2025-Q4")


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[BothSides]:
    opened = BothSides(tmp_path)
    yield opened
    opened.close()


def lines_of_tasks(sides: BothSides, revision: int) -> list[Line]:
    opened = sides.province.appraisal.open(sides.received(revision).id)
    return [line for section in opened.sections for line in section.lines if line.key.startswith("entry:")]


def test_two_remarks_are_answered_and_the_second_revision_is_accepted(sides: BothSides) -> None:
    fill_tasks(sides.commune)
    first = sides.send(Kind.PROGRESS, QUARTER)
    appraisal, answers = sides.province.appraisal, sides.commune.answers
    assert [row.revision for row in appraisal.waiting()] == [1]

    receipt = appraisal.give_receipts([sides.received(1).id]).value.issued[0]
    assert sides.take(sides.carry(receipt.id)) == ["Tỉnh đã nhận bản 1 ngày 10/12/2025."]
    assert sides.commune.submissions.by_id(first.id).state is State.RECEIVED

    one, other = lines_of_tasks(sides, 1)[:2]
    for line, text in ((one, "Kết quả chưa rõ, nêu số liệu."), (other, "Thiếu số văn bản.")):
        appraisal.add_remark(sides.received(1).id, target=line.target, place=line.place, text=text)
    returned = appraisal.send_back(sides.received(1).id, note="Đề nghị bổ sung trước 20/12.").value
    assert sides.received(1).state is ReceivedState.RETURNED

    code = appraisal.telephone_code(returned.id).code
    told = answers.take_code(code).value
    assert (told.text, told.submission.state) == ("Tỉnh trả lại bản 1.", State.RETURNED)
    assert sides.take(sides.carry(returned.id)) == ["Tỉnh trả lại bản 1 ngày 10/12/2025: 2 ý kiến."]

    draft = answers.start_answering(first.id).value
    assert (draft.revision, draft.state) == (2, State.DRAFT)
    assert draft.reopen_reason == "Tỉnh trả lại: Đề nghị bổ sung trước 20/12."
    remarks = answers.open_remarks(Kind.PROGRESS, QUARTER)
    assert [each.text for each in remarks] == ["Kết quả chưa rõ, nêu số liệu.", "Thiếu số văn bản."]
    with pytest.raises(Refusal) as refused:
        sides.commune.submissions.complete(Kind.PROGRESS, QUARTER)
    assert [finding.target for finding in refused.value.findings] == [each.link for each in remarks]

    task = one.target.partition(":")[2]
    entry = sides.commune.tasks.detail(task).entries[0]
    sides.commune.tasks.edit_entry(entry.id, result="Đã ban hành 12 văn bản")
    suggested = answers.suggested_reply(remarks[0].id)
    assert suggested.startswith("Đã sửa theo ý kiến: Đã hoàn thành nhiệm vụ")
    assert suggested.endswith("→ Đã ban hành 12 văn bản.")
    answers.reply(remarks[0].id, suggested)
    answers.reply(remarks[1].id, "Số văn bản đã ghi ở dòng sản phẩm.")

    sides.send(Kind.PROGRESS, QUARTER)
    opened = appraisal.open(sides.received(2).id)
    assert [row.revision for row in opened.revisions] == [1, 2]
    assert [(each.text, each.reply, each.by) for each in opened.replies] == [
        ("Kết quả chưa rõ, nêu số liệu.", suggested, "Nguyễn Thị Lan"),
        ("Thiếu số văn bản.", "Số văn bản đã ghi ở dòng sản phẩm.", "Nguyễn Thị Lan"),
    ]
    accepted = appraisal.accept(sides.received(2).id).value
    assert sides.take(sides.carry(accepted.id)) == ["Tỉnh đã duyệt bản 2 ngày 10/12/2025."]
    assert sides.commune.submissions.current(Kind.PROGRESS, QUARTER).state is State.ACCEPTED

    here, there = answers.history(Kind.PROGRESS, QUARTER), appraisal.history(sides.received(2).id)
    assert here == there
    assert [(each.revision, each.event) for each in here] == [
        (1, "completed"),
        (1, "signed"),
        (1, "received"),
        (1, "returned"),
        (2, "completed"),
        (2, "signed"),
        (2, "accepted"),
    ]
    assert {each.by for each in here} == {"Nguyễn Thị Lan", "Trần Văn Hùng", "Hoàng Thị Thu"}
    assert [each.kind for each in answers.of(first.id)] == [AnswerKind.RECEIVED, AnswerKind.RETURNED]
