"""The print of a submission: the preview in the program, saving PDF and Excel, printing, looking at old revisions."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.submission import Kind
from cchc_desktop.system.outgoing_files import kept_words
from ui.screens.submissions.page import ViewPort
from ui.widgets.context import AppContext
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk

_KIND_SLUGS = {
    Kind.PROGRESS: "tien-do",
    Kind.REPORT: "bao-cao",
    Kind.ASSESSMENT: "tu-cham",
    Kind.PLAN: "ke-hoach",
}


class Printing:
    """Draws the preview only while it is looked at, one at a time; a frozen snapshot is drawn once."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._runner = context.runner
        self._row: SubmissionRow | None = None
        self._in_sight = True
        self._shown = ""
        self._is_wanted = False
        self._is_drawing = False
        self._start = 1.0

    def leave(self) -> None:
        """Another submission is chosen."""
        self._row, self._shown, self._start = None, "", 1.0
        self._view.show_no_preview("Đang lập bản xem trước…")

    def show(self, row: SubmissionRow) -> None:
        """The submission was read anew: its print may have changed."""
        self._row = row
        if row.snapshot_sha256 and row.snapshot_sha256 == self._shown:
            return
        self._is_wanted = True
        self._draw_if_wanted()

    def look(self, *, in_sight: bool) -> None:
        """The preview came into sight or went out of it."""
        self._in_sight = in_sight
        self._draw_if_wanted()

    def look_at_revision(self, submission_id: str, caption: str) -> None:
        """Show the print of one revision of the history."""
        self._shown = ""
        self._runner.run(
            lambda: self._desk.dispatch.prepared_print(submission_id),
            done=lambda job: self._runner.render(
                job, done=lambda content: self._view.show_preview(content, caption), owner=self._view
            ),
            owner=self._view,
        )

    def look_at_signed(self, place: float) -> None:
        """A signature by certificate came into the PDF: draw it anew and show it; 3.7 is low on page 3."""
        self._start = place
        self.look_at_present()

    def look_at_present(self) -> None:
        """Show the present revision again."""
        self._is_wanted = True
        self._draw_if_wanted()

    def look_at_scan(self) -> None:
        """Open the scan of the page signed by hand."""
        row = self._row
        if row is not None:
            self._runner.run(
                lambda: self._desk.submissions.scan(row.id),
                done=lambda path: self._open(path) if path else None,
                owner=self._view,
            )

    def suggested_name(self, suffix: str) -> str:
        """The file name offered for saving a document."""
        row = self._row
        if row is None:
            return f"CCHC{suffix}"
        unit = self._desk.session.workspace.unit.code
        revision = f"ban{row.revision}" if row.snapshot_sha256 else "xem-truoc"
        return f"CCHC_{unit}_{row.period.code}_{_KIND_SLUGS[row.kind]}_{revision}{suffix}"

    def save_pdf(self, path: Path) -> None:
        """Write the PDF as it is now to a file."""
        row = self._row
        if row is not None:
            self._save(path, lambda: self._desk.dispatch.preview(row.kind, row.period, form=row.form_code))

    def save_excel(self, path: Path) -> None:
        """Write the Excel of the snapshot to a file."""
        row = self._row
        if row is not None:
            self._save(path, lambda: self._desk.dispatch.documents(row.id)[1])

    def save_word(self, path: Path) -> None:
        """Write the document as a Word file, of the draft or of the snapshot."""
        row = self._row
        if row is not None:
            self._save(path, lambda: self._desk.dispatch.docx(row.kind, row.period, form=row.form_code))

    def print_pdf(self) -> None:
        """Open the PDF in the program of the system, which can print it."""
        row, name = self._row, self.suggested_name(".pdf")
        if row is None:
            return

        def job() -> Path:
            path = Path(tempfile.mkdtemp(prefix="cchc-in-")) / name
            self._desk.dispatch.save(path, self._desk.dispatch.preview(row.kind, row.period, form=row.form_code))
            return path

        self._runner.run(job, done=self._open, busy=self._view.set_busy, owner=self._view)

    def _draw_if_wanted(self) -> None:
        row = self._row
        if row is None or self._is_drawing or not (self._is_wanted and self._in_sight):
            return
        self._is_drawing, self._is_wanted = True, False
        self._runner.run(
            lambda: self._desk.dispatch.prepared_preview(row.kind, row.period, form=row.form_code),
            done=lambda job: self._runner.render(
                job, done=lambda content: self._drawn(row, content), failed=self._failed, owner=self._view
            ),
            refused=self._refused,
            failed=self._failed,
            owner=self._view,
        )

    def _drawn(self, row: SubmissionRow, content: bytes) -> None:
        self._is_drawing = False
        if self._row is not None and self._row.id == row.id:
            self._shown = row.snapshot_sha256
            self._view.show_preview(content, "")
            self._view.show_place_of_preview(self._start)
            self._start = 1.0
        self._draw_if_wanted()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._is_drawing = False
        self._view.show_no_preview(" ".join(finding.text for finding in findings))

    def _failed(self, _error: Exception) -> None:
        self._is_drawing = False
        self._draw_if_wanted()

    def _save(self, path: Path, content: Callable[[], bytes]) -> None:
        self._runner.run(
            lambda: self._desk.dispatch.save(path, content()),
            done=lambda kept: self._context.notices.success(
                f"Đã lưu {path.name}.{kept_words(kept)}", deed=Deed("Mở thư mục", lambda: self._open(path.parent))
            ),
            busy=self._view.set_busy,
            owner=self._view,
        )

    def _open(self, path: Path) -> None:
        if not self._view.open_path(path):
            self._context.notices.warn(
                f"Máy này chưa có chương trình mở được {path.name}.",
                safe=f"Tệp nằm tại {path}.",
                do="Hãy mở tệp bằng tay.",
            )
