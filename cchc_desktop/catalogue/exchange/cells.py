"""From a value of a document to an Excel cell and back, tolerating what Excel does to cells on its own."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cchc_desktop.catalogue.exchange.layout import CellKind, SheetColumn
from cchc_desktop.domain.vietnamese import nfc, parse_date

Plain = str | int | float | date | None
"""What is written into a cell."""

YES, NO = "Có", "Không"

_CARRIAGE_RETURN = "_x000D_"  # how Excel stores one that was pasted into a cell
_TRUE = frozenset({"có", "co", "x", "true", "1", "đúng"})
_FALSE = frozenset({"không", "khong", "false", "0", "sai"})
_NUMBER = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]{1,6}))?", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_PAIR = re.compile(r"\s*([^\s=;]+)\s*=\s*(-?[0-9]+(?:[.,][0-9]+)?)\s*", re.ASCII)
_DECIMALS = re.compile(r"0\.(0+)(?![0-9#%])")
_MOST_DIGITS = 15
_MOST_WHOLE = 9
_MOST_DECIMALS = 10
_LINE_BREAK = re.compile(r"\n")
_CODE_BREAK = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as the workbook has it; ``kind`` is the letter of openpyxl ("f" for a formula, "e" for an error)."""

    value: object
    kind: str = "s"
    number_format: str = "General"

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be seen in it."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


class CellProblem(ValueError):
    """A cell that cannot be read; its text is a Vietnamese sentence without place."""


def encode(column: SheetColumn, value: object) -> Plain:
    """What to write for a value of the document; None for one that is not there."""
    if value is None:
        value = column.default
    if column.blank and value == column.default:
        return None
    match column.kind:
        case CellKind.FLAG:
            return None if value is None else YES if value else NO
        case CellKind.NUMBER:
            return _as_number(str(value)) if value is not None else None
        case CellKind.LINES | CellKind.CODES:
            return _joined(value, separator="\n" if column.kind is CellKind.LINES else ", ")
        case CellKind.CHOICE:
            return dict(column.choices).get(str(value), str(value)) if value is not None else None
        case CellKind.VALUES:
            pairs = value.items() if isinstance(value, Mapping) else ()
            return "; ".join(f"{key} = {str(number).replace('.', ',')}" for key, number in pairs) or None
    if isinstance(value, (int, date)):
        return value
    return str(value) if value is not None and value != "" else None


def shown(column: SheetColumn, value: object) -> str:
    """The value in words, for lists of changes; empty for one that is not there."""
    found = encode(column, value)
    if isinstance(found, date):
        return f"{found:%d/%m/%Y}"
    if isinstance(found, float):
        return f"{Decimal(repr(found)):f}".replace(".", ",")
    return "" if found is None else str(found)


def decode(column: SheetColumn, cell: RawCell) -> object:
    """The value for the document, None for an empty cell; raises CellProblem."""
    if cell.is_empty:
        return None
    _refuse_computed(cell)
    if column.kind is CellKind.CHOICE:
        return _choice(column, cell)
    return _DECODERS[column.kind](cell)


def _refuse_computed(cell: RawCell) -> None:
    if cell.kind == "f":
        raise CellProblem(
            "ô chứa công thức của Excel; bộ danh mục chỉ nhận giá trị, hãy định dạng ô là Văn bản (Text) rồi gõ lại."
        )
    if not isinstance(cell.value, (str, int, float, date, bool)):
        raise CellProblem("Excel đã đổi nội dung thành giờ; hãy định dạng ô là Văn bản (Text) rồi gõ lại.")
    if cell.kind == "e":
        raise CellProblem(f"ô đang báo lỗi «{cell.value}» của Excel; hãy gõ lại nội dung.")


def _text(cell: RawCell, *, exact: bool = False) -> str:
    value = cell.value
    if isinstance(value, str):
        breaks = value.replace(_CARRIAGE_RETURN, "\r").replace("\r\n", "\n").replace("\r", "\n")
        return nfc(breaks).strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        if exact:
            raise CellProblem(
                f"Excel đã đổi nội dung thành ngày {value:%d/%m/%Y}; hãy định dạng ô là Văn bản (Text) rồi gõ lại."
            )
        return f"{value:%d/%m/%Y}"
    return _digits(cell)


