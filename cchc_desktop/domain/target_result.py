"""Whether a target (chỉ tiêu) is reached, in which words it is set, and which way its value goes.

The exact value is compared, never the rounded one; the printed value gets more decimals where rounding would make a
missed target look reached.
"""

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from cchc_desktop.domain.number import format_decimal, half_up
from cchc_desktop.domain.target import Operator, Target

_MORE_DECIMALS = 6

Number = Fraction | Decimal


class Reached(Enum):
    """Whether a target is reached."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        """The words on screen and in print."""
        return {"met": "Đạt", "not_met": "Chưa đạt", "": "Chưa có số liệu"}[self.value]


class Trend(Enum):
    """Which way a value goes from the previous period."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        """The words on screen and in print."""
        return {"up": "Tăng", "down": "Giảm", "same": "Không đổi", "": ""}[self.value]


def reached(target: Target, value: Number | None) -> Reached:
    """Whether the exact value reaches the target; unknown where there is no value."""
    if value is None:
        return Reached.UNKNOWN
    return Reached.MET if _holds(target, Fraction(value)) else Reached.NOT_MET


def _holds(target: Target, value: Fraction) -> bool:
    threshold = Fraction(target.threshold)
    sign = Decimal((value > threshold) - (value < threshold))  # exact, where a Decimal could not hold the value
    return target.operator.holds(sign, Decimal(0))


def threshold_words(target: Target) -> str:
    """The threshold as plans word it: "từ 90% trở lên", "trên 90%", "tối đa 25 phút", "dưới 5%", "đạt 100%"."""
    words = f"{target.operator.label} {with_unit(format_decimal(target.threshold), target.unit)}"
    return f"{words} trở lên" if target.operator is Operator.AT_LEAST else words


def with_unit(number: str, unit: str) -> str:
    """A printed number with its unit: "90%" without a space, "25 phút" with one."""
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".rstrip()


def shown_result(target: Target, value: Number | None) -> str:
    """The value as printed with its unit, "" where nothing is known; it never contradicts ``reached``."""
    if value is None:
        return ""
    exact = Fraction(value)
    holds = _holds(target, exact)
    places = target.decimals
    while _holds(target, Fraction(half_up(exact, places))) != holds and places < target.decimals + _MORE_DECIMALS:
        places += 1
    return with_unit(format_decimal(half_up(exact, places), places), target.unit)


def trend(value: Number | None, previous: Number | None) -> Trend:
    """Which way the value went since the previous period; unknown where one of the two is."""
    if value is None or previous is None:
        return Trend.UNKNOWN
    now, before = Fraction(value), Fraction(previous)
    if now == before:
        return Trend.SAME
    return Trend.UP if now > before else Trend.DOWN
