"""Sending by e-mail (gửi bằng thư điện tử): drafts for the user's mail program with the package, or a part.

A package that is larger than one mail takes is cut into parts of equal size, one in each mail. Nothing is sent from
here: the user looks at each draft and sends it. Loaded at its first use: ``dispatch`` brings reportlab and openpyxl.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from cchc_desktop.domain.evidence_limits import MEGABYTE
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import State, may_become
from cchc_desktop.exports.mail import Mail
from cchc_desktop.packages.layout import package_stem
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.evidence.inbox import EvidenceInbox, mail_address
from cchc_desktop.services.sending.mail_letters import Letters, PackageFile, Progress, draft_name
from cchc_desktop.services.sending.mail_words import Carried, mail_subject, mail_text
from cchc_desktop.services.session.outcome import Outcome
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.stored_paths import path_of
from cchc_desktop.services.submissions.dispatch import Dispatch
from cchc_desktop.services.submissions.package_budget import PackageBudgets
from cchc_desktop.services.submissions.package_copies import Medium, copies_here, copies_of, record_copy
from cchc_desktop.services.submissions.rows import SubmissionRow, wrong_state
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.system.safe_write import make_folder


@dataclass(frozen=True, slots=True)
class MailPlan:
    """What will be sent; ``subject`` and ``body`` are those of the first mail, sizes in bytes.

    ``part_count`` mails carry one attachment each, of at most ``part_size`` bytes; the largest mail has ``mail_size``
    bytes as mail servers count (base64 and text included), within ``limit_megabytes``. ``is_estimate`` while the
    package is not written yet: its size is then only expected.
    """

    receiver: str
    subject: str
    body: str
    package_name: str
    package_size: int
    part_count: int
    part_size: int
    mail_size: int
    limit_megabytes: int
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class WrittenDrafts:
    """The drafts on the disk, in the order of the parts; hash and size are of the package, ``mail_size`` the largest.

    ``copy_id`` is the record of this sending (``package_copies``); ``kept`` are the drafts that had these names before,
    under the names they have now.
    """

    files: tuple[Path, ...]
    package_name: str
    sha256: str
    size: int
    mail_size: int
    copy_id: str
    kept: tuple[Path, ...] = ()


class MailDrafts:
    """Plans and writes the drafts of one data folder."""

    def __init__(self, session: Session, submissions: Submissions) -> None:
        self._session = session
        self._submissions = submissions
        self._choices = EvidenceInbox(session)
        self._files = Evidence(session)

    @property
    def receiver(self) -> str:
        """The address of the province as the settings have it; empty while nobody named one."""
        return self._choices.province_address

    @property
    def limit_megabytes(self) -> int:
        """How large one mail may be, as the settings have it."""
        return self._choices.email_megabytes

    def plan(self, submission_id: str) -> MailPlan:
        """What the mails will be; nothing is written. Refusal for what is not signed, or cannot be cut so small."""
        row = self._sendable(submission_id)
        package = self._written(row, read=False) or self._expected(row)
        letters = self._letters(row, package, self.receiver)
        first = letters.mail(1)
        return MailPlan(
            receiver=self.receiver,
            subject=first.subject,
            body=first.text,
            package_name=package.name,
            package_size=package.size,
            part_count=letters.count,
            part_size=letters.largest,
            mail_size=letters.mail_size,
            limit_megabytes=self.limit_megabytes,
            is_estimate=package.path is None,
        )

    def write(
        self, submission_id: str, folder: Path, *, receiver: str, progress: Progress | None = None
    ) -> Outcome[WrittenDrafts]:
        """Write the drafts into ``folder``, all or none, and record the copy; the package is written first if need be.

        ``receiver`` may be empty: the user fills it in in the mail program. Nothing is written over: a draft that is
        there already with other content is kept beside. Raises Refusal as ``plan`` does and for an address that is
        none, Fault where it cannot be written.
        """
        self._session.store.require_writable()
        address = mail_address(receiver)
        row = self._submissions.require_step(submission_id, State.EXPORTED)
        changed = frozenset({"package_copy"})
        package = self._written(row, read=True)
        if package is None:
            package, changed = self._exported(row), changed | {"submission"}
        letters = self._letters(row, package, address)
        with letters.staged(folder, progress=progress) as staged:
            try:
                with self._session.command("Soạn thư gửi gói nộp", undoable=False) as work:
                    copy_id = record_copy(
                        work,
                        submission_id,
                        medium=Medium.MAIL,
                        label=address,
                        place=str(folder),
                        sha256=package.sha256,
                        size=package.size,
                        parts=letters.count,
                    )
                    files = staged.publish()
            except BaseException:
                staged.take_back()
                raise
        kept = tuple(staged.kept)
        return Outcome(
            WrittenDrafts(files, package.name, package.sha256, package.size, staged.largest, copy_id, kept), changed
        )

    def drafts_of(self, submission_id: str) -> tuple[Path, ...]:
        """The drafts that were written last and are still there, in the order of the parts; none is no drafts."""
        with self._session.read() as connection:
            mails = [copy for copy in copies_of(connection, submission_id) if copy.medium is Medium.MAIL]
        if not mails or mails[-1].gone_at:
            return ()
        last, name = mails[-1], self._name(self._submissions.by_id(submission_id))
        folder = path_of(last.place)
        paths = [folder / draft_name(name, number, last.parts) for number in range(1, last.parts + 1)]
        return tuple(path for path in paths if path.is_file())

    def _sendable(self, submission_id: str) -> SubmissionRow:
        row = self._submissions.by_id(submission_id)
        if not may_become(row.state, State.EXPORTED):
            raise wrong_state(row.state)
        return row

    def _written(self, row: SubmissionRow, *, read: bool) -> PackageFile | None:
        """The package where it was written; with ``read`` only one whose every byte is still as it was."""
        with self._session.read() as connection:
            here = copies_here(connection, row.id)
        for copy in here:
            path = path_of(copy.place)
            if not read or _hash(path) == copy.sha256:
                return PackageFile(path.name, copy.sha256, copy.size, path)
        return None

    def _expected(self, row: SubmissionRow) -> PackageFile:
        budget = PackageBudgets(self._session, self._submissions, self._files).of(row.id)
        return PackageFile(self._name(row), "", budget.expected)

    def _name(self, row: SubmissionRow) -> str:
        snapshot = cast(Snapshot, json.loads(self._submissions.frozen_snapshot(row.id)))
        return f"{package_stem(snapshot, row.snapshot_sha256)}.zip"

    def _exported(self, row: SubmissionRow) -> PackageFile:
        dispatch = Dispatch(self._session, self._submissions, self._files)
        folder = dispatch.packages_folder()
        make_folder(folder)
        written = dispatch.write_package(row.id, folder)
        return PackageFile(written.path.name, written.sha256, written.size, written.path)

    def _letters(self, row: SubmissionRow, package: PackageFile, receiver: str) -> Letters:
        workspace = self._session.workspace
        unit = workspace.unit.full_name

        def compose(files: tuple[str, ...], number: int) -> Mail:
            carried = Carried(package.name, package.sha256, package.size, files)
            return Mail(
                receiver,
                mail_subject(unit, row, number=number, count=len(files)),
                mail_text(unit, workspace.addressee, row, carried=carried, number=number),
                files[number - 1],
            )

        return Letters(package, compose, limit=self.limit_megabytes * MEGABYTE)


def _hash(path: Path) -> str:
    """The hash of a file; "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
