"""The bundled criteria set: complete, adding up, and labelled as a reconstruction."""

from collections import Counter
from decimal import Decimal

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.criteria import CriteriaSet, NotArising
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.formula import parse
from cchc_desktop.domain.rules import MinusPerCase, Survey


def the_set() -> CriteriaSet:
    return bundled().criteria_set("TC-XA-2025-DL")


def test_81_leaves_give_70_points_of_self_assessment_and_30_of_survey() -> None:
    leaves = tuple(the_set().leaves())
    survey = [leaf.max_points for leaf in leaves if isinstance(leaf.rule, Survey)]
    assert len(leaves) == 81
    assert sum(survey) == 30
    assert sum(leaf.max_points for leaf in leaves) == 100


def test_eight_areas_hold_49_criteria_and_55_sub_criteria() -> None:
    areas = the_set().areas
    criteria = [child for area in areas for child in area.children]
    assert [area.code for area in areas] == [str(number) for number in range(1, 9)]
    assert [area.max_points for area in areas] == [15, 8, 20, 8, 11, 8, 15, 15]
    assert len(criteria) == 49
    assert sum(len(criterion.children) for criterion in criteria) == 55


def test_every_kind_of_rule_of_the_reconstruction_is_there_as_often_as_written() -> None:
    kinds = Counter(type(leaf.rule).__name__ for leaf in the_set().leaves())
    assert kinds == {
        "YesNo": 12,
        "OneOption": 4,
        "TickList": 10,
        "RatioBands": 23,
        "Proportional": 9,
        "ProportionalToTarget": 4,
        "DeadlineWeighted": 1,
        "MinusPerCase": 4,
        "CountBands": 3,
        "ValueBands": 2,
        "Survey": 9,
    }


def test_32_worked_examples_travel_with_the_set() -> None:
    examples = {leaf.code: leaf.examples for leaf in the_set().leaves() if leaf.examples}
    assert sum(len(rows) for rows in examples.values()) == 32
    assert examples["3.3.1"][0].values == (("a", Decimal(55289)), ("b", Decimal(54618)))
    assert examples["3.3.1"][0].points == Decimal("3.95")


def test_inputs_take_from_the_report_only_what_the_criterion_names_as_its_indicator() -> None:
    form = bundled().pack("BC-CCHC-XA").pack
    assert isinstance(form, Form)
    codes = {field.code for field in form.fields}
    taken = {item.code: item.formula for leaf in the_set().leaves() for item in leaf.inputs if item.formula}
    assert the_set().form == form.code
    assert len(taken) == 49
    assert taken["3.3.1.a"] == "BC3.2.4 + BC3.2.5 + BC3.2.6"
    assert taken["3.3.1.b"] == "BC3.2.4 + BC3.2.5"
    assert (taken["3.3.2.a"], taken["3.3.2.b"]) == ("BC3.2.6", "BC3.2.7")
    for leaf in the_set().leaves():
        for item in leaf.inputs:
            if item.formula:
                assert parse(item.formula).fields <= codes & set(leaf.indicators)


def test_only_the_budget_revenue_may_exceed_its_plan() -> None:
    assert [leaf.code for leaf in the_set().leaves() if leaf.b_may_exceed_a] == ["8.3.1"]


def test_the_qualification_criterion_keeps_its_third_figure() -> None:
    assert [entry.code for entry in the_set().criterion("5.6").inputs] == ["5.6.a", "5.6.b", "5.6.c"]


def test_a_disciplined_leader_brings_the_discipline_criterion_to_zero() -> None:
    rule = the_set().criterion("5.5").rule
    assert isinstance(rule, MinusPerCase)
    assert rule.zero_when == ("Lãnh đạo UBND xã bị kỷ luật",)


def test_surveys_are_never_scored_by_the_commune_and_owe_no_explanation() -> None:
    for leaf in the_set().leaves():
        surveyed = isinstance(leaf.rule, Survey)
        assert surveyed == (leaf.not_arising is NotArising.NOT_APPLICABLE)
        assert leaf.explain_below_max is leaf.explain_without_evidence is (not surveyed)


def test_every_leaf_names_an_owner_evidence_and_its_sources() -> None:
    for leaf in the_set().leaves():
        assert leaf.owner, leaf.code
        assert leaf.evidence, leaf.code
        assert leaf.sources, leaf.code


def test_the_tasks_behind_criteria_stand_in_the_plan_of_the_province() -> None:
    tasks = {task.code for task in bundled().plan("KH-TQ-2025-H2").tasks}
    referenced = {task for leaf in the_set().leaves() for task in leaf.tasks}
    assert referenced <= tasks
    assert the_set().criterion("5.3.1").tasks == ("TQ2025H2-37", "TQ2025H2-40")


def test_codes_of_criteria_begin_with_the_code_of_their_parent() -> None:
    for area in the_set().areas:
        for node in area.nodes():
            assert all(child.code.startswith(f"{node.code}.") for child in node.children)


def test_bonus_deduction_and_grades_are_those_of_the_reconstruction() -> None:
    criteria_set = the_set()
    assert [(item.code, item.points) for item in criteria_set.bonus] == [("T1", 1), ("T2", 1), ("T3", 1)]
    assert [(item.code, item.points) for item in criteria_set.deduction] == [
        ("P1", Decimal("0.5")),
        ("P2", 1),
        ("P3", 1),
    ]
    assert (criteria_set.bonus_cap, criteria_set.deduction_cap, criteria_set.year) == (3, 3, 2025)
    assert [(grade.name, grade.from_points) for grade in criteria_set.grades] == [
        ("Xuất sắc", 90),
        ("Tốt", 80),
        ("Khá", 70),
        ("Trung bình", 50),
        ("Yếu", 0),
    ]


def test_the_set_says_that_it_is_not_official() -> None:
    assert the_set().header.reconstruction == (
        "Bản dựng lại để phát triển phần mềm, không phải văn bản chính thức; "
        "thay bằng bộ tiêu chí do UBND tỉnh Tuyên Quang ban hành."
    )


@pytest.mark.parametrize("word", ["seed", "TODO", "tìm thấy:"])
def test_notes_speak_to_officials(word: str) -> None:
    assert not [leaf.code for leaf in the_set().leaves() if word in leaf.note]
