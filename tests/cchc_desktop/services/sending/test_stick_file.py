"""One file onto one stick, on real small file systems: whole and read back, or gone with a sentence that says why."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.loop_sticks import LoopStick, loop_stick, taken_for_plugged_in
from support.small_disk import small_disk

from cchc_desktop.services.sending import stick_file
from cchc_desktop.services.sending.machine_package import Source
from cchc_desktop.services.sending.stick_file import READING, WRITING, put
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.removable import Stick, plugged_in, stick_at
from cchc_desktop.system.safe_write import publish

NAME = "CCHC_00694_2025-Q4_tien-do_ban1_7K3MQ2XA.zip"
SIZE = 3_000_001


class Stop(Exception):
    """Somebody wants no more."""


@pytest.fixture
def usb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopStick]:
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    with loop_stick(tmp_path / "cam") as stick:
        yield stick


@pytest.fixture(params=["ext4", "ext4 without second names", "vfat"])
def any_usb(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopStick]:
    """Sticks as they are sold have FAT; where this machine has none, its lack of second names at least."""
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    kind, _, without = request.param.partition(" ")
    if without:
        monkeypatch.setattr(os, "link", _no_link)
    with loop_stick(tmp_path / "cam", kind=kind) as stick:
        yield stick


def _no_link(*_paths: Path) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "goi" / NAME
    path.parent.mkdir()
    path.write_bytes(os.urandom(SIZE))
    return source_of(path)


def source_of(path: Path) -> Source:
    data = path.read_bytes()
    return Source(path, hashlib.sha256(data).hexdigest(), len(data))


def nobody(_done: int, _words: str) -> None:
    """Nobody listens."""


def at(words: str, deed: Callable[[], None], *, after: int = 0) -> stick_file.Told:
    """Do something once, as soon as this much of writing or reading is done."""
    done: list[int] = []

    def told(count: int, now: str) -> None:
        if now == words and count >= after and not done:
            done.append(count)
            deed()

    return told


def stop() -> None:
    raise Stop


def the_stick() -> Stick:
    (stick,) = plugged_in()
    return stick


def refused(source: Source, stick: Stick, told: stick_file.Told = nobody) -> Fault:
    with pytest.raises(Fault) as caught:
        put(source, stick, told=told)
    fault = caught.value
    assert f"Bản trong máy còn nguyên: “{source.path}”." in fault.safe
    assert source_of(source.path) == source
    return fault


def test_a_stick_is_seen_with_its_name_and_room(usb: LoopStick) -> None:
    stick = the_stick()
    assert (stick.path, stick.label, stick.writable, stick.removable) == (usb.path, "USB-XA", True, True)
    assert 0 < stick.free < stick.size <= 24 << 20
    assert stick.now() == stick


def test_a_package_is_written_and_read_back_past_the_memory(any_usb: LoopStick, source: Source) -> None:
    heard: list[tuple[int, str]] = []
    done = put(source, the_stick(), told=lambda *told: heard.append(told))
    assert done.path.read_bytes() == source.path.read_bytes()
    assert (done.read.past_memory, done.kept, done.was_there) == (True, None, False)
    assert any_usb.names == [NAME]
    assert [count for count, _ in heard] == sorted(count for count, _ in heard)
    assert heard[-1] == (2 * SIZE, READING)
    assert {words for _, words in heard} == {WRITING, READING}


def test_the_package_that_is_there_already_is_read_and_not_written(usb: LoopStick, source: Source) -> None:
    put(source, the_stick(), told=nobody)
    before = (usb.path / NAME).stat()
    done = put(source, the_stick(), told=nobody)
    after = (usb.path / NAME).stat()
    assert (done.was_there, done.read.past_memory) == (True, True)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("size", [SIZE, 17])
def test_another_file_of_its_name_is_kept_beside(any_usb: LoopStick, source: Source, size: int) -> None:
    (any_usb.path / NAME).write_bytes(b"x" * size)
    done = put(source, the_stick(), told=nobody)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"x" * size
    assert any_usb.names == sorted((NAME, done.kept.name))


@pytest.mark.parametrize("words", [WRITING, READING])
def test_whoever_stops_leaves_the_stick_as_it_was(any_usb: LoopStick, source: Source, words: str) -> None:
    (any_usb.path / NAME).write_bytes(b"of another program")
    with pytest.raises(Stop):
        put(source, the_stick(), told=at(words, stop, after=1_000_000))
    assert any_usb.names == [NAME]
    assert (any_usb.path / NAME).read_bytes() == b"of another program"


def test_what_a_write_left_that_was_cut_off_is_cleared_away(usb: LoopStick, source: Source) -> None:
    (usb.path / ".cchc-usb-0123456789abcdef.tmp").write_bytes(b"half")
    put(source, the_stick(), told=nobody)
    assert usb.names == [NAME]


def test_a_full_stick_is_told_before_anything_is_written(usb: LoopStick, source: Source) -> None:
    usb.leave(SIZE)  # the bytes alone would fit: the file system needs some for itself
    fault = refused(source, the_stick())
    assert (fault.code, usb.names) == ("stick-full", [])
    assert "cần 5 MB" in fault.what
    assert "Chưa ghi gì lên USB" in fault.safe


def test_a_stick_that_fills_up_meanwhile_keeps_no_part(usb: LoopStick, source: Source) -> None:
    usb.leave(SIZE + (3 << 20))
    fault = refused(source, the_stick(), at(WRITING, lambda: usb.leave(1 << 16)))
    assert (fault.code, usb.names) == ("stick-full", [])
    assert "đã đầy khi đang ghi" in fault.what


def test_a_locked_stick_is_told_before_anything_is_written(usb: LoopStick, source: Source) -> None:
    usb.pull()
    usb.plug_in(options="ro")
    stick = the_stick()
    assert not stick.writable
    assert refused(source, stick).code == "stick-read-only"
    assert usb.names == []


def test_a_stick_that_locks_itself_meanwhile_is_told(usb: LoopStick, source: Source) -> None:
    fault = refused(source, the_stick(), at(WRITING, usb.lock, after=2_000_000))
    assert fault.code == "stick-read-only"
    assert not (usb.path / NAME).exists()


@pytest.mark.parametrize("words", [WRITING, READING])
def test_a_stick_that_is_pulled_is_told_and_this_machine_gets_nothing(
    any_usb: LoopStick, source: Source, words: str
) -> None:
    fault = refused(source, the_stick(), at(words, any_usb.pull, after=1_000_000))
    assert fault.code == "stick-pulled"
    assert list(any_usb.path.iterdir()) == []


def test_a_stick_that_is_pulled_before_is_told_and_this_machine_gets_nothing(usb: LoopStick, source: Source) -> None:
    stick = the_stick()
    usb.pull()
    assert refused(source, stick).code == "stick-pulled"
    assert list(usb.path.iterdir()) == []


def test_a_stick_that_is_pulled_right_before_the_first_byte_is_told_and_this_machine_gets_nothing(
    usb: LoopStick, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pull_and_name(count: int) -> str:
        usb.pull()
        return "0" * count

    monkeypatch.setattr(stick_file.secrets, "token_hex", pull_and_name)
    assert refused(source, the_stick()).code == "stick-pulled"
    assert list(usb.path.iterdir()) == []


def test_a_stick_that_loses_its_end_leaves_no_copy(
    usb: LoopStick, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def then_cut(file: object, path: Path) -> None:
        publish(file, path)  # type: ignore[arg-type]  # passed on as it came
        os.truncate(usb.image, usb.image.read_bytes().find(source.path.read_bytes()[:4096]) + 8192)

    monkeypatch.setattr(stick_file, "publish", then_cut)
    assert refused(source, the_stick()).code in ("stick-reads-other", "stick-failing")


@pytest.mark.parametrize("keep", [0, 1 << 20])
def test_a_stick_that_gives_back_other_bytes_is_found_out(
    usb: LoopStick, source: Source, monkeypatch: pytest.MonkeyPatch, keep: int
) -> None:
    content = source.path.read_bytes()
    seen_by_memory = []

    def then_lose(file: object, path: Path) -> None:
        publish(file, path)  # type: ignore[arg-type]  # passed on as it came
        usb.spoil(content, keep=keep)
        seen_by_memory.append(path.read_bytes())

    monkeypatch.setattr(stick_file, "publish", then_lose)
    fault = refused(source, the_stick())
    assert seen_by_memory == [content], "the memory of the machine must still hold what was written"
    assert (fault.code, usb.names) == ("stick-reads-other", [])
    assert "Bản hỏng đã được xóa khỏi USB" in fault.safe


def test_what_had_the_name_comes_back_when_the_stick_fails(
    any_usb: LoopStick, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    (any_usb.path / NAME).write_bytes(b"of another program")

    def then_lose(file: object, path: Path) -> None:
        publish(file, path)  # type: ignore[arg-type]  # as above
        any_usb.spoil(source.path.read_bytes())

    monkeypatch.setattr(stick_file, "publish", then_lose)
    assert refused(source, the_stick()).code == "stick-reads-other"
    assert [(name, (any_usb.path / name).read_bytes()) for name in any_usb.names] == [(NAME, b"of another program")]


def test_a_stick_with_less_room_than_it_says_is_told(
    tmp_path: Path, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chip behind it takes five megabytes; the file system was promised forty."""
    taken_for_plugged_in(tmp_path / "cam", monkeypatch)
    big = tmp_path / "goi" / f"lon-{NAME}"
    big.write_bytes(os.urandom(9 << 20))
    with (
        small_disk(tmp_path, 5) as chip,
        loop_stick(tmp_path / "cam", megabytes=40, image=chip.path / "usb.img") as usb,
    ):
        fault = refused(source_of(big), the_stick())
        assert fault.code == "stick-failing"
        assert "dung lượng không thật" in fault.what
        assert not (usb.path / big.name).exists()


def test_a_package_that_changed_in_the_machine_is_not_written(usb: LoopStick, source: Source) -> None:
    with source.path.open("r+b") as file:
        file.write(b"other")
    with pytest.raises(Fault) as caught:
        put(source, the_stick(), told=nobody)
    assert (caught.value.code, usb.names) == ("package-altered", [])


def test_a_folder_of_this_machine_is_written_in_the_same_way(tmp_path: Path, source: Source) -> None:
    folder = tmp_path / "thu-muc"
    folder.mkdir()
    done = put(source, stick_at(folder), told=nobody)
    assert done.path.read_bytes() == source.path.read_bytes()
    assert not stick_at(folder).removable
