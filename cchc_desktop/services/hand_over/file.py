"""The hand-over file: one zip of stored members in the form of ``packages.container``, written and read back whole.

Every byte is accounted for: what is not content follows from names, sizes and CRCs, and the content has its SHA-256 in
the manifest, which comes last. Reading trusts nothing, unpacks nothing by name and needs no more memory than the
manifest.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cchc_desktop.packages.container import (
    CENTRAL_SIZE,
    END_SIZE,
    ContainerWriter,
    Member,
    central_record,
    end_record,
    local_header,
    parse_central,
    parse_end,
)
from cchc_desktop.packages.member_names import collisions, fault_of
from cchc_desktop.services.hand_over.carried import place_of
from cchc_desktop.services.hand_over.manifest import Manifest, NotAManifest, Part, code_of, read_manifest
from cchc_desktop.system.fault import Fault

SUFFIX = ".cchc-ban-giao"
MANIFEST, READ_FIRST = "ban-giao.json", "DOC-TRUOC.txt"
DATABASE, SECOND_PLACE = "du-lieu/cchc.db", "cai-dat/noi-sao-luu.json"
EVIDENCE, PACKAGES = "minh-chung/", "goi-nop/"
MAX_BYTES = (4 << 30) - 1
"""What a FAT32 stick and a plain zip can hold in one file."""
MAX_MEMBERS = 60_000
_MAX_MANIFEST = 64 << 20
_MAX_NAME = 240
_BLOCK = 1 << 20

Step = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the content of a member stands in the file."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A hand-over file that was read to its last byte and is what its manifest says."""

    path: Path
    manifest: Manifest
    code: str
    members: Mapping[str, Stretch]


class _Damaged(Exception):
    """The file is not what was written; ``member`` names where, as far as that is known."""

    def __init__(self, member: str = "") -> None:
        super().__init__(member)
        self.member = member


def write_members(
    file: BinaryIO, sources: Sequence[tuple[Part, Path]], manifest: Manifest, *, notes: bytes, step: Step
) -> None:
    """Write the sources under the names of their parts, then the notes for people and the manifest.

    Raises OSError, and Fault "hand-over-changed" when a source is not what its part says.
    """
    writer = ContainerWriter(file)
    for done, (part, source) in enumerate(sources):
        step(done, len(sources), "Đang ghi tệp bàn giao")
        digest = hashlib.sha256()
        writer.add(part.path, _noted(_blocks(source), digest.update))
        if digest.hexdigest() != part.sha256:
            raise changed(part.name or part.path)
    writer.add(READ_FIRST, [notes])
    writer.add(MANIFEST, [manifest.content])
    writer.finish()


def read_whole(path: Path, *, step: Step) -> Whole:
    """Read every byte of a file that came from outside; changes nothing.

    Raises Fault: "hand-over-unreadable", "hand-over-foreign" (no such file), "hand-over-newer", "hand-over-damaged".
    """
    try:
        with path.open("rb") as stream:
            return _whole(path, stream, step)
    except OSError as error:
        raise unreadable(path) from error
    except _Damaged as error:
        raise damaged(path, error.member) from error
    except NotAManifest as error:
        raise (newer(path) if error.is_newer else foreign(path)) from error


def blocks_of(found: Whole, part: Part) -> Iterator[bytes]:
    """The content of a part, checked once more as it is taken out; raises Fault."""
    stretch, digest = found.members[part.path], hashlib.sha256()
    try:
        with found.path.open("rb") as stream:
            for block in _stretch_blocks(stream, stretch):
                digest.update(block)
                yield block
    except OSError as error:
        raise unreadable(found.path) from error
    if digest.hexdigest() != part.sha256:
        raise damaged(found.path, part.path)


def evidence_path(sha256: str) -> str:
    """Where an evidence file stands inside."""
    return f"{EVIDENCE}{sha256[:2]}/{sha256}"


