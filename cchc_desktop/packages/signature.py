"""The shape of ``signature.json``: who confirmed which snapshot, when and in which way.

Version 2 is written where the PDF carries a signature by certificate: it says which bytes the document had before it
was signed, and by its hash which workbook belongs to it as an annex. Everything else stays version 1.
"""

from typing import Literal, NotRequired, TypedDict

from cchc_desktop.domain.snapshot import PersonPart

FORMAT = "cchc-signature"
FORMAT_VERSION = 1
DIGITAL_VERSION = 2
KNOWN_VERSIONS = (FORMAT_VERSION, DIGITAL_VERSION)
DIGITAL_WAYS = frozenset({"key_file", "token", "imported"})


class CertificatePart(TypedDict):
    """The certificate of the first signature; ``serial`` in capital hex digits."""

    name: str
    organisation: str
    issuer: str
    serial: str


class SignedPdfPart(TypedDict):
    """The document before and after the leader's signature; sizes in bytes.

    The signed file begins with the unsigned one; the seal of the office may follow it.
    """

    unsigned_sha256: str
    unsigned_size: int
    signed_sha256: str
    signed_size: int
    xlsx_sha256: str
    certificate: CertificatePart


class Signature(TypedDict):
    """The confirmation of a snapshot by the leader; ``scan_sha256`` is of the scanned copy in the evidence, or ""."""

    format: Literal["cchc-signature"]
    format_version: int
    snapshot_sha256: str
    way: Literal["password", "paper", "key_file", "token", "imported"]
    signer: PersonPart
    signed_at: str  # RFC 3339 with offset
    scan_sha256: str
    pdf: NotRequired[SignedPdfPart]
