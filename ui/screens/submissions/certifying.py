"""Signing by certificate, seen from the screen: finding tokens, the three ways, confirming doubts, the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cchc_desktop.domain.finding import Finding, Refusal
from cchc_desktop.domain.submission import State
from cchc_desktop.domain.vietnamese import format_date
from ui.screens.submissions.page import Question
from ui.screens.submissions.signing_page import (
    DIGITAL,
    ELSEWHERE,
    KEY_FILE,
    NO_WAYS,
    PASSWORD,
    TOKEN,
    WAYS,
    SignaturesPage,
    SigningPort,
    TokenChoice,
    WaysPage,
)
from ui.widgets.context import AppContext

if TYPE_CHECKING:
    from cchc_desktop.services.signatures.signing_order import SignedPdf, SigningOrder
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk
    from cchc_desktop.signing.pdf_signing import SignaturePlace
    from cchc_desktop.signing.token import Token
    from cchc_desktop.signing.verification import PdfReport

T = TypeVar("T")
_SEAL_TITLE = "Ký số của cơ quan"
_SEAL_SENTENCE = "Văn thư ký số bằng chứng thư của cơ quan, sau chữ ký số của lãnh đạo và trước khi kết xuất."
_ANSWERS = {"hợp lệ": "valid", "không xác định": "undetermined", "không hợp lệ": "invalid"}
_SENTENCES = {
    "valid": "Chữ ký số hợp lệ: nội dung nguyên vẹn, chứng thư thuộc danh sách tin cậy và chưa bị thu hồi.",
    "undetermined": "Nội dung nguyên vẹn từ khi ký, nhưng chưa đủ cơ sở để kết luận chữ ký hợp lệ:",
    "invalid": "Chữ ký số không hợp lệ, không dùng văn bản này để gửi:",
}


@dataclass(frozen=True, slots=True)
class _Held:
    """One reading: what the signatures are worth, and whether the office may still sign."""

    report: PdfReport | None
    may_seal: bool
    zone: tzinfo | None
    place: float


class Certifying:
    """Holds which submission is signed and how; every method names what the user wants."""

    def __init__(self, view: SigningPort, context: AppContext, *, show_signed: Callable[[float], None]) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._runner = context.runner
        self._row: SubmissionRow | None = None
        self._way = ""
        self._is_seal = False
        self._tokens: dict[str, Token] = {}
        self._errand = 0
        self._show_signed = show_signed
        self._signatures_shown = 0

    def leave(self) -> None:
        """Another submission comes into sight: what was begun here counts no more."""
        self._errand += 1
        self._row, self._way, self._is_seal, self._signatures_shown = None, "", False, 0
        self._view.signing_ended()

    def show(self, row: SubmissionRow) -> None:
        """Show the ways of a submission that waits for its signature, or what its signatures are worth."""
        if self._row is None or (self._row.id, self._row.state) != (row.id, row.state):
            self._is_seal = False
        self._row = row
        if row.state is State.COMPLETE and not self._way:
            self.choose_way(TOKEN if _has_driver() else PASSWORD)
        else:
            self._show_ways()
        if row.signing_way is not None and row.signing_way.is_digital:
            self._read(row)
        else:
            self._view.show_signatures(None)

    def choose_way(self, way: str) -> None:
        """Show the card of a way."""
        self._way = way
        self._show_ways()
        if way == TOKEN:
            self.find_tokens()

    def begin_seal(self) -> None:
        """Show the ways by which the office signs."""
        self._is_seal = True
        self._way = self._way if self._way in DIGITAL else TOKEN
        self.choose_way(self._way)

    def find_tokens(self) -> None:
        """Look for the tokens that are plugged in; asks for no PIN."""
        self._view.show_tokens((), "Đang tìm token…")
        self._runner.render(_tried(lambda: self._desk.signing.tokens()), done=self._found, owner=self._view)

    def sign_by_token(self, serial: str, key_id: str, pin: str, *, sure: bool) -> None:
        """Sign with the chosen key; the PIN goes to the token and nowhere else."""
        token = self._tokens.get(serial)
        if token is None or not pin:
            text = "Hãy nhập mã PIN của token." if token else "Hãy cắm token, bấm Tìm token rồi chọn chứng thư."
            self._view.refuse_signing(TOKEN, text)
            return

        def job(order: SigningOrder) -> SignedPdf:
            return self._desk.signing.sign_by_token(order, token, key_id=key_id, pin=pin, sure=sure)

        self._sign(TOKEN, job, "USB token")

    def sign_by_key_file(self, file: Path | None, password: str) -> None:
        """Sign with a key file; the password is kept nowhere."""
        if file is None or not password:
            text = "Hãy nhập mật khẩu của tệp khóa." if file else "Hãy chọn tệp khóa (.p12, .pfx)."
            self._view.refuse_signing(KEY_FILE, text)
            return

        def job(order: SigningOrder) -> SignedPdf:
            from cchc_desktop.services.signatures.signing_order import (
                sign_by_key_file,  # brings pyHanko: at first use only
            )

            return sign_by_key_file(order, file.read_bytes(), password)

        self._sign(KEY_FILE, job, "tệp khóa")

    def take_signed(self, file: Path) -> None:
        """Take the PDF that another program signed."""

        def job(order: SigningOrder) -> SignedPdf:
            from cchc_desktop.services.signatures.signing_order import signed_elsewhere  # as above

            return signed_elsewhere(order, file.read_bytes())

        self._sign(ELSEWHERE, job, "tệp đã ký")

    def suggested_name(self) -> str:
        """The name of the PDF that another program signs."""
        return self._desk.signing.suggested_name(self._row.id) if self._row else ""

    def write_to_sign(self, target: Path) -> None:
        """Write the PDF for another program."""
        if self._row is None:
            return
        submission_id = self._row.id
        self._runner.run(
            lambda: self._desk.signing.write_to_sign(submission_id, target),
            done=lambda _hash: self._context.notices.success(
                f"Đã kết xuất {target.name}. Hãy ký tệp này bằng phần mềm của đơn vị rồi nạp lại tại đây."
            ),
            refused=lambda findings: self._view.refuse_signing(ELSEWHERE, _words(findings)),
            owner=self._view,
        )

    def cancel(self) -> None:
        """Wait no longer: what the key may still sign is thrown away."""
        self._errand += 1
        self._view.signing_ended()
        self._context.notices.info("Đã dừng việc ký; hồ sơ chưa được ký, không có gì thay đổi.")

    def _read(self, row: SubmissionRow) -> None:
        def job() -> _Held:
            signing = self._desk.signing
            held = signing.signatures(row.id)
            may_seal = row.state is State.SIGNED and len(held) == 1
            zone = self._desk.session.now().tzinfo
            return _Held(signing.report(row.id), may_seal, zone, _place(signing.signature_place(row.id)))

        def done(held: _Held) -> None:
            if self._row is not row:
                return
            self._view.show_signatures(_signatures(held, held.report) if held.report else None)
            self._is_seal = self._is_seal and held.may_seal
            self._on_signed_page(held.place, held.report)
            self._show_ways()

        self._runner.run(job, done=done, owner=self._view)

    def _on_signed_page(self, place: float, report: PdfReport | None) -> None:
        """Show the page with the signatures once each time that one came."""
        count = len(report.signatures) if report else 0
        if count != self._signatures_shown:
            self._signatures_shown = count
            self._show_signed(place)

    def _show_ways(self) -> None:
        row = self._row
        if row is not None and row.state is State.COMPLETE:
            self._view.show_ways(WaysPage("Cách ký của lãnh đạo", "", WAYS, self._way))
        elif self._is_seal:
            ways = tuple(way for way in WAYS if way[0] in DIGITAL)
            self._view.show_ways(WaysPage(_SEAL_TITLE, _SEAL_SENTENCE, ways, self._way, is_seal=True))
        else:
            self._view.show_ways(NO_WAYS)

    def _found(self, found: tuple[Token, ...] | Refusal) -> None:
        if isinstance(found, Refusal):
            self._view.show_tokens((), _words(found.findings))
            return
        self._tokens = {token.serial: token for token in found}
        choices = [_choice(token, number) for token in found for number in range(len(token.keys))]
        text = "" if choices else "Không thấy token nào có chứng thư ký; hãy cắm token rồi bấm Tìm token."
        self._view.show_tokens(choices, text)

    def _sign(self, way: str, job: Callable[[SigningOrder], SignedPdf], what: str) -> None:
        """Read the order, let the key work beside the database, and record what it signed."""
        if self._row is None:
            return
        self._errand += 1
        errand, submission_id = self._errand, self._row.id
        self._view.refuse_signing(way, "")
        self._view.signing_started(f"Đang ký bằng {what}…")

        def ordered(order: SigningOrder) -> None:
            self._runner.render(
                _tried(lambda: job(order)),
                done=lambda signed: self._signed(errand, way, signed),
                failed=lambda _error: self._view.signing_ended(),
                owner=self._view,
            )

        self._runner.run(
            lambda: self._desk.signing.order(submission_id),
            done=ordered,
            refused=lambda findings: self._refused(way, findings),
            failed=lambda _error: self._view.signing_ended(),
            owner=self._view,
        )

    def _signed(self, errand: int, way: str, signed: SignedPdf | Refusal) -> None:
        if errand != self._errand:
            return  # stopped meanwhile
        if isinstance(signed, Refusal):
            self._refused(way, signed.findings)
            return
        self._view.signing_ended()
        if not signed.doubts:
            self._record(way, signed)
            return
        sentence = " ".join((*signed.doubts, "Hãy kiểm tra đúng người, đúng cơ quan trước khi ghi nhận chữ ký này."))
        self._view.ask(Question(sentence, "Đúng, ghi nhận chữ ký"), lambda _reason: self._record(way, signed))

    def _record(self, way: str, signed: SignedPdf) -> None:
        self._runner.run(
            lambda: self._desk.signing.record(signed, accepted=True),
            done=lambda _outcome: self._tell_time_stamp(signed),  # the line of steps tells the rest
            refused=lambda findings: self._refused(way, findings),
            owner=self._view,
        )

    def _tell_time_stamp(self, signed: SignedPdf) -> None:
        if signed.note:
            self._context.notices.info(signed.note)

    def _refused(self, way: str, findings: tuple[Finding, ...]) -> None:
        self._view.signing_ended()
        is_warning = any(finding.code == "token.pin-warning" for finding in findings)
        self._view.refuse_signing(way, _words(findings), ask_sure=is_warning)


def _has_driver() -> bool:
    """Whether this machine signs with tokens."""
    from cchc_desktop.services.signatures.token_memory import TokenMemory, default_memory_file

    return TokenMemory(default_memory_file()).driver is not None


def _tried(job: Callable[[], T]) -> Callable[[], T | Refusal]:
    """The job with its refusal as its answer: a card tells it, not a notice."""

    def tried() -> T | Refusal:
        try:
            return job()
        except Refusal as refusal:
            return refusal

    return tried


def _place(found: SignaturePlace | None) -> float:
    """Page and depth in one figure, 3.7 for the lower third of page 3; the top of page 1 where nothing was found."""
    return found.page + found.depth if found else 1.0


def _choice(token: Token, number: int) -> TokenChoice:
    from cchc_desktop.services.signatures.token_words import serial_words  # comes with the libraries of signing

    key = token.keys[number]
    certificate = key.certificate
    days = f"{format_date(certificate.valid_from.date())} - {format_date(certificate.valid_until.date())}"
    facts = (
        f"Cơ quan: {certificate.organisation or 'không ghi'}. Nơi cấp: {certificate.issuer}. Hiệu lực: {days}. "
        f"Token: {token.label}, số {serial_words(token.serial)}."
    )
    return TokenChoice(token.serial, key.id, f"{certificate.name} ({token.label})", facts)


def _signatures(held: _Held, report: PdfReport) -> SignaturesPage:
    answer = _ANSWERS[report.answer.value]
    lines = [f"- {reason}" for reason in report.reasons]
    for item in report.signatures:
        name = item.signer.name if item.signer else "Không rõ người ký"
        at = item.signed_at.astimezone(held.zone) if item.signed_at else None
        when = f", ký lúc {at:%H:%M} ngày {format_date(at.date())}" if at else ""
        stamp = f", có dấu thời gian của {item.stamped_by}" if item.stamped_by else ""
        lines.append(f"{name}{when}{stamp}: {item.answer.value}")
    return SignaturesPage(answer, _SENTENCES[answer], tuple(lines), held.may_seal)


def _words(findings: tuple[Finding, ...]) -> str:
    return " ".join(finding.text for finding in findings)
