"""Self-assessment (tự chấm điểm): the sheet, answers, explanations, evidence, bonus and deduction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.assessment import Assessment, NodeScore, assess, completion_findings
from cchc_desktop.domain.criteria import Adjustment, CriteriaSet, Criterion
from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.report_offers import Offered, difference_findings
from cchc_desktop.domain.scoring import LeafScore
from cchc_desktop.domain.vietnamese import nfc
from cchc_desktop.services.evidence.evidence import Attached, Evidence, FileRow, files_of_answers
from cchc_desktop.services.reports.figures import Offers, ReportFigures
from cchc_desktop.services.session.frozen import FROZEN_STATES
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from db.journal import Work
from db.tables import adjustment, answer, submission


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A node of the tree in printed order; ``leaf`` scores are None on inner nodes.

    ``offered`` are the figures of the yearly report for the inputs of a leaf, by their keys.
    """

    criterion: Criterion
    depth: int
    score: NodeScore
    leaf: LeafScore | None
    answer: Answer | None
    explanation: str
    files: tuple[FileRow, ...]
    offered: Mapping[str, Offered] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A bonus or deduction item with the number of cases."""

    item: Adjustment
    cases: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole self-assessment. ``frozen`` while a completed submission covers it."""

    title: str
    year: int
    reconstruction: str
    rows: tuple[SheetRow, ...]
    bonus: tuple[AdjustmentRow, ...]
    deduction: tuple[AdjustmentRow, ...]
    result: Assessment
    findings: tuple[Finding, ...]
    frozen: bool


