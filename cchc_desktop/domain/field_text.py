"""Values of fields and register columns as text: as typed by an official, as shown, and in the plain form of storage.

A typed text is read or refused with a sentence, never guessed: AmbiguousNumber for "1,234.5" and "43.83%", ValueError
with a Vietnamese sentence for everything else.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from cchc_desktop.domain import number
from cchc_desktop.domain.field_type import FieldType, ValueSpec
from cchc_desktop.domain.field_value import Cell, DocumentReference, FieldValue, Scalar, ValueState
from cchc_desktop.domain.number import AmbiguousNumber, format_decimal
from cchc_desktop.domain.period import Window
from cchc_desktop.domain.vietnamese import format_date, nfc, parse_date, search_key

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,18})?")
_FOREIGN_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_DAY_PARTS = re.compile(r"(\d+)\s*[/.-]\s*(\d+)\s*[/.-]\s*(\d+)")
_DAY_AND_MONTH = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?")
_DOCUMENT = re.compile(
    r"(?:.*?\bsố[:\s]+)?(?P<number>\d[\w.-]*(?:/[\w.Đđ-]+)+)"
    r"(?:,?\s+ngày\s+(?P<day>\d{1,4}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{1,4}))?(?P<abstract>.*)",
    re.IGNORECASE | re.DOTALL,
)
_YES = ("co", "yes", "dung", "x", "1")
_NO = ("khong", "no", "sai", "0")


def parse_typed(text: str, spec: ValueSpec, *, window: Window | None = None) -> Scalar:
    """The value that an official typed or pasted; raises ValueError (also AmbiguousNumber) with a sentence.

    ``window`` are the days that are reported: a date without a year is the one that falls into or nearest to them.
    """
    typed = nfc(text).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u00a0")
    if not typed:
        raise ValueError("Ô còn trống. Đề nghị nhập giá trị, hoặc chọn Không phát sinh.")
    if spec.type.is_number:
        return _typed_number(typed, spec)
    if spec.type is FieldType.TABLE:
        return _typed_table(text, spec, window)
    if spec.type is FieldType.LONG_TEXT:
        return typed
    one_line = " ".join(typed.split())
    readers: dict[FieldType, Callable[[], Scalar]] = {
        FieldType.TEXT: lambda: one_line,
        FieldType.DATE: lambda: _typed_date(one_line, window),
        FieldType.YES_NO: lambda: _typed_yes_no(one_line),
        FieldType.CHOICE: lambda: _typed_choice(one_line, spec),
        FieldType.MULTI_CHOICE: lambda: _typed_choices(typed, spec),
        FieldType.DOCUMENT: lambda: _typed_document(one_line, window),
    }
    if spec.type not in readers:
        raise ValueError("Dòng này chỉ là tiêu đề của nhóm, không nhập số liệu.")
    return readers[spec.type]()


def _typed_number(typed: str, spec: ValueSpec) -> Decimal:
    if typed.startswith("="):
        raise ValueError(f"“{typed}” là công thức. Đề nghị nhập kết quả bằng số.")
    body = typed.removesuffix(spec.unit).rstrip() if spec.unit and spec.unit != "%" else typed
    if body.endswith("%") and spec.type is not FieldType.PERCENT:
        raise ValueError(f"Ô này không nhập tỷ lệ phần trăm; đề nghị nhập số thay cho “{typed}”.")
    value = number.parse(body)
    places = 0 if spec.type is FieldType.INTEGER else spec.decimals
    if value != round(value, places):
        if _FOREIGN_THOUSANDS.fullmatch(body.removesuffix("%").rstrip()):
            raise AmbiguousNumber(typed, (value, Decimal(body.removesuffix("%").replace(",", ""))))
        what = f"nhận nhiều nhất {places} chữ số sau dấu phẩy" if places else "phải là số nguyên"
        raise ValueError(f"Số “{typed}” có phần thập phân; ô này {what}.")
    return value


def parse_cell(text: str, spec: ValueSpec, *, window: Window | None = None) -> Scalar:
    """The value typed into a cell of a table; raises ValueError with a sentence, also for a number out of bounds."""
    value = parse_typed(text, spec, window=window)
    if isinstance(value, Decimal) and out_of_bounds(value, spec):
        raise ValueError(f"Số phải {bounds_words(spec)}.")
    return value


def out_of_bounds(value: Decimal | Fraction, spec: ValueSpec) -> bool:
    """Whether a number lies below the minimum or above the maximum that is set for it."""
    low, high = spec.minimum, spec.maximum
    exact = Fraction(value)
    return (low is not None and exact < Fraction(low)) or (high is not None and exact > Fraction(high))


def bounds_words(spec: ValueSpec) -> str:
    """The bounds of a number: "từ 0 đến 100", "từ 0 trở lên", "không quá 100"; "" where there are none."""
    sign = "%" if spec.type is FieldType.PERCENT else ""
    low, high = (None if end is None else f"{format_decimal(end)}{sign}" for end in (spec.minimum, spec.maximum))
    if low is not None and high is not None:
        return f"từ {low} đến {high}"
    if low is not None:
        return f"từ {low} trở lên"
    return f"không quá {high}" if high is not None else ""


def _typed_date(typed: str, window: Window | None) -> date:
    if window is not None and _DAY_AND_MONTH.fullmatch(typed):
        return _nearest(typed, window)
    if midnight := _MIDNIGHT.fullmatch(typed):  # as spreadsheets paste a date
        return parse_date(midnight[1])
    parts = _DAY_PARTS.fullmatch(typed)
    if parts is None:
        return parse_date(typed)
    first, second, third = parts.groups()
    if len(first) != 4 and len(third) != 4:
        raise ValueError(f"Ngày “{typed}” phải có năm đủ bốn chữ số, ví dụ 14/3/2025.")
    if len(first) == 3 or len(first) > 4 or len(second) > 2:
        raise ValueError(f"Không có ngày “{typed}”: ngày từ 1 đến 31, tháng từ 1 đến 12.")
    try:
        return parse_date(typed)
    except ValueError as error:
        if len(first) <= 2 and 12 < int(second) <= 31 and 1 <= int(first) <= 12:
            swapped = f"{second}/{first}/{third}"
            raise ValueError(f"{error} Có thể ngày và tháng bị đổi chỗ: {swapped}? Đề nghị nhập lại.") from None
        raise


def _nearest(typed: str, window: Window) -> date:
    """A day and month in the year that brings it into the window, or else nearest to it."""
    first, last = window
    found: list[date] = []
    for year in range(first.year - 1, last.year + 2):
        try:
            found.append(parse_date(typed, year=year))
        except ValueError:
            continue
    if not found:
        return parse_date(typed, year=last.year)
    return min(found, key=lambda day: max(first - day, day - last, timedelta(0)))


def _typed_yes_no(typed: str) -> bool:
    key = search_key(typed)
    if key in _YES or key in _NO:
        return key in _YES
    raise ValueError(f"“{typed}” không phải là Có hoặc Không.")


def _typed_choice(typed: str, spec: ValueSpec) -> str:
    for option in spec.options:
        if typed in (option.code, option.label):
            return option.code
    key = search_key(typed)
    found = [option.code for option in spec.options if key in (search_key(option.code), search_key(option.label))]
    if len(found) == 1:
        return found[0]
    labels = "; ".join(option.label for option in spec.options)
    raise ValueError(f"Không có lựa chọn “{typed}”. Các lựa chọn: {labels}.")


def _typed_choices(typed: str, spec: ValueSpec) -> tuple[str, ...]:
    """Choices one below the other or parted by semicolons; by commas where no label holds one."""
    comma = "" if any("," in option.label for option in spec.options) else ","
    parts = [" ".join(part.split()) for part in re.split(f"[;\n{comma}]", typed)]
    chosen = {_typed_choice(part, spec) for part in parts if part}
    if not chosen:
        raise ValueError(f"“{typed}” chưa nêu lựa chọn nào.")
    return tuple(option.code for option in spec.options if option.code in chosen)


def _typed_document(typed: str, window: Window | None) -> DocumentReference:
    found = _DOCUMENT.fullmatch(typed)
    if found is None:
        raise ValueError(
            f"“{typed}” chưa có số, ký hiệu văn bản. Nhập theo dạng 12/KH-UBND ngày 05/01/2025, trích yếu."
        )
    day = _typed_date(found["day"], window) if found["day"] else None
    return DocumentReference(found["number"].rstrip(".-"), day, found["abstract"].strip(" ,;:"))


def _typed_table(text: str, spec: ValueSpec, window: Window | None) -> tuple[Mapping[str, Cell], ...]:
    rows = []
    for place, line in enumerate(nfc(text).strip("\r\n").splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) > len(spec.columns):
            raise ValueError(f"Dòng {place} có {len(cells)} cột, bảng chỉ có {len(spec.columns)} cột.")
        row: dict[str, Cell] = {}
        for column, cell in zip(spec.columns, cells, strict=False):
            if cell.strip():
                try:
                    row[column.code] = _cell(parse_cell(cell, column.spec, window=window))
                except ValueError as error:
                    raise ValueError(f"Dòng {place}, cột “{column.name}”: {error}") from None
        if row:
            rows.append(row)
    return tuple(rows)


def _cell(value: Scalar) -> Cell:
    if isinstance(value, tuple):
        raise ValueError("Ô của bảng chỉ chứa một giá trị.")
    return value


def shown(value: Scalar, spec: ValueSpec) -> str:
    """The value as printed: "1.855", "41,05%", "05/10/2025", "Có", labels of options; rounded half up, without unit."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Decimal):
        return format_decimal(value, spec.decimals) + ("%" if spec.type is FieldType.PERCENT else "")
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, DocumentReference):
        day = f" ngày {format_date(value.day)}" if value.day else ""
        return f"{value.number}{day}" + (f", {value.abstract}" if value.abstract else "")
    if isinstance(value, tuple):
        return _shown_rows(value, spec) if spec.type is FieldType.TABLE else _shown_choices(value, spec)
    option = spec.option(value) if spec.type is FieldType.CHOICE else None
    return option.label if option else value


