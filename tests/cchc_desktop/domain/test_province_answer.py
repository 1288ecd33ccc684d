"""Answers of the province: their names, their words, and the letters that a telephone carries."""

from hashlib import sha256

import pytest

from cchc_desktop.domain.province_answer import (
    MAX_PLACE,
    Answer,
    Answered,
    AnswerKind,
    Decider,
    ExchangeEvent,
    Remark,
    code_message,
    file_name,
    heard_code,
    history,
    is_target,
    is_text,
    plain_place,
    plain_text,
    sentence,
    spoken_code,
)
from cchc_desktop.domain.submission import Kind, State

AT = "2025-12-10T09:00:00+07:00"


def answered(*, revision: int = 3, unit: str = "00694", kind: Kind = Kind.REPORT, form: str = "BC-CCHC-XA") -> Answered:
    return Answered(unit, "Phường Hà Giang 1", kind, form, "2025-Q4", revision, sha256(b"ban chot").hexdigest())


def answer(kind: AnswerKind, *remarks: Remark) -> Answer:
    return Answer(kind, answered(), remarks, "", Decider("Hoàng Thị Thu", "Chuyên viên", "Sở Nội vụ"), AT)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (AnswerKind.RECEIVED, "tra-loi-00694-bao-cao-BC-CCHC-XA-2025-Q4-ban3-da-nhan.cchc-tra-loi"),
        (AnswerKind.RETURNED, "tra-loi-00694-bao-cao-BC-CCHC-XA-2025-Q4-ban3-tra-lai.cchc-tra-loi"),
        (AnswerKind.ACCEPTED, "tra-loi-00694-bao-cao-BC-CCHC-XA-2025-Q4-ban3-da-duyet.cchc-tra-loi"),
    ],
)
def test_the_name_of_the_file_says_what_is_answered_and_how(kind: AnswerKind, name: str) -> None:
    assert file_name(answer(kind)) == name


def test_the_sentence_names_revision_day_and_number_of_remarks() -> None:
    remarks = [Remark(number, "task:A", "Nhiệm vụ 1", "Bổ sung") for number in (1, 2)]
    assert answer(AnswerKind.RECEIVED).sentence == "Tỉnh đã nhận bản 3 ngày 10/12/2025."
    assert answer(AnswerKind.RETURNED, *remarks).sentence == "Tỉnh trả lại bản 3 ngày 10/12/2025: 2 ý kiến."
    assert sentence(AnswerKind.ACCEPTED, 3) == "Tỉnh đã duyệt bản 3."


@pytest.mark.parametrize("kind", AnswerKind)
def test_each_answer_leads_to_a_state_of_the_submission(kind: AnswerKind) -> None:
    assert kind.state in (State.RECEIVED, State.RETURNED, State.ACCEPTED)
    assert kind.state.label == kind.label


@pytest.mark.parametrize(
    "target",
    [
        "task:TQ2025H2-06",
        "criterion:1.1.1",
        "assessment",
        "report:BC-CCHC-XA:2025-Q4:#I.1",
        "report:BC-CCHC-XA:2025-Q4:TH_VB",
        "plan:title",
        "submission:number",
    ],
)
def test_the_links_of_the_screens_may_stand_in_a_remark(target: str) -> None:
    assert is_target(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "settings:data",
        "officer",
        "task:",
        "task:a b",
        "task:../x\n",
        "TASK:A",
        "task:" + "a" * 200,
        "http://x",
    ],
)
def test_no_other_link_may(target: str) -> None:
    assert not is_target(target)


def test_pasted_text_is_made_plain() -> None:
    assert plain_text(" Số\u00a0liệu\t12\u200b \r\n\r\nSố 15 \x07") == "Số liệu 12\n\nSố 15"
    assert is_text(plain_text("a\u2028b\u202ec"))
    assert plain_text("Nha\u0302n") == "Nhân"
    assert plain_text("x" + "\u0301" * 300 + "y") == "x\u0301\u0301y"


@pytest.mark.parametrize("text", ["a\tb", "a\x00", "\u202eabc", "a" * 4_001, "a\u00a0b"])
def test_text_that_steers_a_screen_cannot_stand_in_an_answer(text: str) -> None:
    assert not is_text(text)


def test_a_place_in_words_is_one_line_of_bounded_length() -> None:
    found = plain_place("Nhiệm vụ\n6. " + "rất dài " * 100)
    assert len(found) <= MAX_PLACE
    assert found.startswith("Nhiệm vụ 6. rất dài")
    assert found.endswith("…")


def test_sixty_bits_are_spoken_as_twelve_letters() -> None:
    assert spoken_code(bytes(8)) == "0000-0000-0000"
    assert spoken_code(b"\xff" * 32) == "ZZZZ-ZZZZ-ZZZZ"
    assert spoken_code(bytes.fromhex("00443214c74254b0")) == "0123-4567-89AB"


@pytest.mark.parametrize(
    "heard", ["0123-4567-89ab", "o1234567 89AB", " 0I23 4567 89AB ", "OL23\u20134567\u201389AB", "0123.4567_89AB"]
)
def test_a_code_is_heard_whatever_hands_and_ears_make_of_it(heard: str) -> None:
    assert heard_code(heard) == "0123-4567-89AB"


@pytest.mark.parametrize(
    ("heard", "says"),
    [("", "đã nhập 0"), ("0123-4567-89A", "đã nhập 11"), ("0123-4567-89AB-C", "đã nhập 13"), ("U123-4567-89AB", "“U”")],
)
def test_what_cannot_be_a_code_is_told_in_words(heard: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        heard_code(heard)


def test_what_a_code_vouches_for_differs_in_every_part() -> None:
    messages = {
        code_message(kind, answered(revision=revision, unit=unit, kind=what))
        for kind in AnswerKind
        for revision in (1, 2, 11)
        for unit in ("00694", "00695")
        for what in Kind
    }
    assert len(messages) == 3 * 3 * 2 * 4


def test_history_is_ordered_by_revision_and_step_and_not_by_clocks() -> None:
    events = [
        ExchangeEvent(2, "2025-12-01T08:00:00+07:00", "completed", "Lan"),
        ExchangeEvent(1, "2025-12-10T08:00:00+07:00", "returned", "Thu"),
        ExchangeEvent(1, "2026-01-01T08:00:00+07:00", "signed", "Hùng"),
        ExchangeEvent(1, "2025-12-09T08:00:00+07:00", "received", "Thu"),
        ExchangeEvent(1, "2026-01-01T07:00:00+07:00", "completed", "Lan"),
    ]
    assert [each.words for each in history([*events, events[0]])] == [
        "Hoàn thành bản 1",
        "Ký bản 1",
        "Tỉnh đã nhận bản 1",
        "Tỉnh trả lại bản 1",
        "Hoàn thành bản 2",
    ]
