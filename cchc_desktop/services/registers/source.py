"""Rows from outside as plain texts: cells pasted from a spreadsheet, a text table, a workbook.

Nothing is read into the texts here, save that a number or a day of a workbook is written as an official would type it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

from cchc_desktop.domain.number import format_count
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.separated_text import records
from cchc_desktop.system.spreadsheet_file import (
    SAFE,
    FileKind,
    kind_of,
    open_guarded,
    read_capped,
    telling_damage,
)

Step = Callable[[int, int], None]
"""Called now and then with how many of how many are done; what it raises ends the work."""

MAX_LINES = 50_000
MAX_COLUMNS = 100
_CHUNK = 200
_HEAD = 100_000
_LONGEST_QUOTED = 100_000
PASTE = "Phần dán"
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_ERROR_CELLS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of the source. ``line`` counts from 1; ``problems`` are cells that cannot be taken, by their place."""

    line: int
    cells: tuple[str, ...]
    problems: Mapping[int, str] = field(default_factory=dict)


def rows_of_text(text: str) -> tuple[SourceRow, ...]:
    """The cells of a pasted text: tabs between cells, line breaks inside cells that are in quotes."""
    return _checked(_taken(split_cells(text), PASTE, lambda _done, _total: None), PASTE)


def rows_of_file(path: Path, progress: Step) -> tuple[SourceRow, ...]:
    """The cells of a workbook or a text table; ``progress`` is called with (0, 0): how many there are is not known yet.

    Raises Fault as ``spreadsheet_file`` and ``separated_text`` say, "text-unknown" for odd encodings, "too-many-lines",
    "too-many-columns".
    """
    data = read_capped(path)
    if path.suffix.lower() in _TEXT_SUFFIXES and kind_of(data) is FileKind.TEXT:
        return _checked(_text_rows(_decoded(data, path.name), path.name, progress), path.name)
    progress(0, 0)
    workbook = open_guarded(data, name=path.name, read_only=True)
    rows: list[SourceRow] = []
    with telling_damage(path.name):
        sheet = next((page for page in workbook.worksheets if page.sheet_state == "visible"), None)
        found = sheet.iter_rows(max_row=MAX_LINES + 1, max_col=MAX_COLUMNS) if sheet is not None else iter(())
        lines = _sheet_rows(found)
    while chunk := _some(lines, path.name):
        progress(0, 0)
        rows += chunk
    workbook.close()
    return _checked(rows, path.name)


def _text_rows(text: str, name: str, progress: Step) -> list[SourceRow]:
    first = text[:_HEAD].partition("\n")[0]
    if "\t" in first:
        return _taken(split_cells(text), name, progress)
    separator = ";" if first.count(";") >= first.count(",") else ","
    return _taken((tuple(cells) for cells, _end in records(text, separator, name=name)), name, progress)


def _taken(lines: Iterable[tuple[str, ...]], name: str, progress: Step) -> list[SourceRow]:
    """The lines numbered, one more than may be at most, each with no more columns than may be."""
    rows = []
    for line, cells in enumerate(islice(lines, MAX_LINES + 1), start=1):
        if line % _CHUNK == 0:
            progress(0, 0)
        if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
            raise _too_wide(name, line)
        rows.append(SourceRow(line, cells[:MAX_COLUMNS]))
    return rows


def _too_wide(name: str, line: int) -> Fault:
    return Fault(
        "too-many-columns",
        what=f"{name}: dòng {format_count(line)} có hơn {MAX_COLUMNS} cột.",
        safe=SAFE,
        do="Hãy kiểm tra dấu ngăn cách các ô, hoặc chỉ sao chép các cột của sổ.",
    )


def _some(lines: Iterator[SourceRow], name: str) -> list[SourceRow]:
    """The next rows of a sheet, which is parsed only now; progress is told outside, where it may end the work."""
    with telling_damage(name):
        return list(islice(lines, _CHUNK))


def split_cells(text: str) -> Iterator[tuple[str, ...]]:
    """Rows and cells of a copied range. A cell is in quotes only where it needs them, so that other quotes stay."""
    rest = text.replace("\r\n", "\n").replace("\r", "\n")
    cells: list[str] = []
    if not rest.endswith("\n"):
        rest += "\n"
    place, line = 0, -1
    while place < len(rest):
        if place > line:
            line = rest.index("\n", place)
        cell, place = _next_cell(rest, place, line)
        cells.append(cell)
        if rest[place] == "\n":
            yield tuple(cells)
            cells = []
        place += 1


def _next_cell(text: str, start: int, line: int) -> tuple[str, int]:
    """The cell that begins at ``start`` and the place of the tab or line break behind it; ``line`` ends its line."""
    if text.startswith('"', start):
        end = start + 1
        while (end := text.find('"', end, start + _LONGEST_QUOTED)) >= 0:
            if text.startswith('""', end):
                end += 2
                continue
            inner = text[start + 1 : end]
            if text[end + 1] in "\t\n" and any(mark in inner for mark in '\n\t"'):
                return inner.replace('""', '"'), end + 1
            break
    tab = text.find("\t", start, line)
    end = line if tab < 0 else tab
    return text[start:end], end


def _sheet_rows(rows: Iterable[Sequence[object]]) -> Iterator[SourceRow]:
    for line, row in enumerate(rows, start=1):
        cells: list[str] = []
        problems: dict[int, str] = {}
        for place, cell in enumerate(row):
            value = getattr(cell, "value", None)
            text = _typed(value, is_percent="%" in (getattr(cell, "number_format", "") or ""))
            if getattr(cell, "data_type", "") == "f":
                problems[place] = f"Ô chứa công thức “{text}”; hãy dán giá trị thay cho công thức."
            elif text in _ERROR_CELLS:
                problems[place] = f"Ô báo lỗi {text} của Excel; hãy nhập lại giá trị."
            cells.append(text)
        yield SourceRow(line, tuple(cells), problems)


def _typed(value: object, *, is_percent: bool) -> str:
    """The value of a cell as an official would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float):
        number = Decimal(repr(value)) * (100 if is_percent else 1)
        text = f"{number:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", ",") + ("%" if is_percent else "")
    if isinstance(value, datetime):
        value = value.date() if value.time() == value.time().min else value
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Fault(
        "text-unknown",
        what=f"Tệp “{name}” không lưu bằng bảng mã Unicode nên chữ tiếng Việt không đọc được.",
        safe=SAFE,
        do="Hãy mở tệp bằng Excel, lưu thành kiểu “Excel Workbook (*.xlsx)” rồi chọn tệp mới.",
    )


def _checked(rows: Sequence[SourceRow], name: str) -> tuple[SourceRow, ...]:
    """The rows that hold anything; Fault "too-many-lines" rather than a program that stands still."""
    if len(rows) > MAX_LINES:
        raise Fault(
            "too-many-lines",
            what=f"{name} có hơn {format_count(MAX_LINES)} dòng.",
            safe=SAFE,
            do="Hãy chia thành nhiều lần nhập.",
        )
    return tuple(row for row in rows if any(cell.strip() for cell in row.cells))
