"""Vietnamese numbers: a point between thousands, a comma before decimals ("1.855", "41,05%"); roundings are half up.

    ValueError
    |-- AmbiguousNumber    has a Vietnamese and a foreign reading that differ; both are shown
    `-- NotANumber         has no reading at all

A typed number that is ambiguous is refused, never guessed.
"""

import re
from decimal import Decimal
from fractions import Fraction

_SPACES = re.compile("[\u0020\u00a0\u2007\u2009\u202f]")
_VIETNAMESE = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,[0-9]+)?")
_FOREIGN = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_MOST_DIGITS = 18


class AmbiguousNumber(ValueError):
    """The text can be read as either of ``readings``: as a foreign decimal point, or with the point as a separator."""

    def __init__(self, typed: str, readings: tuple[Decimal, Decimal]) -> None:
        first, second = (format_decimal(reading) for reading in readings)
        super().__init__(
            f"Số “{typed}” có thể hiểu là {first} hoặc {second}. "
            "Phần thập phân viết sau dấu phẩy, hàng nghìn cách bằng dấu chấm; đề nghị nhập lại."
        )
        self.typed = typed
        self.readings = readings


class NotANumber(ValueError):
    """The text is not a number."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” không phải là số. Đề nghị nhập số, ví dụ 1.855 hoặc 41,05.")
        self.typed = typed


def parse(text: str) -> Decimal:
    """Read a number as Vietnamese officials write it; a percent sign at the end is dropped ("41,05%" is 41.05).

    "1.234" is 1234 and "1,234" is 1.234 by the Vietnamese rule. Raises AmbiguousNumber for "1.23", "0.123", "43.83%"
    or "1,234.5", and NotANumber for anything else, also for numbers of more than 18 digits.
    """
    body = _SPACES.sub(" ", text).strip(" ").removesuffix("%").rstrip(" ").replace("\u2212", "-")
    negative = body.startswith("-")
    body = body.removeprefix("-").lstrip(" ")
    if sum(character.isdigit() for character in body) > _MOST_DIGITS:
        raise NotANumber(text.strip())
    if _VIETNAMESE.fullmatch(body):
        return _signed(Decimal(body.replace(".", "").replace(" ", "").replace(",", ".")), negative=negative)
    if _FOREIGN.fullmatch(body):
        foreign, without_points = Decimal(body.replace(",", "")), _without_points(body)
        readings = (_signed(foreign, negative=negative), _signed(without_points, negative=negative))
        raise AmbiguousNumber(text.strip(), readings)
    raise NotANumber(text.strip())


def _signed(value: Decimal, *, negative: bool) -> Decimal:
    return -value if negative and value else value


def _without_points(body: str) -> Decimal:
    """Read with the point as a separator of thousands and the first comma, if any, as the decimal mark."""
    whole, _, decimals = body.replace(".", "").partition(",")
    return Decimal(f"{whole}.{decimals.replace(',', '')}" if decimals else whole)


def half_up(value: Fraction, places: int = 2) -> Decimal:
    """Round an exact value half up (halves away from zero) to a number of decimals."""
    scaled = abs(value) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{'-' if value < 0 and units else ''}{units}E-{places}")


def format_decimal(value: Decimal, places: int | None = None) -> str:
    """Print a number: "1.855", "41,05". Without ``places`` nothing is rounded and trailing zeros are dropped."""
    if places is not None:
        value = half_up(Fraction(value), places)
    whole, _, decimals = f"{value:,f}".partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    whole = "0" if whole == "-0" and not decimals.strip("0") else whole
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def format_count(count: int) -> str:
    """Print a count: "7", "1.855"."""
    return f"{count:,}".replace(",", ".")


def format_points(points: Decimal) -> str:
    """Print points, always with two decimals: "1,82", "2,00"."""
    return format_decimal(points, 2)


def format_exact_points(points: Decimal) -> str:
    """Print points with two decimals or, where the value has more, with all of them: "0,50", "0,125"."""
    rounded = half_up(Fraction(points))
    return format_points(rounded) if rounded == points else format_decimal(points)


def percent(ratio: Fraction, places: int = 2) -> str:
    """Print a ratio as a percentage: 41/45 is "91,11%"."""
    return f"{format_decimal(half_up(ratio * 100, places), places)}%"
