"""A snapshot in sections: everything that a reader sees has its line, each line a place to remark on."""

from collections.abc import Callable

import pytest
from support.report_snapshots import plan_snapshot, report_snapshot
from support.snapshots import assessment_snapshot, progress_snapshot

from cchc_desktop.domain.province_answer import MAX_PLACE, is_target, is_text
from cchc_desktop.domain.revision_difference import items
from cchc_desktop.domain.snapshot import ReplyPart, Snapshot
from cchc_desktop.domain.snapshot_sections import sections_of

MAKERS = [progress_snapshot, assessment_snapshot, report_snapshot, plan_snapshot]
REPLY: ReplyPart = {
    "answer": "ab" * 32,
    "revision": 1,
    "sequence": 1,
    "target": "task:A",
    "place": "Nhiệm vụ 6",
    "text": "Nêu số liệu.",
    "reply": "Đã nêu.",
    "by": "Nguyễn Thị Lan",
    "at": "2025-12-10T09:00:00+07:00",
}


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_that_a_reader_sees_is_left_out(make: Callable[[], Snapshot]) -> None:
    snapshot = make()
    lines = [line for section in sections_of(snapshot) for line in section.lines]
    words = [text for line in lines for text in line.words]
    assert words == [(label, text) for item in items(snapshot) for label, text in item.texts if text.strip()]


@pytest.mark.parametrize("make", MAKERS)
def test_every_line_can_be_remarked_on(make: Callable[[], Snapshot]) -> None:
    lines = [line for section in sections_of(make()) for line in section.lines]
    assert all(is_target(line.target) for line in lines)
    assert all(line.place and is_text(line.place, limit=MAX_PLACE) for line in lines)
    assert len({line.key for line in lines}) == len(lines)


@pytest.mark.parametrize("make", MAKERS)
def test_a_title_opens_one_section_only(make: Callable[[], Snapshot]) -> None:
    titles = [section.title for section in sections_of(make())]
    assert len(set(titles)) == len(titles)
    assert all(titles)


def test_a_self_assessment_is_read_area_by_area() -> None:
    snapshot = assessment_snapshot()
    areas = [row["code"] for row in snapshot["assessment"]["rows"] if row["depth"] == 0]
    titles = [section.title for section in sections_of(snapshot)]
    assert [title.partition(". ")[0] for title in titles[2 : 2 + len(areas)]] == areas


def test_replies_stand_in_a_section_of_their_own() -> None:
    snapshot = progress_snapshot()
    snapshot["replies"] = [REPLY]
    (section,) = [each for each in sections_of(snapshot) if each.title == "Giải trình ý kiến của tỉnh"]
    (line,) = section.lines
    assert ("Trả lời", "Đã nêu.") in line.words
    assert ("Ngày trả lời", "10/12/2025") in line.words
