"""Signing documents of the program with keys of the tests' own authority."""

from datetime import datetime

from support.signers import LEADER, NOW, PASSWORD, Holder, authority, signer_of

from cchc_desktop.exports.pdf_signature_room import PERSON
from cchc_desktop.signing.appearance import signature_appearance
from cchc_desktop.signing.key_file import open_key_file
from cchc_desktop.signing.pdf_signing import sign_pdf, signature_box


class Signing:
    """Signs with keys of the tests' own authority."""

    def __init__(self) -> None:
        self.root = authority()
        self.leader = signer_of(self.root)

    def sign(
        self, pdf: bytes, holder: Holder | None = None, *, field: str = PERSON, name: str = LEADER, at: datetime = NOW
    ) -> bytes:
        signer = open_key_file((holder or self.leader).key_file(self.root), PASSWORD)
        appearance = signature_appearance(signature_box(pdf, field), name=name, at=at)
        return sign_pdf(pdf, signer, field=field, appearance=appearance)
