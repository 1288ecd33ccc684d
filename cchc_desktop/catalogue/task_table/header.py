"""The header of a task table, found by its words: whatever the order and number of the columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cchc_desktop.catalogue.task_table.cell_text import clean
from cchc_desktop.catalogue.task_table.grid import Grid, Line
from cchc_desktop.catalogue.task_table.result import Role
from cchc_desktop.domain.vietnamese import search_key

LOOKED_FOR = "STT (TT), Mục tiêu, Nhiệm vụ (Nội dung), Sản phẩm (Kết quả), Cơ quan chủ trì, Cơ quan phối hợp, Thời gian"

_LONGEST_TITLE = 80
_LONGEST_PRINTED = 200  # with the line breaks and spaces of its print
_LINES_SEARCHED = 3000
_UNIT = r"\b(?:co quan|don vi|phong|bo phan|nguoi|can bo|dia phuong)"
_RULES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(form))
    for role, form in (
        (Role.NUMBER, r"^(?:s ?tt|tt|so tt|so thu tu|thu tu|stt\.|no\.?|so)$"),
        (Role.NOTE, r"^(?:ghi chu|ghi chep)"),
        (Role.DUE, r"\b(?:thoi gian|thoi han|ngay|moc|han|tien do)\b.*\b(?:hoan thanh|ket thuc|phai xong)"),
        (Role.DUE, r"^(?:hoan thanh|ket thuc|han chot)$"),
        (Role.TIME, r"\b(?:thoi gian|thoi han|thoi diem|tien do|ngay bat dau|lo trinh)"),
        (Role.LEAD, r"\bchu tri\b"),
        (Role.COOPERATION, r"\bphoi hop\b"),
        (Role.LEAD, rf"{_UNIT}.*\b(?:thuc hien|du thao|tham muu|phu trach|trach nhiem|dau moi|trien khai)"),
        (Role.NAME, r"\b(?:nhiem vu|cong viec|hoat dong)"),
        (Role.PRODUCT, r"\b(?:san pham|ket qua|dau ra)"),
        (Role.GOAL, r"\b(?:muc tieu|muc dich)"),
        (Role.NAME, r"\bnoi dung|giai phap"),
        (Role.LEAD, rf"{_UNIT}\b"),
    )
)
_ORDER = {id(rule): rank for rank, rule in enumerate(_RULES)}


@dataclass(frozen=True, slots=True)
class Header:
    """The header: the lines that it takes (first and last index), the titles of all columns and their roles."""

    first: int
    last: int
    titles: tuple[str, ...]
    roles: Mapping[int, Role]

    def column_of(self, role: Role) -> int | None:
        """The column that holds this, None if there is none."""
        return next((column for column, found in self.roles.items() if found is role), None)

    def with_roles(self, chosen: Mapping[int, Role | None]) -> "Header":
        """The header with columns corrected by hand; a role chosen for a column is taken from the others."""
        taken = {role for role in chosen.values() if role is not None}
        kept = {column: role for column, role in self.roles.items() if column not in chosen and role not in taken}
        added = {column: role for column, role in chosen.items() if role is not None}
        return Header(self.first, self.last, self.titles, dict(sorted((kept | added).items())))

    def is_repeated_by(self, line: Line) -> bool:
        """Whether this line prints the header again (or one of its two lines)."""
        shown = [(column, cell.text) for column, cell in enumerate(line.cells) if cell.text and not cell.across]
        if any(len(text) > _LONGEST_PRINTED for _column, text in shown):
            return False
        filled = [(column, key) for column, text in shown if (key := _key(text))]
        if len(filled) < 2:
            return False
        own = [_key(title) for title in self.titles]
        same = sum(1 for column, text in filled if column < len(own) and (text == own[column] or text in own[column]))
        moved = sum(1 for _column, text in filled if text in own)
        return max(same, moved) == len(filled)


@lru_cache(maxsize=512)
def _key(title: str) -> str:
    return search_key(clean(title))


def role_of(title: str) -> Role | None:
    """What a column with this title holds, None for unknown words."""
    found = _matched(title)
    return None if found is None else found[0]


def find_header(grid: Grid) -> Header | None:
    """The first header of the table, None if there is none."""
    for index, line in enumerate(grid.lines[:_LINES_SEARCHED]):
        alone = _header(grid, index, index)
        below = _header(grid, index, index + 1) if _may_be_second(grid, index + 1) else None
        best = max((one for one in (alone, below) if one is not None), key=lambda one: len(one.roles), default=None)
        if best is not None and _is_header(best, line):
            return best
    return None


def _header(grid: Grid, first: int, last: int) -> Header | None:
    width = max(len(line.cells) for line in grid.lines[first : last + 1])
    titles = tuple(_title(grid, column, first, last) for column in range(width))
    if any(len(title) > _LONGEST_TITLE for title in titles):
        return None
    return Header(first, last, titles, _roles(titles))


def _title(grid: Grid, column: int, first: int, last: int) -> str:
    top = grid.lines[first].cell(column)
    title = clean(top.text)
    if last == first:
        return "" if top.across else title
    below = grid.lines[last].cell(column)
    second = clean(below.text)
    if below.across or (below.top and below.top == top.top) or not second:
        return "" if top.across else title
    return f"{title} {second}".strip()


def _roles(titles: tuple[str, ...]) -> dict[int, Role]:
    """The role of each column; of two columns with the same one the clearer words win."""
    best: dict[Role, tuple[int, int]] = {}
    for column, title in enumerate(titles):
        found = _matched(title)
        if found is not None and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], column)
    return {column: role for role, (_rank, column) in sorted(best.items(), key=lambda item: item[1][1])}


def _matched(title: str) -> tuple[Role, int] | None:
    key = search_key(clean(title)).strip(" .:*")
    if not key or len(key) > _LONGEST_TITLE:
        return None
    return next(((rule[0], _ORDER[id(rule)]) for rule in _RULES if rule[1].search(key)), None)


def _may_be_second(grid: Grid, index: int) -> bool:
    """Whether this line can be the second of a header: short words, no number or date at its start."""
    if index >= len(grid.lines):
        return False
    line = grid.lines[index]
    own = [cell for cell in line.cells if cell.text.strip() and cell.top in (0, line.number)]
    texts = [clean(cell.text) for cell in line.cells if cell.text.strip()]
    merged = any(cell.across for cell in grid.lines[index - 1].cells)
    return merged and bool(own) and all(len(text) < _LONGEST_TITLE and not text[:1].isdigit() for text in texts)


def _is_header(header: Header, line: Line) -> bool:
    roles = set(header.roles.values())
    several = sum(1 for cell in line.cells if cell.text.strip() and not cell.across)
    return Role.NAME in roles and len(roles) >= 3 and several >= 3
