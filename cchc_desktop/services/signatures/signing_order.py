"""Signing one document by certificate, apart from the database: what is to be signed, the three ways, what came of it.

A slow token holds nobody up: the order is read first, then signed (minutes, maybe), then recorded.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.submission import SigningWay
from cchc_desktop.domain.vietnamese import format_date, search_key
from cchc_desktop.services.session.signed_documents import OFFICE_STEP
from cchc_desktop.signing.appearance import signature_appearance
from cchc_desktop.signing.certificate import Certificate
from cchc_desktop.signing.key_file import (
    KeyFileOrder,
    WrongPassword,
    certificate_of,
    open_key_file,
    sign_with_key_file,
)
from cchc_desktop.signing.pdf_signing import signature_box
from cchc_desktop.signing.token import TokenKey, TokenOrder, sign_with_token
from cchc_desktop.signing.trust import TrustList
from cchc_desktop.signing.verification import Answer, SignatureReport, is_ours_signed, is_time_stamped, verify_pdf

_MOST_SIGNATURES = 2


@dataclass(frozen=True, slots=True)
class SigningOrder:
    """What is to be signed: ``pdf`` as it stands now, the empty ``field``, who is expected to sign.

    ``unsigned_size`` and ``unsigned_sha256`` are of the document before any signature; ``time_stamp_server`` is the
    address of the server that gives time stamps, empty where the office uses none.
    """

    submission_id: str
    step: int
    pdf: bytes
    field: str
    leader: str
    unit: str
    preparer: str
    is_preparers_desk: bool
    picture: bytes
    unsigned_size: int
    unsigned_sha256: str
    xlsx_sha256: str
    at: datetime
    trust: TrustList
    time_stamp_server: str = ""

    @property
    def is_seal(self) -> bool:
        """Whether the office signs, not the leader."""
        return self.step == OFFICE_STEP


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose certificate made one signature, and when."""

    certificate: Certificate
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """A signed document that is not recorded yet; ``doubts`` must be confirmed by a person first.

    ``note`` tells what came of the time stamp that was asked for; empty where none was.
    """

    order: SigningOrder
    way: SigningWay
    pdf: bytes
    signers: tuple[Signer, ...]
    doubts: tuple[str, ...] = ()
    note: str = ""


STAMPED = "Chữ ký có dấu thời gian của máy chủ {server}."
NOT_STAMPED = (
    "Máy chủ dấu thời gian {server} không trả lời đúng hạn nên chữ ký không kèm dấu thời gian; chữ ký vẫn có giá trị."
)


def key_file_certificate(content: bytes, password: str) -> Certificate:
    """Whose key a PKCS#12 file holds; Refusal for a wrong password or a file that is none."""
    try:
        return certificate_of(open_key_file(content, password))
    except WrongPassword as error:
        text = "Mật khẩu không mở được tệp khóa này (hoặc tệp đã hỏng); hãy nhập lại."
        raise _refused("key-file-password", text) from error
    except ValueError as error:
        text = "Tệp này không phải tệp khóa ký số (.p12, .pfx) có khóa và chứng thư; hãy chọn tệp khác."
        raise _refused("key-file", text) from error


def sign_by_key_file(order: SigningOrder, content: bytes, password: str) -> SignedPdf:
    """Sign with a PKCS#12 file; the password is kept nowhere. Refusal as the certificate and the file give reason."""
    certificate = key_file_certificate(content, password)
    require_fit(order, certificate)
    look = _appearance(order, certificate)
    errand = KeyFileOrder(content, order.pdf, order.field, look, order.time_stamp_server)
    pdf = sign_with_key_file(errand, password)
    signer = Signer(certificate, order.at)
    doubts = doubts_of(order, certificate)
    return SignedPdf(order, SigningWay.KEY_FILE, pdf, (signer,), doubts, _note(order, pdf))


@dataclass(frozen=True, slots=True)
class ChosenKey:
    """A key on a token that is plugged in."""

    driver: Path
    serial: str
    key: TokenKey


def sign_by_token(order: SigningOrder, chosen: ChosenKey, pin: str) -> SignedPdf:
    """Sign with a token; the PIN is kept nowhere. Raises TokenTrouble, Refusal for an unfit certificate."""
    certificate = chosen.key.certificate
    require_fit(order, certificate)
    look = _appearance(order, certificate)
    server = order.time_stamp_server
    errand = TokenOrder(chosen.driver, chosen.serial, chosen.key.id, order.pdf, order.field, look, server)
    signer = Signer(certificate, order.at)
    pdf = sign_with_token(errand, pin)
    return SignedPdf(order, SigningWay.TOKEN, pdf, (signer,), doubts_of(order, certificate), _note(order, pdf))


