"""Reads the pages of a scan: a PDF of pictures or of text, a photograph, a TIFF of many pages.

Each page is tried as an office scanner delivers it first, and only where nothing was found larger, and with the other
way to tell black from white. Memory is bounded by ``LONGEST_SIDE``, time by ``MOST_PAGES``.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # the wheel ships no type marker
import zxingcpp
from PIL import Image, ImageChops, ImageSequence, UnidentifiedImageError

from cchc_desktop.domain.page_code import PageCode, parse
from cchc_desktop.exports.code import parse_short_code
from cchc_desktop.system.pdfium import PDFIUM

MOST_PAGES = 400
"""A report with all its annexes has some forty; what comes after stays unread."""
LARGEST_FILE = 500 << 20
"""In bytes; a larger file is not opened."""
LONGEST_SIDE = 5000
"""In pixels: A4 at 400 dots per inch, A3 at 300."""
_LARGEST_PICTURE = 120_000_000  # pixels, before it is made smaller
_RESOLUTIONS = (200, 300, 400)  # dots per inch at which a page of a PDF is drawn
_POINTS = 72

_BINARIZERS = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram)
_CODE = re.compile(r"Mã\s+([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2})(?![0-9A-Z])")
_REVISION = re.compile(r"Bản chốt số\s+(\d{1,4})")
_SHEET = re.compile(r"Trang\s+(\d{1,4})/(\d{1,4})")


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of a scan, from 1, with all the codes on it: two where two sheets lay side by side on the glass.

    ``in_words`` when no square could be read and the text of the PDF told it.
    """

    number: int
    codes: tuple[PageCode, ...]
    in_words: bool = False


def read_scan(scan: Path, *, told: Callable[[int, int], None] | None = None) -> Iterator[ScannedPage]:
    """The pages one after the other; nothing at all for a file that cannot be opened as a scan.

    ``told`` hears of page n of m before it is read, and may raise to break off.
    """
    try:
        if scan.stat().st_size > LARGEST_FILE:
            return
        with scan.open("rb") as file:
            is_pdf = b"%PDF-" in file.read(1024)
    except OSError:
        return
    pages = _pdf_pages(scan, told) if is_pdf else _picture_pages(scan, told)
    yield from pages


def _pdf_pages(scan: Path, told: Callable[[int, int], None] | None) -> Iterator[ScannedPage]:
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(scan)
    except (OSError, pypdfium2.PdfiumError):
        return
    try:
        count = min(len(document), MOST_PAGES)
        for number in range(1, count + 1):
            if told is not None:
                told(number, count)
            yield _pdf_page(document, number)
    finally:
        with PDFIUM:
            document.close()


def _pdf_page(document: Any, number: int) -> ScannedPage:
    """One page at a time: a preview that waits for the lock is drawn in between."""
    try:
        for resolution in _RESOLUTIONS:
            if codes := _in_picture(_drawn(document, number, resolution)):
                return ScannedPage(number, codes)
        codes = _in_words(_words(document, number))
    except pypdfium2.PdfiumError:
        return ScannedPage(number, ())
    return ScannedPage(number, codes, in_words=bool(codes))


def _drawn(document: Any, number: int, resolution: int) -> Image.Image:
    with PDFIUM, closing(document[number - 1]) as page:
        longest = max(page.get_width(), page.get_height(), 1)
        scale = min(resolution / _POINTS, LONGEST_SIDE / longest)
        with closing(page.render(scale=scale)) as bitmap:
            picture: Image.Image = bitmap.to_pil().convert("RGB")
    return picture


def _words(document: Any, number: int) -> str:
    with PDFIUM, closing(document[number - 1]) as page, closing(page.get_textpage()) as words:
        text: str = words.get_text_bounded()
    return text


def _in_words(text: str) -> tuple[PageCode, ...]:
    """What the foot says in words; unit, period and kind do not stand there in codes."""
    found = _CODE.findall(text)
    if not found:
        return ()
    try:
        code = parse_short_code(found[-1]).replace("-", "")
    except ValueError:
        return ()
    revision, sheet = _REVISION.findall(text), _SHEET.findall(text)
    own, every = sheet[-1] if sheet else ("0", "0")
    return (PageCode("", "", "", int(revision[-1]) if revision else 0, code, int(own), int(every)),)


def _picture_pages(scan: Path, told: Callable[[int, int], None] | None) -> Iterator[ScannedPage]:
    try:
        with Image.open(scan) as file:
            count = min(getattr(file, "n_frames", 1), MOST_PAGES)
            for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
                if number > count:
                    return
                if told is not None:
                    told(number, count)
                yield ScannedPage(number, _in_frame(frame))
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return


def _in_frame(frame: Image.Image) -> tuple[PageCode, ...]:
    frame.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is made smaller while it is opened
    if frame.width * frame.height > _LARGEST_PICTURE:
        return ()
    picture = frame.convert("L" if frame.mode in ("1", "L", "I;16") else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    codes = _in_picture(picture)
    if codes or max(picture.size) * 2 > LONGEST_SIDE:
        return codes
    return _in_picture(picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC))


def _in_picture(picture: Image.Image) -> tuple[PageCode, ...]:
    """The codes of the page; other squares, as notices and forms carry them, are passed over."""
    for grey in _greys(picture):
        for binarizer in _BINARIZERS:
            squares = zxingcpp.read_barcodes(
                grey,
                formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
                binarizer=binarizer,
                try_invert=False,
            )
            if codes := tuple(code for square in squares if (code := parse(square.text))):
                return codes
    return ()


def _greys(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture without colours; then, of a picture in colours, with each ink but black as light as paper.

    A red seal or a blue signature over the square is gone in the second one.
    """
    yield picture.convert("L")
    if picture.mode == "RGB":
        red, green, blue = picture.split()
        yield ImageChops.lighter(ImageChops.lighter(red, green), blue)
