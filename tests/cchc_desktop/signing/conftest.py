"""One document of the program and one authority for all tests of signatures."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate
from support.signing import Signing

from cchc_desktop.exports.pdf_signature_room import SignatureRoom


@pytest.fixture(scope="session")
def signing() -> Signing:
    return Signing()


@pytest.fixture(scope="session")
def document() -> bytes:
    """Two pages that leave room for a signature on the second."""
    target = BytesIO()
    style = ParagraphStyle("body", fontName="Times-Roman", fontSize=13, leading=18)
    text = [Paragraph("So lieu cua ky bao cao, trinh ky theo quy dinh. " * 90, style), SignatureRoom()]
    SimpleDocTemplate(target, invariant=1).build(text)
    return target.getvalue()


@pytest.fixture
def picture() -> bytes:
    """A signature as people scan it: blue on nothing."""
    image = Image.new("RGBA", (600, 240), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(30, 160), (200, 40), (300, 200), (560, 150)], fill=(20, 40, 170, 255), width=9)
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
