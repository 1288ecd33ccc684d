"""Receiving from the command line: the same service as the screen, its answers and exit codes."""

import json
from pathlib import Path

import pytest
from support.communes import LIBRARY, new_province, write_commune
from support.workplaces import fixed_clock, new_workplace

from cchc_desktop.__main__ import main

UNITS = LIBRARY.units


@pytest.fixture
def province(tmp_path: Path) -> Path:
    folder = tmp_path / "tinh"
    new_province(folder, fixed_clock()).store.close(with_backup=False)
    return folder


def run(capsys: pytest.CaptureFixture[str], folder: Path, *words: str | Path) -> tuple[int, dict[str, object]]:
    code = main(["province", "receive", *map(str, words), "--data", str(folder), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_dry_run_counts_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], province: Path, tmp_path: Path
) -> None:
    write_commune(tmp_path / "usb", UNITS[0])
    code, told = run(capsys, province, tmp_path / "usb", "--dry-run")
    assert code == 0
    assert told["received"] is False
    assert told["counts"]["new"] == 1  # type: ignore[index] # parsed JSON
    assert not (province / "goi-nhan").exists()


def test_a_receipt_twice_is_done_then_unchanged(
    capsys: pytest.CaptureFixture[str], province: Path, tmp_path: Path
) -> None:
    write_commune(tmp_path / "usb", UNITS[0])
    assert run(capsys, province, tmp_path / "usb")[0] == 0
    code, told = run(capsys, province, tmp_path / "usb")
    assert code == 0
    assert told["counts"]["unchanged"] == 1  # type: ignore[index] # parsed JSON


def test_a_rejected_package_is_a_finding(capsys: pytest.CaptureFixture[str], province: Path, tmp_path: Path) -> None:
    (tmp_path / "hong.zip").write_bytes(b"khong phai goi nop")
    code, told = run(capsys, province, tmp_path / "hong.zip")
    assert code == 1
    assert told["counts"]["rejected"] == 1  # type: ignore[index] # parsed JSON
    assert list((province / "cach-ly").glob("*.zip"))


def test_the_folder_of_a_commune_receives_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    new_workplace(tmp_path / "xa").store.close(with_backup=False)
    package = write_commune(tmp_path / "usb", UNITS[0])
    assert run(capsys, tmp_path / "xa", package)[0] == 2


def test_a_folder_that_is_open_elsewhere_is_the_machines_trouble(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workplace = new_province(tmp_path / "tinh", fixed_clock())
    package = write_commune(tmp_path / "usb", UNITS[0])
    code, told = run(capsys, tmp_path / "tinh", package)
    workplace.store.close(with_backup=False)
    assert code == 3
    assert told["fault"]["code"] == "already-open"  # type: ignore[index] # parsed JSON
