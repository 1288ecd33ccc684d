"""A file holds the old content or the whole new one; what the machine refuses is told as it is."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import make_folder, replacing, translate, write_bytes

REPOSITORY = Path(__file__).parents[3]


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "sổ.txt"
    write_bytes(path, b"old")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_the_final_name_appears_only_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with replacing(path) as file:
        file.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"


def test_an_error_in_the_block_leaves_the_old_file_and_no_temporary(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError):
        _write_until_an_error(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _write_until_an_error(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"new")
        raise RuntimeError


@pytest.mark.parametrize("size", [3, 5_000_000], ids=["noticed when flushing", "noticed while writing"])
def test_a_disk_that_fills_up_is_called_full_and_leaves_the_old_file(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(Fault) as caught:
        _write_on_a_disk_that_fills_up(path, size)
    assert caught.value.code == "disk-full"
    assert str(tmp_path) in caught.value.what
    assert "cần 5 MB, còn trống" in caught.value.what
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _write_on_a_disk_that_fills_up(path: Path, size: int) -> None:
    with Path("/dev/full").open("wb") as full, replacing(path, needed=5_000_000) as file:
        os.dup2(full.fileno(), file.fileno())  # from here on the kernel answers ENOSPC, as a full disk does
        file.write(bytes(size))


def test_a_file_that_hits_a_size_limit_leaves_nothing(tmp_path: Path) -> None:
    program = (
        "import signal, sys; from pathlib import Path\n"
        "from cchc_desktop.system.fault import Fault\n"
        "from cchc_desktop.system.safe_write import write_bytes\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n    write_bytes(Path(sys.argv[1]), bytes(100_000))\n"
        "except Fault as fault:\n    print(fault.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a")],
        cwd=REPOSITORY,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "write-failed"
    assert list(tmp_path.iterdir()) == []


def test_a_process_killed_while_writing_leaves_no_file_of_the_final_name(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from cchc_desktop.system.safe_write import replacing\n"
        "with replacing(Path(sys.argv[1])) as file:\n"
        "    file.write(bytes(100_000)); file.flush(); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a")], cwd=REPOSITORY, check=False)
    assert done.returncode == -9
    assert not (tmp_path / "a").exists()


def test_a_folder_that_vanished_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "usb"
    with pytest.raises(Fault) as caught:
        write_bytes(gone / "a", b"x")
    assert caught.value.code == "folder-vanished"
    assert str(gone) in caught.value.what


def test_a_folder_that_is_really_a_file_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "usb").write_bytes(b"")
    with pytest.raises(Fault) as caught:
        write_bytes(tmp_path / "usb" / "a", b"x")
    assert caught.value.code == "folder-vanished"


@pytest.fixture
def _ordinary_user(locked_folder: Path) -> Iterator[None]:
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.mark.usefixtures("_ordinary_user")
def test_a_folder_that_must_not_be_written_is_named(locked_folder: Path) -> None:
    with pytest.raises(Fault) as caught:
        write_bytes(locked_folder / "a", b"x")
    assert caught.value.code == "folder-read-only"
    assert str(locked_folder) in caught.value.what


@pytest.fixture
def locked_folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EROFS, "folder-read-only"),
        (errno.EACCES, "folder-read-only"),
        (errno.EPERM, "folder-read-only"),
        (errno.ENOENT, "folder-vanished"),
        (errno.EIO, "write-failed"),
        (errno.EBUSY, "write-failed"),
    ],
)
def test_each_error_of_the_machine_has_its_own_name(tmp_path: Path, number: int, code: str) -> None:
    fault = translate(OSError(number, os.strerror(number)), tmp_path / "a", 3_000_000)
    assert fault.code == code
    assert str(tmp_path) in fault.what


def test_a_file_that_windows_says_is_open_elsewhere_is_not_called_read_only(tmp_path: Path) -> None:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined]  # the attribute exists on Windows only
    assert translate(error, tmp_path / "a").code == "file-in-use"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "tep").write_bytes(b"x")
    with pytest.raises(Fault) as caught:
        make_folder(tmp_path / "tep" / "c")
    assert caught.value.code == "folder-vanished"
    assert str(tmp_path / "tep") in caught.value.what
