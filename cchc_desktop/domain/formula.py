"""The formula language of packs: derived fields, checks, targets, and counts over registers; see docs/packs.md.

    TY_LE(BC3.2.4 + BC3.2.5, TONG(BC3.2.4, BC3.2.5, BC3.2.6))        DEM("TT", "hinh_thuc = 'toa_dam'")

The words are Vietnamese, with or without diacritics. A formula is parsed once (conditions on registers with it), is a
plain value, and is worked out against a ``Scope``. Arithmetic is exact; what is not known stays unknown.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from cchc_desktop.domain import formula_evaluator
from cchc_desktop.domain.formula_evaluator import Scope
from cchc_desktop.domain.formula_syntax import CODE, OVER_REGISTERS, Dialect, FormulaError, Source, Syntax, read
from cchc_desktop.domain.formula_values import Value

__all__ = [
    "CODE",
    "Condition",
    "Formula",
    "FormulaError",
    "RegisterCall",
    "Scope",
    "Value",
    "parse",
    "parse_condition",
    "register_call",
]

_SIGNS = {ast.Eq: "=", ast.NotEq: "<>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula with everything that it reads.

    ``fields``, ``previous`` and ``last_year`` are field codes of this report, of the report before and of the year
    before. ``registers`` are pairs of register and date column, "" meaning the register's own; ``columns`` are those
    that are used of each register. ``is_comparison`` says that the value is yes or no. ``sides`` are the two sides
    and the sign of a single comparison, None for everything else. ``syntax`` is the tree that is walked,
    ``conditions`` are those of the conditions on registers that stand in it, by their text.
    """

    text: str
    fields: frozenset[str]
    previous: frozenset[str]
    last_year: frozenset[str]
    registers: frozenset[tuple[str, str]]
    columns: Mapping[str, frozenset[str]] = field(hash=False)
    is_comparison: bool
    sides: "tuple[Formula, str, Formula] | None"
    syntax: Syntax = field(repr=False, compare=False)
    conditions: Mapping[str, Syntax] = field(repr=False, compare=False)

    def evaluate(self, scope: Scope) -> Value:
        """The exact value, None where it is not known; raises FormulaError, for instance for text in arithmetic."""
        return formula_evaluator.evaluate(self.syntax, self.conditions, scope)


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """Parse a formula of a form; raises FormulaError with the place, also for a condition inside."""
    syntax = read(text, Dialect.FORM)
    conditions = {
        call.condition: _condition(syntax, call) for call in _register_calls(syntax) if call.condition.strip()
    }
    return replace(_formula(syntax, conditions), text=text)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the rows of a register; ``columns`` are those that it reads, ``syntax`` is its tree."""

    text: str
    columns: frozenset[str]
    syntax: Syntax = field(repr=False, compare=False)

    def holds_for(self, row: formula_evaluator.Row, window: tuple[date, date]) -> bool:
        """Whether the condition is true of a row; ``window`` gives TU_NGAY and DEN_NGAY."""
        return formula_evaluator.holds_for(self.syntax, row, window)


@lru_cache(maxsize=512)
def parse_condition(text: str) -> Condition:
    """Parse a condition that stands alone; raises FormulaError with the place."""
    syntax = read(text, Dialect.CONDITION)
    if not (_is_comparison(syntax.tree) or isinstance(syntax.tree, ast.Name)):
        raise syntax.error(f"Điều kiện “{text[:60]}” phải là một phép so sánh", syntax.tree)
    return Condition(text, syntax.codes(Source.COLUMN), syntax)


def _formula(syntax: Syntax, conditions: Mapping[str, Syntax]) -> Formula:
    calls = list(_register_calls(syntax))
    return Formula(
        text=syntax.written(syntax.tree),
        fields=syntax.codes(Source.FIELD),
        previous=syntax.codes(Source.PREVIOUS),
        last_year=syntax.codes(Source.LAST_YEAR),
        registers=frozenset((call.register, call.date_column) for call in calls),
        columns={call.register: _columns(call.register, calls, conditions) for call in calls},
        is_comparison=_is_comparison(syntax.tree),
        sides=_sides(syntax, conditions),
        syntax=syntax,
        conditions=conditions,
    )


@dataclass(frozen=True, slots=True)
class RegisterCall:
    """One call of a function over a register; what was left out is ""."""

    node: ast.Call
    function: str
    register: str
    column: str
    condition: str
    date_column: str


def _register_calls(syntax: Syntax) -> Iterator[RegisterCall]:
    for node in ast.walk(syntax.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OVER_REGISTERS:
            yield register_call(node, syntax)


def register_call(node: ast.Call, syntax: Syntax) -> RegisterCall:
    """A call of one of the functions ``OVER_REGISTERS`` in a tree, with its parameters."""
    function = node.func.id if isinstance(node.func, ast.Name) else ""
    texts = [str(syntax.constants[part.id]) for part in node.args if isinstance(part, ast.Name)]
    if function == "DEM":
        texts.insert(1, "")
    register, column, condition, date_column, *_ = [*texts, "", "", ""]
    return RegisterCall(node, function, register, column, condition, date_column)


def _condition(syntax: Syntax, call: RegisterCall) -> Syntax:
    try:
        condition = read(call.condition, Dialect.CONDITION)
    except FormulaError as error:
        what = f"Điều kiện “{call.condition[:60]}” sai: {str(error).rstrip('.')}"
        raise syntax.error(what, call.node) from None
    if not (_is_comparison(condition.tree) or isinstance(condition.tree, ast.Name)):
        raise syntax.error(f"Điều kiện “{call.condition[:60]}” phải là một phép so sánh", call.node)
    return condition


def _columns(register: str, calls: Iterable[RegisterCall], conditions: Mapping[str, Syntax]) -> frozenset[str]:
    used: set[str] = set()
    for call in calls:
        if call.register == register:
            used |= {call.column, call.date_column} - {""}
            if call.condition in conditions:
                used |= conditions[call.condition].codes(Source.COLUMN)
    return frozenset(used)


def _is_comparison(node: ast.expr) -> bool:
    """Whether a tree gives yes or no: a comparison, or comparisons joined by VA, HOAC, KHONG and NEU."""
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "NEU":
            return _is_comparison(node.args[1]) and _is_comparison(node.args[2])
        return node.func.id in ("TRONG", "CO")
    return isinstance(node, ast.Compare | ast.BoolOp)


def _sides(syntax: Syntax, conditions: Mapping[str, Syntax]) -> tuple[Formula, str, Formula] | None:
    tree = syntax.tree
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        return None
    left = _formula(replace(syntax, tree=tree.left), conditions)
    right = _formula(replace(syntax, tree=tree.comparators[0]), conditions)
    return left, _SIGNS[type(tree.ops[0])], right
