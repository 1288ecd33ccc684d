"""What the comparison of two revisions shows, as plain values, and as the text that a reading pane lays out.

Nothing is told by colour alone: what is gone is struck through, what is new stands bold and underlined, and each
difference begins with its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from cchc_desktop.domain.revision_difference import Change, Difference
from cchc_desktop.domain.sequence_alignment import Piece, marked
from ui.widgets.looks import AMBER, BLUE, GREEN, GREY, RED

MOST_SHOWN = 300
"""Differences on screen; all of them are in the PDF."""
_KEPT = 90
_LONG = 260
_LOOKS = {Change.ADDED: GREEN, Change.REMOVED: RED, Change.CHANGED: AMBER}
_EMPTY = "<i>(trống)</i>"
_LINE = "#D6DCE4"
_LEGEND = (
    "<s>Gạch ngang</s>: chỉ có ở bản bên trái. <b><u>Đậm, gạch chân</u></b>: chỉ có ở bản bên phải. "
    "“…” thay cho đoạn dài giống nhau."
)


@dataclass(frozen=True, slots=True)
class SideCard:
    """A side that is compared: its title, and a sentence for each step that was taken with it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideChoice:
    """The two choices: options as ``(identity, words)``, and what is chosen at the left and at the right."""

    options: tuple[tuple[str, str], ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two sides and their differences in printed order."""

    before: SideCard
    after: SideCard
    differences: tuple[Difference, ...]


def summary(page: ComparisonPage) -> str:
    """How many differences there are, in words."""
    if not page.differences:
        return "Hai bản không có nội dung nào khác nhau."
    counts = {change: sum(each.change is change for each in page.differences) for change in Change}
    parts = [f"{change.label.lower()} {count}" for change, count in counts.items() if count]
    return f"{len(page.differences)} điểm khác nhau: {', '.join(parts)}."


def as_html(page: ComparisonPage) -> str:
    """The whole comparison as rich text."""
    heads = f"<tr>{_head(page.before)}{_head(page.after)}</tr>"
    if not page.differences:
        return f"{_table(heads)}<p>{summary(page)}</p>"
    shown = page.differences[:MOST_SHOWN]
    blocks = "".join(_block(number, each, page) for number, each in enumerate(shown, start=1))
    rest = len(page.differences) - len(shown)
    more = (
        f"<p><b>Còn {rest} điểm khác nhau nữa; bấm Lưu bản so sánh để xem tất cả trong tệp PDF.</b></p>" if rest else ""
    )
    return f"{_table(heads)}<p style='color:{GREY.ink}'>{_LEGEND}</p>{blocks}{more}"


def _table(rows: str) -> str:
    style = f"border-color:{_LINE}; border-style:solid; border-collapse:collapse; margin-top:2px; margin-bottom:10px"
    return f"<table width='100%' border='1' cellspacing='0' cellpadding='6' style='{style}'>{rows}</table>"


def _head(side: SideCard) -> str:
    lines = "".join(f"<br>{escape(line)}" for line in side.lines)
    return f"<td width='50%' style='background-color:{BLUE.soft}'><b>{escape(side.title)}</b>{lines}</td>"


def _block(number: int, each: Difference, page: ComparisonPage) -> str:
    look = _LOOKS[each.change]
    word = f"<span style='color:{look.ink}; background-color:{look.soft}'><b>&nbsp;{each.change.label}&nbsp;</b></span>"
    label = f": {escape(each.label)}" if each.label else ""
    link = f" &nbsp;<a href='{escape(each.target)}'>Đến chỗ nhập</a>" if each.target else ""
    left, right = _texts(each)
    cells = f"<tr>{_cell(page.before.title, left)}{_cell(page.after.title, right)}</tr>"
    place = f"{number}. {word} <b>{escape(each.place)}</b>{label}{link}"
    return f"<p style='margin-top:6px; margin-bottom:2px'>{place}</p>{_table(cells)}"


def _cell(title: str, text: str) -> str:
    return f"<td width='50%' valign='top'><span style='color:{GREY.ink}'>{escape(title)}</span><br>{text}</td>"


def _texts(each: Difference) -> tuple[str, str]:
    if each.change is Change.ADDED:
        return "<i>không có</i>", _broken(each.after)
    if each.change is Change.REMOVED:
        return _broken(each.before), "<i>không có</i>"
    if not each.before or not each.after:
        return _broken(each.before) or _EMPTY, _broken(each.after) or _EMPTY
    left, right = marked(each.before, each.after)
    gone = f"<s><span style='color:{RED.ink}; background-color:{RED.soft}'>", "</span></s>"
    new = f"<b><u><span style='color:{GREEN.ink}; background-color:{GREEN.soft}'>", "</span></u></b>"
    return _pieces(left, *gone), _pieces(right, *new)


def _pieces(pieces: Sequence[Piece], opening: str, closing: str) -> str:
    return "".join(_marked(pieces, opening, closing))


def _marked(pieces: Sequence[Piece], opening: str, closing: str) -> Iterator[str]:
    for place, piece in enumerate(pieces):
        if piece.differs:
            yield f"{opening}{_broken(piece.text)}{closing}"
        elif len(piece.text) <= _LONG:
            yield _broken(piece.text)
        else:
            head = "" if place == 0 else _words(piece.text[:_KEPT], cut_end=True)
            tail = "" if place == len(pieces) - 1 else _words(piece.text[-_KEPT:], cut_end=False)
            yield f"{_broken(head)} … {_broken(tail)}"


def _words(text: str, *, cut_end: bool) -> str:
    """The text without the word that was cut through."""
    return text.rpartition(" ")[0] if cut_end else text.partition(" ")[2]


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")
