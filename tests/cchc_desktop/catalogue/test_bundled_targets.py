"""The bundled targets of 2025: operator and threshold as the quoted sentence says them."""

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.target import Operator, Target, TargetSet


def targets() -> tuple[Target, ...]:
    pack = bundled().pack("CT-XA-2025").pack
    assert isinstance(pack, TargetSet)
    return pack.targets


def quoted(words: str) -> Target:
    return next(target for target in targets() if words in target.source)


@pytest.mark.parametrize(
    ("words", "operator", "threshold"),
    [
        ("đạt tối thiểu 90% trở lên", Operator.AT_LEAST, 90),
        ("đạt trên 90%", Operator.MORE_THAN, 90),
        ("tối đa 25 phút", Operator.AT_MOST, 25),
        ("60% hồ sơ công việc tại cấp xã", Operator.AT_LEAST, 60),
        ("đạt tỷ lệ từ 90% trở lên", Operator.AT_LEAST, 90),
        ("100% văn bản trái pháp luật", Operator.EQUAL, 100),
        ("không vượt tổng số lượng biên chế", Operator.AT_MOST, 100),
        ("35 % trở lên", Operator.AT_LEAST, 35),
    ],
)
def test_a_target_compares_as_its_sentence_says(words: str, operator: Operator, threshold: int) -> None:
    found = quoted(words)
    assert (found.operator, found.threshold) == (operator, threshold)


def test_each_target_quotes_its_source_and_says_where_it_stands() -> None:
    assert all(target.source.startswith("“") and "”" in target.source and target.place for target in targets())


def test_the_task_of_the_plan_that_brings_a_target_is_named() -> None:
    assert quoted("60% hồ sơ công việc").task == "TQ2025H2-56"
    assert quoted("2-3 sáng kiến").task == "TQ2025H2-06"


def test_all_targets_are_those_of_one_year() -> None:
    assert {target.year for target in targets()} == {2025}
