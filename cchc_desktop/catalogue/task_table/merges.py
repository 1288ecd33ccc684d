"""Merged cells: the text of the first cell repeated over the block, with where it began."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cchc_desktop.catalogue.task_table.grid import MOST_COLUMNS, Cell, Line


@dataclass(frozen=True, slots=True)
class Block:
    """A merged block: first and last line number, first and last column index, all inclusive."""

    top: int
    bottom: int
    left: int
    right: int


def repeated(lines: Sequence[Line], blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines with each block filled; only filled cells of the first one count, as in Excel.

    Blocks never overlap in a sound workbook; ValueError once they cover more than there is.
    """
    by_number = {line.number: list(line.cells) for line in lines}
    numbers = sorted(by_number)
    room = (len(lines) + 1) * MOST_COLUMNS
    for block in blocks:
        first = by_number.get(block.top, [])
        text = first[block.left].text if block.left < len(first) else ""
        right = min(block.right, MOST_COLUMNS - 1)
        spans = block.bottom > block.top
        covered = numbers[bisect_left(numbers, block.top) : bisect_right(numbers, block.bottom)]
        room -= len(covered) * max(right + 1 - block.left, 0)
        if room < 0:
            raise ValueError("merged cells overlap")
        for number in covered:
            _fill(by_number[number], block.left, right, Cell(text, block.top if spans else 0))
    for line in lines:
        yield replace(line, cells=tuple(by_number[line.number]))


def _fill(cells: list[Cell], left: int, right: int, filled: Cell) -> None:
    cells += [Cell()] * (right + 1 - len(cells))
    for column in range(left, right + 1):
        cells[column] = replace(filled, across=column > left)
