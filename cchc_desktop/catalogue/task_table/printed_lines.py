"""A table that was copied out of a PDF: lines of text without cells, cut into header, fields and rows.

Only what the numbers prove is taken: a row begins where the next expected number stands at the start of a line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cchc_desktop.catalogue.task_table.suspicion import ROMAN
from cchc_desktop.domain.vietnamese import nfc, search_key

_TITLES = (
    r"(?:ten )?nhiem vu(?: cu the| trong tam| chu yeu)?|noi dung(?: nhiem vu| cong viec| thuc hien)?|(?:ten )?cong viec"
    r"|muc tieu(?: cu the)?"
    r"|(?:co quan|don vi)(?:, don vi)? chu tri(?: thuc hien| du thao)?|(?:co quan|don vi) (?:thuc hien|tham muu)"
    r"|(?:co quan|don vi)(?:, don vi)? phoi hop(?: thuc hien)?"
    r"|san pham(?: du kien| chu yeu| dau ra)?(?: ?/ ?ket qua)?|ket qua(?: du kien)?"
    r"|thoi gian(?: thuc hien| hoan thanh)?|thoi han(?: hoan thanh)?|ghi chu"
)
_TITLE = re.compile(rf"(?:s?tt|{_TITLES})(?= |$)")
_HEADER = re.compile(rf"s?tt(?: (?:{_TITLES})){{3,}}")
_HEADER_PIECES = 18
_LONGEST_HEADER = 600
_NUMBERED = re.compile(r"(\d{1,3})(?:[.)])?(?:\s+(.*))?")
_FIELD = re.compile(r"([IVXL]{1,6})\s*[.:]?\s+(\S.*)")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line: its text, where it stands, and how many line ends stood before it (1 = right below)."""

    text: str
    number: int
    gap: int
    open_end: bool = False


@dataclass(slots=True)
class Block:
    """A field (``code`` is Roman) or a row (``code`` is its number) with its lines before and after a page break."""

    code: str
    number: int
    is_field: bool
    after_break: bool
    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed table: the titles of its header, where that stands, and its fields and rows."""

    titles: tuple[str, ...]
    header_number: int
    blocks: tuple[Block, ...]
    hints: bool
    """Whether the gaps between lines tell cells from wrapped lines."""


def printed_table(text: str) -> Printed | None:
    """The table in the text, None where no header is found."""
    pieces = tuple(_pieces(text))
    start, end = _first_header(pieces)
    if end == 0:
        return None
    titles = _titles(pieces[start:end])
    head = search_key(" ".join(piece.text for piece in pieces[start:end]))
    body = tuple(_without_headers(pieces[end:], head))
    gaps = [piece.gap for piece, _broken in body]
    hints = sum(1 for gap in gaps if gap == 2) / max(len(gaps), 1) > 0.4 and 1 in gaps
    return Printed(titles, pieces[start].number, tuple(_blocks(body)), hints)


def _pieces(text: str) -> Iterator[Piece]:
    gap = 1
    for number, line in enumerate(nfc(text).replace("\r\n", "\n").replace("\f", "\n").split("\n"), start=1):
        shown = " ".join(line.split())
        if shown:
            yield Piece(shown, number, gap, open_end=line[-1:].isspace())
            gap = 1
        else:
            gap += 1


def _first_header(pieces: Sequence[Piece]) -> tuple[int, int]:
    for start in range(len(pieces)):
        if search_key(pieces[start].text[:_LONGEST_HEADER]).startswith(("stt", "tt")):
            end = _header_end(pieces, start)
            if end:
                return start, end
    return 0, 0


def _header_end(pieces: Sequence[Piece], start: int) -> int:
    """The end of the header that begins here; 0 if none does."""
    end, text = 0, ""
    for stop in range(start + 1, min(start + _HEADER_PIECES, len(pieces)) + 1):
        text = f"{text} {pieces[stop - 1].text}".strip()
        if len(text) > _LONGEST_HEADER:
            break
        if _HEADER.fullmatch(search_key(text)):
            end = stop
    return end


def _titles(pieces: Sequence[Piece]) -> tuple[str, ...]:
    text = " ".join(piece.text for piece in pieces)
    key = search_key(text)
    shown = text if len(text) == len(key) else key
    return tuple(shown[found.start() : found.end()] for found in _TITLE.finditer(key))


def _without_headers(pieces: Sequence[Piece], head: str) -> Iterator[tuple[Piece, bool]]:
    """The lines without repeated headers and the page numbers above them; the flag says that a page ended before."""
    index, broken = 0, False
    while index < len(pieces):
        over = _repeat_end(pieces, index, head)
        if over:
            index, broken = over, True
            continue
        if not (pieces[index].text.isdigit() and _repeat_end(pieces, index + 1, head)):
            yield pieces[index], broken
            broken = False
        index += 1


def _repeat_end(pieces: Sequence[Piece], start: int, head: str) -> int:
    """The end of a printed-again header that begins here; 0 if none does."""
    text = ""
    for stop in range(start, min(start + _HEADER_PIECES, len(pieces))):
        text = f"{text} {search_key(pieces[stop].text)}".strip()
        if text == head:
            return stop + 1
        if not head.startswith(text):
            return 0
    return 0


def _blocks(body: Sequence[tuple[Piece, bool]]) -> Iterator[Block]:
    """Fields and rows, each begun by the number that is expected next."""
    current: Block | None = None
    field_number, last = 0, 0
    broken = False
    for index, (piece, breaks) in enumerate(body):
        broken = broken or breaks
        opened = _field(piece, field_number) if _row_follows(body, index + 1, last) else None
        row = _NUMBERED.fullmatch(piece.text)
        restarts = current is not None and current.is_field
        if opened is not None:
            field_number, rest = field_number + 1, opened[1]
            new = Block(opened[0], piece.number, is_field=True, after_break=False)
        elif row is not None and (int(row[1]) == last + 1 or (restarts and int(row[1]) == 1)):
            last, rest = int(row[1]), row[2] or ""
            new = Block(row[1], piece.number, is_field=False, after_break=broken)
            broken = False
        else:
            if current is not None:
                late = bool(current.after) or breaks
                (current.after if late and not current.is_field else current.before).append(piece)
            continue
        if current is not None:
            yield current
        current = new
        if rest:
            current.before.append(Piece(rest, piece.number, 1, open_end=piece.open_end))
    if current is not None:
        yield current


def _field(piece: Piece, before: int) -> tuple[str, str] | None:
    found = _FIELD.fullmatch(piece.text)
    if found is None or not ROMAN.fullmatch(found[1]) or _value(found[1]) != before + 1:
        return None
    return found[1], found[2]


def _row_follows(body: Sequence[tuple[Piece, bool]], start: int, last: int) -> bool:
    """Whether a row with number 1 or the next one begins within the next few lines."""
    for piece, _breaks in body[start : start + 4]:
        found = _NUMBERED.fullmatch(piece.text)
        if found is not None and int(found[1]) in (1, last + 1):
            return True
    return False


def _value(roman: str) -> int:
    values = [_ROMANS[letter] for letter in roman]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
