"""The sample documents as real small files: one-page PDFs and a picture, each marked TÀI LIỆU MẪU."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from cchc_desktop.cli.demo_content import SampleDocument
from cchc_desktop.domain.unit import Unit
from cchc_desktop.exports.fonts import RENDERING, Family, bundled_family
from cchc_desktop.system.safe_write import write_bytes

MARK = "TÀI LIỆU MẪU"
_WIDTH, _HEIGHT = A4
_LEFT, _RIGHT = 85.0, _WIDTH - 57.0
_PICTURE = (1200, 800)


@dataclass(frozen=True, slots=True)
class _Style:
    """How running text is set: font name, size and the distance of its lines, in points."""

    font: str
    size: float
    leading: float


def draw_all(documents: Iterable[SampleDocument], folder: Path, *, unit: Unit) -> dict[str, Path]:
    """Draw each document into ``folder`` and return the files by key; the same sample gives the same bytes."""
    drawn = {}
    for document in documents:
        draw = picture if document.file.endswith(".jpg") else page
        drawn[document.key] = folder / document.file
        write_bytes(drawn[document.key], draw(document, unit))
    return drawn


def page(document: SampleDocument, unit: Unit) -> bytes:
    """The document as a PDF page that nobody can take for a real one."""
    target = BytesIO()
    with RENDERING:
        family = bundled_family()
        canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
        canvas.setTitle(f"{MARK}: {document.number}")
        _watermark(canvas, family)
        _head(canvas, family, document=document, unit=unit)
        _body(canvas, family, document=document)
        _foot(canvas, family, unit=unit)
        canvas.showPage()
        canvas.save()
    return target.getvalue()


def picture(document: SampleDocument, unit: Unit) -> bytes:
    """The document as a drawn picture: a notice board with sheets and a QR-like square."""
    image = Image.new("RGB", _PICTURE, "#E9E4DA")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 110, 1140, 640), fill="#2F5D50", outline="#6B4F2A", width=14)
    for row in range(2):
        for column in range(6):
            _sheet(draw, 100 + column * 172, 150 + row * 240)
    draw.rectangle((0, 700, 1200, 800), fill="#B9A88C")
    centred = partial(draw.text, anchor="mm", fill="#1B1B1B")
    centred((600, 60), f"{unit.office.upper()} - {MARK}", font=_picture_font("Bold", 40))
    centred((600, 670), document.abstract, font=_picture_font("Regular", 26))
    for line, text in enumerate(simpleSplit(document.title, bundled_family().regular, 28, 1100)):
        centred((600, 728 + line * 36), text, font=_picture_font("Regular", 28))
    target = BytesIO()
    image.save(target, "JPEG", quality=82)
    return target.getvalue()


def _watermark(canvas: Canvas, family: Family) -> None:
    canvas.saveState()
    canvas.translate(_WIDTH / 2, _HEIGHT / 2)
    canvas.rotate(50)
    canvas.setFillGray(0.9)
    canvas.setFont(family.bold, 72)
    canvas.drawCentredString(0, 0, MARK)
    canvas.restoreState()


def _head(canvas: Canvas, family: Family, *, document: SampleDocument, unit: Unit) -> None:
    left, right = _LEFT + 80, _RIGHT - 135
    day = document.day
    canvas.setFont(family.regular, 12)
    canvas.drawCentredString(left, 780, unit.heading[0])
    canvas.setFont(family.bold, 12)
    canvas.drawCentredString(left, 764, unit.heading[1])
    canvas.drawCentredString(right, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    canvas.drawCentredString(right, 764, "Độc lập - Tự do - Hạnh phúc")
    canvas.setFont(family.regular, 13)
    canvas.drawCentredString(left, 736, f"Số: {document.number}")
    canvas.setFont(family.italic, 13)
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"  # Decree 30/2020, Appendix I, II.4.b
    canvas.drawCentredString(right, 736, f"{unit.place}, ngày {day:%d} tháng {month} năm {day.year}")


def _body(canvas: Canvas, family: Family, *, document: SampleDocument) -> None:
    canvas.setFont(family.bold, 14)
    canvas.drawCentredString(_WIDTH / 2, 680, document.kind)
    y = _lines(canvas, document.title, _Style(family.bold, 14, 20), y=660)
    canvas.line(_WIDTH / 2 - 50, y + 8, _WIDTH / 2 + 50, y + 8)
    y = _lines(canvas, document.abstract, _Style(family.regular, 13, 19), y=y - 30)
    note = "Văn bản này được vẽ để chạy thử chương trình; nội dung và số liệu không có thật."
    _lines(canvas, note, _Style(family.italic, 13, 19), y=y - 20)


def _lines(canvas: Canvas, text: str, style: _Style, *, y: float) -> float:
    canvas.setFont(style.font, style.size)
    for line in simpleSplit(text, style.font, style.size, _RIGHT - _LEFT):
        canvas.drawCentredString((_LEFT + _RIGHT) / 2, y, line)
        y -= style.leading
    return y


def _foot(canvas: Canvas, family: Family, *, unit: Unit) -> None:
    canvas.setFont(family.bold, 12)
    canvas.drawCentredString(_WIDTH / 2, 60, f"{MARK} - không phải văn bản của {unit.office}")


def _sheet(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.rectangle((x, y, x + 140, y + 200), fill="#FBFBF7", outline="#9A9A9A")
    for line in range(9):
        draw.line((x + 14, y + 20 + line * 13, x + 126 - line * 7 % 30, y + 20 + line * 13), fill="#8C8C8C", width=3)
    for cell in range(25):
        if (cell * 7 + x // 172) % 3:
            left, top = x + 45 + cell % 5 * 10, y + 142 + cell // 5 * 10
            draw.rectangle((left, top, left + 9, top + 9), fill="#1B1B1B")


def _picture_font(style: str, size: int) -> ImageFont.FreeTypeFont:
    content = (files("resources") / "fonts" / f"LiberationSerif-{style}.ttf").read_bytes()
    return ImageFont.truetype(BytesIO(content), size)
