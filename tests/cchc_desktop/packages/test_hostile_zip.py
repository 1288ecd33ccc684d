"""Tricks with the zip itself: two readings of one file, sizes that lie, parts that hide; all refused."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_desktop.packages.container import CENTRAL_MARK, END_MARK, LOCAL_MARK
from cchc_desktop.packages.reader import verify_stream
from cchc_desktop.packages.verification import Verdict, Verification

ZIP64_END, ZIP64_LOCATOR = b"PK\x06\x06", b"PK\x06\x07"
DESCRIPTOR = 1 << 3


def _verify(whole: bytes) -> Verification:
    return verify_stream(io.BytesIO(whole))


def _patched(whole: bytes, at: int, form: str, *values: int) -> bytes:
    changed = bytearray(whole)
    struct.pack_into(form, changed, at, *values)
    return bytes(changed)


def _zip64_end(whole: bytes) -> bytes:
    """The plain end record says "see the other one", as for more than 65,535 files or 4 GB."""
    end = whole.rindex(END_MARK)
    count, size, offset = struct.unpack_from("<HLL", whole, end + 10)
    record = struct.pack("<4sQHHLLQQQQ", ZIP64_END, 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", ZIP64_LOCATOR, 0, end, 1)
    plain = struct.pack("<4s4H2LH", END_MARK, 0, 0, 0xFFFF, 0xFFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0)
    return whole[:end] + record + locator + plain


def _zip64_record_that_nobody_needs(whole: bytes) -> bytes:
    end = whole.rindex(END_MARK)
    record = struct.pack("<4sQHHLLQQQQ", ZIP64_END, 44, 45, 45, 0, 0, 1, 1, 46, 0)
    return whole[:end] + record + struct.pack("<4sLQL", ZIP64_LOCATOR, 0, end, 1) + whole[end:]


def _zip64_sizes_in_a_member(whole: bytes) -> bytes:
    return _patched(whole, whole.index(CENTRAL_MARK) + 20, "<LL", 0xFFFF_FFFF, 0xFFFF_FFFF)


def _data_descriptor(whole: bytes) -> bytes:
    """Sizes behind the content instead of before it: two programs may see two ends of it."""
    local, central = whole.index(LOCAL_MARK), whole.index(CENTRAL_MARK)
    flagged = _patched(_patched(whole, local + 6, "<H", DESCRIPTOR), local + 14, "<LLL", 0, 0, 0)
    return _patched(flagged, central + 8, "<H", DESCRIPTOR)


def _overlapping(whole: bytes) -> bytes:
    """The second member begins inside the first one."""
    second = whole.index(CENTRAL_MARK, whole.index(CENTRAL_MARK) + 4)
    return _patched(whole, second + 42, "<L", 4)


def _two_members_one_place(whole: bytes) -> bytes:
    second = whole.index(CENTRAL_MARK, whole.index(CENTRAL_MARK) + 4)
    return _patched(whole, second + 42, "<L", 0)


def _member_comment(whole: bytes) -> bytes:
    end, first = whole.rindex(END_MARK), whole.index(CENTRAL_MARK)
    second = whole.index(CENTRAL_MARK, first + 4)
    noted = _patched(whole, first + 32, "<H", 4)
    size = struct.unpack_from("<L", whole, end + 12)[0]
    tail = _patched(noted[second:], end - second + 12, "<L", size + 4)
    return noted[:second] + b"note" + tail


def _local_name_differs(whole: bytes) -> bytes:
    name = whole.index(LOCAL_MARK) + 30
    return whole[:name] + b"X" + whole[name + 1 :]


def _hidden_member(whole: bytes) -> bytes:
    """The directory does not tell of the last member, some programs find it all the same."""
    end, start = whole.rindex(END_MARK), whole.index(CENTRAL_MARK)
    last = whole.rindex(CENTRAL_MARK)
    count = struct.unpack_from("<H", whole, end + 10)[0] - 1
    return whole[:last] + struct.pack("<4s4H2LH", END_MARK, 0, 0, count, count, last - start, start, 0)


def _more_disks(whole: bytes) -> bytes:
    return _patched(whole, whole.rindex(END_MARK) + 4, "<HH", 1, 1)


def _a_second_directory(whole: bytes) -> bytes:
    return whole + whole[whole.index(CENTRAL_MARK) :]


def _a_gap(whole: bytes) -> bytes:
    start = whole.index(CENTRAL_MARK)
    end = whole.rindex(END_MARK)
    return whole[:start] + b"hidden" + _patched(whole, end + 16, "<L", start + 6)[start:]


def _method_unknown(whole: bytes) -> bytes:
    return _patched(whole, whole.index(CENTRAL_MARK) + 10, "<H", 99)


TRICKS: dict[str, Callable[[bytes], bytes]] = {
    "zip64 end record": _zip64_end,
    "zip64 record that nobody needs": _zip64_record_that_nobody_needs,
    "zip64 sizes in a member": _zip64_sizes_in_a_member,
    "data descriptor": _data_descriptor,
    "overlapping members": _overlapping,
    "two members in one place": _two_members_one_place,
    "comment of a member": _member_comment,
    "another name before the content": _local_name_differs,
    "a member that the directory hides": _hidden_member,
    "several disks": _more_disks,
    "a second directory": _a_second_directory,
    "a gap before the directory": _a_gap,
    "an unknown method": _method_unknown,
    "a program before the zip": lambda whole: b"MZ" + bytes(1000) + whole,
    "an end record in the appendix": lambda whole: whole + END_MARK + bytes(18),
}


@pytest.mark.parametrize("trick", [pytest.param(trick, id=name) for name, trick in TRICKS.items()])
def test_a_trick_with_the_zip_is_refused_with_a_reason(package: Path, trick: Callable[[bytes], bytes]) -> None:
    whole = package.read_bytes()
    spoiled = trick(whole)
    assert spoiled != whole
    verification = _verify(spoiled)
    assert verification.verdict is Verdict.INVALID
    assert verification.problems[0].message


def test_a_package_truncated_at_every_kilobyte_is_refused(desk) -> None:
    desk.attach("Quyết định.pdf", bytes(range(256)) * 400)
    whole = desk.pack().read_bytes()
    assert len(whole) > 100_000
    for length in range(0, len(whole), 1024):
        assert _verify(whole[:length]).verdict is Verdict.INVALID


def test_reading_writes_nothing_beside_the_package(package: Path, tmp_path: Path, monkeypatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    for trick in TRICKS.values():
        _verify(trick(package.read_bytes()))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
