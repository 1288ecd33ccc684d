from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain import field_value
from cchc_desktop.domain.field_type import FieldType, Option, TableColumn, ValueSpec
from cchc_desktop.domain.field_value import EMPTY, NOT_ARISING, Cell, FieldValue
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.form import Basis, Form, FormCheck, FormField
from cchc_desktop.domain.form_checks import check
from cchc_desktop.domain.form_evaluation import Entered, evaluate
from cchc_desktop.domain.formula import Value
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import Period, parse

QUARTER = parse("2026-Q1")
COUNT = ValueSpec(FieldType.INTEGER, unit="hồ sơ")
PERCENT = ValueSpec(FieldType.PERCENT, decimals=2, minimum=Decimal(0), maximum=Decimal(100))
HEADER = PackHeader("BC", "form", "1", "Báo cáo", "Sở Nội vụ", "", "", date(2025, 1, 1))
NAMES = {
    "A": "Tổng số hồ sơ đã tiếp nhận",
    "B": "Số mới tiếp nhận",
    "C": "Số kỳ trước chuyển qua",
    "D": "Số đang giải quyết",
}


class Around:
    """A period with no registers; the report before closed with D = 350."""

    def __init__(self, period: Period) -> None:
        self.window = period.window

    def rows(self, register: str, date_column: str, basis: Basis) -> Sequence[Mapping[str, Value]]:
        raise KeyError(register, date_column, basis)

    def previous(self, code: str) -> Value:
        return {"D": Fraction(350)}.get(code)

    def last_year(self, code: str) -> Value:
        del code
        return None


def field(code: str, formula: str = "", spec: ValueSpec = COUNT) -> FormField:
    return FormField(code, "II.2", NAMES.get(code, f"Chỉ tiêu {code}"), spec, formula=formula)


def form(*fields: FormField, checks: tuple[FormCheck, ...] = ()) -> Form:
    return Form(HEADER, ("Q", "Y"), "Báo cáo", "", (), fields, checks)


def number(value: int | str, *, estimate: bool = False) -> FieldValue:
    return field_value.of(Decimal(value), estimate=estimate)


