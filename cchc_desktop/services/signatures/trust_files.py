"""Reading the files of a list of trust: certificates (DER, PEM, PKCS#7), lists of revoked ones, or a zip of them.

A certificate that issued itself is a root; any other certificate of an authority stands between.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import cms, crl, pem, x509  # type: ignore[import-untyped]  # the wheel ships no type marker

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.system.safe_write import translate

SUFFIXES = (".cer", ".crt", ".pem", ".der", ".p7b", ".p7c", ".crl", ".zip")
_MOST_BYTES = 50_000_000
_MOST_MEMBERS = 500

_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile lets through for a damaged, encrypted or unknown kind of archive; there is no common base class."""


@dataclass(frozen=True, slots=True)
class TrustFiles:
    """What the files brought, as DER."""

    roots: tuple[bytes, ...]
    intermediates: tuple[bytes, ...]
    crls: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class RevocationFacts:
    """Who issued a list of revoked certificates, and when; ``next_update`` is when the next one is due."""

    issuer: str
    issuer_der: bytes
    issued: datetime
    next_update: datetime | None


def read_trust_files(paths: Sequence[Path]) -> TrustFiles:
    """Read all files, or refuse with a finding for each that cannot be used; Fault where one cannot be opened."""
    certificates: list[x509.Certificate] = []
    lists: list[bytes] = []
    findings = []
    for name, content in _contents(paths):
        try:
            found = list(_parsed(content))
        except (ValueError, TypeError):
            text = f"“{name}” không phải chứng thư hoặc danh sách thu hồi đọc được."
            findings.append(Finding("trust.unreadable", Level.BLOCK, text))
            continue
        lists += [item.dump() for item in found if isinstance(item, crl.CertificateList)]
        for item in found:
            if isinstance(item, x509.Certificate) and not item.ca:
                text = f"“{name}” là chứng thư của người ký, không phải của tổ chức cấp chứng thư."
                findings.append(Finding("trust.not-authority", Level.BLOCK, text))
            elif isinstance(item, x509.Certificate):
                certificates.append(item)
    if findings:
        raise Refusal(*findings)
    roots = tuple(item.dump() for item in certificates if item.issuer == item.subject)
    between = tuple(item.dump() for item in certificates if item.issuer != item.subject)
    return TrustFiles(roots, between, tuple(lists))


def revocation_facts(der: bytes) -> RevocationFacts:
    """The facts of one CRL."""
    listed = crl.CertificateList.load(der)["tbs_cert_list"]
    issuer = listed["issuer"]
    name = issuer.native.get("common_name", issuer.human_friendly)
    return RevocationFacts(str(name), issuer.dump(), listed["this_update"].native, listed["next_update"].native)


def _contents(paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
        except OSError as error:
            raise translate(error, path) from error
        if content.startswith(b"PK\x03\x04"):
            yield from _unzipped(path.name, content)
        else:
            yield path.name, content


def _unzipped(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The members of a zip in memory; a damaged or bloated one is told as one file that cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [item for item in archive.infolist() if not item.is_dir()]
            if len(members) > _MOST_MEMBERS or sum(item.file_size for item in members) > _MOST_BYTES:
                return [(name, b"")]
            return [(f"{name}: {item.filename}", archive.read(item)) for item in members]
    except _ZIP_ERRORS:
        return [(name, b"")]


def _parsed(content: bytes) -> Iterator[x509.Certificate | crl.CertificateList]:
    """All certificates and CRLs in one file; ValueError for anything else."""
    if not pem.detect(content):
        yield from _of_der(content)
        return
    for _kind, _headers, der in pem.unarmor(content, multiple=True):
        yield from _of_der(der)


def _of_der(der: bytes) -> Iterator[x509.Certificate | crl.CertificateList]:
    for kind in (x509.Certificate, crl.CertificateList):
        try:
            found = kind.load(der, strict=True)
            found.native  # noqa: B018 - reads every part: what is malformed is told here, not later
        except (ValueError, TypeError):
            continue
        yield found
        return
    signed = cms.ContentInfo.load(der, strict=True)
    if signed["content_type"].native != "signed_data":
        raise ValueError("neither certificate nor CRL")
    content = signed["content"]
    for item in content["certificates"] or ():
        yield item.chosen
    for item in content["crls"] or ():
        yield item.chosen
