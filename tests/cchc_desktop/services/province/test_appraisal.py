"""Appraisal at the province: remarks that freeze with the answer, answers that are never made anew, codes, papers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.both_sides import BothSides
from support.communes import LIBRARY, new_province, province_desk, write_commune
from support.workplaces import fixed_clock

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.province_answer import WHOLE, WHOLE_PLACE, AnswerKind
from cchc_desktop.domain.reception import ReceivedState, Standing
from cchc_desktop.domain.submission import Kind
from cchc_desktop.exports.pdfium import page_texts
from cchc_desktop.services.devices.devices import KEY_FILE
from cchc_desktop.services.province.appraisal import Appraisal
from cchc_desktop.services.province.appraisal_reading import AppraisalRow
from cchc_desktop.services.province.desk import ProvinceDesk
from cchc_desktop.services.sending.answer_file import parse_answer, read_answer_file
from db.tables import issued_answer, received

UNITS = LIBRARY.units


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[BothSides]:
    opened = BothSides.after_a_plan_was_sent(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def appraisal(sides: BothSides) -> Appraisal:
    return sides.province.appraisal


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[ProvinceDesk]:
    """The province with packages that no device signed, of quarter IV."""
    workplace = new_province(tmp_path / "tinh", fixed_clock())
    yield province_desk(workplace)
    workplace.store.close(with_backup=False)


def take(desk: ProvinceDesk, *paths: Path) -> list[Standing]:
    return [each.item.standing for each in desk.receiving.receive(desk.receiving.look(paths)).value.taken]


def row(desk: ProvinceDesk, revision: int) -> AppraisalRow:
    return next(each for each in desk.appraisal.all() if each.revision == revision)


def send_revision(desk: ProvinceDesk, folder: Path, revision: int, **changes: object) -> list[Standing]:
    parent = f"{UNITS[0].code}-ban-{revision - 1}" if revision > 1 else ""
    return take(desk, write_commune(folder, UNITS[0], revision=revision, parent_id=parent, **changes))


def refused(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    return refusal.value.findings[0].code


def test_a_received_revision_waits_until_it_is_decided(sides: BothSides, appraisal: Appraisal) -> None:
    (waiting,) = appraisal.waiting()
    assert (waiting.unit_name, waiting.title) == ("Phường Hà Giang 1", "Kế hoạch CCHC của xã, phường")
    assert (waiting.is_open, waiting.told, waiting.decided_at) == (True, (), "")
    appraisal.accept(waiting.id)
    assert appraisal.waiting() == ()
    decided = sides.received(1)
    assert (decided.state, decided.decided_by) == (ReceivedState.ACCEPTED, "Hoàng Thị Thu")
    assert decided.decided_at.startswith("2025-12-10T")


def test_a_revision_opens_in_sections_with_a_place_for_each_line(sides: BothSides, appraisal: Appraisal) -> None:
    opened = appraisal.open(sides.received(1).id)
    titles = [section.title for section in opened.sections]
    assert titles[:2] == ["Thông tin chung", "Nội dung kế hoạch"]
    assert any(title.startswith("Lĩnh vực I. ") for title in titles)
    lines = [line for section in opened.sections for line in section.lines]
    assert all(line.place and line.words for line in lines)
    assert len({line.key for line in lines}) == len(lines)
    assert any(line.target.startswith("plan:") for line in lines)
    assert (opened.remarks, opened.replies, opened.issued) == ((), (), ())


def test_remarks_are_written_changed_taken_away_and_undone(sides: BothSides, appraisal: Appraisal) -> None:
    received_id, session = sides.received(1).id, sides.province.session
    one = sides.remark(1, target="plan:title", place="Nội dung kế hoạch", text="  Sửa\u00a0trích yếu. ")
    appraisal.add_remark(received_id, text="Thiếu căn cứ.")
    assert [(each.sequence, each.target, each.place, each.text) for each in appraisal.open(received_id).remarks] == [
        (1, "plan:title", "Nội dung kế hoạch", "Sửa trích yếu."),
        (2, WHOLE, WHOLE_PLACE, "Thiếu căn cứ."),
    ]
    appraisal.edit_remark(one, "Sửa lại trích yếu.")
    assert session.undo().value.targets == (f"appraisal:{received_id}",)
    assert appraisal.open(received_id).remarks[0].text == "Sửa trích yếu."
    appraisal.remove_remark(one)
    assert [each.text for each in appraisal.open(received_id).remarks] == ["Thiếu căn cứ."]
    session.undo()
    session.redo()
    assert sides.received(1).remarks == 1


@pytest.mark.parametrize(
    ("text", "code"), [("", "remark.empty"), (" \n\u200b ", "remark.empty"), ("a" * 4_001, "remark.long")]
)
def test_a_remark_says_something_and_not_too_much(sides: BothSides, appraisal: Appraisal, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        appraisal.add_remark(sides.received(1).id, text=text)
    assert refused(refusal) == code
    assert sides.received(1).remarks == 0


def test_nothing_is_returned_without_a_remark(sides: BothSides, appraisal: Appraisal) -> None:
    with pytest.raises(Refusal) as refusal:
        appraisal.send_back(sides.received(1).id, note="Chưa đạt.")
    assert refused(refusal) == "appraisal.no-remark"
    assert sides.received(1).state is ReceivedState.RECEIVED


def test_a_return_freezes_its_remarks(sides: BothSides, appraisal: Appraisal) -> None:
    received_id = sides.received(1).id
    remark = appraisal.add_remark(received_id, text="Thiếu căn cứ.").value
    issued = appraisal.send_back(received_id, note="Gửi lại sớm.").value
    assert (issued.kind, issued.remarks, issued.note, issued.by) == (
        AnswerKind.RETURNED,
        1,
        "Gửi lại sớm.",
        "Hoàng Thị Thu",
    )
    for deed in (
        lambda: appraisal.add_remark(received_id, text="Thêm."),
        lambda: appraisal.edit_remark(remark, "Khác."),
        lambda: appraisal.remove_remark(remark),
        lambda: appraisal.accept(received_id),
        lambda: appraisal.send_back(received_id),
        lambda: appraisal.take_back_acceptance(received_id, reason="Nhầm."),
    ):
        with pytest.raises(Refusal) as refusal:
            deed()
        assert refused(refusal) == "appraisal.wrong-state"
    with pytest.raises(Refusal) as undo:
        sides.province.session.undo()
    assert refused(undo) in ("undo.empty", "undo.frozen")
    assert [each.text for each in appraisal.open(received_id).remarks] == ["Thiếu căn cứ."]
    assert len(appraisal.issued(received_id)) == 1


def test_an_acceptance_is_taken_back_with_a_reason_that_the_commune_must_answer(
    sides: BothSides, appraisal: Appraisal
) -> None:
    received_id = sides.received(1).id
    appraisal.accept(received_id)
    with pytest.raises(Refusal) as refusal:
        appraisal.take_back_acceptance(received_id, reason="  ")
    assert refused(refusal) == "appraisal.no-reason"
    issued = appraisal.take_back_acceptance(received_id, reason="Số liệu sai.").value
    assert sides.received(1).state is ReceivedState.RETURNED
    answer = read_answer_file(sides.carry(issued.id)[0]).answer
    assert (answer.kind, answer.note) == (AnswerKind.RETURNED, "Số liệu sai.")
    assert [(each.target, each.text) for each in answer.remarks] == [(WHOLE, "Số liệu sai.")]
    assert [each.kind for each in appraisal.issued(received_id)] == [AnswerKind.ACCEPTED, AnswerKind.RETURNED]


def test_receipts_are_given_to_many_at_once_and_only_once(alone: ProvinceDesk, tmp_path: Path) -> None:
    take(alone, *(write_commune(tmp_path / "usb", unit) for unit in UNITS[:5]))
    ids = [each.id for each in alone.appraisal.all()]
    given = alone.appraisal.give_receipts(ids)
    assert (len(given.value.issued), given.value.left) == (5, ())
    assert given.changed == {"issued_answer"}
    again = alone.appraisal.give_receipts([*ids, *ids])
    assert {each.id for each in again.value.issued} == {each.id for each in given.value.issued}
    assert again.changed == frozenset()
    assert {each.state for each in alone.appraisal.all()} == {ReceivedState.RECEIVED}
    written = alone.appraisal.write_answers([each.id for each in given.value.issued], tmp_path)
    assert len({path.name for path in written.paths}) == 5


def test_what_waits_because_of_a_contradiction_gets_no_receipt_and_is_named(
    alone: ProvinceDesk, tmp_path: Path
) -> None:
    send_revision(alone, tmp_path / "a", 1)
    send_revision(alone, tmp_path / "b", 1, reopen_reason="khác nội dung")
    waiting = alone.appraisal.waiting()
    given = alone.appraisal.give_receipts(each.id for each in waiting).value
    assert given.issued == ()
    assert [UNITS[0].full_name in each.text for each in given.left] == [True, True]
    with pytest.raises(Refusal) as refusal:
        alone.appraisal.accept(waiting[0].id)
    assert refused(refusal) == "appraisal.wrong-state"


def test_the_revision_after_a_return_is_an_update_and_the_return_stays(alone: ProvinceDesk, tmp_path: Path) -> None:
    send_revision(alone, tmp_path / "usb", 1)
    alone.appraisal.add_remark(row(alone, 1).id, text="Sửa.")
    alone.appraisal.send_back(row(alone, 1).id)
    assert send_revision(alone, tmp_path / "usb2", 2) == [Standing.UPDATED]
    assert (row(alone, 1).state, row(alone, 2).state) == (ReceivedState.RETURNED, ReceivedState.RECEIVED)


def test_a_newer_revision_replaces_one_that_was_not_decided_and_its_remarks_stay_to_be_read(
    alone: ProvinceDesk, tmp_path: Path
) -> None:
    send_revision(alone, tmp_path / "usb", 1)
    alone.appraisal.add_remark(row(alone, 1).id, text="Sửa.")
    send_revision(alone, tmp_path / "usb2", 2)
    assert row(alone, 1).state is ReceivedState.SUPERSEDED
    assert [each.text for each in alone.appraisal.open(row(alone, 1).id).remarks] == ["Sửa."]
    with pytest.raises(Refusal) as refusal:
        alone.appraisal.send_back(row(alone, 1).id)
    assert refused(refusal) == "appraisal.wrong-state"


@pytest.mark.parametrize("decide", ["accept", "return"])
def test_an_older_revision_that_comes_later_changes_nothing_that_was_decided(
    alone: ProvinceDesk, tmp_path: Path, decide: str
) -> None:
    send_revision(alone, tmp_path / "usb", 2)
    if decide == "accept":
        alone.appraisal.accept(row(alone, 2).id)
    else:
        alone.appraisal.add_remark(row(alone, 2).id, text="Sửa.")
        alone.appraisal.send_back(row(alone, 2).id)
    before = row(alone, 2).state
    assert send_revision(alone, tmp_path / "usb2", 1) == [Standing.OLDER]
    assert row(alone, 2).state is before


def test_a_revision_after_an_accepted_one_waits_for_a_person(alone: ProvinceDesk, tmp_path: Path) -> None:
    send_revision(alone, tmp_path / "usb", 1)
    alone.appraisal.accept(row(alone, 1).id)
    assert send_revision(alone, tmp_path / "usb2", 2) == [Standing.CONFLICT]
    assert (row(alone, 1).state, row(alone, 2).state) == (ReceivedState.ACCEPTED, ReceivedState.CONFLICT)
    alone.receiving.choose(row(alone, 2).id)
    assert (row(alone, 1).state, row(alone, 2).state) == (ReceivedState.ACCEPTED, ReceivedState.RECEIVED)
    alone.appraisal.accept(row(alone, 2).id)
    assert (row(alone, 1).state, row(alone, 2).state) == (ReceivedState.SUPERSEDED, ReceivedState.ACCEPTED)


def test_the_accepted_revision_may_be_kept_against_a_newer_one(alone: ProvinceDesk, tmp_path: Path) -> None:
    send_revision(alone, tmp_path / "usb", 1)
    alone.appraisal.accept(row(alone, 1).id)
    send_revision(alone, tmp_path / "usb2", 2)
    alone.receiving.choose(row(alone, 1).id)
    assert (row(alone, 1).state, row(alone, 2).state) == (ReceivedState.ACCEPTED, ReceivedState.SUPERSEDED)
    assert send_revision(alone, tmp_path / "usb3", 3) == [Standing.CONFLICT]


def test_a_package_without_a_signature_gets_a_file_and_no_code(alone: ProvinceDesk, tmp_path: Path) -> None:
    send_revision(alone, tmp_path / "usb", 1)
    issued = alone.appraisal.accept(row(alone, 1).id).value
    told = alone.appraisal.telephone_code(issued.id)
    assert (issued.code, told.code) == ("", "")
    assert "không có chữ ký của máy đơn vị" in told.reason
    assert alone.appraisal.write_answers([issued.id], tmp_path).paths[0].is_file()


def test_a_code_can_be_made_once_the_device_of_the_commune_is_enrolled(tmp_path: Path) -> None:
    sides = BothSides(tmp_path, enrolled=False)
    sides.send_plan()
    issued = sides.province.appraisal.accept(sides.received(1).id).value
    before = sides.province.appraisal.telephone_code(issued.id)
    assert "chưa đăng ký" in before.reason
    sides.enrol()
    code = sides.province.appraisal.telephone_code(issued.id).code
    assert sides.commune.answers.take_code(code).value.text == "Tỉnh đã duyệt bản 1."
    sides.close()


def test_the_code_of_an_answer_stays_when_the_data_move_to_another_machine(
    sides: BothSides, appraisal: Appraisal
) -> None:
    issued = appraisal.accept(sides.received(1).id).value
    (sides.province.session.store.folder.path / KEY_FILE).unlink()
    assert appraisal.telephone_code(issued.id).code == issued.code
    with sides.province.session.command("Bỏ mã") as work:
        work.update(issued_answer, issued.id, code="")
    assert "chưa có khóa" in appraisal.telephone_code(issued.id).reason


def test_a_code_of_one_answer_is_the_code_of_no_other(sides: BothSides, appraisal: Appraisal) -> None:
    received_id = sides.received(1).id
    (receipt,) = appraisal.give_receipts([received_id]).value.issued
    accepted = appraisal.accept(received_id).value
    back = appraisal.take_back_acceptance(received_id, reason="Nhầm.").value
    codes = [appraisal.telephone_code(each.id).code for each in (receipt, accepted, back)]
    assert codes == [receipt.code, accepted.code, back.code]
    assert len(set(codes)) == 3
    told = [sides.commune.answers.look_at_code(code).kind for code in codes]
    assert told == [AnswerKind.RECEIVED, AnswerKind.ACCEPTED, AnswerKind.RETURNED]


def test_a_written_answer_is_the_one_that_was_signed_and_takes_no_other_file_away(
    sides: BothSides, appraisal: Appraisal
) -> None:
    issued = appraisal.accept(sides.received(1).id).value
    written = appraisal.write_answers([issued.id], sides.stick)
    (path,) = written.paths
    assert path.name == "tra-loi-00694-ke-hoach-2025-H2-ban1-da-duyet.cchc-tra-loi"
    with sides.province.session.read() as connection:
        stored = connection.scalar(sa.select(issued_answer.c.content))
    assert path.read_bytes() == stored
    assert parse_answer(stored).answer.of.packages == (sides.received(1).package_sha256,)
    path.write_bytes(b"khac")
    assert [kept.read_bytes() for kept in appraisal.write_answers([issued.id], sides.stick).kept] == [b"khac"]


def test_an_answer_is_printed_with_its_code(sides: BothSides, appraisal: Appraisal) -> None:
    appraisal.add_remark(sides.received(1).id, target="plan:title", place="Trích yếu", text="Sửa trích yếu.")
    issued = appraisal.send_back(sides.received(1).id).value
    text = " ".join(page_texts(appraisal.answer_pdf(issued.id)))
    for words in ("PHIẾU TRẢ LẠI", "Sửa trích yếu.", issued.code):
        assert words in text


def test_marks_of_receiving_are_kept_beside_the_decision(sides: BothSides, appraisal: Appraisal) -> None:
    with sides.province.session.command("Ghi chú") as work:
        work.update(received, sides.received(1).id, note="Mẫu cũ: kế hoạch.")
    appraisal.accept(sides.received(1).id, note="Đạt.")
    assert sides.received(1).note == "Mẫu cũ: kế hoạch."
    assert appraisal.issued(sides.received(1).id)[0].note == "Đạt."


def test_a_commune_that_leaves_a_remark_out_shows_it_without_a_reply(sides: BothSides, appraisal: Appraisal) -> None:
    """A return that the commune never got: its remarks stand beside revision 2, nothing beside them."""
    appraisal.add_remark(sides.received(1).id, text="Sửa.")
    appraisal.send_back(sides.received(1).id)
    sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Thiếu căn cứ")
    sides.send(Kind.PLAN, sides.plan_period)
    (earlier,) = appraisal.open(sides.received(2).id).replies
    assert (earlier.revision, earlier.text, earlier.reply) == (1, "Sửa.", "")
