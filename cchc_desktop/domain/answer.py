"""An answer to a leaf of the criteria set: what the commune enters, and what makes it inadmissible.

Empty, 0 and "không phát sinh" are three different values: an absent key, a key with 0, and ``not_arising``.
The constraints are those of the criteria set ("ràng buộc dữ liệu").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cchc_desktop.domain.criteria import Criterion, Input, NotArising
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.rules import (
    CountBands,
    DeadlineWeighted,
    MinusPerCase,
    OneOption,
    Proportional,
    ProportionalToTarget,
    RatioBands,
    Survey,
    TickList,
    ValueBands,
    WithinDeadline,
    YesNo,
)

_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was entered for one leaf; the empty answer says nothing.

    ``numbers`` by input key (a, b, c, n, x); ``yes`` for yes/no rules, and False for a deadline rule whose work was
    never done; ``choice`` and ``ticks`` are positions in the rule (``ticks`` None: not touched, empty: nothing
    reached); ``zero_conditions`` are positions in ``MinusPerCase.zero_when`` that hold.
    """

    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    yes: bool | None = None
    choice: int | None = None
    ticks: frozenset[int] | None = None
    day: date | None = None
    zero_conditions: frozenset[int] = frozenset()
    not_arising: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was entered."""
        return self == Answer()

    def to_plain(self) -> dict[str, object]:
        """The entered fields only, ready for JSON: numbers as text with a point, days as "YYYY-MM-DD"."""
        plain: dict[str, object] = {}
        if self.numbers:
            plain["numbers"] = {key: f"{self.numbers[key]:f}" for key in sorted(self.numbers)}
        if self.yes is not None:
            plain["yes"] = self.yes
        if self.choice is not None:
            plain["choice"] = self.choice
        if self.ticks is not None:
            plain["ticks"] = sorted(self.ticks)
        if self.day is not None:
            plain["day"] = self.day.isoformat()
        if self.zero_conditions:
            plain["zero_conditions"] = sorted(self.zero_conditions)
        if self.not_arising:
            plain["not_arising"] = True
        return plain

    @classmethod
    def from_plain(cls, plain: object) -> "Answer":
        """Read what ``to_plain`` wrote; ValueError for an unknown field or a value of the wrong shape."""
        if not isinstance(plain, dict):
            raise ValueError(f"not an answer: {plain!r}")
        readers = {
            "numbers": _read_numbers,
            "yes": _read_flag,
            "choice": _read_position,
            "ticks": _read_positions,
            "day": _read_day,
            "zero_conditions": _read_positions,
            "not_arising": _read_flag,
        }
        unknown = plain.keys() - readers.keys()
        if unknown:
            raise ValueError(f"unknown fields of an answer: {sorted(map(str, unknown))}")
        values = {name: readers[name](value) for name, value in plain.items()}
        return cls(**values)  # type: ignore[arg-type]  # each reader returns the type of its own field


def _read_numbers(value: object) -> dict[str, Decimal]:
    if not isinstance(value, dict):
        raise ValueError(f"not numbers by key: {value!r}")
    for key, number in value.items():
        if not (isinstance(key, str) and isinstance(number, str) and _PLAIN_NUMBER.fullmatch(number)):
            raise ValueError(f"not a number: {key!r}: {number!r}")
    return {key: Decimal(number) for key, number in value.items()}


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"not true or false: {value!r}")
    return value


def _read_position(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"not a position: {value!r}")
    return value


def _read_positions(value: object) -> frozenset[int]:
    if not isinstance(value, list):
        raise ValueError(f"not a list of positions: {value!r}")
    positions = frozenset(_read_position(item) for item in value)
    if len(positions) != len(value):
        raise ValueError(f"a position twice: {value!r}")
    return positions


def _read_day(value: object) -> date:
    day = date.fromisoformat(value) if isinstance(value, str) else None
    if day is None or day.isoformat() != value:
        raise ValueError(f"not a day: {value!r}")
    return day


def number_inputs(criterion: Criterion) -> tuple[Input, ...]:
    """The numbers that a leaf asks for; a yes/no input is one of the rule's zero conditions, not a number."""
    given = tuple(item for item in criterion.inputs if item.is_number)
    named = {item.key for item in given}
    rest = tuple(Input(key, f"{criterion.code}.{key}", key, "") for key in _rule_keys(criterion) if key not in named)
    return given + rest