def findings(
    shape: Form,
    entered: Mapping[str, FieldValue | Entered],
    *,
    period: Period = QUARTER,
    compared: Mapping[str, Value] | None = None,
    explanations: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    typed = {code: item if isinstance(item, Entered) else Entered(item) for code, item in entered.items()}
    around = Around(period)
    evaluated = evaluate(shape, period, typed, around)
    prefix = f"report:BC:{period.code}:"
    return check(shape, period, evaluated, around, explanations or {}, prefix, compared)


def codes(*args: object, **kwargs: object) -> list[tuple[str, Level]]:
    return [(finding.code, finding.level) for finding in findings(*args, **kwargs)]  # type: ignore[arg-type]


def test_an_empty_required_field_blocks_and_leads_to_the_field() -> None:
    (finding,) = findings(form(field("A")), {})
    assert finding.code == "report.required:A"
    assert finding.level is Level.BLOCK
    assert finding.target == "report:BC:2026-Q1:A"
    assert finding.text == "Tổng số hồ sơ đã tiếp nhận (A) chưa nhập; nếu không phát sinh hãy chọn Không phát sinh."


def test_zero_and_not_arising_are_entered_values() -> None:
    assert findings(form(field("A"), field("B")), {"A": number(0), "B": NOT_ARISING}) == ()


def test_a_field_that_always_arises_refuses_not_arising() -> None:
    assert codes(form(replace(field("A"), not_arising=False)), {"A": NOT_ARISING}) == [
        ("report.not-arising:A", Level.BLOCK)
    ]


def test_an_optional_field_may_stay_empty() -> None:
    assert findings(form(replace(field("A"), required=False)), {}) == ()


def test_headings_and_fields_of_other_periods_are_not_asked_for() -> None:
    heading = field("H", spec=ValueSpec(FieldType.HEADING))
    assert findings(form(heading, replace(field("A"), periods=("Y",))), {}) == ()


def test_a_derived_field_is_not_blamed_for_its_empty_parts() -> None:
    assert [code for code, _level in codes(form(field("A"), field("S", "A + 1")), {})] == ["report.required:A"]


def test_a_ratio_of_nothing_is_no_fault() -> None:
    shape = form(field("A"), field("R", "TY_LE(A, A)", PERCENT))
    assert findings(shape, {"A": NOT_ARISING}) == ()


@pytest.mark.parametrize(
    ("value", "says"),
    [("120", "là 120,00%, phải từ 0% đến 100%"), ("100.001", "là 100,001%, phải từ 0% đến 100%"), ("-1", "là -1,00%")],
)
def test_a_number_out_of_bounds_blocks(value: str, says: str) -> None:
    (finding,) = findings(form(field("R", spec=PERCENT)), {"R": number(value)})
    assert (finding.code, finding.level) == ("report.range:R", Level.BLOCK)
    assert says in finding.text


def test_a_fraction_in_a_field_of_whole_numbers_blocks() -> None:
    shape = form(field("A"), field("S", "A / 2"))
    assert codes(shape, {"A": number(5)}) == [("report.integer:S", Level.BLOCK)]


def test_a_choice_that_the_pack_no_longer_has_blocks() -> None:
    spec = ValueSpec(FieldType.CHOICE, options=(Option("a", "A"),))
    assert codes(form(field("K", spec=spec)), {"K": field_value.of("b")}) == [("report.option:K", Level.BLOCK)]


def test_an_override_stays_visible_and_owes_its_reason() -> None:
    shape = form(field("A"), replace(field("S", "A + 1"), overridable=True))
    (seen,) = findings(shape, {"A": number(1), "S": Entered(number(9), "Sổ ghi thiếu")})
    assert (seen.code, seen.level) == ("report.override:S", Level.INFO)
    assert "nhập tay là 9, thay cho số tính từ dữ liệu (2). Lý do: Sổ ghi thiếu" in seen.text
    assert codes(shape, {"A": number(1), "S": Entered(number(9))}) == [("report.override-reason:S", Level.BLOCK)]


def test_an_estimate_is_questioned_in_the_report_of_the_year_only() -> None:
    shape, entered = form(field("A")), {"A": number(5, estimate=True)}
    assert codes(shape, entered) == []
    assert codes(shape, entered, period=parse("2026-Y")) == [("report.estimate:A", Level.WARN)]


def test_a_large_change_from_the_previous_period_asks_for_an_explanation() -> None:
    shape = form(replace(field("A"), deviation=Decimal(50)))
    (finding,) = findings(shape, {"A": number(151)}, compared={"A": Fraction(100)})
    assert (finding.code, finding.level) == ("report.deviation:A", Level.WARN)
    assert "là 151 hồ sơ, tăng 51% so với kỳ trước (100 hồ sơ), quá mức 50%" in finding.text
    assert codes(shape, {"A": number(150)}, compared={"A": Fraction(100)}) == []
    assert codes(shape, {"A": number(150)}, compared={"A": Fraction(0)}) == []


def test_the_number_of_the_previous_period_is_noticed() -> None:
    assert codes(form(field("A")), {"A": number(41)}, compared={"A": Fraction(41)}) == [("report.same:A", Level.INFO)]
    assert codes(form(field("A")), {"A": number(9)}, compared={"A": Fraction(9)}) == []
    carried = form(replace(field("A"), carried=True))
    assert codes(carried, {"A": number(41)}, compared={"A": Fraction(41)}) == []


def test_equal_typed_neighbours_are_noticed() -> None:
    shape = form(field("A"), field("B"), field("S", "A"))
    assert codes(shape, {"A": number(150), "B": number(150)}) == [("report.neighbours:B", Level.INFO)]
    assert codes(shape, {"A": number(99), "B": number(99)}) == []


def test_neighbours_of_different_units_may_be_equal() -> None:
    shape = form(field("A"), field("B", spec=replace(COUNT, unit="tài sản")))
    assert codes(shape, {"A": number(150), "B": number(150)}) == []


def test_a_heading_parts_neighbours() -> None:
    shape = form(field("A"), field("H", spec=ValueSpec(FieldType.HEADING)), field("B"))
    assert codes(shape, {"A": number(150), "B": number(150)}) == []


PARTS = FormCheck("BC3-TONG", Level.BLOCK, "A = B + C")


def test_a_total_that_is_not_its_parts_shows_both_sides_and_the_difference() -> None:
    shape = form(field("A"), field("B"), field("C"), checks=(PARTS,))
    (finding,) = findings(shape, {"A": number(1855), "B": number(1500), "C": number(350)})
    assert (finding.code, finding.level) == ("report.check:BC3-TONG", Level.BLOCK)
    assert finding.target == "report:BC:2026-Q1:A"
    assert finding.text == (
        "Tổng số hồ sơ đã tiếp nhận A (1.855) phải bằng Số mới tiếp nhận B + Số kỳ trước chuyển qua C (1.850), lệch 5."
    )


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(-3, 3))
def test_a_total_is_found_wrong_exactly_where_it_is_not_its_parts(new: int, carried: int, planted: int) -> None:
    shape = form(field("A"), field("B"), field("C"), checks=(PARTS,))
    entered = {"A": number(new + carried + planted), "B": number(new), "C": number(carried)}
    found = [code for code, _level in codes(shape, entered) if code.startswith("report.check")]
    assert found == (["report.check:BC3-TONG"] if planted else [])


