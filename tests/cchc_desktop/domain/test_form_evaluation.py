from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop.domain import field_value
from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, NOT_ARISING, DocumentReference, FieldValue
from cchc_desktop.domain.form import Basis, Form, FormField
from cchc_desktop.domain.form_evaluation import (
    CircularFormulas,
    Entered,
    Evaluated,
    evaluate,
    field_order,
    formula_value,
)
from cchc_desktop.domain.formula import Value
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import Period, Window, parse

QUARTER = parse("2026-Q1")
COUNT = ValueSpec(FieldType.INTEGER)
PERCENT = ValueSpec(FieldType.PERCENT, decimals=2)
HEADER = PackHeader("BC", "form", "1", "Báo cáo", "Sở Nội vụ", "", "", date(2025, 1, 1))


class Around:
    """A register TT with two rows in the quarter and a third one in the year; last period closed with C = 9."""

    def __init__(self, period: Period = QUARTER) -> None:
        self.window: Window = period.window
        self.asked: list[tuple[str, str, Basis]] = []

    def rows(self, register: str, date_column: str, basis: Basis) -> Sequence[Mapping[str, Value]]:
        self.asked.append((register, date_column, basis))
        counts = {Basis.IN_PERIOD: 2, Basis.CUMULATIVE: 3, Basis.AT_CUTOFF: 5}
        rows: dict[str, Sequence[Mapping[str, Value]]] = {
            "TT": [{"ngay": date(2025, 12, 20)} for _row in range(counts[basis])]
        }
        return rows[register]

    def previous(self, code: str) -> Value:
        return {"C": Fraction(9)}.get(code)

    def last_year(self, code: str) -> Value:
        del code
        return None


def field(code: str, formula: str = "", spec: ValueSpec = COUNT) -> FormField:
    return FormField(code, "I", f"Chỉ tiêu {code}", spec, formula=formula)


def form(*fields: FormField) -> Form:
    return Form(HEADER, ("Q", "H1", "Y"), "Báo cáo", "", (), fields)


def number(value: int | str) -> FieldValue:
    return field_value.of(Decimal(value))


def values(shape: Form, around: Around | None = None, **entered: FieldValue | Entered) -> dict[str, Evaluated]:
    typed = {code: item if isinstance(item, Entered) else Entered(item) for code, item in entered.items()}
    return evaluate(shape, QUARTER, typed, around or Around())


def test_derived_fields_follow_from_each_other_whatever_their_order() -> None:
    found = values(form(field("T", "S * 2"), field("S", "A + B"), field("A"), field("B")), A=number(3), B=number(4))
    assert list(found) == ["T", "S", "A", "B"]
    assert found["T"].value == number(14)
    assert found["T"].derived == number(14)
    assert found["A"].derived is None


def test_a_field_that_does_not_arise_counts_as_zero_and_an_empty_one_as_unknown() -> None:
    shape = form(field("A"), field("B"), field("S", "A + B"))
    assert values(shape, A=number(3), B=NOT_ARISING)["S"].value == number(3)
    assert values(shape, A=number(3), B=EMPTY)["S"].value == EMPTY
    assert values(shape, A=number(3))["S"].exact is None


def test_ratios_stay_exact_from_field_to_field_and_are_stored_with_12_decimals() -> None:
    shape = form(field("A"), field("B"), field("R", "TY_LE(A, B)", PERCENT), field("X", "R * 3", PERCENT))
    found = values(shape, A=number(1), B=number(3))
    assert found["R"].value == number("33.333333333333")
    assert found["R"].exact == Fraction(100, 3)
    assert found["X"].value == number(100)


def test_registers_are_counted_by_the_basis_of_the_field() -> None:
    shape = form(*(replace(field(basis.value, 'DEM("TT")'), basis=basis) for basis in Basis))
    around = Around()
    found = values(shape, around)
    assert [item.value for item in found.values()] == [number(2), number(3), number(5)]


def test_rows_are_asked_for_once_per_basis() -> None:
    around = Around()
    values(form(field("A", 'DEM("TT")'), field("B", 'DEM("TT") + 1')), around)
    assert around.asked == [("TT", "", Basis.IN_PERIOD)]


def test_the_days_of_a_cumulative_field_are_those_of_the_year() -> None:
    formula = "DEM('TT', 'ngay >= TU_NGAY VA ngay < \"1/1/2026\"')"
    shape = form(replace(field("A", formula), basis=Basis.CUMULATIVE))
    september = parse("2026-Q3")
    assert evaluate(shape, september, {}, Around(september))["A"].value == number(3)
    in_period = form(field("A", formula))
    assert evaluate(in_period, september, {}, Around(september))["A"].value == number(0)


