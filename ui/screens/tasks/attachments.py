"""Files of product documents: copied into the store one after the other, and opened as copies to read."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.finding import Finding
from ui.widgets.context import SavePort
from ui.widgets.notices import Notices
from ui.widgets.opened_copy import copy_to_open
from ui.widgets.runner import Progress, Runner

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.evidence import Attached, FileRow
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk


class AttachmentPort(Protocol):
    """What the attachments ask of the pane."""

    def show_copying(self, name: str) -> None:
        """A file is being copied in."""
        ...

    def step_copying(self, done: int, total: int, text: str) -> None:
        """So far the copying has come."""
        ...

    def end_copying(self) -> None:
        """The copying is over."""
        ...

    def reading_folder(self) -> Path:
        """A folder for copies to read; emptied at the end of the program."""
        ...

    def open_file(self, path: Path) -> None:
        """Open a file with the program that the machine has for it."""
        ...


class Attachments:
    """Attaching, stopping, opening."""

    def __init__(
        self, view: AttachmentPort, desk: "Desk", *, runner: Runner, notices: Notices, save_state: SavePort
    ) -> None:
        self._view, self._desk = view, desk
        self._runner, self._notices, self._save_state = runner, notices, save_state
        self._running: list[Progress] = []
        self._waiting = 0

    def attach(self, product_id: str, files: Sequence[Path]) -> None:
        """Copy files into the store and attach them to a product document; each stands for itself."""
        self._waiting += len(files)
        for file in files:
            self._attach_one(product_id, file)

    def stop(self) -> None:
        """Stop the copying; files that are already attached stay."""
        for progress in self._running:
            progress.cancel()

    def open_file(self, file: "FileRow") -> None:
        """Open a copy of a stored file, so that nobody writes into the store."""
        stored, folder = self._desk.evidence.path(file.sha256), self._view.reading_folder()
        self._runner.render(
            lambda: copy_to_open(stored, folder, name=file.name, sha256=file.sha256),
            done=self._view.open_file,
            owner=self._view,
        )

    def _attach_one(self, product_id: str, file: Path) -> None:
        job = self._desk.evidence.attach_to_product

        def attached(outcome: "Outcome[Attached]") -> None:
            self._end()
            if outcome.value.notice:
                self._notices.info(outcome.value.notice)

        def refused(findings: tuple[Finding, ...]) -> None:
            self._end()
            self._notices.warn(" ".join(finding.text for finding in findings))

        self._save_state.saving()
        self._view.show_copying(file.name)
        progress = self._runner.run_long(
            lambda progress: job(product_id, file, progress=lambda done, total: progress.step(done, total, file.name)),
            done=attached,
            progressed=self._view.step_copying,
            cancelled=self._end,
            refused=refused,
            failed=lambda _error: self._end(),
            owner=self._view,
            initiator=self._view,
        )
        self._running.append(progress)

    def _end(self) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            self._running.clear()
            self._view.end_copying()
        self._save_state.saved(f"{self._desk.session.now():%H:%M:%S}")
