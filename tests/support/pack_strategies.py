"""Packs made up by Hypothesis: every kind, every optional part, texts with line breaks, quotes and diacritics."""

import string
import unicodedata
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from cchc_desktop.catalogue.integrity import UNIT_KINDS
from cchc_desktop.catalogue.reader import Pack
from cchc_desktop.catalogue.units_reader import UnitList
from cchc_desktop.domain.criteria import CriteriaSet, Criterion, Grade, Input, NotArising
from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.form import AnnexKind, Basis, Form, FormAnnex, FormCheck, FormField, Section
from cchc_desktop.domain.pack import PackHeader, is_pack_code
from cchc_desktop.domain.plan import Field, Plan, Task
from cchc_desktop.domain.register import Column, Register, RegisterSet
from cchc_desktop.domain.rules import (
    Band,
    Choice,
    MinusPerCase,
    OneOption,
    RatioBands,
    TickList,
    ValueBands,
    WithinDeadline,
    YesNo,
)
from cchc_desktop.domain.target import Operator, Target, TargetSet
from cchc_desktop.domain.unit import Unit
from cchc_desktop.domain.working_calendar import DueRule, WorkingCalendar

_LETTERS = "aAđĐễộỉ1.0=+-@\"'\\,;:|{}()<>%[]# \n"
_PERIODS = ("M", "Q1", "H1", "Q3", "Y", "9M", "AD")


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


lines = st.text(_LETTERS.replace("\n", ""), min_size=1, max_size=30).map(_clean).filter(bool)
texts = st.text(_LETTERS, min_size=1, max_size=40).map(_clean).filter(bool)
maybe = st.one_of(st.just(""), texts)
codes = st.text(string.ascii_uppercase + string.digits + ".-", min_size=1, max_size=8)
names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
numbers = st.decimals(Decimal(0), Decimal(9999), places=3, allow_nan=False, allow_infinity=False)
positive = numbers.filter(bool)
periods = st.lists(st.sampled_from(_PERIODS), unique=True, max_size=3).map(tuple)
line_lists = st.lists(lines, max_size=3).map(tuple)
code_lists = st.lists(codes, max_size=3).map(tuple)


