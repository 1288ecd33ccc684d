"""How text breaks inside a spreadsheet cell, measured with the metrics of the font that it is shown in.

Spreadsheets do not fit the height of wrapped rows when a file is opened (LibreOffice) or printed, and no row can be
higher than 409 points; so heights are written into the file, and a text that is too long goes on in further rows.
"""

from collections.abc import Iterator
from functools import lru_cache

from cchc_desktop.exports.fonts import bundled_font

FONT_SIZE = 11.0
LINE_HEIGHT = 15.0
PADDING_HEIGHT = 3.0
MOST_LINES = 26  # of a row: 26 lines of 15 points stay below the limit of 409
_CELL_PADDING = 6.0
_SAFETY = 0.95  # printers and screens set the same letters a little wider or narrower


def wrapped(text: str, width: float, *, bold: bool = False) -> list[str]:
    """The lines of a text in a cell ``width`` points wide; a line keeps the line break that the text has there."""
    room = (width - _CELL_PADDING) * _SAFETY
    lines = [line for paragraph in text.split("\n") for line in _wrapped_paragraph(paragraph, room, bold=bold)]
    return lines or [""]


def _wrapped_paragraph(text: str, room: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, room, bold=bold):
        if line and text_width((line + piece).rstrip(), bold=bold) > room:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line + "\n"]


def _pieces(text: str, room: float, *, bold: bool) -> Iterator[str]:
    """Words with the space after them; a word wider than the cell in parts that fit."""
    words = text.split(" ")
    for position, word in enumerate(words):
        rest = word
        while (end := _fitting(rest, room, bold=bold)) < len(rest):
            yield rest[:end]
            rest = rest[end:]
        yield rest + (" " if position < len(words) - 1 else "")


def _fitting(text: str, room: float, *, bold: bool) -> int:
    """How many letters fit; at least one."""
    width = 0.0
    for place, char in enumerate(text):
        width += _character_width(char, bold=bold)
        if width > room:
            return max(place, 1)
    return len(text)


def text_width(text: str, *, bold: bool) -> float:
    """The width of a text in points."""
    return sum(_character_width(char, bold=bold) for char in text)


@lru_cache(maxsize=4096)
def _character_width(char: str, *, bold: bool) -> float:
    return float(bundled_font("Bold" if bold else "Regular").stringWidth(char, FONT_SIZE))


def height(lines: int) -> float:
    """The height of a row with so many lines, in points."""
    return lines * LINE_HEIGHT + PADDING_HEIGHT