def test_a_closing_balance_must_be_the_next_opening_one() -> None:
    rule = FormCheck("BC3-KY", Level.WARN, "C = KY_TRUOC(D)", text="Số chuyển qua phải bằng số tồn của kỳ trước")
    shape = form(field("C"), field("D"), checks=(rule,))
    (finding,) = findings(shape, {"C": number(300), "D": number(5)})
    assert finding.text == (
        "Số chuyển qua phải bằng số tồn của kỳ trước. "
        "Số kỳ trước chuyển qua C (300) phải bằng Số đang giải quyết D của kỳ trước (350), lệch 50."
    )
    assert findings(shape, {"C": number(350), "D": number(5)}) == ()


def test_a_warning_passes_with_its_explanation() -> None:
    rule = FormCheck("X", Level.WARN, "B <= A", fields=("B",))
    shape = form(field("A"), field("B"), checks=(rule,))
    explained = {"report.check:X": "Giải quyết cả hồ sơ tồn"}
    (finding,) = findings(shape, {"A": number(1), "B": number(2)}, explanations=explained)
    assert finding.level is Level.INFO
    assert finding.target.endswith(":B")
    assert "không được lớn hơn" in finding.text
    assert finding.text.endswith("Giải trình: Giải quyết cả hồ sơ tồn")


def test_an_explanation_does_not_open_what_blocks() -> None:
    shape = form(field("A"), field("B"), field("C"), checks=(PARTS,))
    entered = {"A": number(3), "B": number(1), "C": number(1)}
    assert codes(shape, entered, explanations={"report.check:BC3-TONG": "x"})[0][1] is Level.BLOCK


def test_a_percentage_that_only_looks_equal_shows_enough_decimals() -> None:
    rule = FormCheck("R", Level.BLOCK, "R = TY_LE(A, B)")
    shape = form(field("A"), field("B"), field("R", spec=PERCENT), checks=(rule,))
    (finding,) = findings(shape, {"A": number(1), "B": number(3), "R": number("33.33")})
    assert "phải bằng tỷ lệ" in finding.text
    assert "(33,333%), lệch 0,003 điểm %." in finding.text


@pytest.mark.parametrize("value", [EMPTY, NOT_ARISING])
def test_a_rule_is_silent_while_something_is_unknown_and_counts_not_arising_as_zero(value: FieldValue) -> None:
    shape = form(field("A"), field("B"), field("C"), checks=(PARTS,))
    found = [code for code, _level in codes(shape, {"A": number(7), "B": number(2), "C": value})]
    assert ("report.check:BC3-TONG" in found) is (value == NOT_ARISING)


def test_a_percentage_is_told_with_the_decimals_of_its_field() -> None:
    rule = FormCheck("R", Level.BLOCK, "R >= 80")
    (finding,) = findings(form(field("R", spec=PERCENT), checks=(rule,)), {"R": number(50)})
    assert "(50,00%) không được nhỏ hơn 80%, lệch 30 điểm %." in finding.text


TABLE = ValueSpec(
    FieldType.TABLE,
    columns=(
        TableColumn("ten", "Tên", ValueSpec(FieldType.CHOICE, options=(Option("a", "Thôn A"),))),
        TableColumn("so", "Số hộ", ValueSpec(FieldType.INTEGER, unit="hộ", minimum=Decimal(0))),
    ),
)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"so": Decimal(-5)}, "dòng 2, cột “Số hộ”: -5 hộ, phải từ 0 trở lên."),
        ({"so": Decimal("2.5")}, "dòng 2, cột “Số hộ”: 2,5 hộ, trong khi phải là số nguyên."),
        ({"ten": "b"}, "dòng 2, cột “Tên”: chọn “b”, bộ danh mục không còn lựa chọn này."),
    ],
)
def test_what_cannot_stand_in_a_cell_of_a_table_is_told_with_row_and_column(row: dict[str, Cell], says: str) -> None:
    good: dict[str, Cell] = {"ten": "a", "so": Decimal(3)}
    (finding,) = findings(form(field("T", spec=TABLE)), {"T": field_value.of((good, row))})
    assert (finding.level, finding.target.endswith(":T")) == (Level.BLOCK, True)
    assert says in finding.text


