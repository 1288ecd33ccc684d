"""A snapshot as somebody reads it who judges it: sections in printed order, each line with a place to remark on."""

from collections import Counter
from dataclasses import dataclass

from cchc_desktop.domain.province_answer import WHOLE, is_target, plain_place
from cchc_desktop.domain.revision_difference import items
from cchc_desktop.domain.revision_items import Item, Key
from cchc_desktop.domain.snapshot import Snapshot

_FRAME = "Thông tin chung"
_TITLES = {
    "document": _FRAME,
    "people": _FRAME,
    "unit": _FRAME,
    "period": _FRAME,
    "definition": _FRAME,
    "counts": "Số nhiệm vụ theo tình trạng",
    "result": "Kết quả tự chấm điểm",
    "bonus": "Điểm thưởng",
    "deduction": "Điểm trừ",
    "report": "Báo cáo",
    "section": "Nội dung báo cáo",
    "figure": "Số liệu",
    "figure-table": "Số liệu",
    "target": "Chỉ tiêu giao",
    "remark": "Giải trình",
    "pack": "Danh mục sử dụng",
    "plan": "Nội dung kế hoạch",
    "reply": "Giải trình ý kiến của tỉnh",
    "evidence": "Tài liệu kiểm chứng",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the content; ``key`` tells it apart in its snapshot, ``words`` are pairs of a label and a text.

    ``target`` is the link that a remark on this line gets; the whole submission where the commune has no screen for it.
    """

    key: str
    target: str
    place: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one title, in printed order."""

    title: str
    lines: tuple[Line, ...]


def sections_of(snapshot: Snapshot) -> tuple[Section, ...]:
    """All that a reader of the snapshot sees; texts and lines without words are left out."""
    areas = _areas(snapshot)
    found: list[tuple[str, list[Line]]] = []
    title, seen = "", Counter[Key]()
    for item in items(snapshot):
        title = _title(item, areas, before=title)
        if not found or found[-1][0] != title:
            found.append((title, []))
        words = tuple((label, text) for label, text in item.texts if text.strip())
        if words:
            target = item.target if is_target(item.target) else WHOLE
            found[-1][1].append(Line(_key(item, seen), target, plain_place(item.place), words))
    return tuple(Section(title, tuple(lines)) for title, lines in found if lines)


def _key(item: Item, seen: Counter[Key]) -> str:
    """The key of an item, with its count behind it where another one had it before."""
    seen[item.key] += 1
    return ":".join((*item.key, *([str(seen[item.key])] if seen[item.key] > 1 else [])))


def _areas(snapshot: Snapshot) -> dict[str, str]:
    """The areas of a self-assessment, by code."""
    rows = snapshot["assessment"]["rows"] if "assessment" in snapshot else []
    return {row["code"]: f"{row['code']}. {row['name']}" for row in rows if row["depth"] == 0}


def _title(item: Item, areas: dict[str, str], *, before: str) -> str:
    """Under which title an item stands: a field of reform, an area or a table opens its own, what follows is in it."""
    match item.key:
        case ("field", code):
            return f"Lĩnh vực {code}. {item.texts[0][1]}"
        case ("criterion", code):
            return areas.get(code, before)
        case ("annex", *_):
            return item.place.partition(", dòng")[0]
        case (kind, *_):
            return _TITLES.get(kind, before)
    return before
