from dataclasses import replace
from pathlib import Path

import pytest
from support.signers import LEADER, NOW, OFFICE, signer_of, trusting
from support.signing import Signing
from support.softhsm import PIN, SoftToken

from cchc_desktop.exports.pdf_signature_room import PERSON
from cchc_desktop.signing import child
from cchc_desktop.signing.appearance import signature_appearance
from cchc_desktop.signing.pdf_signing import signature_box
from cchc_desktop.signing.token import TokenOrder, TokenTrouble, Tries, Trouble, sign_with_token, tokens
from cchc_desktop.signing.verification import Answer, is_ours_signed, verify_pdf

LABEL = "TRẦN NGỌC TÚ's"
KEY_LABEL = "Khóa ký của TRẦN NGỌC TÚ’s"


@pytest.fixture
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signing: Signing) -> SoftToken:
    """Two tokens: that of the leader, whose labels are as awkward as real ones, and that of the office."""
    token = SoftToken(tmp_path / "the")
    token.plug_in(monkeypatch)
    token.initialise(LABEL)
    token.put(signing.leader, token=LABEL, label=KEY_LABEL)
    token.initialise("Van thu")
    token.put(signer_of(signing.root, OFFICE, number=2), token="Van thu", label="con dấu", identifier="b2")
    return token


def order(plugged: SoftToken, document: bytes, *, name: str = LEADER) -> TokenOrder:
    found = next(item for item in tokens(plugged.driver) if item.keys[0].certificate.name == name)
    look = signature_appearance(signature_box(document, PERSON), name=name, at=NOW)
    return TokenOrder(plugged.driver, found.serial, found.keys[0].id, document, PERSON, look)


def test_tokens_are_listed_with_their_keys_without_a_pin(plugged: SoftToken) -> None:
    found = {item.label: item for item in tokens(plugged.driver)}
    assert set(found) == {LABEL, "Van thu"}
    assert [(key.id, key.certificate.name) for key in found[LABEL].keys] == [("a1", LEADER)]
    assert found["Van thu"].tries is Tries.ENOUGH
    assert found[LABEL].serial != found["Van thu"].serial


def test_the_token_is_chosen_by_its_serial_and_the_key_by_its_identifier(
    plugged: SoftToken, document: bytes, signing: Signing
) -> None:
    for name in (LEADER, OFFICE):
        signed = sign_with_token(order(plugged, document, name=name), PIN)
        assert is_ours_signed(document, signed)
        report = verify_pdf(signed, trusting(signing.root), at=NOW)
        assert report.answer is Answer.VALID
        assert [item.signer.name for item in report.signatures if item.signer] == [name]


def test_what_goes_wrong_is_told_by_kind(plugged: SoftToken, document: bytes) -> None:
    good = order(plugged, document)
    wrong = [
        (good, "Sai-Pin-999", Trouble.WRONG_PIN),
        (replace(good, serial="00"), PIN, Trouble.NO_TOKEN),
        (replace(good, key_id="ff"), PIN, Trouble.NO_KEY),
        (replace(good, driver=Path("/khong/co.so")), PIN, Trouble.NO_DRIVER),
    ]
    for bad, pin, trouble in wrong:
        with pytest.raises(TokenTrouble) as told:
            sign_with_token(bad, pin)
        assert told.value.trouble is trouble
    assert sign_with_token(good, PIN).startswith(document)


def test_a_token_that_was_pulled_is_told(plugged: SoftToken, document: bytes, tmp_path: Path) -> None:
    good = order(plugged, document)
    (tmp_path / "the" / "tokens").rename(tmp_path / "the" / "rut-ra")
    (tmp_path / "the" / "tokens").mkdir()
    assert tokens(plugged.driver) == ()
    with pytest.raises(TokenTrouble) as told:
        sign_with_token(good, PIN)
    assert told.value.trouble is Trouble.NO_TOKEN


def test_a_driver_that_hangs_is_ended(plugged: SoftToken, document: bytes) -> None:
    with pytest.raises(TokenTrouble) as told:
        sign_with_token(order(plugged, document), PIN, seconds=0.01)
    assert told.value.trouble is Trouble.TIMEOUT


def test_a_driver_that_is_no_driver_is_told(plugged: SoftToken, tmp_path: Path) -> None:
    (tmp_path / "driver.so").write_bytes(b"\x7fELF nothing")
    with pytest.raises(TokenTrouble) as told:
        tokens(tmp_path / "driver.so")
    assert told.value.trouble in (Trouble.NO_DRIVER, Trouble.DRIVER)


def test_a_child_that_crashes_is_told_from_one_that_answers() -> None:
    import os

    assert child.in_child(sum, (1, 2, 3), seconds=30) == 6
    with pytest.raises(child.Died):
        child.in_child(os.abort, seconds=30)
    with pytest.raises(ZeroDivisionError):
        child.in_child(divmod, 1, 0, seconds=30)
