"""Detached signatures (CMS, RFC 5652) by a device: made over bytes that lie beside them, and held against those bytes.

Every standard tool can check them (``openssl cms -verify``). Only content type and message digest are signed beside
the content, and the signature is deterministic (RFC 6979): the same bytes signed twice give the same file. A reader
rebuilds the file from its certificate and its signature value, so not one byte in it is unaccounted for.
Whether the certificate is to be believed is not decided here: no path, no root, no date makes it so; it must be one
that was enrolled (``services.devices.package_keys``).
"""

import hashlib
from typing import cast

from asn1crypto import cms, x509  # type: ignore[import-untyped]  # the wheel ships no type marker

from cchc_desktop.signing.device_key import DeviceKey

MAX_BYTES = 16 << 10


class BrokenSignature(Exception):
    """The bytes are no signature of this form, or the signature does not hold for the content."""


def sign_detached(content: bytes, key: DeviceKey) -> bytes:
    """The signature over ``content`` as DER, with the certificate of the key in it."""
    attributes = _attributes(content)
    return _assembled(key.certificate, attributes, value=key.sign(attributes.dump()))


def certificate_of_detached(content: bytes, signature: bytes) -> bytes:
    """The certificate (DER) whose key made ``signature`` over ``content``; raises BrokenSignature."""
    try:
        certificate, value = _parts(signature)
        attributes = _attributes(content)
        if _assembled(certificate, attributes, value=value) != signature:
            raise BrokenSignature
        _require_held(certificate, value, attributes.dump())
    except Exception as error:  # a parser of foreign bytes may raise anything; none of it is a signature
        raise BrokenSignature from error
    return certificate


def _attributes(content: bytes) -> cms.CMSAttributes:
    digest = hashlib.sha256(content).digest()
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
        ]
    )


def _assembled(certificate: bytes, attributes: cms.CMSAttributes, *, value: bytes) -> bytes:
    """The one form that such a file has."""
    own = x509.Certificate.load(certificate)
    issued = cms.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number})
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": issued}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": value,
    }
    signed = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [own],
        "signer_infos": [signer],
    }
    return cast("bytes", cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)}).dump())


def _parts(signature: bytes) -> tuple[bytes, bytes]:
    """The one certificate and the one signature value; raises whatever the parser raises for anything else."""
    if len(signature) > MAX_BYTES:
        raise BrokenSignature
    signed = cms.ContentInfo.load(signature, strict=True)["content"]
    (certificate,) = signed["certificates"]
    (signer,) = signed["signer_infos"]
    own = certificate.chosen
    plain = x509.Certificate(
        {
            "tbs_certificate": own["tbs_certificate"],
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature_value": own.signature,
        }
    )
    return plain.dump(), signer["signature"].native


def _require_held(certificate: bytes, value: bytes, signed: bytes) -> None:
    """Raise unless the certificate is of a P-256 key, was signed by that key, and so was ``signed``."""
    from cryptography.hazmat.primitives import hashes  # 0.1 s: at the first signature only
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509 import load_der_x509_certificate

    own = load_der_x509_certificate(certificate)
    public = own.public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise BrokenSignature
    own.verify_directly_issued_by(own)
    public.verify(value, signed, ec.ECDSA(hashes.SHA256()))
