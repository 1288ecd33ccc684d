"""Checking a form of 600 fields (half of them derived) and 600 rules, against a bare loop over the same numbers."""

import statistics
import time
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from cchc_desktop.domain import field_value
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.form import Basis, Form, FormCheck, FormField
from cchc_desktop.domain.form_checks import check
from cchc_desktop.domain.form_evaluation import Entered, evaluate
from cchc_desktop.domain.formula import Value
from cchc_desktop.domain.pack import PackHeader
from cchc_desktop.domain.period import Window, parse

FIELDS = 600
PERIOD = parse("2026-Q1")
NUMBERS = [place * 7 % 1000 for place in range(FIELDS // 2)]


class Nothing:
    """A period without registers and earlier reports."""

    window: Window = PERIOD.window

    def rows(self, register: str, date_column: str, basis: Basis) -> Sequence[Mapping[str, Value]]:
        raise KeyError(register, date_column, basis)

    def previous(self, code: str) -> Value:
        del code
        return None

    def last_year(self, code: str) -> Value:
        del code
        return None


def form() -> Form:
    """Typed fields, sums of three of them each, and two rules for each sum."""
    spec = ValueSpec(FieldType.INTEGER, unit="hồ sơ")
    half = FIELDS // 2
    typed = [FormField(f"A{place}", "I", f"Số hồ sơ {place}", spec) for place in range(half)]
    parts = [(f"A{place}", f"A{(place + 1) % half}", f"A{(place + 2) % half}") for place in range(half)]
    sums = [
        FormField(f"S{place}", "I", f"Tổng số hồ sơ {place}", spec, formula=" + ".join(codes))
        for place, codes in enumerate(parts)
    ]
    rules = [
        rule
        for place, codes in enumerate(parts)
        for rule in (
            FormCheck(f"T{place}", Level.BLOCK, f"S{place} = TONG({', '.join(codes)})"),
            FormCheck(f"P{place}", Level.WARN, f"A{place} <= S{place}"),
        )
    ]
    header = PackHeader("BC", "form", "1", "Báo cáo", "Sở Nội vụ", "", "", date(2025, 1, 1))
    return Form(header, ("Q",), "Báo cáo", "", (), (*typed, *sums), tuple(rules))


def bare() -> int:
    """The same sums and comparisons without a form."""
    half = len(NUMBERS)
    wrong = 0
    for place in range(half):
        parts = NUMBERS[place], NUMBERS[(place + 1) % half], NUMBERS[(place + 2) % half]
        total = parts[0] + parts[1] + parts[2]
        wrong += (total != sum(parts)) + (parts[0] > total)
    return wrong


def milliseconds(rounds: int) -> tuple[float, float]:
    """The median times of one evaluation with all checks, and of the bare loop, measured alternately."""
    shape, around = form(), Nothing()
    entered = {f"A{place}": Entered(field_value.of(Decimal(number))) for place, number in enumerate(NUMBERS)}
    ours, loops = [], []
    for _ in range(rounds):
        begin = time.perf_counter()
        evaluated = evaluate(shape, PERIOD, entered, around)
        found = check(shape, PERIOD, evaluated, around, {}, "report:BC:2026-Q1:")
        middle = time.perf_counter()
        wrong = bare()
        end = time.perf_counter()
        if wrong or any(finding.level is not Level.INFO for finding in found):
            raise AssertionError("the form that is measured has no faults")
        ours.append((middle - begin) * 1000)
        loops.append((end - middle) * 1000)
    return statistics.median(ours), statistics.median(loops)
