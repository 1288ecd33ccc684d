"""How long a task table may be: beyond it is no plan of a commune, and the reading stops with a fault.

Fault
|-- table-too-long      more lines, or a longer text, than any plan
`-- table-doubtful      more questions than anybody could answer
"""

from dataclasses import replace

from cchc_desktop.catalogue.task_table.grid import Cell, Grid, Line, Source
from cchc_desktop.domain.number import format_count
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.spreadsheet_file import SAFE

MOST_FILLED = 20_000  # lines that hold something
MOST_LINES = 100_000  # with the empty ones
MOST_QUESTIONS = 200
LONGEST_CELL = 32_767  # as in Excel
LONGEST_TEXT = 20_000_000
LONGEST_PAGE = 10_000_000  # of a web page
LONGEST_PRINTED = 4_000_000
LONGEST_PRINTED_LINE = 5_000
_MOST_TOLD = 20

_DO = "Hãy kiểm tra lại tệp; chỉ giữ bảng nhiệm vụ của kế hoạch (xóa dòng, trang thừa) rồi chọn lại."


def count_lines(name: str, *, filled: int, number: int) -> None:
    """Fault "table-too-long" once a table has too many filled lines, or goes down too far."""
    if filled > MOST_FILLED:
        raise too_long(name, f"có quá {format_count(MOST_FILLED)} dòng có nội dung")
    if number > MOST_LINES:
        raise too_long(name, f"có quá {format_count(MOST_LINES)} dòng (tính cả dòng trống)")


def too_long(name: str, words: str) -> Fault:
    """The source is longer than any plan; ``words`` say in what, as in "có quá 100.000 dòng"."""
    return Fault("table-too-long", what=f"“{name}” {words}, không giống một kế hoạch.", safe=SAFE, do=_DO)


def refuse_long_text(text: str, name: str, *, most: int) -> None:
    """Fault "table-too-long" for a text of more than ``most`` letters."""
    if len(text) > most:
        raise too_long(name, f"dài quá {format_count(most)} ký tự")


def refuse_unprinted(text: str, name: str) -> None:
    """Fault "table-too-long" for what cannot be lines copied out of a print."""
    refuse_long_text(text, name, most=LONGEST_PRINTED)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_PRINTED_LINE:
            raise too_long(name, f"có dòng {format_count(number)} dài quá {format_count(LONGEST_PRINTED_LINE)} ký tự")
        count_lines(name, filled=0, number=number)


def doubtful(name: str) -> Fault:
    """Hardly a row can be read for certain."""
    return Fault(
        "table-doubtful",
        what=f"“{name}” có quá {MOST_QUESTIONS} dòng không đọc chắc chắn được,"
        " không giống bảng nhiệm vụ của một kế hoạch.",
        safe=SAFE,
        do=_DO,
    )


def bounded(source: Source) -> Source:
    """The source with each cell cut at the length that Excel allows, which is remarked on.

    Fault "table-too-long" where all its tables together have too many lines.
    """
    count_lines(source.name, filled=sum(_is_filled(line) for grid in source.grids for line in grid.lines), number=0)
    long = [
        (grid, line, column)
        for grid in source.grids
        for line in grid.lines
        for column, cell in enumerate(line.cells)
        if len(cell.text) > LONGEST_CELL
    ]
    if not long:
        return source
    told = tuple(dict.fromkeys(_cut_words(*place) for place in long))[:_MOST_TOLD]
    grids = tuple(replace(grid, lines=tuple(_short_line(line) for line in grid.lines)) for grid in source.grids)
    return replace(source, grids=grids, remarks=(*source.remarks, *told))


def _is_filled(line: Line) -> bool:
    return any(cell.text.strip() for cell in line.cells)


def _cut_words(grid: Grid, line: Line, column: int) -> str:
    place = f"Dòng {line.number}, cột {grid.column_name(column)}" + (f", {grid.name}" if grid.name else "")
    return f"{place}: ô dài quá {format_count(LONGEST_CELL)} ký tự, chỉ đọc phần đầu."


def _short_line(line: Line) -> Line:
    if all(len(cell.text) <= LONGEST_CELL for cell in line.cells):
        return line
    return replace(line, cells=tuple(_short(cell) for cell in line.cells))


def _short(cell: Cell) -> Cell:
    return replace(cell, text=cell.text[:LONGEST_CELL])
