"""Small submissions to pack, and packages taken apart and put together again by other hands."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
from support import audit_trails

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.packages import layout
from cchc_desktop.packages.audit_check import end_of
from cchc_desktop.packages.bag import bag_info, payload_oxum, write_bag_info, write_manifest
from cchc_desktop.packages.container import ContainerWriter
from cchc_desktop.packages.layout import package_stem
from cchc_desktop.packages.writer import EvidenceSource, PackageContent, write_package
from cchc_desktop.system.canonical_json import canonical, sha256

DEFINITION = b'code = "TQ2025H2"\n'


def make_snapshot(**changes: object) -> Snapshot:
    whole = {
        "format": "cchc-snapshot",
        "format_version": 1,
        "kind": "progress",
        "sample": False,
        "submission_id": "0b8f7f0e-6f0c-4a4c-9c55-3a0b5d8f0001",
        "revision": 1,
        "parent_id": "",
        "created_at": "2025-12-15T09:30:00+07:00",
        "program_version": "0.1.0",
        "unit": {
            "code": "00694",
            "full_name": "Xã Yên Sơn",
            "office": "UBND xã Yên Sơn",
            "heading": ["ỦY BAN NHÂN DÂN", "XÃ YÊN SƠN"],
            "place": "Yên Sơn",
        },
        "period": {
            "code": "2025-Q4",
            "label": "Quý IV năm 2025",
            "window_from": "2025-09-15",
            "window_to": "2025-12-14",
            "reference_day": "2025-12-14",
        },
        "document": {"number": "", "notation": "BC-UBND", "date": "", "recipients": [], "addressee": "Sở Nội vụ"},
        "definition": {
            "code": "TQ2025H2",
            "edition": "1",
            "title": "Kế hoạch",
            "issuer": "UBND tỉnh",
            "legal_basis": "",
            "sha256": sha256(DEFINITION),
            "reconstruction": "",
        },
        "prepared_by": {"name": "Lý Thị Mẩy", "post": "Công chức"},
        "signer": {"name": "Hoàng Văn Đức", "post": "Chủ tịch", "form": []},
        "evidence": [],
        "reopen_reason": "",
        "progress": {"total": 0, "counts": [], "fields": []},
    }
    return cast("Snapshot", {**whole, **changes})


def make_signature(snapshot_sha256: str, **changes: object) -> dict[str, object]:
    return {
        "format": "cchc-signature",
        "format_version": 1,
        "snapshot_sha256": snapshot_sha256,
        "way": "password",
        "signer": {"name": "Hoàng Văn Đức", "post": "Chủ tịch"},
        "signed_at": "2025-12-15T10:00:00+07:00",
        "scan_sha256": "",
        **changes,
    }


@dataclass
class Desk:
    """A commune that packs what it is given; evidence files lie in a folder beside it."""

    folder: Path
    evidence: list[EvidenceSource] = field(default_factory=list)
    parts: list[dict[str, object]] = field(default_factory=list)

    def attach(self, name: str, content: bytes) -> EvidenceSource:
        digest = sha256(content)
        stored = self.folder / "store" / digest
        stored.parent.mkdir(exist_ok=True)
        stored.write_bytes(content)
        return self.attach_source(EvidenceSource(digest, name, stored), len(content))

    def attach_source(self, source: EvidenceSource, size: int) -> EvidenceSource:
        texts = {"name": source.name, "media_type": "application/pdf", "number": "", "date": "", "title": ""}
        self.evidence.append(source)
        self.parts.append({"sha256": source.sha256, "size": size, **texts, "use": []})
        return source

    def content(self, *, signature: dict[str, object] | None = None, **snapshot: object) -> PackageContent:
        whole = make_snapshot(**{"evidence": self.parts, **snapshot})
        frozen = canonical(whole)
        signature_json = canonical(make_signature(sha256(frozen), **(signature or {})))
        return PackageContent(
            snapshot_json=frozen,
            signature_json=signature_json,
            pdf=b"%PDF-1.7 nh\xe1\xbb\x8f",
            xlsx=b"PK bang tinh",
            definitions={"TQ2025H2.toml": DEFINITION},
            audit_jsonl=audit_trails.as_bytes(audit_trails.signed_trail(whole, sha256(frozen), signature_json)),
            evidence=tuple(self.evidence),
            program_version="0.1.0",
        )

    def pack(self, **snapshot: object) -> Path:
        out = self.folder / "out"
        out.mkdir(exist_ok=True)
        return write_package(out, self.content(**snapshot)).path


@dataclass
class TakenApart:
    """The files of a package under its top folder, to be edited and put together in the form of a package."""

    top: str
    files: dict[str, bytes]

    def edit_json(self, path: str, **changes: object) -> None:
        self.files[path] = canonical({**json.loads(self.files[path]), **changes})

    def edit_snapshot(self, **changes: object) -> None:
        """Change the snapshot and all that names its hash, as a forger would."""
        self.edit_json(layout.SNAPSHOT, **changes)
        self.agree()

    def agree(self) -> None:
        snapshot = cast("Snapshot", json.loads(self.files[layout.SNAPSHOT]))
        identity = sha256(self.files[layout.SNAPSHOT])
        self.top = package_stem(snapshot, identity)
        self.edit_json(layout.SIGNATURE, snapshot_sha256=identity)
        trail = audit_trails.signed_trail(snapshot, identity, self.files[layout.SIGNATURE])
        self.files[layout.AUDIT] = audit_trails.as_bytes(trail)
        self.describe()

    def describe(self) -> None:
        """Make bag-info say what the files are."""
        snapshot = cast("Snapshot", json.loads(self.files[layout.SNAPSHOT]))
        identity = sha256(self.files[layout.SNAPSHOT])
        oxum = payload_oxum({path: len(content) for path, content in self.files.items()})
        info = bag_info(snapshot, identity, oxum=oxum, audit=end_of(self.files[layout.AUDIT]))
        self.files[layout.BAG_INFO] = write_bag_info(info, "0.1.0")

    def seal(self) -> None:
        """Make both manifests say what the files are."""
        hashes = {path: sha256(content) for path, content in self.files.items() if path.startswith("data/")}
        self.files[layout.MANIFEST] = write_manifest(hashes)
        self.seal_tags()

    def seal_tags(self) -> None:
        tags = {path: sha256(self.files[path]) for path in layout.TAG_FILES if path in self.files}
        self.files[layout.TAG_MANIFEST] = write_manifest(tags)

    def put_together(self, path: Path) -> Path:
        with path.open("xb") as file:
            container = ContainerWriter(file)
            for name in sorted(self.files, key=layout.order):
                container.add(f"{self.top}/{name}", [self.files[name]])
            container.finish()
        return path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def package(desk: Desk) -> Path:
    desk.attach("Kế hoạch số 12.pdf", b"%PDF ke hoach")
    return desk.pack()


@pytest.fixture
def take_apart() -> Callable[[Path], TakenApart]:
    def apart(path: Path) -> TakenApart:
        with ZipFile(path) as archive:
            files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
            return TakenApart(archive.namelist()[0].partition("/")[0], files)

    return apart


@pytest.fixture
def parts(package: Path, take_apart: Callable[[Path], TakenApart]) -> TakenApart:
    return take_apart(package)
