"""Time stamps from a real server (openssl behind http): B-T where it answers, B-B in good time where it does not."""

import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.signers import LEADER, NOW, PASSWORD, authority, revocation_list, signer_of
from support.signing import Signing
from support.softhsm import PIN, SoftToken
from support.time_stamps import NAME, Mood, TimeStampAuthority

from cchc_desktop.exports.pdf_signature_room import PERSON
from cchc_desktop.signing.appearance import signature_appearance
from cchc_desktop.signing.key_file import KeyFileOrder, WrongPassword, sign_with_key_file
from cchc_desktop.signing.pdf_signing import signature_box
from cchc_desktop.signing.token import TokenOrder, TokenTrouble, Trouble, sign_with_token, tokens
from cchc_desktop.signing.trust import TrustList
from cchc_desktop.signing.verification import Answer, is_ours_signed, is_time_stamped, verify_pdf

PATIENCE = 2.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, signing: Signing) -> TimeStampAuthority:
    return TimeStampAuthority(tmp_path_factory.mktemp("tsa") / "may-chu", signing.root)


@pytest.fixture
def address(server: TimeStampAuthority) -> Iterator[str]:
    server.mood, server.served = Mood.ANSWERS, 0
    server.over.clear()
    with server.listening() as found:
        yield found


def today() -> datetime:
    return datetime.now().astimezone()


def trusting_today(signing: Signing) -> TrustList:
    crl = revocation_list(signing.root, day=today() - timedelta(days=1))
    return TrustList("2025.1", NOW.date(), (signing.root.der,), crls=(crl,))


def errand(signing: Signing, document: bytes, address: str) -> KeyFileOrder:
    look = signature_appearance(signature_box(document, PERSON), name=LEADER, at=NOW)
    return KeyFileOrder(signing.leader.key_file(signing.root), document, PERSON, look, address, PATIENCE)


def test_a_key_file_signs_with_a_time_stamp_that_verification_and_poppler_see(
    signing: Signing, document: bytes, address: str, tmp_path: Path
) -> None:
    before = today().replace(microsecond=0)
    signed = sign_with_key_file(errand(signing, document, address), PASSWORD)
    assert is_ours_signed(document, signed)
    assert is_time_stamped(signed)
    (found,) = verify_pdf(signed, trusting_today(signing), at=today()).signatures
    assert (found.answer, found.reasons) == (Answer.VALID, ())
    assert (found.time_stamped, found.stamped_by) == (True, NAME)
    assert found.signed_at is not None
    assert before <= found.signed_at <= today() + timedelta(seconds=1)
    (tmp_path / "da-ky.pdf").write_bytes(signed)
    told = subprocess.run(["pdfsig", tmp_path / "da-ky.pdf"], capture_output=True, text=True, check=False).stdout
    assert "ETSI.CAdES.detached" in told
    assert "Signature is Valid" in told
    assert "Total document signed" in told


def test_the_stamp_keeps_a_signature_valid_after_its_certificate_ran_out(
    signing: Signing, document: bytes, address: str
) -> None:
    soon = signer_of(signing.root, number=4, until=today() + timedelta(seconds=30))
    look = signature_appearance(signature_box(document, PERSON), name=LEADER, at=NOW)
    order = KeyFileOrder(soon.key_file(signing.root), document, PERSON, look, address)
    later = today() + timedelta(days=2)
    trust = trusting_today(signing)
    stamped = verify_pdf(sign_with_key_file(order, PASSWORD), trust, at=later)
    assert stamped.answer is Answer.VALID
    plain = KeyFileOrder(order.content, document, PERSON, look)
    assert verify_pdf(sign_with_key_file(plain, PASSWORD), trust, at=later).answer is Answer.UNDETERMINED


def test_a_stamp_of_an_unknown_authority_is_told_and_never_trusted(
    signing: Signing, document: bytes, tmp_path: Path
) -> None:
    stranger = TimeStampAuthority(tmp_path / "la", authority("CA lạ", number=5))
    with stranger.listening() as address:
        signed = sign_with_key_file(errand(signing, document, address), PASSWORD)
    (found,) = verify_pdf(signed, trusting_today(signing), at=today()).signatures
    assert (found.answer, found.time_stamped, found.stamped_by) == (Answer.UNDETERMINED, False, NAME)
    assert found.reasons[0].startswith(f"Dấu thời gian của “{NAME}” chưa kiểm tra được")


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood is not Mood.ANSWERS])
def test_a_server_that_gives_no_stamp_costs_little_time_and_no_signature(
    signing: Signing, document: bytes, server: TimeStampAuthority, address: str, mood: Mood
) -> None:
    server.mood = mood
    begun = time.monotonic()
    signed = sign_with_key_file(errand(signing, document, address), PASSWORD)
    assert time.monotonic() - begun < PATIENCE + 6, "a child starts, asks and signs"
    assert server.served >= 1
    assert not is_time_stamped(signed)
    (found,) = verify_pdf(signed, trusting_today(signing), at=today()).signatures
    assert (found.answer, found.stamped_by) == (Answer.VALID, "")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/tsa", "http://may-chu-khong-co.invalid/"])
def test_a_server_that_is_not_there_is_passed_over(signing: Signing, document: bytes, address: str) -> None:
    signed = sign_with_key_file(errand(signing, document, address), PASSWORD)
    assert is_ours_signed(document, signed)
    assert not is_time_stamped(signed)


def test_a_child_that_is_held_up_is_ended_and_the_signature_comes(
    signing: Signing, document: bytes, server: TimeStampAuthority, address: str
) -> None:
    server.mood = Mood.SILENT
    signed = sign_with_key_file(errand(signing, document, address), PASSWORD, seconds=0.5)
    assert is_ours_signed(document, signed)


def test_a_wrong_password_is_told_as_without_a_server(signing: Signing, document: bytes, address: str) -> None:
    with pytest.raises(WrongPassword):
        sign_with_key_file(errand(signing, document, address), "sai")


def test_a_token_signs_with_a_time_stamp_and_its_own_troubles_stay_its_own(
    signing: Signing, document: bytes, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = SoftToken(tmp_path / "the")
    token.plug_in(monkeypatch)
    token.initialise("Lanh dao")
    token.put(signing.leader, token="Lanh dao", label="khóa")
    (found,) = tokens(token.driver)
    look = signature_appearance(signature_box(document, PERSON), name=LEADER, at=NOW)
    order = TokenOrder(token.driver, found.serial, found.keys[0].id, document, PERSON, look, address)
    signed = sign_with_token(order, PIN)
    assert is_time_stamped(signed)
    assert verify_pdf(signed, trusting_today(signing), at=today()).answer is Answer.VALID
    with pytest.raises(TokenTrouble) as wrong:
        sign_with_token(order, "Sai-Pin-999")
    assert wrong.value.trouble is Trouble.WRONG_PIN
