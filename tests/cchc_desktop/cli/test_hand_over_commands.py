"""Handing over and receiving from the command line, and the folders that are refused there."""

import json
import shutil
from pathlib import Path

import pytest
from support.hand_overs import answers, worked_in
from support.workplaces import empty_workplace

from cchc_desktop.__main__ import main
from cchc_desktop.cli.demo import demo
from cchc_desktop.services import start_checks
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.volumes import Drive

GIVE = ("hand-over", "--to", "Phạm Thị Hoa", "--by", "nguyễn thị lan", "--reason", "Chuyển công tác", "--out")


def run(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, dict[str, object]]:
    code = main(["--data", str(folder), "data", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    worked_in(tmp_path / "du-lieu").store.close(with_backup=False)
    return tmp_path / "du-lieu"


def test_what_is_handed_over_is_received_elsewhere_with_the_same_code(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, given = run(capsys, folder, *GIVE, str(tmp_path / "usb"))
    assert (code, given["files"], given["unit"]) == (0, 1, "00694")
    file = str(given["file"])
    code, looked = run(capsys, tmp_path / "moi", "receive", file, "--dry-run")
    assert (code, looked["received"], looked["code"]) == (0, False, given["code"])
    assert not (tmp_path / "moi").exists()
    code, refused = run(capsys, tmp_path / "moi", "receive", file, "--code", "0000-0000-0000")
    assert (code, refused["received"]) == (1, False)
    spoken = str(given["code"]).lower().replace("-", " ")
    code, received = run(capsys, tmp_path / "moi", "receive", file, "--code", spoken)
    assert (code, received["received"]) == (0, True)
    opened = empty_workplace(tmp_path / "moi")
    assert answers(opened) == ["cũ"]
    opened.close()
    code, again = run(capsys, folder, *GIVE, str(tmp_path / "usb"))
    assert code == 3
    assert "đã bàn giao cho Phạm Thị Hoa" in str(again["fault"])


def test_the_giver_must_have_an_account(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [*GIVE, str(tmp_path / "usb")]
    arguments[arguments.index("nguyễn thị lan")] = "Ai Đó"
    code, answer = run(capsys, folder, *arguments)
    assert code == 2
    assert "Nguyễn Thị Lan" in str(answer["error"])


def test_a_copy_of_a_folder_is_not_worked_in_without_a_word(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder, tmp_path / "chep")
    for arguments in (("check", "--mend"), (*GIVE, str(tmp_path / "usb"))):
        code, answer = run(capsys, tmp_path / "chep", *arguments)
        assert code == 3
        assert "folder-elsewhere" in str(answer["fault"])
    assert not (tmp_path / "usb").exists()


@pytest.mark.parametrize("arguments", [("backup",), ("restore",), ("check", "--mend"), ("receive", "x")])
def test_an_unsuited_folder_is_refused_on_the_command_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    if arguments[0] != "receive":
        monkeypatch.setattr(start_checks, "drive_of", lambda _folder: Drive.REMOVABLE)
    code, answer = run(capsys, folder, *arguments)
    assert code == 3
    expected = "hand-over-unreadable" if arguments[0] == "receive" else "folder-unsuited"
    assert expected in str(answer["fault"])


def test_an_unsuited_folder_is_refused_by_imports_and_exports(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_checks, "drive_of", lambda _folder: Drive.NETWORK)
    export = [
        "submission",
        "export",
        "--unit",
        "00694",
        "--period",
        "2025-Q4",
        "--kind",
        "report",
        "--out",
        str(tmp_path),
    ]
    assert main(["--data", str(folder), *export, "--json"]) == 3
    assert "folder-unsuited" in capsys.readouterr().out


def test_the_demonstration_keeps_off_unsuited_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_checks, "drive_of", lambda _folder: Drive.REMOVABLE)
    with pytest.raises(Fault) as refused:
        demo(tmp_path / "mau", screens=False)
    assert refused.value.code == "folder-unsuited"
    assert not (tmp_path / "mau").exists()
