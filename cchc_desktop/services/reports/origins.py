"""Where derived figures come from, in words and as links: registers, tasks, other figures, other periods."""

from collections.abc import Iterator, Mapping

from cchc_desktop.domain.field_text import shown_value
from cchc_desktop.domain.field_value import EMPTY, FieldValue
from cchc_desktop.domain.form import Basis, Form, FormField
from cchc_desktop.domain.form_evaluation import Evaluated
from cchc_desktop.domain.formula import Formula
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.vietnamese import format_date
from cchc_desktop.services.reports.counted_rows import STATUS_CODES, TASKS, RegisterRows, basis_window
from cchc_desktop.services.reports.rows import Origin
from cchc_desktop.services.reports.surroundings import ReportSurroundings


def origins(
    item: FormField, formula: Formula, evaluated: Mapping[str, Evaluated], around: ReportSurroundings
) -> tuple[Origin, ...]:
    """Everything that the formula of a figure reads, in the order registers, figures, other periods."""
    return (
        *(_register(item, formula, code, column, around) for code, column in sorted(formula.registers)),
        *_fields(formula, evaluated, around),
        *_other_periods(formula, around),
    )


def report_target(form_code: str, period: Period, field_code: str) -> str:
    """The link to a figure of a report."""
    return f"report:{form_code}:{period.code}:{field_code}"


def _register(item: FormField, formula: Formula, code: str, column: str, around: ReportSurroundings) -> Origin:
    rows, window = around.registers, basis_window(around.period, item.basis)
    if code == TASKS:
        return _tasks(formula, rows, around.period)
    register = rows.register(code)
    if register is None:
        return Origin(f"Sổ {code}: chưa có trong các sổ theo dõi đang dùng", "")
    count = len(rows.rows(code, column, window))
    first = rows.first_day(code) or window[1]
    first = min(first, window[1]) if item.basis is Basis.AT_CUTOFF else window[0]
    by = f" theo “{register.column(column).name}”" if column else ""
    words = f"{register.name}: {count} dòng từ {format_date(first)} đến {format_date(window[1])}{by}"
    return Origin(words, f"register:{code}:{first.isoformat()}:{window[1].isoformat()}")


def _tasks(formula: Formula, rows: RegisterRows, period: Period) -> Origin:
    day = period.window[1]
    named = [status for status, code in STATUS_CODES.items() if f"'{code}'" in formula.text]
    count = len(rows.tasks_on(day))
    words = f"Danh mục nhiệm vụ của kế hoạch: {count} nhiệm vụ, tình trạng tại ngày {format_date(day)}"
    return Origin(words, f"tasks:{named[0].value}" if len(named) == 1 else "tasks:all")


def _fields(formula: Formula, evaluated: Mapping[str, Evaluated], around: ReportSurroundings) -> Iterator[Origin]:
    for item in around.form.fields:
        if item.code in formula.fields:
            found = evaluated.get(item.code)
            words = _words(item, found.value if found else EMPTY)
            yield Origin(words, report_target(around.form.code, around.period, item.code) if found else "")


def _other_periods(formula: Formula, around: ReportSurroundings) -> Iterator[Origin]:
    for item in _in_order(around.form, formula.previous):
        period, value = around.closing_value(item.code)
        yield _other(item, period, value, around, "kỳ trước")
    for item in _in_order(around.form, formula.last_year):
        value = around.others.values(around.year_ago).get(item.code, EMPTY)
        yield _other(item, around.year_ago, value, around, "cùng kỳ năm trước")


def _other(item: FormField, period: Period | None, value: FieldValue, around: ReportSurroundings, which: str) -> Origin:
    if period is None:
        return Origin(f"{item.code} {item.name}: không có báo cáo {which} để lấy số liệu", "")
    return Origin(f"{period.label}, {_words(item, value)}", report_target(around.form.code, period, item.code))


def _in_order(form: Form, codes: frozenset[str]) -> Iterator[FormField]:
    return (item for item in form.fields if item.code in codes)


def _words(item: FormField, value: FieldValue) -> str:
    return f"{item.code} {item.name}: {shown_value(value, item.spec) or 'chưa có số liệu'}"
