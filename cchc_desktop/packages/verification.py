"""The outcome of reading a package: a verdict, what is wrong by path, and whose submission it is."""

from dataclasses import dataclass
from enum import Enum


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
    """Whose submission a package holds, as its snapshot says."""

    unit: str
    unit_name: str
    period: str
    period_label: str
    kind: str
    revision: int
    sample: bool
    snapshot_sha256: str
    description: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``verify`` found; ``info`` is None when the snapshot could not be understood."""

    verdict: Verdict
    problems: tuple[Problem, ...]
    info: PackageInfo | None
