"""Sums over the criteria that a unit scores itself: by area, in total, and those that lost points."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from cchc_desktop.domain.scoring import Outcome
from cchc_desktop.domain.snapshot import LeafPart


@dataclass(frozen=True, slots=True)
class AreaSum:
    """The self-scored maximum and points of an area."""

    code: str
    name: str
    maximum: Decimal
    points: Decimal

    @property
    def lost(self) -> Decimal:
        """What is missing to the maximum."""
        return self.maximum - self.points

    @staticmethod
    def total(sums: Sequence["AreaSum"]) -> "AreaSum":
        """The sum of all areas."""
        return AreaSum(
            "", "", sum((area.maximum for area in sums), Decimal(0)), sum((area.points for area in sums), Decimal(0))
        )


def is_self_scored(row: LeafPart) -> bool:
    """Whether the unit gives points here: a leaf that is neither of the survey nor left out."""
    return row["leaf"] and not row["survey"] and row["outcome"] != Outcome.EXCLUDED.value


def area_sums(rows: Sequence[LeafPart]) -> tuple[AreaSum, ...]:
    """The areas that the unit scores, in printed order.

    The points are those frozen with the area, because an area with a criterion left out is rescaled to its maximum.
    """
    starts = [index for index, row in enumerate(rows) if row["depth"] == 0]
    sums = (_area_sum(rows[start:end]) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True))
    return tuple(area for area in sums if area.maximum)


def _area_sum(rows: Sequence[LeafPart]) -> AreaSum:
    own = [row for row in rows if row["leaf"] and not row["survey"]]
    maximum = sum((Decimal(row["max_points"]) for row in own), Decimal(0)) if any(map(is_self_scored, own)) else 0
    return AreaSum(rows[0]["code"], rows[0]["name"], Decimal(maximum), Decimal(rows[0]["points"] or 0))


def surveyed_codes(rows: Sequence[LeafPart]) -> frozenset[str]:
    """The nodes below which everything is the survey's: the unit has no points there."""
    return frozenset(row["code"] for position, row in enumerate(rows) if _is_surveyed(rows[position:]))


def _is_surveyed(rows: Sequence[LeafPart]) -> bool:
    """Whether the first row and all rows below it in the tree have only survey leaves."""
    below = takewhile(lambda row: row["depth"] > rows[0]["depth"], rows[1:])
    return all(row["survey"] for row in (rows[0], *below) if row["leaf"])


def lost_rows(rows: Sequence[LeafPart]) -> tuple[LeafPart, ...]:
    """The self-scored leaves below their maximum, in printed order."""
    return tuple(
        row for row in rows if is_self_scored(row) and Decimal(row["points"] or 0) < Decimal(row["max_points"])
    )