def _digits(cell: RawCell) -> str:
    """A number as it is seen in the cell: with the decimals of its format where that says them."""
    value = Decimal(repr(cell.value))
    _refuse_huge(value, _MOST_DIGITS)
    found = _DECIMALS.search(cell.number_format)
    if found:
        return f"{value:.{min(len(found[1]), _MOST_DECIMALS)}f}"
    return f"{value.quantize(Decimal(1)) if value == value.to_integral_value() else value:f}"


def _refuse_huge(value: Decimal, digits: int) -> None:
    if not value.is_finite() or abs(value) >= Decimal(10) ** digits:
        raise CellProblem(f"số lớn quá {digits} chữ số.")


def _number(cell: RawCell) -> str:
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        exact = Decimal(repr(value)) * (100 if "%" in cell.number_format else 1)
        _refuse_huge(exact, 12)
        return _trimmed(round(exact, 6))
    text = _text(cell).replace(" ", "").replace("\xa0", "")
    if _THOUSANDS.fullmatch(text):
        whole, point = text.replace(".", ""), text.replace(".", ",")
        raise CellProblem(f"«{text}» có thể hiểu theo hai cách; hãy viết {whole} hoặc {point}.")
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise CellProblem(f"«{_text(cell)}» không phải là số; viết ví dụ 0,25 hoặc 90.")
    return f"{found[1]}{found[2]}" + (f".{found[3]}" if found[3] else "")


def _trimmed(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _whole(cell: RawCell) -> int:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        _refuse_huge(Decimal(value), _MOST_WHOLE)
        return value
    text = _text(cell)
    if not _WHOLE.fullmatch(text):
        raise CellProblem(f"«{text}» không phải là số nguyên.")
    return int(text)


def _flag(cell: RawCell) -> bool:
    if isinstance(cell.value, bool):
        return cell.value
    text = _text(cell).lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise CellProblem(f"«{_text(cell)}» không nhận được; chọn Có hoặc Không.")


def _day(cell: RawCell) -> date:
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return parse_date(_text(cell))
    except ValueError as error:
        raise CellProblem(str(error)) from error


def _choice(column: SheetColumn, cell: RawCell) -> str:
    text = _text(cell)
    folded = text.casefold()
    for value, label in column.choices:
        if folded in (label.casefold(), value.casefold()):
            return value
    allowed = "; ".join(label for _value, label in column.choices)
    raise CellProblem(f"«{text}» không có trong danh sách chọn; hãy chọn một trong: {allowed}.")


def _values(cell: RawCell) -> dict[str, str]:
    values: dict[str, str] = {}
    for part in re.split(r"[;\n]", _text(cell)):
        if not part.strip():
            continue
        found = _PAIR.fullmatch(part)
        if found is None:
            raise CellProblem(f"«{part.strip()}» chưa đúng; viết dạng a = 3; b = 2,5.")
        values[found[1]] = found[2].replace(",", ".")
    return values


def _as_number(text: str) -> Plain:
    """A number for the cell where Excel can hold it exactly, otherwise its text with a comma."""
    value = Decimal(text)
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 15:
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else text.replace(".", ",")


def _joined(value: object, *, separator: str) -> str | None:
    items = [str(item) for item in value] if isinstance(value, list) else []
    if not items:
        return None
    text = separator.join(items)
    breaks = _LINE_BREAK if separator == "\n" else _CODE_BREAK
    return text if _split(text, breaks) == items else json.dumps(items, ensure_ascii=False)


def _split(text: str, breaks: re.Pattern[str]) -> list[str]:
    """The items of a cell; items that hold the separator themselves stand as a JSON list."""
    if text.startswith('["'):
        try:
            items = json.loads(text)
        except (ValueError, RecursionError):  # no list, or one nested thousands deep
            items = None
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return items
    return [item.strip() for item in breaks.split(text) if item.strip()]


_DECODERS: Mapping[CellKind, Callable[[RawCell], object]] = {
    CellKind.TEXT: _text,
    CellKind.CODE: lambda cell: _text(cell, exact=True),
    CellKind.LINES: lambda cell: _split(_text(cell), _LINE_BREAK),
    CellKind.CODES: lambda cell: _split(_text(cell, exact=True), _CODE_BREAK),
    CellKind.NUMBER: _number,
    CellKind.WHOLE: _whole,
    CellKind.FLAG: _flag,
    CellKind.DAY: _day,
    CellKind.VALUES: _values,
}
