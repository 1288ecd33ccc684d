"""What the form of a leaf asks for and shows, as plain values made from the criterion, its answer and its score."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from cchc_desktop.domain.answer import Answer, number_inputs
from cchc_desktop.domain.assessment import completion_findings
from cchc_desktop.domain.criteria import CriteriaSet, Criterion, NotArising
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.issuing_body import IssuerOffers
from cchc_desktop.domain.number import format_decimal, format_exact_points, format_points, percent
from cchc_desktop.domain.report_offers import Offered, difference_findings
from cchc_desktop.domain.rule_words import in_words
from cchc_desktop.domain.rules import MinusPerCase, OneOption, Survey, TickList, WithinDeadline, YesNo
from cchc_desktop.domain.scoring import LeafScore, Outcome, deadline
from cchc_desktop.domain.vietnamese import format_date
from ui.models.file_size import size_words
from ui.screens.assessment.marks import Mark, mark_of

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.evidence import FileRow

NOT_ARISING_WORDS = {
    NotArising.FULL: "Không phát sinh trong năm: được điểm tối đa, phải ghi xác nhận ở phần Giải trình",
    NotArising.EXCLUDED: (
        "Không phát sinh trong năm: không tính điểm, quy đổi điểm của lĩnh vực, phải ghi xác nhận ở phần Giải trình"
    ),
    NotArising.ZERO: "Không có kế hoạch, không phát sinh trong năm: 0 điểm, phải ghi xác nhận ở phần Giải trình",
}
_OWED_WORDS = {
    "assessment.explanation-missing": "Cần giải trình vì điểm chưa đạt tối đa.",
    "assessment.evidence-missing": "Chưa có tài liệu kiểm chứng: đính kèm tài liệu hoặc giải trình lý do.",
    "assessment.not-arising-unconfirmed": "Cần ghi xác nhận không phát sinh.",
    "assessment.evidence-explained": "Chưa có tài liệu kiểm chứng, đã có giải trình.",
}


@dataclass(frozen=True, slots=True)
class NumberField:
    """A number to type: its variable, its question, its unit."""

    key: str
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """A line to choose or to tick, with its points in words."""

    label: str
    points: str


@dataclass(frozen=True, slots=True)
class LeafForm:
    """What a leaf asks for; empty parts are not asked. ``not_arising`` is the sentence of its policy, or empty."""

    code: str
    name: str
    max_points: str
    owner: str
    rule: str
    note: str
    expected: tuple[str, ...]
    numbers: tuple[NumberField, ...] = ()
    yes_no: tuple[ChoiceField, ...] = ()
    options: tuple[ChoiceField, ...] = ()
    ticks: tuple[ChoiceField, ...] = ()
    zero_conditions: tuple[str, ...] = ()
    deadline: str = ""
    not_arising: str = ""
    survey: bool = False


@dataclass(frozen=True, slots=True)
class FigureOffer:
    """A figure of the yearly report beside an input: its words, its value, and what leads to it."""

    text: str
    value: Decimal
    follow: Callable[[], None]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file attached to the leaf."""

    use_id: str
    id: str
    sha256: str
    name: str
    size: str
    number: str
    day: date | None
    issuer: str
    issuers: IssuerOffers
    title: str
    pages: str


@dataclass(frozen=True, slots=True)
class PartFinding:
    """What is wrong with one part of the form, in words that need no code."""

    part: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """The score at once: its mark, points, the arithmetic written out, what is wrong where, and what is owed."""

    mark: Mark
    points: str
    arithmetic: str
    remark: str
    findings: tuple[PartFinding, ...]

    def of(self, part: str) -> PartFinding | None:
        """The first finding on a part of the form."""
        return next((finding for finding in self.findings if finding.part == part), None)


def form_of(criterion: Criterion, year: int) -> LeafForm:
    """The form of a leaf; ``year`` is the scored year, for deadlines."""
    rule = criterion.rule
    plain = LeafForm(
        code=criterion.code,
        name=criterion.name,
        max_points=format_points(criterion.max_points),
        owner=criterion.owner,
        rule=_rule_words(criterion),
        note=criterion.note,
        expected=criterion.evidence,
        numbers=tuple(NumberField(item.key, item.name, item.unit) for item in number_inputs(criterion)),
        not_arising=NOT_ARISING_WORDS.get(criterion.not_arising, ""),
    )
    match rule:
        case YesNo():
            choices = (ChoiceField("Có", _points(rule.yes)), ChoiceField("Không", _points(rule.no)))
            return replace(plain, yes_no=choices)
        case OneOption(options):
            return replace(plain, options=tuple(ChoiceField(item.label, _points(item.points)) for item in options))
        case TickList(items):
            return replace(plain, ticks=tuple(ChoiceField(item.label, _points(item.points)) for item in items))
        case MinusPerCase(zero_when=conditions):
            return replace(plain, zero_conditions=tuple(f"{words} (tiêu chí này 0 điểm)" for words in conditions))
        case WithinDeadline():
            return replace(plain, deadline=f"Hạn: hết ngày {format_date(deadline(rule, year))}")
        case Survey():
            return replace(plain, survey=True, not_arising="")
        case _:
            return plain


