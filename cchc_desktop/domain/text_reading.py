"""Reading the running text of reports: sentences, dates, cited documents, and what surrounds them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cchc_desktop.domain.vietnamese import real_date

HIDDEN = "§"  # stands for each character that is not to be read; no word, no number

_DATE = r"(?:\d{1,3}([/.-])\d{1,2}\1\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})(?!\w)"
_ANY_DATE = r"(?:ngày\s+)?(?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})(?!\w)"
_DATES = re.compile(rf"(?<![\w/.-]){_DATE}", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_NOTATION = r"\d+[A-Za-z]?(?:/\d{4})?(?:/|-)[A-ZĐ][A-ZĐ0-9]*(?:[-/&.][A-ZĐ][A-Za-zĐđ0-9]*)*"
_TYPES = (
    "Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Quyết định|Kế hoạch|Công văn|Báo cáo|Thông báo|"
    "Tờ trình|Hướng dẫn|Văn bản|Giấy mời|Chương trình|Kết luận|Công điện"
)
_DOCUMENTS = (
    re.compile(rf"{_NOTATION}(?:(?:\s+của\s+[^,.;§]{{1,60}}?)?,?\s*\(?{_ANY_DATE}\)?)?"),
    re.compile(rf"(?:{_TYPES})(?:\s(?![^.;\n]{{0,150}}\b(?:từ|đến|trước)\s+ngày)[^.;\n§]{{0,150}}?)?\s+ngày\s+\d{{1,2}}"
               rf"(?:/\d{{1,2}}/\d{{4}}|\s+tháng\s+\d{{1,2}}\s+năm\s+\d{{4}})(?!\w)"),
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``bare`` is of the same length with cited documents and known phrases hidden."""

    text: str
    bare: str

    @property
    def years_of_documents(self) -> frozenset[int]:
        """The years in the hidden parts: those of the documents that the sentence cites."""
        hidden = (letter if self.bare[place] == HIDDEN else " " for place, letter in enumerate(self.text))
        return frozenset(int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", "".join(hidden)))


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it is written; ``day`` is None where there is no such day."""

    written: str
    day: date | None
    start: int
    end: int


def sentences(text: str, known_phrases: tuple[str, ...] = ()) -> Iterator[Sentence]:
    """The sentences of a text; titles in ``known_phrases`` are hidden in their bare form like cited documents."""
    for part in _SENTENCE_END.split(text):
        if part.strip():
            yield Sentence(part, _bare(part, known_phrases))


def _bare(text: str, known_phrases: tuple[str, ...]) -> str:
    for phrase in known_phrases:
        if phrase:
            text = re.sub(re.escape(phrase), _hidden, text, flags=re.IGNORECASE)
    for pattern in _DOCUMENTS:
        text = pattern.sub(_hidden, text)
    return text


def _hidden(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def dates(text: str) -> Iterator[DateMention]:
    """The full dates of a text, also those that do not exist ("236/6/2022")."""
    for found in _DATES.finditer(text):
        day, month, year = (int(number) for number in _NUMBERS.findall(found[0]))
        try:
            mentioned: date | None = real_date(year, month, day)
        except ValueError:
            mentioned = None
        yield DateMention(found[0], mentioned, found.start(), found.end())


def without_dates(text: str) -> str:
    """The text with its dates hidden."""
    return _DATES.sub(_hidden, text)


def excerpt(text: str, start: int, end: int) -> str:
    """The words around a place, for quoting it."""
    left = max(text.rfind(" ", 0, max(start - 40, 0)) + 1, 0) if start > 40 else 0
    right = text.find(" ", end + 40)
    right = len(text) if right < 0 else right
    return f"{'…' if left else ''}{text[left:right].strip()}{'…' if right < len(text) else ''}"
