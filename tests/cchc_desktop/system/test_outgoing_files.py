"""A file that goes out under a chosen name never takes away what had the name before."""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from support.small_disk import PAGE, SmallDisk, small_disk

from cchc_desktop.system.fault import Fault
from cchc_desktop.system.outgoing_files import kept_words, write_one_out, write_out

REPOSITORY = Path(__file__).parents[3]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path, 4) as mounted:
        yield mounted


def old_file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    at = datetime(2026, 1, 5, 8, 30, 12).timestamp()  # noqa: DTZ001 - the wall time of this machine
    os.utime(path, (at, at))
    return path


def test_a_new_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    assert write_one_out(tmp_path / "Báo cáo.pdf", b"new") is None
    assert contents(tmp_path) == {"Báo cáo.pdf": b"new"}


def test_what_had_the_name_before_is_kept_under_the_time_it_was_written(tmp_path: Path) -> None:
    path = old_file(tmp_path, "Báo cáo.pdf", b"old")
    kept = write_one_out(path, b"new")
    assert kept == tmp_path / "Báo cáo (bản cũ 2026-01-05 08.30.12).pdf"
    assert contents(tmp_path) == {"Báo cáo.pdf": b"new", kept.name: b"old"}
    assert kept_words(kept) == f" Tệp cũ cùng tên được giữ lại với tên “{kept.name}”."
    assert kept_words(None) == ""


def test_the_same_content_is_not_kept_twice(tmp_path: Path) -> None:
    path = old_file(tmp_path, "a.pdf", b"same")
    assert write_one_out(path, b"same") is None
    assert contents(tmp_path) == {"a.pdf": b"same"}


def test_no_kept_file_is_written_over_either(tmp_path: Path) -> None:
    texts = [b"1", b"2", b"3"]
    for text in texts:
        write_one_out(old_file(tmp_path, "a.pdf", text), b"now")
    assert sorted(contents(tmp_path).values()) == [*texts, b"now"]


def test_a_name_as_long_as_the_file_system_takes_is_shortened_and_not_lost(tmp_path: Path) -> None:
    path = old_file(tmp_path, "ế" * 83 + ".pdf", b"old")
    kept = write_one_out(path, b"new")
    assert kept is not None
    assert kept.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


def no_links(*_paths: object) -> None:
    """What a stick with FAT answers."""
    raise PermissionError


def test_a_file_system_without_second_names_keeps_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_links)
    kept = write_one_out(old_file(tmp_path, "a.pdf", b"old"), b"new")
    assert kept is not None
    assert contents(tmp_path) == {"a.pdf": b"new", kept.name: b"old"}


@pytest.mark.parametrize("with_links", [True, False])
def test_where_one_of_several_cannot_be_written_all_stay_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_links: bool
) -> None:
    if not with_links:
        monkeypatch.setattr(os, "link", no_links)
    pdf, new, blocked = old_file(tmp_path, "a.pdf", b"old"), tmp_path / "b.xlsx", tmp_path / "c.docx"
    blocked.mkdir()  # no file can have this name
    with pytest.raises(Fault) as caught:
        write_out({pdf: b"new", new: b"new", blocked: b"new"})
    assert "c.docx" in caught.value.what
    assert pdf.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "c.docx"]


def require_full(fault: Fault, disk: SmallDisk) -> None:
    assert fault.code == "disk-full"
    assert str(disk.path) in fault.what
    assert "cần 1 MB, còn trống" in fault.what


@pytest.mark.parametrize("asks_first", [True, False])
def test_at_every_page_of_a_filling_disk_all_are_written_or_all_stay(
    disk: SmallDisk, monkeypatch: pytest.MonkeyPatch, asks_first: bool
) -> None:
    if not asks_first:
        monkeypatch.setattr("cchc_desktop.system.outgoing_files.require_free", lambda _folder, _size: None)
    folder = disk.path / "ra"
    folder.mkdir()
    outcomes = []
    for number in range(50):
        disk.empty()
        for path in folder.iterdir():
            path.unlink()
        pdf, xlsx = old_file(folder, "a.pdf", b"old"), folder / "a.xlsx"
        disk.leave(number * PAGE)
        try:
            kept = write_out({pdf: b"p" * 70_000, xlsx: b"x" * 50_000})
        except Fault as fault:
            outcomes.append("refused")
            require_full(fault, disk)
            assert contents(folder) == {"a.pdf": b"old"}
        else:
            outcomes.append("done")
            assert contents(folder) == {"a.pdf": b"p" * 70_000, "a.xlsx": b"x" * 50_000, kept[0].name: b"old"}
    assert outcomes[0] == "refused"
    assert outcomes[-1] == "done"


OWN_FILES = {
    "cchc_desktop/cli/demo_documents.py": "documents of a sample, in a folder that was empty",
    "cchc_desktop/cli/demo_folder.py": "the marker of a sample folder",
    "cchc_desktop/packages/part_set.py": "refuses a package of another content under its name",
    "cchc_desktop/services/backups/carried_files.py": "files by their hash, between folders of the program",
    "cchc_desktop/services/sending/mail_letters.py": "keeps an older draft beside, and gives it its name back",
    "cchc_desktop/packages/writer.py": "refuses a package of another content under its name",
    "cchc_desktop/services/signatures/digital_signing.py": "a copy in a temporary folder",
    "cchc_desktop/services/evidence/inbox.py": "the settings of the scan folder",
    "cchc_desktop/services/library/library.py": "a picture in a temporary folder",
    "cchc_desktop/services/hand_over/arrival.py": "a data folder that is built beside its final name",
    "cchc_desktop/services/province/copying.py": "packages by their hash",
    "cchc_desktop/services/province/quarantine.py": "reports in the quarantine of the data folder",
    "cchc_desktop/services/backups/second_place.py": "the mark of a place of backups",
    "cchc_desktop/services/signatures/pictures.py": "pictures by their owner, in the data folder",
    "cchc_desktop/services/signatures/token_memory.py": "the settings of tokens",
    "cchc_desktop/signing/device_key.py": "the key of this machine",
    "cchc_desktop/system/outgoing_files.py": "the rule itself",
    "cchc_desktop/system/paths.py": "the settings of the program",
    "db/backup.py": "backups, under names that are free",
    "db/evidence_files.py": "evidence by its hash",
    "db/folder.py": "the marker of the data folder",
    "db/handed_over.py": "the notes of a hand-over",
    "db/swap.py": "the note of an exchange",
    "ui/screens/assessment/leaf_presenter.py": "a picture in a temporary folder",
}
"""Who writes files past the rule, and why nothing that is not its own can be lost there."""


def test_whatever_goes_out_under_a_chosen_name_goes_through_the_rule() -> None:
    writing = re.compile(r"import .*\b(write_bytes|replacing|staging)\b")
    found = {
        path.relative_to(REPOSITORY).as_posix()
        for package in ("cchc_desktop", "db", "ui")
        for path in (REPOSITORY / package).rglob("*.py")
        if writing.search(path.read_text(encoding="utf-8"))
    }
    assert found - OWN_FILES.keys() == set(), "write it with outgoing_files, or say here why nothing can be lost"
