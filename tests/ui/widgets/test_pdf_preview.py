import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from ui.widgets.pdf_pages import PdfPages
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.runner import InlineRunner


@pytest.fixture
def three_pages() -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(595, 842))
    for number in range(3):
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.drawString(100, 700, str(number))
        canvas.showPage()
    canvas.save()
    return content.getvalue()


@pytest.fixture
def preview(qtbot, inline_runner: InlineRunner) -> PdfPreview:
    preview = PdfPreview(inline_runner)
    qtbot.addWidget(preview)
    preview.resize(700, 600)
    preview.show()
    return preview


def test_a_page_is_drawn_as_wide_as_asked(three_pages: bytes) -> None:
    pages = PdfPages.read(three_pages)
    picture = pages.picture(1, width=595)
    assert (picture.width(), picture.height()) == (595, 842)
    assert picture.pixelColor(200, 842 - 200).name() == "#000000"
    assert picture.pixelColor(500, 400).name() == "#ffffff"
    pages.close()
    assert pages.picture(1, width=595).isNull()


def test_pages_are_counted_and_reached(preview: PdfPreview, three_pages: bytes) -> None:
    preview.show_pdf(three_pages)
    assert (preview.page_number, preview.page_count) == (1, 3)
    preview.go_to_page(3)
    assert preview.page_number == 3


def test_zooming_makes_the_pages_larger_and_fitting_brings_them_back(preview: PdfPreview, three_pages: bytes) -> None:
    preview.show_pdf(three_pages)
    fitting = preview._sheet.height()
    preview.zoom(1)
    assert preview._sheet.height() > fitting
    preview.zoom(0)
    assert preview._sheet.height() == fitting
    preview.zoom(-1)
    assert preview._sheet.height() < fitting


def test_a_file_that_is_no_pdf_is_told_in_place(preview: PdfPreview) -> None:
    preview.show_pdf(b"not a pdf")
    assert preview.page_count == 0
    assert "không phải PDF" in preview._sheet._text
    assert not preview.grab().isNull()
