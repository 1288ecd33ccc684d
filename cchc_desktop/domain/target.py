"""Targets (chỉ tiêu) of a plan year: an indicator, an operator, a threshold and the text that sets it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from cchc_desktop.domain.pack import PackHeader


class Operator(Enum):
    """How a value is compared; "trên 90%" and "từ 90% trở lên" are two different targets."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="

    @property
    def label(self) -> str:
        """The words of plans, before the threshold."""
        return {">=": "từ", ">": "trên", "<=": "tối đa", "<": "dưới", "=": "đạt"}[self.value]

    def holds(self, value: Decimal, threshold: Decimal) -> bool:
        """Whether the exact value satisfies the target."""
        return {
            Operator.AT_LEAST: value >= threshold,
            Operator.MORE_THAN: value > threshold,
            Operator.AT_MOST: value <= threshold,
            Operator.LESS_THAN: value < threshold,
            Operator.EQUAL: value == threshold,
        }[self]


@dataclass(frozen=True, slots=True)
class Target:
    """A target. ``formula`` gives its value from the field codes of ``form``; ``place`` says where it stands.

    ``task`` is the permanent code of the task that brings it, "" if none; ``source`` quotes the document.
    """

    code: str
    name: str
    form: str
    formula: str
    operator: Operator
    threshold: Decimal
    unit: str
    decimals: int
    year: int
    source: str
    place: str = ""
    task: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class TargetSet:
    """All targets of a pack in printed order."""

    header: PackHeader
    targets: tuple[Target, ...]
