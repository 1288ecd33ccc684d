"""What a report form takes from registers of other packs: registers, columns and date columns that must exist.

A form is read without the registers at hand; who has both (the program's own check, the import of a pack) asks here.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cchc_desktop.catalogue.form_integrity import register_lines
from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.catalogue.register_integrity import TASK_REGISTER
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.formula import Formula, parse
from cchc_desktop.domain.register import Register

TASK_COLUMNS = ("ma", "linh_vuc", "trang_thai", "vai_tro", "ty_le", "cua_xa")
"""The columns of the register that the program itself fills with the tasks of the plan."""

_Columns = Mapping[str, FieldType | None]


def unknown_registers(form: Form, registers: Iterable[Register]) -> Iterator[Problem]:
    """Registers and columns that formulas, checks, annexes and drafts of a form that was read name and none has."""
    known: dict[str, _Columns] = {
        register.code: {column.code: column.spec.type for column in register.columns} for register in registers
    }
    tasks: _Columns = MappingProxyType(dict.fromkeys(TASK_COLUMNS))
    formulas = [(field.code, "formula", field.formula) for field in form.fields if field.formula]
    formulas += [(check.code, "rule", check.rule) for check in form.checks]
    for entry, key, text in formulas:
        yield from _in_formula(parse(text), {**known, TASK_REGISTER: tasks}, entry=entry, key=key)
    for number, annex in enumerate(form.annexes, start=1):
        if annex.register and annex.register not in known:
            yield problem("register-unknown", f"annexes[{number}]", key="register", value=annex.register)
    for section, register, column in register_lines(form):
        if register not in known:
            yield problem("register-unknown", section, key="draft", value=register)
        elif column not in known[register]:
            yield problem("column-unknown", section, key="draft", value=column, register=register)


def _in_formula(formula: Formula, known: Mapping[str, _Columns], *, entry: str, key: str) -> Iterator[Problem]:
    for register, used in sorted(formula.columns.items()):
        if register not in known:
            yield problem("register-unknown", entry, key=key, value=register)
            continue
        for column in sorted(used - set(known[register])):
            yield problem("column-unknown", entry, key=key, value=column, register=register)
    for register, date_column in sorted(formula.registers):
        columns = known.get(register, {})
        if date_column in columns and columns[date_column] is not FieldType.DATE:
            yield problem("date-column-not-date", entry, key=key, value=date_column)
