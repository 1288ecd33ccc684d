"""Page geometry and named paragraph styles of Decree 30/2020/NĐ-CP, Appendix I: lengths in points, sizes as printed."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from cchc_desktop.exports.document import Align
from cchc_desktop.exports.fonts import Family

MARGIN_TOP = MARGIN_BOTTOM = 20 * mm
MARGIN_LEFT = 30 * mm
MARGIN_RIGHT = 15 * mm
SHORT_RULE = 0.4  # "từ 1/3 đến 1/2 độ dài của dòng chữ"

_Alignment = Literal[0, 1, 2, 4]
_ALIGN: dict[Align, _Alignment] = {Align.LEFT: TA_LEFT, Align.CENTRE: TA_CENTER, Align.RIGHT: TA_RIGHT}
# PDF readers drop a hyphen at the end of a line as if it divided a word: keep it with what follows.
_LONE_HYPHEN = re.compile(r"(?<!\S)- ")


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page and the room inside its margins."""

    page_width: float
    page_height: float

    @property
    def width(self) -> float:
        """Width of the text."""
        return self.page_width - MARGIN_LEFT - MARGIN_RIGHT

    @property
    def height(self) -> float:
        """Height of the text."""
        return self.page_height - MARGIN_TOP - MARGIN_BOTTOM


PORTRAIT = Geometry(*A4)
LANDSCAPE = Geometry(A4[1], A4[0])


class Styles:
    """The named styles of a document in one font family."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.nation = self._style(12, bold=True, align=TA_CENTER)
        self.motto = self._style(13, bold=True, align=TA_CENTER)
        self.issuer = self._style(12, bold=True, align=TA_CENTER)
        self.number = self._style(13, align=TA_CENTER)
        self.place = self._style(13, italic=True, align=TA_CENTER)
        self.title = self._style(14, bold=True, align=TA_CENTER)
        self.addressee = self._style(14, align=TA_CENTER)
        self.body = self._style(14, align=TA_JUSTIFY, first_line=10 * mm, after=6)
        self.basis = self._style(14, italic=True, align=TA_JUSTIFY, first_line=10 * mm, after=6)
        self.heading = self._style(14, bold=True, align=TA_JUSTIFY, first_line=10 * mm, after=6)
        self.point = self._style(14, align=TA_JUSTIFY, first_line=10 * mm, after=6)
        self.caption = self._style(13, bold=True, align=TA_CENTER, after=4)
        self.note = self._style(11, italic=True, after=6)
        self.reconstruction = self._style(12, italic=True, align=TA_CENTER)
        self.attached = self._style(13, italic=True, align=TA_CENTER)
        self.form = self._style(14, bold=True, align=TA_CENTER)
        self.recipients_title = self._style(12, bold=True, italic=True)
        self.recipients = self._style(11)

    def cell(self, size: float, align: Align, *, bold: bool, italic: bool) -> ParagraphStyle:
        """The style of a line in a table."""
        return self._style(size, bold=bold, italic=italic, align=_ALIGN[align], leading=1.18)

    def _style(
        self,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        align: _Alignment = TA_LEFT,
        first_line: float = 0,
        after: float = 0,
        leading: float = 1.25,
    ) -> ParagraphStyle:
        return ParagraphStyle(
            "",
            fontName=self.family.style(bold=bold, italic=italic),
            fontSize=size,
            leading=size * leading,
            alignment=align,
            firstLineIndent=first_line,
            spaceAfter=after,
            allowWidows=0,
            allowOrphans=0,
        )


def paragraphs(text: str, style: ParagraphStyle) -> list[Paragraph]:
    """One paragraph for each line of the text; an empty text has none."""
    return [Paragraph(escape(printable(line)), style) for line in text.splitlines() if line.strip()]


def printable(text: str) -> str:
    """The text as drawn: without invisible formatting characters, which have no place on paper."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return _LONE_HYPHEN.sub("-\u00a0", visible.replace("\t", " "))
