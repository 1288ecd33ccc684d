"""A formula in words for people: codes become names, functions become Vietnamese phrases."""

import ast
from collections.abc import Callable

from cchc_desktop.domain.formula import Formula
from cchc_desktop.domain.formula_syntax import OVER_REGISTERS, Source, Syntax

Names = Callable[[str], str]

_SIGNS: dict[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "×", ast.Div: "/"}
_PHRASES = {
    "TONG": "tổng của {0}",
    "NHO_NHAT": "số nhỏ nhất trong {0}",
    "LON_NHAT": "số lớn nhất trong {0}",
}
_REGISTER_PHRASES = {
    "DEM": "số dòng đếm được ở sổ {0}",
    "TONG_SO": "tổng cột {1} của sổ {0}",
    "TRUNG_BINH": "trung bình cột {1} của sổ {0}",
    "DEM_KHAC": "số giá trị khác nhau ở cột {1} của sổ {0}",
}
_OF_PERIOD = {Source.PREVIOUS: " của kỳ trước", Source.LAST_YEAR: " của cùng kỳ năm trước"}


def in_words(formula: Formula, names: Names) -> str:
    """The formula with each code replaced by what ``names`` makes of it."""
    return _words(formula.syntax, formula.syntax.tree, names)


def _words(syntax: Syntax, node: ast.expr, names: Names) -> str:
    if isinstance(node, ast.Name):
        return _name(syntax, node, names)
    if isinstance(node, ast.BinOp):
        left, right = _words(syntax, node.left, names), _words(syntax, node.right, names)
        if isinstance(node.op, ast.Mult | ast.Div) and _is_sum(node.left):
            left = f"({left})"
        if not isinstance(node.op, ast.Add) and (_is_sum(node.right) or _divides_product(node)):
            right = f"({right})"
        return f"{left} {_SIGNS[type(node.op)]} {right}"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(syntax, node, node.func.id, names)
    return syntax.written(node)


def _name(syntax: Syntax, node: ast.Name, names: Names) -> str:
    reference = syntax.references.get(node.id)
    if reference is None:
        return syntax.written(node)
    return names(reference.code) + _OF_PERIOD.get(reference.source, "")


def _is_sum(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)


def _divides_product(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.Div) and isinstance(node.right, ast.BinOp)


def _call(syntax: Syntax, node: ast.Call, name: str, names: Names) -> str:
    if name in OVER_REGISTERS:
        texts = [str(syntax.constants.get(part.id, "")) for part in node.args if isinstance(part, ast.Name)]
        return _REGISTER_PHRASES[name].format(*texts)
    parts = [_words(syntax, part, names) for part in node.args]
    if name in _PHRASES:
        return _PHRASES[name].format("; ".join(parts))
    if name == "TY_LE":
        return f"tỷ lệ {parts[0]} trên {parts[1]}"
    return parts[0] if name in ("KY_TRUOC", "CUNG_KY") else syntax.written(node)
