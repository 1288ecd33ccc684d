"""What the signatures of a PDF are worth, found out without a network: three answers, and why.

"Hợp lệ" needs everything: the signature holds, nothing follows it but another signature, the certificate leads to a
root of the list of trust, is valid, and is known not to be revoked. What cannot be found out (unknown root, no list of
revoked certificates for the day) is "không xác định", never "hợp lệ". A change after the last signature is "không hợp
lệ", however harmless it looks (Nghị định 68/2024/NĐ-CP, Điều 30-32).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from io import BytesIO

from asn1crypto import crl  # type: ignore[import-untyped]  # the wheel ships no type marker
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.registry import SimpleTrustManager

from cchc_desktop.signing.certificate import Certificate, described
from cchc_desktop.signing.trust import NOBODY, TrustList

_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
_ALLOWED = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
"""What may follow a signature: nothing, or the next signature."""


class Answer(Enum):
    """The three answers, worst last."""

    VALID = "hợp lệ"
    UNDETERMINED = "không xác định"
    INVALID = "không hợp lệ"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What one signature is worth; ``reasons`` is empty for a valid one.

    ``signed_at`` is the time-stamp's time, or only what the signer says (``time_stamped`` tells); None without any.
    ``stamped_by`` names who gave a whole time stamp, also where nobody here trusts it; empty where there is none.
    """

    field: str
    signer: Certificate | None
    signed_at: datetime | None
    time_stamped: bool
    answer: Answer
    reasons: tuple[str, ...]
    stamped_by: str = ""


@dataclass(frozen=True, slots=True)
class PdfReport:
    """What all signatures of a file are worth together, in the order in which they were made."""

    answer: Answer
    reasons: tuple[str, ...]
    signatures: tuple[SignatureReport, ...]


def verify_pdf(pdf: bytes, trust: TrustList, *, at: datetime) -> PdfReport:
    """Look at every signature of a file as on the moment ``at`` (with its offset); never raises on bad files."""
    try:
        with _quiet():
            reader = PdfFileReader(BytesIO(pdf))
            embedded = reader.embedded_regular_signatures
            reports = tuple(_report(signature, trust, at) for signature in embedded)
            tidy = all(_is_tidy(pdf, signature) for signature in embedded)
            whole = bool(embedded) and _covers_the_file(embedded[-1])
    except Exception:  # noqa: BLE001 - a parser of foreign files may raise anything; none of it is a valid signature
        return PdfReport(Answer.INVALID, ("Tệp không phải PDF đọc được, hoặc đã bị hỏng.",), ())
    if not reports:
        return PdfReport(Answer.INVALID, ("Tệp PDF không có chữ ký số nào.",), ())
    if not (whole and tidy):
        return PdfReport(Answer.INVALID, ("Tệp đã bị thay đổi sau chữ ký cuối cùng.",), reports)
    worst = max(reports, key=lambda report: list(Answer).index(report.answer)).answer
    return PdfReport(worst, tuple(dict.fromkeys(text for report in reports for text in report.reasons)), reports)


def is_time_stamped(pdf: bytes) -> bool:
    """Whether the last signature carries a time stamp that is whole and of this signature, whoever gave it."""
    try:
        with _quiet():
            signature = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[-1]
            stamp = _status(signature, NOBODY, datetime.now(UTC), "soft-fail").timestamp_validity
    except Exception:  # noqa: BLE001 - an answer from outside may break the parser; it is no time stamp then
        return False
    return stamp is not None and stamp.intact and stamp.valid


def is_ours_signed(ours: bytes, signed: bytes) -> bool:
    """Whether ``signed`` is ``ours`` byte for byte, with signatures appended and nothing else."""
    if not signed.startswith(ours):
        return False
    try:
        with _quiet():
            reader = PdfFileReader(BytesIO(signed))
            embedded = reader.embedded_regular_signatures
            if not embedded or not _covers_the_file(embedded[-1]):
                return False
            last = PdfFileReader(BytesIO(ours)).xrefs.total_revisions - 1
            found = DEFAULT_DIFF_POLICY.review_file(reader, last)
    except Exception:  # noqa: BLE001 - a parser of foreign files may raise anything; none of it makes the file ours
        return False
    return not isinstance(found, SuspiciousModification) and found.modification_level in _ALLOWED


def _covers_the_file(last: EmbeddedPdfSignature) -> bool:
    return bool(last.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE)


