"""What stands on a page around the text: page number, identity of the snapshot, the mark of samples."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from cchc_desktop.exports.document import Identity
from cchc_desktop.exports.fonts import Family
from cchc_desktop.exports.pdf_square import SIDE, draw_square
from cchc_desktop.exports.pdf_style import (
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    Geometry,
)

_NUMBER_SIZE = 13
_FOOT_SIZE = 8.5
_FOOT_GREY = Color(0.35, 0.35, 0.35)
_MARK_GREY = Color(0.93, 0.93, 0.93)
_MARK_RED = Color(0.7, 0.1, 0.1)
_SQUARE_BOTTOM = 5 * mm  # office printers leave 4 mm unprinted at the edge
_SQUARE_GAP = 3 * mm


@dataclass(frozen=True, slots=True)
class PageSigns:
    """Draws the signs of a page; ``pages`` is the number of pages of the whole file."""

    family: Family
    identity: Identity
    mark: str
    pages: int

    def draw(self, canvas: Canvas, page: Geometry, *, number_in_part: int) -> None:
        """Draw below the text: mark, page number (from the second page of a part on) and identity."""
        canvas.saveState()
        if self.mark:
            self._draw_mark(canvas, page)
        if number_in_part > 1:
            canvas.setFillColor(black)
            canvas.setFont(self.family.regular, _NUMBER_SIZE)
            middle = MARGIN_LEFT + page.width / 2
            canvas.drawCentredString(middle, page.page_height - MARGIN_TOP + 6 * mm, str(number_in_part))
        self._draw_identity(canvas, page)
        canvas.restoreState()

    def _draw_mark(self, canvas: Canvas, page: Geometry) -> None:
        canvas.saveState()
        diagonal = math.hypot(page.page_width, page.page_height)
        size = 0.72 * diagonal / stringWidth(self.mark, self.family.bold, 1)
        canvas.translate(page.page_width / 2, page.page_height / 2)
        canvas.rotate(math.degrees(math.atan2(page.page_height, page.page_width)))
        canvas.setFillColor(_MARK_GREY)
        canvas.setFont(self.family.bold, min(size, 90))
        canvas.drawCentredString(0, -min(size, 90) / 3, self.mark)
        canvas.restoreState()
        canvas.setFillColor(_MARK_RED)
        canvas.setFont(self.family.bold, 10)
        canvas.drawRightString(page.page_width - MARGIN_RIGHT, page.page_height - MARGIN_TOP + 10 * mm, self.mark)

    def _draw_identity(self, canvas: Canvas, page: Geometry) -> None:
        sheet = f"Trang {canvas.getPageNumber()}/{self.pages}"
        width = page.width
        if self.identity.square is not None:
            text = self.identity.square.on_sheet(canvas.getPageNumber(), self.pages).text
            draw_square(canvas, text, right=MARGIN_LEFT + page.width, bottom=_SQUARE_BOTTOM)
            width -= SIDE + _SQUARE_GAP
        room = width - stringWidth(f"   {sheet}", self.family.regular, _FOOT_SIZE)
        size = min(_FOOT_SIZE, room / stringWidth(self.identity.line, self.family.regular, 1))
        baseline = MARGIN_BOTTOM - 9 * mm
        canvas.setStrokeColor(_FOOT_GREY)
        canvas.setFillColor(_FOOT_GREY)
        canvas.setLineWidth(0.3)
        canvas.line(MARGIN_LEFT, baseline + 4 * mm, MARGIN_LEFT + width, baseline + 4 * mm)
        canvas.setFont(self.family.regular, size)
        canvas.drawString(MARGIN_LEFT, baseline, self.identity.line)
        canvas.setFont(self.family.regular, _FOOT_SIZE)
        canvas.drawRightString(MARGIN_LEFT + width, baseline, sheet)


class Pages(BaseDocTemplate):
    """The paper: ``parts`` by name, each with its own page numbers and page size; the first one opens the file."""

    def __init__(
        self, target: IO[bytes], signs: PageSigns, *, parts: Mapping[str, Geometry], title: str, author: str
    ) -> None:
        super().__init__(
            target,
            invariant=1,
            initialFontName=signs.family.regular,
            lang="vi-VN",
            title=title,
            author=author,
            subject=signs.identity.line,
            creator="CCHC Desktop",
        )
        self._signs = signs
        self._starts: dict[str, int] = {}
        self.addPageTemplates([self._template(name, page) for name, page in parts.items()])

    def _template(self, name: str, page: Geometry) -> PageTemplate:
        frame = Frame(
            MARGIN_LEFT,
            MARGIN_BOTTOM,
            page.width,
            page.height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )

        def on_page(canvas: Canvas, _document: BaseDocTemplate) -> None:
            first = self._starts.setdefault(name, canvas.getPageNumber())
            self._signs.draw(canvas, page, number_in_part=canvas.getPageNumber() - first + 1)

        return PageTemplate(name, [frame], onPage=on_page, pagesize=(page.page_width, page.page_height))
