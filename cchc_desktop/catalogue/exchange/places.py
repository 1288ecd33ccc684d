"""Where in the workbook a problem lies that the reader names by entry and key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cchc_desktop.catalogue.exchange.layout import SheetSpec
from cchc_desktop.catalogue.exchange.shapes import sheet_key
from cchc_desktop.catalogue.problem import Place, Problem

_LAST_STEP = re.compile(r"(?:^|\.)[^.\[\]]*$|\[\d+\]\.?$")

_IN_WORKBOOK: Mapping[str, str] = {
    "policy-mismatch": "«Điều tra xã hội học» ghi cho tiêu chí chấm bằng điều tra xã hội học và chỉ cho tiêu chí đó.",
    "date-column-not-date": "cột «{value}» phải là kiểu Ngày.",
    "date-column-optional": "cột ngày «{value}» phải ghi Có ở cột «Bắt buộc» của trang Cột của sổ.",
    "draft-misplaced": "mục ghi Không ở cột «Có lời văn» thì không có câu dự thảo.",
    "override-without-formula": "cột «Được sửa số tính» chỉ ghi Có cho chỉ tiêu có công thức.",
    "formula-without-form": "số liệu «{value}» có công thức nên phải ghi cột «Mẫu báo cáo» của bộ tiêu chí.",
    "formula-kind-differs": "công thức so sánh chỉ dùng cho kiểu Có/Không, kiểu {label} cần công thức tính ra số.",
    "formula-misplaced": "kiểu {label} không tính bằng công thức được.",
    "due-rule-unclear": "ghi đúng một trong hai cột «Số ngày làm việc sau ngày chốt» và «Ngày trong tháng chốt».",
}
"""Sentences that name keys of the file, in the words of the workbook."""


class Places:
    """The cells and rows of one pack, by the entry and key of its document."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], list[Place]] = {}
        self._rows: dict[tuple[str, str], list[Place]] = {}
        self._entries: dict[tuple[str, int], str] = {}

    def add_row(self, entry: str, prefix: str, place: Place, columns: Mapping[str, str]) -> None:
        """Remember a row; ``columns`` maps the keys to the titles of its columns."""
        self._entries[place.sheet, place.row] = entry
        self._rows.setdefault((entry, prefix.rstrip(".")), []).append(place)
        for key, title in columns.items():
            self._cells.setdefault((entry, prefix + key), []).append(replace(place, column=title))

    def entry_at(self, place: Place) -> str:
        """The entry whose row this is; empty for a row of another pack."""
        return self._entries.get((place.sheet, place.row), "")

    def find(self, problem: Problem, sheets: tuple[SheetSpec, ...]) -> Place | None:
        """The cell of a problem, else its row, else its sheet; of two rows with one code, the second repeats it."""
        key = sheet_key(problem.key)
        which = -1 if problem.code.endswith("-duplicate") else 0
        for shorter in _shortened(key):
            found = self._cells.get((problem.entry, shorter)) or self._rows.get((problem.entry, shorter))
            if found:
                return found[which]
        sheet = next((sheet for sheet in sheets if sheet.path == (key,)), None)
        return Place(sheet.title) if sheet else None


def with_place(problem: Problem, place: Place | None) -> Problem:
    """The problem in the words of the workbook; as it was where no place is known."""
    if place is None:
        return problem
    named = f"Mục {problem.entry}, trường {problem.key}: " if problem.key else f"Mục {problem.entry}: "
    sentence = problem.text.removeprefix(named)
    if problem.code in _IN_WORKBOOK:
        sentence = _IN_WORKBOOK[problem.code].format(**dict(problem.named))
    return replace(problem, place=place, text=f"{place.words}: {sentence}")


def _shortened(key: str) -> Iterator[str]:
    """The key, then the keys around it, then nothing: "inputs[2].code", "inputs[2]", "inputs", ""."""
    while key:
        yield key
        key = _LAST_STEP.sub("", key)
    yield ""
