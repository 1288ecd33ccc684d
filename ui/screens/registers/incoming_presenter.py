"""Rows from Excel: previewed, put right by column, then written as one deed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.number import format_count
from cchc_desktop.domain.register import Register
from ui.screens.registers.saving import Unsaved
from ui.screens.registers.undoing import undo_of_last
from ui.widgets.notices import Deed, Notices
from ui.widgets.runner import Progress, Runner

if TYPE_CHECKING:
    from cchc_desktop.services.registers.registers import RowsWritten
    from cchc_desktop.services.registers.rows import Incoming, IncomingRow
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True, slots=True)
class IncomingFacts:
    """The preview: where from, how many good, with problems, twice; the words of the deed, empty when there is none."""

    register: Register
    source: str
    columns: tuple[tuple[str, str], ...]
    good: int
    problems: int
    duplicates: int
    deed: str
    advice: str


class IncomingPort(Protocol):
    """What the presenter asks of the pane."""

    def show_incoming(self, facts: IncomingFacts, rows: "Sequence[IncomingRow]") -> None:
        """Show the preview."""
        ...

    def close_incoming(self) -> None:
        """Go back to the table."""
        ...

    def begin(self, text: str) -> None:
        """A long job begins."""
        ...

    def step(self, done: int, total: int, text: str) -> None:
        """So far it has come."""
        ...

    def end(self) -> None:
        """It is over."""
        ...


class IncomingPresenter:
    """One public method for each intent of the user at the preview."""

    def __init__(self, view: IncomingPort, desk: "Desk", *, runner: Runner, notices: Notices, unsaved: Unsaved) -> None:
        self._view, self._desk = view, desk
        self._runner, self._notices, self._unsaved = runner, notices, unsaved
        self._incoming: Incoming | None = None
        self._again: Callable[[Sequence[str]], None] = lambda _columns: None
        self._running: Progress | None = None

    def paste(self, register: Register, text: str) -> None:
        """Preview cells that were copied in a spreadsheet."""
        if not text.strip():
            self._notices.info("Bộ nhớ tạm chưa có dữ liệu bảng.", do="Hãy chép vùng dữ liệu trong Excel rồi dán lại.")
            return

        def read(columns: Sequence[str] | None) -> None:
            job = self._desk.registers.preview_paste
            self._preview(lambda progress: job(register.code, text, progress.step, columns=columns), "Đang đọc dữ liệu")

        self._again = read
        read(None)

    def choose_file(self, register: Register, path: Path) -> None:
        """Preview a workbook or a text table."""

        def read(columns: Sequence[str] | None) -> None:
            job = self._desk.registers.preview_file
            self._preview(
                lambda progress: job(register.code, path, progress.step, columns=columns), f"Đang đọc {path.name}"
            )

        self._again = read
        read(None)

    def assign(self, place: int, code: str) -> None:
        """Say which column of the register a source column is; a column that had it before becomes free."""
        incoming = self._incoming
        if incoming is None:
            return
        codes = [("" if known == code and code else known) for _, known in incoming.columns]
        codes[place] = code
        self._again(codes)

    def apply(self) -> None:
        """Write the good rows."""
        incoming = self._incoming
        if incoming is None or not incoming.good:
            return

        def done(outcome: "Outcome[RowsWritten]") -> None:
            self._ended()
            self._incoming = None
            self._view.close_incoming()
            count = format_count(len(outcome.value.ids))
            text = f"Đã ghi {count} dòng vào {incoming.register.name}. {outcome.value.notice}".strip()
            self._notices.success(text, deed=self._undoing())

        self._unsaved.saving()
        self._view.begin(f"Đang ghi {format_count(len(incoming.good))} dòng")
        self._running = self._runner.run_long(
            lambda progress: self._desk.registers.apply(incoming, progress.step),
            done=done,
            progressed=self._view.step,
            cancelled=self._stopped,
            failed=lambda _error: self._ended(),
            owner=self._view,
            initiator=self._view,
        )

    def stop(self) -> None:
        """Stop what is running; nothing is written then."""
        if self._running is not None:
            self._running.cancel()

    def leave(self) -> None:
        """Write nothing."""
        self._incoming = None
        self._view.close_incoming()

    def _preview(self, job: "Callable[[Progress], Incoming]", text: str) -> None:
        self._view.begin(text)
        self._running = self._runner.run_long(
            job,
            done=self._on_preview,
            progressed=self._view.step,
            cancelled=self._stopped,
            failed=lambda _error: self._ended(),
            owner=self._view,
        )

    def _on_preview(self, incoming: "Incoming") -> None:
        self._ended()
        if not incoming.rows:
            self._notices.info("Không thấy dòng dữ liệu nào.", do="Hãy chọn cả vùng dữ liệu, kể cả dòng tiêu đề cột.")
            return
        self._incoming = incoming
        self._view.show_incoming(_facts(incoming), incoming.rows)

    def _undoing(self) -> Deed:
        return undo_of_last(self._desk, runner=self._runner, notices=self._notices, unsaved=self._unsaved)

    def _stopped(self) -> None:
        self._ended()
        self._notices.info("Đã dừng; chưa ghi dòng nào vào sổ.")

    def _ended(self) -> None:
        self._running = None
        self._view.end()
        self._unsaved.saved()


def _facts(incoming: "Incoming") -> IncomingFacts:
    good = len(incoming.good)
    problems = sum(1 for row in incoming.rows if row.problems)
    duplicates = sum(1 for row in incoming.rows if row.duplicate and not row.problems)
    advice = (
        "Dòng có lỗi và dòng trùng không được ghi; sửa trong Excel rồi dán lại các dòng đó."
        if good
        else ("Chưa có dòng nào ghi được; hãy kiểm tra cột nào ứng với cột nào ở hàng trên.")
    )
    return IncomingFacts(
        register=incoming.register,
        source=incoming.source,
        columns=incoming.columns,
        good=good,
        problems=problems,
        duplicates=duplicates,
        deed=f"Ghi {format_count(good)} dòng" if good else "",
        advice=advice if problems or duplicates else "Mọi dòng đều đọc được.",
    )
