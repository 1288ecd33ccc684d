"""Dispatch (kết xuất): preview, documents and packages, always made from a snapshot.

Loaded at its first use: reportlab and openpyxl cost 300 ms.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.domain.submission import Kind, State
from cchc_desktop.exports.render import preview_pdf, render, render_docx, render_workbook
from cchc_desktop.packages.layout import package_stem
from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verification
from cchc_desktop.packages.writer import EvidenceSource, PackageContent, WrittenPackage, write_package
from cchc_desktop.services.devices.devices import Devices
from cchc_desktop.services.evidence.evidence import Evidence
from cchc_desktop.services.session.audit_trail import as_json_lines, signing_group
from cchc_desktop.services.session.session import Session
from cchc_desktop.services.session.signed_documents import latest_signed
from cchc_desktop.services.submissions.package_copies import Medium, record_copy
from cchc_desktop.services.submissions.submissions import Submissions
from cchc_desktop.signing.detached import sign_detached
from cchc_desktop.system.canonical_json import canonical, sha256
from cchc_desktop.system.outgoing_files import write_one_out, write_out
from cchc_desktop.system.safe_write import translate
from db.journal import Work
from db.tables import evidence, pack, submission

_EDITED_ELSEWHERE = ("report", "plan")  # kinds that communes issue from their document-management system


@dataclass(frozen=True, slots=True)
class WrittenDocuments:
    """The documents of a snapshot on disk; the Word file of report and plan alone.

    ``kept`` are the files that had these names before, under the names they have now.
    """

    pdf: Path
    xlsx: Path
    docx: Path | None
    kept: tuple[Path, ...]


class Dispatch:
    """Everything that leaves the program."""

    def __init__(self, session: Session, submissions: Submissions, files: Evidence) -> None:
        self._session = session
        self._submissions = submissions
        self._files = files

    def preview(self, kind: Kind, period: Period, *, form: str = "") -> bytes:
        """The PDF as it would be printed now; of the frozen snapshot once there is one."""
        return self.prepared_preview(kind, period, form=form)()

    def prepared_preview(self, kind: Kind, period: Period, *, form: str = "") -> Callable[[], bytes]:
        """Read what the preview shows; the returned job draws the PDF and touches no database.

        Raises Refusal for a draft without a leader.
        """
        row = self._submissions.current(kind, period, form=form)
        if not row.snapshot_sha256:
            return partial(preview_pdf, self._submissions.draft_snapshot(kind, period, form=form))
        return self.prepared_print(row.id)

    def prepared_print(self, submission_id: str) -> Callable[[], bytes]:
        """The same for any frozen revision, also one that was reopened; with its signatures by certificate."""
        signed = self.signed_pdf(submission_id)
        return signed.read_bytes if signed else partial(_printed, self._submissions.frozen_snapshot(submission_id))

    def signed_pdf(self, submission_id: str) -> Path | None:
        """The PDF with its signatures by certificate, to be read only; None where it has none."""
        with self._session.read() as connection:
            sha256_hex = latest_signed(connection, submission_id)
        return self._files.path(sha256_hex) if sha256_hex else None

    def docx(self, kind: Kind, period: Period, *, form: str = "") -> bytes:
        """The editable Word file as it stands now, marked as a draft; of the frozen snapshot once there is one.

        Raises Refusal for a draft without a leader.
        """
        return self.prepared_docx(kind, period, form=form)()

    def prepared_docx(self, kind: Kind, period: Period, *, form: str = "") -> Callable[[], bytes]:
        """Read what the Word file says; the returned job writes it and touches no database. Raises as ``docx``."""
        row = self._submissions.current(kind, period, form=form)
        if not row.snapshot_sha256:
            return partial(render_docx, self._submissions.draft_snapshot(kind, period, form=form))
        return partial(_word_file, self._submissions.frozen_snapshot(row.id))

    def register_book(self, snapshot: Snapshot) -> bytes:
        """A register as a book in PDF; the code on each page is that of the snapshot. Raises as ``render``."""
        return _printed(canonical(snapshot))

    def register_book_xlsx(self, snapshot: Snapshot) -> bytes:
        """The same register as a workbook."""
        return render_workbook(snapshot, sha256=sha256(canonical(snapshot)))

    def documents(self, submission_id: str) -> tuple[bytes, bytes]:
        """PDF and Excel of a frozen snapshot."""
        content = self._submissions.frozen_snapshot(submission_id)
        rendered = render(_thawed(content), sha256=sha256(content))
        return rendered.pdf, rendered.xlsx

    def write_documents(self, submission_id: str, folder: Path) -> WrittenDocuments:
        """Write PDF and Excel of a frozen snapshot into a folder, of report and plan also the Word file.

        All of them or none; a file of the same name is kept beside. Raises Fault where that cannot be.
        """
        content = self._submissions.frozen_snapshot(submission_id)
        snapshot = _thawed(content)
        stem = package_stem(snapshot, sha256(content))
        pdf, xlsx = self._issued(submission_id)
        contents = {folder / f"{stem}.pdf": pdf, folder / f"{stem}.xlsx": xlsx}
        word = folder / f"{stem}.docx" if snapshot["kind"] in _EDITED_ELSEWHERE else None
        if word is not None:
            contents[word] = _word_file(content)
        kept = write_out(contents)
        return WrittenDocuments(folder / f"{stem}.pdf", folder / f"{stem}.xlsx", word, kept)

    def write_package(self, submission_id: str, folder: Path) -> WrittenPackage:
        """Write and verify the package of a signed submission, signed by the key of this machine, and record it.

        The first one makes the key. Refusal for one that cannot be exported now, Fault where it cannot be written;
        nothing is left behind then.
        """
        self._submissions.require_step(submission_id, State.EXPORTED)
        self._submissions.look_at_clock()
        signature = self._submissions.signature(submission_id)
        content = self._submissions.frozen_snapshot(submission_id)
        snapshot: Snapshot = _thawed(content)
        pdf, xlsx = self._issued(submission_id)
        key = Devices(self._session).own_or_new()
        written = write_package(
            folder,
            PackageContent(
                snapshot_json=content,
                signature_json=signature,
                pdf=pdf,
                xlsx=xlsx,
                definitions=self._definitions(snapshot),
                audit_jsonl=self._audit(submission_id),
                evidence=self._evidence(snapshot, submission_id),
                program_version=snapshot["program_version"],
            ),
            sign=lambda manifest: sign_detached(manifest, key),
        )
        place = str(written.path.absolute())

        def with_copy(work: Work) -> str:
            return record_copy(
                work,
                submission_id,
                medium=Medium.FOLDER,
                label="",
                place=place,
                sha256=written.sha256,
                size=written.size,
            )

        self._submissions.mark_exported(submission_id, written.path, also=with_copy)
        return written

    def _issued(self, submission_id: str) -> tuple[bytes, bytes]:
        """PDF and Excel as they leave: the PDF with its signatures where it was signed by certificate."""
        pdf, xlsx = self.documents(submission_id)
        signed = self.signed_pdf(submission_id)
        if signed is None:
            return pdf, xlsx
        try:
            return signed.read_bytes(), xlsx
        except OSError as error:
            raise translate(error, signed) from error

    def save(self, path: Path, content: bytes) -> Path | None:
        """Write one document to a file that the user chose; Fault where that cannot be.

        Return where the file that had this name before is now; None where there was none.
        """
        return write_one_out(path, content)

    def packages_folder(self) -> Path:
        """Where packages go unless another folder is chosen."""
        return self._session.store.folder.packages

    def verify(self, package: Path) -> Verification:
        """Check every byte of a written package again; never raises, the outcome says what is wrong."""
        return verify(package)

    def _definitions(self, snapshot: Snapshot) -> dict[str, bytes]:
        """The packs that the snapshot rests on, as they are stored in the folder."""
        used = [snapshot["definition"], *(snapshot["report"]["packs"] if "report" in snapshot else ())]
        codes = {part["sha256"]: part["code"] for part in used}
        with self._session.read() as connection:
            rows = connection.execute(sa.select(pack.c.sha256, pack.c.content).where(pack.c.sha256.in_(codes))).all()
        return {f"{codes[row.sha256]}.toml": bytes(row.content) for row in rows}

    def _audit(self, submission_id: str) -> bytes:
        """The trail up to the signature: the same submission always gives the same package."""
        with self._session.read() as connection:
            return as_json_lines(connection, until=signing_group(connection, submission_id))

    def _evidence(self, snapshot: Snapshot, submission_id: str) -> list[EvidenceSource]:
        sources = [
            EvidenceSource(part["sha256"], part["name"], self._files.path(part["sha256"]))
            for part in snapshot["evidence"]
        ]
        with self._session.read() as connection:
            scan = connection.execute(
                sa.select(evidence.c.sha256, evidence.c.name)
                .join(submission, submission.c.scan_id == evidence.c.id)
                .where(submission.c.id == submission_id)
            ).first()
        if scan and scan.sha256 not in {source.sha256 for source in sources}:
            sources.append(EvidenceSource(scan.sha256, scan.name, self._files.path(scan.sha256)))
        return sources


def _printed(content: bytes) -> bytes:
    return render(_thawed(content), sha256=sha256(content)).pdf


def _word_file(content: bytes) -> bytes:
    return render_docx(_thawed(content), sha256=sha256(content))


def _thawed(content: bytes) -> Snapshot:
    return cast(Snapshot, json.loads(content))  # our own canonical bytes, frozen by Submissions.complete
