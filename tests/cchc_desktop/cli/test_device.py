"""Keys at the command line: packages that are signed, files that enrol, and what ``package verify`` tells of keys."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from support.workplaces import LEADER_PASSWORD, UNIT, desk_of, empty_workplace, new_workplace

from cchc_desktop.__main__ import main
from cchc_desktop.domain.submission import Kind
from cchc_desktop.packages.layout import TAG_SIGNATURE
from cchc_desktop.services.devices.device_file import PROVINCE
from cchc_desktop.services.devices.devices import KEY_FILE
from db.tables import workspace


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    new_workplace(tmp_path / "commune").store.close(with_backup=False)
    return tmp_path / "commune"


@pytest.fixture
def province(tmp_path: Path) -> Path:
    place = new_workplace(tmp_path / "province")
    with place.store.work(None) as work:
        identity = str(work.connection.scalar(sa.select(workspace.c.id)))
        work.update(workspace, identity, desk=PROVINCE, unit_code="08")
    place.store.close(with_backup=False)
    return tmp_path / "province"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def answer(folder: Path, *arguments: str) -> tuple[int, dict]:
        capsys.readouterr()
        code = main(["--data", str(folder), *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return answer


@pytest.fixture
def package(commune: Path, tmp_path: Path) -> Path:
    """The package of a plan that the leader confirmed."""
    place = empty_workplace(commune)
    desk = desk_of(place)
    period = desk.submissions.default_period(Kind.PLAN)
    desk.submissions.complete(Kind.PLAN, period)
    row = desk.submissions.current(Kind.PLAN, period)
    desk.submissions.sign_with_password(Kind.PLAN, period, leader_id=row.leader_id, password=LEADER_PASSWORD)
    written = desk.dispatch.write_package(row.id, tmp_path)
    again = desk.dispatch.write_package(row.id, tmp_path)
    assert written.sha256 == again.sha256
    place.store.close(with_backup=False)
    return written.path


def _enrolled(run, commune: Path, province: Path, out: Path) -> None:
    _, written = run(commune, "device", "export", "--out", str(out))
    code, answer = run(province, "device", "enrol", written["file"], "--code", written["code"])
    assert (code, answer["enrolled"]) == (0, True)


def test_a_file_without_a_code_is_only_looked_at(run, commune: Path, province: Path, tmp_path: Path) -> None:
    _, written = run(commune, "device", "export", "--out", str(tmp_path))
    code, answer = run(province, "device", "enrol", written["file"])
    assert (code, answer["enrolled"], answer["code"]) == (1, False, written["code"])
    assert run(province, "device", "list")[1]["devices"] == []


def test_devices_are_listed_and_retired(run, commune: Path, province: Path, tmp_path: Path) -> None:
    _enrolled(run, commune, province, tmp_path)
    (row,) = run(province, "device", "list")[1]["devices"]
    assert (row["owner"], row["retired_at"]) == (UNIT, "")
    assert run(province, "device", "retire", row["code"].lower())[0] == 0
    assert run(province, "device", "list")[1]["devices"][0]["retired_at"]
    assert run(province, "device", "retire", "0000-0000-0000-0000")[0] == 2


def test_a_package_is_signed_by_the_machine_that_wrote_it(run, package: Path, commune: Path) -> None:
    with ZipFile(package) as archive:
        assert archive.namelist()[-1].endswith(f"/{TAG_SIGNATURE}")
    code, answer = run(commune, "package", "verify", str(package))
    assert (code, answer["verdict"], answer["key"]["state"]) == (0, "valid", "known")


def test_the_key_is_made_by_the_first_package_and_not_before(commune: Path, request: pytest.FixtureRequest) -> None:
    assert not (commune / KEY_FILE).exists()
    request.getfixturevalue("package")
    assert (commune / KEY_FILE).exists()


def test_the_province_tells_unknown_known_and_replaced_keys(
    run, package: Path, commune: Path, province: Path, tmp_path: Path
) -> None:
    def state() -> tuple[int, str, str]:
        code, answer = run(province, "package", "verify", str(package))
        return code, answer["verdict"], answer["key"]["state"]

    assert state() == (0, "valid", "unknown")
    _enrolled(run, commune, province, tmp_path)
    assert state() == (0, "valid", "known")
    (commune / KEY_FILE).unlink()
    _enrolled(run, commune, province, tmp_path)
    assert state() == (0, "valid", "replaced")


def test_a_broken_signature_is_told_apart(run, package: Path, province: Path, tmp_path: Path) -> None:
    whole = package.read_bytes()
    start = whole.index(b"\x30\x82", whole.rindex(b"PK\x03\x04"))
    spoiled = tmp_path / "spoiled.zip"
    spoiled.write_bytes(whole[: start + 50] + bytes([whole[start + 50] ^ 1]) + whole[start + 51 :])
    code, answer = run(province, "package", "verify", str(spoiled))
    assert (code, answer["verdict"], answer["key"]["state"]) == (1, "invalid", "broken")
    assert {problem["path"] for problem in answer["problems"]} == {TAG_SIGNATURE}


def test_a_machine_without_data_checks_the_bytes_and_knows_no_key(run, package: Path, tmp_path: Path) -> None:
    code, answer = run(tmp_path / "nowhere", "package", "verify", str(package))
    assert (code, answer["key"]["state"]) == (0, "unknown")
    assert not (tmp_path / "nowhere").exists()


def test_a_spoiled_key_file_stops_the_export_and_leaves_nothing(run, commune: Path, tmp_path: Path) -> None:
    (commune / KEY_FILE).write_bytes(b"x")
    out = tmp_path / "out"
    code, answer = run(commune, "device", "export", "--out", str(out))
    assert (code, answer["fault"]["code"]) == (3, "device-key")
    assert list(out.iterdir()) == []
