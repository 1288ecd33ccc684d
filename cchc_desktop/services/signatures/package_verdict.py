"""What the signatures by certificate in a package are worth: the last question after its bytes were found whole.

``packages`` compares bytes and knows nothing of certificates; the answer here depends on the list of trust in use.
"""

import zipfile
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.packages.layout import PDF
from cchc_desktop.packages.verification import Verdict, Verification
from cchc_desktop.signing.trust import TrustList
from cchc_desktop.signing.verification import PdfReport, SignatureReport, verify_pdf

_MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class PackageVerdict:
    """The check of the bytes, and of the PDF's signatures; None where the leader signed in another way."""

    verification: Verification
    signatures: PdfReport | None


def package_verdict(package: Path, verification: Verification, *, trust: TrustList, at: datetime) -> PackageVerdict:
    """Look at the signatures in a package that is whole; a package that is not has no signatures worth a look."""
    if verification.verdict is not Verdict.VALID:
        return PackageVerdict(verification, None)
    pdf = _pdf_of(package)
    report = verify_pdf(pdf, trust, at=at)
    return PackageVerdict(verification, report if report.signatures else None)


def signature_words(report: PdfReport, *, zone: tzinfo | None) -> list[str]:
    """The answer on a PDF's signatures, a sentence each: first all together, then each one; times in ``zone``."""
    lines = [f"Chữ ký số: {report.answer.value.upper()}."]
    lines += [f"- {reason}" for reason in report.reasons]
    return [*lines, *(_one(item, zone) for item in report.signatures)]


def _one(item: SignatureReport, zone: tzinfo | None) -> str:
    signer = item.signer
    who = signer.name if signer else "không rõ người ký"
    office = f" ({signer.organisation})" if signer and signer.organisation else ""
    source = "dấu thời gian" if item.time_stamped else "theo máy người ký"
    at = item.signed_at.astimezone(zone) if item.signed_at else None
    when = f", ký lúc {format_moment(at)} {source}" if at else ""
    return f"- {who}{office}{when}: {item.answer.value}."


def _pdf_of(package: Path) -> bytes:
    """The PDF of a package that was verified; empty where it is too large to be one of ours."""
    with zipfile.ZipFile(package) as archive:
        name = next(name for name in archive.namelist() if name.endswith(f"/{PDF}"))
        return archive.read(name) if archive.getinfo(name).file_size <= _MOST_BYTES else b""
