import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from support.filling import fill_tasks
from support.signers import NOW, OFFICE, PASSWORD, Holder, authority, revocation_list, signer_of
from support.signing import Signing
from support.softhsm import PIN, SoftToken
from support.time_stamps import TimeStampAuthority
from support.workplaces import desk_of, fixed_clock, new_workplace

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.submission import Kind, SigningWay, State
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.services.signatures.digital_signing import DigitalSigning
from cchc_desktop.services.signatures.package_verdict import package_verdict
from cchc_desktop.services.signatures.signing_order import sign_by_key_file, signed_elsewhere
from cchc_desktop.services.signatures.token_memory import TokenMemory
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from cchc_desktop.signing.verification import Answer
from cchc_desktop.system.fault import Fault

ROOT = authority()
LEADER = signer_of(ROOT)
SEAL = signer_of(ROOT, OFFICE, number=2)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workplace = new_workplace(tmp_path / "du-lieu", fixed_clock(NOW))
    desk = desk_of(workplace)
    fill_tasks(desk)
    yield desk
    workplace.store.close(with_backup=False)


@pytest.fixture
def row(desk: Desk) -> SubmissionRow:
    return desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS)).value


@pytest.fixture
def signing(desk: Desk, tmp_path: Path) -> DigitalSigning:
    memory = TokenMemory(tmp_path / "may" / "chu-ky-so.json")
    documents = desk.dispatch.documents
    return DigitalSigning(desk.session, desk.submissions, desk.evidence, documents=documents, memory=memory)


@pytest.fixture
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signing: DigitalSigning) -> SoftToken:
    token = SoftToken(tmp_path / "the")
    token.plug_in(monkeypatch)
    token.initialise("Trần Văn Hùng's")
    token.put(LEADER, token="Trần Văn Hùng's", label="khóa")
    token.initialise("Van thu")
    token.put(SEAL, token="Van thu", label="con dấu", identifier="b2")
    signing.memory.remember_driver(token.driver)
    return token


def trust_the_root(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "goc.cer").write_bytes(ROOT.der)
    (tmp_path / "thu-hoi.crl").write_bytes(revocation_list(ROOT))
    desk.trust.import_files([tmp_path / "goc.cer", tmp_path / "thu-hoi.crl"])


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "ra"
    folder.mkdir()
    return folder


def by_key(signing: DigitalSigning, row: SubmissionRow, holder: Holder = LEADER) -> SubmissionRow:
    order = signing.order(row.id)
    return signing.record(sign_by_key_file(order, holder.key_file(ROOT), PASSWORD)).value


def refusal(caught: pytest.ExceptionInfo[Refusal]) -> tuple[str, str]:
    return caught.value.findings[0].code, caught.value.findings[0].text


def test_leader_and_office_sign_with_tokens_and_the_package_carries_the_signed_pdf(
    desk: Desk, row: SubmissionRow, signing: DigitalSigning, plugged: SoftToken, tmp_path: Path
) -> None:
    trust_the_root(desk, tmp_path)
    found = {item.label: item for item in signing.tokens()}
    leader = found["Trần Văn Hùng's"]
    signed = signing.sign_by_token(signing.order(row.id), leader, key_id="a1", pin=PIN)
    assert signed.doubts == ()
    taken = signing.record(signed).value
    assert (taken.state, taken.signing_way, taken.signed_by) == (State.SIGNED, SigningWay.TOKEN, "Trần Văn Hùng")
    sealed = signing.sign_by_token(signing.order(row.id), found["Van thu"], key_id="b2", pin=PIN)
    signing.record(sealed)
    assert [(item.step, item.signer) for item in signing.signatures(row.id)] == [(1, "Trần Văn Hùng"), (2, OFFICE)]

    written = desk.dispatch.write_package(row.id, folder_of(tmp_path))
    checked = desk.dispatch.verify(written.path)
    verdict = package_verdict(written.path, checked, trust=desk.trust.in_use(), at=NOW)
    assert checked.verdict is Verdict.VALID
    assert verdict.signatures is not None
    assert verdict.signatures.answer is Answer.VALID
    pdf = signing.signed_pdf(row.id)
    assert pdf is not None
    assert desk.dispatch.prepared_print(row.id)() == pdf.read_bytes()
    told = subprocess.run(["pdfsig", "-nocert", str(pdf)], capture_output=True, text=True, timeout=60, check=False)
    assert told.stdout.count("Signature is Valid") == 2


