"""What is known of a received package when it is appraised: whole or not, whose key, and what its signatures are worth.

``question`` reads what the database knows; ``look`` reads the package itself and touches no database, so that a large
one holds up nothing else. Nothing here needs a network.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import SigningWay
from cchc_desktop.domain.vietnamese import format_moment
from cchc_desktop.packages.layout import MAX_FILE_BYTES, PDF, SIGNATURE
from cchc_desktop.packages.part import read_part_of
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict, Verification
from cchc_desktop.services.devices.package_keys import DeviceRow, KeyState, enrolled_devices, key_of
from cchc_desktop.services.province.receiving import package_path
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.signatures.package_verdict import package_verdict, signature_words
from cchc_desktop.services.signatures.trust_lists import TrustLists
from cchc_desktop.signing.trust import TrustList
from cchc_desktop.signing.verification import Answer, PdfReport

GOOD, WARN, BAD = "good", "warn", "bad"
_ANSWERS = {Answer.VALID: GOOD, Answer.UNDETERMINED: WARN, Answer.INVALID: BAD}


@dataclass(frozen=True, slots=True)
class Question:
    """A package, and what it is held against: the enrolled devices and the list of trust, at a moment."""

    path: Path
    owner: str
    devices: tuple[DeviceRow, ...]
    trust: TrustList
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: what it is on, the sentence, and its worth: ``GOOD``, ``WARN`` or ``BAD``."""

    what: str
    text: str
    worth: str


@dataclass(frozen=True, slots=True)
class Document:
    """The print of a submission; ``note`` says where it is not the one that came in the package."""

    content: bytes
    note: str = ""


class PackageLooks:
    """Puts the question."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def question(self, *, package_sha256: str, unit_code: str) -> Question:
        """What a package of a unit is held against now."""
        with self._session.read() as connection:
            devices = enrolled_devices(connection)
        path = package_path(self._session.store.folder, package_sha256)
        return Question(path, unit_code, devices, TrustLists(self._session).in_use(), self._session.now())


def look(question: Question) -> tuple[Told, ...]:
    """The answers, in the order in which a person asks: the package, its key, its signing."""
    if not question.path.is_file():
        text = "Không còn tệp gói nộp trong thư mục goi-nhan; số liệu đã nhận vẫn còn. Hãy nhận lại tệp từ đơn vị."
        return (Told("Gói nộp", text, BAD),)
    found = verify(question.path)
    if found.verdict is not Verdict.VALID:
        problems = " ".join(problem.message for problem in found.problems[:3])
        return (Told("Gói nộp", f"Tệp gói nộp lưu ở tỉnh không còn như khi nhận. {problems}".strip(), BAD),)
    return (
        Told("Gói nộp", "Gói nộp nguyên vẹn như khi xã kết xuất.", GOOD),
        _key(question, found),
        *_signing(question, found),
    )


def document(question: Question, snapshot: Snapshot, *, sha256: str) -> Document:
    """The PDF as it came; drawn anew from the snapshot, which says the same, where the package is gone."""
    try:
        return Document(read_part_of(question.path, PDF, limit=MAX_FILE_BYTES))
    except (OSError, KeyError, ValueError):
        from cchc_desktop.exports.render import render  # brings reportlab: at first use only

        note = "Không còn tệp gói nộp: đây là bản in dựng lại từ số liệu đã nhận, không có chữ ký."
        return Document(render(snapshot, sha256=sha256).pdf, note)


def _key(question: Question, found: Verification) -> Told:
    key = key_of(found.seal, owner=question.owner, devices=question.devices)
    worth = GOOD if key.state is KeyState.KNOWN else BAD if key.state.is_refused else WARN
    return Told("Khóa của máy", key.text, worth)


def _signing(question: Question, found: Verification) -> tuple[Told, ...]:
    part = json.loads(read_part_of(question.path, SIGNATURE))
    way, signer = SigningWay(part["way"]), part["signer"]
    at = datetime.fromisoformat(part["signed_at"])
    who = f"{signer['name']}, {signer['post']}, lúc {format_moment(at)} ({way.words})."
    report = package_verdict(question.path, found, trust=question.trust, at=question.at).signatures
    if report is None:
        return (Told("Người ký", who, GOOD),)
    return (Told("Người ký", who, GOOD), _digital(report, question))


def _digital(report: PdfReport, question: Question) -> Told:
    words = signature_words(report, zone=question.at.tzinfo)
    return Told("Chữ ký số", "\n".join(words).removeprefix("Chữ ký số: "), _ANSWERS[report.answer])
