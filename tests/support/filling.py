"""Filling in a whole submission quickly, for tests of what comes after."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from cchc_desktop.domain.answer import Answer
from cchc_desktop.domain.criteria import Criterion
from cchc_desktop.domain.involvement import Involvement
from cchc_desktop.domain.rules import MinusPerCase, OneOption, Survey, TickList, YesNo
from cchc_desktop.services.workplace import Desk

DAY = date(2025, 11, 20)


def fill_tasks(desk: Desk) -> None:
    """Finish every task in which the unit is named, with a product document."""
    for row in desk.tasks.board().rows:
        if row.involvement is Involvement.NOT_NAMED:
            continue
        entry = desk.tasks.add_entry(row.code, DAY).value
        desk.tasks.edit_entry(entry, percent=100, result=f"Đã hoàn thành nhiệm vụ {row.number}")
        product = desk.tasks.add_product(entry, "Báo cáo").value
        desk.tasks.edit_product(product, number=f"{row.number}/BC-UBND", day=DAY)


def best_answer(leaf: Criterion) -> Answer:
    """An answer that reaches the maximum of a leaf."""
    match leaf.rule:
        case YesNo():
            answer = Answer(yes=True, numbers=_numbers(leaf))
        case OneOption():
            answer = Answer(choice=0, numbers=_numbers(leaf))
        case TickList(items=items):
            answer = Answer(ticks=frozenset(range(len(items))))
        case MinusPerCase():
            answer = Answer(numbers={item.key: Decimal(0) for item in leaf.inputs})
        case _:
            answer = Answer(numbers=_numbers(leaf))
    return answer


def _numbers(leaf: Criterion) -> dict[str, Decimal]:
    late = len(leaf.inputs) == 3 and not isinstance(leaf.rule, OneOption)
    return {
        item.key: Decimal(0) if item.key == "c" and late else Decimal(20) if item.unit == "phút" else Decimal(95)
        for item in leaf.inputs
        if item.is_number
    }


def fill_assessment(desk: Desk, evidence: Path) -> None:
    """Answer every leaf in the best way, with one evidence file and an explanation on each."""
    for leaf in desk.session.workspace.criteria.leaves():
        if not isinstance(leaf.rule, Survey):
            desk.assessment.set_answer(leaf.code, best_answer(leaf))
            desk.assessment.attach(leaf.code, evidence)
            desk.assessment.explain(leaf.code, "Theo tài liệu kiểm chứng kèm theo")
