"""What the overview says of a submission that the province sent back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.two_desks import TwoDesks, two_desks

from ui.screens.overview.presenter import page


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoDesks]:
    both = two_desks(tmp_path)
    both.send()
    yield both
    both.close()


def test_a_return_waits_for_the_preparer_and_leads_to_its_submission(two: TwoDesks) -> None:
    answers = two.desk.answers
    answers.take(answers.look(two.at_province.send_back()))
    shown = page(two.desk.overview.page(), is_leader=False, reconstruction=False)
    (link,) = [link for link in shown.waiting if "trả lại" in link.text]
    assert link.text == "Báo cáo tiến độ nhiệm vụ quý IV năm 2025: tỉnh trả lại bản 1, cần sửa"
    assert (link.target, link.look) == ("submission:progress:2025-Q4", "urgent")
    assert ("Tiến độ: tỉnh trả lại", "returned") in [(each.text, each.state) for each in shown.submissions]


def test_an_acceptance_is_shown_and_waits_for_nothing(two: TwoDesks) -> None:
    answers = two.desk.answers
    answers.take(answers.look(two.at_province.accept()))
    shown = page(two.desk.overview.page(), is_leader=False, reconstruction=False)
    assert ("Tiến độ: tỉnh đã duyệt", "accepted") in [(each.text, each.state) for each in shown.submissions]
    assert [link.text for link in shown.waiting if "tiến độ" in link.text] == []
