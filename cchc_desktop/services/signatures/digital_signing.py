"""Signing a submission by certificate (Nghị định 68/2024/NĐ-CP): the leader's signature, then the seal of the office.

Three ways lead to the same record: a USB token, a key file, or a PDF that the office's own program signed. Each has
three steps: ``order`` reads, the deeds of ``signing_order`` sign without the database, ``record`` writes.
"""

import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.domain.submission import State
from cchc_desktop.exports.pdf_signature_room import ORGANISATION, PERSON
from cchc_desktop.packages.layout import package_stem
from cchc_desktop.packages.signature import SignedPdfPart
from cchc_desktop.services.clock_watch import ClockWatch
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.signed_documents import LEADER_STEP, OFFICE_STEP, SignedDocument, signed_documents
from cchc_desktop.services.signatures.pictures import SEAL, SignaturePictures
from cchc_desktop.services.signatures.signing_order import (
    ChosenKey,
    SignedPdf,
    Signer,
    SigningOrder,
    sign_by_token,
)
from cchc_desktop.services.signatures.token_memory import TokenMemory
from cchc_desktop.services.signatures.token_words import locked_refusal, pin_refusal, pin_warning, token_refusal
from cchc_desktop.services.signatures.trust_lists import TrustLists
from cchc_desktop.services.submissions.rows import SubmissionRow, wrong_state
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.signing.pdf_signing import SignaturePlace, signature_place
from cchc_desktop.signing.token import Token, TokenTrouble, Tries, Trouble, tokens
from cchc_desktop.signing.verification import PdfReport, verify_pdf
from cchc_desktop.system.canonical_json import sha256
from cchc_desktop.system.safe_write import translate, write_bytes
from db.journal import Work
from db.tables import signed_document

Documents = Callable[[str], tuple[bytes, bytes]]
"""PDF and Excel of a frozen submission, unsigned."""


