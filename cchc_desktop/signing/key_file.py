"""A key in a file (PKCS#12, .p12 or .pfx): opened with its password, never kept."""

from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import SimpleSigner

from cchc_desktop.signing.certificate import Certificate, described


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


def certificate_of(signer: SimpleSigner) -> Certificate:
    """The certificate that the key belongs to."""
    return described(signer.signing_cert)
