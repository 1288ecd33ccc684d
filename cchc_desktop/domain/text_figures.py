"""Figures in running text: which field a number is about, and whether it is that field's number.

A number is tied to a field by the words beside it: those of a draft sentence of the form, or the name of the field.
The longest match wins, and where several fields fit one of which agrees, nothing is said: false alarms annoy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.number import format_decimal, half_up
from cchc_desktop.domain.text_reading import HIDDEN, Sentence, excerpt, without_dates
from cchc_desktop.domain.vietnamese import nfc

Remark = tuple[str, Level, str, str]  # kind, level, sentence, key

_NUMBER = re.compile(r"(?<![\w.,§-])(?<!\D/)(\d+(?:[.,]\d+)*)(\s?%)?(?![\w§]|/\D|[.,]\d)")
_CLAUSE_END = re.compile(r";|\.\s")
_START = "^"  # a word that stands for the beginning of a clause
_PHRASE_END = re.compile(r"[,;:()]")
_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)*|[%/]|§+")
_DAY_PLACES = re.compile(r"\{(?:tu_ngay|den_ngay)\}")
_PLACE = re.compile(r"\{([^{}]*)\}")
_PARENTHESES = re.compile(r"\([^()]*\)")
_LEADING = ("tổng", "số", "lượng", "tỷ", "lệ")
_FILLERS = frozenset(
    {"là", "đạt", "bằng", "có", "được", "gồm", "với", "ở", "mức", "chiếm", "trong", "kỳ", "lũy", "luỹ", "kế", "tính"}
    | {"đến", "nay", "khoảng", "ước", "thời", "điểm", "chốt", "toàn", "xã", "hiện", "thực", "tổng", "số", "tỷ", "lệ"}
)
_FEWEST_WORDS = 3
_WORDS_BEFORE = (4, 8)  # the longer one tells apart what the shorter one does not
_WORDS_AFTER = 2
_LONGEST_GAP = 5
_REACH = 200  # characters on either side of a number that are looked at


@dataclass(frozen=True, slots=True)
class TextFigure:
    """A figure of the report: its exact number, and every form in which the text may print it ("05", "5", "ước 5")."""

    code: str
    name: str
    number: Fraction
    shown: tuple[str, ...] = ()
    unit: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether the figure is printed with a percent sign."""
        return self.unit.startswith("%")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A number in a sentence: as written, its readings, the words before and after it within the clause."""

    written: str
    body: str
    is_percent: bool
    start: int
    end: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    phrase: tuple[str, ...]  # the words after it up to the next comma


@dataclass(frozen=True, slots=True)
class _Context:
    """Words of a draft sentence right before and right after the place of a figure."""

    code: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How much it takes to match: the count of words."""
        return len(self.before) + len(self.after)

    def fits(self, mention: _Mention) -> bool:
        """Whether the words stand around the number."""
        return mention.before[len(mention.before) - len(self.before) :] == self.before and (
            mention.after[: len(self.after)] == self.after
        )


class FigureReader:
    """Finds the numbers of a text that contradict the figures."""

    def __init__(self, figures: tuple[TextFigure, ...], templates: tuple[str, ...]) -> None:
        self._figures = {figure.code: figure for figure in figures}
        self._names = [(figure, words) for figure in figures for words in _names(figure.name)]
        self._contexts = [context for template in templates for context in _contexts(template)]

    def findings(self, sentence: Sentence) -> Iterator[Remark]:
        """What contradicts the figures, and percentages written with a point."""
        for mention in _mentions(sentence.bare):
            quoted = excerpt(sentence.text, mention.start, mention.end)
            if mention.is_percent and re.fullmatch(r"\d{1,3}\.\d{1,2}", mention.body):
                text = f"“{mention.written}” viết dấu phẩy trước phần thập phân, trong câu “{quoted}”."
                yield "number-form", Level.INFO, text, mention.body
            figure = self._contradicted(mention)
            if figure is not None:
                text = f"{_difference(mention, figure)} Câu: “{quoted}”."
                yield "figure", Level.WARN, text, f"{figure.code}:{mention.body}"

    def _contradicted(self, mention: _Mention) -> TextFigure | None:
        fitting = [(weight, code) for weight, code in self._fitting(mention) if code in self._figures]
        figures = [self._figures[code] for _weight, code in fitting]
        if not figures or any(
            figure.is_percent == mention.is_percent and _agrees(mention, figure) for figure in figures
        ):
            return None
        heaviest = max(weight for weight, _code in fitting)
        best = {code for weight, code in fitting if weight == heaviest}
        figure = self._figures[best.pop()]
        return figure if not best and figure.is_percent == mention.is_percent else None

    def _fitting(self, mention: _Mention) -> Iterator[tuple[int, str]]:
        for context in self._contexts:
            if context.fits(mention):
                yield context.weight, context.code
        for figure, words in self._names:
            after = mention.after if "," in figure.name else mention.phrase
            if _follows_name(mention, words) or after[: len(words)] == words:
                yield len(words), figure.code


