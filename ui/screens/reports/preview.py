"""The print of the report in the program, and the Word file of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.submission import Kind
from cchc_desktop.system.outgoing_files import kept_words
from ui.screens.reports.page import ViewPort
from ui.widgets.context import AppContext
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Desk


class Preview:
    """Draws only while the preview is looked at, one print at a time, and again when the report has changed."""

    def __init__(self, context: AppContext, view: ViewPort) -> None:
        self._context, self._view = context, view
        self._desk: Desk = context.services
        self._report: tuple[str, Period] | None = None
        self._in_sight = False
        self._is_wanted = False
        self._is_drawing = False

    def changed(self, form: str, period: Period) -> None:
        """The report was read anew."""
        if self._report != (form, period):
            self._view.show_no_preview("Đang lập bản xem trước…")
        self._report, self._is_wanted = (form, period), True
        self._draw_if_wanted()

    def look(self, *, in_sight: bool) -> None:
        """The preview came into sight or went out of it."""
        self._in_sight = in_sight
        self._draw_if_wanted()

    def suggested_name(self) -> str:
        """The name offered for the Word file."""
        unit = self._desk.session.workspace.unit.code
        return f"CCHC_{unit}_{self._report[1].code if self._report else ''}_bao-cao.docx"

    def save_word(self, path: Path) -> None:
        """Write the report as an editable Word file."""
        if self._report is None:
            return
        (form, period), runner = self._report, self._context.runner
        self._view.set_busy(True)
        runner.run(
            lambda: self._desk.dispatch.prepared_docx(Kind.REPORT, period, form=form),
            done=lambda job: runner.render(
                job, done=lambda content: self._save(path, content), failed=self._not_written, owner=self._view
            ),
            refused=self._word_refused,
            failed=self._not_written,
            owner=self._view,
        )

    def _save(self, path: Path, content: bytes) -> None:
        self._context.runner.run(
            lambda: self._desk.dispatch.save(path, content),
            done=lambda kept: self._context.notices.success(
                f"Đã lưu {path.name}.{kept_words(kept)}", deed=Deed("Mở tệp", lambda: self._open(path))
            ),
            busy=self._view.set_busy,
            owner=self._view,
        )

    def _word_refused(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            self._context.notices.warn(finding.text, do="Hãy chọn người ký ở màn hình Hồ sơ nộp rồi lưu lại.")
        self._view.set_busy(False)

    def _not_written(self, _error: Exception) -> None:
        self._view.set_busy(False)

    def _open(self, path: Path) -> None:
        if not self._view.open_path(path):
            self._context.notices.warn(
                f"Máy này chưa có chương trình mở được {path.name}.",
                safe=f"Tệp nằm tại {path}.",
                do="Hãy cài chương trình soạn thảo văn bản rồi mở lại.",
            )

    def _draw_if_wanted(self) -> None:
        report = self._report
        if report is None or self._is_drawing or not (self._is_wanted and self._in_sight):
            return
        form, period = report
        self._is_drawing, self._is_wanted = True, False
        self._context.runner.run(
            lambda: self._desk.dispatch.prepared_preview(Kind.REPORT, period, form=form),
            done=lambda job: self._context.runner.render(
                job, done=lambda content: self._drawn(report, content), failed=self._failed, owner=self._view
            ),
            refused=self._refused,
            failed=self._failed,
            owner=self._view,
        )

    def _drawn(self, report: tuple[str, Period], content: bytes) -> None:
        self._is_drawing = False
        if report == self._report:
            self._view.show_preview(content)
        self._draw_if_wanted()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._is_drawing = False
        self._view.show_no_preview(" ".join(finding.text for finding in findings))

    def _failed(self, _error: Exception) -> None:
        self._is_drawing = False
        self._view.show_no_preview("Chưa lập được bản xem trước; hãy chọn lại thẻ Xem trước.")
