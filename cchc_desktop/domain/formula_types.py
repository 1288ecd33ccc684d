"""Which kinds of value a formula puts together: what can never be worked out is told while the pack is written.

Only what is certain is told: a code whose type is not known here is passed over.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.formula import Condition, Formula, register_call
from cchc_desktop.domain.formula_syntax import OVER_REGISTERS, Source, Syntax
from cchc_desktop.domain.formula_values import is_yes_no
from cchc_desktop.domain.vietnamese import parse_date

Specs = Mapping[str, ValueSpec]

APART = (FieldType.TABLE, FieldType.LONG_TEXT, FieldType.DOCUMENT)
"""Types of form fields with which no formula can do anything."""

_OF_NUMBERS = ("TONG", "NHO_NHAT", "LON_NHAT", "TY_LE")
_OF_COLUMN = ("TONG_SO", "TRUNG_BINH")
_EQUAL = (ast.Eq, ast.NotEq)


class Kind(Enum):
    """What a part of a formula gives."""

    NUMBER = "một con số"
    TEXT = "chữ"
    DATE = "ngày"
    YES_NO = "Có/Không"
    CHOICE = "chọn một"
    MULTI_CHOICE = "chọn nhiều"
    APART = "nội dung"


_UNORDERED = frozenset({Kind.TEXT, Kind.CHOICE, Kind.YES_NO})
_COMPARABLE = ({Kind.TEXT, Kind.CHOICE}, {Kind.TEXT, Kind.DATE}, {Kind.TEXT, Kind.YES_NO})
"""Different kinds of which one is read as the other, if its words allow that."""


@dataclass(frozen=True, slots=True)
class TypeFault:
    """Something that can never be worked out: ``words`` say what and what to write instead, without a full stop.

    ``option`` and ``column`` are set where a choice is compared with a code that it does not offer.
    """

    words: str
    option: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class _Operand:
    """A part of a formula: its kind, None where that is not known; ``literal`` is a text that was written there."""

    kind: Kind | None
    words: str = ""
    code: str = ""
    spec: ValueSpec | None = None
    literal: str | None = None


_UNKNOWN = _Operand(None)
_NUMBER, _YES_NO = _Operand(Kind.NUMBER, "một con số"), _Operand(Kind.YES_NO, "một phép so sánh")


def formula_faults(
    formula: Formula, fields: Specs, registers: Mapping[str, Specs], *, gives: Kind | None = None
) -> Iterator[TypeFault]:
    """What is wrong with the types in a formula over these fields and registers; ``gives`` is what it must give."""
    typing = _Typing(formula.syntax, fields, "chỉ tiêu")
    found = typing.operand(formula.syntax.tree)
    if gives is not None and found.kind not in (None, gives) and not typing.faults:
        typing.faults.append(TypeFault(f"công thức phải cho {gives.value}, ở đây là {found.words}"))
    yield from typing.faults
    for node in ast.walk(formula.syntax.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OVER_REGISTERS:
            yield from _call_faults(formula, node, registers)


def condition_faults(condition: Condition, columns: Specs) -> Iterator[TypeFault]:
    """What is wrong with the types in a condition on the rows of a register with these columns."""
    yield from _condition_faults(condition.syntax, columns)


def _condition_faults(syntax: Syntax, columns: Specs) -> Iterator[TypeFault]:
    typing = _Typing(syntax, columns, "cột")
    found = typing.operand(syntax.tree)
    if found.kind not in (None, Kind.YES_NO) and not typing.faults:
        what = f"điều kiện “{syntax.written(syntax.tree)}” phải là một phép so sánh, ở đây là {found.words}"
        typing.faults.append(TypeFault(what))
    yield from typing.faults


def _call_faults(formula: Formula, node: ast.Call, registers: Mapping[str, Specs]) -> Iterator[TypeFault]:
    call = register_call(node, formula.syntax)
    columns = registers.get(call.register)
    if columns is None:
        return
    spec = columns.get(call.column)
    if call.function in _OF_COLUMN and spec is not None and not spec.type.is_number:
        yield TypeFault(
            f"{call.function} cần một cột số, cột {call.column} của sổ {call.register} là kiểu {spec.type.label}; "
            "hãy ghi mã một cột số, hoặc đếm bằng DEM, DEM_KHAC"
        )
    if call.condition in formula.conditions:
        yield from _condition_faults(formula.conditions[call.condition], columns)


class _Typing:
    """Walks one tree and collects what is wrong with it; ``noun`` is what its codes stand for."""

    def __init__(self, syntax: Syntax, specs: Specs, noun: str) -> None:
        self._syntax, self._specs, self._noun = syntax, specs, noun
        self.faults: list[TypeFault] = []

    def operand(self, node: ast.expr) -> _Operand:
        """What a part of the tree gives."""
        match node:
            case ast.Name():
                return self._name(node)
            case ast.Call(func=ast.Name(id=name)):
                return self._call(name, node)
            case ast.Compare():
                return self._compared(node)
            case ast.BoolOp():
                return self._logic(node.values)
            case ast.UnaryOp(op=ast.Not()):
                return self._logic([node.operand])
            case ast.UnaryOp():
                return self._numbers([node.operand])
            case ast.BinOp():
                return self._numbers([node.left, node.right])
        return _UNKNOWN

    def _name(self, node: ast.Name) -> _Operand:
        constant = self._syntax.constants.get(node.id)
        if isinstance(constant, str):
            return _Operand(Kind.TEXT, f"chữ “{constant}”", literal=constant)
        if constant is not None:
            return _NUMBER
        reference = self._syntax.references[node.id]
        if reference.source is Source.DAY:
            return _Operand(Kind.DATE, f"ngày {reference.code}")
        spec = self._specs.get(reference.code)
        if spec is None:
            return _UNKNOWN
        words = f"{self._noun} {reference.code} (kiểu {spec.type.label})"
        return _Operand(_kind(spec, in_form=reference.source is not Source.COLUMN), words, reference.code, spec)

    def _call(self, name: str, node: ast.Call) -> _Operand:
        if name in OVER_REGISTERS:
            return _NUMBER
        if name in _OF_NUMBERS:
            return self._numbers(node.args)
        if name == "NEU":
            self._logic(node.args[:1])
            first, second = (self.operand(part) for part in node.args[1:])
            return first if first.kind is second.kind else _UNKNOWN
        if name == "CO":
            self._holds(*(self.operand(part) for part in node.args))
        if name in ("CO", "TRONG"):
            return _YES_NO
        return self.operand(node.args[0])

    def _numbers(self, parts: list[ast.expr]) -> _Operand:
        for part in parts:
            found = self.operand(part)
            if found.kind not in (None, Kind.NUMBER):
                self._fault(f"chỉ tính được với số, không tính được với {found.words}{_apart_remedy(found)}")
        return _NUMBER

    def _logic(self, parts: list[ast.expr]) -> _Operand:
        for part in parts:
            found = self.operand(part)
            if found.kind not in (None, Kind.YES_NO):
                self._fault(f"VA, HOAC, KHONG, NEU cần một phép so sánh, không dùng được {found.words}")
        return _YES_NO

    def _compared(self, node: ast.Compare) -> _Operand:
        sides = [self.operand(part) for part in (node.left, *node.comparators)]
        for place, sign in enumerate(node.ops):
            left, right = sides[place], sides[place + 1]
            if left.kind is not None and right.kind is not None:
                self._pair(left, right, is_equal=isinstance(sign, _EQUAL), written=self._syntax.written(node))
        return _YES_NO

    def _pair(self, left: _Operand, right: _Operand, *, is_equal: bool, written: str) -> None:
        first, second = (right, left) if left.literal is not None else (left, right)
        for one in (first, second):
            if one.kind in (Kind.APART, Kind.MULTI_CHOICE):
                remedy = _apart_remedy(one) or f"; {self._multi_remedy(one, second.literal)}"
                self._fault(f"“{written}”: không so sánh được {one.words}{remedy}")
                return
        kinds = frozenset({first.kind, second.kind})
        if not is_equal and kinds & _UNORDERED and kinds != {Kind.DATE, Kind.TEXT}:
            what = f"“{written}”: chỉ so sánh lớn, nhỏ giữa số với số, ngày với ngày"
            self._fault(f"{what}, không phải {first.words} với {second.words}")
        elif second.literal is not None:
            self._with_literal(first, second.literal, written)
        elif len(kinds) > 1 and kinds not in _COMPARABLE:
            self._fault(
                f"“{written}”: không so sánh được {first.words} với {second.words}{_kind_remedy(first, second)}"
            )

    def _with_literal(self, side: _Operand, text: str, written: str) -> None:
        match side.kind:
            case Kind.NUMBER:
                remedy = "; số viết không có dấu nháy, ví dụ 90 hoặc 0.5"
                self._fault(f"“{written}”: không so sánh được {side.words} với chữ “{text}”{remedy}")
            case Kind.CHOICE:
                self._option(side, text)
            case Kind.YES_NO if not is_yes_no(text):
                code = side.code or "điều kiện"
                remedy = f"hãy viết {code} (là Có) hoặc KHONG {code} (là Không)"
                self._fault(f"“{written}”: không so sánh được {side.words} với chữ “{text}”; {remedy}")
            case Kind.DATE:
                try:
                    parse_date(text)
                except ValueError as error:
                    self._fault(f"“{written}”: {str(error).rstrip('.')}")

    def _holds(self, held: _Operand, option: _Operand) -> None:
        if held.kind is None:
            return
        if held.kind is not Kind.MULTI_CHOICE:
            remedy = f"hãy viết {held.code} = 'mã'" if held.kind is Kind.CHOICE else "hãy viết một phép so sánh"
            self._fault(f"CO chỉ dùng cho cột chọn nhiều, không dùng cho {held.words}; {remedy}")
        elif option.literal is not None:
            self._option(held, option.literal)

    def _option(self, side: _Operand, text: str) -> None:
        if side.spec is not None and side.spec.option(text) is None:
            codes = ", ".join(option.code for option in side.spec.options)
            what = f"{self._noun} «{side.code}» không có lựa chọn «{text}»; các mã lựa chọn: {codes}"
            self.faults.append(TypeFault(what, option=text, column=side.code))

    def _multi_remedy(self, one: _Operand, literal: str | None) -> str:
        if self._noun == "cột":
            return f"hãy dùng CO({one.code}, '{literal or 'mã'}')"
        return "trong công thức của biểu mẫu hãy dùng các chỉ tiêu Có/Không riêng cho từng lựa chọn"

    def _fault(self, words: str) -> None:
        self.faults.append(TypeFault(words))


_KINDS: Mapping[FieldType, Kind] = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.DATE: Kind.DATE,
    FieldType.YES_NO: Kind.YES_NO,
    FieldType.CHOICE: Kind.CHOICE,
    FieldType.MULTI_CHOICE: Kind.MULTI_CHOICE,
    FieldType.DOCUMENT: Kind.APART,
    FieldType.TABLE: Kind.APART,
}


def _kind(spec: ValueSpec, *, in_form: bool) -> Kind | None:
    """The kind of a field or column; a long text is compared only in a register, where a cell may hold one word."""
    if spec.type.is_number:
        return Kind.NUMBER
    if spec.type is FieldType.LONG_TEXT:
        return Kind.APART if in_form else Kind.TEXT
    return _KINDS.get(spec.type)


def _apart_remedy(side: _Operand) -> str:
    if side.kind is not Kind.APART:
        return ""
    if side.spec is not None and side.spec.type is FieldType.DOCUMENT and "cột" in side.words:
        return f"; hãy dùng TRONG({side.code}) hoặc KHONG TRONG({side.code})"
    return "; kiểu này không dùng trong công thức, hãy thêm một chỉ tiêu số hoặc Có/Không cho điều cần tính"


def _kind_remedy(first: _Operand, second: _Operand) -> str:
    if {first.kind, second.kind} == {Kind.CHOICE, Kind.NUMBER} and not (first.code and second.code):
        return "; mã lựa chọn viết trong dấu nháy"
    return "; hai vế của phép so sánh phải cùng kiểu"
