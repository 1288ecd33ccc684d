"""The key of a device (khóa máy): an ECDSA P-256 key with a certificate that it signed itself.

It says "this came from the machine that the unit enrolled", nothing about a person; who signed a document is said by
the signatures in the PDF. The key lives in one file beside the data of one machine, readable by its user alone, and
leaves it in no package, no backup and no hand-over: a stick is easily lost, and a lost key is replaced by enrolling
another one, which costs a telephone call.
"""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.signing.certificate import Certificate, read_certificate
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import publish, staging

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate as Certificate509
    from cryptography.x509 import KeyUsage

VALID_YEARS = 10
_MAX_NAME = 64  # upper bound of a common name in RFC 5280; counted in bytes here, as the library does
_MAX_FILE = 64 << 10
_ALPHABET = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_GROUP, _LETTERS = 4, 16


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The key of this machine: its certificate (DER), the means to sign, and to agree on a secret.

    ``agree`` takes the certificate (DER) of another device and gives the bare secret of Diffie-Hellman, to be derived
    from (``signing.shared_secret``); it raises ValueError for a certificate that is not of a P-256 key.
    """

    certificate: bytes
    sign: Callable[[bytes], bytes]
    agree: Callable[[bytes], bytes]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, 64 hexadecimal digits."""
        return fingerprint(self.certificate)

    @property
    def code(self) -> str:
        """The fingerprint as it is compared by telephone."""
        return spoken(self.fingerprint)

    @property
    def facts(self) -> Certificate:
        """The certificate as people read it."""
        return read_certificate(self.certificate)


def fingerprint(certificate: bytes) -> str:
    """The SHA-256 of a certificate (DER), by which it is enrolled and found."""
    return hashlib.sha256(certificate).hexdigest()


def spoken(sha256: str) -> str:
    """A fingerprint as it is read aloud by telephone: the first 80 bits, "7K3M-Q2XA-9F5T-B0C1" (no I, L, O, U)."""
    letters = base64.b32encode(bytes.fromhex(sha256)).decode("ascii").translate(_ALPHABET)[:_LETTERS]
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LETTERS, _GROUP))


def make_device_key(path: Path, *, code: str, name: str, at: datetime) -> DeviceKey:
    """Make the key of the unit ``code`` and keep it at ``path``; a key that is there is never written over.

    Raises Fault where the file cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _self_signed(key, code=code, name=name, at=at)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if path.exists():
        raise _unreadable(path)
    with staging(path) as file:
        Path(file.name).chmod(0o600)  # before the key is in it
        file.write(private + certificate.public_bytes(Encoding.PEM))
        publish(file, path)
    return _device_key(key, certificate.public_bytes(Encoding.DER))


def load_device_key(path: Path) -> DeviceKey | None:
    """The key kept at ``path``; None where there is none. Raises Fault "device-key" where it cannot be read."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

    try:
        with path.open("rb") as file:
            content = file.read(_MAX_FILE)
        key = load_pem_private_key(content, password=None)
        certificate = x509.load_pem_x509_certificate(content)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise _unreadable(path) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise _unreadable(path)
    return _device_key(key, certificate.public_bytes(Encoding.DER))


def _device_key(key: "EllipticCurvePrivateKey", certificate: bytes) -> DeviceKey:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    def sign(content: bytes) -> bytes:
        return key.sign(content, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    def agree(other: bytes) -> bytes:
        public = x509.load_der_x509_certificate(other).public_key()
        if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
            raise ValueError("not a certificate of a device")
        return key.exchange(ec.ECDH(), public)

    return DeviceKey(certificate, sign, agree)


def _self_signed(key: "EllipticCurvePrivateKey", *, code: str, name: str, at: datetime) -> "Certificate509":
    """Valid for ten years from the day before: a clock that is a few hours off must not make it one of tomorrow."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    common_name = f"{code} {name}".encode()[:_MAX_NAME].decode(errors="ignore")
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name)])
    since = at.astimezone(UTC).replace(microsecond=0) - timedelta(days=1)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(since).not_valid_after(since + timedelta(days=365 * VALID_YEARS + 3))
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return builder.add_extension(_usage(), critical=True).sign(key, hashes.SHA256())


def _usage() -> "KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _unreadable(path: Path) -> Fault:
    return Fault(
        "device-key",
        what=f"Không đọc được tệp khóa của máy này “{path.name}”.",
        safe="Dữ liệu và hồ sơ vẫn nguyên vẹn; chưa có gói nộp nào được ghi ra.",
        do=f"Hãy chuyển tệp đó khỏi thư mục {path.parent} rồi kết xuất lại: máy sẽ tạo khóa mới, và đơn vị gửi tệp "
        "đăng ký máy mới cho tỉnh.",
    )
