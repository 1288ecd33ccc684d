"""A package is a bag that anybody can check; it has its name only when it is whole."""

import hashlib
import io
import json
import os
import signal
import subprocess
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

import bagit
import pytest

from cchc_desktop.packages import layout
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.packages.writer import EvidenceSource, write_package
from cchc_desktop.system.canonical_json import sha256
from cchc_desktop.system.fault import Fault


@pytest.fixture
def unpacked(package: Path, tmp_path: Path) -> Path:
    with ZipFile(package) as archive:
        archive.extractall(tmp_path / "unpacked")
    return next((tmp_path / "unpacked").iterdir())


def _index(package: Path) -> list[dict[str, str]]:
    with ZipFile(package) as archive:
        index = json.loads(archive.read(f"{package.stem}/data/evidence.json"))
    files: list[dict[str, str]] = index["files"]
    return files


def test_the_public_bagit_library_accepts_the_unpacked_bag(unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked))
    assert bag.is_valid()
    assert bag.info["Source-Organization"] == "UBND xã Yên Sơn"
    assert bag.version_info == (1, 0)


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_accepts_the_unpacked_bag(unpacked: Path, manifest: str) -> None:
    done = subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=unpacked, capture_output=True, check=False)
    assert done.returncode == 0


def test_the_package_is_named_after_unit_period_kind_revision_and_code(desk) -> None:
    package = desk.pack(revision=2)
    assert package.name.startswith("CCHC_00694_2025-Q4_tien-do_ban2_")
    assert len(package.stem.rpartition("_")[2]) == 8


def test_a_sample_says_so_in_its_name_its_bag_info_and_its_note(desk) -> None:
    package = desk.pack(sample=True)
    assert package.name.startswith("MAU_CCHC_")
    with ZipFile(package) as archive:
        assert b"CCHC-Sample: true\n" in archive.read(f"{package.stem}/bag-info.txt")
        assert "DỮ LIỆU MẪU" in archive.read(f"{package.stem}/data/DOC-TRUOC.txt").decode()


def test_what_was_written_tells_hash_size_and_number_of_files(desk, tmp_path: Path) -> None:
    written = write_package(tmp_path, desk.content())
    assert written.sha256 == sha256(written.path.read_bytes())
    assert written.size == written.path.stat().st_size
    assert written.files == len(ZipFile(written.path).namelist())


def test_every_name_inside_is_ascii_and_stored_as_it_is(desk) -> None:
    desk.attach("Báo cáo số 5/BC-UBND.docx", b"x")
    with ZipFile(desk.pack()) as archive:
        assert all(info.filename.isascii() and info.compress_type == 0 for info in archive.infolist())


def test_the_same_content_gives_the_same_bytes(desk, tmp_path: Path) -> None:
    desk.attach("b.pdf", b"b")
    desk.attach("a.pdf", b"a")
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    content = desk.content()
    one = write_package(first, content)
    two = write_package(second, replace(content, evidence=content.evidence[::-1]))
    assert one.path.read_bytes() == two.path.read_bytes()


def test_writing_the_same_package_again_changes_nothing(desk, tmp_path: Path) -> None:
    one = write_package(tmp_path, desk.content())
    before = one.path.stat().st_mtime_ns
    assert write_package(tmp_path, desk.content()) == one
    assert one.path.stat().st_mtime_ns == before


def test_another_file_of_the_same_name_is_never_replaced(desk, package: Path) -> None:
    package.write_bytes(b"mine")
    with pytest.raises(Fault) as caught:
        write_package(package.parent, desk.content())
    assert caught.value.code == "package-exists"
    assert package.read_bytes() == b"mine"
    assert list(package.parent.iterdir()) == [package]


def test_a_name_of_three_hundred_letters_with_diacritics_is_kept_in_the_index(desk) -> None:
    name = "Ệ" * 300 + ".pdf"
    desk.attach(name, b"x")
    package = desk.pack()
    assert verify(package).verdict is Verdict.VALID
    assert [record["name"] for record in _index(package)] == [name]


def test_two_names_that_differ_only_in_their_encoding_become_two_files_of_one_name(desk) -> None:
    desk.attach("Quyết định.pdf", b"first")
    other = EvidenceSource(sha256(b"other"), "Quyết định.pdf", lambda: io.BytesIO(b"other"))
    desk.attach_source(other, 5)
    desk.evidence[-1] = replace(other, name=unicodedata.normalize("NFD", other.name))
    package = desk.pack()
    assert verify(package).verdict is Verdict.VALID
    assert [record["name"] for record in _index(package)] == ["Quyết định.pdf"] * 2
    assert len({record["path"] for record in _index(package)}) == 2


def test_one_content_under_two_names_is_stored_once_and_listed_twice(desk) -> None:
    desk.attach("Kế hoạch.pdf", b"same")
    desk.attach("Kế hoạch (bản sao).pdf", b"same")
    package = desk.pack()
    assert {record["name"] for record in _index(package)} == {"Kế hoạch.pdf", "Kế hoạch (bản sao).pdf"}
    assert len({record["path"] for record in _index(package)}) == 1
    assert sum("/data/evidence/" in name for name in ZipFile(package).namelist()) == 1
    assert verify(package).verdict is Verdict.VALID


