"""Attacks on what province and commune exchange: nothing crashes, nothing is lost, nothing is silently wrong.

Hostile packages and answers, answers that come late or twice, one side that went back to older data, replaced keys.
"""

import itertools
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support import communes
from support.both_sides import BothSides
from support.communes import LIBRARY, commune_snapshot, new_province, province_desk, write_commune
from support.workplaces import LEADER_PASSWORD, fixed_clock

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.province_answer import MAX_PLACE, MAX_REMARKS, MAX_TEXT, SUFFIX, Answer, AnswerKind, Remark
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.domain.unit import Unit
from cchc_desktop.services.backups.carried_files import CarriedFiles
from cchc_desktop.services.devices.devices import KEY_FILE
from cchc_desktop.services.province.desk import ProvinceDesk
from cchc_desktop.services.province.receiving import package_path
from cchc_desktop.services.sending.answer_file import NotAnAnswer, answer_file, parse_answer, read_answer_file
from cchc_desktop.services.sending.answer_look import Effect
from cchc_desktop.services.sending.copy_presence import Presence
from cchc_desktop.system.removable import stick_at

UNITS = LIBRARY.units


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[BothSides]:
    opened = BothSides.after_a_plan_was_sent(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[ProvinceDesk]:
    """The province without any package."""
    workplace = new_province(tmp_path / "tinh", fixed_clock())
    yield province_desk(workplace)
    workplace.store.close(with_backup=False)


def received(desk: ProvinceDesk, path: Path) -> list[str]:
    """Receive a package; why it was not received."""
    (taken,) = desk.receiving.receive(desk.receiving.look([path])).value.taken
    return [reason.code for reason in taken.item.reasons]


def forged(sides: BothSides, path: Path, **changes: object) -> Path:
    """Another answer under the province's own key."""
    answer: Answer = replace(read_answer_file(path).answer, **changes)  # type: ignore[arg-type]  # of the test's choice
    target = path.with_name(f"khac{SUFFIX}")
    key = sides.province.devices.own()
    assert key is not None
    target.write_bytes(answer_file(answer, key))
    return target


def returned(sides: BothSides, text: str, *, revision: int = 1) -> Path:
    """The file of a return of a revision with one remark."""
    sides.remark(revision, target="plan:title", place="Nội dung kế hoạch", text=text)
    return sides.carry(sides.province.appraisal.send_back(sides.received(revision).id).value.id)[0]


def test_a_reply_to_a_remark_that_came_late_is_changed_until_it_was_sent(sides: BothSides) -> None:
    """The return of revision 1 came after revision 2 was sent, and revision 2 was returned too."""
    late = returned(sides, "Sửa trích yếu.")
    sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Thiếu căn cứ")
    second = sides.send(Kind.PLAN, sides.plan_period)
    sides.take([late, returned(sides, "Vẫn sai.", revision=2)])
    answers = sides.commune.answers
    answers.start_answering(second.id)
    first = answers.remarks(Kind.PLAN, sides.plan_period)[0]
    assert not answers.reply(first.id, "Đã sưa.").value.is_settled
    assert answers.reply(first.id, "Đã sửa.").value.reply == "Đã sửa."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"revision": 10_000, "parent_id": "x"}, "revision"),
        ({"revision": 2**53 - 1, "parent_id": "x"}, "revision"),
        ({"period": {**commune_snapshot(UNITS[0])["period"], "code": "2025"}}, "period"),
    ],
)
def test_a_package_that_no_answer_could_name_is_not_received(
    alone: ProvinceDesk, tmp_path: Path, changes: dict[str, object], code: str
) -> None:
    assert received(alone, write_commune(tmp_path / "usb", UNITS[0], **changes)) == [code]
    assert alone.appraisal.all() == ()


