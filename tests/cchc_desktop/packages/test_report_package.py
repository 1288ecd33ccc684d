"""Packages of reports and plans: the same bag, with every pack that the figures rest on."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from support import audit_trails
from support.report_snapshots import plan_snapshot, report_snapshot

from cchc_desktop.domain.snapshot import DefinitionPart, Snapshot
from cchc_desktop.exports.render import render
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.packages.writer import EvidenceSource, PackageContent, write_package
from cchc_desktop.system.canonical_json import canonical, sha256
from cchc_desktop.system.fault import Fault

FORM = b'code = "BC-CCHC-XA"\n'
REGISTERS = b'code = "SO-XA-2025"\n'
PLAN = b'code = "KH-TQ-2025-H2"\n'


def _report() -> Snapshot:
    snapshot = report_snapshot()
    form, registers = snapshot["report"]["packs"]
    snapshot["definition"] = _stored(form, FORM)
    snapshot["report"]["packs"] = [_stored(form, FORM), _stored(registers, REGISTERS)]
    return snapshot


def _plan() -> Snapshot:
    snapshot = plan_snapshot()
    snapshot["definition"] = _stored(snapshot["definition"], PLAN)
    return snapshot


def _stored(part: DefinitionPart, content: bytes) -> DefinitionPart:
    return part | {"sha256": sha256(content)}


def _content(snapshot: Snapshot, folder: Path, **definitions: bytes) -> PackageContent:
    sources = []
    for number, part in enumerate(snapshot["evidence"]):
        stored = folder / str(number)
        stored.write_bytes(b"%PDF " + str(number).encode())
        part |= {"sha256": sha256(stored.read_bytes()), "size": stored.stat().st_size}
        sources.append(EvidenceSource(part["sha256"], part["name"], stored))
    snapshot["trail"] = audit_trails.trail_at_completion(snapshot["submission_id"])
    frozen = canonical(snapshot)
    rendered = render(snapshot, sha256=sha256(frozen))
    signature = {
        "format": "cchc-signature",
        "format_version": 1,
        "snapshot_sha256": sha256(frozen),
        "way": "password",
        "signer": {"name": "Nguyễn Văn Thượng", "post": "Chủ tịch"},
        "signed_at": "2026-03-16T10:00:00+07:00",
        "scan_sha256": "",
    }
    trail = audit_trails.signed_trail(snapshot, sha256(frozen), canonical(signature))
    return PackageContent(
        snapshot_json=frozen,
        signature_json=canonical(signature),
        pdf=rendered.pdf,
        xlsx=rendered.xlsx,
        definitions={f"{name}.toml": content for name, content in definitions.items()},
        audit_jsonl=audit_trails.as_bytes(trail),
        evidence=sources,
        program_version=snapshot["program_version"],
    )


@pytest.mark.parametrize(
    ("make", "definitions", "kind"),
    [(_report, {"BC": FORM, "SO": REGISTERS}, "bao-cao_BC-CCHC-XA"), (_plan, {"KH": PLAN}, "ke-hoach")],
)
def test_a_package_with_all_its_definitions_is_valid(
    make: Callable[[], Snapshot], definitions: dict[str, bytes], kind: str, tmp_path: Path
) -> None:
    written = write_package(tmp_path, _content(make(), tmp_path, **definitions))
    assert verify(written.path).verdict is Verdict.VALID
    assert f"_{kind}_ban1_" in written.path.name


def test_the_same_report_gives_the_same_package(tmp_path: Path) -> None:
    (tmp_path / "một").mkdir()
    (tmp_path / "hai").mkdir()
    first, second = (
        write_package(tmp_path / place, _content(_report(), tmp_path, BC=FORM, SO=REGISTERS))
        for place in ("một", "hai")
    )
    assert first.sha256 == second.sha256


def test_the_snapshot_in_the_package_holds_figures_and_remarks(tmp_path: Path) -> None:
    written = write_package(tmp_path, _content(_report(), tmp_path, BC=FORM, SO=REGISTERS))
    with ZipFile(written.path) as archive:
        whole = json.loads(archive.read(f"{written.path.stem}/data/snapshot.json"))
    assert len(whole["report"]["figures"]) == 109
    assert whole["report"]["remarks"][1]["explanation"].startswith("Đang chờ Sở Nội vụ")


def test_a_report_whose_registers_pack_is_missing_leaves_no_package(tmp_path: Path) -> None:
    content = _content(_report(), tmp_path, BC=FORM)
    with pytest.raises(Fault) as fault:
        write_package(tmp_path, content)
    assert fault.value.code == "package-self-check"
    assert not list(tmp_path.glob("*.zip"))
