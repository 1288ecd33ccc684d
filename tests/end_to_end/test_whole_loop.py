"""The whole loop by the real things: a token, a stick with a file system of its own, and mails in parts.

A commune completes and signs with the token, sends, the province receives and returns with two remarks, the commune
answers, the second revision is accepted, and both sides tell the same history.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from support.both_sides import BothSides
from support.filling import fill_tasks
from support.loop_sticks import LoopStick, loop_stick, taken_for_plugged_in
from support.signers import OFFICE, authority, revocation_list, signer_of
from support.softhsm import PIN, SoftToken

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.reception import Standing
from cchc_desktop.domain.submission import Kind, SigningWay, State
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.evidence.inbox import EvidenceInbox
from cchc_desktop.services.signatures.digital_signing import DigitalSigning
from cchc_desktop.services.signatures.package_verdict import package_verdict
from cchc_desktop.services.signatures.token_memory import TokenMemory
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.signing.verification import Answer

QUARTER = parse("2025-Q4")
ROOT = authority()
HISTORY = [
    (1, "completed", "Nguyễn Thị Lan"),
    (1, "signed", "Trần Văn Hùng"),
    (1, "received", "Hoàng Thị Thu"),
    (1, "returned", "Hoàng Thị Thu"),
    (2, "completed", "Nguyễn Thị Lan"),
    (2, "signed", "Trần Văn Hùng"),
    (2, "accepted", "Hoàng Thị Thu"),
]


class Loop:
    """Both sides, a plugged-in token, and a way for packages to travel."""

    def __init__(self, sides: BothSides, folder: Path, token: SoftToken) -> None:
        self.sides = sides
        self._folder = folder
        desk = sides.commune
        memory = TokenMemory(folder / "may" / "chu-ky-so.json")
        self.signing = DigitalSigning(
            desk.session, desk.submissions, desk.evidence, documents=desk.dispatch.documents, memory=memory
        )
        memory.remember_driver(token.driver)

    def sign(self) -> SubmissionRow:
        """Complete the present revision; the leader signs with the token, then the office with its own."""
        service = self.sides.commune.submissions
        service.complete(Kind.PROGRESS, QUARTER)
        row = service.current(Kind.PROGRESS, QUARTER)
        tokens = {token.label: token for token in self.signing.tokens()}
        for label, key in (("Trần Văn Hùng", "a1"), ("Văn thư", "b2")):
            signed = self.signing.sign_by_token(self.signing.order(row.id), tokens[label], key_id=key, pin=PIN)
            self.signing.record(signed)
        return service.current(Kind.PROGRESS, QUARTER)

    def receive(self, *paths: Path, expected: Standing) -> None:
        """The province looks, then receives, and holds the signatures in the package against its list of trust."""
        receiving = self.sides.province.receiving
        plan = receiving.look(paths)
        assert [item.standing for item in plan.items] == [expected]
        (taken,) = receiving.receive(plan).value.taken
        assert (taken.item.standing, taken.item.key_state) == (expected, "known")
        assert taken.copy is not None
        verification = self.sides.commune.dispatch.verify(taken.copy)
        assert verification.verdict is Verdict.VALID
        verdict = package_verdict(
            taken.copy, verification, trust=self.sides.commune.trust.in_use(), at=self.sides.commune.session.now()
        )
        assert verdict.signatures is not None
        assert verdict.signatures.answer is Answer.VALID

    def run(self, bring: Callable[[str, Standing], None]) -> None:
        """Go once around; ``bring`` carries the package of a revision to the province."""
        sides, appraisal = self.sides, self.sides.province.appraisal
        desk = sides.commune
        first = self.sign()
        assert first.signing_way is SigningWay.TOKEN
        bring(first.id, Standing.NEW)
        receipt = appraisal.give_receipts([sides.received(1).id]).value.issued[0]
        assert sides.take(sides.carry(receipt.id))[0].startswith("Tỉnh đã nhận bản 1")

        lines = [line for part in appraisal.open(sides.received(1).id).sections for line in part.lines if line.target]
        for line, text in ((lines[0], "Chưa rõ số liệu."), (lines[-1], "Thiếu văn bản kèm theo.")):
            appraisal.add_remark(sides.received(1).id, target=line.target, place=line.place, text=text)
        returned = appraisal.send_back(sides.received(1).id, note="Đề nghị bổ sung.").value
        assert sides.take(sides.carry(returned.id))[0].startswith("Tỉnh trả lại bản 1")

        desk.answers.start_answering(first.id)
        for each in desk.answers.open_remarks(Kind.PROGRESS, QUARTER):
            with pytest.raises(Refusal):
                desk.submissions.complete(Kind.PROGRESS, QUARTER)
            desk.answers.reply(each.id, "Đã bổ sung trong bản này.")
        second = self.sign()
        bring(second.id, Standing.UPDATED)
        accepted = appraisal.accept(sides.received(2).id).value
        told = desk.answers.take_code(appraisal.telephone_code(accepted.id).code).value
        assert told.text == "Tỉnh đã duyệt bản 2."
        sides.take(sides.carry(accepted.id))
        assert desk.submissions.current(Kind.PROGRESS, QUARTER).state is State.ACCEPTED

        here = desk.answers.history(Kind.PROGRESS, QUARTER)
        assert here == appraisal.history(sides.received(2).id)
        assert [(each.revision, each.event, each.by) for each in here] == HISTORY


@pytest.fixture
def loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    token = SoftToken(tmp_path / "the")
    token.plug_in(monkeypatch)
    for label, holder, key in (
        ("Trần Văn Hùng", signer_of(ROOT), "a1"),
        ("Văn thư", signer_of(ROOT, OFFICE, number=2), "b2"),
    ):
        token.initialise(label)
        token.put(holder, token=label, label="khóa ký", identifier=key)
    sides = BothSides(tmp_path)
    (tmp_path / "goc.cer").write_bytes(ROOT.der)
    (tmp_path / "thu-hoi.crl").write_bytes(revocation_list(ROOT, day=sides.commune.session.now()))
    sides.commune.trust.import_files([tmp_path / "goc.cer", tmp_path / "thu-hoi.crl"])
    fill_tasks(sides.commune)
    yield Loop(sides, tmp_path, token)
    sides.close()


@pytest.fixture
def usb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopStick]:
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    with loop_stick(tmp_path / "cam") as stick:
        yield stick


def test_a_submission_goes_around_by_token_and_stick(loop: Loop, usb: LoopStick) -> None:
    def bring(submission_id: str, expected: Standing) -> None:
        sticks = loop.sides.commune.sticks
        (stick,) = sticks.plugged_in()
        written = sticks.write(submission_id, stick).value
        assert written.may_unplug
        usb.pull()
        usb.plug_in()
        loop.receive(written.path, expected=expected)

    loop.run(bring)
    custody = loop.sides.commune.custody.of(loop.sides.commune.submissions.current(Kind.PROGRESS, QUARTER).id)
    assert [line.revision for line in custody.revisions] == [2, 1]
    assert all(held.keeping.may_go for held in custody.copies), "the province has both revisions"


def test_a_submission_goes_around_by_mails_in_parts(loop: Loop, tmp_path: Path) -> None:
    desk = loop.sides.commune
    desk.evidence.attach_to_product(_product(loop), _heavy(tmp_path))
    _choose_small_mails(loop)

    def bring(submission_id: str, expected: Standing) -> None:
        folder = tmp_path / f"thu-{submission_id}"
        folder.mkdir()
        drafts = desk.mail.write(submission_id, folder, receiver="cchc@tuyenquang.example").value
        assert len(drafts.files) > 2
        inbox = tmp_path / f"hop-thu-{submission_id}"
        inbox.mkdir()
        saved = [_saved(draft, inbox, number) for number, draft in enumerate(drafts.files)]
        random.Random(5).shuffle(saved)
        plan = loop.sides.province.receiving.look(saved[1:])
        assert [item.standing for item in plan.items] == []
        (waiting,) = plan.waiting
        assert waiting.name.startswith("CCHC_00694")
        assert waiting.text.startswith(f"Chờ phần {waiting.missing[0]}/{len(saved)};")
        loop.receive(inbox, expected=expected)

    loop.run(bring)


def _product(loop: Loop) -> str:
    tasks = loop.sides.commune.tasks
    entries = (entry for row in tasks.board().rows for entry in tasks.detail(row.code).entries)
    return next(product.id for entry in entries for product in entry.products)


def _heavy(folder: Path) -> Path:
    path = folder / "ảnh hội nghị.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(5 << 20))
    return path


def _choose_small_mails(loop: Loop) -> None:
    EvidenceInbox(loop.sides.commune.session).set_email_megabytes(3)


def _saved(draft: Path, inbox: Path, number: int) -> Path:
    """Save what a mail carries as people do: here the attachment under another name, there the whole mail."""
    if number % 2:
        return Path(shutil.copy(draft, inbox / f"thư {number}.eml"))
    mail = message_from_bytes(draft.read_bytes(), policy=SMTP)
    (attachment,) = mail.iter_attachments()
    saved = inbox / f"{attachment.get_filename()} (1).phan"
    saved.write_bytes(attachment.get_content())
    return saved
