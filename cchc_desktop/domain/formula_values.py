"""The values of formulas: exact numbers, texts, days, yes and no, and what operators and functions make of them.

An operand that is not known (None) makes the result unknown.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cchc_desktop.domain.formula_syntax import FormulaError
from cchc_desktop.domain.vietnamese import parse_date, search_key

Value = Fraction | str | bool | date | tuple[str, ...] | None

_MOST_BITS = 1 << 14  # of a numerator or denominator: far beyond any figure, far below what takes time
_YES_NO = {"co": True, "yes": True, "x": True, "khong": False, "no": False}


def exact(value: Value | Decimal | int) -> Value:
    """A value as formulas take it: numbers as fractions; an empty text or choice is nothing."""
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    return value if value not in ("", ()) else None


def known_number(value: Value) -> Fraction | None:
    """The number, None where nothing is known; raises FormulaError for another kind of value."""
    if value is None or isinstance(value, Fraction):
        return value
    raise FormulaError(f"Chỉ tính được với số, không tính được với {_in_words(value)}")


def truth(value: Value) -> bool | None:
    """Yes or no, None where nothing is known; raises FormulaError for another kind of value."""
    if value is None or isinstance(value, bool):
        return value
    raise FormulaError(f"VA, HOAC, KHONG, NEU và điều kiện cần một phép so sánh, không dùng được {_in_words(value)}")


def _in_words(value: Value) -> str:
    if isinstance(value, bool):
        return "giá trị Có/Không"
    if isinstance(value, date):
        return f"ngày {value.isoformat()}"
    if isinstance(value, Fraction):
        return "một con số"
    return f"chữ “{str(value)[:40]}”" if isinstance(value, str) else "nhiều lựa chọn (dùng hàm CO)"


def bounded(value: Fraction) -> Fraction:
    """The value; raises FormulaError where it has grown beyond any figure, before it takes time and memory."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        raise FormulaError("Kết quả quá lớn")
    return value


def _on_numbers(apply: Callable[[Fraction, Fraction], Fraction]) -> Callable[[Value, Value], Fraction | None]:
    """An operator that is unknown where an operand is, and where a divisor is zero."""

    def applied(left: Value, right: Value) -> Fraction | None:
        first, second = known_number(left), known_number(right)
        if first is None or second is None or (apply is operator.truediv and not second):
            return None
        return bounded(apply(first, second))

    return applied


def _negated(value: Value) -> Fraction | None:
    number = known_number(value)
    return None if number is None else -number


def _not(value: Value) -> bool | None:
    held = truth(value)
    return None if held is None else not held


ARITHMETIC: Mapping[type[ast.AST], Callable[..., Value]] = {
    ast.Add: _on_numbers(operator.add),
    ast.Sub: _on_numbers(operator.sub),
    ast.Mult: _on_numbers(operator.mul),
    ast.Div: _on_numbers(operator.truediv),
    ast.UAdd: known_number,
    ast.USub: _negated,
    ast.Not: _not,
}


def _over_known(apply: Callable[[list[Fraction]], Fraction]) -> Callable[..., Fraction | None]:
    def applied(*values: Value) -> Fraction | None:
        numbers = [known_number(value) for value in values]
        known = [number for number in numbers if number is not None]
        return bounded(apply(known)) if len(known) == len(numbers) else None

    return applied


def _percentage(part: Value, whole: Value) -> Fraction | None:
    first, second = known_number(part), known_number(whole)
    return None if first is None or not second else bounded(first / second * 100)


def _either(condition: Value, yes: Value, no: Value) -> Value:
    held = truth(condition)
    if held is None:
        return yes if yes == no else None
    return yes if held else no


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "TONG": _over_known(lambda numbers: sum(numbers, Fraction(0))),
    "NHO_NHAT": _over_known(min),
    "LON_NHAT": _over_known(max),
    "TY_LE": _percentage,
    "NEU": _either,
    "KY_TRUOC": lambda value: value,  # the name inside was already looked up in the other period
    "CUNG_KY": lambda value: value,
}


def holds_option(value: Value, option: Value) -> bool:
    """Whether a multi choice holds an option; a single choice counts as one."""
    return option in value if isinstance(value, tuple) else value is not None and value == option


_ORDER: Mapping[type[ast.cmpop], Callable[[Fraction | date, Fraction | date], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def compared(sign: type[ast.cmpop], left: Value, right: Value) -> bool | None:
    """Whether a comparison holds, None where a side is unknown; raises FormulaError where two kinds do not compare."""
    if left is None or right is None:
        return None
    first, second = _alike(left, right)
    if sign is ast.Eq:
        return first == second
    if sign is ast.NotEq:
        return first != second
    if isinstance(first, str | bool | tuple) or isinstance(second, str | bool | tuple):
        raise FormulaError(f"Chỉ so sánh lớn, nhỏ giữa số với số, ngày với ngày, không phải {_in_words(left)}")
    return _ORDER[sign](first, second)


def is_yes_no(text: str) -> bool:
    """Whether a text beside a yes/no is read as one: 'yes', 'no', 'có', 'không', 'x'."""
    return search_key(text) in _YES_NO


def _alike(left: Value, right: Value) -> tuple[Fraction | str | bool | date, Fraction | str | bool | date]:
    """Both sides as one kind: a text beside a date or a yes/no is read as such."""
    if isinstance(left, str) and not isinstance(right, str):
        second, first = _alike(right, left)
        return first, second
    if isinstance(right, str) and isinstance(left, bool):
        if (word := search_key(right)) in _YES_NO:
            return left, _YES_NO[word]
    elif isinstance(right, str) and isinstance(left, date):
        try:
            return left, parse_date(right)
        except ValueError as error:
            raise FormulaError(str(error).rstrip(".")) from None
    elif left is not None and right is not None and not isinstance(left, tuple) and type(left) is type(right):
        return left, right
    raise FormulaError(f"Không so sánh được {_in_words(left)} với {_in_words(right)}")
