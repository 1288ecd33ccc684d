"""The outcome of reading a package: a verdict, what is wrong by path, and whose submission it is."""

from dataclasses import dataclass
from enum import Enum

from cchc_desktop.domain.evidence_gaps import Gap
from cchc_desktop.domain.number import format_count


class Verdict(Enum):
    """Whether a package may be received.

    VALID: whole and consistent in every byte (it does not say who made it). INVALID: must not be received.
    UNDETERMINED: this program cannot tell, because the package is newer or could not be read.
    """

    VALID = "valid"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``path`` is inside the package, relative to its top folder, and empty when the file as a whole is meant.
    ``kind`` is permanent and greppable ("altered", "missing", "traversal", ...), ``message`` one Vietnamese sentence.
    """

    path: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """Whose submission a package holds, as its snapshot says; what its audit trail (nhật ký) tells.

    ``audit_lines`` are the lines of the trail, ``clock_notes`` those that record a clock that was wrong or was changed.
    """

    unit: str
    unit_name: str
    period: str
    period_label: str
    kind: str
    revision: int
    sample: bool
    snapshot_sha256: str
    description: str
    audit_lines: int = 0
    clock_notes: int = 0


@dataclass(frozen=True, slots=True)
class Seal:
    """The signature of a device as it lies in a package, and the bytes that it is over: those of the tag manifest.

    Nothing of it is checked here; whose it is and whether it holds is found out by ``services.devices.package_keys``.
    """

    manifest: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``verify`` found; ``info`` is None when the snapshot could not be understood.

    ``gaps`` are the proofs that a reviewer cannot look at; the unit saw the same list before it exported. ``seal``
    is None for a package without a signature of a device, as older programs wrote them.
    """

    verdict: Verdict
    problems: tuple[Problem, ...]
    info: PackageInfo | None
    gaps: tuple[Gap, ...] = ()
    seal: Seal | None = None


def audit_words(info: PackageInfo) -> list[str]:
    """What to tell of a trail that could be read, a sentence each: its length, and a clock that was wrong."""
    if not info.audit_lines:
        return []
    told = [f"Nhật ký: {format_count(info.audit_lines)} dòng, từ đầu đến lần ký."]
    if info.clock_notes:
        told.append(
            f"Lưu ý: đồng hồ máy của đơn vị đã {format_count(info.clock_notes)} lần sai hoặc bị chỉnh, có ghi trong "
            "nhật ký; thứ tự các lần ghi theo số dòng, không theo giờ."
        )
    return told
