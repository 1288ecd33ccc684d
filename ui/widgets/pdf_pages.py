"""A PDF file as pictures of its pages."""

from __future__ import annotations

import atexit
import weakref
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from cchc_desktop.system.pdfium import PDFIUM

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # the wheel ships no type marker

_BGRX = 4


class PdfPages:
    """An open PDF; every method may be called from any thread. Sizes in points (1/72 inch)."""

    def __init__(self, document: PdfDocument, sizes: tuple[tuple[float, float], ...]) -> None:
        self._document: PdfDocument | None = document
        self.sizes = sizes
        atexit.register(_close, weakref.ref(self))  # before PDFium's own end, which would complain

    @staticmethod
    def read(content: bytes) -> PdfPages:
        """Open a PDF held in memory; ValueError when it is none or is damaged."""
        import pypdfium2  # 40 ms and 4 MB that only a preview needs

        with PDFIUM:
            try:
                document = pypdfium2.PdfDocument(content)
            except pypdfium2.PdfiumError as error:
                raise ValueError("Tệp này không phải PDF hoặc đã hỏng, không xem trước được.") from error
            document.init_forms()  # signatures by certificate are fields of a form: without it they stay unseen
            return PdfPages(document, tuple(document.get_page_size(number) for number in range(len(document))))

    def picture(self, number: int, *, width: int) -> QImage:
        """Draw one page ``width`` device pixels wide; an empty image after ``close``."""
        with PDFIUM:
            if self._document is None:
                return QImage()
            page = self._document[number]
            bitmap = page.render(scale=width / self.sizes[number][0], prefer_bgrx=True)
            drawn = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
            bitmap.close()
            page.close()
        return drawn

    def close(self) -> None:
        """Let the file go."""
        with PDFIUM:
            if self._document is not None:
                self._document.close()
                self._document = None


def _close(reference: weakref.ref[PdfPages]) -> None:
    pages = reference()
    if pages is not None:
        pages.close()
