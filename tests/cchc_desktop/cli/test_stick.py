"""Writing to sticks from the command line: the same service as the screen, its answers and exit codes."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.communes import new_province
from support.loop_sticks import LoopStick, loop_stick, taken_for_plugged_in
from support.signed_folders import make_signed_folder, the_plan
from support.small_disk import small_disk
from support.workplaces import UNIT, empty_workplace

from cchc_desktop.__main__ import main
from cchc_desktop.system.clock import system_clock


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ky") / "du-lieu"
    make_signed_folder(folder, system_clock)
    return folder


@pytest.fixture
def commune(signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A commune with a signed plan; sticks are plugged in below "cam"."""
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    shutil.copytree(signed, tmp_path / "xa")
    return tmp_path / "xa"


@pytest.fixture
def usb(tmp_path: Path) -> Iterator[LoopStick]:
    with loop_stick(tmp_path / "cam") as stick:
        yield stick


def run(
    capsys: pytest.CaptureFixture[str], folder: Path, *words: str | Path, unit: str = UNIT
) -> tuple[int, dict[str, Any]]:
    workplace = empty_workplace(folder, system_clock)
    period = the_plan(workplace.command_line_desk()).period.code
    workplace.store.close(with_backup=False)
    line = ["submission", "stick", "--unit", unit, "--kind", "plan", "--period", period, *map(str, words)]
    code = main([*line, "--data", str(folder), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_only_stick_gets_the_package_and_the_province_receives_it(
    capsys: pytest.CaptureFixture[str], commune: Path, usb: LoopStick, tmp_path: Path
) -> None:
    code, told = run(capsys, commune)
    assert code == 0
    (copy,) = told["copies"]
    assert (copy["stick"], copy["read_back"], copy["was_there"]) == ("USB-XA", True, False)
    assert usb.names == [Path(copy["file"]).name]
    new_province(tmp_path / "tinh", system_clock).store.close(with_backup=False)
    assert main(["province", "receive", str(usb.path), "--data", str(tmp_path / "tinh"), "--json"]) == 0
    received = json.loads(capsys.readouterr().out)
    assert [item["sha256"] for item in received["packages"]] == [copy["sha256"]]


def test_the_same_again_is_the_same_copy_and_is_read_again_on_demand(
    capsys: pytest.CaptureFixture[str], commune: Path, usb: LoopStick
) -> None:
    first = run(capsys, commune, "--to", usb.path)[1]["copies"][0]
    second = run(capsys, commune, "--to", usb.path)[1]["copies"][0]
    code, third = run(capsys, commune, "--again")
    assert code == 0
    assert (second["copy"], second["was_there"]) == (first["copy"], True)
    assert [copy["copy"] for copy in third["copies"]] == [first["copy"]]


def test_several_sticks_want_a_choice(
    capsys: pytest.CaptureFixture[str], commune: Path, usb: LoopStick, tmp_path: Path
) -> None:
    with loop_stick(tmp_path / "cam", "USB-HAI") as second:
        code, told = run(capsys, commune)
        assert code == 2
        assert all(str(stick.path) in str(told) for stick in (usb, second))
        assert (usb.names, second.names) == ([], [])


def test_a_folder_is_written_and_read_in_the_same_way(
    capsys: pytest.CaptureFixture[str], commune: Path, tmp_path: Path
) -> None:
    (tmp_path / "may-chu").mkdir()
    _, told = run(capsys, commune, "--to", tmp_path / "may-chu")
    assert told["copies"][0]["stick"] == ""
    assert Path(told["copies"][0]["file"]).parent == tmp_path / "may-chu"


def test_a_stick_that_must_be_plugged_in_again_is_a_finding(
    capsys: pytest.CaptureFixture[str], commune: Path, tmp_path: Path
) -> None:
    (tmp_path / "cam").mkdir()
    with small_disk(tmp_path / "cam", 8):
        code, told = run(capsys, commune)
    assert code == 1
    assert not told["copies"][0]["read_back"]


def test_a_full_stick_is_a_fault(capsys: pytest.CaptureFixture[str], commune: Path, usb: LoopStick) -> None:
    usb.leave(1 << 17)
    code, told = run(capsys, commune)
    assert code == 3
    assert told["fault"]["code"] == "stick-full"
    assert usb.names == []


@pytest.mark.parametrize("words", [[], ["--again"], ["--to", "khong-co"]])
def test_nothing_to_write_to_or_to_read_is_wrong_use(
    capsys: pytest.CaptureFixture[str], commune: Path, words: list[str]
) -> None:
    assert run(capsys, commune, *words)[0] == 2


def test_another_unit_is_wrong_use(capsys: pytest.CaptureFixture[str], commune: Path, usb: LoopStick) -> None:
    assert run(capsys, commune, unit="00001")[0] == 2
    assert usb.names == []


def test_what_nobody_began_is_refused(capsys: pytest.CaptureFixture[str], commune: Path, usb: LoopStick) -> None:
    line = ["submission", "stick", "--unit", UNIT, "--kind", "assessment", "--period", "2025", "--data", str(commune)]
    assert main([*line, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"]
    assert usb.names == []
