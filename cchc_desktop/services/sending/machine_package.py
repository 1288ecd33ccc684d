"""The package in the machine from which copies for the outside are made: one that is whole, or a new one."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.domain.submission import State
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict
from cchc_desktop.packages.writer import WrittenPackage
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.stored_paths import path_of
from cchc_desktop.services.submissions.package_copies import copies_here
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.system.safe_write import make_folder
from cchc_desktop.system.volumes import Drive, drive_of

WritePackage = Callable[[str, Path], WrittenPackage]
"""``Dispatch.write_package``."""


@dataclass(frozen=True, slots=True)
class Source:
    """A package on a drive of this machine, read and found whole."""

    path: Path
    sha256: str
    size: int


def machine_package(
    session: Session, submissions: Submissions, submission_id: str, *, write_package: WritePackage
) -> Source:
    """The package of a submission that may be exported now; made in the folder of packages where there is none.

    Raises Refusal for another state, and Fault as ``write_package`` says, also in a folder that is only looked at:
    nothing leaves that cannot be recorded.
    """
    if session.store.refusal is not None:
        raise session.store.refusal
    row = submissions.require_step(submission_id, State.EXPORTED)
    found = _recorded(session, submission_id) or _of_an_older_program(row)
    if found is not None:
        return found
    folder = session.store.folder.packages
    make_folder(folder)
    written = write_package(submission_id, folder)
    return Source(written.path, written.sha256, written.size)


def _recorded(session: Session, submission_id: str) -> Source | None:
    with session.read() as connection:
        rows = copies_here(connection, submission_id)
    for row in rows:
        path = path_of(row.place)
        if drive_of(path) is Drive.FIXED and _hash_of(path) == row.sha256:
            return Source(path, row.sha256, row.size)
    return None


def _of_an_older_program(row: SubmissionRow) -> Source | None:
    """What was written before copies were recorded, if it is whole and of this revision."""
    if not row.package_path:
        return None
    path = path_of(row.package_path)
    checked = verify(path)
    is_ours = checked.info is not None and checked.info.snapshot_sha256 == row.snapshot_sha256
    if checked.verdict is not Verdict.VALID or not is_ours or drive_of(path) is not Drive.FIXED:
        return None
    return Source(path, _hash_of(path), path.stat().st_size)


def _hash_of(path: Path) -> str:
    """The hash of a file, "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
