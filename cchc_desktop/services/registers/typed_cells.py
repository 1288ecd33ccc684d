"""What people type or paste into a register: each cell read by the type of its column, or refused with a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cchc_desktop.domain import field_text
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.field_value import Scalar
from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.register import Column, Register
from cchc_desktop.domain.vietnamese import nfc, parse_date, unprintable

_AHEAD = timedelta(days=31)
"""A day and month without a year belongs to the present year unless that lies further ahead than this."""

_DAY_AND_MONTH = 2
_LONGEST = 32_767
"""Letters that a cell of Excel holds; more could not be exported."""


@dataclass(frozen=True, slots=True)
class CellReading:
    """A typed cell: the text to store and the text to show, or the ``problem`` for which it is refused."""

    plain: str = ""
    shown: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RowReading:
    """A typed row: its readable columns as stored and as shown, and what is wrong by column code."""

    plain: Mapping[str, str]
    shown: Mapping[str, str]
    problems: Mapping[str, str]


def read_row(register: Register, typed: Mapping[str, str], *, today: date) -> RowReading:
    """Read the typed texts by column code; a required column without text is a problem, too."""
    plain: dict[str, str] = {}
    shown: dict[str, str] = {}
    problems: dict[str, str] = {}
    day = _day_of(register, typed, today)
    for column in register.columns:
        cell = read_cell(register, column.code, typed.get(column.code, ""), today=today, day=day)
        if cell.problem:
            problems[column.code] = cell.problem
        elif cell.plain:
            plain[column.code], shown[column.code] = cell.plain, cell.shown
    return RowReading(plain, shown, problems)


def read_cell(register: Register, code: str, text: str, *, today: date, day: date | None = None) -> CellReading:
    """Read one cell. ``day`` is the day of the row: other dates that are typed without a year lie nearest to it."""
    column = register.column(code)
    typed = nfc(text.replace("\v", "\n").replace("\f", "\n")).strip()
    if not typed:
        return CellReading(problem=missing(column) if is_owed(register, column) else "")
    if problem := _unfit(typed):
        return CellReading(problem=problem)
    try:
        value = _value(column, typed, today=today, day=None if code == register.date_column else day)
        _refuse_out_of_bounds(column, value)
    except ValueError as error:
        return CellReading(problem=str(error))
    return CellReading(field_text.to_plain(value, column.spec), field_text.shown(value, column.spec))


def _unfit(typed: str) -> str:
    """What is wrong with the text before its type is looked at; "" where nothing is."""
    if len(typed) > _LONGEST:
        return f"Nội dung dài quá {format_decimal(Decimal(_LONGEST))} ký tự."
    if hidden := unprintable(typed):
        return f"Có ký tự không in được (mã U+{ord(hidden):04X}) ở vị trí {typed.index(hidden) + 1}; hãy gõ lại ô này."
    return ""


def is_owed(register: Register, column: Column) -> bool:
    """Whether a row may not lack this column; the day of the row is always owed."""
    return column.required or column.code == register.date_column


def missing(column: Column) -> str:
    """The sentence about a required column that is empty."""
    return f"Chưa nhập “{column.name}”."


def full_date(text: str, *, today: date, day: date | None = None) -> date:
    """A typed date; one without a year lies nearest to ``day``, or else in the last twelve months up to next month.

    Raises ValueError with a Vietnamese sentence.
    """
    try:
        return parse_date(text)
    except ValueError:
        if day is not None:
            near = (_dated(text, day.year + step) for step in (0, 1, -1))
            found = [candidate for candidate in near if candidate is not None]
            if not found:
                return parse_date(text, year=day.year)
            return min(found, key=lambda candidate: abs(candidate - day))
    this_year = parse_date(text, year=today.year)
    if this_year > today + _AHEAD:
        return _dated(text, today.year - 1) or this_year
    return this_year


def _dated(text: str, year: int) -> date | None:
    try:
        return parse_date(text, year=year)
    except ValueError:
        return None


def _value(column: Column, typed: str, *, today: date, day: date | None) -> Scalar:
    if column.spec.type is FieldType.DATE:
        try:
            typed = full_date(typed, today=today, day=day).isoformat()
        except ValueError:
            if len(re.findall(r"\d+", typed)) == _DAY_AND_MONTH:
                raise
            return field_text.parse_typed(typed, column.spec)  # says more exactly what is wrong with it
    return field_text.parse_typed(typed, column.spec)


def _refuse_out_of_bounds(column: Column, value: Scalar) -> None:
    least, most = column.spec.minimum, column.spec.maximum
    if not isinstance(value, Decimal):
        return
    if least is not None and value < least:
        raise ValueError(f"Số phải từ {format_decimal(least)} trở lên.")
    if most is not None and value > most:
        raise ValueError(f"Số không được lớn hơn {format_decimal(most)}.")


def _day_of(register: Register, typed: Mapping[str, str], today: date) -> date | None:
    try:
        return full_date(nfc(typed.get(register.date_column, "")).strip(), today=today)
    except ValueError:
        return None
