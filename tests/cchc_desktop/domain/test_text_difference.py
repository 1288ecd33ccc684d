"""Two texts side by side, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.text_difference import differences


@given(st.text(), st.text())
def test_the_stretches_joined_are_the_texts_themselves(left: str, right: str) -> None:
    ours, theirs = differences(left, right)
    assert "".join(segment.text for segment in ours) == left
    assert "".join(segment.text for segment in theirs) == right


@given(st.text())
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not any(segment.differs for side in differences(text, text) for segment in side)


@pytest.mark.parametrize(
    ("left", "right", "marked"),
    [
        ("Đã ban hành", "Chưa ban hành", (["Đã"], ["Chưa"])),
        ("một hai ba", "một ba", (["hai "], [])),
        ("một hai ba bốn", "một năm sáu bốn", (["hai ba"], ["năm sáu"])),
        ("", "mới", ([], ["mới"])),
        ("ước 1.860", "1.864", (["ước 1.860"], ["1.864"])),
        ("12/KH-UBND", "13/KH-UBND", (["12"], ["13"])),
    ],
)
def test_only_the_words_that_differ_are_marked(left: str, right: str, marked: tuple[list[str], list[str]]) -> None:
    ours, theirs = differences(left, right)
    assert ([one.text for one in ours if one.differs], [one.text for one in theirs if one.differs]) == marked
