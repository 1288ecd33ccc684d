"""What the province is told of a package that it appraises: whole or not, whose key, who signed, what it is worth."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.communes import LIBRARY, commune_snapshot, write_commune
from support.filling import fill_tasks
from support.signers import NOW, PASSWORD, authority, signer_of, trusting
from support.workplaces import UNIT, desk_of, fixed_clock, new_workplace

from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.province.package_look import BAD, GOOD, WARN, Question, Told, document, look
from cchc_desktop.services.signatures.digital_signing import DigitalSigning
from cchc_desktop.services.signatures.signing_order import sign_by_key_file
from cchc_desktop.services.signatures.token_memory import TokenMemory
from cchc_desktop.signing.trust import NOBODY

ROOT = authority()
LEADER = signer_of(ROOT)


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[Question]:
    """A package whose PDF the leader signed by certificate; nobody is trusted, no device is enrolled."""
    workplace = new_workplace(tmp_path / "xa", fixed_clock(NOW))
    desk = desk_of(workplace)
    fill_tasks(desk)
    row = desk.submissions.complete(Kind.PROGRESS, desk.submissions.default_period(Kind.PROGRESS)).value
    memory = TokenMemory(tmp_path / "may" / "chu-ky-so.json")
    signing = DigitalSigning(
        desk.session, desk.submissions, desk.evidence, documents=desk.dispatch.documents, memory=memory
    )
    signing.record(sign_by_key_file(signing.order(row.id), LEADER.key_file(ROOT), PASSWORD))
    (tmp_path / "usb").mkdir()
    written = desk.dispatch.write_package(row.id, tmp_path / "usb")
    yield Question(written.path, UNIT, (), NOBODY, NOW)
    workplace.store.close(with_backup=False)


def told(question: Question) -> dict[str, Told]:
    return {each.what: each for each in look(question)}


def test_a_signature_of_an_authority_that_nobody_trusts_is_undetermined(signed: Question) -> None:
    found = told(signed)
    assert found["Gói nộp"].worth == GOOD
    assert found["Khóa của máy"].worth == WARN
    assert "chưa đăng ký ở đây" in found["Khóa của máy"].text
    assert found["Người ký"].text.startswith("Trần Văn Hùng, Chủ tịch, lúc ")
    assert "ký số bằng tệp khóa" in found["Người ký"].text
    assert found["Chữ ký số"].worth == WARN
    assert found["Chữ ký số"].text.startswith("KHÔNG XÁC ĐỊNH.")


def test_a_signature_of_a_trusted_authority_with_its_list_of_revoked_ones_is_valid(signed: Question) -> None:
    found = told(replace(signed, trust=trusting(ROOT)))
    assert found["Chữ ký số"].worth == GOOD
    assert found["Chữ ký số"].text.startswith("HỢP LỆ.")


def test_a_revoked_certificate_is_told_as_what_is_not_in_order(signed: Question) -> None:
    found = told(replace(signed, trust=trusting(ROOT, LEADER)))
    assert found["Chữ ký số"].worth == BAD


def test_a_package_that_no_device_signed_says_so(tmp_path: Path) -> None:
    path = write_commune(tmp_path, LIBRARY.units[0])
    found = told(Question(path, LIBRARY.units[0].code, (), NOBODY, NOW))
    assert (found["Khóa của máy"].worth, found["Khóa của máy"].text) == (WARN, "Không có chữ ký của máy đơn vị.")
    assert "Chữ ký số" not in found


def test_a_package_that_was_altered_or_is_gone_says_only_that(tmp_path: Path) -> None:
    path = write_commune(tmp_path, LIBRARY.units[0])
    question = Question(path, LIBRARY.units[0].code, (), NOBODY, NOW)
    path.write_bytes(path.read_bytes().replace(b"BagIt-Version", b"BagIt-Versiom"))
    (altered,) = look(question)
    assert altered.worth == BAD
    assert altered.text.startswith("Tệp gói nộp lưu ở tỉnh không còn như khi nhận.")
    path.unlink()
    (gone,) = look(question)
    assert gone.worth == BAD
    assert gone.text.startswith("Không còn tệp gói nộp")


def test_the_print_of_a_package_that_is_gone_is_drawn_from_the_data(signed: Question, tmp_path: Path) -> None:
    snapshot = commune_snapshot(LIBRARY.units[0])
    kept = document(signed, snapshot, sha256="0" * 64)
    assert kept.note == ""
    assert kept.content.startswith(b"%PDF")
    gone = document(replace(signed, path=tmp_path / "khong-co.zip"), snapshot, sha256="0" * 64)
    assert gone.content.startswith(b"%PDF")
    assert gone.note.startswith("Không còn tệp gói nộp")
