"""What a package will weigh, told before it is written: its files, the heaviest of them, what an e-mail takes.

The list of gaps is the one that a reviewer gets from the package (domain/evidence_gaps.py).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from cchc_desktop.domain.evidence_gaps import FileState, Gap, evidence_gaps
from cchc_desktop.domain.evidence_limits import FILE_MEGABYTES, MEGABYTE
from cchc_desktop.domain.snapshot import EvidencePart, Snapshot
from cchc_desktop.exports.mail import encoded_size
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.submissions.submissions import Submissions
from db.evidence_files import EvidenceFiles
from db.tables import evidence, submission

DOCUMENTS = MEGABYTE
"""What PDF, Excel, snapshot, definitions and audit trail take together, at most in ordinary cases."""
_NAMED = 3
_WEIGHTY = 20
"""Only files of at least one twentieth of the whole are named."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A file by its name with its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class PackageBudget:
    """The files of one package: how many, their bytes, the heaviest, those above the limit of one file, the gaps."""

    files: int
    size: int
    heaviest: tuple[Weighed, ...]
    too_large: tuple[Weighed, ...]
    gaps: tuple[Gap, ...]

    @property
    def expected(self) -> int:
        """About how many bytes the package will have."""
        return self.size + DOCUMENTS

    @property
    def mailed(self) -> int:
        """About how many bytes it takes in e-mails, where three bytes become four letters."""
        return encoded_size(self.expected)

    def mails(self, megabytes: int) -> int:
        """About how many e-mails of at most this many megabytes it takes."""
        return -(-self.mailed // (megabytes * MEGABYTE))

    def exceeds(self, megabytes: int) -> bool:
        """Whether the package will not go into one e-mail of this many megabytes."""
        return self.mails(megabytes) > 1


class PackageBudgets:
    """Weighs packages of frozen submissions."""

    def __init__(self, session: Session, submissions: Submissions, files: Evidence) -> None:
        self._session = session
        self._submissions = submissions
        self._files = files
        self._stored = EvidenceFiles(session.store.folder.evidence)

    def of(self, submission_id: str, *, thorough: bool = False) -> PackageBudget:
        """Weigh the package of a frozen submission with its signed scan, if there is one.

        ``thorough`` reads each file and compares its hash; otherwise presence and size are looked at.
        """
        snapshot = cast(Snapshot, json.loads(self._submissions.frozen_snapshot(submission_id)))
        carried = {part["sha256"]: Weighed(part["name"], part["size"]) for part in snapshot["evidence"]}
        carried |= self._scan(submission_id)
        return budget_of(list(carried.values()), self._gaps(snapshot, thorough=thorough))

    def _gaps(self, snapshot: Snapshot, *, thorough: bool) -> tuple[Gap, ...]:
        return evidence_gaps(snapshot, lambda part: self._state(part, thorough=thorough))

    def _state(self, part: EvidencePart, *, thorough: bool) -> FileState:
        size = self._stored.size(part["sha256"])
        if size is None:
            return FileState.MISSING
        is_whole = self._stored.sound(part["sha256"]) if thorough else size == part["size"]
        return FileState.WHOLE if is_whole else FileState.ALTERED

    def _scan(self, submission_id: str) -> dict[str, Weighed]:
        query = (
            sa.select(evidence.c.sha256, evidence.c.name, evidence.c.size)
            .join(submission, submission.c.scan_id == evidence.c.id)
            .where(submission.c.id == submission_id)
        )
        with self._session.read() as connection:
            return {row.sha256: Weighed(row.name, row.size) for row in connection.execute(query)}


def budget_of(files: Sequence[Weighed], gaps: tuple[Gap, ...] = ()) -> PackageBudget:
    """The budget of these files."""
    size = sum(file.size for file in files)
    by_weight = sorted(files, key=lambda file: (-file.size, file.name))
    return PackageBudget(
        files=len(files),
        size=size,
        heaviest=tuple(file for file in by_weight[:_NAMED] if file.size * _WEIGHTY >= size),
        too_large=tuple(file for file in by_weight if file.size > FILE_MEGABYTES * MEGABYTE),
        gaps=gaps,
    )