class SelfAssessment:
    """Queries and commands on the self-assessment of the workspace's criteria set."""

    def __init__(self, session: Session, evidence: Evidence, figures: ReportFigures) -> None:
        self._session = session
        self._evidence = evidence
        self._figures = figures

    @property
    def _set(self) -> CriteriaSet:
        """The criteria set of the folder, which a pack that comes in may replace."""
        return self._session.workspace.criteria

    def sheet(self) -> Sheet:
        """The tree with answers, scores and findings."""
        with self._session.read() as connection:
            answers = {row.criterion_code: row for row in connection.execute(self._mine(answer))}
            cases = {row.code: row for row in connection.execute(self._mine(adjustment))}
            files = files_of_answers(connection) if answers else {}
            frozen = self._is_frozen(connection)
        return self._sheet(answers, cases, files, frozen=frozen)

    def set_answer(self, code: str, value: Answer) -> Outcome[LeafScore]:
        """Store the answer of a leaf; return its score. An answer that breaks the rule is kept and reported."""
        self._leaf(code)
        text = "" if value.is_empty else json.dumps(value.to_plain(), ensure_ascii=False, sort_keys=True)
        changed = self._write(code, f"Chấm điểm tiêu chí {code}", content=text)
        return Outcome(self._score(code), changed)

    def explain(self, code: str, text: str) -> Outcome[None]:
        """Store the explanation (giải trình) of a leaf."""
        self._leaf(code)
        return Outcome(None, self._write(code, f"Giải trình tiêu chí {code}", explanation=nfc(text)))

    def attach(self, code: str, source: Path) -> Outcome[Attached]:
        """Copy a file in and attach it to a leaf, in one step that is undone as one."""
        self._leaf(code)
        with self._session.read() as connection:
            self.refuse_frozen(connection)
        stored = self._evidence.copy_in(source)
        with self._session.command(f"Đính kèm {nfc(source.name)} vào tiêu chí {code}") as work:
            self.refuse_frozen(work.connection)
            file_id, notice = self._evidence.register(work, stored, source.name)
            use_id, there = self._evidence.use(work, file_id, answer_id=self._answer_id(work, code))
        if there:
            notice = f"Tệp “{nfc(source.name)}” đã được đính kèm ở đây; không đính kèm lần nữa."
        return Outcome(Attached(file_id, use_id, notice), frozenset(work.touched))

    def detach(self, use_id: str) -> Outcome[None]:
        """Take a file away from a leaf."""
        with self._session.read() as connection:
            self.refuse_frozen(connection)
        return self._evidence.detach(use_id)

    def cite(self, use_id: str, pages: str) -> Outcome[bool]:
        """Say where in a file a leaf is proved: "2-3", "mục II, trang 4". Refusal for a text that cannot be printed."""
        with self._session.read() as connection:
            self.refuse_frozen(connection)
        return self._evidence.cite(use_id, pages)

    def set_cases(self, code: str, *, cases: int, explanation: str) -> Outcome[None]:
        """Set how often a bonus or deduction item occurred, with the explanation that travels."""
        if cases < 0:
            raise Refusal(Finding("adjustment.negative", Level.BLOCK, "Số trường hợp không được âm."))
        key: dict[str, str | int] = {"criteria_code": self._set.header.code, "year": self._set.year, "code": code}
        with self._session.command(f"Sửa điểm thưởng, điểm trừ {code}") as work:
            self.refuse_frozen(work.connection)
            found = work.connection.scalar(sa.select(adjustment.c.id).filter_by(**key))
            if found is None:
                found = work.insert(adjustment, **key, cases=0, explanation="")
            work.update(adjustment, found, cases=cases, explanation=nfc(explanation))
        return Outcome(None, frozenset(work.touched))

    def _sheet(
        self,
        answers: Mapping[str, Any],
        cases: Mapping[str, Any],
        files: Mapping[str, tuple[FileRow, ...]],
        *,
        frozen: bool,
    ) -> Sheet:
        given = {code: Answer.from_plain(json.loads(row.content)) for code, row in answers.items() if row.content}
        explanations = {code: row.explanation for code, row in answers.items()}
        attached = {code: files.get(row.id, ()) for code, row in answers.items()}
        result = assess(
            self._set,
            given,
            bonus={item.code: _cases(cases, item) for item in self._set.bonus},
            deduction={item.code: _cases(cases, item) for item in self._set.deduction},
        )
        findings = completion_findings(
            self._set,
            given,
            scores=result.leaves,
            explanations=explanations,
            evidence_counts={code: len(found) for code, found in attached.items()},
        )
        offered = self._figures.offered(self._set)
        findings = _with_differences(findings, self._set, given, explanations=explanations, offered=offered)
        rows = tuple(
            SheetRow(
                criterion=node,
                depth=depth,
                score=result.nodes[node.code],
                leaf=result.leaves.get(node.code),
                answer=given.get(node.code),
                explanation=explanations.get(node.code, ""),
                files=attached.get(node.code, ()),
                offered=offered.get(node.code, {}),
            )
            for node, depth in _flat(self._set.areas, 0)
        )
        return Sheet(
            title=self._set.header.title,
            year=self._set.year,
            reconstruction=self._set.header.reconstruction,
            rows=rows,
            bonus=tuple(_adjustment_row(item, cases) for item in self._set.bonus),
            deduction=tuple(_adjustment_row(item, cases) for item in self._set.deduction),
            result=result,
            findings=tuple(findings),
            frozen=frozen,
        )

    def _score(self, code: str) -> LeafScore:
        row = next(row for row in self.sheet().rows if row.criterion.code == code)
        assert row.leaf is not None
        return row.leaf

    def _leaf(self, code: str) -> Criterion:
        criterion = self._set.criterion(code)
        if not criterion.is_leaf:
            raise KeyError(code)
        return criterion

    def _write(self, code: str, label: str, **values: str) -> frozenset[str]:
        with self._session.command(label) as work:
            self.refuse_frozen(work.connection)
            work.update(answer, self._answer_id(work, code), **values)
        return frozenset(work.touched)

    def _answer_id(self, work: Work, code: str) -> str:
        found = work.connection.scalar(
            self._mine(answer).where(answer.c.criterion_code == code).with_only_columns(answer.c.id)
        )
        return found or work.insert(
            answer,
            criteria_code=self._set.header.code,
            year=self._set.year,
            criterion_code=code,
            content="",
            explanation="",
        )

    def _mine(self, table: sa.Table) -> sa.Select[Any]:
        return sa.select(table).where(table.c.criteria_code == self._set.header.code, table.c.year == self._set.year)

    def _is_frozen(self, connection: sa.Connection) -> bool:
        found = connection.scalar(
            sa.select(submission.c.id).where(
                submission.c.kind == "assessment",
                submission.c.unit_code == self._session.workspace.unit.code,
                submission.c.state.in_(FROZEN_STATES),
            )
        )
        return found is not None

    def refuse_frozen(self, connection: sa.Connection) -> None:
        """Refuse to write while a completed submission covers the self-assessment."""
        if self._is_frozen(connection):
            text = (
                "Kết quả tự chấm điểm đã chốt trong hồ sơ đã hoàn thành nên không sửa được; "
                "muốn sửa, hãy mở lại hồ sơ ở màn hình Hồ sơ nộp và nêu lý do."
            )
            raise Refusal(Finding("assessment.frozen", Level.BLOCK, text, "submission"))


def _with_differences(
    findings: Sequence[Finding],
    criteria: CriteriaSet,
    given: Mapping[str, Answer],
    *,
    explanations: Mapping[str, str],
    offered: Offers,
) -> list[Finding]:
    """The findings and those on numbers that the yearly report states otherwise, leaf by leaf in printed order."""
    found = list(findings)
    for code, of_leaf in offered.items():
        explained = bool(explanations.get(code, "").strip())
        entered = given.get(code, Answer())
        found += difference_findings(criteria.criterion(code), entered, of_leaf, explained=explained)
    place = {leaf.code: number for number, leaf in enumerate(criteria.leaves())}
    return sorted(found, key=lambda finding: place[finding.target.split(":")[1]])


def _flat(nodes: tuple[Criterion, ...], depth: int) -> list[tuple[Criterion, int]]:
    found: list[tuple[Criterion, int]] = []
    for node in nodes:
        found.append((node, depth))
        found.extend(_flat(node.children, depth + 1))
    return found


def _cases(cases: Mapping[str, Any], item: Adjustment) -> int:
    return cases[item.code].cases if item.code in cases else 0


def _adjustment_row(item: Adjustment, cases: Mapping[str, Any]) -> AdjustmentRow:
    row = cases.get(item.code)
    return AdjustmentRow(item, row.cases if row else 0, row.explanation if row else "")
