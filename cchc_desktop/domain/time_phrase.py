"""Time phrases of plans ("Quý III, IV/2025", "Thường xuyên"): read to a start, an end, a recurrence or a condition.

What cannot be read is reported as not understood, to be asked for; it is never guessed. Plans count in calendar
months, so "Quý IV/2025" ends on 31 December, unlike the data window of a report. "Trước ngày" means the day before.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from cchc_desktop.domain.calendar_span import Span, read_span
from cchc_desktop.domain.vietnamese import nfc, search_key

_ONE_DAY = timedelta(days=1)
_MOST_PARTS = 6
_LONGEST = 500
_SEPARATOR = re.compile(r"[;,(]")
_EVERY = re.compile(
    r"(?:dinh ky )?(?:hang|moi) (?P<unit>ngay|tuan|thang|quy|nam)(?:,? (?:va )?(?:hang )?(?:thang|quy|6 thang|nam))*"
)
_EVERY_HALF_YEAR = re.compile(r"(?:dinh ky|hang|moi) (?:0?6|sau) thang(?: (?:mot|01|1) lan)?")
_DAY_OF_EVERY = re.compile(
    r"(?:truoc |vao |cham nhat )?(?:la )?ngay (?P<day>\d{1,2})(?:/(?P<month>\d{1,2}))?"
    r" (?:hang|moi) (?P<unit>thang|quy|nam)"
)
_STANDING = re.compile(r"(?:thuong xuyen(?:,? lien tuc)?|lien tuc)(?: trong nam)?")
_DEADLINE = re.compile(
    r"(?:hoan thanh |xong )?(?:cham nhat|muon nhat|den het|den|het)(?: la| vao| trong)?(?: den)?(?: het)? (.+)"
)
_BEFORE = re.compile(r"(?:hoan thanh |xong )?(?:cham nhat )?truoc (.+)")
_AFTER = re.compile(r"sau (.+)")
_FROM = re.compile(r"tu (.+?)(?: tro di)?")
_WITHIN = re.compile(r"(?:hoan thanh |xong |thuc hien )?(?:trong |vao |ca )?(.+)")
_CONDITION = re.compile(
    r"(?:(?:ngay )?(?:sau )?khi|truoc khi|ke tu|theo|trong (?:vong|thoi han|thoi gian)) .+"
    r"|(?:cham nhat |trong |sau |truoc )?(?:la )?\d+ (?:ngay|tuan|thang|gio)"
    r" (?:lam viec )?(?:ke tu|tu|truoc|sau|tinh tu|khi) .+"
    r"|(?:trong|sau) \d+ (?:ngay|tuan|gio)(?: lam viec)?\b.*"
)


class Recurrence(Enum):
    """How a task comes back."""

    STANDING = "standing"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "standing": "Thường xuyên",
            "daily": "Hằng ngày",
            "weekly": "Hằng tuần",
            "monthly": "Hằng tháng",
            "quarterly": "Hằng quý",
            "half_yearly": "6 tháng một lần",
            "yearly": "Hằng năm",
        }[self.value]


_UNITS = {
    "ngay": Recurrence.DAILY,
    "tuan": Recurrence.WEEKLY,
    "thang": Recurrence.MONTHLY,
    "quy": Recurrence.QUARTERLY,
    "nam": Recurrence.YEARLY,
}


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """A time phrase and what it says; ``text`` is the phrase as given.

    ``end`` is the due day. ``condition`` holds the words on which the time depends ("Sau khi có thông báo ...").
    Where ``understood`` is false all else is empty and the official is asked.
    """

    text: str
    start: date | None = None
    end: date | None = None
    recurrence: Recurrence | None = None
    condition: str = ""
    understood: bool = True


@dataclass(frozen=True, slots=True)
class _Reading:
    start: date | None = None
    end: date | None = None
    recurrence: Recurrence | None = None
    condition: str = ""

    @property
    def is_span(self) -> bool:
        return self.start is not None or self.end is not None

    def joined(self, other: "_Reading") -> "_Reading | None":
        """Both readings in one, or None where they contradict each other."""
        if (self.is_span and other.is_span) or (self.recurrence and other.recurrence):
            return None
        return _Reading(
            start=self.start or other.start,
            end=self.end or other.end,
            recurrence=self.recurrence or other.recurrence,
            condition="; ".join(part for part in (self.condition, other.condition) if part),
        )


def parse(text: str) -> TimeFrame:
    """Read a time phrase. Never raises: an unknown or impossible phrase gives ``understood`` false."""
    reading = _read(" ".join(nfc(text).split()).strip(" .;,"))
    if reading is None:
        return TimeFrame(text, understood=False)
    return TimeFrame(text, reading.start, reading.end, reading.recurrence, reading.condition)


def _read(phrase: str) -> _Reading | None:
    """The phrase as one statement, or as statements that are separated by a comma, semicolon or bracket."""
    if not 0 < len(phrase) <= _LONGEST:
        return None
    whole = _read_statement(phrase)
    cuts = [found.start() for found in _SEPARATOR.finditer(phrase)]
    if whole is not None or len(cuts) > _MOST_PARTS:
        return whole
    for cut in cuts:
        first = _read_statement(phrase[:cut].strip())
        rest = _read(phrase[cut + 1 :].strip(" )")) if first is not None else None
        if first is not None and rest is not None:
            return first.joined(rest)
    return None


def _read_statement(phrase: str) -> _Reading | None:
    key = search_key(phrase)
    for reader in (_read_recurrence, _read_limit, _read_within):
        if (reading := reader(phrase, key)) is not None:
            return reading
    return _Reading(condition=phrase) if _CONDITION.fullmatch(key) else None


def _read_recurrence(phrase: str, key: str) -> _Reading | None:
    if _STANDING.fullmatch(key):
        return _Reading(recurrence=Recurrence.STANDING)
    if found := _EVERY.fullmatch(key):
        return _Reading(recurrence=_UNITS[found["unit"]])
    if _EVERY_HALF_YEAR.fullmatch(key):
        return _Reading(recurrence=Recurrence.HALF_YEARLY)
    if found := _DAY_OF_EVERY.fullmatch(key):
        possible = 1 <= int(found["day"]) <= 31 and 1 <= int(found["month"] or 1) <= 12
        day = phrase.rsplit(" ", 2)[0]
        return _Reading(recurrence=_UNITS[found["unit"]], condition=day) if possible else None
    words = phrase.split()
    if len(words) > 2 and _is_recurring_head(search_key(" ".join(words[:2]))):
        head = _read_recurrence("", search_key(" ".join(words[:2])))
        rest = _read_statement(" ".join(words[2:]))
        return head.joined(rest) if head is not None and rest is not None else None
    return None


def _is_recurring_head(key: str) -> bool:
    return key == "thuong xuyen" or _EVERY.fullmatch(key) is not None


def _read_limit(_phrase: str, key: str) -> _Reading | None:
    """A phrase that names one side only: before, at the latest, after, from."""
    for form, reading_of in _LIMITS:
        found = form.fullmatch(key)
        span = read_span(found[1]) if found else None
        if span is not None:
            return reading_of(span)
    return None


_LIMITS: tuple[tuple[re.Pattern[str], Callable[[Span], _Reading]], ...] = (
    (_BEFORE, lambda span: _Reading(end=span.start - _ONE_DAY)),
    (_DEADLINE, lambda span: _Reading(end=span.end)),
    (_AFTER, lambda span: _Reading(start=span.end + _ONE_DAY)),
    (_FROM, lambda span: _Reading(start=span.start, end=span.end if span.is_range else None)),
)


def _read_within(_phrase: str, key: str) -> _Reading | None:
    found = _WITHIN.fullmatch(key)
    span = read_span(found[1]) if found else None
    return None if span is None else _Reading(start=span.start, end=span.end)
