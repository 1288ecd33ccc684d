"""A certification authority of the tests: a root, signers and lists of revoked certificates, all made on the spot."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from cchc_desktop.signing.trust import TrustList

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2025, 12, 15, 9, 0, tzinfo=VIETNAM)
LEADER, OFFICE = "Trần Văn Hùng", "ỦY BAN NHÂN DÂN PHƯỜNG HÀ GIANG 1"
PASSWORD = "mật-khẩu-Khóa-1"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a key and a certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def key_file(self, *chain: "Holder", password: str = PASSWORD) -> bytes:
        """The key as PKCS#12."""
        others = [holder.certificate for holder in chain] or None
        return pkcs12.serialize_key_and_certificates(
            b"khoa", self.key, self.certificate, others, BestAvailableEncryption(password.encode())
        )


@cache
def _key(_number: int) -> rsa.RSAPrivateKey:
    """Making a key takes half a second: each is made once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def authority(name: str = "CA thử nghiệm", *, number: int = 0) -> Holder:
    """A root."""
    key, subject = _key(number), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = _builder(subject, subject, key, NOW - timedelta(days=900), NOW + timedelta(days=3000))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    builder = builder.add_extension(_usage(certificates=True), critical=True)
    return Holder(key, builder.sign(key, hashes.SHA256()))


def signer_of(
    root: Holder,
    name: str = LEADER,
    *,
    number: int = 1,
    since: datetime = NOW - timedelta(days=100),
    until: datetime = NOW + timedelta(days=600),
) -> Holder:
    """Somebody who may sign documents."""
    key = _key(number)
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, OFFICE)]
    )
    builder = _builder(subject, root.certificate.subject, key, since, until)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(certificates=False), critical=True)
    return Holder(key, builder.sign(root.key, hashes.SHA256()))


def revocation_list(
    root: Holder, *revoked: Holder, day: datetime = NOW - timedelta(days=1), holds: timedelta = timedelta(days=30)
) -> bytes:
    """A CRL of the root as DER; what is in it was revoked ten days before its day."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(root.certificate.subject)
    builder = builder.last_update(day).next_update(day + holds)
    for holder in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(day - timedelta(days=10)).build())
    return builder.sign(root.key, hashes.SHA256()).public_bytes(Encoding.DER)


def trusting(root: Holder, *revoked: Holder, with_list: bool = True) -> TrustList:
    """A list of trust with one root and, unless told otherwise, a list of revoked certificates for today."""
    lists = (revocation_list(root, *revoked),) if with_list else ()
    return TrustList("2025.1", NOW.date(), (root.der,), crls=lists)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
