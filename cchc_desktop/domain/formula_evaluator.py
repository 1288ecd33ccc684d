"""Working out a formula: exact arithmetic, three-valued logic, counts over registers; simpleeval walks the tree.

An operand that is not known (None) makes the result unknown, unless the other operands already decide it. In a
condition on the rows of a register a comparison with an empty column is false.
"""

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Protocol

from simpleeval import InvalidExpression, SimpleEval  # type: ignore[import-untyped]  # the library has no types

from cchc_desktop.domain.formula_syntax import FormulaError, Reference, Source, Syntax
from cchc_desktop.domain.formula_values import (
    ARITHMETIC,
    FUNCTIONS,
    Value,
    bounded,
    compared,
    exact,
    holds_option,
    known_number,
    truth,
)

Row = Mapping[str, Value]


class KnownRows(list[Row]):
    """Rows of a register with the columns that it has: a formula over another one has no value, not even 0."""

    def __init__(self, rows: Iterable[Row], columns: Collection[str]) -> None:
        super().__init__(rows)
        self.columns = frozenset(columns)


class Scope(Protocol):
    """Where a formula finds its values. A code that does not exist raises KeyError."""

    @property
    def window(self) -> tuple[date, date]:
        """First and last day of the days that count, both inclusive (TU_NGAY, DEN_NGAY)."""

    def field(self, code: str) -> Value:
        """The value of a field of the form; None while it is empty."""

    def previous(self, code: str) -> Value:
        """Its value in the report that closes on the day before this one opens (KY_TRUOC)."""

    def last_year(self, code: str) -> Value:
        """Its value in the same period of the year before (CUNG_KY)."""

    def rows(self, register: str, date_column: str) -> Sequence[Row]:
        """The rows of a register within the basis of the field; ``date_column`` "" means the register's own.

        Where they are ``KnownRows`` every column that is used must be one of theirs.
        """


def evaluate(syntax: Syntax, conditions: Mapping[str, Syntax], scope: Scope) -> Value:
    """The value of a formula of a form; raises FormulaError and nothing else."""
    return _run(_FormEvaluator(syntax, conditions, scope))


def holds_for(condition: Syntax, row: Row, window: tuple[date, date]) -> bool:
    """Whether a condition is true of one row of a register; raises FormulaError and nothing else."""
    return _RowEvaluator(condition, window).holds_for(row)


def _run(evaluator: "_Evaluator") -> Value:
    try:
        return evaluator.result()
    except FormulaError:
        raise
    except (InvalidExpression, RecursionError, ArithmeticError):
        raise FormulaError(f"Không tính được công thức “{evaluator.syntax.text}” với các số liệu này") from None


class _Evaluator(SimpleEval, ABC):  # type: ignore[misc]  # the library has no types
    """simpleeval with the operators, functions and kinds of node of this language, and no others."""

    def __init__(self, syntax: Syntax, functions: Mapping[str, Callable[..., Value]]) -> None:
        super().__init__(operators=ARITHMETIC, functions={**FUNCTIONS, **functions}, names={})
        self.syntax = syntax
        self.nodes = {
            ast.Name: self._name,
            ast.Call: self._eval_call,
            ast.UnaryOp: self._eval_unaryop,
            ast.BinOp: self._eval_binop,
            ast.BoolOp: self._logic,
            ast.Compare: self._comparison,
        }

    def result(self) -> Value:
        """The value of the whole tree."""
        value: Value = self._eval(self.syntax.tree)
        return value

    @abstractmethod
    def _looked_up(self, reference: Reference) -> Value:
        """The value that a code stands for; raises KeyError for one that does not exist."""

    def _name(self, node: ast.Name) -> Value:
        constant = self.syntax.constants.get(node.id)
        if constant is not None:
            return constant
        reference = self.syntax.references[node.id]
        try:
            return exact(self._looked_up(reference))
        except KeyError:
            raise self.syntax.error(f"Không có mã {reference.code}", node) from None

    def _logic(self, node: ast.BoolOp) -> Value:
        deciding = isinstance(node.op, ast.Or)
        unknown = False
        for part in node.values:
            value = truth(self._eval(part))
            if value is deciding:
                return deciding
            unknown = unknown or value is None
        return None if unknown else not deciding

    def _comparison(self, node: ast.Compare) -> Value:
        values: list[Value] = [self._eval(part) for part in (node.left, *node.comparators)]
        unknown = False
        for place, sign in enumerate(node.ops):
            held = compared(type(sign), values[place], values[place + 1])
            if held is False:
                return False
            unknown = unknown or held is None
        return None if unknown else True


