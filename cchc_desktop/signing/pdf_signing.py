"""Signing a PDF: PAdES baseline B-B (ETSI EN 319 142-1), B-T where a time-stamp server answers.

The signature is appended: every byte of the document stays where it is.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pyhanko.pdf_utils.content import ImportedPdfPage, PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from cchc_desktop.signing.appearance import Box

_WHOLE_BOX = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins())


def _imported(page: str) -> PdfContent:
    content: PdfContent = ImportedPdfPage(page)  # type: ignore[no-untyped-call]  # the library left this one out
    return content


class NoSuchField(Exception):
    """The document has no empty signature field of this name."""


def signature_box(pdf: bytes, field: str) -> Box:
    """Where an empty signature field stands; raises NoSuchField."""
    for name, value, reference in enumerate_sig_fields(PdfFileReader(BytesIO(pdf)), filled_status=False):
        if name == field and value is None:
            widget = reference.get_object()
            left, bottom, right, top = (float(part) for part in widget["/Rect"])
            return Box(left, bottom, right, top)
    raise NoSuchField(field)


def sign_pdf(
    pdf: bytes, signer: Signer, *, field: str, appearance: bytes, time_stamper: TimeStamper | None = None
) -> bytes:
    """Sign into an empty field of the document; ``appearance`` is a one-page PDF of its size.

    The result begins with ``pdf`` itself. Raises NoSuchField, what the signer raises (a token that was pulled), and
    TimestampRequestError where the server does not answer.
    """
    signature_box(pdf, field)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    target = BytesIO()
    with TemporaryDirectory(prefix="cchc-ky-") as folder:  # the library takes the appearance from a file only
        page = Path(folder) / "chu-ky.pdf"
        page.write_bytes(appearance)
        style = StaticStampStyle(background=_imported(str(page)), border_width=0, background_layout=_WHOLE_BOX)
        PdfSigner(metadata, signer, timestamper=time_stamper, stamp_style=style).sign_pdf(
            writer, existing_fields_only=True, output=target
        )
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where a signature field stands: the page from 1, and how far down its middle is, from 0 (top) to 1 (bottom)."""

    page: int
    depth: float


def signature_place(pdf: bytes, field: str) -> SignaturePlace | None:
    """The place of a signature field, signed or not; None where there is no such field on a page."""
    reader = PdfFileReader(BytesIO(pdf))
    for name, _value, reference in enumerate_sig_fields(reader):
        if name != field:
            continue
        widget = reference.get_object()
        home = widget.raw_get("/P")
        for number in range(int(reader.root["/Pages"]["/Count"])):
            page = reader.find_page_for_modification(number)[0]  # type: ignore[no-untyped-call]  # left out by the library
            if page.reference == home.reference:
                top = float(page.get_object()["/MediaBox"][3])
                middle = (float(widget["/Rect"][1]) + float(widget["/Rect"][3])) / 2
                return SignaturePlace(number + 1, 1 - middle / top)
    return None
