"""Packages of many communes, quickly: one small submission altered for each unit and written by the real writer."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from support import audit_trails

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.unit import Unit
from cchc_desktop.packages.writer import EvidenceSource, PackageContent, write_package
from cchc_desktop.services.province.desk import ProvinceDesk, sign_in
from cchc_desktop.services.session.accounts import NewOfficer
from cchc_desktop.services.workplace import FirstStart, Workplace, open_workplace
from cchc_desktop.system.canonical_json import canonical, sha256
from cchc_desktop.system.clock import Clock

LIBRARY = bundled()
PLAN = "KH-TQ-2025-H2"
PASSWORD = "matkhau-tinh-1"
PROVINCE_OFFICERS = (
    NewOfficer("Hoàng Thị Thu", "Chuyên viên", Role.PREPARER, PASSWORD),
    NewOfficer("Đỗ Quang Minh", "Phó Giám đốc", Role.LEADER, PASSWORD),
)


def province_start() -> FirstStart:
    """A complete first start of the province's desk."""
    return FirstStart("08", PLAN, "TC-XA-2025-DL", PROVINCE_OFFICERS)


def new_province(folder: Path, clock: Clock) -> Workplace:
    """An open folder of the province after its first start."""
    workplace = open_workplace(folder, clock=clock, library=LIBRARY)
    workplace.begin(province_start())
    return workplace


def province_desk(workplace: Workplace) -> ProvinceDesk:
    """The desk of the officer who receives."""
    officer = next(row for row in workplace.officers() if row.role is Role.PREPARER)
    return sign_in(workplace, officer.id, PASSWORD)


def commune_snapshot(unit: Unit, /, **changes: object) -> Snapshot:
    """The progress report of a unit for quarter IV of 2025, without tasks; ``changes`` replace whole parts."""
    loaded = LIBRARY.pack(PLAN)
    header = loaded.header
    whole = {
        "format": "cchc-snapshot",
        "format_version": 1,
        "kind": "progress",
        "sample": False,
        "submission_id": f"{unit.code}-ban-{changes.get('revision', 1)}",
        "revision": 1,
        "parent_id": "",
        "created_at": "2025-12-15T09:30:00+07:00",
        "program_version": "0.1.0",
        "unit": {
            "code": unit.code,
            "full_name": unit.full_name,
            "office": unit.office,
            "heading": list(unit.heading),
            "place": unit.place,
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
            "code": header.code,
            "edition": header.edition,
            "title": header.title,
            "issuer": header.issuer,
            "legal_basis": header.legal_basis,
            "sha256": loaded.sha256,
            "reconstruction": header.reconstruction,
        },
        "prepared_by": {"name": "Lý Thị Mẩy", "post": "Công chức"},
        "signer": {"name": "Hoàng Văn Đức", "post": "Chủ tịch", "form": []},
        "evidence": [],
        "reopen_reason": "",
        "progress": {"total": 0, "counts": [], "fields": []},
    }
    return cast("Snapshot", {**whole, **changes})


def write_commune(
    folder: Path,
    unit: Unit,
    /,
    *,
    evidence: EvidenceSource | None = None,
    evidence_size: int = 0,
    pack_source: bytes = b"",
    **changes: object,
) -> Path:
    """Write the package of a unit into ``folder``, with one piece of evidence if wanted; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    if evidence is not None:
        part = {"sha256": evidence.sha256, "name": evidence.name, "size": evidence_size}
        texts = {"media_type": "application/pdf", "number": "", "date": "", "title": ""}
        changes["evidence"] = [{**part, **texts, "use": []}]
    snapshot = commune_snapshot(unit, **changes)
    frozen = canonical(snapshot)
    signature = canonical(
        {
            "format": "cchc-signature",
            "format_version": 1,
            "snapshot_sha256": sha256(frozen),
            "way": "password",
            "signer": {"name": "Hoàng Văn Đức", "post": "Chủ tịch"},
            "signed_at": "2025-12-15T10:00:00+07:00",
            "scan_sha256": "",
        }
    )
    trail = audit_trails.signed_trail(snapshot, sha256(frozen), signature)
    content = PackageContent(
        snapshot_json=frozen,
        signature_json=signature,
        pdf=b"%PDF-1.7 nh\xe1\xbb\x8f",
        xlsx=b"PK bang tinh",
        definitions={f"{PLAN}.toml": pack_source or LIBRARY.pack(PLAN).source},
        audit_jsonl=audit_trails.as_bytes(trail),
        evidence=(evidence,) if evidence is not None else (),
        program_version="0.1.0",
    )
    return write_package(folder, content).path


def write_communes(folder: Path, units: Iterable[Unit]) -> list[Path]:
    """Write one package for each unit."""
    return [write_commune(folder, unit) for unit in units]
