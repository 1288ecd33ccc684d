"""How text breaks inside a spreadsheet cell."""

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.exports.cell_text import text_width, wrapped

WIDTH = 120.0


@given(st.text(alphabet="aăâ đêơ ưọ-.\n", max_size=300))
def test_the_lines_together_are_the_text(text: str) -> None:
    assert "".join(wrapped(text, WIDTH)).removesuffix("\n") == text


@given(st.text(alphabet="mWẬỮ đ", max_size=200))
def test_no_line_is_wider_than_the_cell(text: str) -> None:
    assert all(text_width(line.rstrip(), bold=True) <= WIDTH for line in wrapped(text, WIDTH, bold=True))


def test_a_word_longer_than_the_cell_is_broken() -> None:
    assert len(wrapped("x" * 100, WIDTH)) > 3


def test_an_empty_text_has_one_line() -> None:
    assert len(wrapped("", WIDTH)) == 1


def test_bold_text_needs_more_room() -> None:
    assert text_width("Hoàn thành đúng hạn", bold=True) > text_width("Hoàn thành đúng hạn", bold=False)


def test_a_long_text_without_blanks_is_broken_at_once() -> None:
    """It took a minute and a half for 4000 letters."""
    text = "x" * 400_000
    assert "".join(wrapped(text, 60.0)).rstrip("\n") == text
