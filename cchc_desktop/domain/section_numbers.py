"""Section numbers of a report, computed for the sections that stand in the report of a period.

Numbers follow Decree 30/2020/NĐ-CP, Appendix I, II.5: "I.", "1.", "1.1.", "a)". The source reports of the province
skipped numbers when a section was taken out; computed numbers cannot.
"""

from collections.abc import Iterable, Mapping

from cchc_desktop.domain.form import Form, Section
from cchc_desktop.domain.period import Period

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters of points (điểm) in their order in legal texts."""

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DEEPEST = 4


def section_numbers(form: Form, period: Period) -> Mapping[str, str]:
    """The number of each section that serves the period, by section code: "I", "1", "1.1", "a"."""
    return numbered(section for section in form.sections if section.serves(period))


def numbered(sections: Iterable[Section]) -> Mapping[str, str]:
    """The numbers of these sections in this order; each level counts anew under the section above it."""
    counts = [0] * (_DEEPEST + 1)
    numbers: dict[str, str] = {}
    for section in sections:
        level = min(max(section.level, 1), _DEEPEST)
        counts[level] += 1
        counts[level + 1 :] = [0] * (_DEEPEST - level)
        numbers[section.code] = _number(level, counts)
    return numbers


def heading_number(number: str, level: int) -> str:
    """The number as it stands before a title: "I.", "1.", "1.1.", "a)"."""
    return f"{number})" if level >= _DEEPEST else f"{number}."


def _number(level: int, counts: list[int]) -> str:
    if level == 1:
        return roman(counts[1])
    if level == _DEEPEST:
        return _letter(counts[level])
    return ".".join(str(count) for count in counts[2 : level + 1] if count)


def _letter(place: int) -> str:
    """The letter of a point; after the last one the numbers go on, so that no two points share a letter."""
    return LETTERS[place - 1] if place <= len(LETTERS) else str(place)


def roman(number: int) -> str:
    """A Roman numeral; 0 gives an empty text."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
