"""The last step of a submission: write package and documents into a folder, and check what was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.domain.submission import State
from cchc_desktop.system.outgoing_files import kept_words
from ui.screens.submissions.budget_words import budget_words
from ui.screens.submissions.page import ExportCard, ViewPort
from ui.widgets.context import AppContext
from ui.widgets.runner import Progress

if TYPE_CHECKING:
    from cchc_desktop.packages.verification import Verification
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk

_SENTENCES = {
    "valid": "Gói nộp nguyên vẹn, khớp bản chốt đã ký.",
    "invalid": "Gói nộp không dùng được; hãy kết xuất lại.",
    "undetermined": "Không đọc được gói nộp; hãy xem tệp còn ở đó không, hoặc kết xuất lại.",
    "": "Chưa kiểm tra lại từ lần mở màn hình này.",
}
_CLOCK = "Nhật ký trong gói cho biết đồng hồ máy đã {count} lần sai hoặc bị đổi."
_OTHER = "Tệp này không phải gói nộp của bản đang xem; hãy kết xuất lại."


@dataclass(frozen=True, slots=True)
class Exported:
    """What one export wrote; ``changed`` tells the other screens."""

    package: Path
    documents: tuple[Path, ...]
    verification: Verification
    changed: frozenset[str]
    kept: tuple[Path, ...] = ()


class Exporting:
    """Holds the chosen folder and the outcome of the last export of the submission in sight."""

    def __init__(self, view: ViewPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._folder = self._desk.dispatch.packages_folder()
        self._row: SubmissionRow | None = None
        self._written: Exported | None = None
        self._progress: Progress | None = None

    def leave(self) -> None:
        """Another submission is chosen: forget what was written for this one."""
        self._row = self._written = None

    def show(self, row: SubmissionRow) -> None:
        """Show folder and outcome for this submission."""
        if self._row is not None and self._row.id != row.id:
            self._written = None
        self._row = row
        self._view.show_folder(str(self._folder))
        self._weigh(row)
        if self._written is not None:
            self._view.show_export(self._card(self._written.verification))
        elif row.state is State.EXPORTED:
            self._view.show_export(ExportCard(_places(row.package_path), "", _SENTENCES[""], ()))
        else:
            self._view.show_export(None)

    def choose_folder(self, folder: Path) -> None:
        """Write to this folder from now on."""
        self._folder = folder
        self._view.show_folder(str(folder))

    def export(self) -> None:
        """Write PDF, Excel, Word (of reports and plans) and package, and check the package."""
        if self._row is None:
            return
        submission_id, folder = self._row.id, self._folder
        self._view.export_started("Đang lập PDF và Excel…")
        self._view.set_busy(True)
        self._progress = self._context.runner.run_long(
            lambda progress: self._write(progress, submission_id, folder),
            done=self._done,
            progressed=self._view.export_step,
            cancelled=self._cancelled,
            refused=self._refused,
            failed=lambda _error: self._ended(),
            owner=self._view,
        )

    def cancel(self) -> None:
        """Stop before the next part is written."""
        if self._progress is not None:
            self._progress.cancel()

    def verify(self) -> None:
        """Check the package on disk again, every byte of it."""
        if self._row is None:
            return
        package = self._written_to(self._row)
        self._view.export_started("Đang kiểm tra lại từng tệp trong gói nộp…")
        self._context.runner.render(
            lambda: self._desk.dispatch.verify(package),
            done=self._verified,
            failed=lambda _error: self._view.export_ended(),
            owner=self._view,
        )

    def open_folder(self) -> None:
        """Open the folder of the package in the file manager."""
        row = self._row
        folder = self._written_to(row).parent if row and row.package_path else self._folder
        if not self._view.open_path(folder):
            self._context.notices.warn(f"Không mở được thư mục {folder}.", do="Hãy mở thư mục bằng tay.")

    def _written_to(self, row: SubmissionRow) -> Path:
        """Where the package is, whatever the drive makes of the letters of its name."""
        from cchc_desktop.services.session.stored_paths import path_of

        return path_of(row.package_path)

    def _weigh(self, row: SubmissionRow) -> None:
        """Say what the package of a signed submission will weigh, and what it lacks."""
        if row.state not in (State.SIGNED, State.EXPORTED):
            return

        def job() -> list[tuple[str, str]]:
            from cchc_desktop.services.evidence.inbox import EvidenceInbox  # bring SQLAlchemy: never with the window
            from cchc_desktop.services.submissions.package_budget import PackageBudgets

            budgets = PackageBudgets(self._desk.session, self._desk.submissions, self._desk.evidence)
            return budget_words(budgets.of(row.id), EvidenceInbox(self._desk.session).email_megabytes)

        def weighed(lines: list[tuple[str, str]]) -> None:
            if self._row is not None and self._row.id == row.id:
                self._view.show_budget(lines)

        self._context.runner.run(job, done=weighed, owner=self._view)

    def _write(self, progress: Progress, submission_id: str, folder: Path) -> Exported:
        progress.step(0, 2, "Đang lập PDF và Excel…")
        documents = self._desk.dispatch.write_documents(submission_id, folder)
        progress.step(1, 2, "Đang ghi và kiểm tra gói nộp…")
        # From here on nothing may stop the job: the package and the record of its export belong together.
        package = self._desk.dispatch.write_package(submission_id, folder)
        verification = self._desk.dispatch.verify(package.path)
        return Exported(
            package.path,
            tuple(path for path in (documents.pdf, documents.xlsx, documents.docx) if path),
            verification,
            frozenset({"submission"}),
            documents.kept,
        )

    def _done(self, written: Exported) -> None:
        self._written = written
        self._ended()
        self._view.show_export(self._card(written.verification))
        if written.kept:
            self._context.notices.info(f"Trong thư mục đã có tệp cùng tên.{kept_words(*written.kept)}")

    def _cancelled(self) -> None:
        self._ended()
        self._context.notices.info("Đã dừng kết xuất; hồ sơ vẫn ở trạng thái đã ký, chưa có gói nộp nào được ghi.")

    def _refused(self, findings: tuple[object, ...]) -> None:
        self._ended()
        for finding in findings:
            self._context.notices.warn(getattr(finding, "text", ""))

    def _ended(self) -> None:
        self._progress = None
        self._view.export_ended()
        self._view.set_busy(False)

    def _verified(self, verification: Verification) -> None:
        self._view.export_ended()
        self._view.show_export(self._card(verification))

    def _card(self, verification: Verification) -> ExportCard:
        row, written = self._row, self._written
        package = str(written.package) if written else (row.package_path if row else "")
        paths = _places(package, *(written.documents if written else ()))
        verdict, sentence = verification.verdict.value, _SENTENCES[verification.verdict.value]
        info = verification.info
        if verdict == "valid" and info is not None and row is not None and info.snapshot_sha256 != row.snapshot_sha256:
            verdict, sentence = "invalid", _OTHER
        if verdict == "valid" and info is not None and info.clock_notes:
            sentence = f"{sentence} {_CLOCK.format(count=info.clock_notes)}"
        return ExportCard(paths, verdict, sentence, tuple(problem.message for problem in verification.problems))


def _places(package: str, *documents: Path) -> tuple[tuple[str, str], ...]:
    """The folder, then the names of the files in it."""
    names = [Path(package).name, *(path.name for path in documents)]
    files = zip(("Gói nộp", "PDF", "Excel", "Word"), names, strict=False)
    return (("Thư mục", str(Path(package).parent)), *files)
