"""What a report form takes from registers of other packs: registers, columns, options and date columns that must exist.

A form is read without the registers at hand; who has both (the program's own check, the import of a pack) asks here.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cchc_desktop.catalogue.form_integrity import register_lines
from cchc_desktop.catalogue.formula_integrity import type_problems
from cchc_desktop.catalogue.problem import Problem, problem
from cchc_desktop.catalogue.register_integrity import TASK_REGISTER
from cchc_desktop.domain.field_type import FieldType, Option, ValueSpec
from cchc_desktop.domain.form import Form, FormAnnex
from cchc_desktop.domain.formula import Formula, parse, parse_condition
from cchc_desktop.domain.formula_types import condition_faults, formula_faults
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


_TRUTH = frozenset({"true", "false", "yes", "no"})


def unknown_registers(form: Form, registers: Iterable[Register]) -> Iterator[Problem]:
    """Registers, columns and options that formulas, checks, annexes and drafts of a form name and none has."""
    at_hand = {register.code: register for register in registers}
    known = {code: {column.code: column.spec for column in at_hand[code].columns} for code in at_hand}
    formulas = [(field.code, "formula", field.formula) for field in form.fields if field.formula]
    formulas += [(check.code, "rule", check.rule) for check in form.checks]
    for entry, key, text in formulas:
        yield from _in_formula(parse(text), {**known, TASK_REGISTER: TASK_COLUMNS}, entry=entry, key=key)
    for number, annex in enumerate(form.annexes, start=1):
        yield from _in_annex(annex, known, entry=f"annexes[{number}]")
    for section, code, column in register_lines(form):
        if code not in at_hand:
            yield problem("register-unknown", section, key="draft", value=code)
        elif column not in known[code]:
            yield problem("column-unknown", section, key="draft", value=column, register=code)
        elif at_hand[code].column(column).personal:
            yield problem("draft-personal", section, key="draft", value=column, register=code)


def _in_annex(annex: FormAnnex, known: Mapping[str, _Columns], *, entry: str) -> Iterator[Problem]:
    if annex.register and annex.register not in known:
        yield problem("register-unknown", entry, key="register", value=annex.register)
    elif annex.condition:
        condition, columns = parse_condition(annex.condition), known[annex.register]
        yield from _missing(condition.columns - set(columns), annex.register, entry=entry, key="condition")
        yield from type_problems(condition_faults(condition, columns), entry, key="condition")


def _missing(columns: Iterable[str], register: str, *, entry: str, key: str) -> Iterator[Problem]:
    for column in sorted(columns):
        if column.lower() in _TRUTH:
            words = f"{column} không phải là mã cột; cột Có/Không viết một mình (là Có) hoặc KHONG cột (là Không)"
            yield problem("formula-types", entry, key=key, words=words)
        else:
            yield problem("column-unknown", entry, key=key, value=column, register=register)


def _in_formula(formula: Formula, known: Mapping[str, _Columns], *, entry: str, key: str) -> Iterator[Problem]:
    for register, used in sorted(formula.columns.items()):
        if register not in known:
            yield problem("register-unknown", entry, key=key, value=register)
            continue
        yield from _missing(used - set(known[register]), register, entry=entry, key=key)
    for register, date_column in sorted(formula.registers):
        spec = known.get(register, {}).get(date_column)
        if spec is not None and spec.type is not FieldType.DATE:
            yield problem("date-column-not-date", entry, key=key, value=date_column)
    yield from type_problems(formula_faults(formula, {}, known), entry, key=key)
