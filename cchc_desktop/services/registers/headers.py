"""Which source column belongs to which column of a register: by the words of a header in any order, or by position."""

import re
from collections.abc import Sequence
from itertools import pairwise

from cchc_desktop.domain.register import Register
from cchc_desktop.domain.vietnamese import search_key

_LOOKED_AT = 12
"""Rows at the top among which a header is looked for: titles stand above it."""
_SERIAL = frozenset({"stt", "tt", "so tt", "so thu tu", "tt so"})
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ALIKE = 0.5
_LONGEST_NUMBER = 9


def find_header(register: Register, rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the row that names columns, None where there is none."""
    best: tuple[int, int] | None = None
    for place, cells in enumerate(rows[:_LOOKED_AT]):
        named = [cell for cell in cells if cell.strip() and _key(cell) not in _SERIAL]
        exact = sum(1 for code in _matched(register, cells, alike=False) if code)
        matched = sum(1 for code in match_header(register, cells) if code)
        if (
            exact
            and 2 * matched >= len(named)
            and matched >= min(2, len(named))
            and (best is None or matched > best[0])
        ):
            best = matched, place
    return best[1] if best else None


def match_header(register: Register, cells: Sequence[str]) -> tuple[str, ...]:
    """The column code of each header cell, "" for a cell that names none; no code comes twice."""
    return _matched(register, cells, alike=True)


def match_positions(register: Register, rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The codes by position, for rows without a header; a leading column of serial numbers is passed over."""
    width = max((len(cells) for cells in rows), default=0)
    codes = [column.code for column in register.columns]
    lead = [""] if not register.columns[0].spec.type.is_number and _is_serial(rows) else []
    found = [*lead, *codes][:width]
    return tuple(found + [""] * (width - len(found)))


def _matched(register: Register, cells: Sequence[str], *, alike: bool) -> tuple[str, ...]:
    found = [""] * len(cells)
    free = {column.code: (_key(column.name), _key(column.code)) for column in register.columns}
    for place, cell in enumerate(cells):
        for code, keys in free.items():
            if _key(cell) and _key(cell) in keys:
                found[place] = code
                del free[code]
                break
    for place, cell in enumerate(cells):
        words = set(_key(cell).split())
        if alike and not found[place] and words and _key(cell) not in _SERIAL:
            ranked = sorted(
                ((_likeness(words, set(keys[0].split())), code) for code, keys in free.items()), reverse=True
            )
            is_clear = ranked and ranked[0][0] >= _ALIKE and (len(ranked) == 1 or ranked[1][0] < ranked[0][0])
            if is_clear:
                found[place] = ranked[0][1]
                del free[ranked[0][1]]
    return tuple(found)


def _likeness(first: set[str], second: set[str]) -> float:
    common = len(first & second)
    return common / min(len(first), len(second)) if common else 0.0


def _key(cell: str) -> str:
    return _NOT_WORD.sub(" ", search_key(_BRACKETS.sub(" ", cell))).strip()


def _is_serial(rows: Sequence[Sequence[str]]) -> bool:
    first = [cells[0].strip().rstrip(".") for cells in rows if cells and cells[0].strip()]
    counted = all(text.isdecimal() and len(text) <= _LONGEST_NUMBER for text in first)
    return bool(first) and counted and _is_counting([int(text) for text in first])


def _is_counting(numbers: list[int]) -> bool:
    return all(later == earlier + 1 for earlier, later in pairwise(numbers))
