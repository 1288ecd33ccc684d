"""Reading never trusts: every changed byte and every hostile form is named, nothing is unpacked."""

import io
import os
import stat
import struct
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_desktop.packages import layout
from cchc_desktop.packages.reader import read_snapshot, verify, verify_stream
from cchc_desktop.packages.verification import Problem, Verdict, Verification
from cchc_desktop.system.fault import Fault

END_RECORD = 22


def test_a_package_is_valid_and_says_whose_it_is(package: Path) -> None:
    verification = verify(package)
    assert verification.verdict is Verdict.VALID
    assert verification.problems == ()
    assert verification.info is not None
    assert verification.info.unit == "00694"
    assert verification.info.period == "2025-Q4"
    assert verification.info.kind == "progress"
    assert verification.info.revision == 1
    assert verification.info.sample is False
    assert verification.info.description == "Báo cáo tiến độ nhiệm vụ, UBND xã Yên Sơn, Quý IV năm 2025, bản 1"


def test_a_package_under_another_file_name_is_still_valid(package: Path) -> None:
    assert verify(package.rename(package.with_name("gửi sở (1).zip"))).verdict is Verdict.VALID


def test_the_snapshot_of_a_valid_package_is_read(package: Path) -> None:
    assert read_snapshot(package)["unit"]["full_name"] == "Xã Yên Sơn"


def test_the_snapshot_of_an_altered_package_is_not_read(package: Path) -> None:
    package.write_bytes(package.read_bytes().replace(b"%PDF", b"%PdF", 1))
    with pytest.raises(Fault) as caught:
        read_snapshot(package)
    assert caught.value.code == "package-invalid"
    assert "data/bao-cao.pdf" in caught.value.what


def test_a_package_that_cannot_be_read_is_undetermined(tmp_path: Path) -> None:
    assert _kinds(verify(tmp_path)) == {"unreadable"}
    assert verify(tmp_path / "gone.zip").verdict is Verdict.UNDETERMINED
    with pytest.raises(Fault):
        read_snapshot(tmp_path / "gone.zip")


@pytest.mark.parametrize(("mask", "first"), [(0x20, 0), (0xFF, 1)], ids=["letter case", "all bits"])
def test_one_byte_flipped_at_any_position_is_reported(desk, mask: int, first: int) -> None:
    """Every position once, half of them each way; with CCHC_EVERY_POINT every position both ways."""
    content = bytearray(desk.pack().read_bytes())
    unnoticed = []
    start, step = (0, 1) if os.environ.get("CCHC_EVERY_POINT") else (first, 2)
    for position in range(start, len(content), step):
        content[position] ^= mask
        verification = verify_stream(io.BytesIO(content))
        if verification.verdict is not Verdict.INVALID or not verification.problems:
            unnoticed.append(position)
        content[position] ^= mask
    assert unnoticed == []


def test_one_byte_flipped_in_a_larger_package_is_reported(desk) -> None:
    desk.attach("Ảnh.jpg", bytes(range(256)) * 2_000)
    content = bytearray(desk.pack().read_bytes())
    unnoticed = []
    for position in range(0, len(content), 1_013):
        content[position] ^= 1
        if verify_stream(io.BytesIO(content)).verdict is not Verdict.INVALID:
            unnoticed.append(position)
        content[position] ^= 1
    assert unnoticed == []


@pytest.mark.parametrize(
    "path",
    [
        layout.SNAPSHOT,
        layout.SIGNATURE,
        layout.PDF,
        layout.AUDIT,
        layout.BAG_INFO,
        layout.MANIFEST,
        layout.TAG_MANIFEST,
    ],
)
def test_a_byte_flipped_inside_a_file_is_named_by_its_path(package: Path, parts, path: str) -> None:
    whole, inside = package.read_bytes(), parts.files[path]
    changed = whole.replace(inside, bytes([inside[0] ^ 1]) + inside[1:], 1)
    found = [each for each in verify_stream(io.BytesIO(changed)).problems if each.kind == "altered"]
    assert [each.path for each in found] == [path]
    assert path in found[0].message


