"""Detached signatures: standard tools check them, and nothing in them can be changed unnoticed."""

import hashlib
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from asn1crypto import cms, x509
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from cchc_desktop.signing.detached import BrokenSignature, certificate_of_detached, sign_detached
from cchc_desktop.signing.device_key import DeviceKey, make_device_key

CONTENT = b"6a8f  bag-info.txt\n"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> DeviceKey:
    return _key(tmp_path_factory.mktemp("key"), "00694")


def _key(folder: Path, code: str) -> DeviceKey:
    return make_device_key(folder / f"{code}.pem", code=code, name="Xã Yên Sơn", at=datetime(2025, 12, 10, tzinfo=UTC))


def test_a_signature_tells_whose_it_is(key: DeviceKey) -> None:
    assert certificate_of_detached(CONTENT, sign_detached(CONTENT, key)) == key.certificate


def test_the_same_bytes_give_the_same_signature(key: DeviceKey) -> None:
    assert sign_detached(CONTENT, key) == sign_detached(CONTENT, key)


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT + b"\n", CONTENT.upper()])
def test_a_signature_does_not_hold_for_other_bytes(key: DeviceKey, content: bytes) -> None:
    with pytest.raises(BrokenSignature):
        certificate_of_detached(content, sign_detached(CONTENT, key))


def test_every_flipped_byte_breaks_it(key: DeviceKey) -> None:
    whole, random = sign_detached(CONTENT, key), Random(9)
    for place in range(len(whole)):
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << random.randrange(8)
        with pytest.raises(BrokenSignature):
            certificate_of_detached(CONTENT, bytes(spoiled))


def test_every_cut_and_every_appendix_breaks_it(key: DeviceKey) -> None:
    whole = sign_detached(CONTENT, key)
    cut = (whole[:length] for length in range(0, len(whole), 7))
    for spoiled in (*cut, whole + b"\0", whole * 2, b"\0" * 20_000):
        with pytest.raises(BrokenSignature):
            certificate_of_detached(CONTENT, spoiled)


def test_a_certificate_put_in_place_of_the_signers_breaks_it(key: DeviceKey, tmp_path: Path) -> None:
    other = _key(tmp_path, "00700")
    info = cms.ContentInfo.load(sign_detached(CONTENT, key))
    info["content"]["certificates"] = [x509.Certificate.load(other.certificate)]
    with pytest.raises(BrokenSignature):
        certificate_of_detached(CONTENT, info.dump(force=True))


def test_a_second_signer_or_an_unsigned_attribute_finds_no_room(key: DeviceKey) -> None:
    info = cms.ContentInfo.load(sign_detached(CONTENT, key))
    signer = info["content"]["signer_infos"][0]
    info["content"]["signer_infos"] = [signer, signer.copy()]
    with pytest.raises(BrokenSignature):
        certificate_of_detached(CONTENT, info.dump(force=True))
    info["content"]["signer_infos"] = [signer]
    hidden = cms.CMSAttribute({"type": "message_digest", "values": [b"hidden"]})
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([hidden])
    with pytest.raises(BrokenSignature):
        certificate_of_detached(CONTENT, info.dump(force=True))


def test_pyhanko_agrees(key: DeviceKey) -> None:
    signed = cms.ContentInfo.load(sign_detached(CONTENT, key))["content"]
    certificate = signed["certificates"][0].chosen
    digest = hashlib.sha256(CONTENT).digest()
    assert validate_sig_integrity(signed["signer_infos"][0], certificate, "data", digest) == (True, True)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")
@pytest.mark.parametrize("content", [CONTENT, CONTENT + b"x"])
def test_openssl_agrees_on_whole_and_on_altered_bytes(key: DeviceKey, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "content").write_bytes(content)
    (tmp_path / "p7s").write_bytes(sign_detached(CONTENT, key))
    (tmp_path / "der").write_bytes(key.certificate)
    subprocess.run(["openssl", "x509", "-inform", "DER", "-in", "der", "-out", "pem"], cwd=tmp_path, check=True)
    options = ["-binary", "-inform", "DER", "-in", "p7s", "-content", "content", "-CAfile", "pem", "-purpose", "any"]
    check = ["openssl", "cms", "-verify", *options, "-out", "out"]
    found = subprocess.run(check, cwd=tmp_path, capture_output=True, check=False)
    assert (found.returncode == 0) == (content == CONTENT)