def signed_elsewhere(order: SigningOrder, content: bytes) -> SignedPdf:
    """Take a PDF that another program signed: our bytes and valid signatures after them, nothing else.

    Refusal, with the reason in words, for everything else.
    """
    if not content.startswith(order.pdf):
        text = (
            "Tệp này không phải văn bản mà chương trình đã kết xuất để ký cho hồ sơ này (nội dung khác, bản khác, "
            "hoặc phần mềm ký đã ghi lại cả tệp). Hãy kết xuất lại PDF để ký, ký đúng tệp đó rồi nạp vào đây."
        )
        raise _refused("signed-other", text)
    if len(content) == len(order.pdf):
        raise _refused(
            "signed-nothing", "Tệp này đúng là văn bản của hồ sơ nhưng chưa có chữ ký số nào; hãy ký rồi nạp."
        )
    if not is_ours_signed(order.pdf, content):
        text = "Ngoài chữ ký số, nội dung văn bản đã bị sửa sau khi kết xuất nên không nhận; hãy ký lại đúng tệp gốc."
        raise _refused("signed-altered", text)
    report = verify_pdf(content, order.trust, at=order.at)
    if report.answer is Answer.INVALID:
        raise _refused("signed-invalid", " ".join(("Chữ ký số trong tệp không hợp lệ.", *report.reasons)))
    new = report.signatures[order.step - 1 :]
    if not 0 < len(new) <= _MOST_SIGNATURES - order.step + 1:
        text = f"Tệp có {len(report.signatures)} chữ ký số; văn bản chỉ có chữ ký của lãnh đạo và của cơ quan."
        raise _refused("signed-many", text)
    signers = tuple(_signer_of(item, order) for item in new)
    require_fit(order, signers[0].certificate)
    doubts = [*doubts_of(order, signers[0].certificate)]
    if len(signers) == _MOST_SIGNATURES:
        doubts += office_doubts(order, signers[1].certificate)
    return SignedPdf(order, SigningWay.IMPORTED, content, signers, tuple(doubts))


def require_fit(order: SigningOrder, certificate: Certificate) -> None:
    """Refuse a certificate that cannot sign this document here and now, before anything is signed."""
    days = f"{format_date(certificate.valid_from.date())} - {format_date(certificate.valid_until.date())}"
    if not certificate.for_signing:
        text = f"Chứng thư của {certificate.name} không dành cho việc ký văn bản; hãy chọn chứng thư khác."
        raise _refused("certificate-usage", text)
    if not certificate.holds_at(order.at):
        text = f"Chứng thư của {certificate.name} chỉ có hiệu lực {days} nên không ký được; hãy gia hạn hoặc chọn khác."
        raise _refused("certificate-expired", text)
    if not order.is_seal and _is_preparers_own(order, certificate):
        text = f"{order.preparer} đã hoàn thành hồ sơ này nên không ký duyệt được; lãnh đạo dùng chứng thư của mình."
        raise _refused("certificate-own", text)


def doubts_of(order: SigningOrder, certificate: Certificate) -> tuple[str, ...]:
    """In what the holder of the certificate differs from who should sign; a person confirms it."""
    if order.is_seal:
        return office_doubts(order, certificate)
    doubts = []
    if search_key(certificate.name) != search_key(order.leader):
        doubts.append(f"Chứng thư mang tên {certificate.name}, còn bản chốt ghi người ký là {order.leader}.")
    if certificate.organisation and search_key(order.unit) not in search_key(certificate.organisation):
        doubts.append(f"Chứng thư ghi cơ quan “{certificate.organisation}”, còn hồ sơ là của {order.unit}.")
    return tuple(doubts)


def office_doubts(order: SigningOrder, certificate: Certificate) -> tuple[str, ...]:
    """In what the certificate of the office differs from the unit."""
    if search_key(order.unit) in search_key(f"{certificate.name} {certificate.organisation}"):
        return ()
    return (f"Chứng thư cơ quan mang tên {certificate.name}, còn hồ sơ là của {order.unit}.",)


def _is_preparers_own(order: SigningOrder, certificate: Certificate) -> bool:
    """Whether who completed signs; of two people of one name the desk tells them apart."""
    holder = search_key(certificate.name)
    if holder != search_key(order.preparer):
        return False
    return order.is_preparers_desk or holder != search_key(order.leader)


def _appearance(order: SigningOrder, certificate: Certificate) -> bytes:
    box = signature_box(order.pdf, order.field)
    return signature_appearance(box, name=certificate.name, at=order.at, picture=order.picture, seal=order.is_seal)


def _note(order: SigningOrder, pdf: bytes) -> str:
    if not order.time_stamp_server:
        return ""
    words = STAMPED if is_time_stamped(pdf) else NOT_STAMPED
    return words.format(server=urlsplit(order.time_stamp_server).hostname)


def _signer_of(report: SignatureReport, order: SigningOrder) -> Signer:
    if report.signer is None:
        raise _refused("signed-nobody", "Chữ ký số trong tệp không kèm chứng thư của người ký nên không nhận.")
    return Signer(report.signer, report.signed_at or order.at)


def _refused(code: str, text: str) -> Refusal:
    return Refusal(Finding(f"signature.{code}", Level.BLOCK, text, "submission:signature"))
