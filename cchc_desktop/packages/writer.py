"""Writing a package: the same content gives the same bytes, and a package has its name only after it was verified."""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.packages import evidence_index as index_format
from cchc_desktop.packages import layout
from cchc_desktop.packages.audit_check import end_of
from cchc_desktop.packages.bag import (
    DECLARATION,
    bag_info,
    payload_oxum,
    write_bag_info,
    write_manifest,
)
from cchc_desktop.packages.container import ContainerWriter
from cchc_desktop.packages.read_first import read_first
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.system.canonical_json import canonical, sha256
from cchc_desktop.system.diskspace import require_free
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.safe_write import publish, settle, staging

_CHUNK = 1 << 20
_NOTHING_LEFT = "Chưa có gói nộp nào được ghi ra, hồ sơ trong chương trình vẫn nguyên vẹn."


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    """A file of the evidence store: its hash, the name it was given, and where to read it (a path or an opener)."""

    sha256: str
    name: str
    source: Path | Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class PackageContent:
    """All that goes into a package; JSON parts in canonical form, ``definitions`` by file name ("*.toml")."""

    snapshot_json: bytes
    signature_json: bytes
    pdf: bytes
    xlsx: bytes
    definitions: Mapping[str, bytes]
    audit_jsonl: bytes
    evidence: Sequence[EvidenceSource]
    program_version: str


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    """A package on the disk: its hash and size in bytes, and how many files it holds."""

    path: Path
    sha256: str
    size: int
    files: int


Sign = Callable[[bytes], bytes]
"""Makes the detached signature (CMS, RFC 5652) of the device over the bytes of the tag manifest."""


def write_package(target_dir: Path, content: PackageContent, *, sign: Sign | None = None) -> WrittenPackage:
    """Write ``content`` as a package into ``target_dir``; the same package already there is left as it is.

    With ``sign``, which must give the same signature for the same bytes, the package is signed by the unit's device.

    Raises Fault: "package-exists" (another content under this name), "evidence-vanished", "evidence-altered",
    "package-too-large", "package-self-check", and those of ``safe_write``. Nothing is left behind then.
    """
    snapshot = cast("Snapshot", json.loads(content.snapshot_json))
    stem = layout.package_stem(snapshot, sha256(content.snapshot_json))
    target = target_dir / f"{stem}.zip"
    needed = _least_size(content, snapshot)
    with staging(target, needed=needed) as file:
        require_free(target_dir, needed)
        count = _write_bag(file, stem, content, snapshot=snapshot, sign=sign)
        settle(file)
        _check_again(Path(file.name), target)
        written = WrittenPackage(target, _hash_of(Path(file.name)), file.tell(), count)
        if not target.exists():
            publish(file, target)
        elif _hash_of(target) != written.sha256:
            raise _exists(target)
    return written


def _least_size(content: PackageContent, snapshot: Snapshot) -> int:
    parts = (content.snapshot_json, content.pdf, content.xlsx, content.audit_jsonl, *content.definitions.values())
    return sum(map(len, parts)) + sum({part["sha256"]: part["size"] for part in snapshot["evidence"]}.values())


def _write_bag(file: BinaryIO, top: str, content: PackageContent, *, snapshot: Snapshot, sign: Sign | None) -> int:
    identity = sha256(content.snapshot_json)
    sources, index = _arrange(content.evidence)
    parts: dict[str, bytes | EvidenceSource] = {
        layout.SNAPSHOT: content.snapshot_json,
        layout.SIGNATURE: content.signature_json,
        layout.PDF: content.pdf,
        layout.XLSX: content.xlsx,
        layout.AUDIT: content.audit_jsonl,
        layout.EVIDENCE_INDEX: index,
        layout.READ_FIRST: read_first(snapshot, identity),
        **{layout.definition_path(name): text for name, text in content.definitions.items()},
        **sources,
    }
    bag = _Bag(file, top)
    for path in sorted(parts):
        bag.add(path, parts[path])
    info = bag_info(snapshot, identity, oxum=payload_oxum(bag.sizes), audit=end_of(content.audit_jsonl))
    payload = dict(bag.hashes)
    bag.add(layout.BAG_INFO, write_bag_info(info, content.program_version))
    bag.add(layout.BAGIT, DECLARATION)
    bag.add(layout.MANIFEST, write_manifest(payload))
    tags = write_manifest({path: bag.hashes[path] for path in layout.TAG_FILES})
    bag.add(layout.TAG_MANIFEST, tags)
    if sign is not None:
        bag.add(layout.TAG_SIGNATURE, sign(tags))
    return bag.finish()


