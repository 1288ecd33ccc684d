"""Parts of packages: cut, spoiled in every way, and joined in any order to the very same bytes."""

import hashlib
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.packages.part_set import PartSet, gather, join, numbers_words, split
from cchc_desktop.packages.parts import (
    MAX_HEADER_BYTES,
    Cut,
    FileOrigin,
    Part,
    PartRefusedError,
    cut_evenly,
    cut_of,
    part_chunks,
    read_part,
)
from cchc_desktop.system.canonical_json import canonical
from cchc_desktop.system.fault import Fault

NAME = "CCHC_00694_2025-Q4_tien-do_ban1_3AWHTCSA.zip"
CONTENT = bytes(range(256)) * 3 + b"PK\x05\x06 cuoi"


@dataclass(frozen=True)
class Memory:
    """A part that is not on a disk."""

    content: bytes
    name: str = "phan (1).phan"
    path: Path = Path("thu") / "phan (1).phan"

    def open(self) -> io.BytesIO:
        return io.BytesIO(self.content)


def cut_for(content: bytes, *, part_size: int) -> Cut:
    return cut_evenly(NAME, hashlib.sha256(content).hexdigest(), len(content), part_size=part_size)


def written(content: bytes, *, part_size: int) -> list[bytes]:
    cut = cut_for(content, part_size=part_size)
    return [b"".join(part_chunks(io.BytesIO(content), cut, number)) for number in range(1, cut.count + 1)]


def read(content: bytes) -> Part:
    return read_part(Memory(content))


def refused(content: bytes) -> str:
    with pytest.raises(PartRefusedError) as caught:
        read(content)
    assert caught.value.problem.message.startswith("“phan (1).phan”")
    return caught.value.problem.kind


def headed(content: bytes, **changes: object) -> bytes:
    """A part whose header says something else, with a hash that agrees with it."""
    line, _, body = content.partition(b"\n")
    header = {**json.loads(line), **changes}
    header = {key: value for key, value in header.items() if value is not None}
    del header["sha256"]
    digest = hashlib.sha256(canonical(header) + b"\n" + body).hexdigest()
    return canonical({**header, "sha256": digest}) + b"\n" + body


@given(content=st.binary(min_size=1, max_size=5_000), part_size=st.integers(1, 6_000), random=st.randoms())
@settings(max_examples=60, deadline=None)
def test_what_is_cut_is_joined_to_the_same_bytes_in_any_order(content: bytes, part_size: int, random) -> None:  # type: ignore[no-untyped-def] # random.Random of hypothesis
    part_size = max(part_size, -(-len(content) // 999))
    files = written(content, part_size=part_size)
    assert max(map(len, files)) <= part_size + MAX_HEADER_BYTES
    random.shuffle(files)
    (whole,) = gather(map(read, files))
    with whole.open() as stream:
        assert stream.read() == content
        at = random.randrange(len(content))
        assert (stream.seek(at), stream.read(700)) == (at, content[at : at + 700])
        assert (stream.seek(-1, 2), stream.read()) == (len(content) - 1, content[-1:])


def test_a_part_tells_its_package_its_number_and_where_its_bytes_are() -> None:
    files = written(CONTENT, part_size=300)
    header, _, body = files[1].partition(b"\n")
    told = json.loads(header)
    assert (told["name"], told["number"], told["count"]) == (NAME, 2, 3)
    assert (told["package_size"], told["offset"], told["size"]) == (len(CONTENT), 259, len(body))
    assert canonical(told) == header
    assert read(files[1]).cut.file_name(2) == f"{NAME}.002-003.phan"


def test_no_name_of_a_part_ends_as_mail_servers_refuse() -> None:
    name = cut_for(CONTENT, part_size=300).file_name(2)
    suffixes = Path(name).suffixes
    assert suffixes[-1] == ".phan"
    assert not any(len(suffix) == 4 and suffix[1:].isalnum() for suffix in suffixes[-2:])


def test_a_flip_of_any_byte_of_any_part_is_refused() -> None:
    for file in written(CONTENT[:200], part_size=70):
        for at in range(len(file)):
            for bit in (0x01, 0x20, 0x80):
                spoiled = bytearray(file)
                spoiled[at] ^= bit
                assert refused(bytes(spoiled)).startswith("part-")


def test_a_part_cut_off_anywhere_is_refused() -> None:
    file = written(bytes(9_000), part_size=9_000)[0]
    lengths = {*range(0, len(file), 512), *range(0, 400, 7), len(file) - 1}
    kinds = {refused(file[:length]) for length in sorted(lengths)}
    assert kinds == {"part-header", "part-shorter"}


def test_a_part_that_was_packed_again_or_got_longer_is_refused() -> None:
    file = written(CONTENT, part_size=300)[0]
    assert refused(file + b"\r\n") == "part-longer"
    assert refused(b"PK\x03\x04" + file) == "part-header"
    assert refused(file.replace(b"\n", b"\r\n", 1)) == "part-header"
    assert refused(b"\xef\xbb\xbf" + file) == "part-header"


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 4},
        {"number": 0},
        {"number": -1},
        {"number": True},
        {"count": 2},
        {"count": 10**15},
        {"offset": 0},
        {"offset": -259},
        {"size": 10**12},
        {"size": 0},
        {"part_size": 0},
        {"part_size": -1},
        {"part_size": 10**15},
        {"package_size": 10**15},
        {"package_size": 0},
        {"package_size": 1},
        {"name": "../../x.zip"},
        {"name": "C:\\x.zip"},
        {"name": "x" * 500 + ".zip"},
        {"name": "x.exe"},
        {"name": None},
        {"package_sha256": "0"},
        {"package_sha256": "A" * 64},
        {"more": 1},
        {"cchc_package_part": 0},
        {"cchc_package_part": "1"},
    ],
    ids=str,
)
def test_a_header_that_lies_is_refused_although_its_hash_is_right(changes: dict[str, object]) -> None:
    assert refused(headed(written(CONTENT, part_size=300)[1], **changes)) == "part-header"