def test_an_override_replaces_the_derived_value_and_both_stay_visible() -> None:
    shape = form(replace(field("A", 'DEM("TT")'), overridable=True), field("B", "A * 2"))
    found = values(shape, A=Entered(number(7), "Sổ ghi thiếu tháng 1"))
    assert found["A"].overridden
    assert (found["A"].value, found["A"].derived) == (number(7), number(2))
    assert found["A"].override_reason == "Sổ ghi thiếu tháng 1"
    assert found["B"].value == number(14)


def test_a_field_that_may_not_be_overridden_keeps_its_derived_value() -> None:
    found = values(form(field("A", 'DEM("TT")')), A=Entered(number(7), "Lý do"))
    assert found["A"].value == number(2)
    assert not found["A"].overridden


def test_a_field_that_the_period_does_not_ask_for_is_left_out_and_unknown() -> None:
    shape = form(replace(field("A"), periods=("Y",)), field("S", "A + 1"))
    found = values(shape, A=number(3))
    assert list(found) == ["S"]
    assert found["S"].value == EMPTY


def test_a_derived_field_of_another_period_still_serves_formulas() -> None:
    shape = form(replace(field("A", 'DEM("TT")'), periods=("Y",)), field("S", "A + 1"))
    assert values(shape)["S"].value == number(3)


def test_values_of_earlier_reports_are_read() -> None:
    shape = form(field("A", "KY_TRUOC(C) + 1"), field("B", "CUNG_KY(C)"))
    found = values(shape)
    assert found["A"].value == number(10)
    assert found["B"].value == EMPTY


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("X + 1", "Không có mã X"),
        ("A +", "ở cuối công thức"),
        ("1 = 1", "Công thức không cho giá trị kiểu “Số nguyên”"),
        ('DEM("XX")', "Không có sổ XX"),
        ("'x'", "không cho giá trị kiểu"),
    ],
)
def test_a_formula_that_cannot_be_worked_out_leaves_its_field_empty_and_says_why(formula: str, says: str) -> None:
    found = values(form(field("B", formula), field("C", "B + 1")))
    assert found["B"].value == EMPTY
    assert says in found["B"].problem
    assert found["C"].value == EMPTY
    assert found["C"].problem == ""


def test_formulas_in_a_circle_are_refused_with_the_circle() -> None:
    shape = form(field("A", "B + 1"), field("B", "C * 2"), field("C", "NEU(A > 1, 1, 2)"), field("D"))
    with pytest.raises(CircularFormulas) as raised:
        field_order(shape)
    assert set(raised.value.codes) == {"A", "B", "C"}
    assert raised.value.codes[0] == raised.value.codes[-1]
    assert "Công thức vòng tròn" in str(raised.value)


def test_a_formula_that_reads_its_own_field_is_a_circle() -> None:
    with pytest.raises(CircularFormulas, match="A → A"):
        field_order(form(field("A", "A + 1")))


def test_the_same_field_of_the_previous_period_is_no_circle() -> None:
    assert field_order(form(field("A", "KY_TRUOC(A) + 1"))) == ("A",)


def test_a_derived_field_may_be_a_choice_a_date_or_yes_no() -> None:
    options = (Option("dat", "Đạt"), Option("khong", "Không đạt"))
    shape = form(
        field("A"),
        field("K", "NEU(A >= 90, 'dat', 'khong')", ValueSpec(FieldType.CHOICE, options=options)),
        field("Y", "A >= 90", ValueSpec(FieldType.YES_NO)),
    )
    found = values(shape, A=number(95))
    assert found["K"].value == field_value.of("dat")
    assert found["Y"].value == field_value.of(value=True)


@pytest.mark.parametrize(
    ("value", "spec", "expected"),
    [
        (number("41.05"), PERCENT, Fraction(4105, 100)),
        (NOT_ARISING, COUNT, Fraction(0)),
        (EMPTY, COUNT, None),
        (NOT_ARISING, ValueSpec(FieldType.TEXT), None),
        (field_value.of(date(2026, 1, 5)), ValueSpec(FieldType.DATE), date(2026, 1, 5)),
        (field_value.of(("a", "b")), ValueSpec(FieldType.MULTI_CHOICE), ("a", "b")),
        (field_value.of(DocumentReference("12/KH-UBND")), ValueSpec(FieldType.DOCUMENT), "12/KH-UBND"),
        (field_value.of(({"a": "b"},)), ValueSpec(FieldType.TABLE), None),
    ],
)
def test_a_field_has_a_value_for_formulas(value: FieldValue, spec: ValueSpec, expected: Value) -> None:
    assert formula_value(value, spec) == expected