def headers(kind: str) -> st.SearchStrategy[PackHeader]:
    """A header of this kind."""
    return st.builds(
        PackHeader,
        code=codes.filter(is_pack_code),
        kind=st.just(kind),
        edition=codes,
        title=texts,
        issuer=texts,
        legal_basis=texts,
        source=texts,
        valid_from=days,
        valid_to=st.sampled_from([None, date(2036, 1, 1)]),
        reconstruction=maybe,
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan whose tasks all have a field and a number of their own."""
    fields = tuple(Field(code, draw(texts)) for code in draw(st.lists(codes, unique=True, min_size=1, max_size=3)))
    task_codes = draw(st.lists(codes, unique=True, min_size=1, max_size=4))
    tasks = tuple(
        Task(
            code,
            str(number),
            draw(st.sampled_from(fields)).code,
            draw(maybe),
            draw(texts),
            draw(texts),
            draw(maybe),
            draw(maybe),
            draw(texts),
        )
        for number, code in enumerate(task_codes, start=1)
    )
    return Plan(draw(headers("plan")), fields, tasks)


@st.composite
def unit_lists(draw: st.DrawFn) -> UnitList:
    """A list of units."""
    found = draw(st.lists(st.from_regex(r"[0-9]{5}", fullmatch=True), unique=True, min_size=1, max_size=4))
    units = tuple(
        Unit(code, draw(st.sampled_from(UNIT_KINDS)), draw(texts), draw(texts), draw(line_lists)) for code in found
    )
    return UnitList(draw(headers("units")), units)


@st.composite
def criteria_sets(draw: st.DrawFn) -> CriteriaSet:
    """One area with leaves of several rules, whose points add up."""
    form = draw(st.sampled_from(["", "BC-THU"]))
    formulas = ["", "A1", "A1 + B2.1"] if form else [""]
    leaves = tuple(draw(_leaf(f"1.{number}", formulas)) for number in range(1, draw(st.integers(2, 5))))
    total = sum((leaf.max_points for leaf in leaves), Decimal(0))
    area = Criterion("1", draw(texts), total, children=leaves, note=draw(maybe))
    return CriteriaSet(
        header=draw(headers("criteria")),
        year=draw(st.integers(2020, 2035)),
        scale=total,
        areas=(area,),
        bonus=(),
        bonus_cap=draw(numbers),
        deduction=(),
        deduction_cap=draw(numbers),
        grades=(Grade(draw(texts), Decimal(90)), Grade(draw(texts), Decimal(0))),
        form=form,
    )


@st.composite
def _leaf(draw: st.DrawFn, code: str, formulas: list[str]) -> Criterion:
    top = draw(positive)
    bands = (Band(Decimal(80), top), Band(draw(st.sampled_from([None, Decimal(0)])), Decimal(0)))
    rule, keys = draw(
        st.sampled_from(
            [
                (YesNo(top, Decimal(0)), ""),
                (OneOption((Choice(draw(texts), top), Choice(draw(texts), Decimal(0)))), ""),
                (TickList((Choice(draw(texts), top),)), ""),
                (RatioBands(bands), "ab"),
                (ValueBands((Band(Decimal(5), top), Band(None, Decimal(0))), at_most=True), "x"),
                (WithinDeadline(1, draw(st.integers(1, 28)), Decimal(0), draw(st.integers(0, 1))), ""),
                (MinusPerCase(top, draw(texts), draw(line_lists)), "n"),
            ]
        )
    )
    return Criterion(
        code=code,
        name=draw(texts),
        max_points=top,
        rule=rule,
        inputs=tuple(Input(key, f"{code}.{key}", draw(texts), "cuộc", draw(st.sampled_from(formulas))) for key in keys),
        not_arising=draw(st.sampled_from([NotArising.FORBIDDEN, NotArising.ZERO, NotArising.FULL])),
        evidence=draw(line_lists),
        owner=draw(maybe),
        explain_below_max=draw(st.booleans()),
        indicators=draw(code_lists),
        sources=draw(code_lists),
        note=draw(maybe),
    )


def specs(*kinds: FieldType) -> st.SearchStrategy[ValueSpec]:
    """What a value is, of one of these kinds."""
    return st.sampled_from(kinds).flatmap(_spec)


@st.composite
def _spec(draw: st.DrawFn, kind: FieldType) -> ValueSpec:
    chosen = kind in (FieldType.CHOICE, FieldType.MULTI_CHOICE)
    found = draw(st.lists(names, unique=True, min_size=1, max_size=3)) if chosen else []
    return ValueSpec(
        kind,
        unit=draw(maybe) if kind.is_number else "",
        decimals=draw(st.integers(0, 3)) if kind.is_number else 0,
        options=tuple(Option(code, draw(texts)) for code in found),
        minimum=draw(st.sampled_from([None, Decimal(0), Decimal("0.5")])) if kind.is_number else None,
        maximum=draw(st.sampled_from([None, Decimal(10000)])) if kind.is_number else None,
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form with typed and derived fields, a check and annexes."""
    kinds = (FieldType.INTEGER, FieldType.PERCENT, FieldType.CHOICE, FieldType.LONG_TEXT, FieldType.DATE)
    sections = tuple(
        Section(f"S{number}", draw(lines), 1, note=draw(maybe)) for number in range(1, draw(st.integers(2, 4)))
    )
    typed = tuple(
        FormField(
            code=f"BC{number}",
            section=draw(st.sampled_from(sections)).code,
            name=draw(texts),
            spec=draw(specs(*kinds)),
            basis=draw(st.sampled_from(Basis)),
            required=draw(st.booleans()),
            not_arising=draw(st.booleans()),
            note=draw(maybe),
            sources=draw(code_lists),
        )
        for number in range(1, draw(st.integers(2, 4)))
    )
    number = FormField("N1", "S1", draw(texts), ValueSpec(FieldType.INTEGER), deviation=draw(positive))
    total = FormField("N2", "S1", draw(texts), ValueSpec(FieldType.INTEGER), formula="N1 + 1", overridable=True)
    return Form(
        header=draw(headers("form")),
        periods=draw(periods.filter(bool)),
        title=draw(lines.filter(lambda text: "{" not in text and "}" not in text)),
        opening="",
        sections=sections,
        fields=(*typed, number, total),
        checks=(FormCheck("K1", draw(st.sampled_from(Level)), "N1 <= N2", draw(maybe), ("N1", "N2")),),
        annexes=(FormAnnex(AnnexKind.FIGURES, draw(lines)), FormAnnex(AnnexKind.REGISTER, draw(lines), "VB")),
    )


@st.composite
def register_sets(draw: st.DrawFn) -> RegisterSet:
    """Registers with a date column and others."""
    kinds = (FieldType.TEXT, FieldType.INTEGER, FieldType.CHOICE, FieldType.MULTI_CHOICE, FieldType.YES_NO)
    found = draw(st.lists(st.from_regex(r"[A-Z]{2,4}", fullmatch=True), unique=True, min_size=1, max_size=3))
    registers = []
    for code in found:
        others = draw(st.lists(names.filter(lambda name: name != "ngay"), unique=True, max_size=3))
        columns = (
            Column("ngay", draw(lines), ValueSpec(FieldType.DATE), required=True),
            *(
                Column(
                    name,
                    draw(lines),
                    draw(specs(*kinds)),
                    required=draw(st.booleans()),
                    share=draw(st.integers(1, 40)),
                    personal=draw(st.booleans()),
                    note=draw(maybe),
                )
                for name in others
            ),
        )
        registers.append(
            Register(
                code, draw(texts), "ngay", columns, draw(st.booleans()), draw(st.booleans()), ("ngay",), draw(maybe)
            )
        )
    return RegisterSet(draw(headers("registers")), tuple(registers))


@st.composite
def target_sets(draw: st.DrawFn) -> TargetSet:
    """Targets with each operator."""
    targets = tuple(
        Target(
            code=code,
            name=draw(texts),
            form="BC-CCHC-XA",
            formula="TY_LE(BC1, BC2)",
            operator=draw(st.sampled_from(Operator)),
            threshold=draw(numbers),
            unit=draw(maybe),
            decimals=draw(st.integers(0, 3)),
            year=draw(st.integers(2020, 2035)),
            source=draw(texts),
            place=draw(maybe),
        )
        for code in draw(st.lists(codes, unique=True, min_size=1, max_size=4))
    )
    return TargetSet(draw(headers("targets")), targets)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Days off, worked weekend days and rules of due dates."""
    found = draw(st.lists(days, unique=True, min_size=1, max_size=5))
    off = {day: draw(texts) for day in found}
    worked = draw(st.lists(days.filter(lambda day: day.weekday() >= 5 and day not in off), unique=True, max_size=2))
    rules = (
        DueRule(("Q1", "H1"), working_days=draw(st.integers(1, 20)), note=draw(maybe)),
        DueRule(("M",), calendar_day=draw(st.integers(15, 28)), note=draw(maybe)),
    )
    return WorkingCalendar(draw(headers("calendar")), off, {day: draw(texts) for day in worked}, rules)


packs: st.SearchStrategy[Pack] = st.one_of(
    plans(), unit_lists(), criteria_sets(), forms(), register_sets(), target_sets(), calendars()
)
