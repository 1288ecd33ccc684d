"""A key in a file (PKCS#12, .p12 or .pfx): opened with its password, never kept."""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import SimpleSigner

from cchc_desktop.signing.certificate import Certificate, described
from cchc_desktop.signing.child import Died, TookTooLong, in_child
from cchc_desktop.signing.pdf_signing import sign_pdf
from cchc_desktop.signing.time_stamp import SECONDS, stamped_if_answered

SIGN_SECONDS = 30.0
"""For a child that starts, asks a server and signs."""


class WrongPassword(Exception):
    """The password does not open the key file."""


def open_key_file(content: bytes, password: str) -> SimpleSigner:
    """Return a signer with the key and the certificates of the file.

    Raises WrongPassword, or ValueError for a file that is no PKCS#12 or holds no key with its certificate.
    """
    if not content.startswith(b"\x30"):  # DER SEQUENCE
        raise ValueError("not a PKCS#12 file")
    try:
        found = pkcs12.load_key_and_certificates(content, password.encode())
    except ValueError as error:
        raise WrongPassword from error  # the library cannot tell a damaged file from a wrong password
    if found[0] is None or found[1] is None:
        raise ValueError("no key with a certificate in the file")
    signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=password.encode())
    if signer is None:
        raise ValueError("a kind of key that cannot sign documents")
    return signer


@dataclass(frozen=True, slots=True)
class KeyFileOrder:
    """What to sign with a key file; ``time_stamp_server`` is asked for a time stamp, empty for none.

    ``patience`` is for the server, in seconds.
    """

    content: bytes
    pdf: bytes
    field: str
    appearance: bytes
    time_stamp_server: str = ""
    patience: float = SECONDS


def sign_with_key_file(order: KeyFileOrder, password: str, *, seconds: float = SIGN_SECONDS) -> bytes:
    """Sign a PDF as ``pdf_signing.sign_pdf`` does; raises what it and ``open_key_file`` raise.

    A server is asked in a child process, which is ended when the network holds it up: the signature comes all the same.
    """
    if order.time_stamp_server:
        with suppress(TookTooLong, Died):
            return in_child(_sign, order, password, seconds=seconds)
    return _sign(replace(order, time_stamp_server=""), password)


def _sign(order: KeyFileOrder, password: str) -> bytes:
    signer = open_key_file(order.content, password)
    sign = partial(sign_pdf, order.pdf, signer, field=order.field, appearance=order.appearance)
    server, patience = order.time_stamp_server, order.patience
    return stamped_if_answered(lambda stamper: sign(time_stamper=stamper), server, seconds=patience)


def certificate_of(signer: SimpleSigner) -> Certificate:
    """The certificate that the key belongs to."""
    return described(signer.signing_cert)