def test_a_tampered_pdf_is_found_by_us_and_by_poppler(
    desk: Desk, row: SubmissionRow, signing: DigitalSigning, tmp_path: Path
) -> None:
    by_key(signing, row)
    stored = signing.signed_pdf(row.id)
    assert stored is not None
    content = bytearray(stored.read_bytes())
    content[content.index(b"stream") + 40] ^= 1
    tampered = tmp_path / "sua.pdf"
    tampered.write_bytes(content)
    told = subprocess.run(["pdfsig", "-nocert", str(tampered)], capture_output=True, text=True, timeout=60, check=False)
    assert "Signature is Valid" not in told.stdout
    stored.chmod(0o644)
    stored.write_bytes(content)
    report = signing.report(row.id)
    assert report is not None
    assert report.answer is Answer.INVALID


def test_without_a_list_of_trust_the_answer_is_undetermined(signing: DigitalSigning, row: SubmissionRow) -> None:
    by_key(signing, row)
    report = signing.report(row.id)
    assert report is not None
    assert report.answer is Answer.UNDETERMINED
    assert "danh sách tin cậy" in " ".join(report.reasons)


def test_another_holder_than_the_named_leader_must_be_confirmed(signing: DigitalSigning, row: SubmissionRow) -> None:
    other = signer_of(ROOT, "Phạm Thị Dung", number=3)
    signed = sign_by_key_file(signing.order(row.id), other.key_file(ROOT), PASSWORD)
    with pytest.raises(Refusal) as caught:
        signing.record(signed)
    assert refusal(caught)[0] == "signature.doubt"
    assert "Phạm Thị Dung" in refusal(caught)[1]
    assert signing.signatures(row.id) == ()
    assert signing.record(signed, accepted=True).value.state is State.SIGNED


def test_a_name_without_diacritics_is_the_same_holder(signing: DigitalSigning, row: SubmissionRow) -> None:
    plain = signer_of(ROOT, "TRAN VAN HUNG", number=3)
    assert sign_by_key_file(signing.order(row.id), plain.key_file(ROOT), PASSWORD).doubts == ()


def test_an_expired_certificate_and_that_of_the_preparer_are_refused(
    signing: DigitalSigning, row: SubmissionRow
) -> None:
    expired = signer_of(ROOT, until=NOW - timedelta(days=1))
    preparer = signer_of(ROOT, "Nguyễn Thị Lan", number=3)
    for holder, code in ((expired, "signature.certificate-expired"), (preparer, "signature.certificate-own")):
        with pytest.raises(Refusal) as caught:
            by_key(signing, row, holder)
        assert refusal(caught)[0] == code
    assert signing.signatures(row.id) == ()


def test_a_wrong_password_of_a_key_file_is_told(signing: DigitalSigning, row: SubmissionRow) -> None:
    order = signing.order(row.id)
    for content, code in (
        (LEADER.key_file(ROOT), "signature.key-file-password"),
        (b"khong phai", "signature.key-file"),
    ):
        with pytest.raises(Refusal) as caught:
            sign_by_key_file(order, content, "sai")
        assert refusal(caught)[0] == code


def test_the_pdf_signed_elsewhere_must_be_ours_and_signatures_only(
    signing: DigitalSigning, row: SubmissionRow, tmp_path: Path
) -> None:
    target = tmp_path / "de-ky.pdf"
    signing.write_to_sign(row.id, target)
    order = signing.order(row.id)
    ours = target.read_bytes()
    good = sign_by_key_file(order, LEADER.key_file(ROOT), PASSWORD).pdf
    wrong = {
        "signature.signed-nothing": ours,
        "signature.signed-other": good[:200] + b"x" + good[201:],
        "signature.signed-altered": good + b"\n% them\n",
    }
    for code, content in wrong.items():
        with pytest.raises(Refusal) as caught:
            signed_elsewhere(order, content)
        assert refusal(caught)[0] == code
    taken = signing.record(signed_elsewhere(order, good)).value
    assert taken.signing_way is SigningWay.IMPORTED
    assert taken.signed_at.startswith("2025-12-15") or taken.signed_at


def test_the_office_signs_only_after_the_leader_and_once(
    desk: Desk, signing: DigitalSigning, row: SubmissionRow, tmp_path: Path
) -> None:
    by_key(signing, row)
    by_key(signing, row, SEAL)
    with pytest.raises(Refusal) as caught:
        signing.order(row.id)
    assert refusal(caught)[0] == "signature.complete"
    desk.dispatch.write_package(row.id, folder_of(tmp_path))
    with pytest.raises(Refusal) as caught:
        signing.order(row.id)
    assert refusal(caught)[0] == "submission.wrong-state"


