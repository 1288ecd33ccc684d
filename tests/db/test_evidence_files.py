import hashlib
from pathlib import Path

import pytest

from cchc_desktop.system.fault import Fault
from db.evidence_files import EvidenceFiles


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    folder = tmp_path / "minh-chung"
    folder.mkdir()
    return EvidenceFiles(folder)


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def leftovers(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "minh-chung").glob("dang-chep*"))


def test_a_file_is_copied_in_and_found_by_its_hash(tmp_path: Path, files: EvidenceFiles) -> None:
    source = written(tmp_path, "Quyết định.pdf", b"noi dung")
    stored = files.add(source)
    source.unlink()
    assert stored.sha256 == hashlib.sha256(b"noi dung").hexdigest()
    assert files.path(stored.sha256).read_bytes() == b"noi dung"
    assert files.sound(stored.sha256)


def test_the_same_content_under_two_names_is_stored_once(tmp_path: Path, files: EvidenceFiles) -> None:
    first = files.add(written(tmp_path, "a.pdf", b"x"))
    second = files.add(written(tmp_path, "b.pdf", b"x"))
    assert first == second
    assert leftovers(tmp_path) == []


def test_an_empty_file_is_refused(tmp_path: Path, files: EvidenceFiles) -> None:
    with pytest.raises(Fault) as fault:
        files.add(written(tmp_path, "trống.pdf", b""))
    assert fault.value.code == "evidence-empty"
    assert "trống.pdf" in fault.value.what


def test_a_folder_or_a_missing_file_is_refused(tmp_path: Path, files: EvidenceFiles) -> None:
    (tmp_path / "thư mục").mkdir()
    codes = []
    for name in ("thư mục", "không có.pdf"):
        with pytest.raises(Fault) as fault:
            files.add(tmp_path / name)
        codes.append(fault.value.code)
    assert codes == ["evidence-unreadable", "evidence-vanished"]


def test_a_file_that_vanishes_while_it_is_copied_leaves_nothing(tmp_path: Path, files: EvidenceFiles) -> None:
    source = written(tmp_path, "usb.pdf", b"x" * (3 << 20))

    def pull_the_stick(done: int, _size: int) -> None:
        if done == 1 << 20:
            with source.open("r+b") as handle:
                handle.truncate(done)
            source.unlink()

    with pytest.raises(Fault) as fault:
        files.add(source, pull_the_stick)
    assert fault.value.code == "evidence-vanished"
    assert leftovers(tmp_path) == []


def test_one_changed_byte_in_the_store_is_found(tmp_path: Path, files: EvidenceFiles) -> None:
    stored = files.add(written(tmp_path, "a.pdf", b"0123456789"))
    files.path(stored.sha256).write_bytes(b"0123456780")
    assert not files.sound(stored.sha256)


def test_a_name_of_300_letters_with_diacritics_does_not_matter_to_the_store(
    tmp_path: Path, files: EvidenceFiles
) -> None:
    source = written(tmp_path, "ế" * 80 + ".pdf", b"y")  # the file system's own limit is 255 bytes
    assert files.sound(files.add(source).sha256)


def test_a_file_that_was_altered_in_the_store_is_whole_again_once_it_is_attached_again(
    tmp_path: Path, files: EvidenceFiles
) -> None:
    source = written(tmp_path, "van-ban.pdf", b"%PDF-1.7 van ban")
    stored = files.add(source)
    files.path(stored.sha256).write_bytes(b"hong")
    assert not files.sound(stored.sha256)
    assert files.add(source) == stored
    assert files.sound(stored.sha256)
    assert leftovers(tmp_path) == []
