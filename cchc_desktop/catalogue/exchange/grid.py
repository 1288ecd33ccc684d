"""A sheet as it was found: which column is where, and the rows that hold something, whatever the order of columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cchc_desktop.catalogue.exchange.cells import RawCell
from cchc_desktop.catalogue.exchange.layout import PACK_COLUMN, CellKind, SheetColumn, SheetSpec
from cchc_desktop.catalogue.problem import Place, Problem
from cchc_desktop.domain.finding import Level
from cchc_desktop.domain.vietnamese import nfc

if TYPE_CHECKING:
    from openpyxl import Workbook

Step = Callable[[int, int, str], None]
"""Tells how far a reading is: done, total, words; it may raise to stop the reading."""

MAX_ROWS = 20_000
_DEEPEST = 1_048_576  # rows of a sheet in Excel; a damaged file may name row two thousand million
_MAX_COLUMNS = 200
_TITLE_ROWS = 20
_STEP_ROWS = 500

PACK = SheetColumn("", PACK_COLUMN, CellKind.CODE)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that holds something: its number in Excel and its cells by the title of their column."""

    number: int
    cells: Mapping[str, RawCell]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet below its titles."""

    sheet: SheetSpec
    rows: tuple[GridRow, ...]


def placed(code: str, place: Place, text: str) -> Problem:
    """A problem at a place of the workbook; ``text`` is the sentence without it."""
    return Problem(code, Level.BLOCK, place.sheet, place.column, f"{place.words}: {text}", place)


def plain_title(text: object) -> str:
    """A title without the mark of required columns, for comparing: small letters, single spaces."""
    return " ".join(nfc(str(text or "")).replace("*", " ").casefold().split())


def read_grids(workbook: "Workbook", sheets: Iterable[SheetSpec], *, problems: list[Problem], step: Step) -> list[Grid]:
    """The sheets that are there; what is wrong with their titles is added to ``problems``."""
    found = {plain_title(sheet.title): sheet for sheet in workbook.worksheets}
    wanted = [sheet for sheet in sheets if plain_title(sheet.title) in found]
    grids = []
    for number, sheet in enumerate(wanted):
        source = found[plain_title(sheet.title)]
        if hasattr(source, "reset_dimensions"):
            source.reset_dimensions()  # a sheet may claim to be a million columns wide
        tick = partial(step, number, len(wanted), f"Đang đọc trang {sheet.title}")
        tick()
        rows = _stepping(source.iter_rows(max_row=_DEEPEST + 1), tick)
        grid = _read_grid(sheet, rows, problems)
        if grid is not None:
            grids.append(grid)
    return grids


def _stepping(rows: Iterable[tuple[object, ...]], tick: Callable[[], None]) -> Iterator[tuple[int, list[RawCell]]]:
    for number, row in enumerate(rows, start=1):
        if number % _STEP_ROWS == 0:
            tick()
        yield number, [_raw(cell) for cell in row[:_MAX_COLUMNS]]


def _raw(cell: object) -> RawCell:
    value = getattr(cell, "value", None)
    if value is None:
        return RawCell(None)
    return RawCell(value, getattr(cell, "data_type", "s"), getattr(cell, "number_format", None) or "General")


def _read_grid(sheet: SheetSpec, rows: Iterator[tuple[int, list[RawCell]]], problems: list[Problem]) -> Grid | None:
    titles = _find_titles(sheet, rows, problems)
    if titles is None:
        return None
    kept: list[GridRow] = []
    for number, cells in rows:
        by_title = {titles[at]: cell for at, cell in enumerate(cells) if at in titles and not cell.is_empty}
        if by_title:
            kept.append(GridRow(number, by_title))
        if len(kept) > MAX_ROWS or number > _DEEPEST:
            most = MAX_ROWS if len(kept) > MAX_ROWS else _DEEPEST
            text = f"trang có hơn {most} dòng; bộ danh mục không dài như vậy, hãy xóa các dòng thừa."
            problems.append(placed("rows-too-many", Place(sheet.title), text))
            break
    return Grid(sheet, tuple(kept))


def _find_titles(
    sheet: SheetSpec, rows: Iterator[tuple[int, list[RawCell]]], problems: list[Problem]
) -> dict[int, str] | None:
    """The titles of ours by position; None after a problem that leaves nothing to read."""
    known = {plain_title(column.title): column.title for column in (*sheet.all_columns, PACK)}
    for number, cells in rows:
        titles = {
            at: known[plain_title(cell.value)] for at, cell in enumerate(cells) if plain_title(cell.value) in known
        }
        if 2 * len(titles) >= len(sheet.all_columns):
            problems.extend(_title_problems(sheet, number, list(titles.values())))
            return titles
        if number >= _TITLE_ROWS:
            break
    text = f"không tìm thấy dòng tên cột; cần các cột: {', '.join(column.title for column in sheet.all_columns)}."
    problems.append(placed("titles-missing", Place(sheet.title), text))
    return None


def _title_problems(sheet: SheetSpec, row: int, titles: list[str]) -> Iterator[Problem]:
    for column in sheet.all_columns:
        if column.title not in titles:
            text = f"thiếu cột «{column.title}»; có thể tên cột đã bị đổi hoặc bị xóa."
            yield placed("column-missing", Place(sheet.title, row), text)
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        yield placed("column-double", Place(sheet.title, row, title), "tên cột này có hai lần, không rõ lấy cột nào.")
