"""A secret that two devices share without ever having sent it: from the key of one and the certificate of the other.

Static Diffie-Hellman on P-256 (NIST SP 800-56A, C(0e, 2s)), then HKDF with SHA-256 (RFC 5869) over both fingerprints:
province and commune compute the same 256 bits once each has enrolled the other, nobody else can. The certificates of
devices name signing as their use; that they serve this one other purpose is a rule of this program on both sides.
"""

import hmac
from hashlib import sha256

from cchc_desktop.signing.device_key import DeviceKey, fingerprint

_LABEL = b"cchc-desktop shared secret 1"
_BYTES = 32


def shared_secret(key: DeviceKey, other: bytes) -> bytes:
    """The 32 bytes that the device of ``key`` and the device with the certificate ``other`` (DER) both know.

    Raises ValueError for a certificate that is not of a P-256 key.
    """
    from cryptography.hazmat.primitives.hashes import SHA256  # 0.1 s: at the first use only
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    both = "".join(sorted((key.fingerprint, fingerprint(other)))).encode("ascii")
    derived = HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=_LABEL + both)
    return derived.derive(key.agree(other))


def authenticator(secret: bytes, message: bytes) -> bytes:
    """The HMAC-SHA256 of a message under a shared secret."""
    return hmac.new(secret, message, sha256).digest()
