"""The sheet as the screen shows it: the totals, a line for each node of the tree, and what the filters let through."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.number import format_decimal, format_points
from cchc_desktop.domain.vietnamese import matches
from ui.screens.assessment.marks import Mark, mark_of

if TYPE_CHECKING:
    from cchc_desktop.domain.assessment import NodeScore
    from cchc_desktop.services.assessment.self_assessment import Sheet, SheetRow

ADJUSTMENTS = "adjustments"
"""Stands in the tree for the page of bonus and deduction; no criterion has such a code."""
_OWED_PARTS = ("explanation", "evidence")


class Filter(Enum):
    """What the chips above the tree let through."""

    UNANSWERED = "unanswered"
    LOST = "lost"
    OWED = "owed"
    ALL = "all"

    @property
    def label(self) -> str:
        """The word on the chip."""
        return {"unanswered": "Chưa chấm", "lost": "Mất điểm", "owed": "Thiếu minh chứng, giải trình", "all": "Tất cả"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One node of the tree in words; ``mark`` is None on inner nodes. Shares are of the possible points, 0 to 1."""

    code: str
    name: str
    depth: int
    mark: Mark | None
    points: str
    note: str
    reached: float
    lost: float
    tip: str

    @property
    def is_leaf(self) -> bool:
        """Whether points are given here."""
        return self.mark is not None


@dataclass(frozen=True, slots=True)
class Totals:
    """The line of totals in words; ``complete`` when nothing is left to score."""

    points: str
    bonus: str
    deduction: str
    rescaled: str
    grade: str
    answered: str
    complete: bool


def totals(sheet: "Sheet") -> Totals:
    """The totals of a sheet; no class is foretold before the first score."""
    result = sheet.result
    leaves = sum(row.leaf is not None and mark_of(row.leaf) is not Mark.SURVEY for row in sheet.rows)
    return Totals(
        points=f"{format_points(result.self_points)}/{format_decimal(result.self_max)}",
        bonus=_signed("+", result.bonus_points),
        deduction=_signed("−", result.deduction_points),
        rescaled=format_points(result.rescaled),
        grade=result.grade if result.answered else "",
        answered=f"{result.answered}/{leaves}",
        complete=result.complete,
    )


def tree_lines(sheet: "Sheet") -> tuple[TreeLine, ...]:
    """A line for each node in printed order, and the last one for bonus and deduction."""
    result = sheet.result
    points = f"{_signed('+', result.bonus_points)} / {_signed('−', result.deduction_points)}"
    last = TreeLine(ADJUSTMENTS, "ĐIỂM THƯỞNG, ĐIỂM TRỪ", 0, None, points, "", 0.0, 0.0, "Điểm thưởng, điểm trừ")
    return (*(_line(row) for row in sheet.rows), last)


def filtered(sheet: "Sheet", chosen: Filter, query: str) -> frozenset[str]:
    """Codes of the leaves that pass the filter and are found by the query, by their own name or that of a parent."""
    owed = _owed(sheet)
    return frozenset(
        row.criterion.code
        for row, path in _leaves_with_path(sheet)
        if _passes(row, chosen, owed) and matches(query, path, row.criterion.owner)
    )


def counts(sheet: "Sheet") -> dict[Filter, int]:
    """How many leaves each filter lets through."""
    owed = _owed(sheet)
    found: Counter[Filter] = Counter()
    for row, _ in _leaves_with_path(sheet):
        found.update(one for one in Filter if _passes(row, one, owed))
    return {one: found[one] for one in Filter}


def _passes(row: "SheetRow", chosen: Filter, owed: frozenset[str]) -> bool:
    assert row.leaf is not None
    mark = mark_of(row.leaf)
    match chosen:
        case Filter.UNANSWERED:
            return mark in (Mark.UNANSWERED, Mark.INVALID)
        case Filter.LOST:
            return mark in (Mark.ZERO, Mark.PARTIAL)
        case Filter.OWED:
            return row.criterion.code in owed
        case Filter.ALL:
            return True


def _owed(sheet: "Sheet") -> frozenset[str]:
    parts = (finding.target.split(":") for finding in sheet.findings if finding.level is Level.BLOCK)
    return frozenset(part[1] for part in parts if part[-1] in _OWED_PARTS)


def _leaves_with_path(sheet: "Sheet") -> Iterator[tuple["SheetRow", str]]:
    path: list[str] = []
    for row in sheet.rows:
        del path[row.depth :]
        path.append(f"{row.criterion.code} {row.criterion.name}")
        if row.leaf is not None:
            yield row, "\n".join(path)


def _line(row: "SheetRow") -> TreeLine:
    criterion, score = row.criterion, row.score
    mark = None if row.leaf is None else mark_of(row.leaf)
    points = f"{format_points(score.points)}/{format_points(score.possible)}" if score.possible else ""
    if mark in (Mark.UNANSWERED, Mark.INVALID, Mark.SURVEY, Mark.EXCLUDED):
        points = f"–/{format_points(criterion.max_points)}"
    whole = float(score.possible) or 1.0
    return TreeLine(
        code=criterion.code,
        name=criterion.name,
        depth=row.depth,
        mark=mark,
        points=points,
        note=mark.label if mark else _progress(score),
        reached=float(score.points) / whole,
        lost=float(score.lost) / whole,
        tip=_tip(row, mark),
    )


def _progress(score: "NodeScore") -> str:
    if not score.leaves:
        return Mark.SURVEY.label
    lost = f" · mất {format_points(score.lost)}" if score.lost > 0 else ""
    return f"{score.answered}/{score.leaves}{lost}"


def _tip(row: "SheetRow", mark: Mark | None) -> str:
    criterion, score = row.criterion, row.score
    lines = [f"{criterion.code} {criterion.name}"]
    if mark is None:
        lines.append(
            f"Đạt {format_points(score.points)} trên {format_points(score.possible)} điểm tự chấm, "
            f"mất {format_points(score.lost)}; đã chấm {score.answered}/{score.leaves} tiêu chí"
        )
    else:
        lines.append(f"{mark.label} · tối đa {format_points(criterion.max_points)} điểm")
    if score.survey_max:
        lines.append(f"Điều tra xã hội học: {format_points(score.survey_max)} điểm, do tỉnh chấm")
    return "\n".join([*lines, *([score.rescaling] if score.rescaling else [])])


def _signed(sign: str, points: Decimal) -> str:
    return f"{sign}{format_points(points)}" if points else "0"
