"""How a signature looks on the page (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7-8 và III.1).

A person's signature is the picture of the handwritten one, in blue; that of an organisation is its seal, in red. An
annex in a file of its own bears a line of text at the top right of its first page and no picture. Where the two
pictures stand on the page says the document itself (``exports/pdf_signature_room``).

Drawn with reportlab, because pyHanko's text stamps set fonts of 2048 units wrongly.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image
from reportlab.lib.colors import Color, black, blue, red
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from cchc_desktop.exports.fonts import RENDERING, bundled_family

_SIZE = 10
_LEADING = 12
_MOST_PIXELS = 25_000_000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from bottom to top."""
        return self.top - self.bottom


def signature_appearance(box: Box, *, name: str, at: datetime, picture: bytes = b"", seal: bool = False) -> bytes:
    """A one-page PDF of the box's size: the picture of the signature or seal; name and time where there is none.

    Raises ValueError for a picture that cannot be read.
    """
    if picture:
        image = _picture(picture)
        return _drawn(box, lambda canvas: _fit(canvas, image, box))
    lines = (f"Ký bởi: {name}", f"Thời gian ký: {stamp(at)}")
    return _drawn(box, lambda canvas: _lines(canvas, box, lines, colour=red if seal else blue))


def annex_box(page_width: float, page_height: float) -> Box:
    """The place of the line on an annex: top right of the first page."""
    width, height = 90 * mm, 3 * _LEADING
    right, top = page_width - 15 * mm, page_height - 6 * mm
    return Box(right - width, top - height, right, top)


def annex_appearance(box: Box, *, number: str, at: datetime) -> bytes:
    """Number and sign of the main document, and the time of signing; upright, size 10, black."""
    return _drawn(box, lambda canvas: _lines(canvas, box, (number, stamp(at)), colour=black))


def stamp(at: datetime) -> str:
    """Day, time and offset as Decree 30 wants them (ISO 8601): 14/12/2025 09:05:07 +07:00."""
    offset = at.isoformat()[-6:]
    return f"{at:%d/%m/%Y %H:%M:%S} {offset}"


def _drawn(box: Box, draw: Callable[[Canvas], None]) -> bytes:
    target = BytesIO()
    with RENDERING:
        canvas = Canvas(target, pagesize=(box.width, box.height), invariant=1)
        draw(canvas)
        canvas.showPage()
        canvas.save()
    return target.getvalue()


def _picture(content: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(content))
        if image.width * image.height > _MOST_PIXELS:
            raise ValueError("the picture is too large")
        image.load()
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError("not a picture") from error
    return image


def _fit(canvas: Canvas, image: Image.Image, box: Box) -> None:
    """As large as it goes, in the middle, transparent where the picture is."""
    scale = min(box.width / image.width, box.height / image.height)
    width, height = image.width * scale, image.height * scale
    left, bottom = (box.width - width) / 2, (box.height - height) / 2
    canvas.drawImage(ImageReader(image), left, bottom, width, height, mask="auto")


def _lines(canvas: Canvas, box: Box, lines: Sequence[str], *, colour: Color) -> None:
    """Lines of text, each made smaller if it is too long for the box."""
    font = bundled_family().regular
    canvas.setFillColor(colour)
    top = box.height / 2 + _LEADING * len(lines) / 2
    for line in lines:
        top -= _LEADING
        size = _SIZE * min(1, box.width / stringWidth(line, font, _SIZE))
        canvas.setFont(font, size)
        canvas.drawRightString(box.width, top + (_LEADING - size) / 2, line)
