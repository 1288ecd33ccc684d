"""The drawn sample documents: real files, marked, and the same each time."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.cli.demo_content import SampleDocument, sample
from cchc_desktop.cli.demo_documents import draw_all, page, picture

UNIT = bundled().unit(sample().unit)
PAGES = [document for document in sample().documents if document.file.endswith(".pdf")]
PICTURE = next(document for document in sample().documents if document.file.endswith(".jpg"))


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == 1
        return str(pdf[0].get_textpage().get_text_bounded())


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.key)
def test_a_page_says_its_number_and_that_it_is_a_sample(document: SampleDocument) -> None:
    text = text_of(page(document, UNIT))
    assert f"Số: {document.number}" in text
    assert document.kind in text
    assert "TÀI LIỆU MẪU - không phải văn bản của UBND xã Hàm Yên" in text


def test_the_picture_opens_as_a_picture() -> None:
    with Image.open(BytesIO(picture(PICTURE, UNIT))) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 800))


def test_documents_are_drawn_the_same_each_time(tmp_path: Path) -> None:
    folders = [tmp_path / "1", tmp_path / "2"]
    for folder in folders:
        folder.mkdir()
    first, second = (draw_all((PAGES[0], PICTURE), folder, unit=UNIT) for folder in folders)
    assert [path.read_bytes() for path in first.values()] == [path.read_bytes() for path in second.values()]


def test_documents_differ_from_each_other() -> None:
    assert len({page(document, UNIT) for document in PAGES}) == len(PAGES)