def _arrange(evidence: Sequence[EvidenceSource]) -> tuple[dict[str, EvidenceSource], bytes]:
    """The evidence by its path in the package, each content once, and the index with every name."""
    named = {(each.sha256, unicodedata.normalize("NFC", each.name)): each for each in evidence}
    places: dict[str, str] = {}
    sources: dict[str, EvidenceSource] = {}
    for (digest, name), each in sorted(named.items(), key=lambda item: item[0]):
        if digest not in places:
            path = layout.evidence_path(digest, name)
            path = layout.evidence_path(digest, name, full_hash=True) if path in sources else path
            places[digest] = path
            sources[path] = each
    records = [{"sha256": digest, "path": places[digest], "name": name} for digest, name in sorted(named)]
    index = {"format": index_format.FORMAT, "format_version": index_format.FORMAT_VERSION, "files": records}
    return sources, canonical(index)


class _Bag:
    """A bag being written: hashes and sizes of what went in so far, by path."""

    def __init__(self, file: BinaryIO, top: str) -> None:
        self._container = ContainerWriter(file)
        self._top = top
        self.hashes: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def add(self, path: str, part: bytes | EvidenceSource) -> None:
        """Append a file; evidence is streamed, and refused when its bytes are not those of its hash."""
        if len(self.sizes) >= layout.MAX_FILES:
            raise _too_large()
        chunks = iter((part,)) if isinstance(part, bytes) else _read(part)
        self._container.add(f"{self._top}/{path}", self._counted(path, chunks))
        if isinstance(part, EvidenceSource) and self.hashes[path] != part.sha256:
            raise _evidence_altered(part.name)

    def finish(self) -> int:
        """Complete the file; how many files it holds."""
        self._container.finish()
        return self._container.count

    def _counted(self, path: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
        digest = hashlib.sha256()
        before, size = sum(self.sizes.values()), 0
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            if size > layout.MAX_FILE_BYTES or before + size > layout.MAX_PACKAGE_BYTES - layout.MAX_TEXT_BYTES:
                raise _too_large()
            yield chunk
        self.hashes[path] = digest.hexdigest()
        self.sizes[path] = size


def _read(evidence: EvidenceSource) -> Iterator[bytes]:
    source = evidence.source
    try:
        with source.open("rb") if isinstance(source, Path) else source() as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise Fault(
            "evidence-vanished",
            what=f"Không đọc được tài liệu kiểm chứng “{evidence.name}” trong kho minh chứng.",
            safe=_NOTHING_LEFT,
            do="Hãy chạy kiểm tra kho minh chứng, đính kèm lại tài liệu này rồi kết xuất lại.",
        ) from error


def _check_again(path: Path, target: Path) -> None:
    verification = verify(path)
    if verification.verdict is not Verdict.VALID:
        raise Fault(
            "package-self-check",
            what=f"Gói nộp “{target.name}” vừa ghi có lỗi khi kiểm tra lại: {verification.problems[0].message}",
            safe=_NOTHING_LEFT,
            do="Hãy kết xuất lại, nếu vẫn như vậy thì ghi ra ổ đĩa khác hoặc báo cho người hỗ trợ.",
        )


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _exists(target: Path) -> Fault:
    return Fault(
        "package-exists",
        what=f"Trong thư mục đã có tệp “{target.name}” với nội dung khác.",
        safe="Tệp đã có được giữ nguyên, gói nộp mới chưa được ghi ra.",
        do="Hãy chọn thư mục khác, hoặc chuyển tệp cũ đi nơi khác rồi kết xuất lại.",
    )


def _evidence_altered(name: str) -> Fault:
    return Fault(
        "evidence-altered",
        what=f"Tài liệu kiểm chứng “{name}” trong kho không còn đúng như lúc đính kèm.",
        safe=_NOTHING_LEFT,
        do="Hãy chạy kiểm tra kho minh chứng, đính kèm lại tài liệu này rồi kết xuất lại.",
    )


def _too_large() -> Fault:
    return Fault(
        "package-too-large",
        what=f"Hồ sơ quá lớn cho một gói nộp (tối đa {layout.MAX_FILES} tệp, mỗi tệp 1 GB, cả gói 3 GB).",
        safe=_NOTHING_LEFT,
        do="Hãy quét lại tài liệu kiểm chứng ở độ phân giải thấp hơn hoặc bỏ bớt tài liệu không cần.",
    )
