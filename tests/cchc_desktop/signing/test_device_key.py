"""The key of a device: made once, kept for its user alone, and read aloud by telephone."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cchc_desktop.signing.device_key import DeviceKey, load_device_key, make_device_key, spoken
from cchc_desktop.system.fault import Fault

AT = datetime(2025, 12, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "khoa.pem"


def _make(path: Path, name: str = "Phường Hà Giang 1") -> DeviceKey:
    return make_device_key(path, code="00694", name=name, at=AT)


def test_a_key_that_was_made_is_found_again(path: Path) -> None:
    made = _make(path)
    found = load_device_key(path)
    assert found is not None
    assert found.certificate == made.certificate
    assert found.sign(b"x") == made.sign(b"x")


def test_no_key_is_there_before_one_was_made(path: Path) -> None:
    assert load_device_key(path) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such mode")
def test_the_key_is_readable_by_its_user_alone(path: Path) -> None:
    _make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_certificate_names_the_unit_and_holds_ten_years(path: Path) -> None:
    facts = _make(path).facts
    assert facts.name == "00694 Phường Hà Giang 1"
    assert facts.holds_at(AT)
    assert facts.holds_at(AT.replace(year=2035))
    assert not facts.holds_at(AT.replace(year=2036))
    assert facts.for_signing


def test_a_name_longer_than_a_certificate_takes_is_cut(path: Path) -> None:
    assert _make(path, "Xã " + "Ế" * 90).facts.name == "00694 Xã " + "Ế" * 18


def test_two_keys_of_one_unit_are_two(tmp_path: Path) -> None:
    assert _make(tmp_path / "a.pem").fingerprint != _make(tmp_path / "b.pem").fingerprint


def test_a_key_is_never_written_over(path: Path) -> None:
    before = _make(path).fingerprint
    with pytest.raises(Fault, match="khóa của máy"):
        _make(path)
    found = load_device_key(path)
    assert found is not None
    assert found.fingerprint == before


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 900, b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_spoiled_key_file_is_told_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Fault) as told:
        load_device_key(path)
    assert told.value.code == "device-key"
    assert path.read_bytes() == content


def test_a_key_beside_the_certificate_of_another_is_told(tmp_path: Path) -> None:
    _make(tmp_path / "a.pem")
    _make(tmp_path / "b.pem")
    key = (tmp_path / "a.pem").read_bytes().partition(b"-----BEGIN CERTIFICATE")[0]
    other = b"-----BEGIN CERTIFICATE" + (tmp_path / "b.pem").read_bytes().partition(b"-----BEGIN CERTIFICATE")[2]
    (tmp_path / "c.pem").write_bytes(key + other)
    with pytest.raises(Fault):
        load_device_key(tmp_path / "c.pem")


def test_a_fingerprint_is_read_aloud_in_groups_of_four_without_letters_that_are_mistaken() -> None:
    assert spoken("00" * 32) == "0000-0000-0000-0000"
    assert spoken("ff" * 32) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert not set(spoken("0123456789abcdef" * 4)) & set("ILOU")