def _is_tidy(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the room of the signature, which no hash covers, holds the signature and zeros alone."""
    first, length, second, _rest = (int(part) for part in signature.byte_range)
    digits = pdf[first + length : second].strip(b"<>")
    held = signature.signed_data.dump()
    content = bytes.fromhex(digits.decode("ascii"))
    end = content.index(held) + len(held)
    return digits in (digits.lower(), digits.upper()) and not any(content[end:])


def _report(signature: EmbeddedPdfSignature, trust: TrustList, at: datetime) -> SignatureReport:
    status = _status(signature, trust, at, "soft-fail")
    stamped = status.timestamp_validity
    is_stamped = stamped is not None and stamped.trusted
    signed_at = stamped.timestamp if is_stamped and stamped is not None else status.signer_reported_dt
    stamper = described(stamped.signing_cert).name if stamped is not None and stamped.intact and stamped.valid else ""
    moment = signed_at if is_stamped and signed_at is not None else at
    certificate = described(status.signing_cert)
    broken = tuple(_broken(status))
    if not broken:
        broken = tuple(_revoked(certificate, status, trust, signed_at, is_stamped=is_stamped))
    if broken:
        return SignatureReport(
            signature.field_name, certificate, signed_at, is_stamped, Answer.INVALID, broken, stamper
        )
    open_questions = tuple(_open(status, certificate, _status(signature, trust, moment, "require"), trust))
    answer = Answer.UNDETERMINED if open_questions else Answer.VALID
    return SignatureReport(signature.field_name, certificate, signed_at, is_stamped, answer, open_questions, stamper)


def _status(signature: EmbeddedPdfSignature, trust: TrustList, at: datetime, mode: str) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_manager=SimpleTrustManager.build(trust_roots=trust.parsed_roots),
        other_certs=trust.parsed_intermediates,
        crls=list(trust.crls),
        moment=at,
        allow_fetching=False,
        revocation_mode=mode,
    )
    return validate_pdf_signature(signature, context, key_usage_settings=_USAGE)


def _broken(status: PdfSignatureStatus) -> Iterator[str]:
    """What makes a signature worthless, whoever made it."""
    if not (status.intact and status.valid):
        yield "Nội dung đã bị thay đổi sau khi ký, hoặc chữ ký bị hỏng."
    elif status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield "Chữ ký không bao trùm toàn bộ nội dung."
    elif status.modification_level not in _ALLOWED or not status.docmdp_ok:
        yield "Tệp đã bị sửa sau chữ ký này bằng nội dung không phải chữ ký."


def _revoked(
    certificate: Certificate,
    status: PdfSignatureStatus,
    trust: TrustList,
    signed_at: datetime | None,
    *,
    is_stamped: bool,
) -> Iterator[str]:
    """Revoked is found in any list of the issuer, also in one that is out of date."""
    for day in _revocations(certificate, status, trust):
        if not is_stamped or signed_at is None or day <= signed_at:
            yield f"Chứng thư của {certificate.name} đã bị thu hồi ngày {day:%d/%m/%Y}."
            return


def _revocations(certificate: Certificate, status: PdfSignatureStatus, trust: TrustList) -> Iterator[datetime]:
    issuer = status.signing_cert.issuer
    for der in trust.crls:
        listed = crl.CertificateList.load(der)["tbs_cert_list"]
        if listed["issuer"] == issuer:
            for entry in listed["revoked_certificates"]:
                if f"{entry['user_certificate'].native:X}" == certificate.serial:
                    yield entry["revocation_date"].native


def _open(
    status: PdfSignatureStatus, certificate: Certificate, strict: PdfSignatureStatus, trust: TrustList
) -> Iterator[str]:
    """What cannot be found out here and now; nothing where the strict look found everything in order."""
    if strict.bottom_line:
        return
    problem = strict.trust_problem_indic
    if not trust.roots:
        yield "Chưa có danh sách tin cậy để đối chiếu chứng thư."
    elif status.validation_path is None and problem in (
        AdESIndeterminate.EXPIRED,
        AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
        AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
        AdESIndeterminate.NOT_YET_VALID,
    ):
        days = f"{certificate.valid_from:%d/%m/%Y} - {certificate.valid_until:%d/%m/%Y}"
        yield f"Chứng thư chỉ có hiệu lực {days} và không có dấu thời gian cho biết ký khi còn hiệu lực."
    elif status.validation_path is None:
        yield f"Chứng thư do “{certificate.issuer}” cấp không thuộc danh sách tin cậy đang dùng."
    elif not certificate.for_signing:
        yield "Chứng thư không dành cho việc ký văn bản."
    elif (stamp := strict.timestamp_validity) is not None and not stamp.trusted:
        name = described(stamp.signing_cert).name
        yield f"Dấu thời gian của “{name}” chưa kiểm tra được: thiếu chứng thư gốc hoặc danh sách thu hồi của nơi cấp."
    elif status.bottom_line:
        newest = trust.newest_revocation
        day = f" (bản mới nhất ngày {newest:%d/%m/%Y})" if newest else ""
        yield f"Chưa kiểm tra được chứng thư có bị thu hồi không: thiếu danh sách thu hồi còn hiệu lực{day}."
    else:
        yield "Chưa đủ cơ sở để kết luận về chứng thư hoặc dấu thời gian."


@contextmanager
def _quiet() -> Iterator[None]:
    """The library logs a foreign file's faults as if they were the program's; the report tells them."""
    names = ("pyhanko", "pyhanko_certvalidator")
    before = {name: logging.getLogger(name).level for name in names}
    try:
        for name in names:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
