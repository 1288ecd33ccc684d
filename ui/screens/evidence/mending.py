"""Putting the original of a missing or altered file back into the store."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.screens.evidence.facts import ViewPort, Work
from ui.widgets.context import AppContext
from ui.widgets.runner import Progress

if TYPE_CHECKING:
    from cchc_desktop.services.library.library import EvidenceLibrary, LibraryFile


class Mending:
    """``mended(file)`` is called once the store holds the right content again."""

    def __init__(
        self,
        view: ViewPort,
        context: AppContext,
        library: "EvidenceLibrary",
        mended: "Callable[[LibraryFile], None]",
    ) -> None:
        self._view, self._context, self._library, self._mended = view, context, library, mended
        self._running: Progress | None = None

    def mend(self, file: "LibraryFile", original: Path) -> None:
        """Copy the original in if its content is what was stored; another content is told and changes nothing."""

        def mended(_done: None) -> None:
            self._end()
            self._context.notices.success(f"Đã đưa tệp “{file.name}” trở lại kho.")
            self._mended(file)

        self._view.start_work(Work.COPYING, f"Đang chép {original.name}…")
        self._running = self._context.runner.run_long(
            lambda progress: self._library.mend(file, original, progress.step),
            done=mended,
            progressed=lambda done, total, text: self._view.step_work(Work.COPYING, done, total, text),
            cancelled=self._end,
            refused=lambda findings: self._on_refused(" ".join(finding.text for finding in findings)),
            failed=lambda _error: self._end(),
            owner=self._view,
        )

    def stop(self) -> None:
        """Stop copying."""
        if self._running is not None:
            self._running.cancel()

    def _on_refused(self, text: str) -> None:
        self._end()
        self._context.notices.warn(text, do="Hãy chọn đúng tệp gốc, hoặc thêm tệp mới rồi gỡ tệp cũ.")

    def _end(self) -> None:
        self._running = None
        self._view.end_work(Work.COPYING)
