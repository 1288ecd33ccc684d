"""The self-assessment: sums of a criteria set up to totals and preliminary class, and what still blocks completing it.

Sums are sums of rounded leaf scores. Points of the survey are the province's and are in none of them.

A leaf that is EXCLUDED ("loại trừ, quy đổi", the pattern of Hải Phòng 212/2025/QĐ-UBND, note 7) leaves its area, and
the area as a whole is rescaled to the full maximum that is self-assessed in it: points of the area = sum of its leaves
x full maximum / maximum of the leaves that are left, rounded half up to two decimals. Rescaling happens at the area
and nowhere else: criteria below print the plain sums of their leaves, totals are the sums of the printed areas. An
area in which nothing is left is left out as a whole, and the scale of 100 makes up for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.criteria import Adjustment, CriteriaSet, Criterion, Grade
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.number import format_points, half_up
from cchc_desktop.domain.rules import Survey
from cchc_desktop.domain.scoring import LeafScore, Outcome, score_leaf

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class NodeScore:
    """The sums of a node over the leaves below it (of a leaf: its own).

    ``points`` reached; ``possible`` is the maximum that can be self-assessed without survey and excluded leaves (of a
    rescaled area: its full maximum); ``lost`` is what the answered leaves miss of their maximum. ``answered`` counts
    the leaves that need nothing more (also excluded ones) of ``leaves``, the number of self-assessed leaves;
    ``invalid`` counts those with refused input. ``rescaling`` is the arithmetic of a rescaled area, otherwise empty.
    When all is answered, points + lost = possible.
    """

    code: str
    points: Decimal
    possible: Decimal
    lost: Decimal
    answered: int
    leaves: int
    survey_max: Decimal
    invalid: int
    rescaling: str = ""


@dataclass(frozen=True, slots=True)
class AdjustmentScore:
    """A bonus or deduction line: number of cases and their points before the cap."""

    code: str
    cases: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Assessment:
    """All scores of a criteria set; ``leaves`` and ``nodes`` by code (nodes include the leaves).

    ``total`` = self points + bonus - deduction, not below 0. ``rescaled`` is on the scale of 100: without the survey
    the result is self points / self-assessable points x 100 (pattern of Hà Nội 307/KH-UBND), plus bonus, minus
    deduction, within 0..100. ``grade`` is the preliminary class on ``rescaled``; it means little until ``complete``.
    """

    leaves: Mapping[str, LeafScore]
    nodes: Mapping[str, NodeScore]
    self_points: Decimal
    self_max: Decimal
    survey_max: Decimal
    bonus: tuple[AdjustmentScore, ...]
    bonus_points: Decimal
    deduction: tuple[AdjustmentScore, ...]
    deduction_points: Decimal
    total: Decimal
    rescaled: Decimal
    grade: str
    answered: int
    invalid: int

    @property
    def complete(self) -> bool:
        """Whether every self-assessed leaf is answered without fault."""
        return self.answered == sum(score.outcome is not Outcome.SURVEY for score in self.leaves.values())


def assess(
    criteria: CriteriaSet, answers: Mapping[str, Answer], *, bonus: Mapping[str, int], deduction: Mapping[str, int]
) -> Assessment:
    """Score everything. ``answers`` by leaf code, ``bonus`` and ``deduction`` are cases by item code.

    Answers to codes that are not in the set are ignored. ValueError for an unknown item or a negative number of cases.
    """
    leaves = {leaf.code: score_leaf(leaf, answers.get(leaf.code), year=criteria.year) for leaf in criteria.leaves()}
    areas = [_area_score(area, leaves) for area in criteria.areas]
    nodes = {area.code: score for area, score in zip(criteria.areas, areas, strict=True)}
    for area in criteria.areas:
        nodes |= {node.code: _node_score(node, leaves) for node in area.nodes() if node is not area}
    bonus_lines = _adjustment_lines(criteria.bonus, bonus)
    deduction_lines = _adjustment_lines(criteria.deduction, deduction)
    bonus_points = min(sum((line.points for line in bonus_lines), _ZERO), criteria.bonus_cap)
    deduction_points = min(sum((line.points for line in deduction_lines), _ZERO), criteria.deduction_cap)
    self_points = sum((area.points for area in areas), _ZERO)
    possible = sum((area.possible for area in areas), _ZERO)
    adjusted = Fraction(bonus_points) - Fraction(deduction_points)
    rescaled = _on_scale(self_points, possible, scale=criteria.scale, adjusted=adjusted)
    return Assessment(
        leaves=leaves,
        nodes=nodes,
        self_points=self_points,
        self_max=sum((leaf.max_points for leaf in criteria.leaves() if not _is_survey(leaf)), _ZERO),
        survey_max=sum((area.survey_max for area in areas), _ZERO),
        bonus=bonus_lines,
        bonus_points=bonus_points,
        deduction=deduction_lines,
        deduction_points=deduction_points,
        total=max(self_points + bonus_points - deduction_points, _ZERO),
        rescaled=rescaled,
        grade=grade(criteria.grades, rescaled),
        answered=sum(area.answered for area in areas),
        invalid=sum(area.invalid for area in areas),
    )


def grade(grades: tuple[Grade, ...], points: Decimal) -> str:
    """The name of the first class reached (best first), or "" when there is none."""
    return next((item.name for item in grades if points >= item.from_points), "")


def _is_survey(leaf: Criterion) -> bool:
    return isinstance(leaf.rule, Survey)


def _node_score(node: Criterion, scores: Mapping[str, LeafScore]) -> NodeScore:
    """The plain sums, without rescaling."""
    own = [leaf for leaf in node.leaves() if not _is_survey(leaf)]
    outcomes = [scores[leaf.code].outcome for leaf in own]
    points = sum((scores[leaf.code].points or _ZERO for leaf in own), _ZERO)
    reached = [leaf for leaf in own if scores[leaf.code].points is not None]
    kept = [leaf for leaf in own if scores[leaf.code].outcome is not Outcome.EXCLUDED]
    return NodeScore(
        code=node.code,
        points=points,
        possible=_maximum(kept),
        lost=_maximum(reached) - points,
        answered=len(own) - outcomes.count(Outcome.UNANSWERED) - outcomes.count(Outcome.INVALID),
        leaves=len(own),
        survey_max=_maximum([leaf for leaf in node.leaves() if _is_survey(leaf)]),
        invalid=outcomes.count(Outcome.INVALID) + _entered_surveys(node, scores),
    )


def _maximum(leaves: list[Criterion]) -> Decimal:
    return sum((leaf.max_points for leaf in leaves), _ZERO)


def _entered_surveys(node: Criterion, scores: Mapping[str, LeafScore]) -> int:
    return sum(_is_survey(leaf) and scores[leaf.code].outcome is Outcome.INVALID for leaf in node.leaves())


def _area_score(area: Criterion, scores: Mapping[str, LeafScore]) -> NodeScore:
    """The sums of an area, rescaled to its full maximum when leaves are excluded."""
    plain = _node_score(area, scores)
    excluded = [leaf for leaf in area.leaves() if scores[leaf.code].outcome is Outcome.EXCLUDED]
    if not excluded or not plain.possible:
        return plain
    full = plain.possible + _maximum(excluded)
    factor = Fraction(full) / Fraction(plain.possible)
    points = half_up(Fraction(plain.points) * factor)
    reachable = half_up(Fraction(plain.points + plain.lost) * factor)
    codes = ", ".join(leaf.code for leaf in excluded)
    words = f"{format_points(plain.points)} × {format_points(full)}/{format_points(plain.possible)}"
    return NodeScore(
        code=area.code,
        points=points,
        possible=full,
        lost=reachable - points,
        answered=plain.answered,
        leaves=plain.leaves,
        survey_max=plain.survey_max,
        invalid=plain.invalid,
        rescaling=f"Không tính {codes}: {words} = {format_points(points)}",
    )


def _adjustment_lines(items: tuple[Adjustment, ...], cases: Mapping[str, int]) -> tuple[AdjustmentScore, ...]:
    unknown = cases.keys() - {item.code for item in items}
    if unknown or any(number < 0 for number in cases.values()):
        raise ValueError(f"unknown items {sorted(unknown)} or a negative number of cases: {dict(cases)}")
    return tuple(
        AdjustmentScore(item.code, cases.get(item.code, 0), item.points * cases.get(item.code, 0)) for item in items
    )


def _on_scale(points: Decimal, possible: Decimal, *, scale: Decimal, adjusted: Fraction) -> Decimal:
    share = Fraction(points) / Fraction(possible) if possible else Fraction(0)
    return half_up(min(max(share * Fraction(scale) + adjusted, Fraction(0)), Fraction(scale)))


def completion_findings(
    criteria: CriteriaSet,
    answers: Mapping[str, Answer],
    *,
    scores: Mapping[str, LeafScore],
    explanations: Mapping[str, str],
    evidence_counts: Mapping[str, int],
) -> list[Finding]:
    """What blocks (BLOCK) or strains (WARN) completing, leaf by leaf in printed order.

    Targets are "criterion:<code>:answer", ":explanation", ":evidence", or the input that is refused or missing.
    A leaf declared as "không phát sinh" owes a written confirmation, which stands as its explanation, and no evidence.
    """
    found: list[Finding] = []
    for leaf in criteria.leaves():
        score = scores[leaf.code]
        explained = bool(explanations.get(leaf.code, "").strip())
        if score.finding is not None:
            found.append(score.finding)
        elif score.outcome is Outcome.UNANSWERED:
            found.append(_finding(leaf, "answer", "unanswered", "chưa được chấm điểm."))
        elif answers.get(leaf.code, Answer()).not_arising:
            if not explained:
                text = "khai “không phát sinh” phải có nội dung xác nhận tại phần giải trình."
                found.append(_finding(leaf, "explanation", "not-arising-unconfirmed", text))
        elif score.outcome is Outcome.SCORED:
            found += _owed(leaf, score, explained=explained, evidence=evidence_counts.get(leaf.code, 0))
    return found


def _owed(leaf: Criterion, score: LeafScore, *, explained: bool, evidence: int) -> list[Finding]:
    """The explanation owed below the maximum, and the evidence or the explanation of its absence."""
    found = []
    points = score.points or _ZERO
    if leaf.explain_below_max and points < score.max_points and not explained:
        shown = f"{format_points(points)} thấp hơn điểm tối đa {format_points(score.max_points)}"
        text = f"điểm tự chấm {shown}, phải có giải trình."
        found.append(_finding(leaf, "explanation", "explanation-missing", text))
    if not evidence and explained:
        text = "chưa có tài liệu kiểm chứng, đã có giải trình."
        found.append(_finding(leaf, "evidence", "evidence-explained", text, level=Level.WARN))
    elif not evidence and leaf.explain_without_evidence:
        text = "chưa có tài liệu kiểm chứng; đề nghị đính kèm tài liệu hoặc giải trình lý do."
        found.append(_finding(leaf, "evidence", "evidence-missing", text))
    return found


def _finding(leaf: Criterion, part: str, code: str, text: str, *, level: Level = Level.BLOCK) -> Finding:
    where = f"criterion:{leaf.code}:{part}"
    return Finding(f"assessment.{code}", level, f"Tiêu chí {leaf.code} ({leaf.name}): {text}", where)
