"""Warnings about the running text of a report: a date, a year or a unit that is not this report's, a wrong figure.

A date or year is not warned of where it belongs to a cited document, to a comparison, to a plan for what comes next,
or to a stated span of years. Every finding quotes its place, so that an official finds it by search.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cchc_desktop.domain.explanation import explained
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.text_figures import FigureReader, TextFigure
from cchc_desktop.domain.text_reading import DateMention, Sentence, dates, excerpt, sentences, without_dates
from cchc_desktop.domain.vietnamese import format_date, nfc, search_key

_COMPARISON = re.compile(r"cùng kỳ|so với|năm trước|những năm|các năm|năm ngoái|trước đây|đã qua", re.IGNORECASE)
_PLAN = re.compile(
    r"kỳ tới|tới đây|thời gian tới|tiếp theo|dự kiến|(?<!\w)sẽ(?!\w)|phấn đấu|tiếp tục|trước ngày|chậm nhất|thời hạn|"
    r"hạn (?:chót|cuối|hoàn thành|xử lý)|định hướng|phương hướng|mục tiêu|lộ trình|đến năm|vào năm|kế hoạch năm",
    re.IGNORECASE,
)
_OLD = re.compile(r"hiệu lực|kể từ ngày|thành lập|sáp nhập|hợp nhất|chỉ số|xếp hạng|xếp loại|công bố", re.IGNORECASE)
_CUMULATIVE = re.compile(r"l(?:ũy|uỹ) kế|từ đầu năm", re.IGNORECASE)
_PLAN_TITLE = ("phuong huong", "trong tam", "thoi gian toi", "ky toi", "nhiem vu quy", "nhiem vu nam")
_SPAN = re.compile(
    r"(?<!\d)(?:19|20)\d{2}\s*[-–—]\s*(?:19|20)\d{2}(?!\d)|giai đoạn\s+(?:19|20)\d{2}[^,.;]*", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?:năm\s+|quý\s+(?:[IV]+|[1-4])\s*/\s*|tháng\s+(\d{1,2})\s*/\s*)((?:19|20)\d{2})(?!\d)", re.IGNORECASE
)
_OTHER_UNIT = re.compile(
    r"phối hợp|học tập|trao đổi kinh nghiệm|giáp ranh|liền kề|liên xã|sáp nhập|hợp nhất|trước đây|(?<!\w)cũ(?!\w)",
    re.IGNORECASE,
)
_NEAR_DAYS = 5
_UNIT_KINDS = "xã|phường|thị trấn|đặc khu"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of a section; ``section`` is its code, ``title`` tells sections that plan what comes next."""

    section: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class TextContext:
    """What the text is held against.

    ``own_names`` are the unit's names ("Xã Hàm Yên", former ones too), ``other_names`` those of the other units.
    ``known_phrases`` are titles in which any year may stand (the plan's). ``templates`` are the draft sentences of the
    form: a figure is recognised by its place in them. Targets are ``target_prefix``, "#" and the section code.
    """

    period: Period
    target_prefix: str
    own_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    figures: tuple[TextFigure, ...] = ()
    known_phrases: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()


