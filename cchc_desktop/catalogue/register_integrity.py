"""What must hold inside a pack of registers: codes, the date column, the columns that tell a repeated row."""

from collections.abc import Iterator

from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.catalogue.value_integrity import column_code_problems, value_problems
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.register import Column, Register, RegisterSet

TASK_REGISTER = "NHIEM_VU"
"""The code of the register that the program itself fills with the tasks of the plan; no pack may use it."""


def register_problems(registers: RegisterSet, faulty: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Duplicate codes and everything that is wrong inside a register that is not ``faulty`` already."""
    seen: set[str] = set()
    for register in registers.registers:
        if register.code and register.code in seen:
            yield problem("code-duplicate", register.code, key="code", value=register.code)
        seen.add(register.code)
        if register.code not in faulty:
            yield from _inside(register)


def _inside(register: Register) -> Iterator[Problem]:
    if register.code.upper() == TASK_REGISTER:
        yield problem("code-reserved", register.code, key="code", value=register.code)
    columns = {column.code: column for column in register.columns}
    yield from column_code_problems((column.code for column in register.columns), register.code)
    for number, column in enumerate(register.columns, start=1):
        yield from value_problems(column.spec, register.code, prefix=f"columns[{number}].")
        if column.share < 1:
            key = f"columns[{number}].share"
            yield problem("parameter-out-of-range", register.code, key=key, value=column.share, allowed="từ 1")
    yield from _date_problems(register, columns.get(register.date_column))
    for code in register.identity:
        if code not in columns:
            yield problem("column-unknown", register.code, key="identity", value=code, register=register.code)


def _date_problems(register: Register, column: Column | None) -> Iterator[Problem]:
    value = register.date_column
    if column is None:
        yield problem("column-unknown", register.code, key="date_column", value=value, register=register.code)
    elif column.spec.type is not FieldType.DATE:
        yield problem("date-column-not-date", register.code, key="date_column", value=value)
    elif not column.required:
        yield problem("date-column-optional", register.code, key="date_column", value=value)