def _difference(mention: _Mention, figure: TextFigure) -> str:
    places = len(mention.body.replace(".", ",").partition(",")[2]) if mention.is_percent else 0
    unit = "%" if figure.is_percent else ""
    shown = figure.shown[0] if figure.shown else format_decimal(half_up(figure.number, 2)) + unit
    text = f"“{mention.written.strip()}” khác số liệu của {figure.name} ({figure.code}) là {shown}"
    if mention.is_percent and places and _reading(mention) == _cut(figure.number, places):
        return f"{text}: phần thập phân bị cắt bớt, không làm tròn; làm tròn đúng là {_rounded(figure, places)}."
    if mention.is_percent and abs(_reading(mention) - figure.number) * 10**places < 2:
        return f"{text}: làm tròn chưa đúng; làm tròn đúng là {_rounded(figure, places)}."
    return f"{text}."


def _rounded(figure: TextFigure, places: int) -> str:
    return f"{format_decimal(half_up(figure.number, places), places)}%"


def _cut(number: Fraction, places: int) -> Fraction:
    return Fraction(number.numerator * 10**places // number.denominator, 10**places)


def _reading(mention: _Mention) -> Fraction:
    """The number as Vietnamese writes it; a percentage with a point is read as its writer meant it."""
    body = mention.body
    if mention.is_percent and body.count(".") == 1 and "," not in body:
        body = body.replace(".", ",")
    return Fraction(Decimal(body.replace(".", "").replace(",", ".", 1).replace(",", "")))


def _agrees(mention: _Mention, figure: TextFigure) -> bool:
    """Whether the number is the figure, perhaps rounded to fewer decimals."""
    if any(mention.body == re.sub(r"[^\d.,]", "", form).strip(".,") for form in figure.shown):
        return True
    value = _reading(mention)
    places = len(mention.body.rpartition(",")[2]) if "," in mention.body else 0
    if mention.is_percent and "." in mention.body and "," not in mention.body:
        places = len(mention.body.partition(".")[2])
    return value == figure.number or value == Fraction(half_up(figure.number, places))


def _mentions(bare: str) -> Iterator[_Mention]:
    text = without_dates(bare)
    for found in _NUMBER.finditer(text):
        first = max(found.start() - _REACH, 0)
        after = _after(text[found.end() : found.end() + _REACH])
        yield _Mention(
            written=found[0],
            body=found[1],
            is_percent=bool(found[2]),
            start=found.start(),
            end=found.end(),
            before=_before(text[first : found.start()], is_beginning=not first),
            after=_words(after),
            phrase=_words(_PHRASE_END.split(after)[0]),
        )


def _before(text: str, *, is_beginning: bool) -> tuple[str, ...]:
    """The words of the clause that end a text, back to the last number."""
    *others, clause = _CLAUSE_END.split(text)
    *numbers, rest = re.split(r"\d", clause)
    begins = not numbers and (is_beginning or bool(others))
    return ((_START,) if begins else ()) + _words(rest)


def _after(text: str) -> str:
    """What the clause says up to its end or the next number."""
    return re.split(r"\d", _CLAUSE_END.split(text)[0])[0]


def _words(text: str) -> tuple[str, ...]:
    return tuple(HIDDEN if word.startswith(HIDDEN) else word.casefold() for word in _WORD.findall(nfc(text)))


def _names(name: str) -> tuple[tuple[str, ...], ...]:
    """A name as its words, and without the leading "tổng số" or "tỷ lệ" where enough words are left to tell it."""
    whole = _words(_PARENTHESES.sub(" ", name))
    first = next((place for place, word in enumerate(whole) if word not in _LEADING), len(whole))
    return tuple(words for words in dict.fromkeys((whole, whole[first:])) if len(words) >= _FEWEST_WORDS)


def _follows_name(mention: _Mention, name: tuple[str, ...]) -> bool:
    """Whether a name stands before the number with nothing but filling words between."""
    for gap in range(_LONGEST_GAP + 1):
        end = len(mention.before) - gap
        if end < len(name):
            return False
        if mention.before[end - len(name) : end] == name:
            return True
        if mention.before[end - 1] not in _FILLERS:
            return False
    return False


def _contexts(template: str) -> Iterator[_Context]:
    """The words around each figure of a draft sentence, up to the next place-holder on either side."""
    for sentence in template.split("||"):
        dated = _DAY_PLACES.sub(HIDDEN, sentence)
        marks = [*_PLACE.finditer(dated)]
        edges = [0, *(mark.end() for mark in marks)]
        ends = [*(mark.start() for mark in marks), len(dated)]
        texts = [dated[start:end] for start, end in zip(edges, ends, strict=True)]
        for place, (mark, (left, right)) in enumerate(zip(marks, pairwise(texts), strict=True)):
            before = _before(left, is_beginning=not place)
            after = _words(_after(right.lstrip(" %")))[:_WORDS_AFTER]
            befores = {before[-most:] for most in _WORDS_BEFORE} | {before[before[:1] == (_START,) :]}
            for context in {_Context(mark[1], words, after) for words in befores}:
                if context.weight >= _FEWEST_WORDS:
                    yield context