def test_a_signature_on_paper_travels_with_its_scan(desk, tmp_path: Path) -> None:
    scan = EvidenceSource(sha256(b"scan"), "Bản ký.pdf", lambda: io.BytesIO(b"scan"))
    desk.evidence.append(scan)
    written = write_package(tmp_path, desk.content(signature={"way": "paper", "scan_sha256": scan.sha256}))
    assert verify(written.path).verdict is Verdict.VALID


def test_an_evidence_file_that_vanished_is_named_and_nothing_is_left(desk, tmp_path: Path) -> None:
    source = desk.attach("Kế hoạch.pdf", b"x")
    source.source.unlink()
    _fails_with("evidence-vanished", desk, tmp_path / "out", names="Kế hoạch.pdf")


def test_an_evidence_file_that_was_altered_is_named_and_nothing_is_left(desk, tmp_path: Path) -> None:
    desk.attach("Kế hoạch.pdf", b"x").source.write_bytes(b"y")
    _fails_with("evidence-altered", desk, tmp_path / "out", names="Kế hoạch.pdf")


def test_evidence_that_nobody_brings_fails_the_check_before_the_package_has_its_name(desk, tmp_path: Path) -> None:
    desk.attach("Kế hoạch.pdf", b"x")
    desk.evidence.clear()
    _fails_with("package-self-check", desk, tmp_path / "out", names="Kế hoạch.pdf")


def test_a_disk_that_fills_up_during_the_evidence_is_called_full_and_nothing_is_left(desk, tmp_path: Path) -> None:
    desk.attach_source(EvidenceSource("0" * 64, "Ảnh.jpg", _filling_the_disk(tmp_path / "out")), 5_000_000)
    _fails_with("disk-full", desk, tmp_path / "out", names="cần 6 MB, còn trống")


@pytest.mark.parametrize("limit", ["MAX_FILES", "MAX_FILE_BYTES"])
def test_more_than_a_package_may_hold_is_refused(
    desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(layout, limit, 10)
    _fails_with("package-too-large", desk, tmp_path / "out", names="quá lớn")


def test_a_drive_without_room_is_told_before_anything_is_written(desk, tmp_path: Path) -> None:
    desk.attach_source(EvidenceSource("0" * 64, "Ảnh.jpg", Path("never-opened")), 10**15)
    _fails_with("disk-full", desk, tmp_path / "out", names="cần 1.000.000.001 MB")


def test_a_folder_that_vanished_is_named(desk, tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        write_package(tmp_path / "usb", desk.content())
    assert caught.value.code == "folder-vanished"


def test_a_read_only_folder_is_named(desk, tmp_path: Path, as_ordinary_user: Callable[[], None]) -> None:
    content = desk.content()
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    as_ordinary_user()
    with pytest.raises(Fault) as caught:
        write_package(locked, content)
    assert caught.value.code == "folder-read-only"


@pytest.fixture
def as_ordinary_user() -> Iterator[Callable[[], None]]:
    rights = os.geteuid()
    yield lambda: os.seteuid(rights or 65534)
    os.seteuid(rights)


def test_a_process_killed_while_copying_leaves_no_package(desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    desk.attach_source(EvidenceSource("0" * 64, "Ảnh.jpg", lambda: os.kill(os.getpid(), signal.SIGKILL)), 1)
    child = os.fork()
    if child == 0:
        write_package(out, desk.content())
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert list(out.glob("*.zip")) == []


class _Zeros(io.RawIOBase):
    """A file of zeros that is nowhere in memory."""

    def __init__(self, size: int) -> None:
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        count = min(self._left, len(buffer))
        buffer[:count] = bytes(count)
        self._left -= count
        return count


def test_thirty_megabytes_of_evidence_pass_through_few_megabytes_of_memory(desk, tmp_path: Path) -> None:
    size = 30_000_000
    digest = hashlib.file_digest(io.BufferedReader(_Zeros(size)), "sha256").hexdigest()
    desk.attach_source(EvidenceSource(digest, "Phim.mp4", lambda: io.BufferedReader(_Zeros(size))), size)
    tracemalloc.start()
    written = write_package(tmp_path, desk.content())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert written.size > size
    assert peak < 10_000_000


def _fails_with(code: str, desk, out: Path, *, names: str) -> None:
    out.mkdir()
    with pytest.raises(Fault) as caught:
        write_package(out, desk.content())
    assert caught.value.code == code
    assert names in caught.value.what
    assert list(out.iterdir()) == []


def _filling_the_disk(out: Path) -> Callable[[], BinaryIO]:
    """Evidence at whose opening the kernel begins to answer ENOSPC for the file being written."""

    def opened() -> BinaryIO:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.resolve().is_relative_to(out)]
        target = int(links[0].name)
        with Path("/dev/full").open("wb") as full:
            os.dup2(full.fileno(), target)
        return io.BytesIO(bytes(5_000_000))

    return opened
