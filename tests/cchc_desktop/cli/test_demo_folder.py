"""The folder of the demonstration: what it refuses, what it replaces, what it puts back."""

import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop.__main__ import main
from cchc_desktop.cli.demo_folder import DemoFolder, fresh, why_not
from cchc_desktop.system.fault import Fault
from db.folder import DataFolder

ROOT = Path(__file__).parents[3]


def earlier_demo(out: Path) -> DemoFolder:
    with fresh(out) as folder:
        (folder.packages / "cu.zip").write_bytes(b"an earlier package")
    return folder


def test_a_folder_that_does_not_exist_yet_is_made_and_marked(tmp_path: Path) -> None:
    folder = earlier_demo(tmp_path / "moi" / "thu")
    assert folder.marker.is_file()
    assert why_not(folder.path) == ""


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    assert why_not(tmp_path) == ""


def test_a_folder_with_other_files_is_refused_untouched_with_exit_code_2(tmp_path: Path, capsys) -> None:
    (tmp_path / "báo cáo.docx").write_bytes(b"work of somebody")
    assert main(["demo", "--out", str(tmp_path)]) == 2
    assert "đã có dữ liệu khác; chưa có gì bị thay đổi" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["báo cáo.docx"]


def test_a_marker_that_somebody_else_wrote_does_not_open_the_folder(tmp_path: Path) -> None:
    DemoFolder(tmp_path).marker.write_text("{}")
    assert "đã có dữ liệu khác" in why_not(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_wrong_use(tmp_path: Path, capsys) -> None:
    file = tmp_path / "tep.txt"
    file.write_text("văn bản")
    assert main(["demo", "--out", str(file)]) == 2
    assert "là một tệp, không phải thư mục" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told_calmly_with_exit_code_3(tmp_path: Path, capsys) -> None:
    (tmp_path / "tep.txt").write_text("văn bản")
    assert main(["demo", "--out", str(tmp_path / "tep.txt" / "thu")]) == 3
    said = capsys.readouterr().err
    assert "Không còn tìm thấy thư mục" in said
    assert "chọn thư mục khác" in said


def test_files_that_somebody_put_into_an_earlier_demonstration_are_not_deleted(tmp_path: Path) -> None:
    folder = earlier_demo(tmp_path)
    (tmp_path / "ghi chú.txt").write_text("của tôi")
    assert "ghi chú.txt" in why_not(folder.path)


def test_an_earlier_demonstration_is_replaced_as_a_whole(tmp_path: Path) -> None:
    earlier_demo(tmp_path)
    with fresh(tmp_path) as folder:
        (folder.packages / "moi.zip").write_bytes(b"a new package")
    assert [path.name for path in folder.packages.iterdir()] == ["moi.zip"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cchc-demo.json", "goi-nop", "tai-lieu-mau"]


def fail(out: Path) -> None:
    with fresh(out) as folder:
        (folder.packages / "moi.zip").write_bytes(b"half a package")
        raise RuntimeError("power cut")


def test_an_earlier_demonstration_is_put_back_when_the_new_one_fails(tmp_path: Path) -> None:
    folder = earlier_demo(tmp_path)
    with pytest.raises(RuntimeError, match="power cut"):
        fail(tmp_path)
    assert [path.name for path in folder.packages.iterdir()] == ["cu.zip"]
    assert why_not(tmp_path) == ""


def test_a_first_demonstration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="power cut"):
        fail(tmp_path / "thu")
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_was_killed_half_way_can_be_run_again(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys\n"
        "from cchc_desktop.cli.demo_folder import fresh\n"
        "with fresh(pathlib.Path(sys.argv[1])) as folder:\n"
        "    (folder.packages / 'do-dang.zip').write_bytes(b'half a package')\n"
        "    os._exit(7)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)
    assert killed.returncode == 7
    assert why_not(tmp_path) == ""
    assert [path.name for path in earlier_demo(tmp_path).packages.iterdir()] == ["cu.zip"]


def test_sample_data_that_are_open_in_a_window_are_not_replaced(tmp_path: Path) -> None:
    folder = earlier_demo(tmp_path)
    folder.data.mkdir()
    window = DataFolder(folder.data).lock()
    try:
        with pytest.raises(Fault, match="đang được mở ở một cửa sổ"), fresh(tmp_path):
            pass
    finally:
        window.release()
    assert (folder.packages / "cu.zip").exists()
