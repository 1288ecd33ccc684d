"""Files for the store of evidence: PDFs with words, scans without, pictures."""

import io
from pathlib import Path

from PIL import Image
from reportlab.pdfgen import canvas


def written(folder: Path, name: str, content: bytes = b"noi dung") -> Path:
    """A file with this content."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def pdf_of(*lines: str) -> bytes:
    """A PDF of one page with these lines of plain letters."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, invariant=1)
    page.rect(60, 60, 100, 100, fill=1)
    for number, line in enumerate(lines):
        page.drawString(72, 780 - 20 * number, line)
    page.save()
    return stream.getvalue()


def png_of(width: int = 40, height: int = 20) -> bytes:
    """A small blue picture."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (20, 80, 140)).save(stream, "PNG")
    return stream.getvalue()
