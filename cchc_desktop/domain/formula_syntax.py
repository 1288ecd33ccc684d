"""The written form of a formula: words, codes, numbers and signs, turned into a small checked syntax tree.

A formula never reaches Python as it was typed. It is cut into known tokens first; each code, number and text is then
replaced by a made-up name, so that the tree which simpleeval walks holds nothing but names, calls of known functions
and the operators of the language. Everything else is refused with its place.
"""

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from cchc_desktop.domain.vietnamese import nfc, search_key

LONGEST = 1000
MOST_NODES = 200
DEEPEST = 20
LONGEST_TEXT = 200
_MOST_DIGITS = 18
_MOST_PREFIXES = 5

CODE = r"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*(?:\.[A-Za-z0-9_]+)*"
"""A code in a formula: parts joined by points; a hyphen belongs to the code only before the first point."""

_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))
    |(?P<code>{CODE})(?!\w)
    |(?P<word>[^\W\d_]\w*)
    |(?P<text>"[^"]*"|'[^']*'|“[^“”]*”)
    |(?P<sign><>|<=|>=|[-+*/()=<>,≤≥≠×−])""",
    re.VERBOSE,
)
_COLUMN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?!\w)")
_PYTHON = {"=": "==", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "−": "-"}
_WORDS = {"VA": "and", "HOAC": "or", "KHONG": "not"}
_PREFIXES = ("+", "-", "not")
_DAYS = ("TU_NGAY", "DEN_NGAY")
_OPERATORS = (
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.UAdd, ast.USub, ast.Not, ast.And, ast.Or,
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
)  # fmt: skip
_EXPRESSIONS = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Call, ast.Name)

_ANY = 50  # arguments at most
_ARITHMETIC = {"TONG": (1, _ANY), "NHO_NHAT": (1, _ANY), "LON_NHAT": (1, _ANY), "TY_LE": (2, 2), "NEU": (3, 3)}
_OF_OTHER_PERIODS = {"KY_TRUOC": (1, 1), "CUNG_KY": (1, 1)}
OVER_REGISTERS = {"DEM": (1, 3), "TONG_SO": (2, 4), "TRUNG_BINH": (2, 4), "DEM_KHAC": (2, 4)}
_OF_COLUMNS = {"TRONG": (1, 1), "CO": (2, 2)}


class FormulaError(ValueError):
    """A formula is wrong, or cannot be worked out with these values; the Vietnamese sentence says what and where."""

    def __init__(self, what: str, text: str = "", position: int | None = None) -> None:
        place = ""
        if position is not None:
            around = text[position : position + 25].split("\n")[0].strip()
            place = f" (từ ký tự thứ {position + 1}: “{around}”)" if around else " (ở cuối công thức)"
        super().__init__(f"{what}{place}.")
        self.position = position


class Dialect(Enum):
    """Where a formula stands: in a form, over field codes, or in a condition on the rows of a register."""

    FORM = "form"
    CONDITION = "condition"

    @property
    def functions(self) -> Mapping[str, tuple[int, int]]:
        """The functions that may be called, with the least and the most arguments."""
        own = _OF_COLUMNS if self is Dialect.CONDITION else _OF_OTHER_PERIODS | OVER_REGISTERS
        return _ARITHMETIC | own


class Source(Enum):
    """What a name in the tree stands for."""

    FIELD = "field"
    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    COLUMN = "column"
    DAY = "day"


_OTHER_PERIODS = {"KY_TRUOC": Source.PREVIOUS, "CUNG_KY": Source.LAST_YEAR}


@dataclass(frozen=True, slots=True)
class Reference:
    """A code as it was written and where its value comes from."""

    source: Source
    code: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its Python form, what it stands for, and where it was written and where it stands in the Python text."""

    python: str
    start: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class Syntax:
    """A checked tree with the meaning of its names, and where each of its parts was written."""

    text: str
    tree: ast.expr
    references: Mapping[str, Reference]
    constants: Mapping[str, Fraction | str]
    tokens: tuple[Token, ...]

    def position(self, node: ast.expr) -> int:
        """The place in the text where a part of the tree begins."""
        return next((token.start for token in self.tokens if token.column == node.col_offset), 0)

    def written(self, node: ast.expr) -> str:
        """The part of the text from which a part of the tree was made."""
        end = next((token.end for token in reversed(self.tokens) if token.column < (node.end_col_offset or 0)), 0)
        return self.text[self.position(node) : end]

    def codes(self, source: Source) -> frozenset[str]:
        """The codes of one source that stand in the tree."""
        names = (self.references.get(node.id) for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        return frozenset(reference.code for reference in names if reference and reference.source is source)

    def error(self, what: str, node: ast.expr) -> FormulaError:
        """The error that names this place."""
        return FormulaError(what, self.text, self.position(node))


def read(text: str, dialect: Dialect) -> Syntax:
    """Read a formula; raises FormulaError for everything that the language does not know."""
    text = nfc(text)
    if len(text) > LONGEST:
        raise FormulaError(f"Công thức dài {len(text)} ký tự, nhiều nhất là {LONGEST}")
    if not text.strip():
        raise FormulaError("Công thức còn trống")
    scanner = _Scanner(text, dialect)
    tokens = tuple(scanner.tokens())
    _check_nesting(text, tokens)
    tree = _tree(text, tokens)
    syntax = Syntax(text, tree, scanner.references, scanner.constants, tokens)
    _check(syntax, dialect)
    return syntax


class _Scanner:
    """Cuts a formula into tokens and gives each code, number and text a name of its own."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self._text = text
        self._dialect = dialect
        self._before = ("", "")
        self.references: dict[str, Reference] = {}
        self.constants: dict[str, Fraction | str] = {}

    def tokens(self) -> Iterator[Token]:
        """The tokens in order; spaces are dropped."""
        place = column = 0
        while place < len(self._text):
            kind, end = self._next(place)
            if kind != "space":
                python = self._python(kind, place, end)
                yield Token(python, place, end, column)
                column += len(python) + 1
                self._before = (self._before[1], python)
            place = end

    def _next(self, place: int) -> tuple[str, int]:
        if self._dialect is Dialect.CONDITION and (found := _COLUMN.match(self._text, place)):
            return "code", found.end()
        found = _TOKEN.match(self._text, place)
        if found is None or found.lastgroup is None:
            sign = self._text[place]
            what = "Thiếu dấu nháy đóng" if sign in "\"'“" else f"Không hiểu “{sign}”"
            raise FormulaError(what, self._text, place)
        return found.lastgroup, found.end()

    def _python(self, kind: str, start: int, end: int) -> str:
        typed = self._text[start:end]
        if kind == "sign":
            return _PYTHON.get(typed, typed)
        if kind == "number":
            if len(typed) > _MOST_DIGITS:
                raise FormulaError(f"Số có quá {_MOST_DIGITS} chữ số", self._text, start)
            return self._constant(Fraction(typed))
        if kind == "text":
            if len(typed) - 2 > LONGEST_TEXT:
                raise FormulaError(f"Đoạn chữ dài quá {LONGEST_TEXT} ký tự", self._text, start)
            return self._constant(typed[1:-1])
        return self._word(typed, start, end)

    def _constant(self, value: Fraction | str) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def _word(self, typed: str, start: int, end: int) -> str:
        word = search_key(typed).upper()
        if word in _WORDS:
            return _WORDS[word]
        if self._text[end:].lstrip().startswith("("):
            if word in self._dialect.functions:
                return word
            raise FormulaError(f"Không có hàm {typed}", self._text, start)
        if word in self._dialect.functions:
            raise FormulaError(f"Sau tên hàm {typed} phải là dấu mở ngoặc", self._text, start)
        if not typed.isascii():
            raise FormulaError(f"Không hiểu “{typed}”: mã viết bằng chữ không dấu", self._text, start)
        name = f"r{len(self.references)}"
        self.references[name] = self._reference(typed, word)
        return name

    def _reference(self, typed: str, word: str) -> Reference:
        if self._dialect is Dialect.FORM:
            function = self._before[0] if self._before[1] == "(" else ""
            return Reference(_OTHER_PERIODS.get(function, Source.FIELD), typed)
        return Reference(Source.DAY, word) if word in _DAYS else Reference(Source.COLUMN, typed)


def _check_nesting(text: str, tokens: tuple[Token, ...]) -> None:
    """Refuse unequal and deep brackets and runs of signs before Python's own parser sees them."""
    depth = prefixes = 0
    for token in tokens:
        depth += (token.python == "(") - (token.python == ")")
        prefixes = prefixes + 1 if token.python in _PREFIXES else 0
        if depth < 0:
            raise FormulaError("Thừa dấu đóng ngoặc", text, token.start)
        if depth > DEEPEST:
            raise FormulaError(f"Ngoặc lồng nhau quá {DEEPEST} lớp", text, token.start)
        if prefixes > _MOST_PREFIXES:
            raise FormulaError("Quá nhiều dấu hoặc chữ KHONG liền nhau", text, token.start)
    if depth:
        raise FormulaError("Thiếu dấu đóng ngoặc", text, len(text))


def _tree(text: str, tokens: tuple[Token, ...]) -> ast.expr:
    python = " ".join(token.python for token in tokens)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse(python, mode="eval").body
    except SyntaxError as error:
        what = "Công thức không bắt đầu bằng dấu =" if tokens[0].python == "==" else "Công thức viết chưa đúng"
        place = (error.offset or len(python) + 1) - 1
        at = next((token for token in tokens if token.column + len(token.python) > place), None)
        raise FormulaError(what, text, at.start if at else len(text)) from None
    except (RecursionError, MemoryError):
        raise FormulaError("Công thức quá phức tạp") from None


def _check(syntax: Syntax, dialect: Dialect) -> None:
    count = 0
    for node in ast.walk(syntax.tree):
        if isinstance(node, ast.expr_context | ast.operator | ast.unaryop | ast.boolop | ast.cmpop):
            if not isinstance(node, (*_OPERATORS, ast.Load)):
                raise FormulaError("Công thức có phép tính không dùng được", syntax.text)
            continue
        count += 1
        if count > MOST_NODES:
            raise FormulaError(f"Công thức có quá {MOST_NODES} thành phần")
        if isinstance(node, ast.Tuple):
            what = "Dấu phẩy chỉ ngăn các tham số của hàm; phần thập phân viết sau dấu chấm"
            raise syntax.error(what, node)
        if not isinstance(node, _EXPRESSIONS):
            raise FormulaError("Công thức có cách viết không dùng được", syntax.text)
        if isinstance(node, ast.Call):
            _check_call(syntax, node, dialect)


def _check_call(syntax: Syntax, node: ast.Call, dialect: Dialect) -> None:
    if not isinstance(node.func, ast.Name) or node.func.id not in dialect.functions:
        raise syntax.error("Trước dấu mở ngoặc phải là tên hàm hoặc phép tính", node)
    name = node.func.id
    least, most = dialect.functions[name]
    if not least <= len(node.args) <= most:
        wanted = f"{least}" if least == most else f"từ {least} đến {most}"
        raise syntax.error(f"Hàm {name} cần {wanted} tham số, ở đây có {len(node.args)}", node)
    for place, argument in enumerate(node.args):
        is_name = isinstance(argument, ast.Name)
        if name in OVER_REGISTERS and not (is_name and isinstance(syntax.constants.get(_id(argument)), str)):
            raise syntax.error(f"Tham số của hàm {name} phải là chữ trong dấu nháy", argument)
        if name in _OF_OTHER_PERIODS and _id(argument) not in syntax.references:
            raise syntax.error(f"Tham số của hàm {name} phải là mã chỉ tiêu", argument)
        if name in _OF_COLUMNS and not place and _id(argument) not in syntax.references:
            raise syntax.error(f"Tham số thứ nhất của hàm {name} phải là mã cột", argument)


def _id(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
