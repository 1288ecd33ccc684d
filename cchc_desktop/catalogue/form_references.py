"""What a report form takes from registers of other packs: registers, columns, options and date columns that must exist.

A form is read without the registers at hand; who has both (the program's own check, the import of a pack) asks here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cchc_desktop.catalogue.form_integrity import register_lines
from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.catalogue.register_integrity import TASK_REGISTER
from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.formula import Formula, parse, parse_condition
from cchc_desktop.domain.register import Register

_Columns = Mapping[str, ValueSpec]


def _choice(*codes: str) -> ValueSpec:
    return ValueSpec(FieldType.CHOICE, options=tuple(Option(code, code) for code in codes))


TASK_COLUMNS: _Columns = MappingProxyType(
    {
        "ma": ValueSpec(FieldType.TEXT),
        "linh_vuc": ValueSpec(FieldType.TEXT),
        "trang_thai": _choice(
            "hoan_thanh_dung_han",
            "hoan_thanh_qua_han",
            "dang_thuc_hien",
            "qua_han",
            "chua_trien_khai",
            "thuong_xuyen",
            "khong_phat_sinh",
        ),
        "vai_tro": _choice("chu_tri", "phoi_hop", "khong_neu"),
        "ty_le": ValueSpec(FieldType.INTEGER),
        "cua_xa": ValueSpec(FieldType.YES_NO),
        "trong_ke_hoach": ValueSpec(FieldType.YES_NO),
    }
)
"""The columns of the register that the program itself fills with the tasks of the plan."""

_CHOICES = (FieldType.CHOICE, FieldType.MULTI_CHOICE)
_COMPARED = re.compile(r"\b([a-z][a-z0-9_]*)\s*(?:=|<>|≠|,)\s*(?:'([^']*)'|\"([^\"]*)\")")


def unknown_registers(form: Form, registers: Iterable[Register]) -> Iterator[Problem]:
    """Registers, columns and options that formulas, checks, annexes and drafts of a form name and none has."""
    known: dict[str, _Columns] = {
        register.code: {column.code: column.spec for column in register.columns} for register in registers
    }
    formulas = [(field.code, "formula", field.formula) for field in form.fields if field.formula]
    formulas += [(check.code, "rule", check.rule) for check in form.checks]
    for entry, key, text in formulas:
        yield from _in_formula(parse(text), {**known, TASK_REGISTER: TASK_COLUMNS}, entry=entry, key=key)
    for number, annex in enumerate(form.annexes, start=1):
        if annex.register and annex.register not in known:
            yield problem("register-unknown", f"annexes[{number}]", key="register", value=annex.register)
        elif annex.condition:
            for column in sorted(parse_condition(annex.condition).columns - set(known[annex.register])):
                yield problem(
                    "column-unknown", f"annexes[{number}]", key="condition", value=column, register=annex.register
                )
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
        spec = known.get(register, {}).get(date_column)
        if spec is not None and spec.type is not FieldType.DATE:
            yield problem("date-column-not-date", entry, key=key, value=date_column)
    yield from _options(formula, known, entry=entry, key=key)


def _options(formula: Formula, known: Mapping[str, _Columns], *, entry: str, key: str) -> Iterator[Problem]:
    """Codes with which a choice is compared and that none of the registers of the formula offers: they never match."""
    for column, single, double in _COMPARED.findall(formula.text):
        specs = [known[register][column] for register in formula.columns if column in known.get(register, {})]
        choices = [spec for spec in specs if spec.type in _CHOICES]
        if choices and not any(spec.option(single or double) for spec in choices):
            yield problem("option-unknown", entry, key=key, value=single or double, column=column)