@pytest.mark.parametrize("form", ["", "MAU 1", "../x", "=cmd|x", "A" * 41, "Mau\u202e1"])
def test_a_report_with_an_impossible_form_is_not_received(
    alone: ProvinceDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(communes, "commune_snapshot", report_snapshot(form))
    assert received(alone, write_commune(tmp_path / "usb", UNITS[0])) == ["form"]
    assert received(alone, write_commune(tmp_path / "usb2", UNITS[0])) == ["form"]


def report_snapshot(form: str) -> Callable[..., Snapshot]:
    """What makes snapshots of empty reports of a form."""
    texts = ("title", "opening", "next_period", "due", "previous_label", "last_year_label", "figures_annex")
    lists = ("sections", "figures", "annexes", "targets", "remarks", "packs")
    report = {"form_code": form, **dict.fromkeys(texts, ""), **{name: [] for name in lists}}

    def snapshot(unit: Unit, /, **changes: object) -> Snapshot:
        whole = commune_snapshot(unit, **{**changes, "kind": "report", "report": report})
        del whole["progress"]
        return whole

    return snapshot


def test_an_acceptance_with_as_many_remarks_as_there_can_be_is_taken_back(sides: BothSides) -> None:
    appraisal, received_id = sides.province.appraisal, sides.received(1).id
    for number in range(MAX_REMARKS):
        appraisal.add_remark(received_id, text=f"Lưu ý {number}.")
    with pytest.raises(Refusal):
        appraisal.add_remark(received_id, text="Một ý kiến nữa.")
    appraisal.accept(received_id)
    issued = appraisal.take_back_acceptance(received_id, reason="Số liệu sai.").value
    assert (issued.remarks, issued.note) == (MAX_REMARKS, "Số liệu sai.")


def test_remarks_too_long_for_a_file_are_refused_and_nothing_is_decided(sides: BothSides) -> None:
    received_id = sides.received(1).id
    for _ in range(MAX_REMARKS):
        sides.remark(1, target="plan:title", place="𠀀" * MAX_PLACE, text="𠀀" * MAX_TEXT)
    with pytest.raises(Refusal) as refused:
        sides.province.appraisal.send_back(received_id)
    assert refused.value.findings[0].code == "appraisal.too-large"
    assert (sides.received(1).is_open, sides.province.appraisal.issued(received_id)) == (True, ())


def test_answers_to_two_contents_of_one_revision_are_both_written(alone: ProvinceDesk, tmp_path: Path) -> None:
    received(alone, write_commune(tmp_path / "a", UNITS[0]))
    first = alone.appraisal.give_receipts([alone.appraisal.all()[0].id]).value.issued[0]
    received(alone, write_commune(tmp_path / "b", UNITS[0], reopen_reason="khác nội dung"))
    other = next(row for row in alone.appraisal.all() if row.id != first.received_id)
    alone.receiving.choose(other.id)
    second = alone.appraisal.give_receipts([other.id]).value.issued[0]
    written = alone.appraisal.write_answers([first.id, second.id], tmp_path).paths
    told = {read_answer_file(path).answer.of.snapshot_sha256 for path in written}
    assert len(told) == len(written) == 2


def test_a_reply_with_rubbish_for_its_time_is_shown_without_a_time(alone: ProvinceDesk, tmp_path: Path) -> None:
    received(alone, write_commune(tmp_path / "a", UNITS[0]))
    first = alone.appraisal.all()[0].id
    alone.appraisal.add_remark(first, text="Sửa.")
    issued = alone.appraisal.send_back(first).value
    (path,) = alone.appraisal.write_answers([issued.id], tmp_path).paths
    replies = [reply(parse_answer(path.read_bytes()).sha256, at="hôm qua"), reply("ab" * 32, text="Lạ\u202e.")]
    trail = {"lines": 0, "last_hash": ""}
    changes = {"format_version": 4, "revision": 2, "parent_id": f"{UNITS[0].code}-ban-1", "trail": trail}
    assert received(alone, write_commune(tmp_path / "b", UNITS[0], **changes, replies=replies)) == []
    second = next(row.id for row in alone.appraisal.all() if row.revision == 2)
    mine, unknown = alone.appraisal.open(second).replies
    assert (mine.text, mine.reply, mine.at) == ("Sửa.", "Đã sửa.", "")
    assert (unknown.text, unknown.reply) == ("Lạ.", "Đã sửa.")
    assert "máy này không lưu ý kiến này" in unknown.place


def reply(answer: str, **changes: object) -> dict[str, object]:
    """A reply as a commune could write it into its snapshot."""
    whole = {"answer": answer, "revision": 1, "sequence": 1, "target": "submission", "place": "Toàn bộ hồ sơ"}
    return {**whole, "text": "Sửa.", "reply": "Đã sửa.", "by": "Lan", "at": "2025-12-10T09:00:00+07:00", **changes}


def test_a_package_that_was_spoiled_after_its_receipt_keeps_its_history(alone: ProvinceDesk, tmp_path: Path) -> None:
    received(alone, write_commune(tmp_path / "a", UNITS[0]))
    row = alone.appraisal.all()[0]
    path = package_path(alone.session.store.folder, row.package_sha256)
    content = path.read_bytes()
    path.chmod(0o600)
    for spoiled in (b"", b"rac" * 99, content[:-9], content.replace(b'"cchc-signature"', b'"cchc-signature;')):
        assert spoiled != content
        path.write_bytes(spoiled)
        assert [event.event for event in alone.appraisal.history(row.id)] == ["completed"]


ILL_NAMES = (
    unicodedata.normalize("NFD", "Báo cáo tiến độ").encode(),
    b"\xff\xfe",
    "\u202egpj".encode(),
    b"a\nb\x07",
    "\U0001f600".encode(),
    "đ".encode() * 100,
    b"=1+1",
)
"""Names as a Mac, old archives and jokers give them; the second one is of no letters."""


@pytest.mark.parametrize("name", ILL_NAMES)
def test_a_name_of_whatever_letters_is_received_held_and_printed(
    alone: ProvinceDesk, tmp_path: Path, name: bytes
) -> None:
    folder = tmp_path / os.fsdecode(name)
    folder.mkdir()
    package = write_commune(tmp_path / "goc", UNITS[0])
    path = folder / os.fsdecode(name + b".zip")
    path.write_bytes(package.read_bytes()[:-9])
    assert received(alone, path) == ["truncated"]
    (held,) = alone.receiving.quarantine.listing()
    assert held.path.is_file()
    assert held.report.is_file()
    assert alone.receiving.quarantine.printed([held])
    path.write_bytes(package.read_bytes())
    assert received(alone, path) == []
    (row,) = alone.appraisal.all()
    assert unicodedata.is_normalized("NFC", row.package_name)
    assert row.package_name.isprintable()


def test_a_broken_file_that_comes_again_under_another_name_is_held_once(alone: ProvinceDesk, tmp_path: Path) -> None:
    broken = write_commune(tmp_path, UNITS[0]).read_bytes()[:-9]
    for name in ("mot.zip", "hai.zip", "mot.zip"):
        (tmp_path / name).write_bytes(broken)
        assert received(alone, tmp_path / name) == ["truncated"]
    assert len(alone.receiving.quarantine.listing()) == 1
    assert len(list(CarriedFiles(alone.session.store.folder.path).listing())) == 2


@pytest.mark.parametrize("name", ILL_NAMES[:2])
def test_a_folder_named_on_a_mac_takes_package_mails_and_copy_and_is_found_again(
    sides: BothSides, tmp_path: Path, name: bytes
) -> None:
    commune, folder = sides.commune, tmp_path / os.fsdecode(name)
    folder.mkdir()
    row = commune.submissions.current(Kind.PLAN, sides.plan_period)
    commune.dispatch.write_package(row.id, folder)
    commune.mail.write(row.id, folder, receiver="tinh@example.vn")
    commune.sticks.write(row.id, stick_at(folder))
    held = commune.custody.of(row.id).copies
    assert {copy.presence for copy in held} == {Presence.THERE}
    assert commune.mail.drafts_of(row.id)[0].is_file()
    assert commune.sticks.verify_again(held[1].copy.id).value.path.parent == folder


def test_an_answer_that_is_known_stays_known_when_a_later_one_came(sides: BothSides) -> None:
    """Both were made by a province that went back to a backup in between."""
    first = returned(sides, "Sửa trích yếu.")
    again = forged(sides, first, remarks=(Remark(1, "plan:title", "X", "Bổ sung."),), at="2025-12-20T09:00:00+07:00")
    sides.take([first, again])
    assert [each.effect for each in sides.commune.answers.look([first, again])] == [Effect.UNCHANGED] * 2
    owed = sides.commune.answers.open_remarks(Kind.PLAN, sides.plan_period)
    assert [each.text for each in owed] == ["Sửa trích yếu.", "Bổ sung."]


def test_answers_are_older_by_their_moment_not_by_their_letters(sides: BothSides) -> None:
    """22:00 at the zone of Greenwich is the next morning in Vietnam."""
    first = returned(sides, "Sửa trích yếu.")
    sides.take([forged(sides, first, at="2025-12-10T09:00:00+07:00")])
    (later,) = sides.commune.answers.look(forged(sides, first, at="2025-12-10T03:00:00+00:00"))
    assert later.effect is Effect.RECORD
    assert "Các ý kiến phải được trả lời" in later.text
    (older,) = sides.commune.answers.look(forged(sides, first, at="2025-12-10T01:59:00+00:00"))
    assert older.finding is not None
    assert older.finding.code == "answer.older"
    assert "09:00 ngày 10/12/2025" in older.text


@pytest.mark.parametrize(
    "at",
    ["2025-12-10\u202e09:00:00+07:00", "2025-W50-3T09:00:00+07:00", "20251210T090000Z", "2025-12-10T09:00:00.5+07:00"],
)
def test_a_moment_in_another_form_is_no_answer(sides: BothSides, at: str) -> None:
    path = returned(sides, "Sửa trích yếu.")
    with pytest.raises(ValueError, match="not an answer"):
        forged(sides, path, at=at)
    with pytest.raises(NotAnAnswer):
        parse_answer(path.read_bytes().replace(read_answer_file(path).answer.at.encode(), at.encode()))


@pytest.mark.parametrize(
    ("first", "second"), [(AnswerKind.RETURNED, AnswerKind.ACCEPTED), (AnswerKind.ACCEPTED, AnswerKind.RETURNED)]
)
def test_a_return_and_a_later_acceptance_are_told_to_contradict_each_other(
    sides: BothSides, first: AnswerKind, second: AnswerKind
) -> None:
    path = returned(sides, "Sửa trích yếu.")
    at = {AnswerKind.RETURNED: "2025-12-20T09:00:00+07:00", AnswerKind.ACCEPTED: "2025-12-21T09:00:00+07:00"}
    sides.take([forged(sides, path, kind=first, at=at[first])])
    (found,) = sides.commune.answers.look(forged(sides, path, kind=second, at=at[second]))
    assert "hai trả lời trái nhau về bản 1" in found.warning


def test_an_acceptance_that_was_taken_back_is_no_contradiction(sides: BothSides) -> None:
    appraisal, received_id = sides.province.appraisal, sides.received(1).id
    made = [appraisal.accept(received_id).value, appraisal.take_back_acceptance(received_id, reason="Sai.").value]
    for path in reversed([sides.carry(each.id)[0] for each in made]):
        assert [each.warning for each in sides.commune.answers.look(path)] == [""]
        sides.take([path])
    assert sides.commune.submissions.current(Kind.PLAN, sides.plan_period).state is State.RETURNED


def test_a_commune_that_went_back_to_before_the_export_is_told_what_to_do(tmp_path: Path) -> None:
    sides = BothSides.after_a_plan_was_sent(tmp_path)
    first = sides.commune.submissions.current(Kind.PLAN, sides.plan_period)
    sides.commune.submissions.reopen(Kind.PLAN, sides.plan_period, reason="Thiếu căn cứ")
    sides.commune.submissions.complete(Kind.PLAN, sides.plan_period)
    sides.commune.submissions.sign_with_password(
        Kind.PLAN, sides.plan_period, leader_id=first.leader_id, password=LEADER_PASSWORD
    )
    sides.close()
    shutil.copytree(tmp_path / "xa", tmp_path / "xa-cu")
    sides = BothSides.of(tmp_path)
    row = sides.commune.submissions.current(Kind.PLAN, sides.plan_period)
    sides.commune.dispatch.write_package(row.id, sides.stick)
    sides.receive()
    path = returned(sides, "Sửa trích yếu.", revision=2)
    sides.close()
    shutil.rmtree(tmp_path / "xa")
    (tmp_path / "xa-cu").rename(tmp_path / "xa")
    sides = BothSides.of(tmp_path)
    (found,) = sides.commune.answers.look(path)
    assert "hãy kết xuất lại gói nộp rồi nhập lại tệp này" in found.text
    sides.take([path])
    assert sides.commune.submissions.by_id(row.id).state is State.SIGNED
    sides.commune.dispatch.write_package(row.id, sides.stick)
    sides.take([path])
    assert sides.commune.submissions.by_id(row.id).state is State.RETURNED
    assert len(sides.commune.answers.remarks(Kind.PLAN, sides.plan_period)) == 1
    sides.close()


def test_a_code_on_another_machine_of_the_commune_is_refused_and_told_why(sides: BothSides) -> None:
    issued = sides.province.appraisal.accept(sides.received(1).id).value
    (sides.commune.session.store.folder.path / KEY_FILE).unlink()
    sides.commune.devices.own_or_new()
    with pytest.raises(Refusal) as refused:
        sides.commune.answers.take_code(issued.code)
    assert "trên máy đã lập gói nộp" in refused.value.findings[0].text
    assert sides.take(sides.carry(issued.id)) == ["Tỉnh đã duyệt bản 1 ngày 10/12/2025."]


def test_a_key_of_the_province_that_was_replaced_after_the_receipt_is_asked_for(sides: BothSides) -> None:
    receipt = sides.province.appraisal.give_receipts([sides.received(1).id]).value.issued[0]
    (sides.province.session.store.folder.path / KEY_FILE).unlink()
    path = returned(sides, "Sửa trích yếu.")
    (unknown,) = sides.commune.answers.look(path)
    assert unknown.finding is not None
    assert unknown.finding.code == "answer.unknown-key"
    written = sides.province.devices.write_file(sides.stick)
    sides.commune.devices.enrol(sides.commune.devices.look(written.path), confirmed=written.code)
    (old,) = sides.commune.answers.look(sides.carry(receipt.id))
    assert "khóa cũ" in old.warning
    assert sides.commune.answers.take_code(receipt.code).value.text == "Tỉnh đã nhận bản 1."
    assert sides.take([path]) == ["Tỉnh trả lại bản 1 ngày 10/12/2025: 1 ý kiến."]


def test_a_note_that_no_font_has_does_not_keep_the_commune_from_answering(sides: BothSides) -> None:
    sides.remark(1, target="plan:title", place="Nội dung kế hoạch", text="Sửa trích yếu.")
    note = "Gửi lại sớm 👍\n" + "ữ" * 2_000
    sides.take(sides.carry(sides.province.appraisal.send_back(sides.received(1).id, note=note).value.id))
    row = sides.commune.submissions.current(Kind.PLAN, sides.plan_period)
    reason = sides.commune.answers.start_answering(row.id).value.reopen_reason
    assert reason.startswith("Tỉnh trả lại: Gửi lại sớm ? ữữ")
    assert len(reason) <= MAX_PLACE
    for each in sides.commune.answers.remarks(Kind.PLAN, sides.plan_period):
        sides.commune.answers.reply(each.id, "Đã sửa.")
    assert sides.send(Kind.PLAN, sides.plan_period).state is State.EXPORTED


def test_a_reply_to_a_return_that_the_province_lost_is_shown_to_it(tmp_path: Path) -> None:
    """The province went back to a backup from before the return."""
    sides = BothSides.after_a_plan_was_sent(tmp_path)
    sides.close()
    shutil.copytree(tmp_path / "tinh", tmp_path / "tinh-cu")
    sides = BothSides.of(tmp_path)
    first = sides.commune.submissions.current(Kind.PLAN, sides.plan_period)
    sides.take([returned(sides, "Sửa trích yếu.")])
    sides.commune.answers.start_answering(first.id)
    for each in sides.commune.answers.remarks(Kind.PLAN, sides.plan_period):
        sides.commune.answers.reply(each.id, "Đã sửa.")
    sides.close()
    shutil.rmtree(tmp_path / "tinh")
    (tmp_path / "tinh-cu").rename(tmp_path / "tinh")
    sides = BothSides.of(tmp_path)
    sides.send(Kind.PLAN, sides.plan_period)
    (told,) = sides.province.appraisal.open(sides.received(2).id).replies
    assert (told.revision, told.text, told.reply) == (1, "Sửa trích yếu.", "Đã sửa.")
    assert "máy này không lưu ý kiến này" in told.place
    sides.close()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_answers_heard_in_any_order_and_taken_twice_in_another_end_alike(
    sides: BothSides, order: tuple[int, ...]
) -> None:
    appraisal, received_id, answers = sides.province.appraisal, sides.received(1).id, sides.commune.answers
    (receipt,) = appraisal.give_receipts([received_id]).value.issued
    accepted = appraisal.accept(received_id).value
    issued = (receipt, accepted, appraisal.take_back_acceptance(received_id, reason="Số liệu sai.").value)
    for place in order:
        answers.take_code(issued[place].code)
    for place in (*reversed(order), *order):
        sides.take(sides.carry(issued[place].id))
        answers.take_code(issued[place].code)
    row = sides.commune.submissions.current(Kind.PLAN, sides.plan_period)
    assert row.state is State.RETURNED
    assert sorted(each.kind.value for each in answers.of(row.id) if each.has_file) == [
        "accepted",
        "received",
        "returned",
    ]
    assert [each.text for each in answers.remarks(Kind.PLAN, sides.plan_period)] == ["Số liệu sai."]
    assert answers.history(Kind.PLAN, sides.plan_period) == appraisal.history(received_id)


@pytest.mark.parametrize(
    "text", ["אבג שלום", "العربية", "한국어 👍", "x" * MAX_TEXT, "a\n" * (MAX_TEXT // 2 - 1) + "b"]
)
def test_a_remark_of_whatever_letters_can_be_answered_and_sent(sides: BothSides, text: str) -> None:
    sides.remark(1, target="plan:title", place=text, text=text)
    issued = sides.province.appraisal.send_back(sides.received(1).id, note=text).value
    assert sides.province.appraisal.answer_pdf(issued.id)
    sides.take(sides.carry(issued.id))
    row = sides.commune.submissions.current(Kind.PLAN, sides.plan_period)
    sides.commune.answers.start_answering(row.id)
    for each in sides.commune.answers.remarks(Kind.PLAN, sides.plan_period):
        assert each.text == text
        sides.commune.answers.reply(each.id, "Đã sửa.")
    assert sides.send(Kind.PLAN, sides.plan_period).state is State.EXPORTED