def is_plain_name(name: str) -> bool:
    """Whether a file may bear this Vietnamese name in the folder of packages: on every machine, and no way out."""
    return (
        0 < len(name.encode()) <= _MAX_NAME
        and name == name.strip(" .")
        and name.isprintable()
        and not set(name) & set('<>:"/\\|?*')
        and fault_of(name.partition(".")[0].strip()) != "device-name"
    )


def _whole(path: Path, stream: BinaryIO, step: Step) -> Whole:
    members = _members(stream)
    stretches: dict[str, Stretch] = {}
    for member in members:
        name = member.name.decode("ascii")
        stretches[name] = Stretch(member.offset + len(local_header(member)), member.size)
    content = _manifest_bytes(stream, stretches)
    _check_sums(stream, members)
    manifest = read_manifest(content)
    parts = {part.path: part for part in manifest.files}
    expected = {*parts, MANIFEST, READ_FIRST}
    for part in manifest.files:
        if not _is_allowed(part):
            raise _Damaged(part.path)
    if len(parts) != len(manifest.files) or expected != set(stretches) or DATABASE not in parts:
        raise _Damaged(next(iter(sorted(expected ^ set(stretches))), ""))
    for number, part in enumerate(manifest.files):
        step(number, len(parts), "Đang kiểm tra tệp bàn giao")
        _check(stream, stretches[part.path], part)
    step(len(parts), len(parts), "")
    return Whole(path, manifest, code_of(content), stretches)


def _is_allowed(part: Part) -> bool:
    """Whether a part may be in such a file, under this path; where it goes on arrival never follows from its path."""
    if part.path.startswith(EVIDENCE):
        return part.path == evidence_path(part.sha256) and not part.name
    if part.path.startswith(PACKAGES):
        return is_plain_name(part.name)
    return bool(place_of(part)) or (part.path in (DATABASE, SECOND_PLACE) and not part.name)


def _check(stream: BinaryIO, stretch: Stretch, part: Part) -> None:
    digest = hashlib.sha256()
    for block in _stretch_blocks(stream, stretch):
        digest.update(block)
    if stretch.size != part.size or digest.hexdigest() != part.sha256:
        raise _Damaged(part.path)


def _check_sums(stream: BinaryIO, members: Sequence[Member]) -> None:
    """What has no hash in the manifest (the notes for people, the manifest itself) is held by its CRC."""
    for member in members:
        if member.name.decode("ascii") in (READ_FIRST, MANIFEST):
            crc = 0
            for block in _stretch_blocks(stream, Stretch(member.offset + len(local_header(member)), member.size)):
                crc = zlib.crc32(block, crc)
            if crc != member.crc:
                raise _Damaged(member.name.decode("ascii"))


def _manifest_bytes(stream: BinaryIO, stretches: Mapping[str, Stretch]) -> bytes:
    stretch = stretches.get(MANIFEST)
    if stretch is None:
        raise NotAManifest
    if stretch.size > _MAX_MANIFEST:
        raise _Damaged(MANIFEST)
    return b"".join(_stretch_blocks(stream, stretch))


def _members(stream: BinaryIO) -> tuple[Member, ...]:
    """The members, once every byte around their content is what the form of the container asks for."""
    length = stream.seek(0, os.SEEK_END)
    if length > MAX_BYTES or length < END_SIZE:
        raise NotAManifest if length < END_SIZE else _Damaged
    stream.seek(length - END_SIZE)
    end = stream.read(END_SIZE)
    try:
        count, size, offset = parse_end(end)
    except ValueError:
        stream.seek(0)
        raise (_Damaged if stream.read(4) == b"PK\x03\x04" else NotAManifest) from None
    if count > MAX_MEMBERS or offset + size + END_SIZE != length:
        raise _Damaged
    stream.seek(offset)
    members = _parsed(stream.read(size), count)
    names = [member.name.decode("latin-1") for member in members]
    if any(map(fault_of, names)) or next(collisions(names), None):
        raise _Damaged
    _require_form(stream, members, offset)
    if end != end_record(count=count, directory_size=size, directory_offset=offset):
        raise _Damaged
    return members


