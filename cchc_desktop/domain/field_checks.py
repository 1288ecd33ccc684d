"""What is checked of every field, whatever the form: filled, within bounds, plausible beside other periods."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cchc_desktop.domain.field_text import bounds_words, out_of_bounds, shown, shown_value
from cchc_desktop.domain.field_type import FieldType, TableColumn, ValueSpec
from cchc_desktop.domain.field_value import Cell, ValueState
from cchc_desktop.domain.finding import Finding, Level
from cchc_desktop.domain.form import Basis, FormField
from cchc_desktop.domain.form_evaluation import Evaluated
from cchc_desktop.domain.formula import FormulaError, Value, parse
from cchc_desktop.domain.number import format_decimal, half_up
from cchc_desktop.domain.period import Period, PeriodKind

_SAME_FROM = 10
_NEIGHBOURS_FROM = 100


@dataclass(frozen=True, slots=True)
class CheckedField:
    """A field with its value, the value in the previous report of the same length, and the link to it."""

    field: FormField
    item: Evaluated
    before: Value
    target: str

    @property
    def name(self) -> str:
        """Name and code as findings call the field."""
        return f"{self.field.name} ({self.field.code})"

    @property
    def is_typed(self) -> bool:
        """Whether an official typed the value that counts."""
        return self.item.derived is None or self.item.overridden

    @property
    def number(self) -> Fraction | None:
        """The number that was entered or computed; None where nothing is known or the matter did not arise."""
        has_value = self.item.value.state is ValueState.VALUE
        return self.item.exact if has_value and isinstance(self.item.exact, Fraction) else None

    def finding(self, kind: str, level: Level, says: str) -> Finding:
        """A finding on this field; ``says`` continues the sentence that begins with its name."""
        return Finding(f"report.{kind}:{self.field.code}", level, f"{self.name} {says}", self.target)

    def shown(self, number: Fraction) -> str:
        """A number as this field shows it, with its unit."""
        text = shown(half_up(number, self.field.spec.decimals), self.field.spec)
        unit = "" if self.field.spec.type is FieldType.PERCENT else self.field.spec.unit
        return f"{text} {unit}".rstrip()


def field_findings(checked: CheckedField, period: Period) -> Iterator[Finding]:
    """The findings of one field, the gravest first."""
    if checked.field.spec.type is FieldType.HEADING:
        return
    yield from _formula_findings(checked)
    yield from _entry_findings(checked)
    yield from _value_findings(checked)
    yield from _override_findings(checked)
    if checked.item.value.estimate and period.kind is PeriodKind.YEAR:
        yield checked.finding("estimate", Level.WARN, "còn là số ước; báo cáo năm cần số chính thức.")
    yield from _previous_findings(checked)


def _formula_findings(checked: CheckedField) -> Iterator[Finding]:
    if checked.item.problem:
        text = f"không tính được theo công thức của biểu mẫu. {checked.item.problem}"
        yield checked.finding("formula", Level.BLOCK, text)
    elif checked.item.derived is not None and checked.item.value.state is ValueState.EMPTY:
        yield from _not_known(checked)


def _not_known(checked: CheckedField) -> Iterator[Finding]:
    """Say why a derived value is missing where no other field is to blame: an earlier report is not there."""
    try:
        formula = parse(checked.field.formula)
    except FormulaError:
        return  # already reported with its place
    earlier = formula.previous | formula.last_year
    if earlier and not formula.fields and not formula.registers:
        hint = "; có thể nhập tay kèm lý do" if checked.field.overridable else ""
        yield checked.finding("unknown", Level.INFO, f"chưa tính được vì chưa có số liệu của báo cáo trước{hint}.")


def _entry_findings(checked: CheckedField) -> Iterator[Finding]:
    field, value = checked.field, checked.item.value
    if value.state is ValueState.EMPTY and field.required and checked.item.derived is None:
        hint = "; nếu không phát sinh hãy chọn Không phát sinh" if field.not_arising else ""
        yield checked.finding("required", Level.BLOCK, f"chưa nhập{hint}.")
    if value.state is ValueState.NOT_ARISING and not field.not_arising:
        text = "phải có giá trị, không chọn được Không phát sinh; nếu không có hãy nhập 0."
        yield checked.finding("not-arising", Level.BLOCK, text if field.spec.type.is_number else "phải có giá trị.")


def _value_findings(checked: CheckedField) -> Iterator[Finding]:
    spec, number = checked.field.spec, checked.number
    if number is not None:
        if spec.type is FieldType.INTEGER and number.denominator != 1:
            text = f"là {format_decimal(half_up(number, 4))}, trong khi phải là số nguyên."
            yield checked.finding("integer", Level.BLOCK, text)
        if out_of_bounds(number, spec):
            text = f"là {_precise(checked, number)}, phải {bounds_words(spec)}."
            yield checked.finding("range", Level.BLOCK, text)
    elif spec.type in (FieldType.CHOICE, FieldType.MULTI_CHOICE) and checked.item.value.value is not None:
        chosen = checked.item.exact if isinstance(checked.item.exact, tuple) else (checked.item.exact,)
        if any(spec.option(str(code)) is None for code in chosen):
            text = f"chọn “{shown_value(checked.item.value, spec)}”, bộ danh mục không còn lựa chọn này."
            yield checked.finding("option", Level.BLOCK, text)
    elif spec.type is FieldType.TABLE and isinstance(checked.item.value.value, tuple):
        for place, row in enumerate(checked.item.value.value, start=1):
            if isinstance(row, Mapping):
                yield from _row_findings(checked, place, row)


def _row_findings(checked: CheckedField, place: int, row: Mapping[str, Cell]) -> Iterator[Finding]:
    """What is wrong in the cells of one row of a table; each finding names row and column."""
    for column in checked.field.spec.columns:
        wrong = _cell_problem(row[column.code], column.spec) if column.code in row else ""
        if wrong:
            yield _cell_finding(checked, place, column, wrong)


def _cell_finding(checked: CheckedField, place: int, column: TableColumn, wrong: str) -> Finding:
    code = f"report.cell:{checked.field.code}:{place}:{column.code}"
    return Finding(code, Level.BLOCK, f"{checked.name}, dòng {place}, cột “{column.name}”: {wrong}", checked.target)


def _cell_problem(value: Cell, spec: ValueSpec) -> str:
    """Why a cell cannot stand as it is; "" where it can."""
    if isinstance(value, Decimal):
        unit = f" {spec.unit}" if spec.unit and spec.unit != "%" else ""
        if spec.type is FieldType.INTEGER and value != value.to_integral_value():
            return f"{format_decimal(value)}{unit}, trong khi phải là số nguyên."
        if out_of_bounds(value, spec):
            return f"{shown(value, spec)}{unit}, phải {bounds_words(spec)}."
    elif spec.type is FieldType.CHOICE and isinstance(value, str) and spec.option(value) is None:
        return f"chọn “{value}”, bộ danh mục không còn lựa chọn này."
    return ""


def _precise(checked: CheckedField, number: Fraction) -> str:
    """The number with enough decimals to see on which side of a bound it is."""
    rounded = half_up(number, checked.field.spec.decimals)
    if rounded == number:
        return checked.shown(number)
    return format_decimal(half_up(number, 6)) + ("%" if checked.field.spec.type is FieldType.PERCENT else "")


def _override_findings(checked: CheckedField) -> Iterator[Finding]:
    item = checked.item
    if not item.overridden or item.derived is None:
        return
    typed = shown_value(item.value, checked.field.spec)
    derived = shown_value(item.derived, checked.field.spec) or "chưa tính được"
    text = f"được nhập tay là {typed}, thay cho số tính từ dữ liệu ({derived})"
    if item.override_reason.strip():
        yield checked.finding("override", Level.INFO, f"{text}. Lý do: {item.override_reason.strip()}")
    else:
        yield checked.finding("override-reason", Level.BLOCK, f"{text} nhưng chưa ghi lý do.")


def _previous_findings(checked: CheckedField) -> Iterator[Finding]:
    field, number, before = checked.field, checked.number, checked.before
    if number is None or not isinstance(before, Fraction):
        return
    if field.deviation is not None and before and abs(number - before) / abs(before) * 100 > Fraction(field.deviation):
        change = half_up(abs(number - before) / abs(before) * 100, 2)
        yield checked.finding(
            "deviation",
            Level.WARN,
            f"là {checked.shown(number)}, {'tăng' if number > before else 'giảm'} {format_decimal(change)}% so với "
            f"kỳ trước ({checked.shown(before)}), quá mức {format_decimal(field.deviation)}%; đề nghị kiểm tra, "
            "nếu đúng thì giải trình.",
        )
    is_event = checked.is_typed and not field.carried and field.basis is not Basis.AT_CUTOFF
    if is_event and number == before and number >= _SAME_FROM:
        text = f"là {checked.shown(number)}, đúng bằng kỳ trước; đề nghị kiểm tra có phải số cũ còn sót lại."
        yield checked.finding("same", Level.INFO, text)


def neighbour_findings(left: CheckedField, right: CheckedField) -> Iterator[Finding]:
    """Two typed fields next to each other with one large number: perhaps typed twice."""
    is_group = left.field.section == right.field.section and left.field.spec.unit == right.field.spec.unit
    number = right.number
    if (
        is_group
        and left.is_typed
        and right.is_typed
        and number is not None
        and number == left.number
        and number >= _NEIGHBOURS_FROM
    ):
        text = f"cùng là {right.shown(number)} như dòng trên, {left.name}; đề nghị kiểm tra có phải nhập trùng."
        yield right.finding("neighbours", Level.INFO, text)