def test_a_package_cut_short_anywhere_is_invalid(package: Path) -> None:
    whole = package.read_bytes()
    lengths = [*range(40), *range(40, len(whole), 37), *range(len(whole) - 200, len(whole))]
    verdicts = {verify_stream(io.BytesIO(whole[:length])).verdict for length in lengths}
    assert verdicts == {Verdict.INVALID}


def test_a_package_whose_copy_was_not_finished_is_called_cut(package: Path) -> None:
    assert _kinds(verify_stream(io.BytesIO(package.read_bytes()[:-30]))) == {"truncated"}


@pytest.mark.parametrize("content", [b"", b"x", b"%PDF-1.7" * 1000, b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_package_is_called_so(content: bytes) -> None:
    assert _kinds(verify_stream(io.BytesIO(content))) == {"not-a-zip"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda whole: b"x" + whole, id="a byte before"),
        pytest.param(lambda whole: whole + b"x", id="a byte after"),
        pytest.param(lambda whole: whole + whole, id="twice"),
        pytest.param(lambda whole: whole[:-2] + struct.pack("<H", 4) + b"note", id="a comment"),
    ],
)
def test_bytes_around_the_zip_are_reported(package: Path, change: Callable[[bytes], bytes]) -> None:
    assert "container" in _kinds(verify_stream(io.BytesIO(change(package.read_bytes()))))


def test_a_package_compressed_again_by_another_program_is_reported(package: Path, parts, tmp_path: Path) -> None:
    verification = verify(_zip(tmp_path / "x.zip", parts, zipfile.ZIP_DEFLATED))
    assert [each.kind for each in verification.problems] == ["container"]


def test_a_package_zipped_again_without_compression_is_reported(package: Path, parts, tmp_path: Path) -> None:
    assert _kinds(verify(_zip(tmp_path / "x.zip", parts, zipfile.ZIP_STORED))) == {"container"}


def test_members_in_another_order_are_reported(parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = dict(reversed(parts.files.items()))
    with monkeypatch.context() as patched:
        patched.setattr(layout, "order", lambda path: list(files).index(path))
        path = parts.put_together(tmp_path / "x.zip")
    assert _kinds(verify(path)) == {"container"}


def test_an_extra_field_is_reported(package: Path, parts, tmp_path: Path) -> None:
    extra = zipfile.ZipInfo(f"{parts.top}/data/z")
    extra.extra = struct.pack("<HH4s", 0xCAFE, 4, b"hide")
    assert "container" in _kinds(verify(_with_member(package, extra)))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("{top}/../../evil", "traversal"),
        ("/etc/evil", "absolute-path"),
        ("{top}/data\\evil", "backslash"),
        ("C:/evil", "drive-letter"),
        ("{top}/data/CON", "device-name"),
        ("{top}/data/nul.txt", "device-name"),
        ("{top}/data/minh chứng", "name-encoding"),
        ("{top}/data/a:stream", "unsafe-name"),
        ("{top}/data/", "folder"),
        ("{top}/DATA/SNAPSHOT.JSON", "case-collision"),
        ("{top}/data/snapshot.json", "duplicate"),
        ("other/data/x", "top-folder"),
        ("loose.txt", "top-folder"),
        ("{top}/data/more.txt", "extra"),
        ("{top}/fetch.txt", "extra"),
        ("{top}/data/evidence/more.pdf", "extra"),
    ],
)
def test_a_hostile_member_is_refused_by_its_name(package: Path, name: str, kind: str) -> None:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name.format(top=package.stem)
    verification = verify(_with_member(package, info))
    assert verification.verdict is Verdict.INVALID
    found = _of_kind(verification, kind)
    assert found
    assert found[0].path in found[0].message


