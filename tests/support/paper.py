"""Printed pages as an office scanner or a telephone brings them back."""

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cchc_desktop.system.pdfium import PDFIUM


def printed(pdf: bytes, *pages: int, dpi: int = 200) -> list[Image.Image]:
    """The pages (from 1; all where none is named) as grey pictures."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        wanted = pages or range(1, len(document) + 1)
        return [document[page - 1].render(scale=dpi / 72, grayscale=True).to_pil().copy() for page in wanted]


def scan(target: Path, pictures: list[Image.Image], *, dpi: int = 200) -> Path:
    """A file of pictures: a PDF or TIFF of all, or one photograph, by its suffix."""
    first, *others = pictures
    if target.suffix in (".jpg", ".png"):
        first.save(target)
    else:
        first.save(target, save_all=True, append_images=others, resolution=dpi)
    return target


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Laid askew on the glass."""
    return picture.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    """Out of focus, in pixels."""
    return picture.filter(ImageFilter.GaussianBlur(radius))


def grainy(picture: Image.Image, sigma: float) -> Image.Image:
    """Taken in poor light."""
    return ImageChops.add(picture, Image.effect_noise(picture.size, sigma), 1, -128)


def squeezed(picture: Image.Image, quality: int) -> Image.Image:
    """Saved as a JPEG of the given quality."""
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return Image.open(BytesIO(kept.getvalue())).convert("L")


def slanted(picture: Image.Image, share: float) -> Image.Image:
    """Photographed from the side: the edges lean inwards by a share of the width."""
    width, height = picture.size
    lean = share * width
    corners = (-lean, 0, 0, height + lean, width + lean, height + lean / 2, width, -lean)
    return picture.transform(picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=255)


def stamped(picture: Image.Image, *, over: float) -> Image.Image:
    """A red seal at the foot that covers the given share of the square code's width; the picture has colours."""
    coloured = picture.convert("RGB")
    width, height = coloured.size
    millimetre = width / (210 if width < height else 297)
    left, middle = width - (15 + 13 * (1 - over)) * millimetre, height - 11 * millimetre
    ring = (left, middle - 18 * millimetre, left + 36 * millimetre, middle + 18 * millimetre)
    inner = (ring[0] + 2 * millimetre, ring[1] + 2 * millimetre, ring[2] - 2 * millimetre, ring[3] - 2 * millimetre)
    ink = Image.new("RGB", coloured.size, (255, 255, 255))
    pen = ImageDraw.Draw(ink)
    pen.ellipse(ring, outline=(230, 40, 40), width=round(1.2 * millimetre))
    pen.ellipse(inner, outline=(230, 40, 40), width=round(0.5 * millimetre))
    return ImageChops.multiply(coloured, ink)  # what is black stays black under red ink


def torn(picture: Image.Image) -> Image.Image:
    """The foot of the sheet is not in the picture."""
    return picture.crop((0, 0, picture.width, round(picture.height * 0.9)))
