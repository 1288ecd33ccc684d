"""Devices enrolled both ways: by a file, a telephone call, and a replacement that retires the one before."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.workplaces import LIBRARY, UNIT, VIETNAM, desk_of, new_workplace

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.services.devices.device_file import PROVINCE, read_device_file
from cchc_desktop.services.devices.devices import KEY_FILE, Devices
from cchc_desktop.services.devices.package_keys import KeyState, PackageKeys, devices_of_folder
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.workplace import Workplace
from cchc_desktop.signing.detached import sign_detached
from cchc_desktop.system.canonical_json import canonical
from cchc_desktop.system.fault import Fault
from db.tables import workspace

BEGIN = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)


class Clock:
    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def commune_place(tmp_path: Path, clock: Clock) -> Iterator[Workplace]:
    place = new_workplace(tmp_path / "commune", clock)
    yield place
    place.store.close(with_backup=False)


@pytest.fixture
def at_province(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    place = new_workplace(tmp_path / "province", clock)
    session = desk_of(place).session
    with place.store.work(None) as work:
        work.update(workspace, str(work.connection.scalar(sa.select(workspace.c.id))), desk=PROVINCE)
    yield session
    place.store.close(with_backup=False)


@pytest.fixture
def commune(commune_place: Workplace) -> Devices:
    return Devices(desk_of(commune_place).session, LIBRARY.units)


@pytest.fixture
def province(at_province: Session) -> Devices:
    return Devices(at_province, LIBRARY.units)


@pytest.fixture
def keys(at_province: Session) -> PackageKeys:
    return PackageKeys(at_province)


def _enrol(to: Devices, of: Devices, folder: Path) -> str:
    written = of.write_file(folder)
    return to.enrol(to.look(written.path), confirmed=written.code).value.id


def _another_key(devices: Devices, folder: Path) -> None:
    (folder / KEY_FILE).unlink()
    devices.own_or_new()


def test_no_key_is_made_before_it_is_needed(commune: Devices, tmp_path: Path) -> None:
    assert commune.own() is None
    assert not (tmp_path / "commune" / KEY_FILE).exists()
    made = commune.own_or_new()
    assert commune.own_or_new().fingerprint == made.fingerprint


def test_the_file_of_a_commune_is_enrolled_at_the_province(commune: Devices, province: Devices, tmp_path: Path) -> None:
    written = commune.write_file(tmp_path)
    assert written.path.name == f"dang-ky-may-{UNIT}.cchc-khoa"
    offer = province.look(written.path)
    assert (offer.known, offer.replaces) == (None, ())
    province.enrol(offer, confirmed=written.code)
    assert [(row.owner, row.owner_name, row.is_active) for row in province.all()] == [(UNIT, "Phường Hà Giang 1", True)]


def test_the_file_of_the_province_is_enrolled_at_a_commune(commune: Devices, province: Devices, tmp_path: Path) -> None:
    assert province.write_file(tmp_path).path.name == "dang-ky-may-tinh.cchc-khoa"
    _enrol(commune, province, tmp_path)
    assert [row.owner for row in commune.all()] == [PROVINCE]


def test_looking_writes_nothing(commune: Devices, province: Devices, tmp_path: Path) -> None:
    province.look(commune.write_file(tmp_path).path)
    assert province.all() == ()


def test_a_code_that_was_heard_otherwise_enrols_nothing(commune: Devices, province: Devices, tmp_path: Path) -> None:
    offer = province.look(commune.write_file(tmp_path).path)
    with pytest.raises(Refusal, match="vân tay"):
        province.enrol(offer, confirmed="0000-0000-0000-0000")
    assert province.all() == ()


def test_a_code_may_be_typed_as_people_type(commune: Devices, province: Devices, tmp_path: Path) -> None:
    written = commune.write_file(tmp_path)
    typed = f" {written.code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    province.enrol(province.look(written.path), confirmed=typed)
    assert len(province.all()) == 1


def test_the_same_file_twice_changes_nothing(commune: Devices, province: Devices, tmp_path: Path) -> None:
    _enrol(province, commune, tmp_path)
    written = commune.write_file(tmp_path)
    offer = province.look(written.path)
    assert offer.known is not None
    assert not province.enrol(offer, confirmed=written.code).changed
    assert len(province.all()) == 1


def test_another_key_of_the_unit_replaces_the_one_before(
    commune: Devices, province: Devices, keys: PackageKeys, tmp_path: Path, clock: Clock
) -> None:
    first = commune.own_or_new()
    old = sign_detached(b"x", first)
    _enrol(province, commune, tmp_path)
    _another_key(commune, tmp_path / "commune")
    new = sign_detached(b"x", commune.own_or_new())
    assert keys.check_signed(b"x", new, owner=UNIT).state is KeyState.UNKNOWN
    clock.now = BEGIN + timedelta(days=3)
    offer = province.look(commune.write_file(tmp_path).path)
    assert [row.fingerprint for row in offer.replaces] == [first.fingerprint]
    province.enrol(offer, confirmed=offer.file.code)
    found = keys.check_signed(b"x", old, owner=UNIT)
    assert (found.state, keys.check_signed(b"x", new, owner=UNIT).state) == (KeyState.REPLACED, KeyState.KNOWN)
    assert "13/12/2025" in found.text


def test_a_replacement_that_is_undone_gives_the_old_key_back(
    commune: Devices, province: Devices, at_province: Session, tmp_path: Path
) -> None:
    first = commune.own_or_new()
    _enrol(province, commune, tmp_path)
    _another_key(commune, tmp_path / "commune")
    _enrol(province, commune, tmp_path)
    at_province.undo()
    assert [(row.fingerprint, row.is_active) for row in province.all()] == [(first.fingerprint, True)]


def test_a_retired_key_is_not_taken_again(commune: Devices, province: Devices, tmp_path: Path) -> None:
    province.retire(_enrol(province, commune, tmp_path))
    with pytest.raises(Refusal, match="thôi dùng"):
        province.look(commune.write_file(tmp_path).path)
    with pytest.raises(Refusal, match="thôi dùng"):
        province.retire(province.all()[0].id)


def test_a_commune_takes_the_device_of_the_province_alone(commune: Devices, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="của tỉnh"):
        commune.look(commune.write_file(tmp_path).path)


def test_the_province_takes_devices_of_its_own_communes_alone(
    commune: Devices, at_province: Session, tmp_path: Path
) -> None:
    others = [unit for unit in LIBRARY.units if unit.code != UNIT]
    with pytest.raises(Refusal, match="không phải một xã, phường"):
        Devices(at_province, others).look(commune.write_file(tmp_path).path)


def test_a_signature_of_the_next_commune_is_told(commune: Devices, province: Devices, keys, tmp_path: Path) -> None:
    _enrol(province, commune, tmp_path)
    signature = sign_detached(b"x", commune.own_or_new())
    found = keys.check_signed(b"x", signature, owner="00700")
    assert found.state is KeyState.OTHER_UNIT
    assert "Phường Hà Giang 1" in found.text


def test_broken_is_told_apart_from_unknown(commune: Devices, province: Devices, keys, tmp_path: Path) -> None:
    signature = sign_detached(b"x", commune.own_or_new())
    assert keys.check_signed(b"x", signature, owner=UNIT).state is KeyState.UNKNOWN
    assert keys.check_signed(b"y", signature, owner=UNIT).state is KeyState.BROKEN
    assert keys.check_signed(b"x", b"", owner=UNIT).state is KeyState.BROKEN


def test_the_devices_of_an_open_folder_can_be_looked_at(commune: Devices, province: Devices, tmp_path: Path) -> None:
    _enrol(province, commune, tmp_path)
    assert devices_of_folder(tmp_path / "province") == province.all()
    assert devices_of_folder(tmp_path / "nowhere") is None


def test_no_private_key_is_in_the_file(commune: Devices, tmp_path: Path) -> None:
    content = commune.write_file(tmp_path).path.read_bytes()
    assert b"PRIVATE" not in content
    assert json.loads(content).keys() == {
        "format", "format_version", "owner", "owner_name", "made_at", "certificate", "proof",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("owner", "00700"),
        ("owner", PROVINCE),
        ("owner_name", "Xã khác"),
        ("made_at", "2025-12-11T09:00:00+07:00"),
        ("made_at", "hôm qua"),
        ("format_version", 2),
        ("format", "khác"),
        ("certificate", "AAAA"),
        ("proof", ""),
        ("proof", 5),
        ("more", "x"),
    ],
)
def test_a_file_that_was_edited_is_refused(commune: Devices, tmp_path: Path, field: str, value: object) -> None:
    path = commune.write_file(tmp_path).path
    path.write_bytes(canonical({**json.loads(path.read_bytes()), field: value}))
    with pytest.raises(Fault) as told:
        read_device_file(path)
    assert told.value.code == "device-file"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[" * 60_000, b"\xff", b"null", b" " * 200_000, b'{"format":"cchc-device"}'], ids=range(7)
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.cchc-khoa"
    path.write_bytes(content)
    with pytest.raises(Fault):
        read_device_file(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Fault) as told:
        read_device_file(tmp_path / "x.cchc-khoa")
    assert told.value.code == "device-file-unreadable"