def _parsed(directory: bytes, count: int) -> tuple[Member, ...]:
    members, position = [], 0
    for _ in range(count):
        try:
            member, length = parse_central(directory[position : position + CENTRAL_SIZE + 1024])
        except ValueError:
            raise _Damaged from None
        if directory[position : position + length] != central_record(member):
            raise _Damaged
        members.append(member)
        position += length
    if position != len(directory):
        raise _Damaged
    return tuple(members)


def _require_form(stream: BinaryIO, members: Iterable[Member], directory_offset: int) -> None:
    position = 0
    for member in members:
        header = local_header(member)
        stream.seek(position)
        if member.offset != position or stream.read(len(header)) != header:
            raise _Damaged(member.name.decode("latin-1"))
        position += len(header) + member.size
    if position != directory_offset:
        raise _Damaged


def _stretch_blocks(stream: BinaryIO, stretch: Stretch) -> Iterator[bytes]:
    stream.seek(stretch.start)
    left = stretch.size
    while left:
        block = stream.read(min(_BLOCK, left))
        if not block:
            return
        left -= len(block)
        yield block


def _blocks(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except OSError as error:
        raise changed(source.name) from error


def _noted(blocks: Iterable[bytes], note: Callable[[bytes], None]) -> Iterator[bytes]:
    for block in blocks:
        note(block)
        yield block


def changed(name: str) -> Fault:
    """Something that was to be handed over changed or went away meanwhile."""
    return Fault(
        "hand-over-changed",
        what=f"“{name}” thay đổi hoặc không đọc được trong khi đang ghi tệp bàn giao.",
        safe="Chưa bàn giao gì: dữ liệu ở đây vẫn dùng như trước, không để lại tệp dở dang.",
        do="Hãy chạy Kiểm tra dữ liệu, rồi bàn giao lại.",
    )


def unreadable(path: Path) -> Fault:
    """The file cannot be read."""
    return Fault(
        "hand-over-unreadable",
        what=f"Không đọc được tệp “{path}”.",
        safe="Chưa có gì được ghi vào máy này.",
        do="Hãy cắm lại USB, kiểm tra tệp còn ở đó không, rồi chọn lại tệp.",
    )


def foreign(path: Path) -> Fault:
    """The file is something else."""
    return Fault(
        "hand-over-foreign",
        what=f"“{path.name}” không phải tệp bàn giao của CCHC Desktop.",
        safe="Chưa có gì được ghi vào máy này; tệp được giữ nguyên.",
        do=f"Hãy chọn tệp có tên bắt đầu bằng “ban-giao” và đuôi “{SUFFIX}”.",
    )


def newer(path: Path) -> Fault:
    """The file was written by a later program."""
    return Fault(
        "hand-over-newer",
        what=f"Tệp “{path.name}” do phiên bản CCHC Desktop mới hơn ghi ra.",
        safe="Chưa có gì được ghi vào máy này; tệp được giữ nguyên.",
        do="Hãy cài phiên bản CCHC Desktop mới nhất trên máy này, rồi nhận lại.",
    )


def damaged(path: Path, member: str = "") -> Fault:
    """The file is not what was written."""
    where = f" (chỗ hỏng: {member})" if member else ""
    return Fault(
        "hand-over-damaged",
        what=f"Tệp “{path.name}” không còn nguyên vẹn{where}: bị hỏng, bị cắt ngắn hoặc bị sửa.",
        safe="Chưa có gì được ghi vào máy này; dữ liệu ở nơi giao vẫn còn nguyên.",
        do="Hãy chép lại tệp từ nơi giao (dùng USB khác nếu được) rồi nhận lại.",
    )
