from decimal import Decimal
from pathlib import Path

import pytest
from support.filling import fill_assessment

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.finding import Level, Refusal
from cchc_desktop.domain.scoring import Outcome
from cchc_desktop.services.assessment.self_assessment import SheetRow
from cchc_desktop.services.workplace import Desk


def leaf(desk: Desk, code: str) -> SheetRow:
    return next(row for row in desk.assessment.sheet().rows if row.criterion.code == code)


def test_the_sheet_shows_the_whole_tree_with_81_leaves(desk: Desk) -> None:
    sheet = desk.assessment.sheet()
    assert sum(row.leaf is not None for row in sheet.rows) == 81
    assert [row.criterion.code for row in sheet.rows if row.depth == 0] == [str(number) for number in range(1, 9)]
    assert "không phải văn bản chính thức" in sheet.reconstruction


def test_an_answer_is_scored_at_once_and_stays(desk: Desk) -> None:
    score = desk.assessment.set_answer("1.1.3", Answer(numbers={"a": Decimal(61), "b": Decimal(50)})).value
    assert score.points == Decimal("1.64")
    assert leaf(desk, "1.1.3").leaf == score
    assert "50/61" in score.arithmetic


def test_an_answer_that_breaks_its_rule_is_kept_and_reported_not_lost(desk: Desk) -> None:
    score = desk.assessment.set_answer("1.1.3", Answer(numbers={"a": Decimal(5), "b": Decimal(6)})).value
    assert score.outcome is Outcome.INVALID
    kept = leaf(desk, "1.1.3").answer
    assert kept is not None
    assert kept.numbers == {"a": Decimal(5), "b": Decimal(6)}


def test_an_emptied_answer_is_unanswered_again_not_zero(desk: Desk) -> None:
    desk.assessment.set_answer("1.3.1", Answer(yes=True))
    desk.assessment.set_answer("1.3.1", Answer())
    assert leaf(desk, "1.3.1").leaf is not None
    assert leaf(desk, "1.3.1").answer is None


def test_answers_can_be_undone(desk: Desk) -> None:
    desk.assessment.set_answer("1.3.1", Answer(yes=True))
    desk.assessment.set_answer("1.3.1", Answer(yes=False))
    desk.session.undo()
    assert leaf(desk, "1.3.1").answer == Answer(yes=True)


def test_a_full_sheet_has_nothing_that_blocks(desk: Desk, tmp_path: Path) -> None:
    evidence = tmp_path / "minh chứng.pdf"
    evidence.write_bytes(b"%PDF-1.4")
    fill_assessment(desk, evidence)
    sheet = desk.assessment.sheet()
    assert [finding for finding in sheet.findings if finding.level is Level.BLOCK] == []
    assert sheet.result.complete
    assert sheet.result.self_points == sum(row.score.points for row in sheet.rows if row.depth == 0)


def test_bonus_is_capped_and_needs_a_natural_number_of_cases(desk: Desk) -> None:
    for code in ("T1", "T2", "T3"):
        desk.assessment.set_cases(code, cases=2, explanation="Quyết định khen thưởng")
    assert desk.assessment.sheet().result.bonus_points == Decimal(3)
    with pytest.raises(Refusal, match="không được âm"):
        desk.assessment.set_cases("T1", cases=-1, explanation="")
