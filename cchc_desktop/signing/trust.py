"""The list of trust (danh sách tin cậy): the roots that signatures are held against, and what is known to be revoked.

A unit without a network gets the list as a file; it has an edition and a day, so that what was decided with it can be
told. Revocation is read from the lists of revoked certificates (CRL, RFC 5280) that came with it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from asn1crypto import crl, x509  # type: ignore[import-untyped]  # the wheel ships no type marker


@dataclass(frozen=True, slots=True)
class TrustList:
    """Roots, intermediate certificates and CRLs, all DER; an empty list trusts nobody."""

    edition: str
    issued: date | None
    roots: tuple[bytes, ...]
    intermediates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()

    @property
    def parsed_roots(self) -> list[x509.Certificate]:
        """The roots as the validator takes them."""
        return [x509.Certificate.load(der) for der in self.roots]

    @property
    def parsed_intermediates(self) -> list[x509.Certificate]:
        """The certificates between a root and a signer."""
        return [x509.Certificate.load(der) for der in self.intermediates]

    @property
    def newest_revocation(self) -> datetime | None:
        """When the newest list of revoked certificates was issued; None without any."""
        times = [crl.CertificateList.load(der)["tbs_cert_list"]["this_update"].native for der in self.crls]
        return max(times, default=None)


NOBODY = TrustList("", None, ())
"""Before a list of trust was imported."""
