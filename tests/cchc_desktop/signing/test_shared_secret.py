"""The secret of two devices: the same on both sides, another one for every other pair."""

from datetime import datetime
from pathlib import Path

import pytest
from support.signers import authority
from support.workplaces import VIETNAM

from cchc_desktop.signing.device_key import DeviceKey, load_device_key, make_device_key
from cchc_desktop.signing.shared_secret import authenticator, shared_secret

NOW = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)


def key(folder: Path, code: str) -> DeviceKey:
    return make_device_key(folder / f"{code}.pem", code=code, name="Xã Yên Sơn", at=NOW)


def test_both_devices_know_the_same_secret(tmp_path: Path) -> None:
    commune, province = key(tmp_path, "00694"), key(tmp_path, "province")
    secret = shared_secret(commune, province.certificate)
    assert len(secret) == 32
    assert secret == shared_secret(province, commune.certificate)


def test_the_secret_stays_the_same_when_the_key_is_read_again(tmp_path: Path) -> None:
    commune, province = key(tmp_path, "00694"), key(tmp_path, "province")
    again = load_device_key(tmp_path / "00694.pem")
    assert again is not None
    assert shared_secret(again, province.certificate) == shared_secret(commune, province.certificate)


def test_every_other_pair_has_another_secret(tmp_path: Path) -> None:
    keys = [key(tmp_path, code) for code in ("00694", "00695", "00696", "province")]
    secrets = {shared_secret(one, other.certificate) for one in keys for other in keys if one is not other}
    assert len(secrets) == 6


def test_a_certificate_of_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="device"):
        shared_secret(key(tmp_path, "00694"), authority().der)


def test_a_message_is_vouched_for_under_one_secret_alone() -> None:
    found = authenticator(bytes(32), b"tin")
    assert found != authenticator(bytes(31) + b"\x01", b"tin")
    assert found != authenticator(bytes(32), b"tim")
