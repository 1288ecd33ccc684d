"""The room for the signature in a PDF: white on paper, and two empty signature fields for signing by certificate.

The person's signature stands in the middle of the room; the seal of the organisation, in its real size, covers a third
of it on its left (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7-8). A field without a signature shows nothing.
"""

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.platypus import Flowable

PERSON, ORGANISATION = "ChuKyCaNhan", "ChuKyCoQuan"
"""Names of the two fields: first the person signs, then the organisation (Nghị định 30/2020/NĐ-CP, Điều 32)."""
ROOM = 30 * mm
_PERSON_WIDTH, _PERSON_HEIGHT = 55 * mm, 24 * mm
_SEAL = 36 * mm
"""The diameter of the seal of a people's committee of a commune."""
_OVERLAP = 1 / 3
_HAS_FIELDS = 3
"""There are signature fields, and the file is only appended to (ISO 32000-1, table 219)."""
_PRINTED = 4
"""The flag of an annotation that is printed with its page (ISO 32000-1, 12.5.3)."""


class SignatureRoom(Flowable):
    """White room of the height of a signature, as wide as its column, with the two fields in it."""

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """The whole width and the height of a signature with its seal."""
        self.width, self.height = available_width, ROOM
        return self.width, self.height

    def draw(self) -> None:
        """Add the fields to the page; nothing is painted."""
        left, bottom = self.canv.absolutePosition(0, 0)
        middle = bottom + self.height / 2
        width = min(_PERSON_WIDTH, self.width)
        start = left + (self.width - width) / 2
        seal_right = start + width * _OVERLAP
        boxes = {
            PERSON: (start, middle - _PERSON_HEIGHT / 2, start + width, middle + _PERSON_HEIGHT / 2),
            ORGANISATION: (seal_right - _SEAL, middle - _SEAL / 2, seal_right, middle + _SEAL / 2),
        }
        canvas: Any = self.canv
        document = canvas._doc  # noqa: SLF001 - reportlab's forms know no signature fields
        for name, box in boxes.items():
            document.addAnnotation(name, _field(name, box, document.thisPageRef()))
            canvas._annotatePage(name)  # noqa: SLF001 - as above
        fields = PDFArray([document.refAnnotation(name) for name in boxes])
        document.Catalog.AcroForm = PDFDictionary({"Fields": fields, "SigFlags": _HAS_FIELDS})


def _field(name: str, box: tuple[float, float, float, float], page: object) -> PDFDictionary:
    """A signature field that is its own widget (ISO 32000-1, 12.7.4.5)."""
    return PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Sig"),
            "T": PDFString(name),
            "Rect": PDFArray([round(part, 2) for part in box]),
            "F": _PRINTED,
            "P": page,
        }
    )
