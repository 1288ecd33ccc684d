"""Files on their way into the library: copied one after the other, then named in one step that is undone as one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.vietnamese import nfc
from ui.screens.evidence.facts import ViewPort, Work
from ui.widgets.context import AppContext
from ui.widgets.runner import Progress

if TYPE_CHECKING:
    from cchc_desktop.services.library.library import Added, Copied, EvidenceLibrary
    from cchc_desktop.services.session.outcome import Outcome

STOPPED = "Đã dừng chép; chưa có tệp nào của lần này được thêm vào kho."


class Adding:
    """Copies what is dropped, chosen or pasted.

    ``added(ids)`` is called once the library has them, ``saved()`` when nothing of it waits any more.
    Between two files the database is free for what is typed meanwhile. A file that cannot be copied or is
    refused is told as a notice and left out; the others come in.
    """

    def __init__(
        self,
        view: ViewPort,
        context: AppContext,
        library: "EvidenceLibrary",
        *,
        added: Callable[[tuple[str, ...]], None],
        saved: Callable[[], None],
    ) -> None:
        self._view, self._context, self._library = view, context, library
        self._added, self._saved = added, saved
        self._waiting: list[Path] = []
        self._copied: list[Copied] = []
        self._running: Progress | None = None
        self._total = 0
        self._is_stopped = False
        self._on_end: list[Callable[[], None]] = []

    def add(self, files: Sequence[Path], *, then: Callable[[], None] | None = None) -> None:
        """Copy files in; folders are not taken. ``then`` is called when all of them are in the library."""
        wanted = [file for file in files if not file.is_dir()]
        if len(wanted) < len(files):
            self._context.notices.warn("Thư mục không được thêm; hãy mở thư mục và chọn các tệp bên trong.")
        if not wanted:
            return
        if then is not None:
            self._on_end.append(then)
        self._waiting += wanted
        self._total += len(wanted)
        if self._running is None:
            self._context.save_state.saving()
            self._view.start_work(Work.COPYING, f"Đang chép {wanted[0].name}…")
            self._next()

    def add_picture(self, png: bytes) -> None:
        """Add a picture of the clipboard."""
        self._context.save_state.saving()
        self._context.runner.run(
            lambda: self._library.add_picture(png),
            done=self._on_registered,
            owner=self._view,
            initiator=self._view,
        )

    def stop(self) -> None:
        """Stop copying; nothing of this round comes into the library."""
        self._is_stopped = self._total > 0
        if self._running is not None:
            self._running.cancel()

    def _next(self) -> None:
        if self._is_stopped:
            self._on_stopped()
            return
        if not self._waiting:
            self._register()
            return
        source, number = self._waiting.pop(0), self._total - len(self._waiting) + 1
        name = nfc(source.name)
        text = f"Đang chép {name}…" if self._total == 1 else f"Đang chép tệp {number - 1}/{self._total}: {name}…"

        def copied(done: "Copied") -> None:
            self._copied.append(done)
            self._next()

        self._running = self._context.runner.run_long(
            lambda progress: self._library.copy_in(source, lambda done, total: progress.step(done, total, text)),
            done=copied,
            progressed=lambda done, total, told: self._view.step_work(Work.COPYING, done, total, told),
            cancelled=self._on_stopped,
            refused=self._on_refused,
            failed=lambda _error: self._next(),
            owner=self._view,
        )

    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        """A file that is no document or too large is told; the others come in."""
        self._context.notices.warn(" ".join(finding.text for finding in findings))
        self._next()

    def _register(self) -> None:
        copied = tuple(self._copied)
        self._clear()
        if not copied:
            self._saved()
            self._on_end.clear()
            return
        self._context.runner.run(
            lambda: self._library.register(copied),
            done=self._on_registered,
            owner=self._view,
            initiator=self._view,
        )

    def _on_registered(self, outcome: "Outcome[Added]") -> None:
        self._saved()
        for notice in outcome.value.notices:
            self._context.notices.info(notice)
        ended, self._on_end = self._on_end, []
        for then in ended:
            then()
        self._added(outcome.value.ids)

    def _on_stopped(self) -> None:
        self._clear()
        self._on_end.clear()
        self._saved()
        self._context.notices.info(STOPPED)

    def _clear(self) -> None:
        self._running, self._total, self._is_stopped = None, 0, False
        self._waiting, self._copied = [], []
        self._view.end_work(Work.COPYING)