def text_findings(
    paragraphs: Sequence[Paragraph], context: TextContext, explanations: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """The findings of all paragraphs in their order; each code names the section and what is wrong in it."""
    reader = _TextReader(context)
    found: dict[str, Finding] = {}
    for paragraph in paragraphs:
        for finding in reader.findings(paragraph):
            found.setdefault(finding.code, finding)
    return tuple(explained(finding, explanations or {}) for finding in found.values())


class _TextReader:
    """Holds paragraphs against one report."""

    def __init__(self, context: TextContext) -> None:
        self._context = context
        self._window = context.period.window
        self._units = _unit_pattern(context.own_names + context.other_names)
        self._own = {_unit_key(name) for name in context.own_names}
        self._figures = FigureReader(context.figures, context.templates)

    def findings(self, paragraph: Paragraph) -> Iterator[Finding]:
        """The findings of one paragraph."""
        plans = any(words in search_key(paragraph.title) for words in _PLAN_TITLE)
        for sentence in sentences(nfc(paragraph.text), self._context.known_phrases):
            yield from self._dates(paragraph, sentence, plans=plans)
            yield from self._years(paragraph, sentence, plans=plans)
            yield from self._unit_names(paragraph, sentence)
            for kind, level, what, key in self._figures.findings(sentence):
                yield self._finding(paragraph, f"{kind}:{key}", level, what)

    def _finding(self, paragraph: Paragraph, kind: str, level: Level, text: str) -> Finding:
        section = paragraph.section
        return Finding(f"report.text-{kind}:{section}", level, text, f"{self._context.target_prefix}#{section}")

    def _dates(self, paragraph: Paragraph, sentence: Sentence, *, plans: bool) -> Iterator[Finding]:
        for mention in dates(sentence.text):
            if mention.day is None:
                text = f"Ngày {mention.written} không có thật, trong câu {_quoted(sentence, mention)}."
                yield self._finding(paragraph, f"date:{mention.written}", Level.WARN, text)
        mentions = [mention for mention in dates(sentence.bare) if mention.day is not None]
        in_ranges: set[DateMention] = set()
        for first, second in pairwise(mentions):
            if wrong := self._wrong_window(sentence, first, second):
                in_ranges |= {first, second}
                text = f"{wrong} Câu: {_quoted(sentence, first)}."
                yield self._finding(paragraph, f"window:{first.day}:{second.day}", Level.WARN, text)
        for mention in mentions:
            if mention.day and mention not in in_ranges and not self._may_stand(mention.day, sentence, plans=plans):
                text = (
                    f"Ngày {mention.written} nằm ngoài kỳ số liệu {self._window_words()}, "
                    f"trong câu {_quoted(sentence, mention)}."
                )
                yield self._finding(paragraph, f"date:{mention.day}", Level.WARN, text)

    def _window_words(self) -> str:
        return f"từ {format_date(self._window[0])} đến {format_date(self._window[1])}"

    def _wrong_window(self, sentence: Sentence, first: DateMention, second: DateMention) -> str:
        """What is wrong where "từ ngày .. đến ngày .." means the data window but misses it by some days."""
        if first.day is None or second.day is None:
            return ""
        between = sentence.bare[first.end : second.start]
        is_range = re.fullmatch(r"\s*(?:đến|tới|-|–)?\s*(?:hết\s+)?(?:ngày\s*)?", between, re.IGNORECASE)
        stated = (first.day, second.day)
        if not is_range or stated in (self._window, self._context.period.cumulative_window):
            return ""
        if any(abs((day - wanted).days) > _NEAR_DAYS for day, wanted in zip(stated, self._window, strict=True)):
            return ""
        return f"Kỳ số liệu ghi từ {first.written} đến {second.written}, đúng ra là {self._window_words()}."

    def _may_stand(self, day: date, sentence: Sentence, *, plans: bool) -> bool:
        first, last = self._window
        if first <= day <= last:
            return True
        if day > last:
            return plans or bool(_PLAN.search(sentence.bare))
        if _CUMULATIVE.search(sentence.bare) and self._context.period.cumulative_window[0] <= day:
            return True
        return bool(_COMPARISON.search(sentence.bare) or _OLD.search(sentence.bare))

    def _years(self, paragraph: Paragraph, sentence: Sentence, *, plans: bool) -> Iterator[Finding]:
        bare = _SPAN.sub(lambda found: " " * len(found[0]), without_dates(sentence.bare))
        for found in _YEAR.finditer(bare):
            year = int(found[2])
            month = int(found[1]) if found[1] else 0
            if self._year_may_stand(year, month, sentence, plans=plans):
                continue
            quoted = excerpt(sentence.text, found.start(), found.end())
            text = f"Năm {year} không phải năm của báo cáo này ({self._context.period.year}), trong câu “{quoted}”."
            yield self._finding(paragraph, f"year:{year}", Level.WARN, text)

    def _year_may_stand(self, year: int, month: int, sentence: Sentence, *, plans: bool) -> bool:
        own = self._context.period.year
        in_window = any((day.year, day.month) == (year, month) for day in self._window)
        if year == own or in_window or {year, year - 1} & sentence.years_of_documents:
            return True
        if year > own:
            return plans or bool(_PLAN.search(sentence.bare))
        return bool(_COMPARISON.search(sentence.bare) or _OLD.search(sentence.bare))

    def _unit_names(self, paragraph: Paragraph, sentence: Sentence) -> Iterator[Finding]:
        if self._units is None or _OTHER_UNIT.search(sentence.text):
            return
        for found in self._units.finditer(sentence.bare):
            if _unit_key(found[0]) not in self._own:
                quoted = excerpt(sentence.text, found.start(), found.end())
                text = f"“{found[0]}” không phải đơn vị lập báo cáo này, trong câu “{quoted}”."
                yield self._finding(paragraph, f"unit:{_unit_key(found[0])}", Level.WARN, text)


def _quoted(sentence: Sentence, mention: DateMention) -> str:
    return f"“{excerpt(sentence.text, mention.start, mention.end)}”"


def _unit_key(name: str) -> str:
    return " ".join(nfc(name).casefold().split())


def _unit_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds full names ("xã Yên Sơn"); the longest first, so that none is taken for a part of another."""
    keys = sorted({_unit_key(name) for name in names if name.strip()}, key=len, reverse=True)
    full = [key for key in keys if re.match(rf"(?:{_UNIT_KINDS})\s", key)]
    if not full:
        return None
    words = "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in full)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
