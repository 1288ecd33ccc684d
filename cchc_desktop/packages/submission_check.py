"""Whether the parts of a package belong together: snapshot, confirmation, evidence, definitions and bag-info."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from cchc_desktop.domain import snapshot as snapshot_format
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.packages import evidence_index as index_format
from cchc_desktop.packages import signature as signature_format
from cchc_desktop.packages.audit_check import Signed, TrailEnd, check_audit
from cchc_desktop.packages.audit_lines import read_lines
from cchc_desktop.packages.bag import AGENT, AUDIT_LABELS, OXUM, bag_info, parse_bag_info, payload_oxum
from cchc_desktop.packages.contents import Contents
from cchc_desktop.packages.evidence_index import EvidenceIndex
from cchc_desktop.packages.layout import (
    AUDIT,
    BAG_INFO,
    DEFINITIONS_FOLDER,
    EVIDENCE_FOLDER,
    EVIDENCE_INDEX,
    PAYLOAD_FILES,
    SIGNATURE,
    SNAPSHOT,
    package_stem,
)
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.shape import first_misfit
from cchc_desktop.packages.signature import Signature
from cchc_desktop.packages.signed_pdf_check import check_signed_pdf
from cchc_desktop.packages.verification import Problem
from cchc_desktop.system.canonical_json import canonical

_TRAIL_SINCE = 3
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class _Format:
    """A JSON format that this program reads: its name, the versions known, its shape."""

    name: str
    versions: tuple[int, ...]
    shape: object


_SNAPSHOT = _Format(snapshot_format.FORMAT, snapshot_format.KNOWN_VERSIONS, Snapshot)
_SIGNATURE = _Format(signature_format.FORMAT, signature_format.KNOWN_VERSIONS, Signature)
_INDEX = _Format(index_format.FORMAT, (index_format.FORMAT_VERSION,), EvidenceIndex)


def read_snapshot_part(contents: Contents) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The snapshot in ``contents``, or what keeps this program from understanding it."""
    value, problems = _read_json(contents, SNAPSHOT, _SNAPSHOT)
    if value is None or problems:
        return None, problems
    snapshot = cast("Snapshot", value)
    place = _first_impossible(snapshot)
    if place:
        return None, (problem("wrong-format", SNAPSHOT, place=place),)
    return snapshot, ()


def check_layout(contents: Contents) -> Iterator[Problem]:
    """Every file that a package must have and has not, or must not have and has."""
    payload = {path for path in contents.paths if path.startswith("data/")}
    for path in PAYLOAD_FILES:
        if path not in payload:
            yield problem("missing", path)
    for path in sorted(payload.difference(PAYLOAD_FILES)):
        if not path.startswith((EVIDENCE_FOLDER, DEFINITIONS_FOLDER)):
            yield problem("extra", path)


def check_trail(
    contents: Contents, snapshot: Snapshot, stream: BinaryIO
) -> tuple[TrailEnd | None, tuple[Problem, ...]]:
    """What is wrong with the audit trail, and where it ends; None where it is missing or not in the form of a trail."""
    file = contents.files.get(AUDIT)
    if file is None:
        return None, ()
    signature = _read_signature(contents)[0]
    stored = contents.files.get(SIGNATURE)
    signed = Signed(snapshot, contents.files[SNAPSHOT].sha256, signature, stored.sha256 if stored else "")
    return check_audit(read_lines(stream, start=file.start, size=file.size), signed)


def check_documents(contents: Contents, stream: BinaryIO) -> tuple[Problem, ...]:
    """What is wrong with PDF and workbook where the leader signed by certificate."""
    signature, problems = _read_signature(contents)
    return () if signature is None or problems else tuple(check_signed_pdf(contents, signature, stream))


def check_submission(contents: Contents, snapshot: Snapshot, audit: TrailEnd | None) -> Iterator[Problem]:
    """Everything in ``contents`` that does not belong to ``snapshot`` or is owed by it; ``audit`` as in the package."""
    stem = package_stem(snapshot, contents.files[SNAPSHOT].sha256)
    if contents.top != stem:
        yield problem("wrong-name", contents.top, expected=stem)
    yield from _check_bag_info(contents, snapshot, audit)
    yield from _check_definitions(contents, snapshot)
    signature, problems = _read_signature(contents)
    yield from problems
    index, problems = _read_index(contents)
    yield from problems
    if index is not None:
        yield from _check_evidence(index, snapshot, signature)