def test_the_altered_header_of_these_tests_is_otherwise_sound() -> None:
    file = written(CONTENT, part_size=300)[1]
    assert headed(file) == file


def test_a_part_of_a_newer_program_is_told_apart() -> None:
    assert refused(headed(written(CONTENT, part_size=300)[1], cchc_package_part=2)) == "part-newer"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"cchc_package_part":',
        b'{"cchc_package_part":' + b"[" * 1_900 + b"\n",
        b'{"cchc_package_part":' + b"9" * 1_900 + b"}\n",
        b'{"cchc_package_part":1e999}\n',
        b'{"cchc_package_part":1,"count":NaN}\n',
        b'{"cchc_package_part":1}\xff\n',
        b'{"cchc_package_part":1,"name":"' + b"x" * 4_000_000 + b'"}\n',
    ],
    ids=lambda content: repr(content[:40]),
)
def test_a_hostile_first_line_is_refused_in_bounded_memory(content: bytes) -> None:
    tracemalloc.start()
    assert refused(content) in {"part-header", "part-newer"}
    assert tracemalloc.get_traced_memory()[1] < 2 << 20
    tracemalloc.stop()


def test_a_missing_part_is_named() -> None:
    parts = [read(file) for file in written(CONTENT, part_size=300)]
    (found,) = gather([parts[2], parts[0]])
    assert (found.missing, found.missing_words, found.is_whole) == ((2,), "còn thiếu phần 2 trong 3", False)


def test_many_missing_parts_are_not_all_listed() -> None:
    assert numbers_words((7,)) == "7"
    assert numbers_words((1, 2, 5)) == "1, 2 và 5"
    assert numbers_words(range(1, 1000)) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 và 989 phần khác"


def test_parts_of_two_packages_and_of_two_cuts_are_told_apart() -> None:
    other = CONTENT[::-1]
    files = [*written(CONTENT, part_size=300), *written(other, part_size=300), *written(CONTENT, part_size=500)]
    found = gather(map(read, files))
    assert sorted((each.cut.part_size, each.is_whole) for each in found) == [(259, True), (259, True), (389, True)]
    assert {each.cut.package_sha256 for each in found} == {
        hashlib.sha256(each).hexdigest() for each in (CONTENT, other)
    }


def test_the_same_part_twice_is_one_and_two_different_ones_are_a_contradiction() -> None:
    files = written(CONTENT, part_size=300)
    (found,) = gather(map(read, [*files, files[1]]))
    assert found.is_whole
    header, _, body = files[1].partition(b"\n")
    forged = headed(header + b"\n" + body[::-1])
    (found,) = gather(map(read, [*files, forged]))
    assert (found.contested, found.is_whole, found.missing) == ((2,), False, ())


def on_disk(folder: Path, content: bytes, *, part_size: int) -> PartSet:
    package = folder / NAME
    package.write_bytes(content)
    cut = cut_of(package, part_size=part_size)
    parts = []
    for number in range(1, cut.count + 1):
        path = folder / f"thu {number}" / "phan.phan"
        path.parent.mkdir()
        with package.open("rb") as stream:
            path.write_bytes(b"".join(part_chunks(stream, cut, number)))
        parts.append(read_part(FileOrigin(path)))
    package.unlink()
    (whole,) = gather(parts)
    return whole