def test_before_the_third_wrong_pin_a_confirmation_is_asked(
    signing: DigitalSigning, row: SubmissionRow, plugged: SoftToken
) -> None:
    token = next(item for item in signing.tokens() if item.keys[0].id == "a1")
    order = signing.order(row.id)
    for count in (1, 2):
        with pytest.raises(Refusal) as caught:
            signing.sign_by_token(order, token, key_id="a1", pin="Sai-Pin-999")
        assert refusal(caught)[0] == "token.wrong-pin"
        assert signing.memory.wrong_pins(token.serial) == count
    with pytest.raises(Refusal) as caught:
        signing.sign_by_token(order, token, key_id="a1", pin=PIN)
    assert refusal(caught)[0] == "token.pin-warning"
    signing.sign_by_token(order, token, key_id="a1", pin=PIN, sure=True)
    assert signing.memory.wrong_pins(token.serial) == 0
    assert PIN not in signing.memory.file.read_text(encoding="utf-8")


def test_a_machine_without_a_driver_and_a_pulled_token_are_told(
    signing: DigitalSigning, row: SubmissionRow, plugged: SoftToken, tmp_path: Path
) -> None:
    token = next(item for item in signing.tokens() if item.keys[0].id == "a1")
    (tmp_path / "the" / "tokens").rename(tmp_path / "the" / "rut-ra")
    (tmp_path / "the" / "tokens").mkdir()
    with pytest.raises(Refusal) as caught:
        signing.sign_by_token(signing.order(row.id), token, key_id="a1", pin=PIN)
    assert refusal(caught)[0] == "token.no-token"
    signing.memory.file.unlink()
    with pytest.raises(Refusal) as caught:
        signing.tokens()
    assert refusal(caught)[0] == "token.no-driver"


def test_a_signed_pdf_that_was_exchanged_in_the_store_never_leaves(
    desk: Desk, row: SubmissionRow, signing: DigitalSigning, tmp_path: Path
) -> None:
    by_key(signing, row)
    stored = signing.signed_pdf(row.id)
    assert stored is not None
    other = Signing().sign(desk.dispatch.documents(row.id)[0], SEAL)
    stored.chmod(0o644)
    stored.write_bytes(other)
    folder = folder_of(tmp_path)
    with pytest.raises(Fault) as caught:
        desk.dispatch.write_package(row.id, folder)
    assert caught.value.code == "package-self-check"
    assert list(folder.iterdir()) == []
    assert desk.submissions.by_id(row.id).state is State.SIGNED


def test_what_came_of_the_time_stamp_is_told_in_one_sentence(
    row: SubmissionRow, signing: DigitalSigning, tmp_path: Path
) -> None:
    with TimeStampAuthority(tmp_path / "may-chu", ROOT).listening() as address:
        signing.memory.remember_time_stamp_server(f" {address} ")
        stamped = sign_by_key_file(signing.order(row.id), LEADER.key_file(ROOT), PASSWORD)
    assert stamped.note == "Chữ ký có dấu thời gian của máy chủ 127.0.0.1."
    plain = sign_by_key_file(signing.order(row.id), LEADER.key_file(ROOT), PASSWORD)
    assert plain.note.startswith("Máy chủ dấu thời gian 127.0.0.1 không trả lời đúng hạn")
    assert plain.note.endswith("chữ ký vẫn có giá trị.")
    assert signing.record(plain).value.state is State.SIGNED
    signing.memory.remember_time_stamp_server("")
    assert signing.order(row.id).time_stamp_server == ""


@pytest.mark.parametrize(
    "address", ["tsa.ca.gov.vn", "ftp://tsa.ca.gov.vn", "http://", "http://a b", "file:///etc/passwd", "http://x:0/"]
)
def test_what_is_no_address_of_a_server_is_refused_and_the_one_before_stays(
    signing: DigitalSigning, address: str
) -> None:
    signing.memory.remember_time_stamp_server("http://tsa.ca.gov.vn")
    with pytest.raises(Refusal) as caught:
        signing.memory.remember_time_stamp_server(address)
    assert caught.value.findings[0].code == "signature.time-stamp-server"
    assert signing.memory.time_stamp_server == "http://tsa.ca.gov.vn"
