"""Care for the data from the command line: list, back up, rehearse, mend, restore."""

import json
from pathlib import Path

import pytest
from support.workplaces import desk_of, empty_workplace, fixed_clock, new_workplace

from cchc_desktop.__main__ import main
from cchc_desktop.services.backups import second_place
from db.evidence_files import EvidenceFiles
from db.folder import DataFolder

TASK = "TQ2025H2-06"


def run(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, dict[str, object]]:
    code = main(["--data", str(folder), "data", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def said(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, str]:
    code = main(["--data", str(folder), "data", *arguments])
    return code, capsys.readouterr().out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one entry and one evidence file."""
    workplace = new_workplace(tmp_path / "du-lieu", fixed_clock())
    desk = desk_of(workplace)
    source = tmp_path / "quyet-dinh.pdf"
    source.write_bytes(b"%PDF-1.7 quyet dinh")
    product = desk.tasks.add_product(desk.tasks.add_entry(TASK).value, "Quyết định").value
    desk.evidence.attach_to_product(product, source)
    workplace.store.close(with_backup=False)
    return tmp_path / "du-lieu"


def test_a_backup_goes_to_the_second_place_too_and_is_listed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    place = second_place.choose(DataFolder(folder), usb)
    code, answer = run(capsys, folder, "backup")
    assert (code, answer["files"], answer["second_place"]) == (0, 2, True)
    assert list(place.folder.glob("cchc-*.db"))
    code, text = said(capsys, folder, "list")
    assert code == 0
    assert "Máy này và nơi thứ hai: 1 nhiệm vụ có cập nhật, 0 dòng sổ, 0 báo cáo, 1 tài liệu kiểm chứng" in text


def test_an_absent_second_place_is_told_and_is_no_failure(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    second_place.choose(DataFolder(folder), usb)
    usb.rename(tmp_path / "rut-ra")
    code, text = said(capsys, folder, "backup")
    assert code == 0
    assert "chưa có mặt nên chưa chép sang đó" in text


def test_a_rehearsal_says_that_the_newest_backup_can_be_restored(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, folder, "backup")
    code, answer = run(capsys, folder, "rehearse")
    assert (code, answer["problems"]) == (0, [])


def test_a_rehearsal_without_a_backup_names_where_it_looked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--data", str(folder), "data", "rehearse"])
    assert code == 3
    assert "Không tìm thấy bản sao lưu" in capsys.readouterr().err


def test_a_lost_evidence_file_is_found_mended_and_found_no_more(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, folder, "backup")
    files = EvidenceFiles(folder / "minh-chung")
    (sha256,) = files.hashes()
    files.path(sha256).unlink()
    code, answer = run(capsys, folder, "check")
    assert (code, len(list(answer["problems"]))) == (1, 1)  # type: ignore[call-overload]  # JSON
    code, text = said(capsys, folder, "check", "--mend")
    assert code == 0
    assert "Đã lấy lại tệp “quyet-dinh.pdf” từ nơi sao lưu." in text
    code, answer = run(capsys, folder, "check")
    assert (code, answer["problems"]) == (0, [])
    assert run(capsys, folder, "check", "--mend")[1]["done"] == []


def test_a_restore_tells_where_the_old_data_are_and_brings_them_back_on_request(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, folder, "backup")
    workplace = empty_workplace(folder)
    desk_of(workplace).tasks.add_entry(TASK)
    workplace.store.close(with_backup=False)
    code, answer = run(capsys, folder, "restore")
    assert code == 0
    assert entries(folder) == 1
    assert run(capsys, folder, "restore", f"{answer['set_aside']}/cchc.db")[0] == 0
    assert entries(folder) == 2


def entries(folder: Path) -> int:
    workplace = empty_workplace(folder)
    found = len(desk_of(workplace).tasks.detail(TASK).entries)
    workplace.store.close(with_backup=False)
    return found
