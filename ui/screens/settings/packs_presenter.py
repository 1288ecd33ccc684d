"""The tab of packs: what is in use, what a file would change, applying it or leaving it."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cchc_desktop.domain.officer import Role
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.outgoing_files import kept_words
from ui.screens.settings.pack_lines import (
    KIND_TITLES,
    FaultPage,
    PackLine,
    PreviewPage,
    fault_page,
    pack_line,
    preview_page,
)
from ui.widgets.notices import Notices
from ui.widgets.runner import Progress, Runner
from ui.widgets.undo_deed import undo_deed

if TYPE_CHECKING:
    from cchc_desktop.services.packs.importing import Applied, Preview
    from cchc_desktop.services.session.outcome import Outcome
    from cchc_desktop.services.workplace import Desk

TOPICS = frozenset({"pack_use", "workspace"})


class PacksView(Protocol):
    """What the presenter asks of the tab."""

    def show_packs(self, packs: Sequence[PackLine]) -> None:
        """Show the packs in use."""
        ...

    def show_list(self) -> None:
        """Show the packs in use in place of a preview."""
        ...

    def show_preview(self, page: PreviewPage) -> None:
        """Show what a file would change."""
        ...

    def show_faults(self, page: FaultPage) -> None:
        """Show why a file cannot be used."""
        ...

    def job_started(self, text: str, *, can_stop: bool) -> None:
        """A long job begins."""
        ...

    def job_step(self, done: int, total: int, text: str) -> None:
        """The long job is so far."""
        ...

    def job_ended(self) -> None:
        """The long job is over, in whatever way."""
        ...


class PacksPresenter:
    """The packs at one desk."""

    def __init__(self, view: PacksView, desk: "Desk", *, runner: Runner, notices: Notices) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._notices = notices
        self._preview: Preview | None = None
        self._progress: Progress | None = None

    @property
    def may_import(self) -> bool:
        """Whether this officer may bring packs in."""
        return self._desk.session.officer.role in (Role.PREPARER, Role.LEADER)

    @property
    def suggested_name(self) -> str:
        """The file name that is offered for all packs."""
        return f"bo-danh-muc-{self._desk.session.today():%Y%m%d}.xlsx"

    def load(self) -> None:
        """Read the packs in use."""
        desk = self._desk

        def job() -> list[PackLine]:
            from cchc_desktop.services.session.stored_packs import (
                packs_in_use,  # loads SQLAlchemy: never before the first paint
            )

            space = desk.session.workspace
            active = {space.plan.header.code, space.criteria.header.code}
            used = packs_in_use(desk.session.store)
            lines = [pack_line(one, active=code in active) for code, one in used.items()]
            return sorted(lines, key=lambda line: list(KIND_TITLES.values()).index(line.kind))

        self._runner.run(job, done=self._view.show_packs, owner=self._view)

    def open_file(self, path: Path) -> None:
        """Read a file and show what it would change, or what is wrong with it."""
        desk = self._desk

        def job(progress: Progress) -> "Preview | Fault":
            try:
                return desk.pack_import.preview(path, step=progress.step)
            except Fault as fault:  # told on the page, with its list of places
                return fault

        def done(found: "Preview | Fault") -> None:
            self._view.job_ended()
            if isinstance(found, Fault):
                self._preview = None
                self._view.show_faults(fault_page(found, source=path.name))
                return
            self._preview = found
            self._view.show_preview(preview_page(found))

        self._start(f"Đang đọc {path.name}", job, done, can_stop=True)

    def apply(self, activate: Collection[str]) -> None:
        """Take the packs of the preview into use; ``activate`` names those that the folder works with from now on."""
        preview, desk = self._preview, self._desk
        if preview is None or not preview.is_applicable:
            return

        def done(outcome: "Outcome[Applied]") -> None:
            self._view.job_ended()
            self.leave()
            count = len(outcome.value.codes)
            back = undo_deed(desk.session, self._notices, self._undo)
            self._notices.success(f"Đã áp dụng {count} bộ danh mục từ {preview.source}.", deed=back)

        def job(progress: Progress) -> "Outcome[Applied]":
            return desk.pack_import.apply(preview, activate=activate, step=progress.step)

        self._start("Đang áp dụng", job, done, can_stop=True)

    def leave(self) -> None:
        """Forget the file and show the packs in use."""
        self._preview = None
        self._view.show_list()

    def export(self, path: Path, codes: Collection[str]) -> None:
        """Write these packs to a file; all of them where none is named."""
        store = self._desk.session.store

        def job(_progress: Progress) -> Path | None:
            from cchc_desktop.services.packs.exporting import write_packs  # brings openpyxl
            from cchc_desktop.services.session.stored_packs import packs_in_use

            used = packs_in_use(store)
            return write_packs([one for code, one in used.items() if not codes or code in codes], path)

        def done(kept: Path | None) -> None:
            self._view.job_ended()
            self._notices.success(f"Đã kết xuất bộ danh mục ra tệp {path}.{kept_words(kept)}")

        self._start("Đang kết xuất", job, done, can_stop=False)

    def stop(self) -> None:
        """Stop the job under way at its next step."""
        if self._progress is not None:
            self._progress.cancel()

    def _start(
        self, text: str, job: Callable[[Progress], object], done: Callable[..., None], *, can_stop: bool
    ) -> None:
        self._view.job_started(text, can_stop=can_stop)
        self._progress = self._runner.run_long(
            job,
            done=done,
            progressed=self._view.job_step,
            cancelled=self._view.job_ended,
            failed=lambda _error: self._view.job_ended(),
            owner=self._view,
        )

    def _undo(self) -> None:
        self._runner.run(self._desk.session.undo, done=lambda _outcome: None, owner=self._view)