def facts_of(
    criteria: CriteriaSet,
    criterion: Criterion,
    *,
    answer: Answer,
    score: LeafScore,
    explanation: str,
    files: int,
    offered: Mapping[str, Offered] | None = None,
) -> ScoreFacts:
    """The score of a leaf in words, with its findings as completing the whole would find them.

    ``offered`` are the figures of the yearly report by key of input; a number that differs from one is told under it.
    """
    found = completion_findings(
        replace(criteria, areas=(criterion,)),
        {criterion.code: answer},
        scores={criterion.code: score},
        explanations={criterion.code: explanation},
        evidence_counts={criterion.code: files},
    )
    mark = mark_of(score)
    begun = not answer.is_empty and score.outcome is Outcome.UNANSWERED
    differing = difference_findings(criterion, answer, offered or {}, explained=bool(explanation.strip()))
    of_points = "–" if score.points is None else format_points(score.points)
    return ScoreFacts(
        mark=mark,
        points=f"{of_points}/{format_points(score.max_points)}",
        arithmetic=_with_ratio(criterion, answer, score),
        remark=_part(criterion, found[0]).text if begun and found else "",
        findings=(
            *(
                _part(criterion, finding)
                for finding in found
                if score.outcome is not Outcome.UNANSWERED or finding.target.endswith(":explanation")
            ),
            *(_part(criterion, finding) for finding in differing),
        ),
    )


def offers_of(offered: Mapping[str, Offered], follow: Callable[[str], None]) -> Mapping[str, FigureOffer]:
    """The figures of the yearly report by key of input; ``follow`` opens a link."""
    return {
        key: FigureOffer(
            f"{figure.report[:1].upper()}{figure.report[1:]}: {figure.shown}",
            figure.value,
            partial(follow, figure.target),
        )
        for key, figure in offered.items()
    }


def files_of(rows: tuple["FileRow", ...], offers: Callable[[str], IssuerOffers]) -> tuple[FileFacts, ...]:
    """The attached files as shown; ``offers`` gives the issuers that a number lets expect."""
    return tuple(
        FileFacts(
            use_id=row.use_id,
            id=row.id,
            sha256=row.sha256,
            name=row.name,
            size=size_words(row.size),
            number=row.number,
            day=row.day,
            issuer=row.issuer,
            issuers=offers(row.number),
            title=row.title,
            pages=row.pages,
        )
        for row in rows
    )


def _rule_words(criterion: Criterion) -> str:
    """The rule in words; where each line to choose shows its own points, how they are counted."""
    match criterion.rule:
        case OneOption():
            return "Chọn một mức đúng với thực tế; điểm của mức ghi ở cuối dòng."
        case TickList():
            return "Cộng điểm của các nội dung đạt được; điểm từng nội dung ghi ở cuối dòng."
        case _:
            words = in_words(criterion)
            return f"{words[:1].upper()}{words[1:]}"


def _points(points: Decimal) -> str:
    return f"{format_exact_points(points)} điểm"


def _with_ratio(criterion: Criterion, answer: Answer, score: LeafScore) -> str:
    """The arithmetic; where a choice is made by a share, the share stands before it."""
    if score.ratio is not None or not isinstance(criterion.rule, OneOption | YesNo):
        return score.arithmetic
    a = answer.numbers.get("a")
    shares = [
        f"{key}/a = {format_decimal(answer.numbers[key])}/{format_decimal(a)} = "
        f"{percent(Fraction(answer.numbers[key]) / Fraction(a))}"
        for key in ("b", "c")
        if a and key in answer.numbers
    ]
    return "; ".join([*shares, *([score.arithmetic] if score.arithmetic else [])])


def _part(criterion: Criterion, finding: Finding) -> PartFinding:
    text = finding.text.removeprefix(f"Tiêu chí {criterion.code} ({criterion.name}): ")
    text = _OWED_WORDS.get(finding.code, text[:1].upper() + text[1:])
    return PartFinding(finding.target.rpartition(":")[2], finding.level.value, text)
