"""Signing by hand: the scan is read first, what was found is told, and only then is it offered as the signature."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ui.screens.submissions import wording
from ui.screens.submissions.page import Question
from ui.widgets.context import AppContext
from ui.widgets.runner import Progress

if TYPE_CHECKING:
    from cchc_desktop.domain.finding import Finding
    from cchc_desktop.services.submissions.paper_twin import Twin
    from cchc_desktop.services.submissions.rows import SubmissionRow
    from cchc_desktop.services.workplace import Desk

_DEED = "Đúng, ghi nhận đã ký"


class ScanPort(Protocol):
    """What reading a scan asks of the screen."""

    def scan_started(self, text: str) -> None:
        """The pages of a scan are about to be read."""
        ...

    def scan_step(self, done: int, total: int, text: str) -> None:
        """So many pages of it."""
        ...

    def scan_ended(self) -> None:
        """It was read, or refused, or stopped."""
        ...

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the runner calls it with one positional flag
        """Hold the main deeds while one of them runs."""
        ...

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask in place; ``confirmed(reason)`` when the user goes on."""
        ...


class Scanning:
    """Reads the scan of the submission in sight; a scan of another document is refused before anything is asked."""

    def __init__(self, view: ScanPort, context: AppContext) -> None:
        self._view = view
        self._context = context
        self._desk: Desk = context.services
        self._row_id = ""
        self._progress: Progress | None = None

    def show(self, row: SubmissionRow) -> None:
        """Another reading of the page: a scan that is still being read belongs to what was in sight then."""
        if self._row_id != row.id:
            self.cancel()
        self._row_id = row.id

    def offer(self, row: SubmissionRow, scan: Path) -> None:
        """Read the codes of the scan, say what was found, and ask whether it counts as the signature."""

        def found(twin: Twin) -> None:
            self._ended()
            if self._row_id == row.id:
                sentence = wording.paper(row, scan.name, found=twin.sentences, compare=not twin.is_whole)
                self._view.ask(Question(sentence, _DEED), lambda _reason: self._sign(row, scan))

        self._run(
            lambda progress: self._desk.submissions.look_at_scan(row.id, scan, told=_told(progress)),
            found,
            "Đang đọc mã ở từng trang của bản quét…",
        )

    def cancel(self) -> None:
        """Stop after the page that is being read."""
        if self._progress is not None:
            self._progress.cancel()

    def _sign(self, row: SubmissionRow, scan: Path) -> None:
        self._run(
            lambda progress: self._desk.submissions.sign_on_paper(
                row.kind, row.period, scan=scan, form=row.form_code, told=_told(progress)
            ),
            lambda _outcome: self._ended(),
            "Đang đối chiếu và ghi nhận bản quét…",
        )

    def _run(self, job: Callable[[Progress], object], done: Callable[..., None], text: str) -> None:
        self._view.scan_started(text)
        self._view.set_busy(True)
        self._progress = self._context.runner.run_long(
            job,
            done=done,
            progressed=self._view.scan_step,
            cancelled=self._ended,
            refused=self._refused,
            failed=lambda _error: self._ended(),
            owner=self._view,
        )

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._ended()
        self._context.notices.warn(" ".join(finding.text for finding in findings))

    def _ended(self) -> None:
        self._progress = None
        self._view.set_busy(False)
        self._view.scan_ended()


def _told(progress: Progress) -> Callable[[int, int], None]:
    """The service counts pages from 1 before each is read."""
    return lambda page, pages: progress.step(page - 1, pages, f"Đang đọc mã trang {page}/{pages} của bản quét…")
