"""A signer's certificate as people read it: whose it is, who issued it, until when it holds."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pem, x509  # type: ignore[import-untyped]  # the wheel ships no type marker

_CONTENT_COMMITMENT = "non_repudiation"
_SIGNING = frozenset({"digital_signature", _CONTENT_COMMITMENT})


@dataclass(frozen=True, slots=True)
class Certificate:
    """Facts of one certificate; ``der`` is the certificate itself, ``serial`` its number in capital hex digits."""

    name: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    for_signing: bool
    der: bytes

    def holds_at(self, moment: datetime) -> bool:
        """Whether the moment lies within the validity."""
        return self.valid_from <= moment <= self.valid_until


def read_certificate(content: bytes) -> Certificate:
    """Read DER or PEM; raises ValueError for anything else."""
    if pem.detect(content):
        _kind, _headers, content = pem.unarmor(content)
    return described(x509.Certificate.load(content, strict=True))


def described(certificate: x509.Certificate) -> Certificate:
    """The facts of a parsed certificate; raises ValueError where it is malformed."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    usage = certificate.key_usage_value
    return Certificate(
        name=_one(subject, "common_name") or certificate.subject.human_friendly,
        organisation=_one(subject, "organizational_unit_name") or _one(subject, "organization_name"),
        issuer=_one(issuer, "common_name") or certificate.issuer.human_friendly,
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        for_signing=not certificate.ca and (usage is None or bool(_SIGNING & usage.native)),
        der=certificate.dump(),
    )


def _one(name: dict[str, str | list[str]], part: str) -> str:
    found = name.get(part, "")
    return found if isinstance(found, str) else ", ".join(found)