def _shown_choices(value: tuple[object, ...], spec: ValueSpec) -> str:
    options = {option.code: option.label for option in spec.options}
    return "; ".join(options.get(str(code), str(code)) for code in value)


def _shown_rows(value: tuple[object, ...], spec: ValueSpec) -> str:
    lines = []
    for row in value:
        if isinstance(row, Mapping):
            cells = [shown(row[column.code], column.spec) for column in spec.columns if column.code in row]
            lines.append("; ".join(cells))
    return "\n".join(lines)


def shown_value(value: FieldValue, spec: ValueSpec) -> str:
    """The value of a field as printed: "" while empty, "Không phát sinh", "1.855", "ước 1.855"."""
    if value.value is None:
        return "" if value.state is ValueState.EMPTY else value.state.label
    return f"ước {shown(value.value, spec)}" if value.estimate else shown(value.value, spec)


def to_plain(value: Scalar, spec: ValueSpec) -> str:
    """The text that is stored: "1855", "41.05", "2025-10-05", "yes", an option code, JSON for what has parts."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DocumentReference):
        return _json(
            {"number": value.number, "day": value.day.isoformat() if value.day else "", "abstract": value.abstract}
        )
    if isinstance(value, tuple):
        return _json([_plain_row(item, spec) if isinstance(item, Mapping) else item for item in value])
    return nfc(value)


def _plain_row(row: Mapping[str, Cell], spec: ValueSpec) -> dict[str, str]:
    return {column.code: to_plain(row[column.code], column.spec) for column in spec.columns if column.code in row}


def _plain_number(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_plain(text: str, spec: ValueSpec) -> Scalar:
    """Read what ``to_plain`` wrote; raises ValueError for anything else.

    A code of an option that the pack no longer has is kept: work that was entered is never dropped by reading it.
    """
    readers: dict[FieldType, Callable[[str], Scalar]] = {
        FieldType.DATE: date.fromisoformat,
        FieldType.YES_NO: _read_yes_no,
        FieldType.MULTI_CHOICE: _read_choices,
        FieldType.DOCUMENT: _read_document,
        FieldType.TABLE: lambda plain: _read_rows(plain, spec),
    }
    if spec.type.is_number:
        return _read_number(text)
    return readers[spec.type](text) if spec.type in readers else text


def _read_number(plain: str) -> Decimal:
    if not _PLAIN_NUMBER.fullmatch(plain):
        raise ValueError(f"not a plain number: {plain!r}")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"not a plain number: {plain!r}") from None


def _read_yes_no(plain: str) -> bool:
    if plain not in ("yes", "no"):
        raise ValueError(f"neither yes nor no: {plain!r}")
    return plain == "yes"


def _read_choices(plain: str) -> tuple[str, ...]:
    codes = json.loads(plain)
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise ValueError(f"not a list of codes: {plain!r}")
    return tuple(codes)


def _read_document(plain: str) -> DocumentReference:
    parts = json.loads(plain)
    if not isinstance(parts, dict) or not all(isinstance(part, str) for part in parts.values()):
        raise ValueError(f"not a document: {plain!r}")
    day = parts.get("day", "")
    return DocumentReference(
        parts.get("number", ""), date.fromisoformat(day) if day else None, parts.get("abstract", "")
    )


def _read_rows(plain: str, spec: ValueSpec) -> tuple[Mapping[str, Cell], ...]:
    rows = json.loads(plain)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"not rows: {plain!r}")
    specs = {column.code: column.spec for column in spec.columns}
    return tuple(
        {code: _cell(from_plain(cell, specs[code])) for code, cell in row.items() if code in specs} for row in rows
    )