def test_two_names_that_differ_only_in_their_encoding_are_refused(package: Path) -> None:
    name = f"{package.stem}/data/Xã"
    _with_member(package, zipfile.ZipInfo(name))
    verification = verify(_with_member(package, zipfile.ZipInfo(unicodedata.normalize("NFD", name))))
    assert {"nfc-collision", "name-encoding"} <= _kinds(verification)


def test_a_link_is_refused(package: Path) -> None:
    info = zipfile.ZipInfo(f"{package.stem}/data/link")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in _kinds(verify(_with_member(package, info, b"/etc/passwd")))


def test_an_encrypted_member_is_refused_without_being_read(package: Path) -> None:
    whole = bytearray(package.read_bytes())
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    verification = verify_stream(io.BytesIO(whole))
    assert [each.path for each in _of_kind(verification, "encrypted")] == [f"{package.stem}/data/DOC-TRUOC.txt"]


def test_an_expansion_bomb_is_refused_without_being_opened(package: Path) -> None:
    info = zipfile.ZipInfo(f"{package.stem}/data/bomb")
    info.compress_type = zipfile.ZIP_DEFLATED
    assert [each.path for each in _of_kind(verify(_with_member(package, info, bytes(10_000_000))), "bomb")] == [
        f"{package.stem}/data/bomb"
    ]


@pytest.mark.parametrize("size", [layout.MAX_FILE_BYTES + 1, 0xFFFF_FFFF])
def test_a_member_that_claims_more_than_the_limit_is_refused(package: Path, size: int) -> None:
    whole = bytearray(package.read_bytes())
    struct.pack_into("<LL", whole, whole.index(b"PK\x01\x02") + 20, size, size)
    assert "bomb" in _kinds(verify_stream(io.BytesIO(whole)))


def test_members_that_share_the_same_bytes_are_not_read_again_and_again(parts, tmp_path: Path) -> None:
    parts.files["data/evidence/big"] = bytes(1_000_000)
    whole = parts.put_together(tmp_path / "x.zip").read_bytes()
    start = whole.index(b"PK\x01\x02")
    big = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"/data/evidence/big"))
    record = whole[big : whole.index(b"PK\x01\x02", big + 4)]
    directory = record * 1_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1_000, 1_000, len(directory), start, 0)
    verification = verify_stream(io.BytesIO(whole[:start] + directory + end))
    assert {"bomb", "duplicate", "container"} <= _kinds(verification)


def test_more_files_than_the_limit_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(layout.MAX_FILES + 1):
            archive.writestr(zipfile.ZipInfo(f"X/{number}"), b"")
    assert _kinds(verify(path)) == {"too-many-files"}


def test_a_file_larger_than_any_package_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with path.open("wb") as file:
        file.truncate(layout.MAX_PACKAGE_BYTES + 1)
    assert _kinds(verify(path)) == {"too-large"}


def test_an_empty_zip_is_no_package(tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "x.zip", "w").close()
    assert verify(tmp_path / "x.zip").verdict is Verdict.INVALID


def test_a_directory_that_runs_past_its_end_is_reported(package: Path) -> None:
    whole = bytearray(package.read_bytes())
    struct.pack_into("<HH", whole, len(whole) - END_RECORD + 8, 99, 99)
    assert _kinds(verify_stream(io.BytesIO(whole))) == {"directory"}


def _zip(path: Path, parts, compression: int) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name in sorted(parts.files, key=layout.order):
            archive.writestr(f"{parts.top}/{name}", parts.files[name])
    return path


def _with_member(package: Path, info: zipfile.ZipInfo, content: bytes = b"x") -> Path:
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(package, "a") as archive:  # warns of duplicates
        archive.writestr(info, content)
    return package


def _kinds(verification: Verification) -> set[str]:
    return {each.kind for each in verification.problems}


def _of_kind(verification: Verification, kind: str) -> list[Problem]:
    return [each for each in verification.problems if each.kind == kind]
