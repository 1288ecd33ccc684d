"""Calendar spans in words: a day, months, quarters, halves or years as plans write them, with their first and last day.

The words come as a search key: lower case, no diacritics, single spaces ("quy iii, iv/nam 2025").
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cchc_desktop.domain.vietnamese import real_date

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_JOIN = r" ?(?:,|;|\+|&|-|\bva\b|\bden\b) ?"
_YEAR = r"(?: ?[/,.-] ?| )(?:(?:cua )?nam ?)?(?P<year>(?:19|20)\d\d)"
_QUARTER = r"(?:iv|iii|ii|i|[1-4])"
_DAY = _MONTH = r"\d{1,2}"
_OF_MONTH = rf" ?/ ?(?P<month>{_DAY}) ?/ ?(?P<year>\d{{4}})"
_PART = r" ?[/.-] ?"
_RANGE = re.compile(r" ?- ?| den (?:het )?")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Span:
    """A first and a last day, both inclusive; ``is_range`` tells "from A to B" and lists from a single unit."""

    start: date
    end: date
    is_range: bool = False


def read_span(key: str) -> Span | None:
    """The span that the whole key names, or None if it names none or an impossible one ("thang 13/2025")."""
    try:
        return _read_unit(key) or _read_range(key)
    except ValueError:
        return None


def _read_unit(key: str) -> Span | None:
    for form, span_of in _FORMS:
        if found := form.fullmatch(key):
            return span_of(found)
    return None


def _read_range(key: str) -> Span | None:
    """Two units with a connector; the first may leave its year to the second ("01/7 - 31/12/2025")."""
    for connector in _RANGE.finditer(key):
        last = _read_unit(key[connector.end() :])
        if last is None:
            continue
        first = _read_unit(key[: connector.start()]) or _read_unit(f"{key[: connector.start()]}/{last.end.year}")
        if first is not None and first.start <= last.end:
            return Span(first.start, last.end, is_range=True)
    return None


def _months(year: int, first: int, last: int, *, is_range: bool = False) -> Span:
    """Raises ValueError for an impossible month."""
    start = real_date(year, first, 1)
    real_date(year, last, 1)
    return Span(start, date(year, last, monthrange(year, last)[1]), is_range)


def _ascending(numbers: Sequence[int]) -> tuple[int, int]:
    """First and last of a list such as "III, IV"; ValueError unless each is greater than the one before."""
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise ValueError(numbers)
    return numbers[0], numbers[-1]


def _day(found: re.Match[str]) -> Span:
    day = real_date(int(found["year"]), int(found["month"]), int(found["day"]))
    return Span(day, day)


def _days(found: re.Match[str]) -> Span:
    year, month = int(found["year"]), int(found["month"])
    first, last = _ascending([int(found["first"]), int(found["last"])])
    return Span(real_date(year, month, first), real_date(year, month, last), is_range=True)


def _month_list(found: re.Match[str]) -> Span:
    first, last = _ascending([int(number) for number in _NUMBER.findall(found["months"])])
    return _months(int(found["year"]), first, last, is_range=first != last)


def _quarter_list(found: re.Match[str]) -> Span:
    names = re.findall(rf"\b{_QUARTER}\b", found["quarters"])
    first, last = _ascending([_QUARTERS[name] for name in names])
    return _months(int(found["year"]), first * 3 - 2, last * 3, is_range=first != last)


def _part_of_year(found: re.Match[str]) -> Span:
    year, count = int(found["year"]), int(found["count"])
    return _months(year, 1, count) if found["side"] == "dau" else _months(year, 13 - count, 12)


def _nine_months(found: re.Match[str]) -> Span:
    return _months(int(found["year"]), 1, 9)


def _years(found: re.Match[str]) -> Span:
    first, last = _ascending([int(number) for number in _NUMBER.findall(found["years"])])
    return Span(date(first, 1, 1), date(last, 12, 31), is_range=first != last)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span]], ...] = tuple(
    (re.compile(form), span_of)
    for form, span_of in (
        (rf"(?:ngay )?(?P<day>{_DAY}){_PART}(?P<month>{_DAY}){_PART}(?P<year>\d{{4}})", _day),
        (rf"(?:ngay )?(?P<day>{_DAY}) thang (?P<month>{_DAY}) nam (?P<year>\d{{4}})", _day),
        (
            rf"(?:ngay )?(?P<first>{_DAY}) ?(?:-|den) ?(?:ngay )?(?P<last>{_DAY}){_OF_MONTH}",
            _days,
        ),
        (rf"(?:cac )?thang ?(?P<months>{_MONTH}(?:{_JOIN}(?:thang ?)?{_MONTH})*){_YEAR}", _month_list),
        (rf"(?P<months>{_MONTH}) ?/ ?(?P<year>(?:19|20)\d\d)", _month_list),
        (
            rf"(?:cac )?qu[yi] ?(?P<quarters>{_QUARTER}(?:(?:{_JOIN}| ?/ ?)(?:qu[yi] ?)?{_QUARTER})*){_YEAR}",
            _quarter_list,
        ),
        (rf"(?P<count>{_MONTH}) ?thang (?P<side>dau|cuoi){_YEAR}", _part_of_year),
        (rf"0?9 ?thang{_YEAR}", _nine_months),
        (rf"(?:giai doan |(?:cac )?nam ?)?(?P<years>(?:19|20)\d\d(?:{_JOIN}(?:nam )?(?:19|20)\d\d)*)", _years),
    )
)
