"""A criteria set (bộ tiêu chí): areas, criteria, sub-criteria; a leaf has points and one scoring rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.rules import Rule


class NotArising(Enum):
    """What "không phát sinh" means for a criterion: a declared policy, never a zero by accident."""

    FORBIDDEN = "forbidden"  # nothing to count is an input error
    ZERO = "zero"  # a = 0 means that there was no plan at all: 0 points
    FULL = "full"  # declared with a written confirmation: the maximum
    EXCLUDED = "excluded"  # left out; its area is rescaled to the full maximum
    NOT_APPLICABLE = "not_applicable"  # survey: the commune never enters a score


@dataclass(frozen=True, slots=True)
class Input:
    """A number asked for by a rule: ``key`` is the variable (a, b, c, n, x), ``code`` its permanent code.

    ``formula`` gives the same number from the fields of the yearly report (``CriteriaSet.form``); "" where the report
    has no such number.
    """

    key: str
    code: str
    name: str
    unit: str
    formula: str = ""

    @property
    def is_number(self) -> bool:
        """Whether a number is asked for; the unit "có/không" marks a condition that is ticked."""
        return self.unit != "có/không"

    @property
    def is_whole(self) -> bool:
        """Whether decimals are refused: everything is counted but money, minutes and points."""
        return not any(word in self.unit for word in ("đồng", "phút", "điểm"))

    @property
    def ceiling(self) -> Decimal | None:
        """The largest value of a scale such as "điểm/100", or None."""
        _, slash, top = self.unit.partition("/")
        return Decimal(top) if slash and top.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of the set: inputs by key and the points that must come out."""

    values: tuple[tuple[str, Decimal], ...]
    points: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree. ``rule`` is None on inner nodes, whose maximum is the sum of their children."""

    code: str
    name: str
    max_points: Decimal
    children: tuple["Criterion", ...] = ()
    rule: Rule | None = None
    inputs: tuple[Input, ...] = ()
    not_arising: NotArising = NotArising.FORBIDDEN
    evidence: tuple[str, ...] = ()
    owner: str = ""
    explain_below_max: bool = False
    explain_without_evidence: bool = False
    b_may_exceed_a: bool = False
    indicators: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    examples: tuple[Example, ...] = ()

    @property
    def is_leaf(self) -> bool:
        """Whether points are given here."""
        return self.rule is not None

    def leaves(self) -> Iterator["Criterion"]:
        """All leaves below and including this node, in printed order."""
        if self.is_leaf:
            yield self
        for child in self.children:
            yield from child.leaves()

    def nodes(self) -> Iterator["Criterion"]:
        """This node and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.nodes()


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A bonus or deduction item: ``points`` for each case."""

    code: str
    name: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of the classification: reached from ``from_points`` on the scale of 100."""

    name: str
    from_points: Decimal


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A whole set: areas in printed order, bonus, deduction, their caps, and the classification (best first).

    ``form`` is the code of the report form whose yearly figures the formulas of inputs read; "" for none.
    """

    header: PackHeader
    year: int
    scale: Decimal
    areas: tuple[Criterion, ...]
    bonus: tuple[Adjustment, ...]
    bonus_cap: Decimal
    deduction: tuple[Adjustment, ...]
    deduction_cap: Decimal
    grades: tuple[Grade, ...]
    form: str = ""

    def leaves(self) -> Iterator[Criterion]:
        """All leaves in printed order."""
        for area in self.areas:
            yield from area.leaves()

    def criterion(self, code: str) -> Criterion:
        """Return the node with this code; KeyError if there is none."""
        for area in self.areas:
            for node in area.nodes():
                if node.code == code:
                    return node
        raise KeyError(code)