def test_joining_writes_the_package_and_leaves_one_that_is_there_already(tmp_path: Path) -> None:
    whole = on_disk(tmp_path, CONTENT, part_size=300)
    out = tmp_path / "ra"
    out.mkdir()
    assert join(whole, out).read_bytes() == CONTENT
    assert join(whole, out) == out / NAME
    assert [path.name for path in out.iterdir()] == [NAME]


def spoil_last(whole: PartSet) -> None:
    path = whole.parts[-1].origin.path
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def take_away(whole: PartSet) -> None:
    whole.parts[1].origin.path.unlink()


def shorten(whole: PartSet) -> None:
    path = whole.parts[1].origin.path
    path.write_bytes(path.read_bytes()[:-9])


@pytest.mark.parametrize(
    ("deed", "code"), [(spoil_last, "part-joined"), (take_away, "part-unreadable"), (shorten, "part-unreadable")]
)
def test_a_join_that_fails_leaves_nothing_behind(tmp_path: Path, deed: Callable[[PartSet], None], code: str) -> None:
    whole = on_disk(tmp_path, CONTENT, part_size=300)
    out = tmp_path / "ra"
    out.mkdir()
    deed(whole)
    with pytest.raises(Fault) as caught:
        join(whole, out)
    assert caught.value.code == code
    assert list(out.iterdir()) == []


def test_another_file_of_the_name_is_left_as_it_is(tmp_path: Path) -> None:
    whole = on_disk(tmp_path, CONTENT, part_size=300)
    (tmp_path / NAME).write_bytes(b"tep khac")
    with pytest.raises(Fault) as caught:
        join(whole, tmp_path)
    assert caught.value.code == "package-exists"
    assert (tmp_path / NAME).read_bytes() == b"tep khac"


def test_what_is_not_whole_is_not_joined(tmp_path: Path) -> None:
    whole = on_disk(tmp_path, CONTENT, part_size=300)
    with pytest.raises(Fault) as caught:
        join(PartSet(whole.cut, whole.parts[:2]), tmp_path)
    assert caught.value.what == f"Gói nộp “{NAME}” còn thiếu phần 3 trong 3."
    with pytest.raises(Fault) as caught:
        join(PartSet(whole.cut, whole.parts, (2,)), tmp_path)
    assert caught.value.code == "part-contested"


def test_999_parts_are_joined_with_few_files_open(tmp_path: Path, few_open_files: None) -> None:
    content = bytes(range(256)) * 8
    whole = on_disk(tmp_path, content, part_size=3)
    assert whole.cut.count > 600
    assert join(whole, tmp_path).read_bytes() == content


@pytest.fixture
def few_open_files() -> Iterator[None]:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_cutting_and_joining_60_megabytes_takes_no_more_memory_than_a_few_chunks(tmp_path: Path) -> None:
    package = tmp_path / NAME
    with package.open("wb") as file:
        for number in range(60):
            file.write(hashlib.sha256(bytes([number])).digest() * (1 << 15))
    expected = hashlib.sha256(package.read_bytes()).hexdigest()
    tracemalloc.start()
    cut = cut_of(package, part_size=21 << 20)
    parts = []
    for number in range(1, cut.count + 1):
        path = tmp_path / cut.file_name(number)
        with package.open("rb") as stream, path.open("wb") as file:
            file.writelines(part_chunks(stream, cut, number))
        parts.append(read_part(FileOrigin(path)))
    (tmp_path / "ra").mkdir()
    (whole,) = gather(parts)
    joined = join(whole, tmp_path / "ra")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert cut.count == 3
    with joined.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == expected
    assert peak < 8 << 20


def test_a_package_that_needs_too_many_parts_is_not_cut() -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        cut_for(bytes(2_000), part_size=2)


def test_cutting_into_files_twice_is_cutting_once_and_another_file_of_a_name_stops_it(tmp_path: Path) -> None:
    package = tmp_path / NAME
    package.write_bytes(CONTENT)
    out = tmp_path / "phan"
    out.mkdir()
    paths = split(package, out, part_size=300)
    assert split(package, out, part_size=300) == paths
    assert [path.name[-12:] for path in paths] == ["001-003.phan", "002-003.phan", "003-003.phan"]
    (whole,) = gather(read_part(FileOrigin(path)) for path in paths)
    with whole.open() as stream:
        assert stream.read() == CONTENT
    paths[0].unlink()
    paths[1].write_bytes(b"khac")
    with pytest.raises(Fault):
        split(package, out, part_size=300)
    assert sorted(out.iterdir()) == list(paths[1:])
