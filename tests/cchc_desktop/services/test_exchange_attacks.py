"""Attacks on what province and commune exchange: hostile packages and answers, answers that come late, twice, or after
one side went back to an older state, replaced keys. Nothing crashes, nothing is lost or silently wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.both_sides import BothSides

from cchc_desktop.domain.submission import Kind


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[BothSides]:
    opened = BothSides.after_a_plan_was_sent(tmp_path)
    yield opened
    opened.close()


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
