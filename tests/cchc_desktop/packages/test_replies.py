"""Replies to the province in a package: read where they are whole, refused where they are not."""

from pathlib import Path
from typing import Any

import pytest
from support import audit_trails

from cchc_desktop.packages.reader import read_snapshot, verify
from cchc_desktop.packages.verification import Verdict

MINE = "0b8f7f0e-6f0c-4a4c-9c55-3a0b5d8f0001"
REPLY: dict[str, Any] = {
    "answer": "ab" * 32,
    "revision": 1,
    "sequence": 1,
    "target": "task:TQ2025H2-06",
    "place": "Nhiệm vụ 6",
    "text": "Nêu số liệu.",
    "reply": "Đã nêu.",
    "by": "Lý Thị Mẩy",
    "at": "2025-12-15T09:00:00+07:00",
}


def test_replies_are_read_from_a_package_of_the_fourth_form(desk) -> None:
    path = desk.pack(format_version=4, trail=audit_trails.trail_at_completion(MINE), replies=[REPLY])
    assert verify(path).verdict is Verdict.VALID
    assert read_snapshot(path)["replies"] == [REPLY]


def test_a_package_of_the_third_form_is_read_as_before(desk) -> None:
    path = desk.pack(format_version=3, trail=audit_trails.trail_at_completion(MINE))
    assert verify(path).verdict is Verdict.VALID
    assert "replies" not in read_snapshot(path)


@pytest.mark.parametrize(
    "replies",
    [
        "không",
        [1],
        [{**REPLY, "sequence": "1"}],
        [{**REPLY, "revision": True}],
        [{**REPLY, "more": ""}],
        [{name: REPLY[name] for name in REPLY if name != "reply"}],
    ],
    ids=["no list", "no object", "a number as text", "a boolean", "one key more", "one key less"],
)
def test_replies_of_another_shape_are_refused(desk, take_apart, tmp_path: Path, replies: object) -> None:
    whole = desk.pack(format_version=4, trail=audit_trails.trail_at_completion(MINE), replies=[REPLY])
    parts = take_apart(whole)
    parts.edit_snapshot(replies=replies)
    parts.seal()
    verification = verify(parts.put_together(tmp_path / "forged.zip"))
    assert verification.verdict is not Verdict.VALID
    assert {problem.kind for problem in verification.problems} == {"wrong-format"}