def _first_impossible(snapshot: Snapshot) -> str | None:
    body = {"progress", "report", "assessment", "plan", "register"} & snapshot.keys()
    wrong = {
        "kind": body != {snapshot["kind"]},
        "revision": snapshot["revision"] < 1,
        "submission_id": not snapshot["submission_id"].strip(),
        "created_at": not _is_moment(snapshot["created_at"]),
        "unit.code": not re.fullmatch(r"[0-9]{5}", snapshot["unit"]["code"]),
        "period.code": not re.fullmatch(r"[0-9A-Z-]{1,32}", snapshot["period"]["code"]),
        "trail": snapshot["format_version"] >= _TRAIL_SINCE and "trail" not in snapshot,
        "evidence": not all(_SHA256.fullmatch(part["sha256"]) for part in snapshot["evidence"]),
    }
    return next((place for place, failed in wrong.items() if failed), None)


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _read_json(contents: Contents, path: str, expected: _Format) -> tuple[object, tuple[Problem, ...]]:
    content = contents.text(path)
    if content is None:
        return None, ()  # missing or closed, which is reported where it was found
    try:
        value = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None, (problem("not-json", path),)
    found = _problem_of_json(value, content, path=path, expected=expected)
    return value, (found,) if found else ()


def _problem_of_json(value: object, content: bytes, *, path: str, expected: _Format) -> Problem | None:
    if not isinstance(value, dict) or value.get("format") != expected.name:
        return problem("wrong-format", path, place="format")
    version = value.get("format_version")
    if type(version) is int and version > max(expected.versions):
        return problem("newer", path, found=version, known=max(expected.versions))
    if type(version) is not int or version not in expected.versions:
        return problem("wrong-format", path, place="format_version")
    try:
        if canonical(value) != content:
            return problem("not-canonical", path)
    except ValueError:
        return problem("not-canonical", path)
    misfit = first_misfit(value, expected.shape)
    return problem("wrong-format", path, place=misfit) if misfit else None


def _check_bag_info(contents: Contents, snapshot: Snapshot, audit: TrailEnd | None) -> Iterator[Problem]:
    content = contents.text(BAG_INFO)
    if content is None:
        return
    found = parse_bag_info(content)
    if found is None:
        yield problem("text-encoding", BAG_INFO)
        return
    complete = contents.paths == contents.files.keys()
    oxum = payload_oxum({path: file.size for path, file in contents.files.items()}) if complete else found.get(OXUM, "")
    expected = bag_info(snapshot, contents.files[SNAPSHOT].sha256, oxum=oxum, audit=audit)
    unknown = AUDIT_LABELS if audit is None and "trail" in snapshot else ()
    for label in (AGENT, *expected):
        if label not in found or found[label] != expected.get(label, found[label]):
            yield problem("oxum" if label == OXUM else "bag-info", BAG_INFO, label=label)
    for label in sorted(found.keys() - expected.keys() - {AGENT, *unknown}):
        yield problem("bag-info", BAG_INFO, label=label)


def _check_definitions(contents: Contents, snapshot: Snapshot) -> Iterator[Problem]:
    hashes = {file.sha256 for path, file in contents.files.items() if path.startswith(DEFINITIONS_FOLDER)}
    used = [snapshot["definition"], *(snapshot["report"]["packs"] if "report" in snapshot else ())]
    if any(part["sha256"] not in hashes for part in used):
        yield problem("definition-missing", DEFINITIONS_FOLDER.removesuffix("/"))


def _read_signature(contents: Contents) -> tuple[Signature | None, tuple[Problem, ...]]:
    value, problems = _read_json(contents, SIGNATURE, _SIGNATURE)
    if value is None or problems:
        return None, problems
    signature = cast("Signature", value)
    if not _is_moment(signature["signed_at"]):
        return signature, (problem("wrong-format", SIGNATURE, place="signed_at"),)
    if signature["snapshot_sha256"] != contents.files[SNAPSHOT].sha256:
        return signature, (problem("signature-mismatch", SIGNATURE),)
    return signature, ()


def _read_index(contents: Contents) -> tuple[EvidenceIndex | None, tuple[Problem, ...]]:
    value, problems = _read_json(contents, EVIDENCE_INDEX, _INDEX)
    if value is None or problems:
        return None, problems
    index = cast("EvidenceIndex", value)
    hashes = {path: file.sha256 for path, file in contents.files.items() if path.startswith(EVIDENCE_FOLDER)}
    wrong = [record["path"] for record in index["files"] if hashes.get(record["path"]) != record["sha256"]]
    unlisted = hashes.keys() - {record["path"] for record in index["files"]}
    return index, tuple(problem("evidence-index", path) for path in sorted({*wrong, *unlisted}))


def _check_evidence(index: EvidenceIndex, snapshot: Snapshot, signature: Signature | None) -> Iterator[Problem]:
    stored = {(record["sha256"], record["name"]) for record in index["files"]}
    for part in snapshot["evidence"]:
        if (part["sha256"], part["name"]) not in stored:
            yield problem("evidence-missing", EVIDENCE_INDEX, name=part["name"])
    scan = signature["scan_sha256"] if signature else ""
    used = {part["sha256"] for part in snapshot["evidence"]} | {scan}
    for record in index["files"]:
        if signature and record["sha256"] not in used:
            yield problem("evidence-unlisted", record["path"])
    owed = signature is not None and (bool(scan) or signature["way"] == "paper")
    if owed and scan not in {record["sha256"] for record in index["files"]}:
        yield problem("scan-missing", SIGNATURE)
