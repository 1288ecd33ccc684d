"""Reading a package that came from outside: it is never trusted, never unpacked to disk, never changed."""

from pathlib import Path
from typing import BinaryIO

from cchc_desktop.domain.evidence_gaps import evidence_gaps
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.packages.audit_check import TrailEnd
from cchc_desktop.packages.bag import check_bag, description
from cchc_desktop.packages.contents import Contents, read_contents
from cchc_desktop.packages.evidence_state import state_in
from cchc_desktop.packages.layout import SNAPSHOT, TAG_MANIFEST, TAG_SIGNATURE
from cchc_desktop.packages.problem_texts import problem
from cchc_desktop.packages.submission_check import (
    check_documents,
    check_layout,
    check_submission,
    check_trail,
    read_snapshot_part,
)
from cchc_desktop.packages.verification import PackageInfo, Problem, Seal, Verdict, Verification
from cchc_desktop.system.fault import Fault

_UNREADABLE = Verification(Verdict.UNDETERMINED, (problem("unreadable"),), None)
_CANNOT_TELL = frozenset({"newer"})


def verify(path: Path) -> Verification:
    """Check every byte of the package at ``path``. A file that cannot be read is "undetermined", never an exception."""
    try:
        with path.open("rb") as stream:
            return verify_stream(stream)
    except OSError:
        return _UNREADABLE


def verify_stream(stream: BinaryIO) -> Verification:
    """Check every byte of the package in a seekable ``stream``; raises OSError when it cannot be read."""
    return _inspect(stream)[0]


def read_snapshot(path: Path) -> Snapshot:
    """The snapshot of a package that is valid in every byte; raises the Fault "package-invalid" otherwise."""
    try:
        with path.open("rb") as stream:
            verification, snapshot = _inspect(stream)
    except OSError:
        verification, snapshot = _UNREADABLE, None
    if verification.verdict is Verdict.VALID and snapshot is not None:
        return snapshot
    raise Fault(
        "package-invalid",
        what=f"Không nhận được gói nộp “{path.name}”: {verification.problems[0].message}",
        safe="Chưa có dữ liệu nào bị thay đổi, tệp gói nộp được giữ nguyên.",
        do="Hãy chép lại tệp hoặc đề nghị đơn vị gửi kết xuất lại gói nộp.",
    )


def _inspect(stream: BinaryIO) -> tuple[Verification, Snapshot | None]:
    contents = read_contents(stream)
    if not contents.paths:
        return Verification(Verdict.INVALID, contents.problems or (problem("not-a-zip"),), None), None
    problems = [*contents.problems, *check_bag(contents)]
    known = {each.path for each in problems}
    snapshot, found = read_snapshot_part(contents)
    if SNAPSHOT not in known:
        problems.extend(found)
    if not any(each.kind == "newer" for each in found):
        problems.extend(check_layout(contents))
    audit: TrailEnd | None = None
    if snapshot is not None and SNAPSHOT not in known:
        audit, found = check_trail(contents, snapshot, stream)
        problems.extend(found)  # also where the file is altered: which line it is helps
        owed = (*check_submission(contents, snapshot, audit), *check_documents(contents, stream))
        problems.extend(each for each in owed if each.path not in known)
    distinct = tuple({(each.path, each.kind, each.message): each for each in problems}.values())
    info = None if snapshot is None else _info(contents, snapshot, audit)
    gaps = () if snapshot is None else evidence_gaps(snapshot, state_in(contents))
    return Verification(_verdict(distinct), distinct, info, gaps, _seal(contents)), snapshot


def _seal(contents: Contents) -> Seal | None:
    """None only where the package has no signature at all; one that cannot be read is an empty one, which holds not."""
    if TAG_SIGNATURE not in contents.paths:
        return None
    return Seal(contents.text(TAG_MANIFEST) or b"", contents.text(TAG_SIGNATURE) or b"")


def _verdict(problems: tuple[Problem, ...]) -> Verdict:
    kinds = {each.kind for each in problems}
    if not kinds:
        return Verdict.VALID
    return Verdict.UNDETERMINED if kinds <= _CANNOT_TELL else Verdict.INVALID


def _info(contents: Contents, snapshot: Snapshot, audit: TrailEnd | None) -> PackageInfo:
    return PackageInfo(
        unit=snapshot["unit"]["code"],
        unit_name=snapshot["unit"]["full_name"],
        period=snapshot["period"]["code"],
        period_label=snapshot["period"]["label"],
        kind=snapshot["kind"],
        revision=snapshot["revision"],
        sample=snapshot["sample"],
        snapshot_sha256=contents.files[SNAPSHOT].sha256,
        description=description(snapshot),
        audit_lines=audit.lines if audit else 0,
        clock_notes=audit.clock_notes if audit else 0,
    )