def test_a_rule_over_fields_of_another_period_is_silent() -> None:
    shape = form(field("A"), field("B"), replace(field("C"), periods=("Y",)), checks=(PARTS,))
    assert codes(shape, {"A": number(7), "B": number(2)}) == []


def test_a_rule_may_be_meant_for_some_periods() -> None:
    rule = FormCheck("X", Level.INFO, "A > 5", text="Ít quá", periods=("Y",))
    shape = form(field("A"), checks=(rule,))
    assert codes(shape, {"A": number(1)}) == []
    (finding,) = findings(shape, {"A": number(1)}, period=parse("2026-Y"))
    assert finding.text == "Ít quá. Tổng số hồ sơ đã tiếp nhận A (1) phải lớn hơn 5, lệch 4."


def test_a_rule_over_choices_and_dates_shows_what_was_chosen() -> None:
    kinds = ValueSpec(FieldType.CHOICE, options=(Option("giay", "Phát phiếu"), Option("mang", "Trực tuyến")))
    shape = form(
        field("K", spec=kinds),
        field("N", spec=ValueSpec(FieldType.DATE)),
        checks=(FormCheck("X", Level.WARN, "K = 'mang'"), FormCheck("Y", Level.WARN, "N >= '1/2/2026'")),
    )
    chosen, day = findings(shape, {"K": field_value.of("giay"), "N": field_value.of(date(2026, 1, 5))})
    assert chosen.text == "Chỉ tiêu K K (“Phát phiếu”) phải bằng “Trực tuyến”."
    assert day.text == "Chỉ tiêu N N (05/01/2026) không được nhỏ hơn “1/2/2026”."


def test_a_joined_rule_without_a_text_is_quoted() -> None:
    shape = form(field("A"), field("B"), checks=(FormCheck("X", Level.WARN, "KHONG A > 5 HOAC B > 0"),))
    (finding,) = findings(shape, {"A": number(6), "B": number(0)})
    assert "KHONG A > 5 HOAC B > 0" in finding.text


@pytest.mark.parametrize("rule", ["A = X", "A =", "A + 1", "A = 'x'"])
def test_a_rule_that_cannot_be_checked_blocks_with_the_reason(rule: str) -> None:
    shape = form(field("A"), checks=(FormCheck("X", Level.WARN, rule),))
    (finding,) = findings(shape, {"A": number(1)})
    assert (finding.code, finding.level) == ("report.formula:X", Level.BLOCK)
    assert "Không kiểm tra được điều kiện X" in finding.text


def test_a_formula_that_cannot_be_worked_out_blocks() -> None:
    assert codes(form(field("S", "X + 1")), {}) == [("report.formula:S", Level.BLOCK)]


def test_a_missing_earlier_report_is_said() -> None:
    assert codes(form(field("S", "CUNG_KY(S)")), {}) == [("report.unknown:S", Level.INFO)]


def test_findings_come_in_the_order_of_the_fields() -> None:
    rule = FormCheck("X", Level.WARN, "B < 1")
    shape = form(field("A"), field("B"), field("C"), checks=(rule,))
    found = [code for code, _level in codes(shape, {"B": number(1)})]
    assert found == ["report.required:A", "report.check:X", "report.required:C"]


def test_a_form_of_600_fields_is_checked_in_well_under_a_second() -> None:
    fields = [field(f"F{place}") for place in range(0, 600, 2)]
    fields += [field(f"S{place}", f"F{place} + 1") for place in range(0, 600, 2)]
    rules = tuple(FormCheck(f"K{place}", Level.BLOCK, f"S{place} = F{place} + 2") for place in range(0, 600, 2))
    shape = form(*fields, checks=rules + tuple(replace(rule, code=f"{rule.code}b") for rule in rules))
    entered = {f"F{place}": number(place) for place in range(0, 600, 2)}
    findings(shape, entered)
    begin = perf_counter()
    found = findings(shape, entered)
    assert perf_counter() - begin < 1
    assert sum(finding.code.startswith("report.check") for finding in found) == 600
