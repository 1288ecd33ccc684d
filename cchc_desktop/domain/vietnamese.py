"""Vietnamese text: one form (NFC), search without diacritics, dictionary order, dates as officials write them."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime

YEARS = range(1900, 2101)  # years that a date or period may have
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; ngang comes before them
_DATE_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<day>\d{1,2})\s*([/.-])\s*(?P<month>\d{1,2})\s*\2\s*(?P<year>\d{4})",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    )
)
_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_RESERVED_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{port}" for port in range(1, 10)), *(f"lpt{port}" for port in range(1, 10))}
)


def nfc(text: str) -> str:
    """The text in Unicode form NFC, which is the form of all text inside the program.

    Halves of letters that no file can hold (lone surrogates) become the replacement character.
    """
    if _SURROGATES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", text)


def unprintable(text: str) -> str:
    """The first character that neither a screen nor a spreadsheet nor XML has a place for; "" where there is none."""
    found = _UNPRINTABLE.search(text)
    return found[0] if found else ""


def printable(text: str) -> str:
    """The text in NFC without the characters that ``unprintable`` finds."""
    return _UNPRINTABLE.sub("", nfc(text))


def uncapitalised(text: str) -> str:
    """The text with its first letter small, as inside a sentence; "TTHC" and other capitals stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def search_key(text: str) -> str:
    """The text as search compares it: lower case, no diacritics, đ as d, each run of spaces as one space."""
    plain = text.lower().replace("đ", "d").replace("–", "-").replace("—", "-")
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    return " ".join(letters.split())


def matches(query: str, *texts: str) -> bool:
    """Whether every word of the query stands in one of the texts; an empty query matches everything."""
    found_in = search_key("\n".join(texts))
    return all(word in found_in for word in search_key(query).split())


def sort_key(text: str) -> tuple[tuple[str, int], ...]:
    """The place of a text in a Vietnamese dictionary.

    Syllables are compared one after the other: first their letters (a ă â b ... d đ e ê ...), then their tone
    (ngang, huyền, hỏi, ngã, sắc, nặng). Upper and lower case are equal.
    """
    return tuple(_syllable_key(syllable) for syllable in nfc(text).lower().replace("-", " ").split())


def _syllable_key(syllable: str) -> tuple[str, int]:
    tone = next((_TONE_OF[letter] for letter in syllable if letter in _TONE_OF), 0)
    return syllable.translate(_ORDINAL), tone


def _letter_tables() -> tuple[dict[int, str], dict[str, int]]:
    """The ordinal of each letter with or without tone, and the tone of each letter that bears one."""
    ordinal: dict[int, str] = {}
    tone_of: dict[str, int] = {}
    for position, letter in enumerate(_ALPHABET):
        rank = chr(0x100 + position)  # above every digit and sign, so that these come first
        ordinal[ord(letter)] = rank
        for tone, mark in enumerate(_TONES, start=1):
            composed = nfc(letter + mark)
            if len(composed) == 1:
                ordinal[ord(composed)] = rank
                tone_of[composed] = tone
    return ordinal, tone_of


_ORDINAL, _TONE_OF = _letter_tables()


def format_date(day: date) -> str:
    """A date in running text, "14/3/2023" or "05/01/2020".

    Days below 10 and the months 1 and 2 get a leading zero (Decree 30/2020/NĐ-CP, Appendix I, II.4.b).
    """
    return f"{day.day:02}/{_month(day)}/{day.year}"


def format_moment(moment: datetime) -> str:
    """A moment in words, in its own offset: "14:05 ngày 05/10/2025"."""
    return f"{moment:%H:%M} ngày {format_date(moment.date())}"


def format_long_date(day: date) -> str:
    """A date at the head of a document, "ngày 05 tháng 01 năm 2020"."""
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month <= 2 else str(day.month)


def parse_date(text: str, *, year: int | None = None) -> date:
    """Read a typed date: 14/3/2025, 14-3-2025, 14.3.2025, 14032025, 2025-03-14, and 14/3 where ``year`` is given.

    Raises ValueError with a Vietnamese sentence when the text has another form or names a day that does not exist.
    """
    typed = text.strip()
    for form in _DATE_FORMS:
        if found := form.fullmatch(typed):
            return real_date(int(found["year"]), int(found["month"]), int(found["day"]))
    found = _DAY_AND_MONTH.fullmatch(typed)
    if found and year is not None:
        return real_date(year, int(found["month"]), int(found["day"]))
    raise ValueError(f"“{typed}” không phải là ngày. Nhập ngày/tháng/năm, ví dụ 14/3/2025.")


def real_date(year: int, month: int, day: int) -> date:
    """The date, or ValueError with a Vietnamese sentence that says which part is impossible."""
    if year not in YEARS:
        raise ValueError(f"Năm {year} nằm ngoài khoảng {YEARS[0]} - {YEARS[-1]}.")
    if not 1 <= month <= 12:
        raise ValueError(f"Không có tháng {month}: tháng từ 1 đến 12.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"Không có ngày {day}/{month}/{year}: tháng {month} năm {year} có {last} ngày.")
    return date(year, month, day)


def ascii_slug(text: str, limit: int = 60) -> str:
    """A file name part of a-z, 0-9 and hyphens, at most ``limit`` characters, cut between words where possible.

    It is never empty ("khong-ten") and never a device name that Windows reserves.
    """
    slug = _NOT_SLUG.sub("-", search_key(text)).strip("-")
    if len(slug) > limit:
        at_word = slug[: limit + 1].rpartition("-")[0]
        slug = (at_word or slug[:limit]).strip("-")
    if not slug:
        return "khong-ten"
    return f"{slug}-" if slug in _RESERVED_NAMES else slug