def _rule_keys(criterion: Criterion) -> tuple[str, ...]:
    match criterion.rule:
        case RatioBands() | Proportional() | ProportionalToTarget():
            return ("a", "b")
        case DeadlineWeighted():
            return ("a", "b", "c")
        case MinusPerCase() | CountBands():
            return ("n",)
        case ValueBands():
            return ("x",)
        case _:
            return ()


def in_words(criterion: Criterion, answer: Answer) -> list[str]:
    """The answer as printed, a line for each entry: "Số nhiệm vụ đề ra trong kế hoạch: 61 nhiệm vụ"."""
    if answer.not_arising:
        return ["Không phát sinh"]
    return _numbers_in_words(criterion, answer) + _choices_in_words(criterion, answer)


def _numbers_in_words(criterion: Criterion, answer: Answer) -> list[str]:
    return [
        f"{item.name}: {format_decimal(answer.numbers[item.key])} {item.unit}".rstrip()
        for item in number_inputs(criterion)
        if item.key in answer.numbers
    ]


def _choices_in_words(criterion: Criterion, answer: Answer) -> list[str]:
    match criterion.rule:
        case YesNo() if answer.yes is not None:
            return ["Kết quả: Có" if answer.yes else "Kết quả: Không"]
        case OneOption(options) if answer.choice is not None and answer.choice < len(options):
            return [f"Mức tự chọn: {options[answer.choice].label}"]
        case TickList(items) if answer.ticks is not None:
            return [
                f"{item.label}: {'Đạt' if position in answer.ticks else 'Chưa đạt'}"
                for position, item in enumerate(items)
            ]
        case MinusPerCase(zero_when=conditions) if answer.numbers:
            return [
                f"{condition}: {'Có' if position in answer.zero_conditions else 'Không'}"
                for position, condition in enumerate(conditions)
            ]
        case WithinDeadline() if answer.day is not None:
            return [f"Ngày thực hiện: {answer.day:%d/%m/%Y}"]
        case WithinDeadline() if answer.yes is False:
            return ["Chưa thực hiện"]
        case _:
            return []


def missing(criterion: Criterion, answer: Answer) -> Finding | None:
    """The first entry that the rule still waits for, or None when the answer is whole."""
    if answer.not_arising:
        return None
    for item in number_inputs(criterion):
        if item.key not in answer.numbers:
            return _finding(criterion, item.key, "missing-number", f"chưa nhập “{item.name}”.")
    rule = criterion.rule
    untouched = (
        (isinstance(rule, YesNo) and answer.yes is None)
        or (isinstance(rule, OneOption) and answer.choice is None)
        or (isinstance(rule, TickList) and answer.ticks is None)
        or (isinstance(rule, WithinDeadline) and answer.day is None and answer.yes is not False)
    )
    return _finding(criterion, "answer", "missing-answer", "chưa chọn kết quả.") if untouched else None


def fault(criterion: Criterion, answer: Answer) -> Finding | None:
    """The first thing that makes the answer inadmissible (level BLOCK), or None; what is missing is no fault."""
    if isinstance(criterion.rule, Survey):
        text = "chấm theo kết quả điều tra xã hội học, xã không tự chấm."
        return None if answer.is_empty else _finding(criterion, "answer", "survey-entered", text)
    if answer.not_arising:
        return _not_arising_fault(criterion, answer)
    return _number_fault(criterion, answer) or _relation_fault(criterion, answer) or _choice_fault(criterion, answer)


def _not_arising_fault(criterion: Criterion, answer: Answer) -> Finding | None:
    if criterion.not_arising in (NotArising.FORBIDDEN, NotArising.NOT_APPLICABLE):
        text = "không được khai “không phát sinh”; đề nghị nhập số liệu."
        return _finding(criterion, "answer", "not-arising-forbidden", text)
    for item in number_inputs(criterion):
        if answer.numbers.get(item.key):
            text = f"đã khai “không phát sinh” nhưng “{item.name}” là {format_decimal(answer.numbers[item.key])}."
            return _finding(criterion, item.key, "not-arising-contradicted", text)
    if answer.yes is not None or answer.choice is not None or answer.ticks or answer.day is not None:
        text = "đã khai “không phát sinh” nhưng vẫn chọn kết quả; đề nghị chỉ giữ một trong hai."
        return _finding(criterion, "answer", "not-arising-contradicted", text)
    return None


