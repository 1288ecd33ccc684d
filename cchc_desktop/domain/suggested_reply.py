"""What a commune could reply to a remark, from what it changed at the place that the remark is about."""

from cchc_desktop.domain.revision_difference import Change, Difference, differences
from cchc_desktop.domain.snapshot import Snapshot

_LONGEST = 300
_SHOWN = 4
_OWN_REASON = "Lý do mở lại"
"""Differs in every revision that answers: it is the return itself."""


def suggestion(before: Snapshot, after: Snapshot, *, target: str, place: str) -> str:
    """A reply like "Đã sửa theo ý kiến: 12 → 15.", "" where nothing differs. Raises ValueError for two kinds.

    Where several lines have the same link, those with the place in words of the remark are meant, if there are some.
    """
    there = [each for each in differences(before, after) if each.target == target and each.label != _OWN_REASON]
    found = [each for each in there if each.place == place] or there
    if not found:
        return ""
    more = f"; và {len(found) - _SHOWN} chỗ khác" if len(found) > _SHOWN else ""
    text = "; ".join(_words(each, alone=len(found) == 1) for each in found[:_SHOWN])
    return f"Đã sửa theo ý kiến: {text}{more}."


def _words(found: Difference, *, alone: bool) -> str:
    before, after = _short(found.before), _short(found.after)
    match found.change:
        case Change.ADDED:
            return f"thêm {found.label or after}"
        case Change.REMOVED:
            return f"bỏ {found.label or before}"
        case Change.CHANGED:
            change = f"{before or '(trống)'} → {after or '(trống)'}"
            return change if alone else f"{found.label}: {change}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
