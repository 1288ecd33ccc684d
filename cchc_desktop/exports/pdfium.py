"""Reading a PDF back."""

from cchc_desktop.system.pdfium import PDFIUM


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page in the order in which it was drawn.

    Raises ValueError for anything that is not a PDF.
    """
    # 40 ms and 4 MB, which a window that only needs the lock should not pay
    import pypdfium2  # type: ignore[import-untyped]  # the wheel ships no type marker

    with PDFIUM:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                return [page.get_textpage().get_text_bounded() for page in document]
        except pypdfium2.PdfiumError:
            raise ValueError("not a readable PDF") from None