def _number_fault(criterion: Criterion, answer: Answer) -> Finding | None:
    for item in number_inputs(criterion):
        value = answer.numbers.get(item.key)
        if value is None:
            continue
        shown = format_decimal(value)
        if value < 0:
            return _finding(criterion, item.key, "negative", f"“{item.name}” không được âm (đã nhập {shown}).")
        if item.is_whole and value != value.to_integral_value():
            text = f"“{item.name}” phải là số nguyên (đã nhập {shown})."
            return _finding(criterion, item.key, "not-whole", text)
        if item.ceiling is not None and value > item.ceiling:
            text = f"“{item.name}” không được lớn hơn {format_decimal(item.ceiling)} (đã nhập {shown})."
            return _finding(criterion, item.key, "above-ceiling", text)
    return None


def _relation_fault(criterion: Criterion, answer: Answer) -> Finding | None:
    a, b, c = (answer.numbers.get(key) for key in "abc")
    # Under a yes/no rule b > a is a fact that makes the answer "no" (more posts filled than allotted), not a slip.
    compares = not criterion.b_may_exceed_a and not (isinstance(criterion.rule, YesNo) and answer.yes is not True)
    if compares and a is not None and b is not None and b > a:
        return _exceeds(criterion, answer, ("b", "a"))
    if a is not None and b is not None and c is not None:
        if isinstance(criterion.rule, DeadlineWeighted) and b + c > a:
            text = f"tổng b + c = {format_decimal(b)} + {format_decimal(c)} = {format_decimal(b + c)} lớn hơn "
            text += f"“{_name(criterion, 'a')}” ({format_decimal(a)})."
            return _finding(criterion, "c", "b-plus-c-exceeds-a", text)
        if not isinstance(criterion.rule, DeadlineWeighted) and c > b:
            return _exceeds(criterion, answer, ("c", "b"))
    return _nothing_to_count(criterion) if a == 0 else None


def _nothing_to_count(criterion: Criterion) -> Finding | None:
    if criterion.not_arising is NotArising.ZERO:
        return None
    name = _name(criterion, "a")
    if criterion.not_arising is NotArising.FORBIDDEN:
        return _finding(criterion, "a", "a-is-zero", f"“{name}” phải lớn hơn 0 (đã nhập 0).")
    text = f"“{name}” là 0; nếu trong năm không phát sinh, đề nghị chọn “Không phát sinh” và ghi xác nhận."
    return _finding(criterion, "a", "declare-not-arising", text)


def _exceeds(criterion: Criterion, answer: Answer, keys: tuple[str, str]) -> Finding:
    (more, less), (larger, smaller) = keys, (format_decimal(answer.numbers[key]) for key in keys)
    text = f"“{_name(criterion, more)}” ({larger}) lớn hơn “{_name(criterion, less)}” ({smaller})"
    text += ", không thể chọn “Có”." if isinstance(criterion.rule, YesNo) else "."
    return _finding(criterion, more, f"{more}-exceeds-{less}", text)


def _choice_fault(criterion: Criterion, answer: Answer) -> Finding | None:
    match criterion.rule:
        case OneOption(options):
            unknown = answer.choice is not None and answer.choice not in range(len(options))
        case TickList(items):
            unknown = not (answer.ticks or frozenset()) <= set(range(len(items)))
        case MinusPerCase(zero_when=conditions):
            unknown = not answer.zero_conditions <= set(range(len(conditions)))
        case WithinDeadline() if answer.day is not None and answer.yes is False:
            text = f"đã khai chưa thực hiện nhưng vẫn ghi ngày {answer.day:%d/%m/%Y}."
            return _finding(criterion, "day", "day-contradicted", text)
        case _:
            unknown = False
    text = "kết quả đã chọn không có trong bộ tiêu chí đang dùng; đề nghị chọn lại."
    return _finding(criterion, "answer", "unknown-option", text) if unknown else None


def _name(criterion: Criterion, key: str) -> str:
    return next((item.name for item in number_inputs(criterion) if item.key == key), key)


def _finding(criterion: Criterion, part: str, code: str, text: str) -> Finding:
    where = f"criterion:{criterion.code}:{part}"
    return Finding(f"score.{code}", Level.BLOCK, f"Tiêu chí {criterion.code} ({criterion.name}): {text}", where)