class _FormEvaluator(_Evaluator):
    """Looks codes up in the form and counts over registers."""

    def __init__(self, syntax: Syntax, conditions: Mapping[str, Syntax], scope: Scope) -> None:
        functions: dict[str, Callable[..., Value]] = {
            "DEM": self._count,
            "TONG_SO": self._sum,
            "TRUNG_BINH": self._mean,
            "DEM_KHAC": self._count_distinct,
        }
        super().__init__(syntax, functions)
        self._conditions = conditions
        self._scope = scope

    def _looked_up(self, reference: Reference) -> Value:
        if reference.source is Source.PREVIOUS:
            return self._scope.previous(reference.code)
        if reference.source is Source.LAST_YEAR:
            return self._scope.last_year(reference.code)
        return self._scope.field(reference.code)

    def _rows(self, register: str, condition: str, date_column: str, column: str = "") -> Iterator[Row]:
        try:
            rows = self._scope.rows(register, date_column)
        except KeyError:
            dated = f", hoặc sổ không có cột {date_column}" if date_column else ""
            raise FormulaError(f"Không có sổ {register}{dated}") from None
        used = self._conditions[condition].codes(Source.COLUMN) if condition.strip() else frozenset()
        if isinstance(rows, KnownRows) and (gone := (used | {column} - {""}) - rows.columns):
            raise FormulaError(f"Sổ {register} không có cột {', '.join(sorted(gone))}")
        if not condition.strip():
            return iter(rows)
        test = _RowEvaluator(self._conditions[condition], self._scope.window)
        return (row for row in rows if test.holds_for(row))

    def _values(self, register: str, column: str, condition: str, date_column: str) -> Iterator[Value]:
        for row in self._rows(register, condition, date_column, column):
            value = exact(row.get(column))
            if value is not None:
                yield value

    def _count(self, register: str, condition: str = "", date_column: str = "") -> Fraction:
        return Fraction(sum(1 for _row in self._rows(register, condition, date_column)))

    def _numbers(self, register: str, column: str, condition: str, date_column: str) -> list[Fraction]:
        numbers = [known_number(value) for value in self._values(register, column, condition, date_column)]
        return [number for number in numbers if number is not None]

    def _sum(self, register: str, column: str, condition: str = "", date_column: str = "") -> Fraction:
        return bounded(sum(self._numbers(register, column, condition, date_column), Fraction(0)))

    def _mean(self, register: str, column: str, condition: str = "", date_column: str = "") -> Fraction | None:
        numbers = self._numbers(register, column, condition, date_column)
        return bounded(sum(numbers, Fraction(0))) / len(numbers) if numbers else None

    def _count_distinct(self, register: str, column: str, condition: str = "", date_column: str = "") -> Fraction:
        values = self._values(register, column, condition, date_column)
        return Fraction(
            len({" ".join(value.casefold().split()) if isinstance(value, str) else value for value in values})
        )


class _RowEvaluator(_Evaluator):
    """Tests the rows of a register, one after the other."""

    def __init__(self, syntax: Syntax, window: tuple[date, date]) -> None:
        super().__init__(syntax, {"TRONG": lambda value: value is None, "CO": holds_option})
        self._days = dict(zip(("TU_NGAY", "DEN_NGAY"), window, strict=True))
        self._row: Row = {}

    def holds_for(self, row: Row) -> bool:
        """Whether the condition is true of the row; empty columns make comparisons false."""
        self._row = row
        return truth(_run(self)) is True

    def _looked_up(self, reference: Reference) -> Value:
        return self._days[reference.code] if reference.source is Source.DAY else self._row.get(reference.code)

    def _comparison(self, node: ast.Compare) -> Value:
        return super()._comparison(node) is True
