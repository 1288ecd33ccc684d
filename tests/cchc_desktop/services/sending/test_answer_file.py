"""The file of an answer: read back as it was written, and nothing else is taken for one."""

import base64
import json
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from support.workplaces import VIETNAM

from cchc_desktop.domain.province_answer import (
    MAX_PLACE,
    MAX_REMARKS,
    MAX_TEXT,
    Answer,
    Answered,
    AnswerKind,
    Decider,
    Remark,
)
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.sending.answer_file import (
    MAX_BYTES,
    NewerAnswer,
    NotAnAnswer,
    answer_file,
    parse_answer,
    read_answer_file,
)
from cchc_desktop.signing.detached import sign_detached
from cchc_desktop.signing.device_key import DeviceKey, make_device_key
from cchc_desktop.system.canonical_json import canonical
from cchc_desktop.system.fault import Fault

OF = Answered("00694", "Phường Hà Giang 1", Kind.REPORT, "BC-CCHC-XA", "2025-Q4", 2, "ab" * 32, ("cd" * 32,))
ANSWER = Answer(
    AnswerKind.RETURNED,
    OF,
    (
        Remark(1, "report:BC-CCHC-XA:2025-Q4:#I", "Mục I. Công tác chỉ đạo", "Nêu số liệu.\nKèm văn bản."),
        Remark(2, "submission", "Toàn bộ hồ sơ", "Thiếu chữ ký nháy."),
    ),
    "Gửi trước 20/12.",
    Decider("Hoàng Thị Thu", "Chuyên viên", "Sở Nội vụ tỉnh Tuyên Quang"),
    "2025-12-10T09:00:00+07:00",
)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> DeviceKey:
    at = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)
    return make_device_key(tmp_path_factory.mktemp("khoa") / "k.pem", code="province", name="Sở Nội vụ", at=at)


@pytest.fixture(scope="module")
def content(key: DeviceKey) -> bytes:
    return answer_file(ANSWER, key)


def resigned(key: DeviceKey, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file with another content, signed as whoever has the key could sign it."""
    whole = json.loads(answer_file(ANSWER, key))
    change(whole["answer"])
    whole["signature"] = base64.b64encode(sign_detached(canonical(whole["answer"]), key)).decode("ascii")
    return canonical(whole)


def test_what_was_written_is_read_back(content: bytes, key: DeviceKey) -> None:
    found = parse_answer(content)
    assert found.answer == ANSWER
    assert found.fingerprint == key.fingerprint
    assert found.content == content


def test_the_same_answer_signed_twice_is_the_same_file(content: bytes, key: DeviceKey) -> None:
    assert answer_file(ANSWER, key) == content


def test_every_byte_that_is_another_one_is_refused(content: bytes) -> None:
    """Every byte, one of its eight bits each; which one changes from run to run."""
    for place in range(len(content)):
        altered = bytearray(content)
        altered[place] ^= 1 << random.randrange(8)
        with pytest.raises(NotAnAnswer):
            parse_answer(bytes(altered))


def test_a_file_cut_anywhere_is_refused(content: bytes) -> None:
    for end in range(0, len(content), 7):
        with pytest.raises(NotAnAnswer):
            parse_answer(content[:end])


def test_more_behind_the_end_is_refused(content: bytes) -> None:
    for tail in (b" ", b"\n", b"\x00", content):
        with pytest.raises(NotAnAnswer):
            parse_answer(content + tail)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.update(kind="opened"),
        lambda said: said.update(extra="x"),
        lambda said: said.pop("note"),
        lambda said: said.update(note="a" * 4_001),
        lambda said: said.update(note="a\x07"),
        lambda said: said.update(note="\u202ea"),
        lambda said: said.update(at="2025-12-10T09:00:00"),
        lambda said: said.update(at="hôm nay"),
        lambda said: said["of"].update(unit_code="694"),
        lambda said: said["of"].update(unit_code="٠٠٦٩٤"),
        lambda said: said["of"].update(revision=0),
        lambda said: said["of"].update(revision=True),
        lambda said: said["of"].update(period_code="2025-Q9"),
        lambda said: said["of"].update(form_code="../x"),
        lambda said: said["of"].update(snapshot_sha256="AB" * 32),
        lambda said: said["of"].update(packages=["cd" * 32] * 33),
        lambda said: said["of"].update(unit_name="a\nb"),
        lambda said: said["by"].update(name="a" * 201),
        lambda said: said["remarks"][0].update(sequence=2),
        lambda said: said["remarks"][0].update(target="settings:data"),
        lambda said: said["remarks"][0].update(target="task:a b"),
        lambda said: said["remarks"][0].update(place=""),
        lambda said: said["remarks"][0].update(place="a\nb"),
        lambda said: said["remarks"][0].update(text=" \n "),
        lambda said: said["remarks"][0].update(text="a\u200bb"),
        lambda said: said.update(remarks=said["remarks"][:1] * 301),
    ],
)
def test_whoever_has_the_key_still_cannot_say_what_cannot_be(
    key: DeviceKey, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(NotAnAnswer):
        parse_answer(resigned(key, change))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b"PK\x03\x04", b"[" * 100_000, b"{" * 9_999],
)
def test_what_is_no_such_file_at_all_is_refused(content: bytes) -> None:
    with pytest.raises(NotAnAnswer):
        parse_answer(content)


def test_a_file_that_is_too_large_is_not_even_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "to.cchc-tra-loi"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 10)
    with pytest.raises(Fault) as refused:
        read_answer_file(path)
    assert refused.value.code == "answer-file"


def test_a_newer_form_is_told_apart_from_a_broken_file(content: bytes, tmp_path: Path) -> None:
    newer = canonical({**json.loads(content), "format_version": 2, "colour": "blue"})
    with pytest.raises(NewerAnswer):
        parse_answer(newer)
    path = tmp_path / "moi.cchc-tra-loi"
    path.write_bytes(newer)
    with pytest.raises(Fault) as refused:
        read_answer_file(path)
    assert refused.value.code == "answer-file-newer"
    assert "cập nhật chương trình" in refused.value.do


def test_a_file_that_is_gone_is_told_as_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Fault) as refused:
        read_answer_file(tmp_path / "mat.cchc-tra-loi")
    assert refused.value.code == "answer-file-unreadable"


def test_an_answer_that_could_not_be_read_back_is_not_written(key: DeviceKey) -> None:
    wrong = Answer(ANSWER.kind, OF, (Remark(2, "task:A", "Nhiệm vụ", "x"),), "", ANSWER.by, ANSWER.at)
    with pytest.raises(ValueError, match="an answer that can be"):
        answer_file(wrong, key)


def test_text_that_is_not_in_the_one_form_of_unicode_is_refused(content: bytes) -> None:
    whole = json.loads(content)
    whole["answer"]["note"] = "Nha\u0302n"
    with pytest.raises(NotAnAnswer):
        parse_answer(json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())


def test_the_largest_answer_that_can_be_written_is_read_back(key: DeviceKey) -> None:
    many = tuple(Remark(number, "task:A", "Đ" * MAX_PLACE, "ữ" * MAX_TEXT) for number in range(1, MAX_REMARKS + 1))
    largest = Answer(ANSWER.kind, OF, many, "ữ" * MAX_TEXT, ANSWER.by, ANSWER.at)
    assert parse_answer(answer_file(largest, key)).answer == largest
