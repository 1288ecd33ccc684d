"""The closed kinds of scoring rule (cách chấm) with their parameters. Percentages are numbers such as 80 for 80%."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Choice:
    """An option or a tick with its points."""

    label: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """Points reached from this threshold on; None means "otherwise"."""

    threshold: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class YesNo:
    """Có/không."""

    yes: Decimal
    no: Decimal


@dataclass(frozen=True, slots=True)
class OneOption:
    """Exactly one option."""

    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TickList:
    """Sum of the ticked items."""

    items: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RatioBands:
    """First band with b/a >= threshold percent."""

    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Proportional:
    """b/a * max; 0 below ``zero_below`` percent, the maximum from ``full_from`` percent."""

    zero_below: Decimal
    full_from: Decimal


@dataclass(frozen=True, slots=True)
class ProportionalToTarget:
    """(b/a)/target * max, at most max; 0 below ``zero_below`` percent."""

    target: Decimal
    zero_below: Decimal


@dataclass(frozen=True, slots=True)
class DeadlineWeighted:
    """((b + 0.5 c)/a) * max, b in time, c late; 0 below ``zero_below`` percent."""

    zero_below: Decimal


@dataclass(frozen=True, slots=True)
class WithinDeadline:
    """A date: the maximum up to the deadline (``year_offset`` years after the scored year), else ``late``."""

    month: int
    day: int
    late: Decimal
    year_offset: int = 0


@dataclass(frozen=True, slots=True)
class MinusPerCase:
    """max - step * n, not below 0; 0 when one of ``zero_when`` holds. ``per`` names one case."""

    step: Decimal
    per: str
    zero_when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountBands:
    """First band with n >= threshold."""

    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class ValueBands:
    """First band met by x; ``at_most`` compares x <= threshold, otherwise x >= threshold."""

    bands: tuple[Band, ...]
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """Điều tra xã hội học: entered only by the province after the survey."""


Rule = (
    YesNo
    | OneOption
    | TickList
    | RatioBands
    | Proportional
    | ProportionalToTarget
    | DeadlineWeighted
    | WithinDeadline
    | MinusPerCase
    | CountBands
    | ValueBands
    | Survey
)
