"""The scan folder seen from the screen: new files are offered in a line above the table, never taken in silently."""

from pathlib import Path
from typing import TYPE_CHECKING

from ui.screens.evidence.adding import Adding
from ui.screens.evidence.facts import StripFacts, Strips, ViewPort
from ui.widgets.context import AppContext
from ui.widgets.notices import Deed

if TYPE_CHECKING:
    from cchc_desktop.services.evidence.inbox import EvidenceInbox, Look, ScannedFile

SOON_MS, LATER_MS = 1_500, 6_000
"""A scanner writes for a while: a file is offered when two looks in a row find it the same."""
NAMED = 3


class Inbox:
    """Looks into the folder again and again while the screen is in sight."""

    def __init__(self, view: ViewPort, context: AppContext, inbox: "EvidenceInbox", adding: Adding) -> None:
        self._view, self._context, self._inbox, self._adding = view, context, inbox, adding
        self._before: frozenset[str] = frozenset()
        self._looking = False

    def begin(self) -> None:
        """The screen came into sight."""
        self._view.show_watching(self._inbox.folder)
        self.look()

    def look(self) -> None:
        """Look once; the next look is asked for when the answer is there."""
        if self._inbox.folder and not self._looking:
            self._looking = True
            self._context.runner.render(
                self._inbox.look, done=self._on_look, failed=lambda _error: self._on_trouble(), owner=self._view
            )

    def watch(self, folder: Path | None) -> None:
        """Watch another folder, or none."""

        def watching(_done: object) -> None:
            self._before = frozenset()
            self._view.show_watching(self._inbox.folder)
            self._view.show_strip(Strips.INBOX, None)
            if folder is not None:
                self._context.notices.success(f"Từ nay tệp mới trong {folder} sẽ được báo ở màn hình này.")
            self.look()

        self._context.runner.run(lambda: self._inbox.watch(folder), done=watching, owner=self._view)

    def _on_trouble(self) -> None:
        self._looking = False

    def _on_look(self, look: "Look") -> None:
        self._looking = False
        marks = frozenset(file.mark for file in look.files)
        settled = tuple(file for file in look.files if file.mark in self._before)
        self._view.look_again(LATER_MS if marks == self._before else SOON_MS)
        self._before = marks
        self._view.show_strip(Strips.INBOX, self._told(settled, lost=look.lost))

    def _told(self, files: "tuple[ScannedFile, ...]", *, lost: bool) -> StripFacts | None:
        if lost:
            text = f"Không thấy thư mục quét {self._inbox.folder}. Hãy cắm lại ổ đĩa hoặc chọn thư mục khác."
            return StripFacts(text, (Deed("Thôi theo dõi", lambda: self.watch(None)),), "warn")
        if not files:
            return None
        names = ", ".join(file.path.name for file in files[:NAMED])
        more = f" và {len(files) - NAMED} tệp khác" if len(files) > NAMED else ""
        text = f"{len(files)} tệp mới trong thư mục quét: {names}{more}"
        deeds = (Deed("Thêm vào kho", lambda: self._take(files)), Deed("Bỏ qua", lambda: self._leave(files)))
        return StripFacts(text, deeds)

    def _take(self, files: "tuple[ScannedFile, ...]") -> None:
        self._view.show_strip(Strips.INBOX, None)
        self._adding.add([file.path for file in files], then=lambda: self._note_taken(files))

    def _note_taken(self, files: "tuple[ScannedFile, ...]") -> None:
        self._context.runner.run(
            lambda: self._inbox.note_taken(files), done=lambda _done: self.look(), owner=self._view
        )

    def _leave(self, files: "tuple[ScannedFile, ...]") -> None:
        self._view.show_strip(Strips.INBOX, None)
        self._context.runner.run(lambda: self._inbox.pass_over(files), done=lambda _done: self.look(), owner=self._view)
