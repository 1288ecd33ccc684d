import pytest
from support.small_form import form

from cchc_desktop.domain.form import Section
from cchc_desktop.domain.period import Period, PeriodKind
from cchc_desktop.domain.section_numbers import heading_number, numbered, roman, section_numbers

QUARTER = Period(PeriodKind.QUARTER, 2026, 1)
YEAR = Period(PeriodKind.YEAR, 2026)


def outline(*levels: int) -> list[str]:
    sections = [Section(str(place), "Mục", level) for place, level in enumerate(levels)]
    return list(numbered(sections).values())


def test_sections_are_numbered_by_level_as_the_decree_says() -> None:
    levels = (1, 2, 2, 3, 3, 4, 4, 3, 2, 1, 2, 3)
    assert outline(*levels) == ["I", "1", "2", "2.1", "2.2", "a", "b", "2.3", "3", "II", "1", "1.1"]


def test_points_follow_the_letters_of_legal_texts() -> None:
    assert outline(1, *(4,) * 8)[1:] == ["a", "b", "c", "d", "đ", "e", "g", "h"]


def test_a_section_that_does_not_serve_the_period_leaves_no_gap() -> None:
    made = form(
        Section("A", "Chỉ đạo", 1),
        Section("B", "Chỉ báo cáo năm", 1, periods=("Y",)),
        Section("C", "Kết quả", 1),
    )
    assert section_numbers(made, YEAR) == {"A": "I", "B": "II", "C": "III"}
    assert section_numbers(made, QUARTER) == {"A": "I", "C": "II"}


@pytest.mark.parametrize(("level", "words"), [(1, "IV."), (2, "4."), (3, "1.4."), (4, "d)")])
def test_a_number_stands_before_its_title_with_its_sign(level: int, words: str) -> None:
    assert heading_number(words[:-1], level) == words


def test_roman_numerals_go_beyond_the_letters_of_a_clock() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 19, 40, 49)] == ["I", "IV", "IX", "XIV", "XIX", "XL", "XLIX"]
