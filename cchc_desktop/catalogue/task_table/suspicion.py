"""Why the cells of a row do not seem to stand in their columns, and where they would stand if they were moved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cchc_desktop.catalogue.task_table.result import Role
from cchc_desktop.domain import time_phrase
from cchc_desktop.domain.vietnamese import search_key

NUMBER = re.compile(r"\(?(\d{1,4}(?:\.\d{1,3}){0,3}[a-zđ]?)\)?\s*[.)/]?")
ROMAN = re.compile(r"(?=[IVXL])(?:XL|X{0,3})(?:IX|IV|V?I{0,3})")

_AGENCIES = (
    "sở", "ban(?! hành)", "ngành", "phòng", "văn phòng", "vp", "ubnd", "uỷ ban", "ủy ban", "trung tâm", "tt ?pvhcc",
    "thanh tra", "cơ quan", "đơn vị", "công an", "chi cục", "hđnd", "bộ phận", "công chức", "tổ ", "đoàn",
    "hội(?! nghị)", "ubmttq", "mttq", "mặt trận", "cục", "viện", "trường", "đài", "chủ tịch", "lãnh đạo", "thôn", "xã",
    "phường", "địa phương", "kho bạc", "thuế", "bhxh", "bảo hiểm", "cấp ủy", "đảng ủy", "thường trực", "bộ ",
    "bưu điện", "ngân hàng",
)  # fmt: skip
_PRODUCTS = (
    "báo cáo", "biên bản", "chỉ thị", "chương trình", "công điện", "công văn", "cơ sở dữ liệu", "danh mục", "danh sách",
    "dự thảo", "đề án", "hồ sơ", "hướng dẫn", "kế hoạch", "kết luận", "kết quả", "nghị quyết", "phần mềm", "phiếu",
    "phương án", "quy chế", "quy định", "quy trình", "quyết định", "tài liệu", "thông báo", "tờ trình", "văn bản",
    "dữ liệu", "hệ thống", "tin bài", "giấy mời",
)  # fmt: skip
_AGENCY = re.compile(rf"[-+•]? ?(?:các )?(?:{'|'.join(_AGENCIES)})\b")
_PRODUCT = re.compile(rf"[-+•]? ?(?:các )?(?:{'|'.join(_PRODUCTS)})\b")
_TIMELY = re.compile(r"\b(?:quy|qui|thang|nam|thuong xuyen|hang|hang nam|dinh ky|ngay|tuan|truoc|20\d\d)\b|/20\d\d")
_LONGEST_TIME = 160
_MISSING = {
    Role.NAME: "ô nhiệm vụ để trống",
    Role.LEAD: "ô cơ quan chủ trì để trống",
    Role.TIME: "ô thời gian để trống",
}


@dataclass(frozen=True, slots=True)
class Move:
    """The cells of a row after a move from ``column`` on; None for the column where they stay."""

    cells: tuple[str, ...]
    column: int
    likeness: int


@lru_cache(maxsize=4096)
def says_time(text: str) -> bool:
    """Whether the whole text is a time: a span, a day or a recurrence (a mere condition does not count)."""
    if not text or len(text) > _LONGEST_TIME or not _TIMELY.search(search_key(text)):
        return False
    frame = time_phrase.parse(text)
    return frame.understood and bool(frame.start or frame.end or frame.recurrence)


def says_agency(text: str) -> bool:
    """Whether the text begins as the name of an agency."""
    return _AGENCY.match(text.lower() + " ") is not None


def says_product(text: str) -> bool:
    """Whether the text begins as a kind of document or another usual product."""
    return _PRODUCT.match(text.lower() + " ") is not None


def reasons(cells: Sequence[str], roles: Mapping[int, Role]) -> list[str]:
    """What speaks against this row standing in its columns, in words; empty when nothing does."""
    found = []
    for column, role in roles.items():
        text = cells[column] if column < len(cells) else ""
        if role in (Role.LEAD, Role.COOPERATION, Role.PRODUCT, Role.GOAL, Role.NAME) and says_time(text):
            found.append(f"ô {role.label.lower()} ghi thời gian “{text}”")
        if role in (Role.TIME, Role.DUE) and text and _is_elsewhere(text):
            found.append(f"ô thời gian ghi “{_short(text)}”")
    values = {role: cells[column] if column < len(cells) else "" for column, role in roles.items()}
    for role, words in _MISSING.items():
        if role in values and not values[role] and not (role is Role.TIME and values.get(Role.DUE)):
            found.append(words)
    return found


def moved_left(cells: Sequence[str], roles: Mapping[int, Role]) -> Move | None:
    """The likeliest row after an empty cell is taken out and the cells behind it move left; None if none is empty."""
    width = len(cells)
    moves = [
        Move((*cells[:gap], *cells[gap + 1 :], ""), gap + 1, 0)
        for gap in range(width)
        if not cells[gap] and any(cells[gap + 1 :])
    ]
    return _likeliest(moves, roles)


def moved_right(cells: Sequence[str], roles: Mapping[int, Role]) -> Move | None:
    """The likeliest row after an empty cell is put in and the cells behind it move right; None if there is no room."""
    if not cells or cells[-1]:
        return None
    moves = [Move((*cells[:gap], "", *cells[gap:-1]), gap, 0) for gap in range(len(cells) - 1) if any(cells[gap:])]
    return _likeliest(moves, roles)


def likeness(cells: Sequence[str], roles: Mapping[int, Role]) -> int:
    """How well the cells suit their columns; only for comparing ways to read the same row."""
    return sum(_suits(cells[column] if column < len(cells) else "", role) for column, role in roles.items())


def _likeliest(moves: Sequence[Move], roles: Mapping[int, Role]) -> Move | None:
    rated = [Move(move.cells, move.column, likeness(move.cells, roles)) for move in moves]
    return max(rated, key=lambda move: move.likeness, default=None)


def _suits(text: str, role: Role) -> int:
    if role is Role.NUMBER:
        return 3 if NUMBER.fullmatch(text) else -2
    if role in (Role.TIME, Role.DUE):
        return 4 if says_time(text) else (-2 if not text else -3 * _is_elsewhere(text))
    if role in (Role.LEAD, Role.COOPERATION):
        return (3 if says_agency(text) else 0) - 4 * says_time(text) - (2 if role is Role.LEAD and not text else 0)
    if role is Role.PRODUCT:
        return (2 if says_product(text) else 0) - 2 * says_agency(text) - 4 * says_time(text)
    if role is Role.NAME:
        return (-4 if not text else min(len(text) // 25, 3)) - 4 * says_time(text) - 2 * says_agency(text)
    return -4 * says_time(text)


def _is_elsewhere(text: str) -> bool:
    """Whether a text in a time column is surely something else: an agency or a document, and no time at all."""
    return not says_time(text) and (says_agency(text) or says_product(text)) and not any(c.isdigit() for c in text)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
