"""Reading back past the memory of the machine: on a real small file system, in memory, and with what mincore says."""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.loop_sticks import BLOCK, LoopStick, loop_stick
from support.small_disk import small_disk

from cchc_desktop.system import read_back as reading
from cchc_desktop.system.read_back import CHUNK, read_back

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts small file systems")
SIZES = (0, 1, BLOCK - 1, BLOCK, BLOCK + 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 777)


@pytest.fixture
def usb(tmp_path: Path) -> Iterator[LoopStick]:
    with loop_stick(tmp_path) as stick:
        yield stick


def written(path: Path, size: int) -> bytes:
    data = os.urandom(size)
    path.write_bytes(data)
    return data


@pytest.mark.parametrize("is_direct", [True, False])
def test_a_file_of_any_size_reads_back_whole(
    usb: LoopStick, monkeypatch: pytest.MonkeyPatch, *, is_direct: bool
) -> None:
    if not is_direct:
        monkeypatch.setattr(reading, "_O_DIRECT", 0)
    for size in SIZES:
        data = written(usb.path / "tep", size)
        found = read_back(usb.path / "tep")
        assert (found.sha256, found.size) == (hashlib.sha256(data).hexdigest(), size)
        assert found.past_memory, "without O_DIRECT the kernel says that no page is left in memory"


@pytest.mark.parametrize("is_direct", [True, False])
def test_what_the_medium_lost_is_seen_although_the_memory_still_has_it(
    usb: LoopStick, monkeypatch: pytest.MonkeyPatch, *, is_direct: bool
) -> None:
    if not is_direct:
        monkeypatch.setattr(reading, "_O_DIRECT", 0)
    path = usb.path / "tep"
    data = written(path, 3 * CHUNK)
    os.sync()
    usb.spoil(data, keep=2 * CHUNK)
    assert path.read_bytes() == data
    assert read_back(path).sha256 != hashlib.sha256(data).hexdigest()


def test_pages_that_cannot_be_dropped_do_not_count(usb: LoopStick, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody maps the file and holds its pages: the kernel keeps them whatever is advised."""
    import mmap

    monkeypatch.setattr(reading, "_O_DIRECT", 0)
    path = usb.path / "tep"
    written(path, CHUNK)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as held:
        assert sum(held[::BLOCK]) >= 0
        assert reading.pages_in_memory(file.fileno()) == CHUNK // BLOCK
        assert not read_back(path).past_memory


def test_a_file_system_in_memory_never_counts(tmp_path: Path) -> None:
    with small_disk(tmp_path, 8) as disk:
        data = written(disk.path / "tep", CHUNK + 1)
        found = read_back(disk.path / "tep")
    assert (found.sha256, found.past_memory) == (hashlib.sha256(data).hexdigest(), False)


@pytest.mark.parametrize("kind", ["fuseblk", "fuse.exfat", "cifs", "nfs4", ""])
def test_file_systems_that_keep_copies_of_their_own_never_count(
    usb: LoopStick, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(reading, "mount_of", lambda _path, _mounts: ("", "", kind))
    written(usb.path / "tep", CHUNK)
    assert not read_back(usb.path / "tep").past_memory


def test_the_bytes_read_are_told_and_the_reading_can_be_ended(usb: LoopStick) -> None:
    written(usb.path / "tep", 2 * CHUNK + 5)
    heard: list[int] = []
    read_back(usb.path / "tep", told=heard.append)
    assert heard == [CHUNK, 2 * CHUNK, 2 * CHUNK + 5]

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_back(usb.path / "tep", told=stop)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_back(tmp_path / "khong-co")
