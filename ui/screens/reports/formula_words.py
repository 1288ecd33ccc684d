"""A formula of a pack in words that an official reads: names in place of codes, signs in place of functions."""

import re
from collections.abc import Mapping, Sequence

from cchc_desktop.domain.register import Register

_CODE = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)*")
_CALL = re.compile(r"([A-Z_]{3,})\s*\(", re.IGNORECASE)
_LITERAL = re.compile(r"'([^']*)'")
_WORDS = {
    "KY_TRUOC": "{0} của kỳ trước",
    "CUNG_KY": "{0} của cùng kỳ năm trước",
    "TY_LE": "{0} : {1} × 100",
    "NHO_NHAT": "số nhỏ nhất trong: {all}",
    "LON_NHAT": "số lớn nhất trong: {all}",
}
_REGISTER_WORDS = {
    "DEM": "số dòng của {register}",
    "TONG_SO": "tổng cột {column} của {register}",
    "TRUNG_BINH": "trung bình cột {column} của {register}",
    "DEM_KHAC": "số giá trị khác nhau ở cột {column} của {register}",
}
_CONDITION_WORDS = (
    (re.compile(r"\bVA\b", re.IGNORECASE), "và"),
    (re.compile(r"\bHOAC\b", re.IGNORECASE), "hoặc"),
    (re.compile(r"\bKHONG\b", re.IGNORECASE), "không"),
    (re.compile(r"\bTRONG\((.+?)\)", re.IGNORECASE), r"chưa có \1"),
    (re.compile(r"\bCO\((.+?),\s*(.+?)\)", re.IGNORECASE), r"\1 có \2"),
    (re.compile(r"<>"), "khác"),
    (re.compile(r"<="), "không quá"),
    (re.compile(r">="), "từ"),
    (re.compile(r"(?<![<>])=(?!=)"), "là"),
)
TASKS = "NHIEM_VU"


class FormulaWords:
    """Puts formulas into words with the names of fields and of registers with their columns."""

    def __init__(self, names: Mapping[str, str], registers: Sequence[Register] = ()) -> None:
        self._names = names
        self._registers = {register.code: register for register in registers}

    def words(self, formula: str) -> str:
        """The formula with “names” in place of codes; what has no simpler words stays as it is."""
        text = formula.strip()
        if not text:
            return ""
        call = _whole_call(text)
        if call is None:
            return self._named(text)
        name, arguments = call
        if name == "TONG":
            return " + ".join(self.words(part) for part in arguments)
        if name in _REGISTER_WORDS:
            return self._register_words(name, arguments)
        if name in _WORDS:
            parts = [self._operand(part) for part in arguments]
            return _WORDS[name].format(*parts, "", all="; ".join(parts))
        return self._named(text)

    def _operand(self, text: str) -> str:
        words = self.words(text)
        return f"({words})" if " + " in words or " - " in words else words

    def _named(self, text: str) -> str:
        """Codes by their names, calls inside by their own words."""
        found = _CALL.search(text)
        end = _closing(text, found.end() - 1) if found else -1
        if found and end >= 0 and found.group(1).upper() in {*_WORDS, *_REGISTER_WORDS, "TONG"}:
            inner = self._operand(text[found.start() : end + 1])
            return f"{self._named(text[: found.start()])}{inner}{self._named(text[end + 1 :])}"
        return _CODE.sub(lambda code: self._name(code.group()), text)

    def _name(self, code: str) -> str:
        return f"“{self._names[code]}”" if code in self._names else code

    def _register_words(self, name: str, arguments: Sequence[str]) -> str:
        bare = [_unquoted(part) for part in arguments] + ["", ""]
        register = self._registers.get(bare[0])
        place = 1 if name == "DEM" else 2
        words = _REGISTER_WORDS[name].format(
            register=_register_name(bare[0], register), column=_column_name(bare[1], register)
        )
        condition = bare[place] if len(bare) > place else ""
        return f"{words}, với {_condition_words(condition, register)}" if condition else words


def _register_name(code: str, register: Register | None) -> str:
    if code == TASKS:
        return "danh mục nhiệm vụ"
    return f"“{register.name}”" if register else f"sổ {code}"


def _column_name(code: str, register: Register | None) -> str:
    found = next((column for column in register.columns if column.code == code), None) if register else None
    return f"“{found.name}”" if found else code


def _condition_words(condition: str, register: Register | None) -> str:
    options = {
        option.code: option.label for column in (register.columns if register else ()) for option in column.spec.options
    }
    text = _LITERAL.sub(lambda code: options.get(code.group(1), code.group(1)), condition)
    for pattern, words in _CONDITION_WORDS:
        text = pattern.sub(words, text)
    columns = {column.code for column in register.columns} if register else set()
    text = _CODE.sub(
        lambda code: _column_name(code.group(), register) if code.group() in columns else code.group(), text
    )
    return text.replace("TU_NGAY", "ngày đầu kỳ").replace("DEN_NGAY", "ngày cuối kỳ")


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _whole_call(text: str) -> tuple[str, list[str]] | None:
    """Name and arguments where the whole text is one call."""
    found = _CALL.match(text)
    if found is None or _closing(text, found.end() - 1) != len(text) - 1:
        return None
    return found.group(1).upper(), _arguments(text[found.end() : -1])


def _closing(text: str, opening: int) -> int:
    """Where the bracket that opens at ``opening`` closes; -1 if it never does."""
    depth, quote = 0, ""
    for place in range(opening, len(text)):
        letter = text[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
            if depth == 0:
                return place
    return -1


def _arguments(text: str) -> list[str]:
    """The parts between the commas that stand in no bracket and in no quotes."""
    parts, start, depth, quote = [], 0, 0, ""
    for place, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "," and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
        else:
            depth += (letter == "(") - (letter == ")")
    return [*parts, text[start:].strip()]
