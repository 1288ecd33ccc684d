"""Answers: kept, read back, printed and refused."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.answer import Answer, fault, in_words, missing
from cchc_desktop.domain.criteria import Criterion, Input, NotArising
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.rules import (
    Band,
    Choice,
    CountBands,
    DeadlineWeighted,
    MinusPerCase,
    OneOption,
    Proportional,
    Rule,
    Survey,
    TickList,
    ValueBands,
    WithinDeadline,
    YesNo,
)

in_any_time = settings(deadline=None)  # a busy machine is no failure
positions = st.frozensets(st.integers(0, 9), max_size=4)
answers = st.builds(
    Answer,
    numbers=st.dictionaries(
        st.sampled_from("abcnx"), st.decimals(min_value=-(10**9), max_value=10**9, places=3), max_size=5
    ),
    yes=st.none() | st.booleans(),
    choice=st.none() | st.integers(0, 9),
    ticks=st.none() | positions,
    day=st.none() | st.dates(),
    zero_conditions=positions,
    not_arising=st.booleans(),
)
PLAN = Proportional(Decimal(80), Decimal(100))
ONE = Decimal(1)


def criterion(
    rule: Rule,
    units: dict[str, str] | None = None,
    *,
    not_arising: NotArising = NotArising.FORBIDDEN,
    b_may_exceed_a: bool = False,
) -> Criterion:
    names = {"a": "Số phải làm", "b": "Số đã làm", "c": "Số làm chậm", "n": "Số lần", "x": "Trị số"}
    inputs = tuple(Input(key, f"1.1.{key}", names[key], unit) for key, unit in (units or {}).items())
    return Criterion(
        "1.1",
        "Mức độ hoàn thành",
        ONE,
        rule=rule,
        inputs=inputs,
        not_arising=not_arising,
        b_may_exceed_a=b_may_exceed_a,
    )


def numbers(**values: str) -> Answer:
    return Answer(numbers={key: Decimal(value) for key, value in values.items()})


@in_any_time
@given(answers)
def test_an_answer_survives_being_stored(answer: Answer) -> None:
    stored = json.loads(json.dumps(answer.to_plain()))
    assert Answer.from_plain(stored) == answer
    assert Answer.from_plain(stored).to_plain() == answer.to_plain()


def test_empty_zero_and_not_arising_are_three_different_values() -> None:
    stored = [answer.to_plain() for answer in (Answer(), numbers(a="0"), Answer(not_arising=True))]
    assert stored == [{}, {"numbers": {"a": "0"}}, {"not_arising": True}]
    assert [Answer.from_plain(plain).is_empty for plain in stored] == [True, False, False]


def test_a_tick_list_of_which_nothing_holds_is_not_an_untouched_one() -> None:
    assert Answer(ticks=frozenset()).to_plain() == {"ticks": []}
    assert not Answer(ticks=frozenset()).is_empty
    assert Answer(ticks=None).is_empty


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {"number": {}},
        {1: True},
        {"numbers": {"a": 1}},
        {"numbers": {"a": "1,5"}},
        {"numbers": {"a": "NaN"}},
        {"numbers": {"a": "1e9"}},
        {"numbers": {"a": "9" * 19}},
        {"numbers": {1: "1"}},
        {"numbers": ["1"]},
        {"yes": 1},
        {"yes": None},
        {"choice": True},
        {"choice": -1},
        {"choice": "0"},
        {"ticks": 1},
        {"ticks": [0, 0]},
        {"ticks": ["0"]},
        {"day": "15/01/2025"},
        {"day": "20250115"},
        {"day": "2025-02-30"},
        {"day": 20250115},
        {"not_arising": "true"},
    ],
)
def test_a_stored_answer_of_another_shape_is_refused(plain: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the messages differ by field
        Answer.from_plain(plain)


def test_numbers_are_printed_with_name_and_unit() -> None:
    tasks = criterion(PLAN, {"a": "nhiệm vụ", "b": "triệu đồng"})
    assert in_words(tasks, numbers(a="61", b="1234.5")) == [
        "Số phải làm: 61 nhiệm vụ",
        "Số đã làm: 1.234,5 triệu đồng",
    ]
    assert in_words(tasks, Answer(not_arising=True)) == ["Không phát sinh"]
    assert in_words(tasks, Answer()) == []


def test_choices_are_printed_by_their_labels() -> None:
    first, second = Choice("Đúng hạn", ONE), Choice("Công khai", ONE)
    ticked = Answer(ticks=frozenset({1}))
    minus = criterion(MinusPerCase(ONE, "lỗi", ("Lãnh đạo bị kỷ luật",)), {"n": "người"})
    assert in_words(criterion(YesNo(ONE, ONE)), Answer(yes=False)) == ["Kết quả: Không"]
    assert in_words(criterion(OneOption((first, second))), Answer(choice=1)) == ["Mức tự chọn: Công khai"]
    assert in_words(criterion(TickList((first, second))), ticked) == ["Đúng hạn: Chưa đạt", "Công khai: Đạt"]
    assert in_words(minus, numbers(n="2")) == ["Số lần: 2 người", "Lãnh đạo bị kỷ luật: Không"]


def test_a_deadline_is_printed_with_its_day() -> None:
    dated = criterion(WithinDeadline(1, 31, Decimal(0)))
    assert in_words(dated, Answer(day=date(2025, 1, 5))) == ["Ngày thực hiện: 05/01/2025"]
    assert in_words(dated, Answer(yes=False)) == ["Chưa thực hiện"]


@pytest.mark.parametrize(
    ("leaf", "answer", "code", "target", "words"),
    [
        (criterion(PLAN), numbers(a="5", b="6"), "b-exceeds-a", "b", "(6) lớn hơn"),
        (criterion(PLAN), numbers(a="0", b="0"), "a-is-zero", "a", "phải lớn hơn 0"),
        (criterion(PLAN), numbers(a="-1"), "negative", "a", "không được âm (đã nhập -1)"),
        (criterion(PLAN), numbers(a="5", b="4.5"), "not-whole", "b", "số nguyên (đã nhập 4,5)"),
        (criterion(DeadlineWeighted(ONE)), numbers(a="47", b="40", c="8"), "b-plus-c-exceeds-a", "c", "40 + 8 = 48"),
        (
            criterion(OneOption((Choice("1", ONE),)), dict.fromkeys("abc", "người")),
            numbers(a="9", b="7", c="8"),
            "c-exceeds-b",
            "c",
            "“Số làm chậm” (8) lớn hơn “Số đã làm” (7)",
        ),
        (criterion(CountBands((Band(ONE, ONE),))), numbers(n="1.5"), "not-whole", "n", "1,5"),
        (
            criterion(ValueBands((Band(ONE, ONE),)), {"x": "điểm/100"}),
            numbers(x="100.01"),
            "above-ceiling",
            "x",
            "100,01",
        ),
        (
            criterion(YesNo(ONE, ONE), dict.fromkeys("ab", "người")),
            Answer({"a": ONE, "b": ONE + 1}, yes=True),
            "b-exceeds-a",
            "b",
            "không thể chọn “Có”",
        ),
        (criterion(OneOption((Choice("1", ONE),))), Answer(choice=1), "unknown-option", "answer", "chọn lại"),
        (
            criterion(TickList((Choice("1", ONE),))),
            Answer(ticks=frozenset({3})),
            "unknown-option",
            "answer",
            "chọn lại",
        ),
        (
            criterion(MinusPerCase(ONE, "lỗi")),
            Answer(zero_conditions=frozenset({0})),
            "unknown-option",
            "answer",
            "lại",
        ),
        (
            criterion(WithinDeadline(1, 31, ONE)),
            Answer(day=date(2025, 1, 2), yes=False),
            "day-contradicted",
            "day",
            "02/01",
        ),
        (criterion(Survey()), Answer(yes=True), "survey-entered", "answer", "xã không tự chấm"),
        (criterion(PLAN), Answer(not_arising=True), "not-arising-forbidden", "answer", "không được khai"),
        (
            criterion(PLAN, not_arising=NotArising.FULL),
            numbers(a="0", b="0"),
            "declare-not-arising",
            "a",
            "đề nghị chọn",
        ),
        (
            criterion(PLAN, not_arising=NotArising.EXCLUDED),
            numbers(a="0", b="0"),
            "declare-not-arising",
            "a",
            "xác nhận",
        ),
        (
            criterion(PLAN, not_arising=NotArising.FULL),
            Answer({"a": ONE}, not_arising=True),
            "not-arising-contradicted",
            "a",
            "là 1",
        ),
        (
            criterion(YesNo(ONE, ONE), not_arising=NotArising.FULL),
            Answer(yes=True, not_arising=True),
            "not-arising-contradicted",
            "answer",
            "một trong hai",
        ),
    ],
)
def test_inadmissible_input_is_refused_at_its_field(
    leaf: Criterion, answer: Answer, code: str, target: str, words: str
) -> None:
    finding = fault(leaf, answer)
    assert finding is not None
    assert (finding.code, finding.level) == (f"score.{code}", Level.BLOCK)
    assert finding.target == f"criterion:1.1:{target}"
    assert finding.text.startswith("Tiêu chí 1.1 (Mức độ hoàn thành): ")
    assert words in finding.text


@pytest.mark.parametrize(
    ("leaf", "answer"),
    [
        (criterion(PLAN, {"a": "triệu đồng", "b": "triệu đồng"}), numbers(a="10.5", b="9.25")),
        (criterion(ValueBands((Band(ONE, ONE),)), {"x": "phút"}), numbers(x="24.5")),
        (criterion(ValueBands((Band(ONE, ONE),)), {"x": "điểm/100"}), numbers(x="89.99")),
        (criterion(PLAN, b_may_exceed_a=True), numbers(a="5", b="6")),
        (criterion(PLAN, not_arising=NotArising.ZERO), numbers(a="0", b="0")),
        (criterion(PLAN, not_arising=NotArising.FULL), Answer({"a": Decimal(0)}, not_arising=True)),
        (criterion(DeadlineWeighted(ONE)), numbers(a="5", b="1", c="4")),
        (criterion(YesNo(ONE, ONE), dict.fromkeys("ab", "người")), Answer({"a": ONE, "b": ONE + 1}, yes=False)),
        (criterion(PLAN), Answer()),
        (criterion(Survey()), Answer()),
    ],
)
def test_admissible_input_is_not_refused(leaf: Criterion, answer: Answer) -> None:
    assert fault(leaf, answer) is None


@pytest.mark.parametrize(
    ("leaf", "answer", "target"),
    [
        (criterion(PLAN, dict.fromkeys("ab", "hồ sơ")), numbers(a="5"), "b"),
        (criterion(PLAN), numbers(b="5"), "a"),
        (criterion(YesNo(ONE, ONE), dict.fromkeys("ab", "người")), Answer(yes=True), "a"),
        (criterion(YesNo(ONE, ONE)), Answer(), "answer"),
        (criterion(OneOption((Choice("1", ONE),)), {"a": "người"}), numbers(a="5"), "answer"),
        (criterion(TickList((Choice("1", ONE),))), Answer(), "answer"),
        (criterion(WithinDeadline(1, 31, ONE)), Answer(yes=True), "answer"),
        (criterion(MinusPerCase(ONE, "lỗi", ("Kỷ luật",))), Answer(zero_conditions=frozenset({0})), "n"),
    ],
)
def test_what_the_rule_still_waits_for_is_named(leaf: Criterion, answer: Answer, target: str) -> None:
    finding = missing(leaf, answer)
    assert finding is not None
    assert finding.target == f"criterion:1.1:{target}"


def test_a_condition_among_the_inputs_is_not_asked_for_as_a_number() -> None:
    ticked = Input("ld", "5.5.ld", "Lãnh đạo UBND xã bị kỷ luật", "có/không")
    counted = Input("n", "5.5.n", "Số người bị kỷ luật", "người")
    leaf = Criterion("5.5", "Kỷ luật", ONE, rule=MinusPerCase(ONE, "người"), inputs=(counted, ticked))
    assert missing(leaf, numbers(n="0")) is None
