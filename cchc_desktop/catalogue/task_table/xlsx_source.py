"""A task table in an Excel workbook: each visible sheet as a grid, merged cells repeated, nothing computed."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.parsers import expat

from cchc_desktop.catalogue.task_table.grid import MOST_COLUMNS, Cell, Grid, Line, Source, Step, no_step
from cchc_desktop.catalogue.task_table.limits import MOST_LINES, count_lines
from cchc_desktop.catalogue.task_table.merges import Block, repeated
from cchc_desktop.system.spreadsheet_file import open_guarded, telling_damage

if TYPE_CHECKING:
    from openpyxl import Workbook

_BLOCK = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_ONE_MORE = re.compile(r"=\+?\$?([A-Z]{1,3})\$?(\d{1,7})\+1")
_EVERY = 200  # lines between two steps
_LONGEST_NUMBER = 9


def read_xlsx(data: bytes, *, name: str, step: Step = no_step) -> Source:
    """Read all visible sheets; Fault as ``spreadsheet_file.open_guarded`` and ``limits`` say."""
    workbook = open_guarded(data, name=name, read_only=True)
    with telling_damage(name):
        merged = _merged_by_sheet(data)
        remarks: list[str] = []
        visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        if len(visible) < len(workbook.worksheets):
            remarks.append("Các trang tính đang ẩn không được đọc.")
        grids = []
        for sheet in visible:
            called = f"trang tính “{sheet.title}”" if len(visible) > 1 else ""
            rows = _rows(workbook, sheet.title, remarks, step, name=name)
            grids.append(Grid(called, tuple(repeated(rows, merged.get(sheet.title, ()))), letters=True))
    return Source(name, tuple(grids), tuple(dict.fromkeys(remarks)))


def _rows(workbook: "Workbook", title: str, remarks: list[str], step: Step, *, name: str) -> list[Line]:
    """The filled rows of a sheet, read as a stream so that a long one can be stopped."""
    sheet = workbook[title]
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # some programs write a wrong size, and the rest would be cut off
    numbers: dict[tuple[str, int], str] = {}
    lines: list[Line] = []
    found = sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(found, start=1):
        if number % _EVERY == 0:
            step(number, 0, f"Đang đọc dòng {number}")
        if any(value is not None for value in row):
            width = max(column for column, value in enumerate(row) if value is not None) + 1
            cells = tuple(_cell(value, column, numbers, remarks) for column, value in enumerate(row[:width]))
            numbers.update({(_letter(column), number): cell.text for column, cell in enumerate(cells) if cell.text})
            lines.append(Line(number, cells))
        count_lines(name, filled=len(lines), number=number)
    return lines


def _cell(value: object, column: int, numbers: dict[tuple[str, int], str], remarks: list[str]) -> Cell:
    text = _text(value)
    if text.startswith("="):
        found = _ONE_MORE.fullmatch(text.replace(" ", ""))
        above = numbers.get((found[1], int(found[2])), "") if found else ""
        if above.isdecimal() and len(above) <= _LONGEST_NUMBER:
            return Cell(str(int(above) + 1))  # the usual way to number rows in Excel
        remarks.append(f"Ô cột {_letter(column)} có công thức “{text[:40]}”; chương trình chỉ giữ nguyên chữ.")
    return Cell(text)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _letter(column: int) -> str:
    return Grid("", (), letters=True).column_name(column)


def _merged_by_sheet(data: bytes) -> dict[str, tuple[Block, ...]]:
    """The merged cells, which openpyxl does not tell when it reads a stream."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = dict(_attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship", "Id", "Target"))
        sheets = dict(_attributes(archive, "xl/workbook.xml", "sheet", "name", "r:id"))
        names = set(archive.namelist())
        merged = {}
        for title, relation in sheets.items():
            target = parts.get(relation, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names:
                found = _attributes(archive, part, "mergeCell", "ref", "ref")
                merged[title] = tuple(block for ref, _same in found if (block := _block(ref)) is not None)
    return merged


def _attributes(archive: zipfile.ZipFile, part: str, element: str, key: str, value: str) -> Iterator[tuple[str, str]]:
    """Two attributes of each element with this local name in a part of the workbook."""
    found: list[tuple[str, str]] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element and key in attributes:
            found.append((attributes[key], attributes.get(value, "")))

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    with archive.open(part) as file:
        parser.ParseFile(file)
    return iter(found)


def _block(ref: str) -> Block | None:
    found = _BLOCK.fullmatch(ref)
    if found is None:
        return None
    return Block(int(found[2]), int(found[4]), _index(found[1]), _index(found[3]))


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
