"""The register as a book on paper, and as a workbook."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.period import Window
from cchc_desktop.domain.register import Register
from cchc_desktop.domain.vietnamese import ascii_slug
from cchc_desktop.system.outgoing_files import kept_words
from ui.screens.registers.span import Span
from ui.widgets.notices import Deed, Notices
from ui.widgets.runner import Runner

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Desk


class BookPort(Protocol):
    """What the presenter asks of the preview."""

    def show_book(self, caption: str) -> None:
        """The preview opens; the pages come."""
        ...

    def show_pdf(self, content: bytes) -> None:
        """Show the pages."""
        ...

    def close_book(self) -> None:
        """Go back to the table."""
        ...

    def open_path(self, path: Path) -> bool:
        """Open a file or folder with the program of the machine; false when there is none."""
        ...


class BookPresenter:
    """One public method for each intent of the user."""

    def __init__(self, view: BookPort, desk: "Desk", *, runner: Runner, notices: Notices) -> None:
        self._view, self._desk, self._runner, self._notices = view, desk, runner, notices
        self._register: Register | None = None
        self._span = Span()
        self._pdf = b""

    def preview(self, register: Register, span: Span) -> None:
        """Draw the book of the days that are shown."""
        self._register, self._span, self._pdf = register, span, b""
        self._view.show_book(f"{register.name} - {span.label}")
        desk = self._desk

        def prepare() -> Callable[[], bytes]:
            dispatch = desk.dispatch
            snapshot = desk.registers.book_snapshot(register.code, self._days(register, span))
            return lambda: dispatch.register_book(snapshot)

        def drawn(content: bytes) -> None:
            self._pdf = content
            self._view.show_pdf(content)

        def failed(_error: Exception) -> None:
            self._view.close_book()

        def refused(findings: tuple[Finding, ...]) -> None:
            self._notices.warn(" ".join(finding.text for finding in findings))
            self._view.close_book()

        self._runner.run(
            prepare,
            done=lambda job: self._runner.render(job, done=drawn, failed=failed, owner=self._view),
            refused=refused,
            failed=failed,
            owner=self._view,
        )

    def suggested_name(self, suffix: str) -> str:
        """The file name that is offered for saving."""
        register = self._register
        name = ascii_slug(register.name, 40) if register else "so"
        window = self._span.window
        days = f"_{window[0]:%Y%m%d}-{window[1]:%Y%m%d}" if window else ""
        return f"{name}{days}{suffix}"

    def name_of(self, register: Register, span: Span) -> str:
        """The name of a workbook of the days that are shown."""
        self._register, self._span = register, span
        return self.suggested_name(".xlsx")

    def save_pdf(self, path: Path) -> None:
        """Write the PDF that is shown to a file."""
        content = self._pdf
        if content:
            self._save(path, lambda: content)

    def save_workbook(self, register: Register, span: Span, path: Path) -> None:
        """Write the rows of the days that are shown as a workbook, without personal columns."""
        self._save(path, lambda: self._desk.registers.export_xlsx(register.code, span.window))

    def _save(self, path: Path, content: Callable[[], bytes]) -> None:
        def done(kept: Path | None) -> None:
            deed = Deed("Mở thư mục", lambda: self._open(path.parent))
            self._notices.success(f"Đã lưu {path.name}.{kept_words(kept)}", deed=deed)

        self._runner.run(lambda: self._desk.dispatch.save(path, content()), done=done, owner=self._view)

    def _open(self, path: Path) -> None:
        if not self._view.open_path(path):
            self._notices.warn(f"Không mở được thư mục {path}.", do="Hãy mở bằng tay.")

    def _days(self, register: Register, span: Span) -> Window:
        """The days of the book; for all rows from the first to the last row."""
        if span.window is not None:
            return span.window
        days = [entry.day for entry in self._desk.registers.entries(register.code)]
        today: date = self._desk.session.today()
        return (min(days), max(days)) if days else (today, today)
