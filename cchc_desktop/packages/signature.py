"""The shape of ``signature.json``: who confirmed which snapshot, when and in which way."""

from typing import Literal, TypedDict

from cchc_desktop.domain.snapshot import PersonPart

FORMAT = "cchc-signature"
FORMAT_VERSION = 1


class Signature(TypedDict):
    """The confirmation of a snapshot by the leader; ``scan_sha256`` is of the scanned copy in the evidence, or ""."""

    format: Literal["cchc-signature"]
    format_version: int
    snapshot_sha256: str
    way: Literal["password", "paper"]
    signer: PersonPart
    signed_at: str  # RFC 3339 with offset
    scan_sha256: str