class DigitalSigning:
    """The way of a completed submission to a PDF signed by certificate."""

    def __init__(
        self, session: Session, submissions: Submissions, files: Evidence, *, documents: Documents, memory: TokenMemory
    ) -> None:
        self._session = session
        self._submissions = submissions
        self._files = files
        self._documents = documents
        self.memory = memory
        self.pictures = SignaturePictures(session.store.folder.path)

    def signatures(self, submission_id: str) -> tuple[SignedDocument, ...]:
        """The signatures by certificate so far."""
        with self._session.read() as connection:
            return signed_documents(connection, submission_id)

    def signed_pdf(self, submission_id: str) -> Path | None:
        """The signed PDF, with the seal of the office where there is one; None before."""
        held = self.signatures(submission_id)
        return self._files.path(held[-1].sha256) if held else None

    def report(self, submission_id: str) -> PdfReport | None:
        """What the signatures are worth today, with the list of trust in use; None where there are none."""
        path = self.signed_pdf(submission_id)
        if path is None:
            return None
        return verify_pdf(_read(path), TrustLists(self._session).in_use(), at=self._session.now())

    def signature_place(self, submission_id: str) -> SignaturePlace | None:
        """Where the leader's signature stands in the signed PDF; None before it is signed."""
        path = self.signed_pdf(submission_id)
        return signature_place(_read(path), PERSON) if path else None

    def order(self, submission_id: str) -> SigningOrder:
        """What is to be signed next: by the leader, or afterwards, before the export, by the office.

        Refusal where nothing is to be signed by certificate now, or the clock of the machine was changed untold.
        """
        row = self._submissions.by_id(submission_id)
        held = self.signatures(submission_id)
        step = LEADER_STEP if row.state is State.COMPLETE else OFFICE_STEP
        if step == OFFICE_STEP:
            _require_sealable(row, held)
        ClockWatch(self._session.store).require_told()
        unsigned, xlsx = self._documents(submission_id)
        pdf = _read(self._files.path(held[-1].sha256)) if held else unsigned
        return SigningOrder(
            submission_id=submission_id,
            step=step,
            pdf=pdf,
            field=ORGANISATION if step == OFFICE_STEP else PERSON,
            leader=row.leader,
            unit=self._session.workspace.unit.full_name,
            preparer=row.completed_by,
            is_preparers_desk=self._session.officer.full_name == row.completed_by,
            picture=self.pictures.picture(SEAL if step == OFFICE_STEP else row.leader_id),
            unsigned_size=len(unsigned),
            unsigned_sha256=sha256(unsigned),
            xlsx_sha256=sha256(xlsx),
            at=self._session.now(),
            trust=TrustLists(self._session).in_use(),
            time_stamp_server=self.memory.time_stamp_server,
        )

    def write_to_sign(self, submission_id: str, target: Path) -> str:
        """Write the PDF for another program to sign and return its hash; Refusal as ``order``, Fault of the disk."""
        order = self.order(submission_id)
        write_bytes(target, order.pdf)
        return sha256(order.pdf)

    def suggested_name(self, submission_id: str) -> str:
        """The name of the PDF that another program signs."""
        content = self._submissions.frozen_snapshot(submission_id)
        return f"{package_stem(json.loads(content), sha256(content))}_de-ky.pdf"

    def tokens(self) -> tuple[Token, ...]:
        """The tokens that are plugged in; Refusal where no driver was chosen or it fails. Asks for no PIN."""
        driver = self.memory.driver
        if driver is None:
            text = "Chưa chọn phần mềm điều khiển của USB token; hãy chọn ở Cài đặt, mục Chữ ký số."
            raise Refusal(Finding("token.no-driver", Level.BLOCK, text, "settings:signing"))
        try:
            return tokens(driver)
        except TokenTrouble as error:
            raise token_refusal(error) from error

    def sign_by_token(
        self, order: SigningOrder, token: Token, *, key_id: str, pin: str, sure: bool = False
    ) -> SignedPdf:
        """Sign with a key of a token that is plugged in; touches no database. The PIN is kept nowhere.

        Refusal for each trouble of the token in its own words; before the PIN that could lock it only when ``sure``.
        """
        wrong = self.memory.wrong_pins(token.serial)
        if token.tries is Tries.NONE:
            raise locked_refusal()
        warning = pin_warning(token.tries, wrong)
        if warning and not sure:
            raise pin_refusal(warning)
        key = next((key for key in token.keys if key.id == key_id), None)
        driver = self.memory.driver
        if key is None or driver is None:
            raise token_refusal(TokenTrouble(Trouble.NO_KEY))
        try:
            signed = sign_by_token(order, ChosenKey(driver, token.serial, key), pin)
        except TokenTrouble as error:
            if error.trouble is Trouble.WRONG_PIN:
                wrong = self.memory.wrong(token.serial)
            raise token_refusal(error, wrong=wrong) from error
        self.memory.right(token.serial)
        return signed

    def record(self, signed: SignedPdf, *, accepted: bool = False) -> Outcome[SubmissionRow]:
        """Store the signed PDF and take the step. Refusal with the doubts unless a person ``accepted`` them."""
        if signed.doubts and not accepted:
            raise Refusal(
                *(Finding("signature.doubt", Level.WARN, text, "submission:signature") for text in signed.doubts)
            )
        if signed.order.step == OFFICE_STEP:
            return self._record_seal(signed)
        at = _stamp(signed.signers[0].at)
        return self._submissions.sign_digitally(
            signed.order.submission_id,
            signed.way,
            pdf=_part(signed),
            signed_at=at,
            also=lambda work: self._keep(work, signed, LEADER_STEP),
        )

    def _record_seal(self, signed: SignedPdf) -> Outcome[SubmissionRow]:
        submission_id = signed.order.submission_id
        _require_sealable(self._submissions.by_id(submission_id), self.signatures(submission_id))
        with self._session.command("Ký số của cơ quan", undoable=False) as work:
            self._keep(work, signed, OFFICE_STEP)
        return Outcome(self._submissions.by_id(submission_id), frozenset(work.touched | {"submission"}))

    def _keep(self, work: Work, signed: SignedPdf, first_step: int) -> None:
        """Store the file and a row for each signature; those that came together name the same file."""
        name = f"ho-so-{signed.order.submission_id[:8]}_da-ky-{first_step}.pdf"
        with tempfile.TemporaryDirectory(prefix="cchc-ky-") as folder:
            source = Path(folder) / name
            source.write_bytes(signed.pdf)
            stored = self._files.copy_in(source)
        self._files.register(work, stored, name)
        for step, signer in enumerate(signed.signers, start=first_step):
            work.insert(
                signed_document,
                submission_id=signed.order.submission_id,
                step=step,
                sha256=stored.sha256,
                way=signed.way.value,
                **_facts(signer),
            )


def _require_sealable(row: SubmissionRow, held: tuple[SignedDocument, ...]) -> None:
    if row.state is not State.SIGNED:
        raise wrong_state(row.state)
    if not held:
        text = "Chữ ký số của cơ quan chỉ đặt sau chữ ký số của lãnh đạo; hồ sơ này được ký theo cách khác."
        raise Refusal(Finding("signature.no-leader-signature", Level.BLOCK, text, "submission:signature"))
    if held[-1].step == OFFICE_STEP:
        text = "Văn bản đã có đủ chữ ký số của lãnh đạo và của cơ quan."
        raise Refusal(Finding("signature.complete", Level.BLOCK, text, "submission:signature"))


def _part(signed: SignedPdf) -> SignedPdfPart:
    order, certificate = signed.order, signed.signers[0].certificate
    return {
        "unsigned_sha256": order.unsigned_sha256,
        "unsigned_size": order.unsigned_size,
        "signed_sha256": sha256(signed.pdf),
        "signed_size": len(signed.pdf),
        "xlsx_sha256": order.xlsx_sha256,
        "certificate": {
            "name": certificate.name,
            "organisation": certificate.organisation,
            "issuer": certificate.issuer,
            "serial": certificate.serial,
        },
    }


def _facts(signer: Signer) -> dict[str, str]:
    certificate = signer.certificate
    return {
        "signer": certificate.name,
        "organisation": certificate.organisation,
        "issuer": certificate.issuer,
        "serial": certificate.serial,
        "signed_at": _stamp(signer.at),
    }


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise translate(error, path) from error
